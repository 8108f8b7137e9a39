"""Stock as arithmetic: what a movement may do to a balance, and what is free to give.

A lot is what one holder keeps of one type in one place. Four numbers: `on_hand` all that belongs to the lot,
wherever it is now; `reserved` the part promised to incidents; `away` the part of that which has left the place;
`broken` the part that cannot be used. `keep` is what must stay for the commune itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum

from core.errors import DomainError
from core.values import frozen

ZERO = Decimal(0)
# Beyond this a figure is a slip of the keys: the largest plausible lot of the province is some 150,000 sandbags.
MOST = Decimal(10_000_000)
FRESH_DAYS = 180  # the list is reviewed before the storm season and at the year's end: a half year at most


class MovementKind(StrEnum):
    """Why a balance changed."""

    RECEIVE = "receive"
    COUNT = "count"
    ADJUST = "adjust"
    RESERVE = "reserve"
    RELEASE = "release"
    ISSUE = "issue"
    TAKE_BACK = "take_back"
    CONSUME = "consume"
    LOSE = "lose"
    DAMAGE = "damage"
    WRITE_OFF = "write_off"
    TRANSFER_IN = "transfer_in"
    TRANSFER_OUT = "transfer_out"


class Freshness(StrEnum):
    """How far a row can be trusted by the date of its last check."""

    FRESH = "fresh"
    STALE = "stale"
    NEVER = "never"


@frozen
class Balance:
    """A lot's four numbers and what it keeps, in the catalogue's unit."""

    on_hand: Decimal = ZERO
    reserved: Decimal = ZERO
    away: Decimal = ZERO
    broken: Decimal = ZERO
    keep: Decimal = ZERO


@frozen
class Delta:
    """What one movement adds to each number (negative takes away)."""

    on_hand: Decimal = ZERO
    reserved: Decimal = ZERO
    away: Decimal = ZERO
    broken: Decimal = ZERO


class QuantityError(DomainError):
    """A quantity below zero, beyond reason, or finer than a thousandth. Facts: `quantity`, `most`."""

    code = "quantity_unreasonable"


class MoreThanThereError(QuantityError):
    """More would go than there is. Facts: `asked`, `on_hand`."""

    code = "more_than_there"


class BrokenError(DomainError):
    """More broken than there are. Facts: `broken`, `on_hand`."""

    code = "broken_more_than_on_hand"


class CommittedError(DomainError):
    """The new figure would be less than what is promised or broken. Facts: `committed`, `on_hand`."""

    code = "less_than_committed"
    status = 409


class NotFreeError(DomainError):
    """Not enough is free. Facts: `asked`, `free`, `resource`, `unit`, `place`."""

    code = "not_free"
    status = 409


class NoneFreeError(NotFreeError):
    """Nothing at all is left. Facts: as above."""

    code = "none_free"


def short_of(*, free: Decimal, **facts: object) -> NotFreeError:
    """Return the refusal that says what is left, or that nothing is."""
    return (NotFreeError if free > 0 else NoneFreeError)(free=free, **facts)


class NotEnoughError(DomainError):
    """A row has less that is whole and promised to nobody. Facts: `asked`, `free`, `resource`, `unit`."""

    code = "not_enough_free"
    status = 409


class NothingFreeError(NotEnoughError):
    """All that is whole in a row is promised. Facts: as above."""

    code = "nothing_free"


class FractionError(DomainError):
    """Things that are counted come whole. Facts: `quantity`, `unit`."""

    code = "quantity_not_whole"


# Units that are measured; everything else in the catalogue is counted.
MEASURED_UNITS = frozenset({"kg", "lít", "m", "m2", "m3"})


def check_quantity(quantity: Decimal, unit: str) -> Decimal:
    """Return `quantity` if it can stand in the register for `unit`; raises QuantityError or FractionError."""
    if not quantity.is_finite() or quantity < 0 or quantity > MOST or quantity != round(quantity, 3):
        raise QuantityError(quantity=str(quantity), most=MOST)
    if unit not in MEASURED_UNITS and quantity != int(quantity):
        raise FractionError(quantity=quantity, unit=unit)
    return quantity


def free_to_give(balance: Balance, *, to_own_commune: bool) -> Decimal:
    """Return what may still be promised; `keep` is never given to another commune."""
    free = balance.on_hand - balance.reserved - balance.broken
    if not to_own_commune:
        free -= balance.keep
    return max(ZERO, free)


def apply(balance: Balance, delta: Delta) -> Balance:
    """Return the balance after a movement; raises the named error where it would not hold together."""
    after = Balance(
        on_hand=balance.on_hand + delta.on_hand,
        reserved=balance.reserved + delta.reserved,
        away=balance.away + delta.away,
        broken=balance.broken + delta.broken,
        keep=balance.keep,
    )
    if after.on_hand < 0:
        raise MoreThanThereError(asked=-delta.on_hand, on_hand=balance.on_hand)
    if after.on_hand > MOST:
        raise QuantityError(quantity=after.on_hand, most=MOST)
    if after.broken < 0 or after.broken > after.on_hand:
        raise BrokenError(broken=after.broken, on_hand=after.on_hand)
    if not 0 <= after.away <= after.reserved or after.reserved + after.broken > after.on_hand:
        raise CommittedError(committed=after.reserved + after.broken, on_hand=after.on_hand)
    return after


def counted(balance: Balance, *, on_hand: Decimal, broken: Decimal) -> Delta:
    """Return the movement that brings a lot to a counted figure; raises BrokenError or CommittedError."""
    if broken > on_hand:
        raise BrokenError(broken=broken, on_hand=on_hand)
    delta = Delta(on_hand=on_hand - balance.on_hand, broken=broken - balance.broken)
    apply(balance, delta)
    return delta


def returned(
    *, sent: Decimal, back: Decimal, used: Decimal, lost: Decimal, damaged: Decimal
) -> Mapping[MovementKind, Delta]:
    """Return the movements of a return; raises ReturnError unless sent = back + used + lost + damaged."""
    parts = (back, used, lost, damaged)
    if any(part < 0 for part in parts) or sum(parts, ZERO) != sent:
        raise ReturnError(sent=sent, total=sum(parts, ZERO))
    moves = {
        MovementKind.TAKE_BACK: Delta(reserved=-back, away=-back),
        MovementKind.CONSUME: Delta(on_hand=-used, reserved=-used, away=-used),
        MovementKind.LOSE: Delta(on_hand=-lost, reserved=-lost, away=-lost),
        MovementKind.DAMAGE: Delta(reserved=-damaged, away=-damaged, broken=damaged),
    }
    return {kind: delta for kind, delta in moves.items() if delta != Delta()}


class ReturnError(DomainError):
    """What came back does not add up to what was sent. Facts: `sent`, `total`."""

    code = "return_does_not_add_up"


def freshness(checked_on: date | None, today: date) -> Freshness:
    """Return how fresh a row is by its last check."""
    if checked_on is None:
        return Freshness.NEVER
    return Freshness.FRESH if (today - checked_on).days <= FRESH_DAYS else Freshness.STALE
