"""Whether what one save wrote can still be taken back, row by row."""

from __future__ import annotations

from enum import StrEnum

from core.errors import DomainError
from inventory.rules.stock import Balance, Delta, apply


class UndoState(StrEnum):
    """What taking back a save would do to one of its rows."""

    OPEN = "open"
    UNDONE = "undone"
    CHANGED = "changed"
    CLOSED = "closed"
    COMMITTED = "committed"


def reverse(delta: Delta) -> Delta:
    """Return the movement that takes another one back."""
    return Delta(on_hand=-delta.on_hand, reserved=-delta.reserved, away=-delta.away, broken=-delta.broken)


def undo_state(balance: Balance, delta: Delta, *, undone: bool, changed: bool, closed: bool) -> UndoState:
    """Return whether a row's saved change can be taken back now, and if not, why.

    `changed`: somebody counted, received or gave out since; their figure is newer than the save and stays.
    """
    if undone:
        return UndoState.UNDONE
    if closed:
        return UndoState.CLOSED
    if changed:
        return UndoState.CHANGED
    try:
        apply(balance, reverse(delta))
    except DomainError:
        return UndoState.COMMITTED  # what the save added is promised to an incident by now
    return UndoState.OPEN
