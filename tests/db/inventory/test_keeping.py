"""What an official does with the list: correct, confirm, add; two people on one row; what must stay."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from core.clock import day_of
from core.db import Database
from core.errors import DomainError, NotFoundError, StaleError
from inventory.models import LotRow, MovementRow
from inventory.queries.catalogue import list_holders
from inventory.queries.detail_changes import list_detail_changes
from inventory.queries.lots import get_lot
from inventory.rules.stock import (
    BrokenError,
    CommittedError,
    FractionError,
    NoneFreeError,
    NotFreeError,
    QuantityError,
)
from inventory.services.keeping import (
    LotExistsError,
    OtherHolderError,
    add_lot,
    confirm_list,
    correct,
    ensure_holder,
)
from inventory.services.promising import Ask, release, reserve, take_back
from tests.db.inventory.register import (
    CANOES,
    FAR,
    HOME,
    HOME_OFFICIAL,
    NEIGHBOUR,
    NOW,
    audit_findings,
    load_register,
    numbers_of,
    occasion,
    stock,
    unequal_balances,
)

LATER = NOW + timedelta(days=3)


@pytest.fixture
def lot_id(database: Database) -> int:
    """100 life jackets of Bình Minh, 5 of them torn, 20 to stay, 30 promised."""
    with database.transaction() as session:
        load_register(session)
        made = stock(session, 100, broken=5, keep=20)
        reserve(session, [Ask(lot_id=made, quantity=Decimal(30), to_own_commune=True)], occasion())
        return made


def refusal(
    database: Database, error: type[DomainError], act: Callable[[Session], object]
) -> dict[str, object]:
    """Return the facts of the refusal `act` must end with; no row and no movement may have changed."""

    def state() -> list[tuple[object, ...]]:
        with database.reading() as session:
            rows = session.execute(select(LotRow.__table__).order_by(LotRow.id)).all()
            return [*map(tuple, rows), *map(tuple, session.execute(select(MovementRow.id)).all())]

    before = state()
    with pytest.raises(error) as caught, database.transaction() as session:
        act(session)
    assert state() == before
    return caught.value.facts


def figures(**changes: Any) -> dict[str, Any]:
    return {
        "version": 1,
        "on_hand": Decimal(118),
        "broken": Decimal(5),
        "reason": "kiểm đếm",
        "actor": HOME_OFFICIAL,
        "now": LATER,
        **changes,
    }


def test_a_corrected_number_is_a_movement_and_a_check(app: Flask, database: Database, lot_id: int) -> None:
    with database.transaction() as session:
        correct(session, lot_id=lot_id, **figures())
    with database.reading() as session:
        row = session.get_one(LotRow, lot_id)
        assert (row.on_hand, row.broken, row.version) == (118, 5, 2)
        assert (row.checked_on, row.checked_by) == (day_of(LATER), HOME_OFFICIAL.name)
        line = session.scalars(select(MovementRow).order_by(MovementRow.id.desc()).limit(1)).one()
        assert (line.kind, line.on_hand, line.on_hand_after, line.reason) == ("count", 18, 118, "kiểm đếm")
    with database.transaction() as session:
        correct(session, lot_id=lot_id, **figures(version=2))
    with database.reading() as session:
        assert unequal_balances(session) == []
        assert session.get_one(LotRow, lot_id).version == 3
    assert audit_findings(app) == ()


def test_of_two_people_on_one_row_the_second_sees_both_values(database: Database, lot_id: int) -> None:
    with database.transaction() as session:
        correct(session, lot_id=lot_id, **figures())
    mine = {"on_hand": Decimal(90), "broken": Decimal(0)}
    facts = refusal(database, StaleError, lambda session: correct(session, lot_id=lot_id, **figures(**mine)))
    assert "Người 3" in repr(facts.pop("by"))
    assert facts.pop("at") is not None
    assert facts == {"yours": mine, "theirs": {"on_hand": 118, "broken": 5}, "version": 2}


def test_a_figure_that_cannot_be_changes_nothing(database: Database, lot_id: int) -> None:
    cases: list[tuple[dict[str, Any], type[DomainError]]] = [
        ({"on_hand": Decimal("99.5")}, FractionError),
        ({"on_hand": Decimal(-1)}, QuantityError),
        ({"on_hand": Decimal(34)}, CommittedError),
        ({"broken": Decimal(89)}, CommittedError),
        ({"broken": Decimal(119)}, BrokenError),
        ({"version": 0}, StaleError),
    ]
    for change, error in cases:
        asked = figures(**change)
        refusal(database, error, lambda session, asked=asked: correct(session, lot_id=lot_id, **asked))  # type: ignore[misc]


def test_a_row_that_was_taken_off_the_list_cannot_be_corrected_or_promised(
    database: Database, lot_id: int
) -> None:
    with database.transaction() as session:
        session.execute(update(LotRow).values(closed=True))
    ask = Ask(lot_id=lot_id, quantity=Decimal(1), to_own_commune=True)
    refusal(database, NotFoundError, lambda session: correct(session, lot_id=lot_id, **figures()))
    refusal(database, NotFoundError, lambda session: reserve(session, [ask], occasion()))
    refusal(database, NotFoundError, lambda session: correct(session, lot_id=999, **figures()))


def test_confirming_a_list_marks_one_communes_rows_of_one_pillar(database: Database, lot_id: int) -> None:
    by: dict[str, Any] = {"actor": HOME_OFFICIAL, "now": LATER}
    with database.transaction() as session:
        rice = stock(session, 500, type_code="HC-001")
        other = stock(session, 5, commune=NEIGHBOUR)
        gone = stock(session, 0, place="đã bỏ")
        session.execute(update(LotRow).where(LotRow.id == gone).values(closed=True))
    with database.transaction() as session:
        assert confirm_list(session, commune_code=HOME, pillar="means", **by) == 1
    with database.reading() as session:
        checked = {row.id: row.checked_on == day_of(LATER) for row in session.scalars(select(LotRow))}
        assert checked == {lot_id: True, rice: False, other: False, gone: False}
        assert numbers_of(session, lot_id) == (100, 30, 0, 5)
    with database.transaction() as session:
        assert confirm_list(session, commune_code=HOME, pillar="", **by) == 2
        assert confirm_list(session, commune_code=FAR, pillar="", **by) == 0


def test_the_same_things_stand_on_the_list_once(database: Database, lot_id: int) -> None:
    facts = refusal(database, LotExistsError, lambda session: stock(session, 7))
    assert facts == {"resource": "Áo phao cứu sinh", "holder": "UBND xã Bình Minh"}
    with database.transaction() as session:
        others = {stock(session, 7, place="Kho thôn 2"), stock(session, 7, household="Ông Tư")}
    assert len({lot_id, *others}) == 3
    refusal(database, LotExistsError, lambda session: stock(session, 1, place=" kho  THÔN 2 "))
    refusal(database, LotExistsError, lambda session: stock(session, 1, household="ông tư"))


def test_goods_come_with_their_last_day_and_each_batch_is_a_row(app: Flask, database: Database) -> None:
    facts: dict[str, Any] = {
        "place": "",
        "ready_minutes": 0,
        "note": "",
        "broken": Decimal(0),
        "keep": Decimal(0),
    }
    rice = facts | {"commune_code": HOME, "type_code": "HC-002", "holder_id": None, "on_hand": Decimal(50)}
    by: dict[str, Any] = {"actor": HOME_OFFICIAL, "now": NOW}

    def add(session: Session, mark: str, last: date | None) -> int:
        return add_lot(session, mark=mark, expires_on=last, **rice, **by)

    with database.transaction() as session:
        load_register(session)
        first, second = add(session, "L1", date(2027, 5, 1)), add(session, "L2", date(2027, 9, 1))
    refusal(database, LotExistsError, lambda session: add(session, "L1", date(2027, 9, 1)))
    with database.transaction() as session:
        assert [get_lot(session, row).expires_on for row in (first, second)] == [
            date(2027, 5, 1),
            date(2027, 9, 1),
        ]
        told = list_detail_changes(session, first, HOME)
        assert [one.fields for one in told] == [{"expires_on": ("", "2027-05-01")}]
        session.execute(update(LotRow).where(LotRow.id == first).values(closed=True))
    with (
        database.transaction() as session
    ):  # other goods in the place of those: their last day is not the old one
        assert (add(session, "L1", None), get_lot(session, first).expires_on) == (first, None)
    assert audit_findings(app) == ()


def test_a_row_cannot_be_given_to_another_communes_holder(database: Database, lot_id: int) -> None:
    with database.transaction() as session:
        theirs = ensure_holder(session, commune_code=NEIGHBOUR, name="Ông Năm", kind="household", phone="").id
    facts: dict[str, Any] = {"place": "", "mark": "", "ready_minutes": 0, "note": ""}
    zero = dict.fromkeys(("on_hand", "broken", "keep"), Decimal(0))
    add: dict[str, Any] = {"commune_code": HOME, "type_code": CANOES, "holder_id": theirs, **facts, **zero}
    refusal(database, OtherHolderError, lambda session: add_lot(session, actor=HOME_OFFICIAL, now=NOW, **add))


def test_a_holder_is_found_again_by_name_and_keeps_every_telephone(database: Database, lot_id: int) -> None:
    def holder(session: Session, name: str, phone: str = "") -> int:
        return ensure_holder(session, commune_code=HOME, name=name, kind="household", phone=phone).id

    with database.transaction() as session:
        first = holder(session, "Ông Tư")
        assert holder(session, " ÔNG  TƯ", "0905124096") == first
        assert holder(session, "ông tư", "0911111111") == first
        own = [held.id for held in list_holders(session, HOME) if held.kind == "commune"]
        assert [holder(session, "UBND xã"), holder(session, "")] == own * 2
        phones = {held.id: held.phone for held in list_holders(session, HOME)}
    assert phones == {first: "0905124096; 0911111111", own[0]: ""}


def test_holders_stand_in_vietnamese_order_after_the_commune_itself(database: Database, lot_id: int) -> None:
    with database.transaction() as session:
        for name in ("Ông Đức", "Ông Dũng", "Ông Ba", "Ông Ân"):
            ensure_holder(session, commune_code=HOME, name=name, kind="household", phone="")
        names = [held.name for held in list_holders(session, HOME)]
    assert names[1:] == ["Ông Ân", "Ông Ba", "Ông Dũng", "Ông Đức"]


def test_what_must_stay_is_never_promised_to_another_commune(database: Database, lot_id: int) -> None:
    def ask(quantity: int, *, own: bool) -> Callable[[Session], None]:
        wanted = Ask(lot_id=lot_id, quantity=Decimal(quantity), to_own_commune=own)
        return lambda session: reserve(session, [wanted], occasion())

    facts = refusal(database, NotFreeError, ask(46, own=False))
    assert (facts["asked"], facts["free"], facts["unit"]) == (46, 45, "cái")
    with database.transaction() as session:
        ask(45, own=False)(session)
    assert refusal(database, NoneFreeError, ask(1, own=False))["free"] == 0
    refusal(database, NotFreeError, ask(21, own=True))
    with database.transaction() as session:
        ask(20, own=True)(session)
    refusal(database, NotFreeError, ask(1, own=True))
    with database.reading() as session:
        balance = get_lot(session, lot_id).balance
    assert balance.on_hand - balance.reserved - balance.broken == 0


def test_asks_of_one_act_are_promised_together_or_not_at_all(database: Database, lot_id: int) -> None:
    with database.transaction() as session:
        other = stock(session, 5, commune=NEIGHBOUR)
    short = [
        Ask(lot_id=lot_id, quantity=Decimal(10), to_own_commune=True),
        Ask(lot_id=other, quantity=Decimal(6), to_own_commune=True),
    ]
    refusal(database, NotFreeError, lambda session: reserve(session, short, occasion()))


def test_what_a_plan_gives_both_the_own_and_another_commune_fits_whatever_their_order(
    database: Database, lot_id: int
) -> None:
    own = Ask(lot_id=lot_id, quantity=Decimal(20), to_own_commune=True)
    away = Ask(lot_id=lot_id, quantity=Decimal(45), to_own_commune=False)
    with database.transaction() as session:
        reserve(session, [own, away], occasion())
    with database.reading() as session:
        assert numbers_of(session, lot_id) == (100, 95, 0, 5)


def test_more_cannot_be_released_or_come_back_than_was_promised_or_sent(
    database: Database, lot_id: int
) -> None:
    parts = {"used": Decimal(0), "lost": Decimal(0), "damaged": Decimal(0)}
    sent = {"sent": Decimal(1), "back": Decimal(1), **parts}
    refusal(
        database,
        CommittedError,
        lambda session: release(session, lot_id=lot_id, quantity=Decimal(31), occasion=occasion()),
    )
    refusal(
        database,
        CommittedError,
        lambda session: take_back(session, lot_id=lot_id, occasion=occasion(), **sent),
    )
