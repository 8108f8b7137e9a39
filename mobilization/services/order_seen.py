"""Hold an order, also as the caller saw it, so that nobody approves or extends what has changed since."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.accounts.last_words import facts_of, last_word
from core.errors import DomainError, NotFoundError, StaleError
from core.locking import locked
from mobilization.models import DispatchRow, OrderRow
from mobilization.queries.dispatches import Dispatch
from mobilization.queries.orders import Order
from mobilization.services.incidents import lock_incident_of, stream_of


class DraftChangedError(DomainError):
    """The draft does not say any more what the approver read."""

    code = "draft_changed"
    status = 409


def mark_of(order: Order | OrderRow, lines: Sequence[Dispatch | DispatchRow]) -> str:
    """Return a mark of what an order says now: its version, and of a draft also what it calls on."""
    if order.state != "draft":
        return str(order.version)
    said = sorted((line.id, str(line.quantity.normalize()), line.price_dong) for line in lines)
    return f"{order.version}_{hashlib.sha256(repr(said).encode()).hexdigest()[:12]}"


def lock_order(session: Session, order_id: int) -> OrderRow:
    """Return an order, locked; raises NotFoundError."""
    query = select(OrderRow).where(OrderRow.id == order_id)
    order = session.scalars(locked(query, key_share=True)).one_or_none()
    if order is None:
        raise NotFoundError(what=order_id)
    return order


def lock_order_as_seen(session: Session, *, order_id: int, seen: str) -> None:
    """Lock an order, after its incident, and its lines; raises StaleError where it is not what the caller saw."""
    lock_incident_of(session, order_id, running=False)
    order = lock_order(session, order_id)
    lines = session.scalars(
        locked(select(DispatchRow).where(DispatchRow.order_id == order_id).order_by(DispatchRow.id))
    ).all()
    mark = mark_of(order, lines)
    if mark != seen:
        told = facts_of(last_word(session, stream_of(order.incident_id), str(order_id), "order.%"))
        raise StaleError(
            yours={"mark": seen}, theirs={"mark": mark, "state": order.state}, version=mark, **told
        )
