"""What a plan does not know of yet, by cases."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from mobilization.rules.since import Happened, Kind, Step, Wanted, since_plan
from mobilization.rules.states import State

MADE = datetime(2026, 10, 28, 5, 0, tzinfo=UTC)
LATER = MADE + timedelta(minutes=1)
BOAT = {"what": "Xuồng", "where": "xã Bình Sơn"}
CUT = Happened(kind=Kind.ROAD_CUT, where="Bình Sơn – Bình Minh")


def wanted(missing: int = 3, *, drawn: bool = False) -> Wanted:
    return Wanted(id=7, missing=Decimal(missing), drawn=drawn, **BOAT)


def step(state: State, at: datetime = LATER, *, undone: bool = False) -> Step:
    return Step(state=state, at=at, undone=undone, **BOAT)


@pytest.mark.parametrize(
    ("asked", "needs", "steps", "ground", "found"),
    [
        ((), [], [], [], []),
        ((), [wanted()], [], [], [Happened(kind=Kind.NEED_ADDED, **BOAT)]),
        ((7,), [wanted()], [], [], []),  # the plan knew of it
        ((), [wanted(0)], [], [], []),  # offers from outside cover it
        ((), [wanted(drawn=True)], [step(State.REFUSED)], [], [Happened(kind=Kind.REFUSED, **BOAT)]),
        ((), [], [step(State.CANCELLED)], [], [Happened(kind=Kind.CANCELLED, **BOAT)]),
        ((), [], [step(State.REFUSED, MADE)], [], []),  # before the plan
        ((), [], [step(State.OUT_MECHANICAL, undone=True)], [], [Happened(kind=Kind.OUT, **BOAT)]),
        ((), [], [step(State.OUT_REST)], [], []),  # it goes on by itself: there is nothing to plan
        ((), [], [step(State.RELEASED, undone=True)], [], [Happened(kind=Kind.WENT_HOME, **BOAT)]),
        ((), [], [step(State.RELEASED)], [], []),  # its work is done
        ((), [], [step(State.DEPARTED)], [], []),
        ((), [wanted()], [], [CUT, CUT], [Happened(kind=Kind.NEED_ADDED, **BOAT), CUT]),  # in order, once
    ],
)
def test_what_happened_since_the_plan(
    asked: tuple[int, ...],
    needs: list[Wanted],
    steps: list[Step],
    ground: list[Happened],
    found: list[Happened],
) -> None:
    assert since_plan(MADE, asked, needs, steps, ground) == found
