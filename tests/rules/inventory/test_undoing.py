"""Which rows of a save can be taken back."""

from __future__ import annotations

from decimal import Decimal

import pytest

from inventory.rules.stock import Balance, Delta
from inventory.rules.undoing import UndoState, undo_state

SAVED = Delta(on_hand=Decimal(50))


@pytest.mark.parametrize(
    ("on_hand", "reserved", "undone", "changed", "closed", "state"),
    [
        (150, 0, False, False, False, UndoState.OPEN),
        (150, 100, False, False, False, UndoState.OPEN),
        (150, 101, False, False, False, UndoState.COMMITTED),
        (150, 0, False, True, False, UndoState.CHANGED),
        (150, 0, False, True, True, UndoState.CLOSED),
        (100, 0, True, True, False, UndoState.UNDONE),
        (40, 0, False, False, False, UndoState.COMMITTED),
    ],
)
def test_a_saved_change_is_taken_back_only_where_nothing_stands_on_it(
    on_hand: int, reserved: int, undone: bool, changed: bool, closed: bool, state: UndoState
) -> None:
    balance = Balance(on_hand=Decimal(on_hand), reserved=Decimal(reserved))
    assert undo_state(balance, SAVED, undone=undone, changed=changed, closed=closed) is state
