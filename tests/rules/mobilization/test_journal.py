"""When a line of the log may say it happened; several logs told as one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from core.errors import DomainError
from mobilization.rules.journal import EARLIEST, FutureError, LongBeforeError, check_moment, newest_first

OPENED = datetime(2026, 11, 20, 10, tzinfo=UTC)
NOW = OPENED + timedelta(hours=5)


@pytest.mark.parametrize(
    ("happened_at", "refusal"),
    [
        (NOW, None),
        (OPENED, None),
        (OPENED - timedelta(hours=9), None),
        (OPENED - EARLIEST, None),
        (OPENED - EARLIEST - timedelta(minutes=1), LongBeforeError),
        (OPENED - timedelta(days=365), LongBeforeError),
        (NOW + timedelta(minutes=1), FutureError),
    ],
)
def test_a_line_belongs_to_its_incident(happened_at: datetime, refusal: type[DomainError] | None) -> None:
    if refusal is None:
        check_moment(happened_at, opened_at=OPENED, now=NOW)
        return
    with pytest.raises(refusal):
        check_moment(happened_at, opened_at=OPENED, now=NOW)


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    name: str
    happened_at: datetime


def _log(name: str, *hours: int) -> list[Line]:
    return [Line(name=f"{name}{hour}", happened_at=OPENED + timedelta(hours=hour)) for hour in hours]


@pytest.mark.parametrize(
    ("limit", "skip", "told"),
    [
        (9, 0, "a5 b4 a3 b3 b1 a0"),
        (2, 0, "a5 b4"),
        (2, 2, "a3 b3"),
        (9, 4, "b1 a0"),
        (9, 6, ""),
        (0, 0, ""),
    ],
)
def test_two_logs_are_told_as_one(limit: int, skip: int, told: str) -> None:
    found = newest_first(_log("a", 5, 3, 0), _log("b", 4, 3, 1), limit=limit, skip=skip)
    assert " ".join(line.name for line in found) == told
