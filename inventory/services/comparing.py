"""Two days side by side as last worked out; a look reads the ledger of the communes whose books moved on since."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from itertools import groupby

from sqlalchemy.orm import Session

from inventory.queries.comparing import Change, list_changes
from inventory.rules.comparing import Compared, Sums, changed, compare, lines_of_sums
from inventory.rules.listing import Filter
from inventory.services.kept import Kept, added_up, kept_or_read

MOST_KEPT = 4  # pairs of days; nearly everybody looks at the same one


Sides = Kept[Sequence[Change]]


def within(of: Mapping[str, Sequence[Change]], wanted: Filter) -> Iterator[Change]:
    """Yield what a filter that `asks_places_and_types` asks for."""
    for code, changes in of.items():
        if wanted.communes is None or code in wanted.communes:
            yield from (one for one in changes if wanted.types is None or one.type_code in wanted.types)


def compared(sides: Sides, wanted: Filter, *, by_commune: bool) -> list[Compared]:
    """Return a line for each type, or for each commune, of what a filter that `asks_places_and_types` asks for."""

    def adds(sums: Sums, of: Mapping[str, Sequence[Change]], into: bool) -> Sums:
        return changed(sums, _keyed(within(of, wanted), by_commune), into=into)

    key = (wanted.communes, wanted.types, by_commune)
    return lines_of_sums(added_up(sides, key, None, empty={}, adds=adds))


def lines_of(changes: Iterable[Change], *, by_commune: bool) -> list[Compared]:
    """Return a line for each type, or for each commune."""
    return compare(_keyed(changes, by_commune))


def _keyed(changes: Iterable[Change], by_commune: bool) -> Iterator[tuple[str, Decimal, Decimal]]:
    return ((one.commune_code if by_commune else one.type_code, one.then, one.now) for one in changes)


def kept_or_compared(
    session: Session,
    kept: Sides | None,
    *,
    marks: Mapping[str, str],
    before: datetime,
    until: datetime | None,
) -> Sides:
    """Return what communes had at two moments: `kept` where their books stand as they did, the others read anew.

    `marks` were taken before the ledger is read: a change in between is seen at the next look.
    """

    def read(session: Session, communes: Collection[str] | None) -> Mapping[str, Sequence[Change]]:
        wanted = Filter(communes=None if communes is None else frozenset(communes))
        found = list_changes(session, wanted, scope=None, before=before, until=until)
        found.sort(key=lambda one: (one.commune_code, one.type_code))
        return {code: tuple(group) for code, group in groupby(found, key=lambda one: one.commune_code)}

    return kept_or_read(session, kept, marks=marks, read=read)
