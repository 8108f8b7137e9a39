"""Why a lot is, or is not, offered to the planner, and whose turn comes first among equals."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum

from core.values import frozen
from inventory.rules.details import stays_under_warning
from inventory.rules.holders import PRIVATE
from inventory.rules.stock import Balance, free_to_give

MOST_DAYS = 9_999  # to a last day that still count apart
MOST_TURNS = 99  # calls on one holder that still count apart


class Barred(StrEnum):
    """Why a lot cannot be offered at all."""

    OUT_OF_REACH = "out_of_reach"
    EXPIRED = "expired"
    EMPTY = "empty"
    BROKEN = "broken"
    RESERVED = "reserved"
    NO_CREW = "no_crew"
    NO_FUEL = "no_fuel"


@frozen
class Offer:
    """Whole units of a lot the planner may use; `keep` of them not outside the lot's own commune."""

    quantity: int
    keep: int


def offer(
    balance: Balance, *, within_reach: bool, expired: bool = False, keep_percent: int = 0
) -> Offer | Barred:
    """Return what a lot can give, or the one reason why nothing.

    A commune's command post reaches its own commune only; beyond it the province decides. `keep_percent` of what is
    there stays as well while the lot's commune is under warning.
    """
    if not within_reach:
        return Barred.OUT_OF_REACH
    if balance.on_hand == 0:
        return Barred.EMPTY
    if expired:
        return Barred.EXPIRED
    if balance.on_hand == balance.broken:
        return Barred.BROKEN
    free = int(free_to_give(balance, to_own_commune=True))
    if free < 1:
        return Barred.RESERVED
    if keep_percent:
        balance = replace(balance, keep=stays_under_warning(balance.keep, balance.on_hand, keep_percent))
    return Offer(quantity=free, keep=free - int(free_to_give(balance, to_own_commune=False)))


def turn(*, holder_kind: str, verified: bool, times_called: int, days_left: int | None = None) -> int:
    """Return the place in the queue among equals, lower first: public holders, then rows somebody has checked,
    then what expires first (`days_left` None: never), then holders that were called on less often."""
    # Enterprises and households are called on after public holders: Luật Phòng thủ dân sự and Luật 15/2008/QH12 điều 2
    # leave private property to the case where public means do not do.
    private = holder_kind in PRIVATE
    keeps = MOST_DAYS if days_left is None else min(days_left, MOST_DAYS)
    place = (2 * private + (not verified)) * (MOST_DAYS + 1) + keeps
    return place * (MOST_TURNS + 1) + min(times_called, MOST_TURNS)
