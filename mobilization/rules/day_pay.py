"""Day pay of people called out, in whole đồng, at the rate in force on each day.

Source: NĐ 66/2021/NĐ-CP (people called out for disaster response): 119,200 đồng for a day of duty, 59,600 đồng for a
day of training; work from 22 h to 6 h counts double.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from enum import StrEnum

from core.errors import DomainError
from core.text import fold
from core.values import frozen

MOST_DAYS = 92  # one entry spans a season at most
MOST_PEOPLE = 10_000
NIGHT_TIMES = 2


class DayKind(StrEnum):
    """What a day was spent on."""

    DUTY = "duty"
    TRAINING = "training"


class NoDaysError(DomainError):
    """An entry has at least one day or night, and no more than a season. Fact: `most`."""

    code = "day_pay_days"


class NoRateError(DomainError):
    """No rate was in force on that day. Fact: `day`."""

    code = "day_pay_no_rate"


class PaidDayError(DomainError):
    """One person is paid once for a day. Facts: `group`, `day`, `number` of the order that has it."""

    code = "day_paid_already"


class PaidNightError(DomainError):
    """One person is paid once for a night, apart from the day. Facts: `group`, `day`, `number`."""

    code = "night_paid_already"


@frozen
class Served:
    """Days and nights in a row of a group from `first` on; `number` of the order that has them."""

    group: str
    first: date
    days: int
    nights: int
    number: str = ""


@frozen
class DayRate:
    """From `since` on a day of this kind is paid so many đồng."""

    kind: DayKind
    since: date
    dong: int
    basis: str


BASIS = "Nghị định 66/2021/NĐ-CP"
FIRST_RATES = (
    DayRate(kind=DayKind.DUTY, since=date(2021, 8, 20), dong=119_200, basis=BASIS),
    DayRate(kind=DayKind.TRAINING, since=date(2021, 8, 20), dong=59_600, basis=BASIS),
)


def rate_on(rates: Iterable[DayRate], kind: DayKind, day: date) -> int:
    """Return the rate in force that day: the newest begun, of two begun together the one entered last."""
    found = None
    for rate in rates:
        if rate.kind is kind and rate.since <= day and (found is None or rate.since >= found.since):
            found = rate
    if found is None:
        raise NoRateError(day=day)
    return found.dong


def pay_of(
    rates: Iterable[DayRate], kind: DayKind, *, first: date, people: int, days: int, nights: int
) -> int:
    """Return what a group is paid for days and nights in a row from `first` on, each at its own day's rate."""
    if days + nights < 1 or max(days, nights) > MOST_DAYS:
        raise NoDaysError(most=MOST_DAYS)
    table = tuple(rates)
    each = [rate_on(table, kind, first + timedelta(days=number)) for number in range(max(days, nights))]
    return people * (sum(each[:days]) + NIGHT_TIMES * sum(each[:nights]))


def check_not_paid(mine: Served, others: Iterable[Served]) -> None:
    """Return where no day and no night of a group stands twice, whatever it was spent on.

    A group is known by its name, however it is written; other people want another name. Raises PaidDayError,
    PaidNightError naming the first such day.
    """
    name = " ".join(fold(mine.group).split())
    for other in others:
        if " ".join(fold(other.group).split()) != name:
            continue
        begin = max(mine.first, other.first)
        for error, one, two in (
            (PaidDayError, mine.days, other.days),
            (PaidNightError, mine.nights, other.nights),
        ):
            if begin < min(mine.first + timedelta(days=one), other.first + timedelta(days=two)):
                raise error(group=other.group, day=f"{begin:%d/%m/%Y}", number=other.number)
