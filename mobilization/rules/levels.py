"""Declaring and lifting a civil-defence level (cấp độ phòng thủ dân sự): whose act it is, and which step may follow.

Source: Luật PTDS 18/2023/QH15 điều 20 and NĐ 200/2025/NĐ-CP điều 14: level 1 is the commune chair's, level 2 the
provincial chair's, level 3 the Prime Minister's. The program keeps the signed decision as a fact; it declares nothing.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from enum import StrEnum

from core.errors import DomainError
from core.values import frozen

# Clocks of two machines differ a little; a decision that takes effect later is noted then.
AHEAD = timedelta(minutes=5)


class LevelAct(StrEnum):
    """What a decision does to the level."""

    DECLARED = "declared"
    LIFTED = "lifted"


class LevelNotOursError(DomainError):
    """This post may not note, or draft, a decision on this level. Facts: `level`."""

    code = "level_not_of_issuer"
    status = 403


class LevelStandsError(DomainError):
    """This level is declared already. Facts: `level`."""

    code = "level_stands"
    status = 409


class LevelNotDeclaredError(DomainError):
    """Only the level in force can be lifted. Facts: `level`."""

    code = "level_not_declared"
    status = 409


class LevelMomentError(DomainError):
    """The decision takes effect before its own day, before the one it follows, or later than now."""

    code = "level_moment"


@frozen
class Decision:
    """A signed decision: the level, number, day, signer, and since when it holds."""

    act: LevelAct
    level: int
    number: str
    dated: date
    signer: str
    since: datetime


def check_decision(
    found: Decision,
    *,
    provincial: bool,
    in_force: int | None,
    last_since: datetime | None,
    since_day: date,
    now: datetime,
) -> None:
    """Return where the decision may be noted over the level in force; raises the named reason otherwise.

    A commune notes level 1 alone. `last_since` is when the decision before took effect; `since_day` the day of `since`
    on a Vietnamese clock.
    """
    if found.level > 1 and not provincial:
        raise LevelNotOursError(level=found.level)
    if found.act is LevelAct.DECLARED and in_force == found.level and last_since is not None:
        raise LevelStandsError(level=found.level)
    if found.act is LevelAct.LIFTED and in_force != found.level:
        raise LevelNotDeclaredError(level=found.level)
    late = found.since > now + AHEAD or found.dated > since_day
    if late or (last_since is not None and found.since < last_since):
        raise LevelMomentError


def level_after(found: Decision) -> int | None:
    """Return the incident's level once the decision holds."""
    return found.level if found.act is LevelAct.DECLARED else None
