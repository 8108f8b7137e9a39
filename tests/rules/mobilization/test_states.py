"""The life of a dispatch: every state and every move, as one table."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from mobilization.rules.states import (
    AT_WORK,
    MOVES,
    ON_THE_WAY,
    OPEN_STATES,
    Effect,
    MoveError,
    Mover,
    PartError,
    State,
    check_move,
    parted,
    serves,
    told_at,
)

S = State
TABLE = {
    (S.RESERVED, S.ORDERED): (Mover.APPROVAL, Effect.NONE),
    (S.RESERVED, S.CANCELLED): (Mover.COMMAND, Effect.RELEASE),
    (S.ORDERED, S.ACKNOWLEDGED): (Mover.HOLDER, Effect.NONE),
    (S.ORDERED, S.REFUSED): (Mover.HOLDER, Effect.RELEASE),
    (S.ORDERED, S.CANCELLED): (Mover.COMMAND, Effect.RELEASE),
    (S.ACKNOWLEDGED, S.DEPARTED): (Mover.HOLDER, Effect.ISSUE),
    (S.ACKNOWLEDGED, S.REFUSED): (Mover.HOLDER, Effect.RELEASE),
    (S.ACKNOWLEDGED, S.CANCELLED): (Mover.COMMAND, Effect.RELEASE),
    (S.DEPARTED, S.ARRIVED): (Mover.HOLDER, Effect.NONE),
    (S.DEPARTED, S.RELEASED): (Mover.COMMAND, Effect.NONE),
    (S.RELEASED, S.RETURNED): (Mover.HOLDER, Effect.RETURN),
    (S.RETURNED, S.CHECKED): (Mover.HOLDER, Effect.NONE),
    (S.RETURNED, S.SETTLED): (Mover.COMMAND, Effect.NONE),
    (S.CHECKED, S.SETTLED): (Mover.COMMAND, Effect.NONE),
}
READY, PAUSED = {S.WORKING, S.STAND_BY}, {S.OUT_MECHANICAL, S.OUT_PERSONNEL, S.OUT_REST}
for at in (S.ARRIVED, S.EXTENDED, *READY, *PAUSED):
    TABLE[at, S.RELEASED] = (Mover.COMMAND, Effect.NONE)
    for to in (READY if at in PAUSED else READY | PAUSED) - {at}:
        TABLE[at, to] = (Mover.HOLDER, Effect.NONE)
    if at not in {S.EXTENDED, *PAUSED}:
        TABLE[at, S.EXTENDED] = (Mover.APPROVAL, Effect.NONE)
FINAL = {S.RETURNED, S.CHECKED, S.SETTLED, S.REFUSED, S.CANCELLED}


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("to", State)
def test_a_step_is_lawful_exactly_as_the_table_says(state: State, to: State) -> None:
    if (state, to) not in TABLE:
        with pytest.raises(MoveError):
            check_move(state, to)
        return
    move = check_move(state, to)
    assert (move.to, move.mover, move.effect) == (to, *TABLE[state, to])


def test_every_state_is_reached_and_none_is_a_dead_end() -> None:
    reached, front = {S.RESERVED}, [S.RESERVED]
    while front:
        for move in MOVES[front.pop()]:
            if move.to not in reached:
                reached.add(move.to)
                front.append(move.to)
    assert reached == set(State)
    assert set(State) - OPEN_STATES == FINAL


def _lives(state: State, effects: tuple[Effect, ...] = ()) -> list[tuple[State, tuple[Effect, ...]]]:
    """Return every way to a settled stock, without going round in circles on the spot."""
    if state in FINAL:
        return [(state, effects)]
    ahead = [move for move in MOVES[state] if move.to not in AT_WORK or state is S.DEPARTED]
    return [life for move in ahead for life in _lives(move.to, (*effects, move.effect))]


def test_every_life_ends_and_settles_the_stock_once() -> None:
    for end, effects in _lives(S.RESERVED):
        done = [effect for effect in effects if effect is not Effect.NONE]
        assert done == ([Effect.ISSUE, Effect.RETURN] if end is S.RETURNED else [Effect.RELEASE])


def test_what_has_left_can_only_come_back_by_a_return() -> None:
    for state in ON_THE_WAY:
        assert {end for end, _ in _lives(state)} == {S.RETURNED}


@pytest.mark.parametrize(
    ("state", "released_from", "lost", "damaged", "served", "when_over"),
    [
        (S.RESERVED, None, 0, 0, 12, 12),
        (S.DEPARTED, None, 0, 0, 12, 12),
        (S.ARRIVED, None, 0, 0, 12, 12),
        (S.STAND_BY, None, 0, 0, 12, 12),
        (S.EXTENDED, None, 0, 0, 12, 12),
        (S.REFUSED, None, 0, 0, 0, 0),
        (S.CANCELLED, None, 0, 0, 0, 0),
        (S.OUT_MECHANICAL, None, 0, 0, 0, 0),  # there, and of no help until it is mended
        (S.OUT_PERSONNEL, None, 0, 0, 0, 0),
        (S.OUT_REST, None, 0, 0, 12, 12),
        (S.RELEASED, S.DEPARTED, 0, 0, 0, 0),  # it turned back on the road
        (S.RETURNED, S.DEPARTED, 0, 0, 0, 0),
        (S.RELEASED, S.OUT_MECHANICAL, 0, 0, 0, 0),  # it left out of order
        (S.SETTLED, S.OUT_PERSONNEL, 0, 0, 0, 0),
        # Most posts mark an arrival and, two days later, that it may go: they sent it home, so its work was done.
        (S.RELEASED, S.ARRIVED, 0, 0, 12, 12),
        (S.RETURNED, S.ARRIVED, 0, 0, 12, 12),
        (S.CHECKED, S.WORKING, 0, 0, 12, 12),
        (S.SETTLED, S.STAND_BY, 0, 0, 12, 12),
        (S.RETURNED, S.OUT_REST, 0, 0, 12, 12),
        (S.RETURNED, None, 0, 0, 12, 12),  # sent home before the register kept from where
        (
            S.RETURNED,
            S.WORKING,
            6,
            0,
            0,
            12,
        ),  # all lost at work: asked for anew; wear once the incident is over
        (S.RETURNED, S.WORKING, 0, 6, 0, 12),
        (S.CHECKED, S.ARRIVED, 1, 1, 8, 12),  # four of six are whole
        (S.SETTLED, S.WORKING, 1, 0, 10, 12),
        (S.RETURNED, S.DEPARTED, 1, 0, 0, 0),
    ],
)
def test_what_a_resource_serves_of_its_need(
    state: State, released_from: State | None, lost: int, damaged: int, served: int, when_over: int
) -> None:
    for over, expected in ((False, served), (True, when_over)):
        found = serves(
            state=state,
            released_from=released_from,
            covers=Decimal(12),
            sent=Decimal(6),
            lost=Decimal(lost),
            damaged=Decimal(damaged),
            over=over,
        )
        assert found == expected, over


def test_a_broken_part_of_a_unit_serves_as_none() -> None:
    facts = {"lost": Decimal(0), "damaged": Decimal(1), "sent": Decimal(3), "covers": Decimal(10)}
    assert (
        serves(state=S.RETURNED, released_from=S.WORKING, over=False, **facts) == 6
    )  # not six and two thirds


@pytest.mark.parametrize(
    ("quantity", "part", "covers", "mine", "rest"),
    [
        (10, 4, 10, 4, 6),
        (10, 9, 10, 9, 1),
        (5, 1, 2, 1, 1),  # two for one: four still make two, but what is not sure goes with the part
        (3, 2, 12, 8, 4),
        (2, 1, 1, 1, 0),
    ],
)
def test_what_a_part_and_the_rest_cover(quantity: int, part: int, covers: int, mine: int, rest: int) -> None:
    found = parted(S.CANCELLED, quantity=Decimal(quantity), part=Decimal(part), covers=Decimal(covers))
    assert found == (mine, rest)


@pytest.mark.parametrize(
    ("to", "part"),
    [(S.CANCELLED, "0"), (S.CANCELLED, "6"), (S.CANCELLED, "7"), (S.CANCELLED, "1.5"), (S.RETURNED, "2")],
)
def test_only_whole_units_take_only_some_steps_apart(to: State, part: str) -> None:
    with pytest.raises(PartError):
        parted(to, quantity=Decimal(6), part=Decimal(part), covers=Decimal(6))


NOW = datetime(2026, 11, 30, 11, 19, 28, tzinfo=UTC)
MINUTE = NOW.replace(second=0)


@pytest.mark.parametrize(
    ("typed", "last", "found"),
    [
        (MINUTE, NOW - timedelta(seconds=9), NOW),  # not nineteen seconds before what it follows
        (MINUTE, NOW - timedelta(hours=1), NOW),
        (MINUTE - timedelta(minutes=5), NOW - timedelta(minutes=5), NOW - timedelta(minutes=5)),
        (MINUTE - timedelta(minutes=5), NOW - timedelta(hours=1), MINUTE - timedelta(minutes=5)),
        (NOW - timedelta(seconds=3), NOW - timedelta(hours=1), NOW - timedelta(seconds=3)),
    ],
)
def test_a_step_told_by_the_minute_stands_after_what_it_follows(
    typed: datetime, last: datetime, found: datetime
) -> None:
    assert told_at(typed, last=last, now=NOW) == found
