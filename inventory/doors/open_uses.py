"""What else still uses a type or a holder, as the packages above tell it."""

from __future__ import annotations

from flask import current_app
from sqlalchemy.orm import Session


def count_open_uses(session: Session, kind: str, key: str) -> int:
    """Return how many open things above the register name a type (`type`) or a holder (`holder`): it may not be merged."""
    return sum(count(session, kind, key) for count in current_app.extensions["open_uses"])
