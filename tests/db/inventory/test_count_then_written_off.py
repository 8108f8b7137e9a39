"""A count, then a write-off, then the close, on both databases."""

from __future__ import annotations

from decimal import Decimal

from core.db import Database
from inventory.services.closing_counts import Closed
from inventory.services.row_acts import write_off
from tests.db.inventory.register import load_register, numbers_of, stock
from tests.db.inventory.test_counting import begin, close, count
from tests.db.inventory.test_rows import BY


def test_pieces_counted_as_broken_and_written_off_are_not_broken_once_more(database: Database) -> None:
    with database.transaction() as session:
        load_register(session)
        lot = stock(session, 80)
        count_id = begin(session)
        count(session, count_id, lot, 80, broken=3)
        write_off(session, lot_id=lot, quantity=Decimal(3), **BY)
        assert close(session, count_id) == Closed(posted=0, left=0, held=1)
        count(session, count_id, lot, 77)
        assert close(session, count_id) == Closed(posted=1, left=0, held=0)
        assert numbers_of(session, lot) == (77, 0, 0, 0)
