"""What the command post reads first, by cases."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from mobilization.rules.room import (
    COLUMNS,
    Column,
    Facts,
    Fill,
    Part,
    Short,
    Urgency,
    Urgent,
    at_one_press,
    expected_at,
    fill,
    lateness,
    most_urgent,
)
from mobilization.rules.states import State

NOON = datetime(2026, 10, 28, 5, 0, tzinfo=UTC)
FIRST = Short(need_id=7, priority=1, missing=Decimal(3))
SECOND = Short(need_id=8, priority=2, missing=Decimal(1))
U = Urgency


@pytest.mark.parametrize(
    ("facts", "found"),
    [
        (Facts(needs=0), Urgent(kind=U.NO_NEEDS)),
        (Facts(needs=2), Urgent(kind=U.ALL_WELL)),
        (Facts(needs=2, above=[7, 8]), Urgent(kind=U.SOUGHT_ABOVE, subject=7, count=2)),
        (Facts(needs=2, above=[7], short=[SECOND]), Urgent(kind=U.UNCOVERED, subject=8, count=1)),
        (Facts(needs=2, late=[(1, 0)]), Urgent(kind=U.ALL_WELL)),
        (
            Facts(needs=2, late=[(1, 5), (2, 40), (3, 40)]),
            Urgent(kind=U.LATE, subject=2, minutes=40, count=3),
        ),
        (Facts(needs=2, late=[(1, 1)], short=[FIRST]), Urgent(kind=U.LATE, subject=1, minutes=1, count=1)),
        (
            Facts(needs=2, late=[(1, 5)], late_outside=[(1, 90)]),
            Urgent(kind=U.LATE, subject=1, minutes=5, count=1),
        ),
        (
            Facts(needs=2, late_outside=[(3, 0), (4, 90)], unanswered=[(4, 95)], short=[FIRST]),
            Urgent(kind=U.LATE_OUTSIDE, subject=4, minutes=90, count=1),
        ),
        (Facts(needs=2, late_outside=[(3, 0)]), Urgent(kind=U.ALL_WELL)),
        (Facts(needs=2, unanswered=[(4, 14)]), Urgent(kind=U.ALL_WELL)),
        (
            Facts(needs=2, unanswered=[(4, 15), (5, 3)], short=[FIRST]),
            Urgent(kind=U.UNANSWERED, subject=4, minutes=15, count=1),
        ),
        (
            Facts(needs=2, short=[SECOND, FIRST], terms=[(6, -10)], drafts=[9], held=3),
            Urgent(kind=U.UNCOVERED_FIRST, subject=7, count=1),
        ),
        (
            Facts(needs=2, short=[SECOND], terms=[(6, -130), (5, 700)], drafts=[9]),
            Urgent(kind=U.TERM_OVER, subject=6, minutes=130, count=1),
        ),
        (Facts(needs=2, terms=[(6, -1)]), Urgent(kind=U.TERM_OVER, subject=6, minutes=1, count=1)),
        (Facts(needs=2, short=[SECOND], drafts=[9, 10], held=3), Urgent(kind=U.DRAFT, subject=9, count=2)),
        (Facts(needs=2, short=[SECOND], held=3), Urgent(kind=U.HELD, count=3)),
        (Facts(needs=2, short=[SECOND], terms=[(5, 60)]), Urgent(kind=U.UNCOVERED, subject=8, count=1)),
        (
            Facts(needs=2, terms=[(5, 720), (6, 90)]),
            Urgent(kind=U.TERM_ENDING, subject=6, minutes=90, count=2),
        ),
        (Facts(needs=2, terms=[(5, 721)]), Urgent(kind=U.ALL_WELL)),
    ],
)
def test_the_most_urgent_thing(facts: Facts, found: Urgent) -> None:
    assert most_urgent(facts) == found


@pytest.mark.parametrize(
    ("after", "late"),
    [(timedelta(minutes=45), 0), (timedelta(minutes=46, seconds=59), 0), (timedelta(minutes=48), 2)],
)
def test_lateness_counts_whole_minutes(after: timedelta, late: int) -> None:
    assert lateness(expected=expected_at(NOON, 46), moment=NOON + after) == late


@pytest.mark.parametrize(
    ("asked", "parts", "found", "shares"),
    [
        (
            10,
            [],
            Fill(
                there=Decimal(0), coming=Decimal(0), called=Decimal(0), held=Decimal(0), missing=Decimal(10)
            ),
            (0, 0, 0, 100),
        ),
        (
            10,
            [
                (2, State.ARRIVED),
                (1, State.RELEASED),
                (3, State.DEPARTED),
                (2, State.ORDERED),
                (1, State.RESERVED),  # nobody has called it yet
                (9, State.REFUSED),
            ],
            Fill(there=Decimal(3), coming=Decimal(3), called=Decimal(2), held=Decimal(1), missing=Decimal(1)),
            (30, 30, 30, 10),
        ),
        (
            2,
            [(3, State.WORKING)],
            Fill(there=Decimal(3), coming=Decimal(0), called=Decimal(0), held=Decimal(0), missing=Decimal(0)),
            (100, 0, 0, 0),
        ),
    ],
)
def test_a_needs_bar(
    asked: int, parts: list[tuple[int, State]], found: Fill, shares: tuple[int, int, int, int]
) -> None:
    bar = fill(Decimal(asked), [Part(serves=Decimal(serves), state=state) for serves, state in parts])
    assert bar == found
    assert bar.shares == shares


def test_what_the_level_above_seeks_is_not_missing() -> None:
    bar = fill(Decimal(10), [Part(serves=Decimal(2), state=State.ORDERED)], Decimal(5))
    assert (bar.above, bar.missing, bar.open, bar.shares) == (
        Decimal(5),
        Decimal(3),
        Decimal(8),
        (0, 0, 70, 30),
    )


def test_every_state_has_its_column_on_the_rack() -> None:
    assert set(State) - set(COLUMNS) == {State.REFUSED, State.CANCELLED}
    out = {COLUMNS[state] for state in (State.OUT_MECHANICAL, State.OUT_PERSONNEL, State.OUT_REST)}
    assert out == {Column.OUT}, "who rests does not work"


@dataclass(frozen=True)
class Line:
    state: State
    happened_at: datetime
    actor: str = "An"
    note: str = ""


@pytest.mark.parametrize(
    ("lines", "sizes"),
    [
        ([], []),
        ([Line(State.ORDERED, NOON)] * 3, [1, 1, 1]),
        ([Line(State.ORDERED, NOON)] * 4, [4]),
        ([*[Line(State.ORDERED, NOON)] * 4, Line(State.ORDERED, NOON, "Bình")], [4, 1]),
        (
            [*[Line(State.ORDERED, NOON)] * 4, Line(State.RESERVED, NOON), *[Line(State.ORDERED, NOON)] * 5],
            [4, 1, 5],
        ),
        ([*[Line(State.REFUSED, NOON, note="xe hỏng")] * 4, Line(State.REFUSED, NOON, note="bận")], [4, 1]),
    ],
)
def test_many_lines_of_one_press_stand_together(lines: list[Line], sizes: list[int]) -> None:
    found = at_one_press(lines)
    assert [len(group) for group in found] == sizes
    assert [line for group in found for line in group] == lines
