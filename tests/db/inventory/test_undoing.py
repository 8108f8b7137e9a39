"""One save of the quick table taken back, on both databases."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from sqlalchemy.orm import Session

from core.clock import day_of
from core.db import Database
from inventory.models import LotRow
from inventory.queries.saves import save_batch
from inventory.services.keeping import correct
from inventory.services.undoing import NothingToUndoError, SaveTooOldError, undo_save
from tests.db.beside import beside, refusal_of
from tests.db.inventory.register import (
    HOME,
    HOME_OFFICIAL,
    NOW,
    SAWS,
    load_register,
    numbers_of,
    stock,
    unequal_balances,
)

BATCH = save_batch(HOME, day_of(NOW), "0f8e6f0a0000")


def count(session: Session, lot_id: int, on_hand: int, batch: str = "") -> None:
    """Bring a row to a figure."""
    version = session.get_one(LotRow, lot_id).version
    more = {"version": version, "on_hand": Decimal(on_hand), "broken": Decimal(0), "reason": ""}
    correct(session, lot_id=lot_id, actor=HOME_OFFICIAL, now=NOW, batch=batch, **more)  # type: ignore[arg-type]


def test_rows_as_the_save_left_them_go_back_and_the_others_stay(database: Database) -> None:
    with database.transaction() as session:
        load_register(session)
        first, second = stock(session, 30), stock(session, 7, type_code=SAWS)
        count(session, first, 33, BATCH)
        count(session, second, 9, BATCH)
    with database.transaction() as session:
        count(session, second, 8)
    with pytest.raises(SaveTooOldError), database.transaction() as session:
        undo_save(session, commune_code=HOME, batch=BATCH, actor=HOME_OFFICIAL, now=NOW + timedelta(days=1))
    with database.transaction() as session:
        told = undo_save(session, commune_code=HOME, batch=BATCH, actor=HOME_OFFICIAL, now=NOW)
    assert told == (1, 1)
    with pytest.raises(NothingToUndoError), database.transaction() as session:
        undo_save(session, commune_code=HOME, batch=BATCH, actor=HOME_OFFICIAL, now=NOW)
    with database.reading() as session:
        assert [numbers_of(session, lot_id)[0] for lot_id in (first, second)] == [30, 8]
        assert unequal_balances(session) == []


def test_of_two_who_take_a_save_back_at_once_one_does(database: Database) -> None:
    with database.transaction() as session:
        load_register(session)
        lot_id = stock(session, 30)
        count(session, lot_id, 33, BATCH)

    def undo(session: Session) -> object:
        return undo_save(session, commune_code=HOME, batch=BATCH, actor=HOME_OFFICIAL, now=NOW)

    assert refusal_of(beside(database, undo, undo)) == NothingToUndoError.code
    with database.reading() as session:
        assert numbers_of(session, lot_id)[0] == 30
        assert unequal_balances(session) == []
