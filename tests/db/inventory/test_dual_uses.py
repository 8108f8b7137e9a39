"""What ends on a day: agreements of dual use and goods; who was telephoned when and by whom, on both databases."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

import pytest
from sqlalchemy.orm import Session

from core.accounts.rules.roles import Actor
from core.db import Database
from core.errors import NotFoundError
from inventory.models import DualUseRow, LotRow
from inventory.queries.details import details_of, expiring_rows, list_dual_uses
from inventory.queries.lots import find_first_to_expire, get_lot, list_lots
from inventory.rules.details import ENDING_DAYS, PHONE_DAYS, AgreementDatesError
from inventory.services.details import edit_details
from tests.db.inventory.register import DUTY, HOME, HOME_OFFICIAL, NEIGHBOUR, NOW, load_register, stock

TODAY = date(2026, 10, 28)


def edit(session: Session, lot_id: int, values: Mapping[str, object], actor: Actor = HOME_OFFICIAL) -> None:
    """Change some of what a row says, as its newest version."""
    said, version = {**details_of(session, lot_id), **values}, session.get_one(LotRow, lot_id).version
    edit_details(session, lot_id=lot_id, version=version, values=said, actor=actor, now=NOW)


@pytest.mark.parametrize(
    ("only", "field", "listed", "left"),
    [
        ("ended", "ends_on", [-1, -400], [0, 1, None]),
        ("ending", "ends_on", [0, ENDING_DAYS], [-1, ENDING_DAYS + 1, None]),
        ("phone", "phoned_on", [None, -PHONE_DAYS - 1], [-PHONE_DAYS, 0]),
        ("", "ends_on", [-1, 0, 1, None], []),
    ],
)
def test_the_register_is_narrowed_to_the_day(
    database: Database, only: str, field: str, listed: list[int | None], left: list[int | None]
) -> None:
    """An agreement holds on its last day; a call is asked for again after a quarter, or where there was none."""
    with database.transaction() as session:
        load_register(session)
        rows = {}
        for place, days in enumerate([*listed, *left]):
            rows[days] = stock(session, 2, place=f"kho {place}", household=f"Hộ ông Tư {place}")
            day = None if days is None else TODAY + timedelta(days=days)
            edit(session, rows[days], {"peacetime_use": "chở cát", field: day})
        found, more = list_dual_uses(session, scope=HOME, today=TODAY, only=only)
        assert not more
        assert {row.lot_id for row in found} == {rows[days] for days in listed}
        assert list_dual_uses(session, scope=NEIGHBOUR, today=TODAY, only=only)[0] == []


def test_who_telephoned_stays_who_telephoned(database: Database) -> None:
    with database.transaction() as session:
        load_register(session)
        lot_id = stock(session, 2)
        for actor, values, caller in (
            (HOME_OFFICIAL, {"phoned_on": TODAY}, HOME_OFFICIAL),
            (DUTY, {"fuel": "dầu"}, HOME_OFFICIAL),
            (DUTY, {"phoned_on": TODAY + timedelta(days=1)}, DUTY),
        ):
            edit(session, lot_id, values, actor)
            assert session.get_one(DualUseRow, lot_id, populate_existing=True).phoned_by == caller.name
        edit(session, lot_id, {"phoned_on": None})
        assert session.get_one(DualUseRow, lot_id, populate_existing=True).phoned_by == ""


def test_what_cannot_be_agreed_and_a_row_off_the_list_are_refused(database: Database) -> None:
    with database.transaction() as session:
        load_register(session)
        lot_id, closed = stock(session, 2), stock(session, 2, place="cũ")
        session.get_one(LotRow, closed).closed = True
        dates = {"signed_on": TODAY, "ends_on": TODAY - timedelta(days=1)}
        with pytest.raises(AgreementDatesError):
            edit(session, lot_id, dates)
        edit(session, lot_id, dates | {"ends_on": TODAY})
        with pytest.raises(NotFoundError):
            edit(session, closed, {"fuel": "dầu"})


def test_goods_that_end_by_a_day_are_counted_to_that_day(database: Database) -> None:
    """What ended before is among them; what is used up or off the list is not."""
    with database.transaction() as session:
        load_register(session)
        for place, (days, on_hand, closed) in enumerate(
            ((-9, 5, False), (0, 5, False), (1, 5, False), (0, 0, False), (0, 5, True), (None, 5, False))
        ):
            lot_id = stock(session, on_hand, place=f"kho {place}")
            edit(session, lot_id, {"expires_on": None if days is None else TODAY + timedelta(days=days)})
            session.get_one(LotRow, lot_id).closed = closed
        session.flush()
        counts = [expiring_rows(scope, TODAY).ask(session) for scope in (HOME, None, NEIGHBOUR)]
    assert counts == [2, 2, 0]


def test_what_ends_today_goes_out_before_what_ends_later(database: Database) -> None:
    """On its last day a batch is still good, and it is not among what is past its day."""
    with database.transaction() as session:
        load_register(session)
        lots = {days: stock(session, 5, place=f"kho {days}") for days in (-1, 0, 9)}
        for days, lot_id in lots.items():
            edit(session, lot_id, {"expires_on": TODAY + timedelta(days=days)})
        first = find_first_to_expire(session, get_lot(session, lots[9]), TODAY)
        assert first is not None
        assert first.id == lots[0]
        assert find_first_to_expire(session, get_lot(session, lots[0]), TODAY) is None
        past, _more = list_lots(session, scope=HOME, expired_before=TODAY)
        assert [lot.id for lot in past] == [lots[-1]]
