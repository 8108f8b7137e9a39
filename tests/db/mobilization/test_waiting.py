"""Two of a command post who do the same act at one moment: the second waits, sees what the first did, and is told.

Each case is one act done by both with what they saw before; without the row's lock the second would do it too.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from core.clock import day_of
from core.db import Database
from mobilization.models import IncidentRow
from mobilization.queries.dispatches import list_dispatches
from mobilization.queries.orders import get_order
from mobilization.queries.roads import find_warning, links_mark, list_link_states
from mobilization.rules.compensation import Budget, Cause, Claim, Method
from mobilization.rules.day_pay import DayKind
from mobilization.rules.hazards import Hazard
from mobilization.rules.offers import GiverKind, OfferState
from mobilization.rules.states import State
from mobilization.services.conditions import (
    change_road,
    lock_link_as_seen,
    lock_links_as_seen,
    lock_warning_as_seen,
    warn,
)
from mobilization.services.dispatches import Came
from mobilization.services.drill_records import forget_drill, record_drill
from mobilization.services.exchange.keeping import decline
from mobilization.services.incidents import (
    Facts,
    IncidentClosedError,
    close_incident,
    correct_incident,
    lock_open_incident,
)
from mobilization.services.losses import ClaimTerms, claim, pay
from mobilization.services.offers import Offered, decide, receive
from mobilization.services.order_seen import lock_order_as_seen, mark_of
from mobilization.services.orders import approve, withdraw
from mobilization.services.settlement import MinutesHead, decide_return, save_minutes
from mobilization.services.shortfalls import make_case, send_up
from mobilization.services.terms import add_days
from tests.db.beside import Act, beside, refusal_of
from tests.db.inventory.register import CHAIRMAN, DUTY, HOME, JACKETS, NEIGHBOUR, NOW, audit_findings, stock
from tests.db.mobilization.command_post import ORDERED_AT, SEEN_AT, begin, draft, hold, order, plan, step
from tests.db.mobilization.test_exchange import receive as receive_message
from tests.rules.mobilization.exchange.samples import REQUEST

BY: dict[str, Any] = {"actor": DUTY, "now": SEEN_AT}
LOSS = Claim(cause=Cause.LOST, method=Method.VALUE, quantity=Decimal(2), unit_dong=150_000)
TERMS = ClaimTerms(payer="Phòng Kinh tế", budget=Budget.COMMUNE, ground="báo giá")


def _drafted(session: Session) -> int:
    line = hold(session, begin(session, [(JACKETS, 10)]))[0]
    return draft(session, line.incident_id, [line.id])


def _returned(session: Session) -> tuple[int, int]:
    line = hold(session, begin(session, [(JACKETS, 10)]))[0]
    order_id = order(session, line.incident_id, [line.id])
    for to in (State.ACKNOWLEDGED, State.DEPARTED, State.ARRIVED, State.RELEASED):
        step(session, line.id, to)
    step(session, line.id, State.RETURNED, came=Came(back=Decimal(8), lost=Decimal(2)))
    return order_id, line.id


def _close(session: Session) -> Act:
    incident = begin(session, [])
    return lambda s: close_incident(s, incident_id=incident, **BY)


def _correct(session: Session) -> Act:
    incident = begin(session, [])
    facts = Facts(
        title="Lũ lớn", hazard=Hazard.NGAP_LUT, commune_code=HOME, place="", ptds_level=1, risk_level=3
    )

    def act(s: Session) -> None:
        told = replace(facts, place=f"thôn {id(s)}")
        correct_incident(s, incident_id=incident, version=1, facts=told, **BY)

    return act


def _approve(session: Session) -> Act:
    order_id = _drafted(session)
    return lambda s: approve(s, order_id=order_id, actor=CHAIRMAN, now=ORDERED_AT)


def _withdraw(session: Session) -> Act:
    order_id = _drafted(session)
    return lambda s: withdraw(s, order_id=order_id, **BY)


def _minutes(session: Session) -> Act:
    order_id, _line = _returned(session)
    head = MinutesHead(at=SEEN_AT, place="UBND xã")
    return lambda s: save_minutes(s, order_id=order_id, kind="return", head=head, lines={}, version=0, **BY)


def _return(session: Session) -> Act:
    line = hold(session, begin(session, [(JACKETS, 10)]))[0]
    order_id = order(session, line.incident_id, [line.id])
    return lambda s: decide_return(s, order_id=order_id, number="5/QĐ", actor=CHAIRMAN, now=SEEN_AT)


def _claim(session: Session) -> Act:
    order_id, line = _returned(session)
    return lambda s: claim(s, order_id=order_id, dispatch_id=line, loss=LOSS, terms=TERMS, **BY)


def _pay(session: Session) -> Act:
    order_id, line = _returned(session)
    loss = claim(session, order_id=order_id, dispatch_id=line, loss=LOSS, terms=TERMS, **BY)
    return lambda s: pay(
        s, order_id=order_id, loss_id=loss, version=1, paid_on=day_of(SEEN_AT), document="UNC", **BY
    )


def _offer(session: Session) -> Act:
    incident = begin(session, [])
    offered = Offered(
        giver="Công ty", giver_kind=GiverKind.ENTERPRISE, contact="", type_code=JACKETS, quantity=Decimal(3),
        arrives_at=SEEN_AT,
    )  # fmt: skip
    offer = receive(session, incident_id=incident, offered=offered, **BY)
    return lambda s: decide(
        s, incident_id=incident, offer_id=offer, to=OfferState.DECLINED, need_id=None, version=1, **BY
    )


def _case(session: Session) -> Act:
    incident = begin(session, [(JACKETS, 50_000)])
    plan(session, incident)
    make_case(session, incident_id=incident, **BY)
    return lambda s: send_up(s, incident_id=incident, **BY)


def _message(session: Session) -> Act:
    message = receive_message(session, REQUEST).id
    return lambda s: decline(s, message_id=message, **BY)


def _drill(session: Session) -> Act:
    made = record_drill(
        session, title="Diễn tập", hazard=Hazard.NGAP_LUT, commune_code=HOME, held_on=day_of(NOW),
        record="12/BC", **BY,
    )  # fmt: skip
    return lambda s: forget_drill(s, incident_id=made, **BY)


def _day(session: Session) -> Act:
    # In one incident the second would wait for the incident itself.
    lines = [line for need in (3, 4) for line in hold(session, begin(session, [(JACKETS, need)]))]
    orders = iter(
        [order(session, line.incident_id, [line.id]) for line in lines if line.commune_code == HOME]
    )

    def act(s: Session) -> None:
        add_days(
            s, order_id=next(orders), kind=DayKind.DUTY, group_name="Dân quân thôn 2", worked_on=day_of(NOW),
            people=10, days=1, nights=0, budget=Budget.COMMUNE, **BY,
        )  # fmt: skip

    return act


def _cut(session: Session) -> None:
    change_road(session, commune_code=HOME, neighbour=NEIGHBOUR, minutes=None, until=None, text="sạt", **BY)


def _links(session: Session) -> Act:
    seen = links_mark(list_link_states(session, SEEN_AT), HOME)

    def act(s: Session) -> None:
        lock_links_as_seen(s, commune_code=HOME, seen=seen, now=SEEN_AT)
        _cut(s)

    return act


def _link(session: Session) -> Act:
    ends = {HOME, NEIGHBOUR}
    held = [state.id for state in list_link_states(session, SEEN_AT) if {state.a, state.b} == ends]
    seen = held[0] if held else 0

    def act(s: Session) -> None:
        lock_link_as_seen(s, commune_code=HOME, neighbour=NEIGHBOUR, seen=seen, now=SEEN_AT)
        _cut(s)

    return act


def _warning(session: Session) -> Act:
    assert find_warning(session, HOME, SEEN_AT) is None

    def act(s: Session) -> None:
        lock_warning_as_seen(s, commune_code=HOME, seen="0", now=SEEN_AT)
        warn(
            s,
            commune_code=HOME,
            level=3,
            keep_percent=30,
            until=SEEN_AT + timedelta(hours=9),
            text="bão",
            **BY,
        )

    return act


CASES: dict[str, tuple[Callable[[Session], Act], str]] = {
    "close": (_close, "incident_closed"),
    "correct": (_correct, "stale"),
    "approve": (_approve, "order_passed"),
    "withdraw": (_withdraw, "order_passed"),
    "minutes": (_minutes, "stale"),
    "return": (_return, "order_act_passed"),
    "claim": (_claim, "compensation_beyond_loss"),
    "pay": (_pay, "loss_paid"),
    "offer": (_offer, "stale"),
    "case": (_case, "case_passed"),
    "day": (_day, "day_paid_already"),
    "message": (_message, "message_passed"),
    "drill": (_drill, "not_found"),
    "links": (_links, "stale"),
    "link": (_link, "stale"),
    "warning": (_warning, "stale"),
}


def test_the_second_of_two_waits_and_is_told(app: Flask, database: Database, lots: tuple[int, int]) -> None:
    told = {}
    for name, (prepare, _refusal) in CASES.items():
        with database.transaction() as session:
            stock(session, 100, place=f"kho của ca {name}")
            act = prepare(session)
        told[name] = refusal_of(beside(database, act, act))
    assert told == {name: refusal for name, (_prepare, refusal) in CASES.items()}
    assert audit_findings(app) == ()


def test_an_order_seen_by_two_is_changed_by_one(database: Database, lots: tuple[int, int]) -> None:
    with database.transaction() as session:
        order_id = _drafted(session)
        seen = mark_of(get_order(session, order_id), list_dispatches(session, order_id=order_id))

    def act(s: Session) -> None:
        lock_order_as_seen(s, order_id=order_id, seen=seen)
        withdraw(s, order_id=order_id, **BY)

    assert refusal_of(beside(database, act, act)) == "stale"


def test_a_row_read_before_is_read_anew_when_it_is_locked(database: Database, lots: tuple[int, int]) -> None:
    with database.transaction() as session:
        incident = begin(session, [])

    def close() -> None:
        with database.transaction() as session:
            close_incident(session, incident_id=incident, **BY)

    if database.is_sqlite:  # whoever writes holds all of it: nothing changes between the reading and the lock
        return
    with database.transaction() as session, ThreadPoolExecutor(1) as pool:
        before = session.get_one(IncidentRow, incident)
        pool.submit(close).result()
        assert before.closed_at is None
        with pytest.raises(IncidentClosedError):
            lock_open_incident(session, incident)
