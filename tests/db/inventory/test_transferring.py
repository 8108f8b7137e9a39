"""Goods on their way from one commune's list to another's: by consent, or by the province's decision."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import partial
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from core.clock import day_of
from core.db import Database
from core.errors import NotFoundError
from inventory.models import LotRow
from inventory.queries.details import details_of
from inventory.queries.lots import get_lot, list_lots
from inventory.queries.transfers import (
    giver_of_transfer,
    list_transfers,
    receiver_of_transfer,
    waiting_transfers,
)
from inventory.rules.details import UnderWarning
from inventory.rules.stock import NotEnoughError
from inventory.rules.transfer_requests import NotAskedForError
from inventory.rules.transfers import (
    ExpiredTransferError,
    KeptError,
    PrivateGoodsError,
    TransferAnswerError,
    TransferSettledError,
    TransferState,
)
from inventory.services import transferring
from inventory.services.details import edit_details
from inventory.services.keeping import commune_holder
from inventory.services.promising import Ask, reserve
from inventory.services.requesting import spare_of
from inventory.services.row_acts import Paper, move, write_off
from tests.db.inventory.register import (
    FAR,
    HOME,
    HOME_OFFICIAL,
    MILITIA,
    NEIGHBOUR,
    NEIGHBOUR_OFFICIAL,
    NOW,
    RICE,
    SHELTER,
    audit_findings,
    load_register,
    numbers_of,
    occasion,
    stock,
    unequal_balances,
    unwarned,
)

PAPER = Paper(document="45/QĐ-UBND", reason="thử")
BY: dict[str, Any] = {"paper": PAPER, "actor": HOME_OFFICIAL, "now": NOW}


def edit(session: Session, lot_id: int, version: int, **changed: object) -> None:
    """Change some fields of a row's details."""
    values = details_of(session, lot_id) | changed
    edit_details(session, lot_id=lot_id, version=version, values=values, actor=HOME_OFFICIAL, now=NOW)


def test_nothing_moves_to_another_commune_before_it_agrees(app: Flask, database: Database) -> None:
    with database.transaction() as session:
        load_register(session)
        lot_id = stock(session, 30)
        edit(session, lot_id, 1, expires_on=date(2027, 3, 1), seats=Decimal(4))
        offer: dict[str, Any] = {"lot_id": lot_id, "to_code": NEIGHBOUR, "quantity": Decimal(12)}
        first, second = (transferring.propose(session, warned=unwarned, **offer, **BY) for _ in range(2))
        assert numbers_of(session, lot_id)[0] == 30
        assert waiting_transfers(NEIGHBOUR).ask(session) == 2
        taken = transferring.receive(
            session, warned=unwarned, transfer_id=first, place="kho xã", actor=NEIGHBOUR_OFFICIAL, now=NOW
        )
        there = get_lot(session, taken)
        assert (there.commune_code, there.balance.on_hand, there.expires_on) == (
            NEIGHBOUR,
            12,
            date(2027, 3, 1),
        )
        transferring.settle(
            session,
            transfer_id=second,
            state=TransferState.DECLINED,
            answer="đã đủ",
            actor=NEIGHBOUR_OFFICIAL,
            now=NOW,
        )
        transferring.order(session, place="", **offer, **BY)
        assert numbers_of(session, lot_id)[0] == 6
        assert unequal_balances(session) == []
    with pytest.raises(TransferSettledError), database.transaction() as session:
        transferring.receive(
            session, warned=unwarned, transfer_id=first, place="", actor=NEIGHBOUR_OFFICIAL, now=NOW
        )
    assert audit_findings(app) == ()


@pytest.mark.parametrize("kind", [MILITIA, SHELTER])
def test_people_and_works_are_not_transferred_like_goods(database: Database, kind: str) -> None:
    with database.transaction() as session:
        load_register(session)
        lot_id = stock(session, 30, type_code=kind)
        offer: dict[str, Any] = {"lot_id": lot_id, "to_code": NEIGHBOUR, "quantity": Decimal(1)}
        with pytest.raises(NotAskedForError):
            transferring.propose(session, warned=unwarned, **offer, **BY)
        with pytest.raises(NotAskedForError):
            transferring.order(session, place="", **offer, **BY)


def test_goods_past_their_last_day_go_to_no_other_commune(app: Flask, database: Database) -> None:
    with database.transaction() as session:
        load_register(session)
        lot_id = stock(session, 30, type_code=RICE)
        edit(session, lot_id, 1, expires_on=day_of(NOW))  # on the day itself they still serve
        offer: dict[str, Any] = {"lot_id": lot_id, "to_code": NEIGHBOUR, "quantity": Decimal(5)}
        sent = transferring.propose(session, warned=unwarned, **offer, **BY)
    late: dict[str, Any] = {"paper": PAPER, "actor": HOME_OFFICIAL, "now": NOW + timedelta(days=1)}
    taking: dict[str, Any] = {"place": "", "actor": NEIGHBOUR_OFFICIAL, "now": NOW + timedelta(days=1)}
    acts: list[Callable[[Session], object]] = [
        lambda session: transferring.propose(session, warned=unwarned, **offer, **late),
        lambda session: transferring.order(session, place="", **offer, **late),
        lambda session: transferring.receive(session, transfer_id=sent, warned=unwarned, **taking),
    ]
    for act in acts:
        with pytest.raises(ExpiredTransferError), database.transaction() as session:
            act(session)
    with database.transaction() as session:
        write_off(session, lot_id=lot_id, quantity=Decimal(30), **late)
        assert numbers_of(session, lot_id)[0] == 0
        assert unequal_balances(session) == []
    assert audit_findings(app) == ()


def test_goods_that_come_without_a_place_join_what_the_commune_has_of_them(
    app: Flask, database: Database
) -> None:
    with database.transaction() as session:
        load_register(session)
        given = stock(session, 30)
        own = stock(session, 5, commune=NEIGHBOUR, place="Kho UBND xã")
        stock(session, 5, commune=NEIGHBOUR, place="nhà ông Ba", household="Ông Ba")
        offer: dict[str, Any] = {"lot_id": given, "to_code": NEIGHBOUR, "quantity": Decimal(4)}
        sent = transferring.propose(session, warned=unwarned, **offer, **BY)
        taking: dict[str, Any] = {"warned": unwarned, "actor": NEIGHBOUR_OFFICIAL, "now": NOW}
        assert transferring.receive(session, transfer_id=sent, place=" ", **taking) == own
        transferring.order(session, place="", **offer, **BY)
        assert numbers_of(session, own)[0] == 13
        # Another last day is another lot of goods; so is a place that is named; two rows are nobody's guess.
        edit(session, own, 3, expires_on=date(2027, 3, 1))
        places = ["", "kho B", ""]
        for place in places:
            transferring.order(session, place=place, **offer, **BY)
        rows, _more = list_lots(session, scope=NEIGHBOUR)
        found = {row.place: row.balance.on_hand for row in rows if row.holder_kind == "commune"}
        assert found == {"Kho UBND xã": 13, "": 8, "kho B": 4}
        assert unequal_balances(session) == []
    assert audit_findings(app) == ()


def test_by_consent_nothing_goes_that_must_stay_under_a_warning(app: Flask, database: Database) -> None:
    def warned(_session: Session, commune_code: str, _now: datetime) -> UnderWarning | None:
        warning = UnderWarning(level=3, percent=60, until=NOW, note="", made_by="")
        return warning if commune_code == HOME else None

    with database.transaction() as session:
        load_register(session)
        offer: dict[str, Any] = {"lot_id": stock(session, 30), "to_code": NEIGHBOUR}
        sent = transferring.propose(session, warned=unwarned, quantity=Decimal(20), **offer, **BY)
        taking: dict[str, Any] = {"place": "", "actor": NEIGHBOUR_OFFICIAL, "now": NOW, "answer": "bớt"}
    with pytest.raises(KeptError) as refused, database.transaction() as session:
        transferring.propose(session, warned=warned, quantity=Decimal(13), **offer, **BY)
    assert (refused.value.facts["kept"], refused.value.facts["free"]) == (18, 12)
    # Proposed before the warning came: the moment it is received decides.
    with pytest.raises(KeptError), database.transaction() as session:
        transferring.receive(session, transfer_id=sent, warned=warned, **taking)
    with database.transaction() as session:
        transferring.propose(session, warned=warned, quantity=Decimal(12), **offer, **BY)
        transferring.receive(session, transfer_id=sent, warned=warned, quantity=Decimal(12), **taking)
        transferring.order(session, place="", quantity=Decimal(13), **offer, **BY)  # the province may


def test_an_owner_s_things_are_nobody_s_to_give(database: Database) -> None:
    with database.transaction() as session:
        load_register(session)
        lot_id = stock(session, 30, household="Ông Ba")
        assert spare_of(get_lot(session, lot_id), None, NOW) == 0
    offer: dict[str, Any] = {"lot_id": lot_id, "to_code": NEIGHBOUR, "quantity": Decimal(4), **BY}
    gifts: list[Callable[[Session], object]] = [
        lambda session: transferring.propose(session, warned=unwarned, **offer),
        lambda session: transferring.order(session, place="", **offer),
    ]
    for gift in gifts:
        with pytest.raises(PrivateGoodsError), database.transaction() as session:
            gift(session)
    with database.transaction() as session:  # bought, it is the commune's
        bought = commune_holder(session, HOME).id
        paper: dict[str, Any] = {"paper": PAPER, "actor": HOME_OFFICIAL, "now": NOW}
        move(session, lot_id=lot_id, quantity=Decimal(30), holder_id=bought, place="", **paper)
        transferring.order(session, place="", **offer)


def test_goods_go_to_another_commune_to_the_end_of_their_last_day_here(database: Database) -> None:
    midnight = datetime(2026, 10, 27, 17, tzinfo=UTC)
    with database.transaction() as session:
        load_register(session)
        lot_id = stock(session, 9, type_code=RICE)
        edit(session, lot_id, 1, expires_on=date(2026, 10, 27))
        ask: dict[str, Any] = {**BY, "lot_id": lot_id, "to_code": NEIGHBOUR, "quantity": Decimal(1)}
        transferring.propose(session, warned=unwarned, **{**ask, "now": midnight - timedelta(minutes=1)})
        with pytest.raises(ExpiredTransferError):
            transferring.propose(session, warned=unwarned, **{**ask, "now": midnight})


def test_what_may_go_is_reckoned_again_when_it_is_received(database: Database) -> None:
    with database.transaction() as session:
        load_register(session)
        lot_id = stock(session, 30, keep=10)
        ask: dict[str, Any] = {**BY, "lot_id": lot_id, "to_code": NEIGHBOUR, "warned": unwarned}
        with pytest.raises(KeptError):
            transferring.propose(session, quantity=Decimal(21), **ask)
        transfer_id = transferring.propose(session, quantity=Decimal(20), **ask)
        reserve(session, [Ask(lot_id=lot_id, quantity=Decimal(15), to_own_commune=True)], occasion())
        by: dict[str, Any] = {"actor": NEIGHBOUR_OFFICIAL, "now": NOW, "warned": unwarned, "place": ""}
        receive = partial(transferring.receive, session, transfer_id=transfer_id, answer="thiếu", **by)
        with pytest.raises(NotEnoughError):
            receive()  # fifteen are promised by now
        with pytest.raises(KeptError):
            receive(quantity=Decimal(6))
        receive(quantity=Decimal(5))
        session.get_one(LotRow, lot_id).closed = True
        with pytest.raises(NotFoundError):
            transferring.propose(session, quantity=Decimal(1), **ask)


def test_a_transfer_is_the_two_communes_and_who_declines_says_why(database: Database) -> None:
    with database.transaction() as session:
        load_register(session)
        old = stock(session, 4, commune=NEIGHBOUR, place="kho đã bỏ")
        session.get_one(LotRow, old).closed = True
        ask: dict[str, Any] = {**BY, "lot_id": stock(session, 9), "to_code": NEIGHBOUR, "warned": unwarned}
        transfer_id, other_id = (transferring.propose(session, quantity=Decimal(4), **ask) for _ in range(2))
        assert giver_of_transfer(session, transfer_id=transfer_id) == HOME
        assert receiver_of_transfer(session, transfer_id=transfer_id) == NEIGHBOUR
        read = {code: len(list_transfers(session, scope=code)[0]) for code in (None, HOME, NEIGHBOUR, FAR)}
        assert read == {None: 2, HOME: 2, NEIGHBOUR: 2, FAR: 0}
        settle = partial(transferring.settle, session, actor=NEIGHBOUR_OFFICIAL, now=NOW)
        with pytest.raises(TransferAnswerError):
            settle(transfer_id=transfer_id, state=TransferState.DECLINED)
        settle(transfer_id=other_id, state=TransferState.WITHDRAWN)
        by: dict[str, Any] = {"actor": NEIGHBOUR_OFFICIAL, "now": NOW, "warned": unwarned, "place": ""}
        taken = transferring.receive(session, transfer_id=transfer_id, **by)
        assert get_lot(session, taken).place == "", "a row that was given up draws nothing to its place"


@pytest.mark.parametrize("first", ["receive", TransferState.DECLINED, TransferState.WITHDRAWN])
@pytest.mark.parametrize("then", ["receive", TransferState.DECLINED, TransferState.WITHDRAWN])
def test_a_transfer_is_settled_once(
    database: Database, first: TransferState | str, then: TransferState | str
) -> None:
    """What was received is not withdrawn afterwards as if it were still the giver's, nor the other way."""
    by: dict[str, Any] = {"actor": NEIGHBOUR_OFFICIAL, "now": NOW, "answer": "đã có"}

    def settle(session: Session, transfer_id: int, how: TransferState | str) -> None:
        if isinstance(how, TransferState):
            transferring.settle(session, transfer_id=transfer_id, state=how, **by)
        else:
            transferring.receive(session, transfer_id=transfer_id, place="kho", warned=unwarned, **by)

    with database.transaction() as session:
        load_register(session)
        ask: dict[str, Any] = {
            **BY,
            "lot_id": stock(session, 9),
            "to_code": NEIGHBOUR,
            "quantity": Decimal(4),
        }
        transfer_id = transferring.propose(session, warned=unwarned, **ask)
        settle(session, transfer_id, first)
    with pytest.raises(TransferSettledError), database.transaction() as session:
        settle(session, transfer_id, then)
    with database.reading() as session:
        moved = sum(lot.balance.on_hand for lot in list_lots(session, scope=NEIGHBOUR)[0])
        assert moved == (4 if first == "receive" else 0)
        assert unequal_balances(session) == []
