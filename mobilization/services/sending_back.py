"""A draft that its approver does not sign: sent back to who drafted it, with what is to be put right."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.accounts.rules.roles import Actor
from core.audit.services import note
from core.locking import locked
from mobilization.models import DispatchRow
from mobilization.rules.proposals import SENT_BACK
from mobilization.services.asked_for import give_back, turn_down
from mobilization.services.incidents import lock_incident_of, stream_of
from mobilization.services.order_seen import DraftChangedError, lock_order, mark_of
from mobilization.services.orders import OrderPassedError


def send_back(
    session: Session, *, order_id: int, reason: str, actor: Actor, now: datetime, seen: str | None = None
) -> None:
    """Send a draft back as its issuer's chairman, and say why; its resources stay held and go into a better one.

    Raises OrderPassedError where it is no draft any more; with `seen` DraftChangedError where it is not as its reader saw it.
    """
    lock_incident_of(session, order_id)
    order = lock_order(session, order_id)
    if order.state != "draft":
        raise OrderPassedError
    lines = select(DispatchRow).where(DispatchRow.order_id == order_id).order_by(DispatchRow.id)
    rows = session.scalars(locked(lines)).all()
    if seen not in (None, mark_of(order, rows)):
        raise DraftChangedError
    turn_down(session, order, rows, SENT_BACK, reason=reason, actor=actor, now=now)
    give_back(session, rows)
    note(
        session,
        stream=stream_of(order.incident_id),
        at=now,
        actor=actor.login,
        action="order.send_back",
        subject=str(order_id),
        form=order.form,
    )
