"""What the plan asks for: kinds of duty, when each is due, how it stands.

Source: Luật Phòng thủ dân sự 18/2023/QH15, điều 12 (civil-defence plans run on a cycle of five years); the other terms
are those of their own rooms: boards NĐ 200/2025, reviews by their campaign, payment Luật 15/2008/QH12 điều 38, reports
TTLT 43/2015 điều 8.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from enum import StrEnum

from core.errors import DomainError
from core.values import frozen

PLAN_YEARS = 5  # Luật 18/2023/QH15, điều 12
PLAN_WARN_DAYS = 180  # a plan takes months to write and to have approved
WARN_DAYS = 30


class DutyKind(StrEnum):
    """One thing the plan asks for."""

    BOARD = "board"
    BOARD_ENDING = "board_ending"
    PLAN = "plan"
    REVIEW = "review"
    AGREEMENT = "agreement"
    PAYMENT = "payment"
    REPORT = "report"
    AFTER = "after"
    DRILL = "drill"


class DutyState(StrEnum):
    """How a duty stands: late or missing, due soon, with time left."""

    LATE = "late"
    DUE = "due"
    RUNNING = "running"


class ApprovedLaterError(DomainError):
    """A plan is registered after it was approved: the day lies ahead."""

    code = "plan_day_ahead"


@frozen
class DutyItem:
    """One duty of one place ("" the province). `due_on` None means that it should stand already.

    `what` is a title from the data, `number` how many things it is about, `ref` the row its page opens with.
    """

    kind: DutyKind
    commune_code: str
    due_on: date | None
    what: str = ""
    number: int = 0
    ref: int = 0

    def state(self, today: date) -> DutyState:
        """Return how it stands on a day; what has no day is missing now."""
        if self.due_on is None or self.due_on < today:
            return DutyState.LATE
        days = PLAN_WARN_DAYS if self.kind is DutyKind.PLAN else WARN_DAYS
        return DutyState.DUE if self.due_on <= today + timedelta(days=days) else DutyState.RUNNING


def next_plan_day(approved_on: date) -> date:
    """Return by when a plan must be renewed: five years on; one of 29 February ends on 28 February."""
    try:
        return approved_on.replace(year=approved_on.year + PLAN_YEARS)
    except ValueError:
        return approved_on.replace(year=approved_on.year + PLAN_YEARS, day=28)


def check_plan_day(approved_on: date, today: date) -> None:
    """Raise ApprovedLaterError for a day that has not come."""
    if approved_on > today:
        raise ApprovedLaterError


def in_order(items: Iterable[DutyItem], today: date, order: dict[str, int]) -> list[DutyItem]:
    """Return what is late or due first: late, due, running; inside each by day, what has none first, then by place."""
    rank = {state: place for place, state in enumerate(DutyState)}
    return sorted(
        items,
        key=lambda item: (
            rank[item.state(today)],
            item.due_on or date.min,
            order.get(item.commune_code, -1),
            item.kind,
            item.ref,
        ),
    )
