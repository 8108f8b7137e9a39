"""Days that nobody means are reckoned as the first and the last one, so that no address breaks a page."""

from __future__ import annotations

from datetime import UTC, date, timedelta

import pytest

from core.clock import FIRST_DAY, LAST_DAY, end_of, reckoned, start_of

DAY = date(2026, 11, 29)


def test_a_day_is_vietnamese_and_whole() -> None:
    assert start_of(DAY).astimezone(UTC).isoformat() == "2026-11-28T17:00:00+00:00"
    assert end_of(DAY) - start_of(DAY) == timedelta(days=1)


@pytest.mark.parametrize(
    ("day", "meant"), [(date.min, FIRST_DAY), (date.max, LAST_DAY), (DAY, DAY), (FIRST_DAY, FIRST_DAY)]
)
def test_no_day_is_beyond_reckoning(day: date, meant: date) -> None:
    assert reckoned(day) == meant
    assert start_of(day).astimezone(UTC) <= end_of(day).astimezone(UTC)
