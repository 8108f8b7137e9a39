"""Two incidents for the demo, made by the same services the pages use: one closed, one running."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal

from sqlalchemy.orm import Session

from core.accounts.rules.roles import Actor
from core.clock import day_of
from inventory.rules.catalogue import LegalForm
from mobilization.queries.dispatches import Dispatch, find_newest_plan, list_dispatches
from mobilization.rules.hazards import Hazard
from mobilization.rules.states import State
from mobilization.services.accepting import accept
from mobilization.services.demo_settlement import settle
from mobilization.services.dispatches import Came, mark
from mobilization.services.incidents import close_incident, open_incident, write_down
from mobilization.services.needs import add_need
from mobilization.services.orders import OrderTerms, approve, draft_order, note_number
from mobilization.services.planning import propose

Wish = tuple[str, int, int, int | None]  # type, quantity, priority, within minutes

LANDSLIDE: tuple[Wish, ...] = (
    ("PT-020", 2, 1, 240),
    ("TB-016", 4, 1, 180),
    ("LL-007", 30, 1, 180),
    ("TB-030", 6, 2, None),
)
FLOOD: tuple[Wish, ...] = (
    ("TB-001", 250, 1, 120),
    ("PT-005", 3, 1, 150),
    ("LL-007", 60, 1, 120),
    ("HC-002", 1500, 2, 360),
    ("TB-005", 6, 2, None),
    ("TB-023", 4, 3, 110),
)


def _open(
    session: Session,
    *,
    title: str,
    hazard: Hazard,
    commune_code: str,
    place: str,
    levels: tuple[int | None, int | None],
    wishes: tuple[Wish, ...],
    actor: Actor,
    at: datetime,
) -> int:
    incident_id = open_incident(
        session,
        title=title,
        hazard=hazard,
        commune_code=commune_code,
        place=place,
        ptds_level=levels[0],
        risk_level=levels[1],
        actor=actor,
        now=at,
    )
    for type_code, quantity, priority, within in wishes:
        add_need(
            session,
            incident_id=incident_id,
            type_code=type_code,
            quantity=Decimal(quantity),
            commune_code="",
            priority=priority,
            within_minutes=within,
            note_text="",
            actor=actor,
            now=at,
        )
    propose(session, incident_id=incident_id, actor=actor, now=at + timedelta(minutes=4))
    plan = find_newest_plan(session, incident_id)
    assert plan is not None
    accept(session, incident_id=incident_id, plan_id=plan.id, actor=actor, now=at + timedelta(minutes=6))
    return incident_id


def _order(
    session: Session, incident_id: int, lines: list[Dispatch], *, destination: str, actor: Actor, at: datetime
) -> int:
    slowest = max(line.minutes for line in lines)
    terms = OrderTerms(
        form=LegalForm.HUY_DONG,
        destination=destination,
        purpose=f"Ứng phó, khắc phục hậu quả: {lines[0].incident}",
        commander="",
        arrive_by=at + timedelta(minutes=slowest + 60),
        until=at + timedelta(days=3),
    )
    chosen = [line.id for line in lines]
    return draft_order(
        session, incident_id=incident_id, dispatch_ids=chosen, terms=terms, actor=actor, now=at
    )


def _by_donor(session: Session, incident_id: int) -> list[list[Dispatch]]:
    groups: dict[str, list[Dispatch]] = {}
    for item in list_dispatches(session, incident_id=incident_id):
        groups.setdefault(item.commune_code, []).append(item)
    return list(groups.values())


def _walk(
    session: Session,
    item: Dispatch,
    steps: tuple[State, ...],
    *,
    actor: Actor,
    at: datetime,
    came: Came | None = None,
) -> None:
    minutes = {
        State.ACKNOWLEDGED: 8,
        State.DEPARTED: 25,
        State.ARRIVED: 25 + item.minutes,
        State.RELEASED: 1500,
    }
    for step in steps:
        moment = at + timedelta(minutes=minutes.get(step, 1500 + item.minutes + 60))
        returned = came if step is State.RETURNED else None
        mark(
            session,
            dispatch_id=item.id,
            to=step,
            happened_at=moment,
            text="",
            came=returned,
            actor=actor,
            now=moment,
        )


def load_demo_incidents(session: Session, *, drafter: Actor, approver: Actor, now: datetime) -> int:
    """Write one closed and one running incident over the demo's stock; returns how many resources they moved."""
    past = now - timedelta(days=38)
    closed = _open(
        session,
        title="Sạt lở taluy dương, chia cắt đường liên xã",
        hazard=Hazard.SAT_LO,
        commune_code="21343",
        place="Km 12 đường liên xã",
        levels=(1, 2),
        wishes=LANDSLIDE,
        actor=drafter,
        at=past,
    )
    moved = 0
    whole = (State.ACKNOWLEDGED, State.DEPARTED, State.ARRIVED, State.RELEASED, State.RETURNED)
    for number, lines in enumerate(_by_donor(session, closed), start=1):
        at = past + timedelta(minutes=15)
        order_id = _order(session, closed, lines, destination="Km 12 đường liên xã", actor=drafter, at=at)
        approve(session, order_id=order_id, actor=approver, now=at + timedelta(minutes=9))
        text = f"{410 + number}/QĐ-UBND"
        noted = at + timedelta(minutes=12)
        note_number(session, order_id=order_id, number=text, dated=day_of(noted), actor=drafter, now=noted)
        for item in lines:
            worn = Decimal(1) if item.type_code == "TB-016" and item.quantity > 1 else Decimal(0)
            came = Came(back=item.quantity - worn, damaged=worn)
            _walk(session, item, whole, actor=drafter, at=at + timedelta(minutes=12), came=came)
            moved += 1
        worn_out = next((item for item in lines if item.type_code == "TB-016" and item.quantity > 1), None)
        if worn_out is not None:
            settle(
                session,
                order_id=order_id,
                lines=lines,
                damaged=worn_out,
                actor=drafter,
                handed_at=at + timedelta(minutes=40),
                returned_at=at + timedelta(minutes=1640 + max(item.minutes for item in lines)),
            )
    close_incident(session, incident_id=closed, actor=drafter, now=past + timedelta(days=2))
    return moved + _running(session, drafter=drafter, approver=approver, now=now)


def _running(session: Session, *, drafter: Actor, approver: Actor, now: datetime) -> int:
    begun = now - timedelta(hours=3)
    running = _open(
        session,
        title="Ngập lụt, chia cắt các thôn ven sông Trà Bồng",
        hazard=Hazard.NGAP_LUT,
        commune_code="21085",
        place="thôn ven sông Trà Bồng",
        levels=(1, 3),
        wishes=FLOOD,
        actor=drafter,
        at=begun,
    )
    write_down(
        session,
        incident_id=running,
        text="Trưởng thôn Bình Yên báo: nước vào 12 nhà ven sông, 3 cụ già chưa ra được, cần áo phao và xuồng.",
        happened_at=begun - timedelta(minutes=10),
        actor=drafter,
        now=begun,
    )
    moved = 0
    for index, lines in enumerate(_by_donor(session, running)):
        at = begun + timedelta(minutes=20)
        moved += len(lines)
        if index == 3:
            break  # the rest is held and waits for its order: the officer's next duty
        order_id = _order(session, running, lines, destination="UBND xã Bình Minh", actor=drafter, at=at)
        if index == 2:
            continue  # a draft that waits for approval
        approve(session, order_id=order_id, actor=approver, now=at + timedelta(minutes=6))
        if index == 1:
            for item in lines:
                _walk(
                    session,
                    item,
                    (State.ACKNOWLEDGED, State.DEPARTED),
                    actor=drafter,
                    at=at + timedelta(minutes=6),
                )
    return moved
