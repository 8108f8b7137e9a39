"""Nothing is settled while somebody is owed something for it."""

from __future__ import annotations

from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.errors import DomainError
from inventory.queries.lots import list_lots_by_ids
from inventory.rules.catalogue import Category, LegalForm
from mobilization.models import CompensationRow, DispatchRow, OrderRow
from mobilization.queries.bought import is_bought, is_price_due
from mobilization.rules.authority import PUBLIC_HOLDERS
from mobilization.rules.compensation import CAUSES, Cause, Harm, all_entered


class UnpaidError(DomainError):
    """Something is still owed for this resource: it cannot be settled. Luật 15/2008/QH12 điều 38."""

    code = "compensation_unpaid"
    status = 409


def check_paid(session: Session, row: DispatchRow) -> None:
    """Return where nothing is owed for a resource any more; all of a private owner's loss, a price must have been entered.

    Goods of theirs that were called out and used up are paid too, or given: the owner says so. For people who are missing
    or hurt their own law pays, not what is owed for things.
    """
    claims = session.scalars(select(CompensationRow).where(CompensationRow.dispatch_id == row.id)).all()
    lot = list_lots_by_ids(session, [row.lot_id])[row.lot_id]
    things = lot.category != Category.FORCES and lot.holder_kind not in PUBLIC_HOLDERS
    owed_for = things and not is_bought(session, row)
    order = session.get_one(OrderRow, row.order_id) if row.order_id else None
    used = row.used if order and Cause.USED in CAUSES[LegalForm(order.form)] else Decimal(0)
    harm = Harm(lost=row.lost, damaged=row.damaged, used=used, sent=row.quantity)
    entered = all_entered(harm, [(Cause(one.cause), one.quantity) for one in claims])
    if any(one.paid_on is None for one in claims) or (owed_for and not entered) or is_price_due(session, row):
        raise UnpaidError
