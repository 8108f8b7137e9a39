"""Several independent questions to the database asked in one statement: a bad line waits once for all of them.

drafts, running = ask_together(session, Question(select(…), of_orders), Question(select(…), of_incidents))
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from sqlalchemy import (
    ColumnElement,
    Result,
    Select,
    String,
    cast,
    func,
    inspect,
    literal,
    null,
    select,
    union_all,
)
from sqlalchemy.engine.result import IteratorResult, SimpleResultMetaData
from sqlalchemy.orm import Session
from sqlalchemy.sql.elements import UnaryExpression
from sqlalchemy.sql.operators import desc_op
from sqlalchemy.types import NullType

from core.db import plain_rows
from core.errors import NotFoundError

Answer = TypeVar("Answer")
Said = TypeVar("Said")


@dataclass(frozen=True, eq=False, slots=True)
class Question(Generic[Answer]):
    """A SELECT and what its rows become; whole objects come as plain records with the same attributes."""

    query: Select[*tuple[Any, ...]]
    of: Callable[[Result[*tuple[Any, ...]]], Answer]

    def ask(self, session: Session) -> Answer:
        """Return the answer to this question alone."""
        return self.of(session.execute(self.query))

    def then(self, say: Callable[[Answer], Said]) -> Question[Said]:
        """Return the same question with its answer made into something else."""
        return Question(self.query, lambda rows: say(self.of(rows)))


def the_one(query: Select[*tuple[Any, ...]], of: Callable[..., Answer], what: int | str) -> Question[Answer]:
    """Return the question for the one row of a SELECT; without a row its answer raises NotFoundError."""

    def found(rows: Result[*tuple[Any, ...]]) -> Answer:
        row = rows.one_or_none()
        if row is None:
            raise NotFoundError(what=what)
        return of(*row)

    return Question(query, found)


class Record:
    """An object's columns by name, outside the session."""

    __slots__ = ("__dict__",)

    def __init__(self, names: Sequence[str], values: Sequence[Any]) -> None:
        self.__dict__.update(zip(names, values, strict=True))


@dataclass(frozen=True, slots=True)
class _Item:
    """One thing a SELECT returns: a column, or an object with its columns and the place of its key among them."""

    name: str
    columns: tuple[ColumnElement[Any], ...]
    names: tuple[str, ...] = ()
    key: int = 0

    def value(self, values: Sequence[Any]) -> Any:
        """Return it from its columns; an object that an outer join did not find is None."""
        if not self.names:
            return values[0]
        return None if values[self.key] is None else Record(self.names, values)


def _items(query: Select[*tuple[Any, ...]]) -> list[_Item]:
    found = []
    for described in query.column_descriptions:
        expression: Any = described["expr"]
        about = inspect(expression, raiseerr=False)
        mapper = getattr(about, "mapper", None)
        if mapper is None or described["entity"] is not expression:
            found.append(_Item(described["name"], (expression,)))
            continue
        names = tuple(attribute.key for attribute in mapper.column_attrs if not attribute.deferred)
        key = names.index(mapper.get_property_by_column(mapper.primary_key[0]).key)
        found.append(_Item(described["name"], tuple(getattr(expression, name) for name in names), names, key))
    return found


class _Slots:
    """The columns of the whole statement: parts share one where the type is the same."""

    def __init__(self) -> None:
        self.types: list[Any] = []
        self._kinds: list[str] = []

    def place(self, columns: Sequence[ColumnElement[Any]]) -> list[int]:
        """Return the slot of each column, new ones added where all of a type are taken."""
        taken: list[int] = []
        for column in columns:
            assert not isinstance(column.type, NullType), f"{column} has no type: a function needs type_=…"
            kind = "text" if type(column.type) is String else repr(column.type)
            free = [n for n, held in enumerate(self._kinds) if held == kind and n not in taken]
            if not free:
                self._kinds.append(kind)
                self.types.append(String() if kind == "text" else column.type)
                free = [len(self.types) - 1]
            taken.append(free[0])
        return taken


def _ordered(query: Select[*tuple[Any, ...]], columns: Sequence[ColumnElement[Any]]) -> tuple[Any, list[Any]]:
    """Return the SELECT as a subquery with columns c0…, and what sorts its rows as it would."""
    clauses = list(query._order_by_clauses)
    bare, down = [], []
    for clause in clauses:
        turned = isinstance(clause, UnaryExpression) and clause.modifier is desc_op
        bare.append(clause.element if turned else clause)
        down.append(turned)
    part = query.with_only_columns(
        *(column.label(f"c{n}") for n, column in enumerate(columns)),
        *(column.label(f"o{n}") for n, column in enumerate(bare)),
        maintain_column_froms=True,
    ).subquery()
    order = [part.c[f"o{n}"].desc() if turned else part.c[f"o{n}"] for n, turned in enumerate(down)]
    return part, order


@dataclass(frozen=True, slots=True)
class _Plan:
    """The statement of questions of one shape: what each part returns, in which slots, and its values' names."""

    statement: Select[Any]
    items: tuple[list[_Item], ...]
    places: tuple[list[int], ...]
    names: tuple[tuple[str, ...], ...]


_PLANS: dict[tuple[Any, ...], _Plan] = {}
_MOST_PLANS = 256


def ask_together(session: Session, *questions: Question[Any]) -> list[Any]:
    """Return the answers in the order of the questions; a SELECT that several of them share is asked once."""
    if not questions:
        return []
    asked = list({id(question.query): question.query for question in questions}.values())
    keys = [query._generate_cache_key() for query in asked]
    assert all(key is not None for key in keys), "every SELECT of ours has a shape that can be kept"
    shape = tuple(key.key for key in keys if key)
    plan = _PLANS.get(shape)
    if plan is None:
        if len(_PLANS) >= _MOST_PLANS:
            _PLANS.clear()
        values = tuple(tuple(bound.key for bound in key.bindparams) for key in keys if key)
        plan = _PLANS[shape] = _plan(asked, values)
    given = {
        name: bound.effective_value
        for names, key in zip(plan.names, keys, strict=True)
        for name, bound in zip(names, key.bindparams if key else (), strict=True)
    }
    of_part: dict[int, list[Any]] = {}
    for row in plain_rows(session, plan.statement, **given):
        of_part.setdefault(row[0], []).append(row)
    numbers = {id(query): number for number, query in enumerate(asked)}
    answers = []
    for question in questions:
        number = numbers[id(question.query)]
        items = plan.items[number]
        made = _values(of_part.get(number, []), items, plan.places[number])
        names = SimpleResultMetaData([item.name for item in items])
        answers.append(question.of(IteratorResult(names, made)))
    return answers


def _plan(queries: Sequence[Select[Any]], names: tuple[tuple[str, ...], ...]) -> _Plan:
    items = tuple(_items(query) for query in queries)
    slots = _Slots()
    flat = [[column for item in of_one for column in item.columns] for of_one in items]
    places = tuple(slots.place(columns) for columns in flat)
    empty = [cast(null(), kind) for kind in slots.types]
    branches = []
    for number, (query, columns, taken) in enumerate(zip(queries, flat, places, strict=True)):
        part, order = _ordered(query, columns)
        cells: list[Any] = list(empty)
        for n, slot in enumerate(taken):
            cells[slot] = part.c[f"c{n}"]
        at = func.row_number().over(order_by=order or None)
        named = (cell.label(f"s{n}") for n, cell in enumerate(cells))
        branches.append(select(literal(number).label("part"), at.label("at"), *named))
    whole = union_all(*branches).subquery() if len(branches) > 1 else branches[0].subquery()
    return _Plan(select(whole).order_by(whole.c.part, whole.c.at), items, places, names)


def _values(rows: Sequence[Any], items: Sequence[_Item], taken: Sequence[int]) -> Iterator[tuple[Any, ...]]:
    for row in rows:
        values = [row[slot + 2] for slot in taken]
        made, start = [], 0
        for item in items:
            end = start + len(item.columns)
            made.append(item.value(values[start:end]))
            start = end
        yield tuple(made)
