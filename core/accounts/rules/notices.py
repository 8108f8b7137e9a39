"""When the digest of what is due is sent to a person."""

from __future__ import annotations

from datetime import date
from enum import StrEnum


class Digest(StrEnum):
    """What a person asked to be told: nothing, only what is late, or every day on which there is something to do."""

    OFF = "off"
    LATE = "late"
    DAILY = "daily"


def is_wanted(digest: Digest, *, late: int, due: int, last_sent_on: date | None, today: date) -> bool:
    """Return whether today's digest goes out: at most one a day, and never an empty one."""
    if digest is Digest.OFF or last_sent_on == today:
        return False
    return late > 0 or (digest is Digest.DAILY and due > 0)
