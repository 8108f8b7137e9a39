"""Approve the drafts of an incident at one press; each stays an act of its own."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.accounts.rules.roles import Actor
from core.locking import locked
from core.values import frozen
from mobilization.models import DispatchRow, OrderRow
from mobilization.queries.orders import Order
from mobilization.rules.approving import LeftOut, NoDraftChosenError, left_out
from mobilization.services.incidents import lock_open_incident
from mobilization.services.order_seen import mark_of
from mobilization.services.orders import approve


@frozen
class Approved:
    """How many orders got force and how many resources they call on; by donor's code why a draft was left out."""

    orders: int
    lines: int
    left: tuple[tuple[str, LeftOut], ...]


def why_left(order: Order | OrderRow, *, calls: int, actor: Actor, seen: bool = True) -> LeftOut | None:
    """Return why a person does not approve a draft together with the others, or None."""
    return left_out(
        issuer_code=order.issuer_code,
        drafted_by_id=order.drafted_by_id,
        calls=calls,
        by_id=actor.user_id,
        by_code=actor.commune_code,
        seen=seen,
    )


def approve_drafts(
    session: Session, *, incident_id: int, seen: Mapping[int, str], actor: Actor, now: datetime
) -> Approved:
    """Approve the drafts of an incident that were chosen, each as it was `seen` (by id, its mark).

    What may not be signed by this person, or says something else since, is left out. Raises NoDraftChosenError.
    """
    lock_open_incident(session, incident_id)
    orders = session.scalars(
        locked(
            select(OrderRow)
            .where(OrderRow.incident_id == incident_id, OrderRow.id.in_(seen))
            .order_by(OrderRow.id),
            key_share=True,
        )
    ).all()
    if not orders:
        raise NoDraftChosenError
    query = select(DispatchRow).where(DispatchRow.order_id.in_([order.id for order in orders]))
    rows = session.scalars(locked(query.order_by(DispatchRow.id))).all()
    lines, left = 0, []
    for order in orders:
        mine = [row for row in rows if row.order_id == order.id]
        as_seen = order.state == "draft" and mark_of(order, mine) == seen[order.id]
        reason = why_left(order, calls=len(mine), actor=actor, seen=as_seen)
        if reason is None:
            lines += approve(session, order_id=order.id, actor=actor, now=now)
        else:
            left.append((order.commune_code, reason))
    return Approved(orders=len(orders) - len(left), lines=lines, left=tuple(left))
