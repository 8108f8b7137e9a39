"""Drills (diễn tập): a copy of the stock that nothing real depends on, how well one went, which are owed.

Source of the rates: the founding plan of the register, task 7.2 (the province once in five years; each commune every
year one drill against storm, flood, forest fire or for rescue). The numbers are settings of the installation.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from core.values import frozen
from inventory.rules.stock import Balance, free_to_give
from mobilization.rules.hazards import Hazard
from mobilization.rules.room import lateness
from mobilization.rules.states import GIVEN_UP, HOME_AGAIN, State

# What a commune's yearly drill may be about; searching and rescuing is part of all but the forest fire.
YEARLY_HAZARDS = frozenset(
    {
        Hazard.BAO,
        Hazard.NGAP_LUT,
        Hazard.SO_TAN,
        Hazard.SAT_LO,
        Hazard.SAP_DO,
        Hazard.TAU_THUYEN,
        Hazard.CHAY_RUNG,
    }
)


@frozen
class Played:
    """One dispatch of a drill as its own ledger reads it; the dispatches are the whole ledger, no lot is written."""

    lot_id: int
    quantity: Decimal
    state: State
    used: Decimal = Decimal(0)
    lost: Decimal = Decimal(0)
    damaged: Decimal = Decimal(0)


def played_balance(real: Balance, played: Iterable[Played]) -> Balance:
    """Return what a drill may count on in a lot: the real balance less what the same drill holds or has used up.

    `real` is read, never written; where the real stock shrank meanwhile nothing is left rather than less than nothing.
    """
    held = gone = broken = Decimal(0)
    for item in played:
        if item.state in HOME_AGAIN:
            gone += item.used + item.lost
            broken += item.damaged
        elif item.state not in GIVEN_UP:
            held += item.quantity
    on_hand = max(Decimal(0), real.on_hand - gone)
    broken = min(on_hand, real.broken + broken)
    reserved = min(on_hand - broken, real.reserved + held)
    return replace(real, on_hand=on_hand, broken=broken, reserved=max(Decimal(0), reserved))


def first_short(
    balances: Mapping[int, Balance], asks: Sequence[tuple[int, Decimal, bool]]
) -> tuple[int, Decimal, Decimal] | None:
    """Return (lot, asked, free) of the first ask (lot, quantity, to its own commune) a drill cannot fill, or None."""
    taken: dict[int, Decimal] = {}
    for lot_id, quantity, own in sorted(asks, key=lambda ask: (ask[0], ask[2])):
        balance, before = balances[lot_id], taken.get(lot_id, Decimal(0))
        free = free_to_give(replace(balance, reserved=balance.reserved + before), to_own_commune=own)
        if quantity > free:
            return lot_id, quantity, free
        taken[lot_id] = before + quantity
    return None


@frozen
class Run:
    """One resource of a drill from order to arrival and what it serves; moments it never reached are empty."""

    serves: Decimal
    ordered_at: datetime | None
    answered_at: datetime | None
    due_at: datetime | None
    arrived_at: datetime | None


@frozen
class Wanted:
    """A need of a drill and what was promised to it and not given up."""

    quantity: Decimal
    runs: tuple[Run, ...]


@frozen
class Score:
    """How a drill went. Minutes from its opening; shares in hundredths of what was asked; None: never reached."""

    first_order_minutes: int | None
    last_order_minutes: int | None
    answer_minutes: int | None
    unanswered: int
    promised_percent: int
    arrived_percent: int
    arrivals: int
    late: int | None
    worst_late_minutes: int | None


def score(opened_at: datetime, wanted: Sequence[Wanted], *, until: datetime) -> Score:
    """Return how a drill went: how soon it ordered, how soon it was answered, how much came, how late.

    Each need weighs the same, whatever its unit. Late is what arrived after the order's own moment,
    and what is called on still and was not there by then: `until` is the drill's end, or now. Nobody was in time where
    nothing came and no such moment had passed; who has not answered has waited until then.
    """
    runs = [run for need in wanted for run in need.runs]
    ordered = [lateness(expected=opened_at, moment=run.ordered_at) for run in runs if run.ordered_at]
    asked = [
        (run.ordered_at, run.answered_at)
        for run in runs
        if run.ordered_at and (run.answered_at or run.serves)  # what was given up need not answer
    ]
    delays = [
        lateness(expected=run.due_at, moment=run.arrived_at or until)
        for run in runs
        if run.due_at and (run.arrived_at or (run.serves and until > run.due_at))
    ]
    return Score(
        first_order_minutes=min(ordered, default=None),
        last_order_minutes=max(ordered, default=None),
        answer_minutes=max(
            (lateness(expected=ordered, moment=answered or until) for ordered, answered in asked),
            default=None,
        ),
        unanswered=sum(answered is None for _ordered, answered in asked),
        promised_percent=_share(wanted, arrived=False),
        arrived_percent=_share(wanted, arrived=True),
        arrivals=sum(run.arrived_at is not None for run in runs),
        late=sum(delay > 0 for delay in delays) if delays else None,
        worst_late_minutes=max(delays, default=None),
    )


def _share(wanted: Sequence[Wanted], *, arrived: bool) -> int:
    """Return the mean share of the needs met, in whole hundredths; more than asked counts as all of it."""
    if not wanted:
        return 0
    met = Decimal(0)
    for need in wanted:
        covered = sum((run.serves for run in need.runs if run.arrived_at or not arrived), Decimal(0))
        met += min(Decimal(1), covered / need.quantity)
    return int(100 * met / len(wanted))


class Owed(StrEnum):
    """How a yearly or five-yearly drill stands."""

    LATE = "late"
    DUE = "due"
    DONE = "done"
    NEVER = "never"


@frozen
class Duty:
    """When the next drill is owed, at the latest."""

    standing: Owed
    due_on: date


def drill_duty(last: date | None, *, years: int, today: date) -> Duty:
    """Return when the next drill is owed: by the end of the calendar year `years` after the last one.

    Where none is on record this year's end is the term: nobody is called late for what was held before the register.
    """
    if last is None:
        return Duty(standing=Owed.NEVER, due_on=date(today.year, 12, 31))
    due = date(last.year + years, 12, 31)
    if today > due:
        return Duty(standing=Owed.LATE, due_on=due)
    return Duty(standing=Owed.DUE if due.year == today.year else Owed.DONE, due_on=due)
