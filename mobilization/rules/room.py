"""What a command post reads first: the most urgent thing, what is late and by how much, how far a need is met."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from itertools import groupby
from typing import Protocol, TypeVar

from core.values import frozen
from mobilization.rules.journal import Entry
from mobilization.rules.states import AT_WORK, HOME_AGAIN, State

# An order that nobody has answered for so long is telephoned after. Chosen, not from a law: an urgent paper is to be
# passed on within 15 minutes where a duty officer sits.
ANSWER_MINUTES = 15
LAST_HOURS = 12  # a term that ends within so many hours needs its extension or return decision now

_CALLED = frozenset({State.ORDERED, State.ACKNOWLEDGED})
_CAME = AT_WORK | HOME_AGAIN | {State.RELEASED}


def expected_at(departed_at: datetime, minutes: int) -> datetime:
    """Return when something that left then should arrive."""
    return departed_at + timedelta(minutes=minutes)


def lateness(*, expected: datetime, moment: datetime) -> int:
    """Return by how many whole minutes `moment` lies after what was expected; 0 where it does not."""
    return max(0, int((moment - expected) / timedelta(minutes=1)))


@frozen
class Part:
    """One resource's share of a need: how many asked units it serves and where it stands."""

    serves: Decimal
    state: State


@frozen
class Fill:
    """A need as its bar shows it; the parts add up to at least what is asked.

    What is only `held` nobody has called; what the level `above` took over it seeks itself.
    """

    there: Decimal
    coming: Decimal
    called: Decimal
    held: Decimal
    missing: Decimal
    above: Decimal = Decimal(0)

    @property
    def open(self) -> Decimal:
        """What somebody still has to find, here or above."""
        return self.missing + self.above

    @property
    def shares(self) -> tuple[int, int, int, int]:
        """Return what is there, coming, called, held or sought above, and missing in whole hundredths of the bar.

        What is more than asked narrows the others.
        """
        parts = (self.there, self.coming, self.called + self.held + self.above, self.missing)
        whole = sum(parts, Decimal(0))
        if not whole:
            return 0, 0, 0, 0
        ends = [int(100 * sum(parts[: count + 1], Decimal(0)) / whole) for count in range(4)]
        return ends[0], ends[1] - ends[0], ends[2] - ends[1], ends[3] - ends[2]


def fill(asked: Decimal, parts: Sequence[Part], above: Decimal = Decimal(0)) -> Fill:
    """Return what of a need is there, on the road, called but not gone, held without an order, sought above, and missing."""
    there = sum((part.serves for part in parts if part.state in _CAME), Decimal(0))
    coming = sum((part.serves for part in parts if part.state is State.DEPARTED), Decimal(0))
    called = sum((part.serves for part in parts if part.state in _CALLED), Decimal(0))
    held = sum((part.serves for part in parts if part.state is State.RESERVED), Decimal(0))
    missing = max(Decimal(0), asked - there - coming - called - held - above)
    return Fill(there=there, coming=coming, called=called, held=held, missing=missing, above=above)


class Told(Protocol):
    """A line of the log."""

    @property
    def state(self) -> State | Entry:
        """What was reached, or entered."""

    @property
    def happened_at(self) -> datetime:
        """When it was."""

    @property
    def actor(self) -> str:
        """Who said so."""

    @property
    def note(self) -> str:
        """What was said with it."""


TLine = TypeVar("TLine", bound=Told)
FEW_ALIKE = 3  # so many lines are read as quickly as their number


def at_one_press(lines: Iterable[TLine]) -> list[list[TLine]]:
    """Return the log with the many lines of one press together; where they are few each stands alone."""
    found: list[list[TLine]] = []
    for _alike, group in groupby(
        lines, key=lambda line: (line.state, line.happened_at, line.actor, line.note)
    ):
        mine = list(group)
        found += [mine] if len(mine) > FEW_ALIKE else [[line] for line in mine]
    return found


class Urgency(StrEnum):
    """What the one line at the top of the room is about; in the order of urgency."""

    LATE = "late"
    LATE_OUTSIDE = "late_outside"
    UNANSWERED = "unanswered"
    UNCOVERED_FIRST = "uncovered_first"
    TERM_OVER = "term_over"
    PROPOSED = "proposed"
    DRAFT = "draft"
    HELD = "held"
    UNCOVERED = "uncovered"
    TERM_ENDING = "term_ending"
    SOUGHT_ABOVE = "sought_above"
    NO_NEEDS = "no_needs"
    ALL_WELL = "all_well"


@frozen
class Short:
    """A need of which something is missing."""

    need_id: int
    priority: int
    missing: Decimal


@frozen
class Facts:
    """What the line is chosen from; pairs are (id, minutes).

    `late`: dispatches on the road past their time; `late_outside`: help from outside that was accepted and has not come
    by the time it was promised for; `unanswered`: orders and how long ago they went out; `terms`:
    orders with something out and the minutes to their end, negative past it; `drafts`: orders that wait for a
    signature; `proposed`: tờ trình that wait for the province and for how long; `held`: resources held without an order;
    `above`: needs of which the level above still seeks something.
    """

    needs: int
    late: Sequence[tuple[int, int]] = ()
    late_outside: Sequence[tuple[int, int]] = ()
    unanswered: Sequence[tuple[int, int]] = ()
    short: Sequence[Short] = ()
    terms: Sequence[tuple[int, int]] = ()
    drafts: Sequence[int] = ()
    proposed: Sequence[tuple[int, int]] = ()
    held: int = 0
    above: Sequence[int] = ()


@frozen
class Urgent:
    """The most urgent thing: its kind, the dispatch, order or need it is about (0 none), minutes, and how many alike."""

    kind: Urgency
    subject: int = 0
    minutes: int = 0
    count: int = 0


def most_urgent(facts: Facts) -> Urgent:
    """Return the one thing to look at first.

    What is late on the road comes first, it may be in trouble itself, help from outside too; then an order nobody answered, what lives
    depend on (priority 1) and nobody brings, a term that is over, a paper that waits (one for the province first), the rest.
    """
    late = [pair for pair in facts.late if pair[1] > 0]
    outside = [pair for pair in facts.late_outside if pair[1] > 0]
    silent = [pair for pair in facts.unanswered if pair[1] >= ANSWER_MINUTES]
    first = [need for need in facts.short if need.priority == 1]
    over = [pair for pair in facts.terms if pair[1] < 0]
    ending = [pair for pair in facts.terms if 0 <= pair[1] <= LAST_HOURS * 60]
    if late:
        return _most(Urgency.LATE, late)
    if outside:
        return _most(Urgency.LATE_OUTSIDE, outside)
    if silent:
        return _most(Urgency.UNANSWERED, silent)
    if first:
        return Urgent(kind=Urgency.UNCOVERED_FIRST, subject=first[0].need_id, count=len(first))
    if over:
        return _most(Urgency.TERM_OVER, [(order, -minutes) for order, minutes in over])
    if facts.proposed:
        return _most(Urgency.PROPOSED, facts.proposed)
    if facts.drafts:
        return Urgent(kind=Urgency.DRAFT, subject=facts.drafts[0], count=len(facts.drafts))
    if facts.held:
        return Urgent(kind=Urgency.HELD, count=facts.held)
    if facts.short:
        return Urgent(kind=Urgency.UNCOVERED, subject=facts.short[0].need_id, count=len(facts.short))
    if ending:
        order, minutes = min(ending, key=lambda pair: pair[1])
        return Urgent(kind=Urgency.TERM_ENDING, subject=order, minutes=minutes, count=len(ending))
    if facts.above:
        return Urgent(kind=Urgency.SOUGHT_ABOVE, subject=facts.above[0], count=len(facts.above))
    return Urgent(kind=Urgency.ALL_WELL if facts.needs else Urgency.NO_NEEDS)


def _most(kind: Urgency, pairs: Sequence[tuple[int, int]]) -> Urgent:
    subject, minutes = max(pairs, key=lambda pair: (pair[1], -pair[0]))
    return Urgent(kind=kind, subject=subject, minutes=minutes, count=len(pairs))


class Column(StrEnum):
    """The columns of the T-card rack (ICS 219: a rack by status, a card for each resource)."""

    HELD = "held"
    ORDERED = "ordered"
    ON_THE_ROAD = "on_the_road"
    THERE = "there"
    WORKING = "working"
    STAND_BY = "stand_by"
    OUT = "out"
    BACK = "back"


COLUMNS = {
    State.RESERVED: Column.HELD,
    State.ORDERED: Column.ORDERED,
    State.ACKNOWLEDGED: Column.ORDERED,
    State.DEPARTED: Column.ON_THE_ROAD,
    State.ARRIVED: Column.THERE,
    State.EXTENDED: Column.THERE,
    State.WORKING: Column.WORKING,
    State.STAND_BY: Column.STAND_BY,
    State.OUT_MECHANICAL: Column.OUT,
    State.OUT_PERSONNEL: Column.OUT,
    State.OUT_REST: Column.OUT,
    State.RELEASED: Column.BACK,
    State.RETURNED: Column.BACK,
    State.CHECKED: Column.BACK,
    State.SETTLED: Column.BACK,
}
