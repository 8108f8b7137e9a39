"""One list over all communes: a page of it by keyset, how many rows it has, all of it as a stream."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, literal, or_, select, true, union_all
from sqlalchemy.orm import Session

from core.writing import table_of
from inventory.models import HolderRow, LotCapabilityRow, LotDetailRow, LotRow, ResourceTypeRow
from inventory.queries.lot_values import season_of
from inventory.queries.province import asks_lot_alone, conditions, joined
from inventory.rules.details import keep_in_force, lacking
from inventory.rules.listing import Cursor, Filter, Order
from inventory.rules.stock import ZERO

PAGE = 50
FEW_HOLDERS = 200
FEW_ROWS = 1_000
STREAM = 2_000  # rows fetched at a time when a whole list is written into a file


@dataclass(frozen=True, slots=True)
class Listed:
    """One row of the list; names of types and communes are looked up by their codes."""

    id: int
    commune_code: str
    type_code: str
    mark: str
    place: str
    on_hand: Decimal
    reserved: Decimal
    away: Decimal
    broken: Decimal
    keep: Decimal
    note: str
    checked_on: date | None
    checked_by: str
    holder: str
    holder_kind: str
    phone: str
    expires_on: date | None
    condition: str | None
    keep_seasonal: Decimal | None
    season_from: int | None
    season_to: int | None
    able: Decimal | None = None

    def expired_on(self, today: date) -> bool:
        """Whether the goods are past their last day."""
        return self.expires_on is not None and self.expires_on < today

    def usable_on(self, today: date) -> Decimal:
        """What can serve: whole, not away, not past its last day."""
        return ZERO if self.expired_on(today) else self.on_hand - self.broken - self.away

    def keep_on(self, today: date) -> Decimal:
        """What must stay for the commune itself on a day, by season."""
        return keep_in_force(
            self.keep, season_of(self.keep_seasonal, self.season_from, self.season_to), today
        )

    def lacking_on(self, today: date) -> Decimal:
        """By how much what is whole, in date and promised to nobody is less than what must stay on a day."""
        free = ZERO if self.expired_on(today) else max(ZERO, self.on_hand - self.reserved - self.broken)
        return lacking(free, self.keep_on(today))

    def cursor(self) -> Cursor:
        """Return where the next page begins after this row."""
        return Cursor(
            type_code=self.type_code,
            commune_code=self.commune_code,
            checked_on=self.checked_on,
            lot_id=self.id,
        )


_COLUMNS = (
    LotRow.id,
    LotRow.commune_code,
    LotRow.type_code,
    LotRow.mark,
    LotRow.place,
    LotRow.on_hand,
    LotRow.reserved,
    LotRow.away,
    LotRow.broken,
    LotRow.keep,
    LotRow.note,
    LotRow.checked_on,
    LotRow.checked_by,
    HolderRow.name,
    HolderRow.kind,
    HolderRow.phone,
    LotDetailRow.expires_on,
    LotDetailRow.condition,
    LotDetailRow.keep_seasonal,
    LotDetailRow.season_from,
    LotDetailRow.season_to,
)


_LISTED = joined(*_COLUMNS)
_LOT, _KIND = table_of(LotRow), table_of(ResourceTypeRow)
_BY_NAME = (_KIND.c.alphabet_no, _LOT.c.commune_code, _LOT.c.id)
_NAMED = _LISTED.order_by(*_BY_NAME)
_CHOSEN = select(_LOT.c.id).join(_KIND, _KIND.c.code == _LOT.c.type_code).order_by(*_BY_NAME).limit(PAGE + 1)
_FIRST_OF_KIND = (
    select(_LOT.c.id, _LOT.c.commune_code)
    .where(_LOT.c.type_code == _KIND.c.code)
    .order_by(_LOT.c.commune_code, _LOT.c.id)
    .limit(PAGE + 1)
    .correlate(_KIND)
)


def _shown(wanted: Filter) -> Select[Any]:
    """Return the list's query, with what one piece can do where that is asked for."""
    if not wanted.able:
        return _LISTED
    row = LotCapabilityRow
    value = select(row.value).where(row.lot_id == LotRow.id, row.kind == wanted.able)
    return _LISTED.add_columns(value.correlate(LotRow).scalar_subquery())


def _sorted(query: Select[Any], order: Order) -> Select[Any]:
    if order is Order.COMMUNE:
        return query.order_by(LotRow.commune_code, LotRow.type_code, LotRow.id)
    if order is Order.CHECK:
        # One database puts rows without a day first, the other last; said here, both put them first.
        return query.order_by(LotRow.checked_on.asc().nulls_first(), LotRow.id)
    return query.order_by(ResourceTypeRow.alphabet_no, LotRow.commune_code, LotRow.id)


def _after(cursor: Cursor, order: Order, alphabet: Mapping[str, int]) -> ColumnElement[bool]:
    """Return what comes after a row; the first column alone bounds the search, so that an index can serve it."""
    place, kind, day = LotRow.commune_code, LotRow.type_code, LotRow.checked_on
    later = LotRow.id > cursor.lot_id
    if order is Order.COMMUNE:
        same = and_(
            place == cursor.commune_code, or_(kind > cursor.type_code, and_(kind == cursor.type_code, later))
        )
        return and_(place >= cursor.commune_code, or_(place > cursor.commune_code, same))
    if order is Order.CHECK:
        return (
            and_(day.is_(None), later)
            if cursor.checked_on is None
            else and_(day >= cursor.checked_on, or_(day > cursor.checked_on, later))
        )
    number = alphabet.get(cursor.type_code, 0)
    name = ResourceTypeRow.alphabet_no
    same = and_(name == number, or_(place > cursor.commune_code, and_(place == cursor.commune_code, later)))
    return and_(name >= number, or_(name > number, same))


def list_listed(
    session: Session,
    wanted: Filter,
    *,
    scope: str | None,
    after: Cursor | None,
    alphabet: Mapping[str, int],
) -> tuple[list[Listed], bool]:
    """Return one page of the rows that meet a filter, and whether more follow; the cost does not grow with the page.

    `alphabet` says each type's place among the names.
    """
    if wanted.order is Order.NAME and not wanted.able and asks_lot_alone(wanted):
        rows = list(session.execute(_by_name(session, wanted, scope, after, alphabet)))
        return [Listed(*row) for row in rows[:PAGE]], len(rows) > PAGE
    query = _sorted(_shown(wanted).where(*conditions(wanted, scope)), wanted.order)
    begun = query if after is None else query.where(_after(after, wanted.order, alphabet))
    if wanted.order is Order.CHECK and (after is None or after.checked_on is None):
        rows = _oldest_first(session, query, begun)
    else:
        rows = list(session.execute(begun.limit(PAGE + 1)))
    return [Listed(*row) for row in rows[:PAGE]], len(rows) > PAGE


def _by_name(
    session: Session, wanted: Filter, scope: str | None, after: Cursor | None, alphabet: Mapping[str, int]
) -> Select[Any]:
    """Return the query of a page by name, for a filter that `asks_lot_alone`.

    The page's rows are chosen first, holders and details looked up for these alone. Where rows that meet the filter
    stand everywhere, the types are walked by name until the page is full (SQLite is told that they are `likely` there;
    PostgreSQL has each type give its first ones): then nothing is read to its end for the sake of a page.
    """
    later = [] if after is None else [_after(after, Order.NAME, alphabet)]
    chosen = _CHOSEN.where(*conditions(wanted, scope, alone=True), *later)
    if not wanted.is_met_everywhere:
        return _NAMED.where(_LOT.c.id.in_(chosen))
    if session.get_bind().dialect.name == "postgresql":
        walked = _first_of_types(wanted, scope, after, later, alphabet)
        if not wanted.holder_kind:
            return _NAMED.where(_LOT.c.id.in_(walked))
        are_few = _fewer(select(literal(1)).where(HolderRow.kind == wanted.holder_kind), FEW_HOLDERS)
        chosen, walked = chosen.where(are_few), walked.where(~are_few)
    else:
        asked = Filter(holder_kind=wanted.holder_kind, age=wanted.age, stale_before=wanted.stale_before)
        narrowing = conditions(asked, None, closed_too=True, alone=True)
        if wanted.state or not narrowing:  # an index of its own serves them, or that of the types
            return _NAMED.where(_LOT.c.id.in_(chosen))
        others = conditions(replace(wanted, holder_kind="", age=""), scope, alone=True)
        few = select(_LOT.c.id).where(*narrowing)
        are_few = _fewer(few, FEW_ROWS)
        few = few.limit(case((are_few, FEW_ROWS), else_=0))
        chosen = _CHOSEN.where(*others, _LOT.c.id.in_(few), *later)
        walked = _CHOSEN.where(*others, *map(func.likely, narrowing), *later)
        walked = walked.limit(case((are_few, 0), else_=PAGE + 1))
    # Where few are narrowed to, they are found by what narrows them; one of the two is not even begun.
    either = union_all(walked.subquery().select(), chosen.subquery().select())
    return _NAMED.where(_LOT.c.id.in_(either))


def _fewer(rows: Select[Any], than: int) -> ColumnElement[bool]:
    return select(func.count()).select_from(rows.limit(than).subquery()).scalar_subquery() < than


def _first_of_types(
    wanted: Filter,
    scope: str | None,
    after: Cursor | None,
    later: Sequence[ColumnElement[bool]],
    alphabet: Mapping[str, int],
) -> Select[Any]:
    """Return the query that has each type give its first rows; where the type of the page before goes on, an index leads there."""
    begun = [*later]
    if after is not None:
        same = _KIND.c.alphabet_no == alphabet.get(after.type_code, 0)
        begun.append(_LOT.c.commune_code >= case((same, after.commune_code), else_=""))
    kept = conditions(replace(wanted, types=None), scope, alone=True)
    first = _FIRST_OF_KIND.where(*kept, *begun).lateral()
    by_type = select(first.c.id).join_from(_KIND, first, true())
    if wanted.types is not None:
        by_type = by_type.where(_KIND.c.code.in_(sorted(wanted.types)))
    return by_type.order_by(_KIND.c.alphabet_no, first.c.commune_code, first.c.id).limit(PAGE + 1)


def _oldest_first(session: Session, query: Select[Any], begun: Select[Any]) -> list[Any]:
    """Return the rows never checked, then the oldest; asked apart, so that one index serves both databases."""
    never = begun.where(LotRow.checked_on.is_(None)).order_by(None).order_by(LotRow.id)
    rows = list(session.execute(never.limit(PAGE + 1)))
    if len(rows) > PAGE:
        return rows
    dated = query.where(LotRow.checked_on.is_not(None)).order_by(None).order_by(LotRow.checked_on, LotRow.id)
    return [*rows, *session.execute(dated.limit(PAGE + 1 - len(rows)))]


def stream_listed(session: Session, wanted: Filter, *, scope: str | None) -> Iterator[Listed]:
    """Yield every row that meets a filter, some thousands at a time."""
    query = _sorted(_LISTED.where(*conditions(wanted, scope)), wanted.order)
    for row in session.execute(query.execution_options(yield_per=STREAM)):
        yield Listed(*row)


def count_listed(session: Session, wanted: Filter, *, scope: str | None) -> int:
    """Return how many rows meet a filter."""
    query = joined(func.count(LotRow.id)).where(*conditions(wanted, scope))
    return session.scalar(query) or 0
