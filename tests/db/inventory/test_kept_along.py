"""What must stay, and what is said of goods, goes with them from place to place, on both databases."""

from __future__ import annotations

from datetime import date
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


def test_goods_that_come_where_nothing_is_left_bring_their_own_last_day(database: Database) -> None:
    with database.transaction() as session:
        load_register(session)
        old, new = stock(session, 5, place="kho A"), stock(session, 30, place="kho B")
        row_acts.hand_out(session, lot_id=old, quantity=Decimal(5), **BY)
        edit(session, old, 2, expires_on=date(2026, 1, 1), fund="aid", donor="Hội A")
        edit(session, new, 1, expires_on=date(2028, 1, 1), fund="budget")
        moved: dict[str, Any] = {"lot_id": new, "holder_id": None, "place": "kho A"}
        for much in (10, 5):  # nothing of the old goods is there; then the earlier of two last days counts
            assert row_acts.move(session, quantity=Decimal(much), **moved, **BY) == old
            assert get_lot(session, old).expires_on == date(2028, 1, 1)
            assert get_lot(session, old).usable_on(day_of(NOW)) > 0
        assert [details_of(session, old)[name] for name in ("fund", "donor")] == ["budget", ""]
        edit(session, new, get_lot(session, new).version, expires_on=date(2027, 1, 1))
        row_acts.move(session, quantity=Decimal(5), **moved, **BY)
        assert get_lot(session, old).expires_on == date(2027, 1, 1)
