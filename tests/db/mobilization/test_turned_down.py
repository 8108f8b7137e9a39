"""What came to nothing stands among what is to be done, with its reason, until what it called on is dealt with."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from sqlalchemy import delete
from sqlalchemy.orm import Session

from core.db import Database
from core.together import ask_together
from inventory.rules.catalogue import LegalForm
from mobilization.models import IncidentRow, NeedRow, ProposalLineRow
from mobilization.queries.turned_down import turned_down, unreplaced
from mobilization.rules.offers import GiverKind, OfferState
from mobilization.rules.states import State
from mobilization.services.closing import close
from mobilization.services.dispatches import mark
from mobilization.services.needs import remove_need
from mobilization.services.offers import Offered, decide, receive
from mobilization.services.orders import draft_order, withdraw
from mobilization.services.planning import propose
from mobilization.services.proposals import decline
from mobilization.services.sending_back import send_back
from tests.db.inventory.register import CHAIRMAN, DUTY, HOME, HOME_CHAIRMAN, HOME_DUTY, JACKETS, SAWS, stock
from tests.db.mobilization.command_post import (
    ORDERED_AT,
    SEEN_AT,
    begin,
    draft,
    hold,
    need,
    order,
    step,
    terms,
)
from tests.db.mobilization.test_proposals import ask, held

pytestmark = pytest.mark.usefixtures("lots")
BY_CHAIR = {"actor": CHAIRMAN, "now": ORDERED_AT}
BY_POST = {"actor": DUTY, "now": ORDERED_AT}


def told(session: Session, issuer: str = "") -> list[tuple[int, str, str, int]]:
    """Return a post's papers that came to nothing: number, how, why, how many resources wait."""
    session.flush()
    [found] = ask_together(session, turned_down(issuer_code=issuer))
    return [(paper.order_id, paper.state, paper.reason, paper.waiting) for paper in found]


def test_a_draft_sent_back_stands_until_each_of_its_things_is_dealt_with(database: Database) -> None:
    with database.transaction() as session:
        stock(session, 5, type_code=SAWS)
        incident_id = begin(session, [(JACKETS, 3), (SAWS, 2)])
        first, second = (item.id for item in hold(session, incident_id))
        one, other = draft(session, incident_id, [first]), draft(session, incident_id, [second])
        assert told(session) == []
        send_back(session, order_id=one, reason=" sai nơi đến ", **BY_CHAIR)  # type: ignore[arg-type]
        sent = (one, "sent_back", "sai nơi đến", 1)
        assert told(session) == [sent]  # though a later draft calls on the same commune
        assert told(session, HOME) == []
        [there] = ask_together(session, turned_down(incident_id=incident_id))[0]
        assert ask_together(session, turned_down(incident_id=incident_id + 1)) == [[]]
        assert (there.by, there.at, there.asked_for) == (CHAIRMAN.name, ORDERED_AT, None)
        withdraw(session, order_id=other, **BY_POST)  # type: ignore[arg-type]
        assert told(session) == [(other, "withdrawn", "", 1), sent]
        again = draft(session, incident_id, [first])
        assert told(session) == [(other, "withdrawn", "", 1)]
        send_back(session, order_id=again, reason="vẫn sai", **BY_CHAIR)  # type: ignore[arg-type]
        assert told(session)[0] == (again, "sent_back", "vẫn sai", 1)  # in place of the first
        assert one not in [paper[0] for paper in told(session)]
        step(session, first, State.CANCELLED)
        step(session, second, State.CANCELLED)
        assert told(session) == []


def test_a_draft_sent_back_before_its_lines_were_kept_stands_until_the_next_for_its_commune(
    database: Database,
) -> None:
    with database.transaction() as session:
        incident_id = begin(session, [(JACKETS, 31)])
        first, far = (item.id for item in sorted(hold(session, incident_id), key=lambda item: item.minutes))
        old = draft(session, incident_id, [first])
        send_back(session, order_id=old, reason="sai nơi đến", **BY_CHAIR)  # type: ignore[arg-type]
        session.flush()
        session.execute(delete(ProposalLineRow))
        draft(session, incident_id, [far])  # another commune's
        assert told(session) == [(old, "sent_back", "sai nơi đến", 1)]
        newer = draft(session, incident_id, [first])
        assert told(session) == []
        withdraw(session, order_id=newer, **BY_POST)  # type: ignore[arg-type]
        assert told(session) == [(newer, "withdrawn", "", 1)]


def test_nothing_waits_of_an_incident_that_is_over(database: Database) -> None:
    with database.transaction() as session:
        incident_id = begin(session, [(JACKETS, 3)], drill=True)
        [item] = hold(session, incident_id)
        send_back(session, order_id=draft(session, incident_id, [item.id]), reason="sai", **BY_CHAIR)  # type: ignore[arg-type]
        assert len(told(session)) == 1
        close(session, incident_id=incident_id, actor=DUTY, now=SEEN_AT)
        assert told(session) == []


def test_a_declined_request_comes_back_to_its_commune(database: Database) -> None:
    with database.transaction() as session:
        incident_id, item = held(session)
        asked = ask(session, incident_id, item)
        decline(session, order_id=asked, reason="đã có xe", **BY_CHAIR)  # type: ignore[arg-type]
        assert told(session) == []
        assert told(session, HOME) == [(asked, "declined", "đã có xe", 1)]
        recalled = ask(session, incident_id, item)
        assert told(session, HOME) == []
        withdraw(session, order_id=recalled, actor=HOME_DUTY, now=ORDERED_AT)
        assert told(session, HOME) == [(recalled, "recalled", "", 1)]
        order(session, incident_id, [item], drafter=HOME_DUTY, approver=HOME_CHAIRMAN)
        assert told(session, HOME) == []


def test_a_decision_sent_back_names_the_request_it_was_on(database: Database) -> None:
    with database.transaction() as session:
        incident_id, item = held(session)
        asked = ask(session, incident_id, item)
        said = {"dispatch_ids": [item], "terms": terms(LegalForm.TRUNG_DUNG)}
        decision = draft_order(session, incident_id=incident_id, **said, **BY_POST)  # type: ignore[arg-type]
        send_back(session, order_id=decision, reason="thiếu thời hạn", **BY_CHAIR)  # type: ignore[arg-type]
        assert told(session) == [(decision, "sent_back", "thiếu thời hạn", 1)]
        assert ask_together(session, turned_down(issuer_code=""))[0][0].asked_for == asked
        decline(session, order_id=asked, reason="đã có xe", **BY_CHAIR)  # type: ignore[arg-type]
        assert (told(session), told(session, HOME)) == ([], [(asked, "declined", "đã có xe", 1)])


def why_refused(session: Session, post: str = "") -> list[str]:
    session.flush()
    [found] = ask_together(session, unreplaced(run_for=post))
    return [item.reason for item in found]


def refuse_all(session: Session, drill: bool = False) -> tuple[int, int]:
    """Return an incident whose one resource was ordered and refused, and its need."""
    incident_id = begin(session, [], drill=drill)
    wanted = need(session, incident_id, JACKETS, 3)
    [item] = hold(session, incident_id)
    order(session, incident_id, [item.id])
    assert why_refused(session) == []
    mark(
        session,
        dispatch_id=item.id,
        to=State.REFUSED,
        happened_at=SEEN_AT,
        text="đường ngập",
        came=None,
        actor=DUTY,
        now=SEEN_AT,
    )
    return incident_id, wanted


def test_what_was_refused_stands_until_it_is_planned_anew(database: Database) -> None:
    with database.transaction() as session:
        incident_id, _wanted = refuse_all(session)
        assert (why_refused(session), why_refused(session, HOME)) == (["đường ngập"], [])
        session.get_one(IncidentRow, incident_id).run_by = "commune"
        assert (why_refused(session), why_refused(session, HOME)) == ([], ["đường ngập"])
        session.get_one(IncidentRow, incident_id).run_by = "province"
        propose(session, incident_id=incident_id, actor=DUTY, now=SEEN_AT + timedelta(minutes=1))
        assert why_refused(session) == []


@pytest.mark.parametrize("end", ["need withdrawn", "need met", "closed"])
def test_what_was_refused_is_said_only_while_something_is_lacking(database: Database, end: str) -> None:
    with database.transaction() as session:
        incident_id, wanted = refuse_all(session, drill=end == "closed")
        assert why_refused(session) == ["đường ngập"]
        if end == "need withdrawn":
            remove_need(
                session, incident_id=incident_id, need_id=wanted, reason="đủ", actor=DUTY, now=SEEN_AT
            )
        elif end == "need met":
            promise_outside(session, incident_id, wanted)
        else:
            close(session, incident_id=incident_id, actor=DUTY, now=SEEN_AT)
        assert why_refused(session) == []


def test_what_was_refused_is_not_said_where_the_rest_is_enough(database: Database) -> None:
    with database.transaction() as session:
        incident_id = begin(session, [])
        wanted = need(session, incident_id, JACKETS, 35)
        items = sorted(hold(session, incident_id), key=lambda item: item.minutes)
        order(session, incident_id, [items[-1].id])
        step(session, items[-1].id, State.REFUSED)
        assert why_refused(session) == [""]
        session.get_one(NeedRow, wanted).quantity = Decimal(30)
        assert why_refused(session) == []


def promise_outside(session: Session, incident_id: int, wanted: int) -> None:
    """Accept an offer from outside that covers the need."""
    offered = Offered(
        giver="Công ty An Phú",
        giver_kind=GiverKind.ENTERPRISE,
        contact="",
        type_code=JACKETS,
        quantity=Decimal(3),
        arrives_at=SEEN_AT,
    )
    said = {"incident_id": incident_id, "actor": DUTY, "now": SEEN_AT}
    offer_id = receive(session, offered=offered, **said)  # type: ignore[arg-type]
    took = {"to": OfferState.ACCEPTED, "need_id": wanted, "version": 1}
    decide(session, offer_id=offer_id, **took, **said)  # type: ignore[arg-type]
