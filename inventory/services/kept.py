"""What is worked out commune by commune and kept; a look works out anew only the communes whose books moved on since."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Mapping
from dataclasses import field, replace
from typing import Any, Generic, TypeVar

from sqlalchemy.orm import Session

from core.values import frozen

MOST_TABLES = 64
Of = TypeVar("Of")
Made = TypeVar("Made")
# What puts some communes into a table (True) or takes them out of it; it returns another table.
Adds = Callable[[Made, Mapping[str, Of], bool], Made]


@frozen
class Added(Generic[Of]):
    """A table added up over communes, and what those had in it whose books moved on since."""

    names: object
    table: Any
    adds: Adds[Any, Of]
    moved: frozenset[str] = frozenset()
    before: Mapping[str, Of] = field(default_factory=dict)


@frozen
class Kept(Generic[Of]):
    """What was worked out of the communes looked at so far, and the marks of the books it was worked out from.

    `made` keeps what was asked of it lately: the same few tables are looked at until a book moves on. `added` keeps
    the tables that are brought along then, for the cost of the communes that moved.
    """

    marks: Mapping[str, str]
    of: Mapping[str, Of]
    made: dict[Hashable, Any] = field(default_factory=dict, compare=False, repr=False)
    added: dict[Hashable, Added[Of]] = field(default_factory=dict, compare=False, repr=False)


def made_once(kept: Kept[Any], key: Hashable, names: object, make: Callable[[], Made]) -> Made:
    """Return a table of what is kept drawn with these names, made at the first look."""
    drawn_with, found = kept.made.get(key, (None, None))
    if found is None or drawn_with is not names:
        found = make()
        _put(kept.made, key, (names, found))
    made: Made = found
    return made


def added_up(kept: Kept[Of], key: Hashable, names: object, *, empty: Made, adds: Adds[Made, Of]) -> Made:
    """Return a table added up over the communes kept; where some moved on, only what they had and have goes out and in."""
    held = kept.added.get(key)
    if held is not None and held.names is names and not held.moved:
        table: Made = held.table
        return table
    if held is None or held.names is not names:
        table = adds(empty, kept.of, True)
    else:
        table = held.adds(held.table, held.before, False)
        table = adds(table, {code: kept.of[code] for code in sorted(held.moved & kept.of.keys())}, True)
    _put(kept.added, key, Added(names=names, table=table, adds=adds))
    return table


def replaced(table: Mapping[str, Made], gone: Collection[str], come: Mapping[str, Made]) -> dict[str, Made]:
    """Return a table of communes in which some have another line, or none any more."""
    return {**{code: line for code, line in table.items() if code not in gone}, **come}


def _put(tables: dict[Hashable, Any], key: Hashable, table: object) -> None:
    if len(tables) >= MOST_TABLES:
        tables.clear()
    tables[key] = table


def _brought_along(held: Kept[Of], moved: Collection[str]) -> dict[Hashable, Added[Of]]:
    """Return the tables added up so far with what the communes that moved had; none where most of them moved."""
    was = {code: held.of[code] for code in held.of.keys() & moved}
    found = {
        key: replace(one, moved=one.moved.union(moved), before={**was, **one.before})
        for key, one in list(held.added.items())
    }
    return {key: one for key, one in found.items() if 2 * len(one.moved) <= len(held.of)}


def moved_on(held: Kept[Of], anew: Mapping[str, Of], *, gone: Collection[str] = ()) -> Kept[Of]:
    """Return what is kept with some communes worked out anew, and without those of `gone` that are not among them."""
    moved = anew.keys() | set(gone)
    others = {code: found for code, found in held.of.items() if code not in moved}
    of = dict(sorted({**others, **anew}.items()))
    return Kept(marks=held.marks, of=of, added=_brought_along(held, moved))


def kept_or_read(
    session: Session,
    kept: Kept[Of] | None,
    *,
    marks: Mapping[str, str],
    read: Callable[[Session, Collection[str] | None], Mapping[str, Of]],
    same: Callable[[Of | None, Of | None], bool] = lambda _one, _other: False,
) -> Kept[Of]:
    """Return it as it is now for the communes of `marks`; `read` works some out, or all where none are named.

    `marks` were taken before, so that a change in between is seen at the next look. What was made of it holds on where
    all that was read anew is the `same`.
    """
    held: Kept[Of] = Kept(marks={}, of={}) if kept is None else kept
    moved = {code for code, mark in marks.items() if held.marks.get(code) != mark}
    if kept is not None and not moved:
        return kept
    anew = read(session, None if len(moved) == len(marks) > 1 else moved)
    marked = {**held.marks, **marks}
    if kept is not None and all(same(kept.of.get(code), anew.get(code)) for code in moved):
        return replace(kept, marks=marked)
    return replace(moved_on(held, anew, gone=moved), marks=marked)
