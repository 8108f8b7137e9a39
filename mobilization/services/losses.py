"""Losses after a return, and their payment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.accounts.rules.roles import Actor
from core.clock import day_of
from core.errors import DomainError, NotFoundError, StaleError
from core.locking import locked
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
    row = _lock_returned(session, order_id, dispatch_id)
    _check_harm(session, row, loss)
    kept = CompensationRow(
        order_id=order_id,
        dispatch_id=dispatch_id,
        **_values(loss, terms),
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


def amend(
    session: Session,
    *,
    order_id: int,
    loss_id: int,
    version: int,
    loss: Claim,
    terms: ClaimTerms,
    actor: Actor,
    now: datetime,
) -> None:
    """Change a loss that is not paid yet; raises StaleError where another changed it in the meantime."""
    order, _timed = lock_approved(session, order_id)
    kept = _lock_unpaid(session, order_id, loss_id)
    if kept.version != version:
        raise StaleError(theirs={"amount": kept.amount_dong}, yours={"amount": amount_of(loss)})
    row = _lock_returned(session, order_id, kept.dispatch_id)
    _check_harm(session, row, loss, but=loss_id)
    before = kept.amount_dong
    for name, value in _values(loss, terms).items():
        setattr(kept, name, value)
    kept.version += 1
    note_order(
        session, order, "loss.amend", actor, now, loss=loss_id, before=before, amount_dong=kept.amount_dong
    )


def withdraw(
    session: Session, *, order_id: int, loss_id: int, version: int, actor: Actor, now: datetime
) -> None:
    """Take back a loss that is not paid yet; what it said stays in the audit chain."""
    order, _timed = lock_approved(session, order_id)
    kept = _lock_unpaid(session, order_id, loss_id)
    if kept.version != version:
        raise StaleError(theirs={"amount": kept.amount_dong}, yours={"version": version})
    session.delete(kept)
    note_order(session, order, "loss.withdraw", actor, now, loss=loss_id, amount_dong=kept.amount_dong)


def _values(loss: Claim, terms: ClaimTerms) -> dict[str, Any]:
    return {
        "cause": loss.cause.value,
        "method": loss.method.value,
        "quantity": loss.quantity,
        "unit_dong": loss.unit_dong,
        "days": loss.days,
        "amount_dong": amount_of(loss),
        "payer": terms.payer,
        "budget": terms.budget.value,
        "ground": terms.ground,
    }


def _lock_returned(session: Session, order_id: int, dispatch_id: int) -> DispatchRow:
    row = session.scalars(
        locked(select(DispatchRow).where(DispatchRow.id == dispatch_id, DispatchRow.order_id == order_id))
    ).one_or_none()
    if row is None:
        raise NotFoundError(what=dispatch_id)
    if State(row.state) not in HOME_AGAIN - {State.SETTLED}:
        raise NotReturnedError
    return row


def _check_harm(session: Session, row: DispatchRow, loss: Claim, *, but: int = 0) -> None:
    """Return where the losses entered for a resource stay within what the return showed; `but` one left out."""
    already = session.scalar(
        select(func.sum(CompensationRow.quantity, type_=CompensationRow.quantity.type)).where(
            CompensationRow.dispatch_id == row.id,
            CompensationRow.cause == loss.cause.value,
            CompensationRow.id != but,
        )
    ) or Decimal(0)
    harm = Harm(lost=row.lost - already, damaged=row.damaged - already, sent=row.quantity - already)
    check_claim(loss, harm)


def _lock_unpaid(session: Session, order_id: int, loss_id: int) -> CompensationRow:
    row = session.scalars(
        locked(
            select(CompensationRow).where(CompensationRow.id == loss_id, CompensationRow.order_id == order_id)
        )
    ).one_or_none()
    if row is None:
        raise NotFoundError(what=loss_id)
    if row.paid_on is not None:
        raise PaidAlreadyError
    return row


def pay(
    session: Session,
    *,
    order_id: int,
    loss_id: int,
    paid_on: date,
    document: str,
    actor: Actor,
    now: datetime,
    version: int,
) -> None:
    """Note a payment; once. Raises StaleError where the loss is no longer what the payer saw."""
    order, _timed = lock_approved(session, order_id)
    row = _lock_unpaid(session, order_id, loss_id)
    if row.version != version:
        raise StaleError(theirs={"amount": row.amount_dong}, yours={"version": version}, version=row.version)
    if paid_on > day_of(now):
        raise PaidFutureError
    row.paid_on, row.paid_document = paid_on, document.strip()
    row.version += 1
    note_order(session, order, "loss.paid", actor, now, loss=row.id, document=document)
