"""Why a lot is, or is not, offered to the planner: one reason before the planner's own."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from inventory.rules.stock import Balance, free_to_give


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
    free = int(free_to_give(balance, to_own_commune=True))
    if free < 1:
        return Barred.RESERVED
    return Offer(quantity=free, keep=free - int(free_to_give(balance, to_own_commune=False)))
