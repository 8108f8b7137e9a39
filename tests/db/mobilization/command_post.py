"""An incident with what it needs, and the steps of its life, for tests of the command post's services."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.accounts.rules.roles import Actor
from core.db import Database
from core.errors import DomainError
from inventory.models import MovementRow
from inventory.rules.catalogue import LegalForm
from mobilization.models import DispatchEventRow
from mobilization.queries.dispatches import Dispatch, find_newest_plan, list_dispatches
from mobilization.rules.hazards import Hazard
from mobilization.rules.states import State
from mobilization.services.accepting import accept
from mobilization.services.dispatches import Came, mark
from mobilization.services.incidents import open_incident
from mobilization.services.needs import add_need
from mobilization.services.orders import OrderTerms, approve, draft_order
from mobilization.services.planning import propose
from tests.db.inventory.register import CHAIRMAN, DUTY, HOME, JACKETS, NOW

ORDERED_AT = NOW + timedelta(minutes=10)
SEEN_AT = NOW + timedelta(hours=2)
UNTIL = NOW + timedelta(days=3)


def begin(
    session: Session,
    needs: list[tuple[str, int]],
    *,
    actor: Actor = DUTY,
    commune: str = HOME,
    title: str = "Ngập lụt ven sông",
    drill: bool = False,
) -> int:
    """Return the id of an incident with needs (type, quantity) at its own place."""
    incident_id = open_incident(
        session,
        title=title,
        hazard=Hazard.NGAP_LUT,
        commune_code=commune,
        place="thôn 2",
        ptds_level=1,
        risk_level=3,
        drill=drill,
        actor=actor,
        now=NOW,
    )
    for type_code, quantity in needs:
        need(session, incident_id, type_code, quantity, actor=actor)
    return incident_id


def need(
    session: Session,
    incident_id: int,
    type_code: str = JACKETS,
    quantity: int = 1,
    *,
    commune: str = "",
    priority: int = 1,
    actor: Actor = DUTY,
) -> int:
    """Return the id of one more need."""
    return add_need(
        session,
        incident_id=incident_id,
        type_code=type_code,
        quantity=Decimal(quantity),
        commune_code=commune,
        priority=priority,
        within_minutes=None,
        note_text="",
        actor=actor,
        now=NOW,
    )


def plan(session: Session, incident_id: int, actor: Actor = DUTY) -> int:
    """Return the id of a fresh plan."""
    return propose(session, incident_id=incident_id, actor=actor, now=NOW)


def take_plan(session: Session, incident_id: int, actor: Actor = DUTY) -> list[Dispatch]:
    """Return what is held after the newest plan was accepted."""
    newest = find_newest_plan(session, incident_id)
    assert newest is not None
    accept(session, incident_id=incident_id, plan_id=newest.id, actor=actor, now=NOW)
    return list_dispatches(session, incident_id=incident_id)


def hold(session: Session, incident_id: int, actor: Actor = DUTY) -> list[Dispatch]:
    """Return what is held after a fresh plan was made and accepted."""
    plan(session, incident_id, actor)
    return take_plan(session, incident_id, actor)


def terms(form: LegalForm = LegalForm.HUY_DONG) -> OrderTerms:
    """Return what a drafter writes."""
    return OrderTerms(
        form=form,
        destination="UBND xã Bình Minh",
        purpose="sơ tán dân",
        commander="",
        arrive_by=NOW + timedelta(hours=3),
        until=UNTIL,
    )


def draft(
    session: Session,
    incident_id: int,
    dispatch_ids: list[int],
    *,
    form: LegalForm = LegalForm.HUY_DONG,
    actor: Actor = DUTY,
) -> int:
    """Return the id of a draft order."""
    return draft_order(
        session,
        incident_id=incident_id,
        dispatch_ids=dispatch_ids,
        terms=terms(form),
        actor=actor,
        now=ORDERED_AT,
    )


def order(
    session: Session,
    incident_id: int,
    dispatch_ids: list[int],
    *,
    drafter: Actor = DUTY,
    approver: Actor = CHAIRMAN,
) -> int:
    """Return the id of an approved order."""
    order_id = draft(session, incident_id, dispatch_ids, actor=drafter)
    approve(session, order_id=order_id, actor=approver, now=ORDERED_AT)
    return order_id


def step(
    session: Session,
    dispatch_id: int,
    to: State,
    *,
    actor: Actor = DUTY,
    came: Came | None = None,
    part: int | None = None,
    at: datetime = SEEN_AT,
) -> None:
    """Take one step of a dispatch's life, or of a part of it."""
    mark(
        session,
        dispatch_id=dispatch_id,
        to=to,
        happened_at=at,
        text="",
        came=came,
        actor=actor,
        now=at,
        part=None if part is None else Decimal(part),
    )


def refuse(database: Database, error: type[DomainError], act: Callable[[Session], object]) -> None:
    """Check that `act` ends with `error` and that no movement and no step was written."""

    def written() -> list[int | None]:
        with database.reading() as session:
            return [
                session.scalar(select(func.count()).select_from(table))
                for table in (MovementRow, DispatchEventRow)
            ]

    before = written()
    with pytest.raises(error), database.transaction() as session:
        act(session)
    assert written() == before


def by_whom(refusal: DomainError) -> tuple[str, datetime]:
    """Return who changed what the caller saw, and when, as the refusal of a stale edit tells it."""
    at = refusal.facts["at"]
    assert isinstance(at, datetime)
    return str(refusal.facts["by"]), at
