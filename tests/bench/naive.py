"""A server whose stock is promised by reading in one transaction and writing in another: the load bench's negative control.

python -m tests.bench.naive PORT
"""

from __future__ import annotations

import sys
import time
from datetime import date

import waitress
from flask import Flask, g, request
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app import create_app
from inventory.models import LotRow
from inventory.services import promising
from inventory.services.promising import Ask
from tests.bench.stage import TYPE


def look_first(app: Flask) -> None:
    """Let every acceptance read what is free, think, and only then begin: even SQLite's one writer is no help."""

    @app.before_request
    def look() -> None:
        if request.path.endswith("/chap-nhan"):
            columns = (LotRow.id, LotRow.on_hand, LotRow.reserved, LotRow.broken)
            with app.extensions["database"].reading() as session:
                rows = session.execute(select(*columns).where(LotRow.type_code == TYPE)).all()
            g.seen = {row.id: (row.on_hand - row.broken, row.reserved) for row in rows}
            time.sleep(0.02)


def naive_take(session: Session, ask: Ask, _today: date) -> bool:
    """Return whether enough was free a moment ago: what `take` must never be."""
    there, promised = g.seen[ask.lot_id]
    if there - promised < ask.quantity:
        return False
    g.seen[ask.lot_id] = there, promised + ask.quantity
    session.execute(update(LotRow).where(LotRow.id == ask.lot_id).values(reserved=promised + ask.quantity))
    return True


if __name__ == "__main__":
    promising.take = naive_take  # type: ignore[assignment]
    naive = create_app()
    look_first(naive)
    waitress.serve(naive, host="127.0.0.1", port=int(sys.argv[1]), threads=16)
