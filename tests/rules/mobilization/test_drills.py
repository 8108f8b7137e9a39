"""A drill's copy of the stock, its score, and when the next one is owed."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from inventory.rules.stock import Balance
from mobilization.rules.drills import (
    Duty,
    Owed,
    Played,
    Run,
    Score,
    Wanted,
    drill_duty,
    first_short,
    played_balance,
    score,
)
from mobilization.rules.states import State

OPENED = datetime(2026, 10, 28, 1, 0, tzinfo=UTC)


def played(quantity: int, state: State, **came: int) -> Played:
    return Played(
        lot_id=1, quantity=Decimal(quantity), state=state, **{key: Decimal(n) for key, n in came.items()}
    )


def balance(on_hand: int, reserved: int = 0, broken: int = 0, keep: int = 0) -> Balance:
    return Balance(
        on_hand=Decimal(on_hand), reserved=Decimal(reserved), broken=Decimal(broken), keep=Decimal(keep)
    )


@pytest.mark.parametrize(
    ("real", "held", "left"),
    [
        (balance(30, 5), [], balance(30, 5)),
        (balance(30, 5), [played(10, State.RESERVED), played(3, State.WORKING)], balance(30, 18)),
        (balance(30), [played(10, State.REFUSED), played(3, State.CANCELLED)], balance(30)),
        (balance(30), [played(10, State.RETURNED, used=2, lost=1, damaged=3)], balance(27, 0, 3)),
        (balance(8, 2), [played(10, State.ORDERED)], balance(8, 8)),
        (balance(2, 0, 1), [played(10, State.SETTLED, used=9, damaged=1)], balance(0)),
    ],
)
def test_a_drill_counts_on_what_is_free_and_not_held_by_itself(
    real: Balance, held: list[Played], left: Balance
) -> None:
    assert played_balance(real, held) == left


@pytest.mark.parametrize(
    ("asks", "short"),
    [
        ([(1, 20, True)], None),
        ([(1, 16, False)], (1, 16, 15)),
        ([(1, 15, False), (1, 5, True)], None),
        ([(1, 15, False), (1, 6, True)], (1, 6, 5)),
    ],
)
def test_what_a_drill_asks_is_there(
    asks: list[tuple[int, int, bool]], short: tuple[int, int, int] | None
) -> None:
    wanted = [(lot, Decimal(quantity), own) for lot, quantity, own in asks]
    assert first_short({1: balance(20, keep=5)}, wanted) == short


def at(minutes: int | None) -> datetime | None:
    return None if minutes is None else OPENED + timedelta(minutes=minutes)


def run(serves: int, ordered: int | None, answered: int | None, due: int | None, came: int | None) -> Run:
    return Run(
        serves=Decimal(serves),
        ordered_at=at(ordered),
        answered_at=at(answered),
        due_at=at(due),
        arrived_at=at(came),
    )


def test_the_score_of_a_drill() -> None:
    wanted = [
        Wanted(quantity=Decimal(10), runs=(run(6, 12, 20, 60, 55), run(6, 30, 45, 70, 95))),
        Wanted(quantity=Decimal(4), runs=(run(2, 14, 15, 60, None), run(1, None, None, None, None))),
    ]
    due = OPENED + timedelta(minutes=60)
    assert score(OPENED, wanted, until=due) == Score(
        first_order_minutes=12,
        last_order_minutes=30,
        answer_minutes=15,
        unanswered=0,
        promised_percent=87,
        arrived_percent=50,
        arrivals=2,
        late=1,
        worst_late_minutes=25,
    )
    later = score(
        OPENED, wanted, until=due + timedelta(minutes=40)
    )  # the third is called on and still not there
    assert (later.arrivals, later.late, later.worst_late_minutes) == (2, 2, 40)
    turned_back = Wanted(quantity=Decimal(4), runs=(run(0, 14, 15, 60, None),))
    assert score(OPENED, [turned_back], until=due + timedelta(minutes=40)).late is None


def test_who_did_not_answer_is_no_quick_answer_and_what_never_came_was_not_in_time() -> None:
    wanted = [
        Wanted(quantity=Decimal(10), runs=(run(5, 1, 2, 200, None), run(5, 1, None, 200, None))),
        Wanted(quantity=Decimal(4), runs=(run(0, 1, None, 200, None),)),  # given up
    ]
    found = score(OPENED, wanted, until=OPENED + timedelta(minutes=31))
    assert (found.answer_minutes, found.unanswered) == (30, 1)
    assert (found.arrivals, found.late, found.worst_late_minutes) == (0, None, None)
    found = score(OPENED, wanted, until=OPENED + timedelta(minutes=230))
    assert (found.late, found.worst_late_minutes) == (2, 30)


def test_a_drill_that_ordered_nothing_has_no_times() -> None:
    empty = score(OPENED, [], until=OPENED)
    assert (empty.first_order_minutes, empty.promised_percent, empty.late) == (None, 0, None)


@pytest.mark.parametrize(
    ("last", "years", "owed"),
    [
        (None, 1, Duty(standing=Owed.NEVER, due_on=date(2026, 12, 31))),
        (date(2026, 1, 2), 1, Duty(standing=Owed.DONE, due_on=date(2027, 12, 31))),
        (date(2025, 12, 30), 1, Duty(standing=Owed.DUE, due_on=date(2026, 12, 31))),
        (date(2024, 12, 30), 1, Duty(standing=Owed.LATE, due_on=date(2025, 12, 31))),
        (date(2021, 6, 1), 5, Duty(standing=Owed.DUE, due_on=date(2026, 12, 31))),
        (date(2020, 6, 1), 5, Duty(standing=Owed.LATE, due_on=date(2025, 12, 31))),
    ],
)
def test_when_the_next_drill_is_owed(last: date | None, years: int, owed: Duty) -> None:
    assert drill_duty(last, years=years, today=date(2026, 11, 24)) == owed
