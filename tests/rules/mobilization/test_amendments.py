"""What a plan changes against the one before it, by cases."""

from __future__ import annotations

import pytest

from mobilization.rules.amendments import Change, ChangeKind, Sent, changes

K = ChangeKind


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ({}, {}, []),
        ({(1, 7): 5}, {(1, 7): 5}, []),
        ({(1, 7): 5}, {(1, 7): 8}, [Change(K.CHANGED, 1, 7, 5, 8)]),
        ({(1, 7): 5}, {(1, 7): 2}, [Change(K.CHANGED, 1, 7, 5, 2)]),
        ({}, {(1, 7): 5}, [Change(K.ADDED, 1, 7, 0, 5)]),
        ({(1, 7): 5}, {}, [Change(K.REMOVED, 1, 7, 5, 0)]),
        # The same stock for another need is left out there and added here; in order of need, then stock.
        (
            {(2, 9): 1, (2, 7): 5},
            {(2, 9): 1, (1, 7): 5},
            [Change(K.ADDED, 1, 7, 0, 5), Change(K.REMOVED, 2, 7, 5, 0)],
        ),
    ],
)
def test_every_difference_of_two_plans_is_told(before: Sent, after: Sent, told: list[Change]) -> None:
    assert changes(before, after) == told
