"""`flask audit verify` says whether the chains are sound and whether every balance is the sum of its movements."""

from __future__ import annotations

from flask import Flask
from sqlalchemy import update

from core.db import Database
from inventory.models import LotRow
from tests.db.inventory.register import load_register, stock


def test_a_balance_changed_behind_the_ledgers_back_is_named(app: Flask, database: Database) -> None:
    with database.transaction() as session:
        load_register(session)
        lot_id = stock(session, 10)
    said = app.test_cli_runner().invoke(args=["audit", "verify"])
    assert said.exit_code == 0, said.output
    with database.transaction() as session:
        session.execute(update(LotRow).where(LotRow.id == lot_id).values(on_hand=11))
    said = app.test_cli_runner().invoke(args=["audit", "verify"])
    assert said.exit_code == 1
    assert f"dòng kho {lot_id}" in said.output
