"""When the digest of what is due is sent to a person."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from enum import StrEnum

from core.values import frozen


class Digest(StrEnum):
    """What a person asked to be told: nothing, only what is late, or every day on which there is something to do."""

    OFF = "off"
    LATE = "late"
    DAILY = "daily"


# The page's script counts again after so long; without it a number older than this is no longer shown.
COUNT_AGAIN_AFTER = timedelta(seconds=60)
COUNT_HOLDS = timedelta(minutes=10)


@frozen
class Waiting:
    """How many things waited for a person, and when they were counted."""

    late: int
    due: int
    counted_at: datetime

    @property
    def total(self) -> int:
        """Return all that waits, late or not."""
        return self.late + self.due

    def is_old(self, moment: datetime) -> bool:
        """Return whether it should be counted again."""
        return not timedelta(0) <= moment - self.counted_at <= COUNT_AGAIN_AFTER

    def holds(self, moment: datetime) -> bool:
        """Return whether the number may still be shown."""
        return timedelta(0) <= moment - self.counted_at <= COUNT_HOLDS


def is_wanted(digest: Digest, *, late: int, due: int, last_sent_on: date | None, today: date) -> bool:
    """Return whether today's digest goes out: at most one a day, and never an empty one."""
    if digest is Digest.OFF or last_sent_on == today:
        return False
    return late > 0 or (digest is Digest.DAILY and due > 0)
