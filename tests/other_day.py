"""The tests on another day: `TEST_DAY=2027-01-01 make test` moves the program's clock, that of the machine stays.

What a list holds depends on the season: in January nothing is old yet, on New Year nothing happened this year.
"""

from __future__ import annotations

import os
from datetime import datetime, timedelta, tzinfo

from core import clock

WANTED = os.environ.get("TEST_DAY", "")
AHEAD = datetime.fromisoformat(WANTED).astimezone() - datetime.now().astimezone() if WANTED else timedelta()


class _OtherDay(datetime):
    """The moments of the other day, as the program asks for them."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
        """Return the machine's moment moved to the other day."""
        return datetime.now(tz) + AHEAD


def stand_on_it() -> None:
    """Move the program's clock, where a day was asked for."""
    if WANTED:
        clock.datetime = _OtherDay  # type: ignore[attr-defined]
