"""The time, in one place. Stored times are UTC; people read Vietnam time (UTC+7, no summer time)."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2999, 12, 31)  # that are reckoned with; others count as these


def now() -> datetime:
    """Return the present moment in UTC, whole milliseconds."""
    moment = datetime.now(UTC)
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)


def local(moment: datetime) -> datetime:
    """Return the same moment on a Vietnamese clock."""
    return moment.astimezone(VIETNAM)


def day_of(moment: datetime) -> date:
    """Return the Vietnamese calendar day a moment falls on."""
    return local(moment).date()


def reckoned(day: date) -> date:
    """Return a day from which weeks and years can be counted both ways: nobody means the year 1 or 9999."""
    return min(max(day, FIRST_DAY), LAST_DAY)


def start_of(day: date) -> datetime:
    """Return the first moment of a Vietnamese day."""
    return datetime.combine(reckoned(day), time.min, tzinfo=VIETNAM)


def end_of(day: date) -> datetime:
    """Return the first moment after a Vietnamese day."""
    return start_of(reckoned(day) + timedelta(days=1))


def start_of_year(year: int) -> datetime:
    """Return the first moment of a Vietnamese calendar year, in UTC."""
    return datetime(year, 1, 1, tzinfo=VIETNAM).astimezone(UTC)
