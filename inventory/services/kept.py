"""What is worked out commune by commune and kept; a look works out anew only the communes whose books moved on since."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from sqlalchemy.orm import Session

Of = TypeVar("Of")


@dataclass(frozen=True, kw_only=True, slots=True)
class Kept(Generic[Of]):
    """What was worked out of the communes looked at so far, and the marks of the books it was worked out from."""

    marks: Mapping[str, str]
    of: Mapping[str, Of]


def kept_or_read(
    session: Session,
    kept: Kept[Of] | None,
    *,
    marks: Mapping[str, str],
    read: Callable[[Session, Collection[str] | None], Mapping[str, Of]],
) -> Kept[Of]:
    """Return it as it is now for the communes of `marks`; `read` works some out, or all where none are named.

    `marks` were taken before, so that a change in between is seen at the next look.
    """
    held: Kept[Of] = Kept(marks={}, of={}) if kept is None else kept
    moved = {code for code, mark in marks.items() if held.marks.get(code) != mark}
    if kept is not None and not moved:
        return kept
    anew = read(session, None if len(moved) == len(marks) > 1 else moved)
    same = {code: found for code, found in held.of.items() if code not in moved}
    return Kept(marks={**held.marks, **marks}, of=dict(sorted({**same, **anew}.items())))
