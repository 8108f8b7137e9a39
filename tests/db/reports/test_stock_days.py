"""The kept stock of some days equals that added up anew, whatever happens in between; on both databases."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy.orm import Session

from core.db import Database
from inventory.models import HolderRow, LotRow
from inventory.queries.details import details_of
from inventory.rules.holders import HolderKind, holder_mark
from inventory.services.details import edit_details
from inventory.services.holders import correct_holder
from reports.queries.readiness import list_stocks, moment_of
from reports.services.stock_days import MOST_DAYS, StockDays
from tests.db.inventory.register import CANOES, HOME, HOME_OFFICIAL, NEIGHBOUR, NOW, load_register, stock
from tests.db.inventory.test_tallies import ACTS, TODAY

DAYS = [moment_of(day, TODAY) for day in (TODAY, TODAY - timedelta(days=30))]
BY: dict[str, Any] = {"actor": HOME_OFFICIAL, "now": NOW}


def promise(session: Session, lot_id: int) -> None:
    """Note that the owner has signed."""
    values = details_of(session, lot_id) | {"operator": "ông Tám", "agreement": "cam_ket"}
    edit_details(session, lot_id=lot_id, version=1, values=values, **BY)


def become_militia(session: Session, lot_id: int) -> None:
    """Say that what was taken for a household is the militia."""
    holder = session.get_one(HolderRow, session.get_one(LotRow, lot_id).holder_id)
    seen = holder_mark(holder.name, holder.kind)
    correct_holder(
        session, holder_id=holder.id, seen=seen, name=holder.name, kind=HolderKind.ARMED_FORCES, **BY
    )


def forget(session: Session, lot_id: int) -> None:
    """Note that the owner uses it himself in peacetime and has signed nothing."""
    values = details_of(session, lot_id) | {"peacetime_use": "đánh cá"}
    edit_details(session, lot_id=lot_id, version=1, values=values, **BY)


def test_kept_stock_follows_every_act_and_other_communes_are_left_alone(database: Database) -> None:
    acts = {**ACTS, "promised": promise, "not promised": forget, "militia": become_militia}
    with database.transaction() as session:
        load_register(session)
        stock(session, 30, commune=NEIGHBOUR)
    days = StockDays()
    for act, done in acts.items():
        with database.transaction() as session:
            lot_id = stock(session, 20, broken=1, place=act, type_code=CANOES, household=f"Hộ {act}")
        with database.reading() as session:
            kept = days.at(session, DAYS)
        with database.transaction() as session:
            done(session, lot_id)
        with database.reading() as session:
            after = days.at(session, DAYS)
            assert after == list_stocks(session, DAYS), act
            assert after[0][NEIGHBOUR] is kept[0][NEIGHBOUR]
            assert after[0][HOME] is not kept[0][HOME]


def test_another_day_is_added_up_anew_and_few_days_are_kept(database: Database) -> None:
    with database.transaction() as session:
        load_register(session)
        stock(session, 30)
    days = StockDays()
    with database.reading() as session:
        for ahead in range(0, 40 * MOST_DAYS, 40):
            later = TODAY + timedelta(days=ahead)
            moments = [moment_of(later, later), moment_of(later - timedelta(days=30), later)]
            assert days.at(session, moments) == list_stocks(session, moments)
        assert len(days._days) == MOST_DAYS
