"""What is worked out commune by commune and kept; a look works out anew only the communes whose books moved on since."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from sqlalchemy.orm import Session

MOST_TABLES = 64
Of = TypeVar("Of")
Made = TypeVar("Made")


@dataclass(frozen=True, kw_only=True, slots=True)
class Kept(Generic[Of]):
    """What was worked out of the communes looked at so far, and the marks of the books it was worked out from.

    `made` keeps what was asked of it lately: the same few tables are looked at until a book moves on.
    """

    marks: Mapping[str, str]
    of: Mapping[str, Of]
    made: dict[Hashable, Any] = field(default_factory=dict, compare=False, repr=False)


def made_once(kept: Kept[Any], key: Hashable, names: object, make: Callable[[], Made]) -> Made:
    """Return a table of what is kept drawn with these names, made at the first look."""
    drawn_with, found = kept.made.get(key, (None, None))
    if found is None or drawn_with is not names:
        if len(kept.made) >= MOST_TABLES:
            kept.made.clear()
        found = make()
        kept.made[key] = (names, found)
    made: Made = found
    return made


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
