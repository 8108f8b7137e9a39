"""What else still uses a type, a holder or a row, as the packages above tell it."""

from __future__ import annotations

from decimal import Decimal

from flask import current_app
from sqlalchemy.orm import Session

from core.values import frozen


@frozen
class HeldFor:
    """A part of a row that is held: how much, for what, where that stands, and the page on which it is followed."""

    quantity: Decimal
    what: str
    state: str
    location: str


def count_open_uses(session: Session, kind: str, key: str) -> int:
    """Return how many open things above the register name a type (`type`) or a holder (`holder`): it may not be merged."""
    return sum(count(session, kind, key) for count in current_app.extensions["open_uses"])


def list_held_for(session: Session, lot_id: int) -> list[HeldFor]:
    """Return what a row's promised and absent parts are held for."""
    held: list[HeldFor] = [one for ask in current_app.extensions["held_for"] for one in ask(session, lot_id)]
    return held
