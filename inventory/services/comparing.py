"""Two days side by side as last worked out; a look reads the ledger of the communes whose books moved on since."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from sqlalchemy.orm import Session

from core.audit.services import SYSTEM
from inventory.queries.comparing import Change, list_changes
from inventory.queries.tallies import moved_since
from inventory.rules.listing import Filter

MOST_KEPT = 4  # pairs of days; nearly everybody looks at the same one


@dataclass(frozen=True, kw_only=True, slots=True)
class Sides:
    """What every commune had at two moments, and the marks of the books it was worked out from."""

    marks: Mapping[str, str]
    of: Mapping[str, Sequence[Change]]

    def within(self, wanted: Filter) -> Iterator[Change]:
        """Yield what a filter that `asks_places_and_types` asks for."""
        for code, changes in self.of.items():
            if wanted.communes is None or code in wanted.communes:
                yield from (one for one in changes if wanted.types is None or one.type_code in wanted.types)


def kept_or_compared(
    session: Session, kept: Sides | None, *, marks: Mapping[str, str], before: datetime, until: datetime
) -> Sides:
    """Return the two sides: those of `kept` for the communes whose books stand as they did, the others read anew.

    `marks` were taken before the ledger is read: a change in between is seen at the next look.
    """
    if kept is None or kept.marks.get(SYSTEM) != marks.get(SYSTEM):
        every = list_changes(session, Filter(), scope=None, before=before, until=until)
        return Sides(marks=marks, of=_by_commune(every))
    if kept.marks == marks:
        return kept
    moved = moved_since(kept.marks, marks)
    anew = list_changes(session, Filter(communes=frozenset(moved)), scope=None, before=before, until=until)
    same = {code: changes for code, changes in kept.of.items() if code not in moved}
    return Sides(marks=marks, of={**same, **_by_commune(anew)})


def _by_commune(changes: Sequence[Change]) -> dict[str, tuple[Change, ...]]:
    ordered = sorted(changes, key=lambda one: (one.commune_code, one.type_code))
    return {code: tuple(group) for code, group in groupby(ordered, key=lambda one: one.commune_code)}
