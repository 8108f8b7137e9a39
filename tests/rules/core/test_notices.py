"""When a digest goes out."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from core.accounts.rules.notices import Digest, is_wanted

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("digest", "late", "due", "sent_days_ago", "wanted"),
    [
        (Digest.OFF, 3, 3, None, False),
        (Digest.LATE, 0, 5, None, False),
        (Digest.LATE, 1, 0, None, True),
        (Digest.LATE, 1, 0, 1, True),
        (Digest.LATE, 1, 0, 0, False),
        (Digest.DAILY, 0, 0, None, False),
        (Digest.DAILY, 0, 1, 1, True),
        (Digest.DAILY, 4, 1, 0, False),
    ],
)
def test_at_most_one_a_day_and_never_an_empty_one(
    digest: Digest, late: int, due: int, sent_days_ago: int | None, wanted: bool
) -> None:
    last = None if sent_days_ago is None else TODAY - timedelta(days=sent_days_ago)
    assert is_wanted(digest, late=late, due=due, last_sent_on=last, today=TODAY) is wanted
