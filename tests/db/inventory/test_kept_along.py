"""What must stay in the commune goes with its things from place to place, on both databases."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from core.clock import day_of
from core.db import Database
from inventory.queries.details import details_of
from inventory.queries.lots import get_lot
from inventory.rules.stock import ZERO
from inventory.services import row_acts
from tests.db.inventory.register import NOW, load_register, stock
from tests.db.inventory.test_rows import BY, edit


def spare(session: Session, *lot_ids: int) -> Decimal:
    """Return how much of the rows together another commune may be given."""
    today = day_of(NOW)
    lots = [get_lot(session, lot_id) for lot_id in lot_ids]
    return sum((max(ZERO, lot.free_on(today) - lot.keep_on(today)) for lot in lots), ZERO)


def test_things_moved_within_the_commune_stay_as_many_as_must(database: Database) -> None:
    season: dict[str, Any] = {"keep_seasonal": Decimal(20), "season_from": 1, "season_to": 12}
    with database.transaction() as session:
        load_register(session)
        lot = stock(session, 30)
        edit(session, lot, 1, keep=Decimal(5), **season)
        assert spare(session, lot) == 10
        hall, clinic, again = [
            row_acts.move(session, lot_id=lot, quantity=Decimal(much), holder_id=None, place=place, **BY)
            for much, place in ((8, "hội trường"), (17, "trạm"), (5, "hội trường"))
        ]
        assert (again, spare(session, lot, hall, clinic)) == (hall, 10)
        said = [details_of(session, one) for one in (lot, hall, clinic)]
        assert [(one["keep"], one["keep_seasonal"], one["season_to"]) for one in said] == [
            (0, 0, None),
            (5, 5, 12),
            (0, 15, 12),
        ]
