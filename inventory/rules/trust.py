"""How far a row's figure may be relied on by the age of its last check.

The steps are this project's own [D], no norm sets them: a figure checked within a half year (the review before the
storm season or the year's end, whichever was later) counts whole; one that missed a review counts for three
quarters, one that missed two for a half, and one older or never checked for a quarter.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import ROUND_FLOOR, Decimal
from enum import StrEnum

from inventory.rules.stock import FRESH_DAYS


class Age(StrEnum):
    """The steps, newest first."""

    FRESH = "fresh"
    ONE_MISSED = "one_missed"
    TWO_MISSED = "two_missed"
    OLD = "old"


# The longest age in days of each step, and the share of the figure that still counts.
STEPS: tuple[tuple[Age, int | None, Decimal], ...] = (
    (Age.FRESH, FRESH_DAYS, Decimal(1)),
    (Age.ONE_MISSED, 2 * FRESH_DAYS, Decimal("0.75")),
    (Age.TWO_MISSED, 3 * FRESH_DAYS, Decimal("0.5")),
    (Age.OLD, None, Decimal("0.25")),
)


def age_of(checked_on: date | None, today: date) -> Age:
    """Return the step a row stands on; never checked is as old as can be."""
    if checked_on is not None:
        days = (today - checked_on).days
        for age, most_days, _share in STEPS:
            if most_days is not None and days <= most_days:
                return age
    return Age.OLD


def trusted_share(checked_on: date | None, today: date) -> Decimal:
    """Return the share of a row's figure that counts: 1 for a fresh one, a quarter for one never checked."""
    return _SHARES[age_of(checked_on, today)]


def trusted_quantity(quantity: Decimal, checked_on: date | None, today: date) -> Decimal:
    """Return how much of a quantity counts, rounded down to whole units: half a boat carries nobody."""
    return (quantity * trusted_share(checked_on, today)).to_integral_value(rounding=ROUND_FLOOR)


def mean_share(rows: Mapping[Age, int]) -> Decimal | None:
    """Return the mean share of so many rows of each age, or None where there is no row."""
    total = sum(rows.values())
    if not total:
        return None
    return sum((_SHARES[age] * number for age, number in rows.items()), Decimal(0)) / total


_SHARES: Mapping[Age, Decimal] = {age: share for age, _most_days, share in STEPS}
