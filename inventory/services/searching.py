"""The names rows are found by, as last read; a look reads anew only the communes whose books moved on since."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from core.audit.services import SYSTEM
from inventory.queries.spoken import read_spoken
from inventory.queries.tallies import moved_since
from inventory.rules.listing import Spoken


@dataclass(frozen=True, kw_only=True, slots=True)
class Names:
    """What every commune calls its holders and places, and the marks of the books they were read from."""

    marks: Mapping[str, str]
    of: Mapping[str, Spoken]


def kept_or_read_names(session: Session, kept: Names | None, *, marks: Mapping[str, str]) -> Names:
    """Return the names of now; `marks` were taken before, so that a change in between is seen at the next look."""
    if kept is None or kept.marks.get(SYSTEM) != marks.get(SYSTEM):
        return Names(marks=marks, of=read_spoken(session, None))
    if kept.marks == marks:
        return kept
    moved = moved_since(kept.marks, marks)
    same = {code: spoken for code, spoken in kept.of.items() if code not in moved}
    return Names(marks=marks, of={**same, **read_spoken(session, moved)})
