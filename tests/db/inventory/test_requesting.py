"""A commune asks another for goods: what is given goes on as transfers, under the rules of a transfer."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.audit.models import AuditEntry
from core.clock import day_of
from core.db import Database
from core.errors import NotFoundError
from inventory.models import ResourceTypeRow
from inventory.queries.details import details_of
from inventory.queries.transfer_requests import get_request, list_requests, requests_told, waiting_requests
from inventory.queries.transfers import list_transfers
from inventory.rules.details import UnderWarning
from inventory.rules.transfer_requests import (
    ASK_AGAIN_HOURS,
    NobodyNearError,
    NotAskedForError,
    RequestAnswerError,
    RequestMoreError,
    RequestSettledError,
    RequestState,
)
from inventory.rules.transfers import KeptError, TransferToItselfError
from inventory.services import transferring
from inventory.services.details import write_details
from inventory.services.keeping import TypeRetiredError
from inventory.services.managing_catalogue import add_type
from inventory.services.merging import merge_types
from inventory.services.requesting import Share, ask, decide, give, settle_request
from tests.db.inventory.register import (
    DUTY,
    FAR,
    HOME,
    HOME_OFFICIAL,
    JACKETS,
    MILITIA,
    NEIGHBOUR,
    NEIGHBOUR_OFFICIAL,
    NOW,
    THIRD,
    audit_findings,
    load_register,
    numbers_of,
    stock,
    unequal_balances,
    unwarned,
)

ASKER: dict[str, Any] = {"actor": HOME_OFFICIAL, "now": NOW}
GIVER: dict[str, Any] = {"actor": NEIGHBOUR_OFFICIAL, "now": NOW, "document": "12/CV-UBND"}
MINUTES = {NEIGHBOUR: 15, THIRD: 25, FAR: 50}


def warned(_session: Session, commune_code: str, _now: datetime) -> UnderWarning | None:
    warning = UnderWarning(level=3, percent=60, until=NOW, note="", made_by="")
    return warning if commune_code == NEIGHBOUR else None


def asked(session: Session, quantity: int = 20, giver: str = NEIGHBOUR, **changed: Any) -> int:
    """Have the home commune ask for life jackets; returns the request's number."""
    values: dict[str, Any] = {
        "asker_code": HOME,
        "giver_code": giver,
        "type_code": JACKETS,
        "quantity": Decimal(quantity),
        "reason": "nước lên nhanh",
        "near": lambda _session, _code: MINUTES,
        "warned": unwarned,
    }
    return ask(session, **{**values, **ASKER, **changed})


def test_what_is_asked_is_given_from_several_rows_and_goes_on_as_transfers(
    app: Flask, database: Database
) -> None:
    with database.transaction() as session:
        load_register(session)
        first, second = (stock(session, 15, commune=NEIGHBOUR, place=f"kho {n}") for n in range(2))
        request = asked(session)
        assert requests_told(NEIGHBOUR, NOW).ask(session).waiting == 1
        assert waiting_requests().ask(session) == 1
        shares = [Share(lot_id=second, quantity=Decimal(5)), Share(lot_id=first, quantity=Decimal(15))]
        made = give(session, request_id=request, shares=shares, answer="", warned=unwarned, **GIVER)
        assert numbers_of(session, first)[0] == 15  # nothing moves before it is received
        told = get_request(session, request)
        assert (told.state, told.given, told.settled_by) == ("given", 20, NEIGHBOUR_OFFICIAL.name)
        offered, _more = list_transfers(session, scope=HOME)
        assert {(item.id, item.request_id, item.to_code, item.reason) for item in offered} == {
            (number, request, HOME, "nước lên nhanh") for number in made
        }
        for number in made:
            transferring.receive(session, transfer_id=number, place="", warned=unwarned, **ASKER)
        assert (numbers_of(session, first)[0], numbers_of(session, second)[0]) == (0, 10)
        assert unequal_balances(session) == []
    with database.reading() as session:
        told_of = select(AuditEntry.stream).where(AuditEntry.subject == f"transfer_request:{request}")
        streams = list(session.scalars(told_of))
        moved = select(AuditEntry.stream).where(AuditEntry.subject == f"transfer:{made[0]}")
        moves = list(session.scalars(moved))  # proposed and received, each in both communes' chains
    assert sorted(streams) == sorted(moves) == sorted([f"commune:{HOME}", f"commune:{NEIGHBOUR}"] * 2)
    assert audit_findings(app) == ()


def test_what_must_stay_under_a_warning_does_not_leave_for_who_asks(app: Flask, database: Database) -> None:
    with database.transaction() as session:
        load_register(session)
        lot = stock(session, 30, commune=NEIGHBOUR)
        request = asked(session)
    more: dict[str, Any] = {"request_id": request, "answer": "bớt"}
    with pytest.raises(KeptError) as refused, database.transaction() as session:
        give(session, shares=[Share(lot_id=lot, quantity=Decimal(13))], warned=warned, **more, **GIVER)
    assert (refused.value.facts["kept"], refused.value.facts["free"]) == (18, 12)
    with database.transaction() as session:
        assert get_request(session, request).state == "asked"  # a refused answer leaves it waiting
        by_duty = {**GIVER, "actor": DUTY}
        decide(session, shares=[Share(lot_id=lot, quantity=Decimal(13))], **more, **by_duty)
        assert (numbers_of(session, lot)[0], get_request(session, request).state) == (17, "ordered")
        assert requests_told(HOME, NOW).ask(session).short == 1


def test_an_answer_keeps_to_what_was_asked_and_to_the_asked_communes_rows(
    app: Flask, database: Database
) -> None:
    with database.transaction() as session:
        load_register(session)
        own, other = stock(session, 30, commune=NEIGHBOUR), stock(session, 30, commune=THIRD)
        boats = stock(session, 30, commune=NEIGHBOUR, type_code="PT-005")
        request = asked(session)
    cases = [
        (own, 21, "", RequestMoreError),
        (own, 19, "", RequestAnswerError),
        (other, 20, "", NotFoundError),
        (boats, 20, "", NotFoundError),
    ]
    for lot, quantity, answer, refusal in cases:
        shares = [Share(lot_id=lot, quantity=Decimal(quantity))]
        with pytest.raises(refusal), database.transaction() as session:
            give(session, request_id=request, shares=shares, answer=answer, warned=unwarned, **GIVER)
    with pytest.raises(RequestAnswerError), database.transaction() as session:
        settle_request(session, request_id=request, state=RequestState.DECLINED, actor=DUTY, now=NOW)
    with database.transaction() as session:
        settle_request(
            session, request_id=request, state=RequestState.DECLINED, answer="phải giữ", actor=DUTY, now=NOW
        )
        assert requests_told(HOME, NOW).ask(session).short == 1
    with pytest.raises(RequestSettledError), database.transaction() as session:
        settle_request(session, request_id=request, state=RequestState.WITHDRAWN, **ASKER)
    wrongly: tuple[tuple[dict[str, Any], type[Exception]], ...] = (
        ({"type_code": MILITIA}, NotAskedForError),
        ({"giver": HOME}, TransferToItselfError),
    )
    for changed, wrong in wrongly:
        with pytest.raises(wrong), database.transaction() as session:
            asked(session, **changed)


def test_without_a_name_the_nearest_that_can_spare_it_is_asked(app: Flask, database: Database) -> None:
    with database.transaction() as session:
        load_register(session)
        stock(session, 40, commune=NEIGHBOUR)
        stock(session, 30, commune=THIRD, keep=5)
        stock(session, 90)
        stock(session, 90, commune=FAR)
        old = stock(
            session, 90, commune=NEIGHBOUR, place="kho cũ"
        )  # past its last day: nobody is given of it
        noted = details_of(session, old) | {"expires_on": NOW.date() - timedelta(days=1)}
        write_details(session, old, noted, actor=NEIGHBOUR_OFFICIAL)
        # Sixty in a hundred stay with the nearest: it has sixteen.
        passed = [get_request(session, asked(session, giver="", warned=warned)).giver_code for _ in range(2)]
        assert passed == [THIRD, FAR]  # who has not answered yet is not asked again
        with pytest.raises(NobodyNearError):
            asked(session, 91, giver="", warned=warned)
        listed, more = list_requests(session, scope=FAR)
        assert ([item.giver_code for item in listed], more) == ([FAR], False)


def test_a_type_merged_after_the_request_is_given_under_its_new_name(app: Flask, database: Database) -> None:
    with database.transaction() as session:
        load_register(session)
        words: dict[str, Any] = {"name": "Phao áo cứu nạn", "gloss": "", "unit": "cái", "category": "TB"}
        kind: dict[str, Any] = {"pillar": "means", "dual_use": "no", "forms": ["huy_dong"], "note": ""}
        twin = add_type(session, actor=DUTY, now=NOW, **words, **kind)
        request = asked(session, type_code=twin)
        merge_types(session, source=twin, target=JACKETS, reason="", actor=DUTY, now=NOW)
        lot = stock(session, 30, commune=NEIGHBOUR)
        assert get_request(session, request).type_code == JACKETS
        shares = [Share(lot_id=lot, quantity=Decimal(20))]
        give(session, request_id=request, shares=shares, answer="", warned=unwarned, **GIVER)
        assert get_request(session, request).state == "given"


def test_the_nearest_is_looked_for_among_those_that_may_give(database: Database) -> None:
    """Not an owner's things, nor goods past their day; and who declined within a day is passed over."""
    with database.transaction() as session:
        load_register(session)
        stock(session, 50, commune=NEIGHBOUR, household="Hộ ông Tư")
        for commune in (THIRD, FAR):
            stock(session, 30, commune=commune)
        first = asked(session, giver="")
        settle_request(session, request_id=first, state=RequestState.DECLINED, answer="đang cần", **ASKER)
        second = asked(session, giver="")
        assert [get_request(session, number).giver_code for number in (first, second)] == [THIRD, FAR]
        with pytest.raises(NobodyNearError):
            asked(session, giver="", now=NOW + timedelta(hours=ASK_AGAIN_HOURS - 1))
        again = asked(session, giver="", now=NOW + timedelta(hours=ASK_AGAIN_HOURS + 1))
        assert get_request(session, again).giver_code == THIRD


def test_no_type_out_of_use_is_asked_for(database: Database) -> None:
    with database.transaction() as session:
        load_register(session)
        session.get_one(ResourceTypeRow, JACKETS).retired_on = day_of(NOW)
        with pytest.raises(TypeRetiredError):
            asked(session)
