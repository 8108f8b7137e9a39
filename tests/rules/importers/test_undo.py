"""The three ends of a row when an import is undone."""

from __future__ import annotations

from decimal import Decimal

import pytest

from importers.rules.stock.undo import Outcome, Since, outcome_of
from inventory.rules.stock import Balance, Delta

QUIET = Since(edited=False, on_hand=Decimal(0), broken=Decimal(0), reserved=Decimal(0))


@pytest.mark.parametrize(
    ("reserved", "edited", "on_hand", "since_reserved", "expected"),
    [
        (0, False, 0, 0, Outcome.REVERSED),
        (2, False, 0, 0, Outcome.REVERSED),  # promised before the import, and enough is left
        (0, True, 0, 0, Outcome.KEPT_EDITED),
        (0, False, -3, 0, Outcome.KEPT_EDITED),
        (2, False, 0, 2, Outcome.KEPT_RESERVED),
        (8, False, 0, 0, Outcome.KEPT_RESERVED),  # the older promise needs what the import brought
        (2, True, 0, 2, Outcome.KEPT_EDITED),
    ],
)
def test_outcomes(reserved: int, edited: bool, on_hand: int, since_reserved: int, expected: Outcome) -> None:
    now = Balance(on_hand=Decimal(10), reserved=Decimal(reserved))
    since = Since(
        edited=edited, on_hand=Decimal(on_hand), broken=Decimal(0), reserved=Decimal(since_reserved)
    )
    assert outcome_of(now, Delta(on_hand=Decimal(-5)), since) is expected


def test_what_broke_in_use_since_is_not_made_whole_again() -> None:
    """A return writes what came back broken and is no edit of the row."""
    now = Balance(on_hand=Decimal(10), broken=Decimal(4))
    since = Since(edited=False, on_hand=Decimal(0), broken=Decimal(4), reserved=Decimal(0))
    assert outcome_of(now, Delta(on_hand=Decimal(-5)), since) is Outcome.KEPT_EDITED
