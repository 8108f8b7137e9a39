"""What becomes of each row when an import is undone."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum

from core.errors import DomainError
from core.values import frozen
from inventory.rules.stock import Balance, Delta, apply


class Outcome(StrEnum):
    """The three ends of a row; the last two leave the stock as it is."""

    REVERSED = "reversed"
    KEPT_EDITED = "kept_edited"  # somebody changed or confirmed the row since
    KEPT_RESERVED = "kept_reserved"  # an incident relies on the row since


@frozen
class Since:
    """What happened to a row after the import: the sums of the later movements, and whether it was edited."""

    edited: bool
    on_hand: Decimal
    broken: Decimal
    reserved: Decimal


def outcome_of(now: Balance, back: Delta, since: Since) -> Outcome:
    """Return whether the row goes `back` to its figure before the import, or why it stays."""
    if since.edited or since.on_hand or since.broken:
        return Outcome.KEPT_EDITED
    if since.reserved > 0:
        return Outcome.KEPT_RESERVED
    try:
        apply(now, back)
    except DomainError:
        return Outcome.KEPT_RESERVED
    return Outcome.REVERSED
