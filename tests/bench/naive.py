"""A server whose stock is promised by reading, thinking and writing: the negative control of the load bench.

python -m tests.bench.naive PORT
"""

from __future__ import annotations

import sys
import time
from datetime import date

import waitress
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app import create_app
from inventory.models import LotRow
from inventory.services import promising
from inventory.services.promising import Ask


def naive_take(session: Session, ask: Ask, _today: date) -> bool:
    """Return whether enough was free a moment ago: what `take` must never be."""
    row = session.execute(
        select(LotRow.on_hand, LotRow.reserved, LotRow.broken).where(LotRow.id == ask.lot_id)
    ).one()
    time.sleep(0.02)
    if row.on_hand - row.reserved - row.broken < ask.quantity:
        return False
    session.execute(
        update(LotRow).where(LotRow.id == ask.lot_id).values(reserved=row.reserved + ask.quantity)
    )
    return True


if __name__ == "__main__":
    promising.take = naive_take  # type: ignore[assignment]
    waitress.serve(create_app(), host="127.0.0.1", port=int(sys.argv[1]), threads=16)
