"""A commune's tờ trình: its paper stays as it was sent, and none waits once the incident is over."""

from __future__ import annotations

from decimal import Decimal

import pytest
from sqlalchemy.orm import Session

from core.db import Database
from inventory.rules.catalogue import LegalForm
from mobilization.models import DispatchRow
from mobilization.queries.drills import scores_of
from mobilization.queries.incidents import get_incident
from mobilization.queries.orders import get_order, linked_papers, list_lines
from mobilization.rules.states import State
from mobilization.services.closing import close
from mobilization.services.orders import withdraw
from mobilization.services.papers import facts_of
from mobilization.services.proposals import decline, propose_taking
from tests.db.inventory.register import CHAIRMAN, HOME_CHAIRMAN, HOME_DUTY, stock
from tests.db.mobilization.command_post import ORDERED_AT, SEEN_AT, begin, hold, order, step, terms

pytestmark = pytest.mark.usefixtures("lots")
TRUCKS = "PT-012"
POST = {"actor": HOME_DUTY, "now": ORDERED_AT}


def held(session: Session, *, owner: str = "Ông Tư", drill: bool = False) -> tuple[int, int]:
    """Return a commune's own incident and what it holds of a household's lorries."""
    stock(session, 5, type_code=TRUCKS, household=owner)
    incident_id = begin(session, [(TRUCKS, 3)], actor=HOME_DUTY, drill=drill)
    [item] = hold(session, incident_id, HOME_DUTY)
    return incident_id, item.id


def ask(session: Session, incident_id: int, dispatch_id: int) -> int:
    asked = {"dispatch_ids": [dispatch_id], "terms": terms(LegalForm.TRUNG_DUNG)}
    return propose_taking(session, incident_id=incident_id, **asked, **POST)  # type: ignore[arg-type]


def asks_for(session: Session, order_id: int) -> list[Decimal]:
    """Return the quantities the paper asks for."""
    facts, _lines = facts_of(session, get_order(session, order_id), province="Quảng Ngãi")
    return [line.quantity for line in facts.lines]


def test_a_paper_asks_for_what_it_asked_for_whatever_became_of_it(database: Database) -> None:
    with database.transaction() as session:
        incident_id, dispatch_id = held(session)
        declined = ask(session, incident_id, dispatch_id)
        decline(session, order_id=declined, reason="đã có xuồng", actor=CHAIRMAN, now=ORDERED_AT)
        step(session, dispatch_id, State.CANCELLED, actor=HOME_DUTY, part=1)
        recalled = ask(session, incident_id, dispatch_id)
        withdraw(session, order_id=recalled, **POST)  # type: ignore[arg-type]
        called = order(session, incident_id, [dispatch_id], drafter=HOME_DUTY, approver=HOME_CHAIRMAN)
        session.flush()
        assert [asks_for(session, one) for one in (declined, recalled, called)] == [[3], [2], [2]]
        for paper in map(get_order, [session] * 3, (declined, recalled, called)):
            assert linked_papers(paper, list_lines(session, paper)) == []  # the order rests on neither


def test_no_request_waits_once_the_incident_is_over(database: Database) -> None:
    with database.transaction() as session:
        drill, asked_for = held(session, drill=True)
        asked = ask(session, drill, asked_for)
        running = scores_of(session, [get_incident(session, drill)], now=SEEN_AT)
        close(session, incident_id=drill, actor=HOME_DUTY, now=SEEN_AT)
        session.flush()
        assert get_order(session, asked).state == "recalled"
        assert session.get_one(DispatchRow, asked_for).order_id is None
        over = scores_of(session, [get_incident(session, drill)], now=SEEN_AT)
        assert over == running  # what nobody decided on was called by nobody: it is not late
        assert asks_for(session, asked) == [3]
        real, item = held(session, owner="Bà Năm")
        empty = ask(session, real, item)
        step(session, item, State.CANCELLED, actor=HOME_DUTY)
        close(session, incident_id=real, actor=HOME_DUTY, now=SEEN_AT)
        session.flush()
        assert get_order(session, empty).state == "recalled"
