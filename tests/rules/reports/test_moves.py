"""A dispatch over time: stretches follow one another, what still runs ends now, all lies on the scale."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal

import pytest

from core.clock import VIETNAM
from reports.rules.moves import Move, Scale, scale_of, stretches

T0 = datetime(2026, 10, 21, 8, 0, tzinfo=VIETNAM)


def at(hours: float) -> datetime:
    return T0 + timedelta(hours=hours)


MOVE = Move(
    resource="Ca nô", unit="chiếc", quantity=Decimal(2), commune="Xã Bình Minh",
    ordered_at=at(1), departed_at=at(2), arrived_at=at(4), released_at=at(9), returned_at=at(10),
)  # fmt: skip


@pytest.mark.parametrize(
    ("move", "told"),
    [
        (MOVE, [("waiting", 0.1, 0.2), ("going", 0.2, 0.4), ("working", 0.4, 0.9), ("back", 0.9, 1.0)]),
        (
            replace(MOVE, released_at=None, returned_at=None),
            [("waiting", 0.1, 0.2), ("going", 0.2, 0.4), ("working", 0.4, 0.8)],
        ),
        (
            replace(MOVE, departed_at=None, arrived_at=None, released_at=None, returned_at=None),
            [("waiting", 0.1, 0.8)],
        ),
        (
            replace(MOVE, released_at=None),
            [("waiting", 0.1, 0.2), ("going", 0.2, 0.4), ("working", 0.4, 1.0)],
        ),
    ],
)
def test_stretches_follow_one_another(move: Move, told: list[tuple[str, float, float]]) -> None:
    found = stretches(move, Scale(start=T0, end=at(10)), until=at(8))
    assert [(one.name, round(one.start, 3), round(one.end, 3)) for one in found] == told


def test_the_scale_holds_everything_and_is_never_empty() -> None:
    assert scale_of([MOVE], opened_at=T0, until=at(3)).end == at(10)
    assert scale_of([replace(MOVE, returned_at=None)], opened_at=T0, until=at(30)).end == at(30)
    alone = scale_of([], opened_at=T0, until=T0)
    assert alone.end == at(1)
    assert [share for share, _ in alone.marks()] == [0, 1 / 3, 2 / 3, 1]
