"""What is worked out commune by commune and kept; a look works out anew only the communes whose books moved on since."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from sqlalchemy.orm import Session

from core.audit.services import SYSTEM
from inventory.queries.tallies import moved_since

Of = TypeVar("Of")


@dataclass(frozen=True, kw_only=True, slots=True)
class Kept(Generic[Of]):
    """What was worked out of every commune, and the marks of the books it was worked out from."""

    marks: Mapping[str, str]
    of: Mapping[str, Of]


def kept_or_read(
    session: Session,
    kept: Kept[Of] | None,
    *,
    marks: Mapping[str, str],
    read: Callable[[Session, Collection[str] | None], Mapping[str, Of]],
) -> Kept[Of]:
    """Return it as it is now; `read` works some communes out, or all where none are named.

    `marks` were taken before, so that a change in between is seen at the next look.
    """
    if kept is None or kept.marks.get(SYSTEM) != marks.get(SYSTEM):
        return Kept(marks=marks, of=read(session, None))
    if kept.marks == marks:
        return kept
    moved = moved_since(kept.marks, marks)
    same = {code: found for code, found in kept.of.items() if code not in moved}
    return Kept(marks=marks, of={**same, **read(session, moved)})
