"""What happens to one row, on both databases: details, issue, move, transfer; balances stay their ledgers' sums."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import update
from sqlalchemy.orm import Session

from core.clock import day_of
from core.db import Database
from core.errors import DomainError, NotFoundError, StaleError
from inventory.models import LotRow
from inventory.queries.details import details_of
from inventory.queries.lots import find_first_to_expire, get_lot, list_lots
from inventory.queries.story import list_movements
from inventory.queries.transfers import Answered, answered_transfers, get_transfer
from inventory.rules.details import ExpiredGoodsError, Season
from inventory.rules.stock import (
    CommittedError,
    MoreThanThereError,
    NotEnoughError,
    NotFreeError,
    NothingFreeError,
)
from inventory.rules.transfers import (
    KeptError,
    TransferAnswerError,
    TransferMoreError,
    TransferState,
)
from inventory.rules.used_up import PeopleNotGoodsError, WorksNotGoodsError
from inventory.services import row_acts, transferring
from inventory.services.details import edit_details
from inventory.services.promising import Ask, reserve, take
from inventory.services.row_acts import Paper
from tests.db.inventory.register import (
    HOME,
    HOME_OFFICIAL,
    NEIGHBOUR,
    NEIGHBOUR_OFFICIAL,
    NOW,
    RICE,
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


def test_what_stays_in_season_and_what_is_past_its_day_is_not_given_away(database: Database) -> None:
    with database.transaction() as session:
        load_register(session)
        lot_id, old_id = stock(session, 100), stock(session, 10, place="kho cũ")
        edit(session, lot_id, 1, keep_seasonal=Decimal(90), season_from=9, season_to=12)  # it is October
        edit(session, old_id, 1, expires_on=date(2026, 10, 27))
        assert get_lot(session, old_id).usable_on(date(2026, 10, 28)) == 0
        assert [lot.id for lot in list_lots(session, scope=HOME)[0]] == [
            old_id,
            lot_id,
        ]  # first expired, first out
    for ask in (
        Ask(lot_id=lot_id, quantity=Decimal(11), to_own_commune=False),
        Ask(lot_id=old_id, quantity=Decimal(1), to_own_commune=True),
    ):
        with pytest.raises(NotFreeError), database.transaction() as session:
            reserve(session, [ask], occasion())
    seasons = ((9, 12), (11, 2), (3, 3))
    with database.transaction() as session:
        lots = [stock(session, 100, place=f"mùa {number}") for number in range(len(seasons))]
        for lot, (first, last) in zip(lots, seasons, strict=True):
            edit(session, lot, 1, keep_seasonal=Decimal(90), season_from=first, season_to=last)
        # The database reckons as the rules do: in every month, and to the last day, which is still good.
        days = [date(2027, month, 15) for month in range(1, 13)]
        for lot, (first, last) in zip(lots, seasons, strict=True):
            ask, season = (
                Ask(lot_id=lot, quantity=Decimal(11), to_own_commune=False),
                Season(keep=Decimal(90), from_month=first, to_month=last),
            )
            for day in days:
                assert take(session, ask, day) is not season.holds(day), (first, last, day)
                session.execute(update(LotRow).values(reserved=0))
        much = stock(session, 100, place="giữ nhiều", keep=90)  # a season that asks for less lowers nothing
        edit(session, much, 1, keep_seasonal=Decimal(20), season_from=1, season_to=12)
        assert not take(session, Ask(lot_id=much, quantity=Decimal(11), to_own_commune=False), days[0])
        ask = Ask(lot_id=old_id, quantity=Decimal(1), to_own_commune=True)
        assert [take(session, ask, date(2026, 10, day)) for day in (26, 27, 28)] == [True, True, False]
        session.execute(update(LotRow).values(reserved=0))
    with database.transaction() as session:
        reserve(session, [Ask(lot_id=lot_id, quantity=Decimal(10), to_own_commune=False)], occasion())
        reserve(session, [Ask(lot_id=lot_id, quantity=Decimal(50), to_own_commune=True)], occasion())


def test_the_second_of_two_officials_sees_both_values_field_by_field(database: Database) -> None:
    with database.transaction() as session:
        load_register(session)
        lot_id = stock(session, 5)
        edit(session, lot_id, 1, fund="budget", seats=Decimal(12), peacetime_use="Chở khách")
    with pytest.raises(StaleError) as refused, database.transaction() as session:
        edit(session, lot_id, 1, fund="aid")
    assert refused.value.facts["theirs"] == {"fund": "budget"}
    assert refused.value.facts["yours"] == {"fund": "aid"}
    assert (str(refused.value.facts["by"]), refused.value.facts["at"]) == (HOME_OFFICIAL.name, NOW)


def test_goods_are_handed_out_to_the_end_of_their_last_day_here(database: Database) -> None:
    with database.transaction() as session:
        load_register(session)
        lot_id, midnight = stock(session, 9, type_code=RICE), datetime(2026, 10, 27, 17, tzinfo=UTC)
        edit(session, lot_id, 1, expires_on=date(2026, 10, 27))
        ask: dict[str, Any] = {**BY, "lot_id": lot_id, "quantity": Decimal(1)}
        row_acts.hand_out(session, **{**ask, "now": midnight - timedelta(minutes=1)})
        with pytest.raises(ExpiredGoodsError):
            row_acts.hand_out(session, **{**ask, "now": midnight})


@pytest.mark.parametrize(
    ("act", "type_code", "error"),
    [
        (row_acts.hand_out, "LL-005", PeopleNotGoodsError),
        (row_acts.write_off, "LL-005", PeopleNotGoodsError),
        (row_acts.hand_out, "CT-001", WorksNotGoodsError),
    ],
)
def test_people_and_buildings_are_not_used_up(
    database: Database, act: Callable[..., None], type_code: str, error: type[DomainError]
) -> None:
    with database.transaction() as session:
        load_register(session)
        lot_id = stock(session, 12, type_code=type_code)
    with pytest.raises(error), database.transaction() as session:
        act(session, lot_id=lot_id, quantity=Decimal(1), **BY)
    with database.reading() as session:
        assert numbers_of(session, lot_id) == (12, 0, 0, 0)


def test_a_row_through_its_life(app: Flask, database: Database) -> None:
    with database.transaction() as session:
        load_register(session)
        lot_id = stock(session, 30, place="kho A")
        row_acts.receive_more(session, lot_id=lot_id, quantity=Decimal(10), **BY)
        row_acts.mark_broken(session, lot_id=lot_id, quantity=Decimal(4), **BY)
        row_acts.write_off(session, lot_id=lot_id, quantity=Decimal(5), **BY)
        assert numbers_of(session, lot_id) == (35, 0, 0, 0)
        row_acts.hand_out(session, lot_id=lot_id, quantity=Decimal(5), **BY)
        part = row_acts.move(session, lot_id=lot_id, quantity=Decimal(8), holder_id=None, place="kho B", **BY)
        assert part != lot_id
        assert (numbers_of(session, lot_id)[0], numbers_of(session, part)[0]) == (22, 8)
        assert get_lot(session, part).checked_on == get_lot(session, lot_id).checked_on == day_of(NOW)
        whole = row_acts.move(
            session, lot_id=lot_id, quantity=Decimal(22), holder_id=None, place="kho C", **BY
        )
        assert (whole, get_lot(session, lot_id).place) == (lot_id, "kho C")
        assert unequal_balances(session) == []
    with pytest.raises(MoreThanThereError) as beyond, database.transaction() as session:
        row_acts.write_off(session, lot_id=lot_id, quantity=Decimal(23), **BY)
    assert beyond.value.facts == {"asked": 23, "on_hand": 22}
    with pytest.raises(NotEnoughError) as short, database.transaction() as session:
        row_acts.hand_out(session, lot_id=lot_id, quantity=Decimal(23), **BY)
    assert not isinstance(short.value, NothingFreeError)  # 22 are
    with database.transaction() as session:
        everything = [Ask(lot_id=lot_id, quantity=Decimal(22), to_own_commune=True)]
        reserve(session, everything, occasion())
    with pytest.raises(NothingFreeError), database.transaction() as session:
        row_acts.hand_out(session, lot_id=lot_id, quantity=Decimal(1), **BY)
    with database.transaction() as session:
        reserve(session, [Ask(lot_id=part, quantity=Decimal(1), to_own_commune=True)], occasion())
    with pytest.raises(CommittedError), database.transaction() as session:  # promised where it stands
        row_acts.move(session, lot_id=part, quantity=Decimal(8), holder_id=None, place="kho D", **BY)
    with database.transaction() as session:
        session.execute(update(LotRow).where(LotRow.id == part).values(closed=True))  # as if merged
    with pytest.raises(NotFoundError), database.transaction() as session:
        row_acts.receive_more(session, lot_id=part, quantity=Decimal(1), **BY)
    assert audit_findings(app) == ()


def test_what_comes_short_stays_the_giver_s_and_is_told(app: Flask, database: Database) -> None:
    with database.transaction() as session:
        load_register(session)
        lot_id = stock(session, 30)
        offer: dict[str, Any] = {"lot_id": lot_id, "to_code": NEIGHBOUR, "quantity": Decimal(12)}
        number = transferring.propose(session, warned=unwarned, **offer, **BY)
    taking: dict[str, Any] = {
        "transfer_id": number,
        "place": "",
        "actor": NEIGHBOUR_OFFICIAL,
        "now": NOW,
    }
    for quantity, refusal in ((Decimal(13), TransferMoreError), (Decimal(10), TransferAnswerError)):
        with pytest.raises(refusal), database.transaction() as session:
            transferring.receive(session, warned=unwarned, quantity=quantity, **taking)
    with pytest.raises(TransferAnswerError), database.transaction() as session:
        transferring.settle(
            session,
            transfer_id=number,
            state=TransferState.DECLINED,
            answer=" ",
            actor=NEIGHBOUR_OFFICIAL,
            now=NOW,
        )
    with database.transaction() as session:
        taken = transferring.receive(
            session, warned=unwarned, quantity=Decimal(10), answer="thiếu hai cái", **taking
        )
        assert (numbers_of(session, lot_id)[0], numbers_of(session, taken)[0]) == (20, 10)
        kept = get_transfer(session, number)
        assert (kept.quantity, kept.received, kept.answer) == (12, 10, "thiếu hai cái")
        assert "nhận 10 trong 12: thiếu hai cái" in list_movements(session, lot_id)[0].reason
        giver = get_lot(session, lot_id).commune_code
        told = [answered_transfers(giver, NOW - timedelta(days=days)).ask(session) for days in (7, -1)]
        assert told == [Answered(declined=1, ordered=0), Answered(declined=0, ordered=0)]
        assert answered_transfers(NEIGHBOUR, NOW - timedelta(days=7)).ask(session).declined == 0
        assert unequal_balances(session) == []
    assert audit_findings(app) == ()


def test_what_came_short_stands_in_the_ledger_as_offices_write_numbers(database: Database) -> None:
    """A point would part thousands: "7.125" reads as seven thousand."""
    with database.transaction() as session:
        load_register(session)
        lot_id = stock(session, 1500, type_code=RICE)
        offer: dict[str, Any] = {"lot_id": lot_id, "to_code": NEIGHBOUR, "quantity": Decimal(1200)}
        number = transferring.propose(session, warned=unwarned, **offer, **BY)
        taking: dict[str, Any] = {"actor": NEIGHBOUR_OFFICIAL, "now": NOW, "place": "", "answer": "ướt"}
        transferring.receive(
            session, warned=unwarned, transfer_id=number, quantity=Decimal("7.125"), **taking
        )
        assert "nhận 7,125 trong 1.200: ướt" in list_movements(session, lot_id)[0].reason


def test_by_consent_nobody_gives_away_what_must_stay(database: Database) -> None:
    with database.transaction() as session:
        load_register(session)
        lot_id = stock(session, 30)
        edit(session, lot_id, 1, keep=Decimal(5), keep_seasonal=Decimal(20), season_from=1, season_to=12)
    offer: dict[str, Any] = {"lot_id": lot_id, "to_code": NEIGHBOUR, "quantity": Decimal(11)}
    with pytest.raises(KeptError) as told, database.transaction() as session:
        transferring.propose(session, warned=unwarned, **offer, **BY)
    assert (told.value.facts["kept"], told.value.facts["free"]) == (20, 10)
    with database.transaction() as session:
        number = transferring.propose(session, warned=unwarned, **offer | {"quantity": Decimal(10)}, **BY)
        row_acts.hand_out(session, lot_id=lot_id, quantity=Decimal(4), **BY)
    with pytest.raises(KeptError), database.transaction() as session:  # it was free when it was offered
        transferring.receive(
            session, warned=unwarned, transfer_id=number, place="", actor=NEIGHBOUR_OFFICIAL, now=NOW
        )
    with database.transaction() as session:
        transferring.order(session, place="", **offer, **BY)  # the province may decide otherwise
        assert numbers_of(session, lot_id)[0] == 15


def test_the_batch_that_expires_first_is_issued_first_and_none_past_its_day(database: Database) -> None:
    today = day_of(NOW)
    with database.transaction() as session:
        load_register(session)
        last_days = {"kho A": 300, "kho B": 40, "kho C": -1, "kho D": None, "kho E": 10}
        lots = {place: stock(session, 30, place=place) for place in last_days}
        for place, days in last_days.items():
            if days is not None:
                edit(session, lots[place], 1, expires_on=today + timedelta(days=days))
        reserve(session, [Ask(lot_id=lots["kho E"], quantity=Decimal(30), to_own_commune=True)], occasion())

    def before(place: str) -> str | None:
        with database.reading() as session:
            found = find_first_to_expire(session, get_lot(session, lots[place]), today)
        return found.place if found else None

    # Of E all is promised, C is past its day: neither is proposed.
    assert [before(place) for place in last_days] == ["kho B", None, "kho B", "kho B", None]
    with pytest.raises(ExpiredGoodsError), database.transaction() as session:
        row_acts.hand_out(session, lot_id=lots["kho C"], quantity=Decimal(1), **BY)
    with database.transaction() as session:
        row_acts.write_off(session, lot_id=lots["kho C"], quantity=Decimal(1), **BY)
        row_acts.hand_out(session, lot_id=lots["kho B"], quantity=Decimal(1), **BY)
