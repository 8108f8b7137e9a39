"""The case "vượt quá khả năng": what each unmet need lacks and everything that was tried for it.

Source: Luật Phòng thủ dân sự 18/2023/QH15 điều 33: beyond their capacity the chair reports to the chair above.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal
from enum import StrEnum
from typing import Any

from core.errors import DomainError
from core.values import frozen
from mobilization.rules.abilities import Unfit
from mobilization.rules.candidates import Barred
from mobilization.rules.passed import barred_of, passed_of
from mobilization.rules.plan import Reason, UnmetReason


class CaseState(StrEnum):
    """Drafted, sent up, taken over by the level above."""

    DRAFT = "draft"
    SENT = "sent"
    TAKEN = "taken"


class Declined(StrEnum):
    """Why the commander left a candidate out: its holder had refused in this incident."""

    REFUSED = "refused"


class NothingShortError(DomainError):
    """The newest plan covers every need: there is nothing to ask the level above for."""

    code = "nothing_short"
    status = 409


class CasePassedError(DomainError):
    """The case was sent or taken before."""

    code = "case_passed"
    status = 409


def beyond_wanted(*, sought: Decimal, asked: Decimal, promised: Decimal, ended: bool) -> Decimal:
    """Return how much more the level above seeks than whoever asked it lacks by now.

    They lack what they ask less what is promised there; nothing where they withdrew the need or closed their incident.
    """
    lacking = Decimal(0) if ended else max(Decimal(0), asked - promised)
    return max(Decimal(0), sought - lacking)


@frozen
class ShortNeed:
    """One unmet need. `tried` counts the sources not used by reason; `used` are sources the plan or orders use."""

    need_id: int
    type_code: str | None
    resource: str
    unit: str
    asked: int
    short: int
    priority: int
    within_minutes: int | None
    cause: str
    used: int
    tried: Mapping[str, int]
    ability: str | None = None
    least_each: str | None = None

    @property
    def told(self) -> str:
        """Why it is short, as it is told."""
        return cause_of(self.cause, self.tried)


def cause_of(cause: str, tried: Mapping[str, int]) -> str:
    """Return the code that says best why a need is short, from the plan's `cause` and the sources tried by reason.

    Where nothing was left to plan with, that is because of what others have and only the level above may call, else
    of what stands there and cannot be used, by the most frequent reason; where it is the commander's ban, perhaps of
    a refusal.
    """
    if cause == UnmetReason.FORBIDDEN and tried.get(Declined.REFUSED, 0) > tried.get(Reason.FORBIDDEN, 0):
        return Declined.REFUSED
    if cause != UnmetReason.NO_STOCK:
        return cause
    useless = {code: tried[code] for code in (*Barred, *Unfit) if tried.get(code)}
    if Barred.OUT_OF_REACH in useless or not useless:
        return Barred.OUT_OF_REACH if useless else cause
    return str(max(useless, key=lambda code: useless[code]))


def told_of_passed(
    passed: Mapping[Reason, Sequence[int]], refused: Collection[int]
) -> dict[Reason | Declined, list[int]]:
    """Return the lots passed over by reason; those left out after their holder's refusal stand apart."""
    found: dict[Reason | Declined, list[int]] = {}
    for reason, lots in passed.items():
        for lot in lots:
            told = Declined.REFUSED if reason is Reason.FORBIDDEN and lot in refused else reason
            found.setdefault(told, []).append(lot)
    return found


def unmet_of(
    result: Mapping[str, Any],
    need_id: int,
    asked: str,
    types: Mapping[int, str],
    refused: Collection[int] = (),
) -> tuple[int, str, int, dict[str, int]]:
    """Return what a kept plan says of a need: units short, the cause, sources used, other sources by reason.

    `asked` is the type or the ability asked for; `types` tells the type of every lot the plan could not use at all;
    `refused` are lots whose holders refused.
    """
    found: Sequence[Any] = next((item for item in result["unmet"] if item[0] == need_id), (need_id, 0, ""))
    used = len({line[1] for line in result["lines"] if line[0] == need_id})
    passed = told_of_passed(passed_of(result, need_id, asked), refused)
    tried = {reason.value: len(lots) for reason, lots in passed.items()}
    unfit = dict(result.get("unfit", {}).get(asked, ()))
    serving = {asked, *(given for key, given in result.get("stand_ins", ()) if key == asked)}
    barred = [
        (lot, reason)
        for lot, reason in barred_of(result).items()
        if lot not in unfit and types.get(lot) in serving
    ]
    for _lot, reason in (*unfit.items(), *barred):
        tried[reason] = tried.get(reason, 0) + 1
    return int(found[1]), str(found[2]), used, tried
