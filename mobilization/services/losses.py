"""Losses after a return, and their payment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.accounts.rules.roles import Actor
from core.clock import day_of
from core.errors import DomainError, NotFoundError
from mobilization.models import CompensationRow, DispatchRow
from mobilization.rules.compensation import Budget, Claim, Harm, amount_of, check_claim
from mobilization.rules.states import HOME_AGAIN, State
from mobilization.services.settlement import NotReturnedError, lock_approved, note_order


class PaidAlreadyError(DomainError):
    """This loss was paid already."""

    code = "loss_paid"
    status = 409


class PaidFutureError(DomainError):
    """A payment is noted after it was made."""

    code = "happened_in_future"


@dataclass(frozen=True, kw_only=True, slots=True)
class ClaimTerms:
    """Who pays a loss out of which money, and on what ground the amount was found."""

    payer: str
    budget: Budget
    ground: str


def claim(
    session: Session,
    *,
    order_id: int,
    dispatch_id: int,
    loss: Claim,
    terms: ClaimTerms,
    actor: Actor,
    now: datetime,
) -> int:
    """Return the id of a loss entered after the return; not more of a resource than came back lost or damaged."""
    order, _timed = lock_approved(session, order_id)
    row = session.scalars(
        select(DispatchRow)
        .where(DispatchRow.id == dispatch_id, DispatchRow.order_id == order_id)
        .with_for_update()
    ).one_or_none()
    if row is None:
        raise NotFoundError(what=dispatch_id)
    if State(row.state) not in HOME_AGAIN - {State.SETTLED}:
        raise NotReturnedError
    already = session.scalar(
        select(func.sum(CompensationRow.quantity, type_=CompensationRow.quantity.type)).where(
            CompensationRow.dispatch_id == dispatch_id, CompensationRow.cause == loss.cause.value
        )
    ) or Decimal(0)
    check_claim(
        loss, Harm(lost=row.lost - already, damaged=row.damaged - already, sent=row.quantity - already)
    )
    kept = CompensationRow(
        order_id=order_id,
        dispatch_id=dispatch_id,
        cause=loss.cause.value,
        method=loss.method.value,
        quantity=loss.quantity,
        unit_dong=loss.unit_dong,
        days=loss.days,
        amount_dong=amount_of(loss),
        payer=terms.payer,
        budget=terms.budget.value,
        ground=terms.ground,
        paid_on=None,
        paid_document="",
        made_by=actor.name,
        made_at=now,
        version=1,
    )
    session.add(kept)
    session.flush()
    note_order(session, order, "loss.claim", actor, now, loss=kept.id, amount_dong=kept.amount_dong)
    return kept.id


def pay(
    session: Session,
    *,
    order_id: int,
    loss_id: int,
    paid_on: date,
    document: str,
    actor: Actor,
    now: datetime,
) -> None:
    """Note a payment; once."""
    order, _timed = lock_approved(session, order_id)
    row = session.scalars(
        select(CompensationRow)
        .where(CompensationRow.id == loss_id, CompensationRow.order_id == order_id)
        .with_for_update()
    ).one_or_none()
    if row is None:
        raise NotFoundError(what=loss_id)
    if row.paid_on is not None:
        raise PaidAlreadyError
    if paid_on > day_of(now):
        raise PaidFutureError
    row.paid_on, row.paid_document = paid_on, document.strip()
    row.version += 1
    note_order(session, order, "loss.paid", actor, now, loss=row.id, document=document)
