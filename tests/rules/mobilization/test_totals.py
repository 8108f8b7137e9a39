"""Money owed is added up in one way: in all, and by name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest

from mobilization.rules.compensation import Total, total_of, totals_by

DAY = date(2026, 11, 29)


@dataclass(frozen=True)
class Item:
    """Something owed."""

    name: str
    amount_dong: int
    paid_on: date | None = None


@pytest.mark.parametrize(
    ("items", "told"),
    [
        ([], []),
        ([Item("A", 5)], [("A", 1, 5, 5, 0)]),
        ([Item("A", 5, DAY)], [("A", 1, 5, 0, 5)]),
        ([Item("B", 7), Item("A", 5, DAY), Item("B", 1, DAY)], [("A", 1, 5, 0, 5), ("B", 2, 8, 7, 1)]),
        ([Item("A", 0)], [("A", 1, 0, 0, 0)]),
    ],
)
def test_what_is_owed_by_name(items: list[Item], told: list[tuple[str, int, int, int, int]]) -> None:
    found = totals_by(items, lambda item: item.name)
    assert [(one.name, one.count, one.owed, one.unpaid, one.paid) for one in found] == told
    whole = total_of(items)
    assert whole == Total(
        name="",
        count=sum(one.count for one in found),
        owed=sum(one.owed for one in found),
        unpaid=sum(one.unpaid for one in found),
    )
