"""Nothing is settled while somebody is owed something for it."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.errors import DomainError
from inventory.queries.lots import list_lots_by_ids
from inventory.rules.catalogue import Category
from mobilization.models import CompensationRow, DispatchRow
from mobilization.queries.bought import is_bought, is_price_due
from mobilization.rules.authority import PUBLIC_HOLDERS
from mobilization.rules.compensation import Cause, Harm, all_entered


class UnpaidError(DomainError):
    """Something is still owed for this resource: it cannot be settled. Luật 15/2008/QH12 điều 38."""

    code = "compensation_unpaid"
    status = 409


def check_paid(session: Session, row: DispatchRow) -> None:
    """Return where nothing is owed for a resource any more; all of a private owner's loss, a price must have been entered.

    For people who are missing or hurt their own law pays, not what is owed for things.
    """
    claims = session.scalars(select(CompensationRow).where(CompensationRow.dispatch_id == row.id)).all()
    lot = list_lots_by_ids(session, [row.lot_id])[row.lot_id]
    things = lot.category != Category.FORCES and lot.holder_kind not in PUBLIC_HOLDERS
    owed_for = things and not is_bought(session, row)
    harm = Harm(lost=row.lost, damaged=row.damaged, sent=row.quantity)
    entered = all_entered(harm, [(Cause(one.cause), one.quantity) for one in claims])
    if any(one.paid_on is None for one in claims) or (owed_for and not entered) or is_price_due(session, row):
        raise UnpaidError
