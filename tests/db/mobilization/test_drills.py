"""A drill runs its whole life beside the stock and touches not one real number."""

from __future__ import annotations

import hashlib
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.accounts.rules.roles import Actor
from core.clock import day_of
from core.db import Database
from core.errors import ForbiddenError, NotFoundError
from inventory.models import LotRow, MovementRow
from inventory.queries.count_lines import list_all_lines
from inventory.rules.stock import NotFreeError, ReturnError
from inventory.services.closing_counts import close_count
from inventory.services.counting import enter
from inventory.services.opening_counts import open_count
from mobilization.queries.counted_short import counted_short
from mobilization.queries.dispatches import find_newest_plan
from mobilization.queries.drills import find_drill_before, last_held, list_held, scores_of
from mobilization.queries.incidents import get_incident
from mobilization.queries.needs import list_needs
from mobilization.queries.orders import drafts, unanswered_orders
from mobilization.queries.outside import list_receiving
from mobilization.queries.planning import count_calls
from mobilization.queries.promised import promised_by_incident
from mobilization.queries.running import list_running
from mobilization.queries.settlement import running_orders
from mobilization.queries.terms import list_served
from mobilization.rules.compensation import Budget
from mobilization.rules.day_pay import DayKind
from mobilization.rules.exchange.edxl_table import MessageKind
from mobilization.rules.hazards import Hazard
from mobilization.rules.journal import FutureError
from mobilization.rules.states import State
from mobilization.services.accepting import accept
from mobilization.services.dispatches import Came
from mobilization.services.drill_records import forget_drill, record_drill
from mobilization.services.exchange.writing import order_message, request_message
from mobilization.services.incidents import IncidentClosedError, close_incident
from mobilization.services.orders import approve
from mobilization.services.shortfalls import make_case, send_up, take_over
from mobilization.services.terms import add_days
from tests.db.inventory.register import (
    CHAIRMAN,
    DUTY,
    HOME,
    HOME_CHAIRMAN,
    HOME_DUTY,
    JACKETS,
    NEIGHBOUR,
    NOW,
)
from tests.db.mobilization.command_post import (
    ORDERED_AT,
    SEEN_AT,
    begin,
    draft,
    hold,
    need,
    order,
    plan,
    refuse,
    step,
)

S = State


def real_numbers(session: Session) -> str:
    """Return a digest of every row of the lots and of the ledger."""
    found = hashlib.sha256()
    for table in (LotRow, MovementRow):
        for row in session.execute(select(table.__table__).order_by(table.id)):
            found.update(repr(tuple(row)).encode())
    return found.hexdigest()


def live(session: Session, *, drill: bool) -> int:
    """Return the id of an incident lived through: sent, used, lost, damaged, returned, refused."""
    incident_id = begin(session, [(JACKETS, 50)], drill=drill)
    own, other = hold(session, incident_id)
    for item in (own, other):
        order(session, incident_id, [item.id])
        for state in (S.ACKNOWLEDGED, S.DEPARTED, S.ARRIVED, S.WORKING, S.RELEASED):
            step(session, item.id, state)
    with pytest.raises(ReturnError):
        step(session, own.id, S.RETURNED, came=Came(back=Decimal(1)))
    step(session, own.id, S.RETURNED, came=Came(back=Decimal(20), lost=Decimal(4), damaged=Decimal(6)))
    need(session, incident_id, JACKETS, 12)
    for item in hold(session, incident_id):
        if item.state is S.RESERVED:
            order(session, incident_id, [item.id])
            step(session, item.id, S.REFUSED)
    return incident_id


def test_not_one_real_number_is_touched(database: Database, lots: tuple[int, int]) -> None:
    with database.transaction() as session:
        before = real_numbers(session)
        incident_id = live(session, drill=True)
        close_incident(session, incident_id=incident_id, actor=DUTY, now=NOW + timedelta(hours=5))
    with database.transaction() as session:
        assert real_numbers(session) == before
        live(session, drill=False)
        session.flush()
        assert (
            real_numbers(session) != before
        )  # the same life outside a drill moves the stock: the digest sees it


def test_a_drill_counts_its_own_copy_and_the_real_holds(database: Database, lots: tuple[int, int]) -> None:
    with database.transaction() as session:
        drill = begin(session, [(JACKETS, 25)], drill=True)
        assert [item.lot_id for item in hold(session, drill)] == [lots[0]]
        need(session, drill, JACKETS, 10)
        assert [item.quantity for item in hold(session, drill)] == [
            25,
            5,
            5,
        ]  # 5 left at home, the rest beyond
        real = begin(session, [(JACKETS, 30)])
        assert [item.quantity for item in hold(session, real)] == [
            30
        ]  # a drill keeps nothing from a real incident
        second = begin(session, [(JACKETS, 95)], drill=True)
        assert [item.quantity for item in hold(session, second)] == [90]  # the real hold counts, 10 must stay
        assert [incident.id for incident in list_running(session)] == [real]


def test_what_a_drill_has_is_told_to_no_real_incident(database: Database, lots: tuple[int, int]) -> None:
    """Nor the other way: no rehearsal stands beside a real case as what it may rely on, pay for or quarrel with."""
    by: dict[str, Any] = {"actor": DUTY, "now": ORDERED_AT}
    pay: dict[str, Any] = {"kind": DayKind.DUTY, "group_name": "Dân quân thôn 2", "worked_on": day_of(NOW)}
    pay |= {"people": 10, "days": 1, "nights": 0, "budget": Budget.COMMUNE}
    with database.transaction() as session:
        cases = [begin(session, [(JACKETS, 20)], drill=drill) for drill in (True, False)]
        held = [hold(session, case)[0] for case in cases]
        assert [item.lot_id for item in held] == [lots[0]] * 2
        promised = promised_by_incident(session, [JACKETS])[lots[0]]
        assert list(promised) == [cases[1]]
        orders = [order(session, case, [item.id]) for case, item in zip(cases, held, strict=True)]
        for order_id in orders:
            add_days(
                session, order_id=order_id, **pay, **by
            )  # once rehearsed and once real is not twice paid
        assert [len(list_served(session, order_id)) for order_id in orders] == [1, 1]
        own = [begin(session, [], actor=HOME_DUTY, drill=drill) for drill in (True, False)]
        for mine, case in zip(own, cases, strict=True):
            receiving = list_receiving(session, get_incident(session, mine))
            assert [number for number, *_ in receiving] == [case]
        count_short(session, lots[0], present=5)
        found = counted_short(scope=None).ask(session)
        assert [one.dispatch_id for one in found] == [held[1].id]


def test_a_drill_says_so_to_other_offices_and_stays_one_above(
    database: Database, lots: tuple[int, int]
) -> None:
    """Nobody far away may take a rehearsal for a flood, and the province opens none for it."""
    with database.transaction() as session:
        for drill in (True, False):
            own = begin(session, [(JACKETS, 500)], actor=HOME_DUTY, drill=drill)
            made = request_message(session, own, province="Quảng Ngãi", now=NOW)
            (item,) = hold(session, own, HOME_DUTY)
            order_id = order(session, own, [item.id], drafter=HOME_DUTY, approver=HOME_CHAIRMAN)
            kind: dict[str, Any] = {"province": "Quảng Ngãi", "phones": False, "now": NOW}
            asked = order_message(session, order_id, MessageKind.REQUISITION, **kind)
            for text in (made.text, made.incident, asked.text, asked.incident):
                assert text.startswith("DIỄN TẬP: ") is drill, text
            make_case(session, incident_id=own, actor=HOME_DUTY, now=NOW)
            send_up(session, incident_id=own, actor=HOME_DUTY, now=NOW)
            above = take_over(session, incident_id=own, actor=DUTY, now=NOW)
            assert get_incident(session, above).drill is drill


def count_short(session: Session, lot_id: int, *, present: int) -> None:
    """Close a stocktake that found less of a row than is held of it."""
    by: dict[str, Any] = {"actor": HOME_DUTY, "now": ORDERED_AT}
    opened = open_count(session, commune_code=HOME, pillar="", place="", blind=False, **by)
    line = next(line for line in list_all_lines(session, opened.count_id) if line.lot_id == lot_id)
    found: dict[str, Any] = {"present": Decimal(present), "broken": Decimal(0), "reason": "mất"}
    enter(session, line_id=line.id, version=line.version, **found, **by)
    close_count(session, count_id=opened.count_id, number="", leave_uncounted=True, **by)


def test_a_drill_cannot_take_what_went_to_a_real_incident(database: Database, lots: tuple[int, int]) -> None:
    with database.transaction() as session:
        drill = begin(session, [(JACKETS, 30)], drill=True)
        plan(session, drill)
        hold(session, begin(session, [(JACKETS, 10)]))
        newest = find_newest_plan(session, drill)
        assert newest is not None
    refuse(
        database,
        NotFreeError,
        lambda session: accept(session, incident_id=drill, plan_id=newest.id, actor=DUTY, now=NOW),
    )


def test_a_drill_binds_nobody_after_its_end_and_is_scored(database: Database, lots: tuple[int, int]) -> None:
    with database.transaction() as session:
        first = begin(session, [(JACKETS, 50)], drill=True)
        own, other = hold(session, first)
        order(session, first, [own.id])
        step(session, own.id, S.ACKNOWLEDGED)
        paper = draft(session, first, [other.id])
        assert len(drafts(issuer_code="").ask(session)) == 1
        assert running_orders(scope=None, limit=5).ask(session) == []  # no clock of the law runs
        close_incident(session, incident_id=first, actor=DUTY, now=NOW + timedelta(hours=3))
        assert drafts(issuer_code="").ask(session) == unanswered_orders(NEIGHBOUR).ask(session) == []
        assert count_calls(session, NOW - timedelta(days=1)) == {}
    refuse(database, IncidentClosedError, lambda session: step(session, own.id, S.DEPARTED))
    signing = {"order_id": paper, "actor": CHAIRMAN, "now": NOW + timedelta(hours=4)}
    refuse(database, IncidentClosedError, lambda session: approve(session, **signing))  # type: ignore[arg-type]
    with database.transaction() as session:
        second = get_incident(session, begin(session, [(JACKETS, 5)], drill=True))
        before = find_drill_before(session, second)
        assert before is not None
        assert before.id == first
        held = scores_of(session, [get_incident(session, first), second], now=NOW)
        assert (held[first].promised_percent, held[first].arrived_percent, held[first].arrivals) == (
            100,
            0,
            0,
        )
        assert held[first].first_order_minutes == 10
        assert (held[second.id].promised_percent, held[second.id].first_order_minutes) == (0, None)
        assert {
            code: item.incident_id for code, item in last_held(list_held(session, scope=None)).items()
        } == {
            "": first,
            HOME: first,
        }
        assert list_needs(session, first)[0].promised == 50


def test_what_was_given_up_is_in_no_score(database: Database, lots: tuple[int, int]) -> None:
    """A holder that answered and then refused answered nothing that came; its order was none that counts."""
    with database.transaction() as session:
        incident_id = begin(session, [(JACKETS, 50)], drill=True)
        own, other = hold(session, incident_id)
        order(session, incident_id, [own.id])
        order(session, incident_id, [other.id])
        drill = get_incident(session, incident_id)
        assert scores_of(session, [drill], now=SEEN_AT)[incident_id].unanswered == 2
        step(session, own.id, S.ACKNOWLEDGED, at=NOW + timedelta(minutes=15))
        step(session, other.id, S.ACKNOWLEDGED)
        assert scores_of(session, [drill], now=SEEN_AT)[incident_id].answer_minutes == 110
        step(session, other.id, S.REFUSED)
        found = scores_of(session, [drill], now=SEEN_AT)[incident_id]
        assert (found.answer_minutes, found.unanswered, found.last_order_minutes) == (5, 0, 10)


def test_a_drill_on_paper_counts_for_the_calendar_and_for_nothing_else(
    database: Database, lots: tuple[int, int]
) -> None:
    held_on = date(2025, 10, 12)

    def enter(session: Session, actor: Actor, on: date = held_on, commune: str = HOME) -> int:
        return record_drill(
            session, title="Diễn tập ứng phó lũ", hazard=Hazard.NGAP_LUT, commune_code=commune, held_on=on,
            record="45/BC-UBND ngày 15/10/2025", actor=actor, now=NOW,
        )  # fmt: skip

    with database.transaction() as session:
        before = real_numbers(session)
        number = enter(session, HOME_DUTY)
        (held,) = list_held(session, scope=HOME)
        assert (held.on, held.record) == (held_on, "45/BC-UBND ngày 15/10/2025")
        assert list(last_held([held])) == [HOME], "the commune's own, not the province's"
        now_run = begin(session, [(JACKETS, 1)], drill=True, actor=HOME_DUTY)
        assert find_drill_before(session, get_incident(session, now_run)) is None, "paper has no score"
        assert real_numbers(session) == before
    refuse(database, FutureError, lambda session: enter(session, HOME_DUTY, date(2026, 10, 29)))
    refuse(database, ForbiddenError, lambda session: enter(session, HOME_DUTY, commune=NEIGHBOUR))
    refuse(
        database,
        NotFoundError,
        lambda session: forget_drill(session, incident_id=now_run, actor=DUTY, now=NOW),
    )
    with database.transaction() as session:
        forget_drill(session, incident_id=number, actor=HOME_DUTY, now=NOW)
        assert list_held(session, scope=HOME) == []
