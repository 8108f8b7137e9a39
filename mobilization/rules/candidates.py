"""Why a lot is, or is not, offered to the planner: one reason before the planner's own."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from inventory.rules.stock import Balance


class Barred(StrEnum):
    """Why a lot cannot be offered at all."""

    OUT_OF_REACH = "out_of_reach"
    EMPTY = "empty"
    BROKEN = "broken"
    RESERVED = "reserved"


@dataclass(frozen=True, kw_only=True, slots=True)
class Offer:
    """Whole units of a lot the planner may use; `keep` of them not outside the lot's own commune."""

    quantity: int
    keep: int


def offer(balance: Balance, *, within_reach: bool) -> Offer | Barred:
    """Return what a lot can give, or the one reason why nothing.

    A commune's command post reaches its own commune only; beyond it the province decides.
    """
    if not within_reach:
        return Barred.OUT_OF_REACH
    if balance.on_hand == 0:
        return Barred.EMPTY
    if balance.on_hand == balance.broken:
        return Barred.BROKEN
    free = balance.on_hand - balance.reserved - balance.broken
    if free < 1:
        return Barred.RESERVED
    return Offer(quantity=int(free), keep=_up(min(balance.keep, free)))


def _up(value: Decimal) -> int:
    return int(-(-value // 1))
