"""What a plan changes against the one before it: resources added, left out, in another quantity."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple

Sent = Mapping[tuple[int, int], int]  # units by (need, stock)


class ChangeKind(StrEnum):
    """What happened to a resource."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


class Change(NamedTuple):
    """One resource of one need, with its units before and after."""

    kind: ChangeKind
    need: int
    stock: int
    before: int
    after: int


def changes(before: Sent, after: Sent) -> list[Change]:
    """Return every difference between two plans, each with all that already stands, in order of need and stock."""
    found = []
    for need, stock in sorted({*before, *after}):
        old, new = before.get((need, stock), 0), after.get((need, stock), 0)
        if old != new:
            kind = ChangeKind.ADDED if not old else ChangeKind.REMOVED if not new else ChangeKind.CHANGED
            found.append(Change(kind, need, stock, old, new))
    return found
