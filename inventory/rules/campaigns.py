"""A review campaign (rà soát trước mùa mưa bão, cuối năm): where each commune stands in it.

A row is confirmed when it was checked on the campaign's first day or later; nothing else marks it, so a count, an
import or a correction during the campaign counts as much as a tap on "Đúng".
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import ROUND_FLOOR, Decimal
from enum import StrEnum

from core.errors import DomainError
from core.values import frozen

LONGEST_DAYS = 366


class ReviewState(StrEnum):
    """Where a commune stands; lateness is told beside it."""

    EMPTY = "empty"
    NOT_STARTED = "not_started"
    WORKING = "working"
    CONFIRMED = "confirmed"
    SIGNED = "signed"


# What the province must look after first stands first.
ORDER = (
    ReviewState.EMPTY,
    ReviewState.NOT_STARTED,
    ReviewState.WORKING,
    ReviewState.CONFIRMED,
    ReviewState.SIGNED,
)


class CampaignClosedError(DomainError):
    """The campaign has ended."""

    code = "campaign_closed"
    status = 409


class CampaignDatesError(DomainError):
    """The due day is before the first day, or more than a year after it."""

    code = "campaign_dates"


class CampaignOverError(DomainError):
    """The due day is past before the campaign is opened: every commune would be late at once."""

    code = "campaign_over"


class CampaignNotBegunError(DomainError):
    """The campaign begins on a later day: what is checked before does not count for it. Fact: `day`."""

    code = "campaign_not_begun"
    status = 409


class RowsUnconfirmedError(DomainError):
    """The list cannot be signed yet. Fact: `rows`, how many are not confirmed."""

    code = "rows_unconfirmed"
    status = 409


class RowNotAskedError(DomainError):
    """The campaign does not ask about the row's pillar. Fact: `resource`."""

    code = "row_not_asked"
    status = 409


@frozen
class Progress:
    """A commune's rows in a campaign: how many, how many confirmed, the newest check, the chairman's signature."""

    rows: int
    confirmed: int
    last_checked: date | None = None
    signed_on: date | None = None


@frozen
class Standing:
    """Where a commune stands: since when it is done, and how many days late it is or was."""

    state: ReviewState
    finished_on: date | None
    late_days: int

    @property
    def is_done(self) -> bool:
        """Return whether the commune owes nothing but, at most, a signature."""
        return self.state in (ReviewState.CONFIRMED, ReviewState.SIGNED)


def owes_reminder(place: Standing, *, reminded_on: date | None, today: date) -> bool:
    """Return whether a commune is not done and was not reminded today: nobody is reminded twice on one day."""
    return not place.is_done and reminded_on != today


def check_dates(starts_on: date, due_on: date, *, today: date) -> None:
    """Return when a new campaign's days make sense; raises CampaignDatesError or CampaignOverError."""
    if not 0 <= (due_on - starts_on).days <= LONGEST_DAYS:
        raise CampaignDatesError
    if due_on < today:
        raise CampaignOverError


def check_begun(starts_on: date, today: date) -> None:
    """Return where a campaign's first day has come; raises CampaignNotBegunError."""
    if today < starts_on:
        raise CampaignNotBegunError(day=starts_on)


def standing(progress: Progress, *, due_on: date, today: date) -> Standing:
    """Return where a commune stands today.

    A signed list stays done, on the day it was signed. A list with every row confirmed but not signed is done and
    not late: what is missing is the chairman's word, which the page asks for. A commune without rows has not
    reported, which is not the same as having nothing.
    """
    if progress.signed_on is not None:
        late = max(0, (progress.signed_on - due_on).days)
        return Standing(state=ReviewState.SIGNED, finished_on=progress.signed_on, late_days=late)
    late = max(0, (today - due_on).days)
    if progress.rows == 0:
        return Standing(state=ReviewState.EMPTY, finished_on=None, late_days=late)
    if progress.confirmed >= progress.rows:
        return Standing(state=ReviewState.CONFIRMED, finished_on=progress.last_checked, late_days=0)
    state = ReviewState.WORKING if progress.confirmed else ReviewState.NOT_STARTED
    return Standing(state=state, finished_on=None, late_days=late)


def percent(done: int, total: int) -> int:
    """Return whole percent, rounded down: 100 only when nothing is missing."""
    return int((Decimal(done) * 100 / total).to_integral_value(rounding=ROUND_FLOOR)) if total else 0


def tally(standings: Iterable[Standing]) -> dict[ReviewState, int]:
    """Return how many communes stand where; every state is named."""
    counts = dict.fromkeys(ORDER, 0)
    for item in standings:
        counts[item.state] += 1
    return counts


def asks(pillars: tuple[str, ...], pillar: str) -> bool:
    """Return whether a campaign for these pillars asks about the rows of one; no pillars means all of them."""
    return not pillars or pillar in pillars


def pillars_of(text: str) -> tuple[str, ...]:
    """Return the pillars a campaign asks for; an empty text means all, said by an empty tuple."""
    return tuple(part for part in text.split(",") if part)
