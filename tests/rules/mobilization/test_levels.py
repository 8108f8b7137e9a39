"""Which decision on a civil-defence level may be noted, by whom, after what: a table of cases."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from core.errors import DomainError
from mobilization.rules.levels import (
    Decision,
    LevelAct,
    LevelMomentError,
    LevelNotDeclaredError,
    LevelNotOursError,
    LevelStandsError,
    check_decision,
    level_after,
)

NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)
UP, DOWN = LevelAct.DECLARED, LevelAct.LIFTED
HOUR = timedelta(hours=1)


def decision(act: LevelAct, level: int, since: datetime = NOW, days: int = 0) -> Decision:
    return Decision(
        act=act,
        level=level,
        number="25/QĐ-UBND",
        dated=since.date() + timedelta(days=days),
        signer="Chủ tịch UBND xã",
        since=since,
    )


@pytest.mark.parametrize(
    ("found", "provincial", "in_force", "last", "error"),
    [
        (decision(UP, 1), False, None, None, None),
        (decision(UP, 1), True, None, None, None),
        (decision(UP, 2), False, None, None, LevelNotOursError),
        (decision(UP, 3), False, 1, NOW - HOUR, LevelNotOursError),
        (decision(DOWN, 2), False, 2, NOW - HOUR, LevelNotOursError),
        (decision(UP, 2), True, 1, NOW - HOUR, None),
        (decision(UP, 3), True, 2, NOW - HOUR, None),
        (decision(UP, 1), False, 1, None, None),  # chosen when the incident was opened, no decision noted yet
        (decision(UP, 1), False, 1, NOW - HOUR, LevelStandsError),
        (decision(DOWN, 1), False, 1, NOW - HOUR, None),
        (decision(DOWN, 1), False, 1, None, None),
        (decision(DOWN, 1), False, None, None, LevelNotDeclaredError),
        (decision(DOWN, 1), True, 2, NOW - HOUR, LevelNotDeclaredError),
        (decision(DOWN, 1), False, 1, NOW + HOUR, LevelMomentError),
        (decision(UP, 1, NOW + HOUR), False, None, None, LevelMomentError),
        (decision(UP, 1, NOW + timedelta(minutes=4)), False, None, None, None),
        (decision(UP, 1, days=1), False, None, None, LevelMomentError),
        (decision(UP, 1, days=-1), False, None, None, None),
    ],
)
def test_a_decision_follows_the_last_and_its_own_authority(
    found: Decision,
    provincial: bool,
    in_force: int | None,
    last: datetime | None,
    error: type[DomainError] | None,
) -> None:
    def check() -> None:
        check_decision(
            found,
            provincial=provincial,
            in_force=in_force,
            last_since=last,
            since_day=found.since.date(),
            now=NOW,
        )

    if error is None:
        check()
    else:
        with pytest.raises(error):
            check()


def test_the_level_follows_the_decision() -> None:
    assert level_after(decision(UP, 2)) == 2
    assert level_after(decision(DOWN, 2)) is None
