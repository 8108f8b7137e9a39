"""What orders bought, and whether it was entered and paid: parts of one row of the list that went apart are one sale."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, select
from sqlalchemy.orm import Session, aliased

from inventory.rules.catalogue import LegalForm
from mobilization.models import CompensationRow, DispatchRow, OrderRow
from mobilization.rules.compensation import BOUGHT_IN
from mobilization.rules.states import State


def taken_over(line: Any) -> ColumnElement[bool]:
    """Return whether a resource left its owner, and did not turn back on the road."""
    gone = line.state.in_([state.value for state in BOUGHT_IN])
    return and_(gone, func.coalesce(line.released_from, "") != State.DEPARTED.value)


def price_entered(line: Any, *, before: datetime | None = None) -> ColumnElement[bool]:
    """Return whether what an order owes for a row of the list was entered, whichever of its parts carries it."""
    claim, sold = aliased(CompensationRow), aliased(DispatchRow)
    same = [sold.order_id == line.order_id, sold.lot_id == line.lot_id]
    if before is not None:
        same.append(claim.made_at < before)
    return select(claim.id).join(sold, sold.id == claim.dispatch_id).where(*same).exists()


def one_sale(row: DispatchRow) -> Select[int]:
    """Return the dispatches by which one order called on one row of the list."""
    mine = (DispatchRow.order_id == row.order_id, DispatchRow.lot_id == row.lot_id)
    return select(DispatchRow.id).where(*mine)


def quantity_bought(session: Session, row: DispatchRow) -> Decimal:
    """Return how much of one row of the list an order has called away."""
    gone = [state.value for state in BOUGHT_IN]
    query = select(func.sum(DispatchRow.quantity, type_=DispatchRow.quantity.type)).where(
        DispatchRow.id.in_(one_sale(row)), DispatchRow.state.in_(gone)
    )
    return session.scalar(query) or Decimal(0)


def is_bought(session: Session, row: DispatchRow) -> bool:
    """Return whether a resource was called by a compulsory purchase: what is lost of it is the State's own loss."""
    order = session.get_one(OrderRow, row.order_id) if row.order_id else None
    return order is not None and order.form == LegalForm.TRUNG_MUA.value


def is_price_due(session: Session, row: DispatchRow) -> bool:
    """Return whether a bought resource is not paid yet, or nobody has entered what is owed for it."""
    if not is_bought(session, row):
        return False
    paid = session.scalars(
        select(CompensationRow.paid_on).where(CompensationRow.dispatch_id.in_(one_sale(row)))
    ).all()
    return None in paid or (not paid and row.released_from != State.DEPARTED.value)
