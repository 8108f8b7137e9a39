"""One finished drill for the demo, made by the same services the pages use."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal

from sqlalchemy.orm import Session

from core.accounts.rules.roles import Actor
from inventory.rules.catalogue import LegalForm
from mobilization.queries.dispatches import Dispatch, find_newest_plan, list_dispatches
from mobilization.rules.hazards import Hazard
from mobilization.rules.states import State
from mobilization.services.accepting import accept
from mobilization.services.dispatches import mark
from mobilization.services.incidents import close_incident, open_incident
from mobilization.services.needs import add_need
from mobilization.services.orders import OrderTerms, approve, draft_order
from mobilization.services.planning import propose

WISHES = (("TB-001", 120, 1, 120), ("PT-005", 2, 1, 150), ("LL-007", 40, 1, 120), ("HC-002", 600, 2, 360))


def load_demo_drill(session: Session, *, drafter: Actor, approver: Actor, now: datetime) -> int:
    """Write a drill of four months ago, held to its end; returns its id. The stock stays as it is."""
    begun = now - timedelta(days=124)
    drill_id = open_incident(
        session,
        title="Diễn tập ứng phó lũ, cứu nạn khu vực sông Trà Bồng",
        hazard=Hazard.NGAP_LUT,
        commune_code="21085",
        place="thôn ven sông Trà Bồng",
        ptds_level=1,
        risk_level=3,
        drill=True,
        actor=drafter,
        now=begun,
    )
    for type_code, quantity, priority, within in WISHES:
        add_need(
            session,
            incident_id=drill_id,
            type_code=type_code,
            quantity=Decimal(quantity),
            commune_code="",
            priority=priority,
            within_minutes=within,
            note_text="",
            actor=drafter,
            now=begun,
        )
    propose(session, incident_id=drill_id, actor=drafter, now=begun + timedelta(minutes=5))
    plan = find_newest_plan(session, drill_id)
    assert plan is not None
    accept(session, incident_id=drill_id, plan_id=plan.id, actor=drafter, now=begun + timedelta(minutes=9))
    groups: dict[str, list[Dispatch]] = {}
    for item in list_dispatches(session, incident_id=drill_id):
        groups.setdefault(item.commune_code, []).append(item)
    for number, lines in enumerate(groups.values()):
        at = begun + timedelta(minutes=14 + 6 * number)
        _order(session, drill_id, lines, drafter=drafter, approver=approver, at=at)
        if number < len(groups) - 1 or number == 0:
            _walk(session, lines, late=20 * number, actor=drafter, at=at)
    close_incident(session, incident_id=drill_id, actor=drafter, now=begun + timedelta(hours=5))
    return drill_id


def _order(
    session: Session, drill_id: int, lines: list[Dispatch], *, drafter: Actor, approver: Actor, at: datetime
) -> None:
    terms = OrderTerms(
        form=LegalForm.HUY_DONG,
        destination="UBND xã Bình Minh",
        purpose="Diễn tập ứng phó lũ, cứu nạn",
        commander="",
        arrive_by=at + timedelta(minutes=45 + max(line.minutes for line in lines)),
        until=at + timedelta(hours=8),
    )
    chosen = [line.id for line in lines]
    order_id = draft_order(
        session, incident_id=drill_id, dispatch_ids=chosen, terms=terms, actor=drafter, now=at
    )
    approve(session, order_id=order_id, actor=approver, now=at + timedelta(minutes=3))


def _walk(session: Session, lines: list[Dispatch], *, late: int, actor: Actor, at: datetime) -> None:
    for line in lines:
        steps = (
            (State.ACKNOWLEDGED, 11),
            (State.DEPARTED, 38),
            (State.ARRIVED, 38 + line.minutes + late),
            (State.RELEASED, 240),
        )
        for state, minutes in steps:
            moment = at + timedelta(minutes=minutes)
            mark(
                session,
                dispatch_id=line.id,
                to=state,
                happened_at=moment,
                text="",
                came=None,
                actor=actor,
                now=moment,
            )
