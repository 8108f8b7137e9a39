"""What is owed to owners after an order, for losses or for what was bought, and its payment."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.accounts.last_words import facts_of, last_word
from core.accounts.rules.roles import Actor
from core.clock import day_of
from core.errors import DomainError, NotFoundError, StaleError
from core.locking import locked
from core.values import frozen
from inventory.queries.lots import list_lots_by_ids
from inventory.rules.catalogue import Category, LegalForm
from mobilization.models import CompensationRow, DispatchRow, OrderRow
from mobilization.queries.bought import one_sale, quantity_bought
from mobilization.rules.compensation import (
    BOUGHT_IN,
    Budget,
    Cause,
    Claim,
    Harm,
    Method,
    amount_of,
    at_price,
    check_claim,
)
from mobilization.rules.states import HOME_AGAIN, State
from mobilization.services.incidents import stream_of
from mobilization.services.settlement import NotReturnedError, lock_approved, note_order


class NotHandedError(DomainError):
    """What is bought is paid once it was handed over."""

    code = "bought_not_handed"
    status = 409


class SettledError(DomainError):
    """The file of this resource is closed: nothing more is entered for it."""

    code = "dispatch_settled"
    status = 409


class PeopleNotOwedForError(DomainError):
    """For people called out there are days' pay and the allowances of their own law, not what is owed for things."""

    code = "people_not_owed_for"


class WaiverGroundError(DomainError):
    """That the owner asks for nothing is noted with what the owner said or wrote."""

    code = "waiver_ground"


class PaidAlreadyError(DomainError):
    """This loss was paid already."""

    code = "loss_paid"
    status = 409


class PaidFutureError(DomainError):
    """A payment is noted after it was made."""

    code = "happened_in_future"


@frozen
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
    """Return the id of what is owed: for no more of a resource than came back harmed or used up, or than was bought."""
    order, _timed = lock_approved(session, order_id)
    row = _lock_owed_for(session, order, dispatch_id)
    loss = _checked(session, order, row, loss)
    kept = CompensationRow(
        order_id=order_id,
        dispatch_id=dispatch_id,
        **_values(loss, terms, now),
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
        told = _changed_by(session, order, loss_id)
        raise StaleError(theirs={"amount": kept.amount_dong}, yours={"amount": amount_of(loss)}, **told)
    row = _lock_owed_for(session, order, kept.dispatch_id)
    loss = _checked(session, order, row, loss, but=loss_id)
    before = kept.amount_dong
    for name, value in _values(loss, terms, now).items():
        setattr(kept, name, value)
    kept.version += 1
    note_order(
        session, order, "loss.amend", actor, now, loss=loss_id, before=before, amount_dong=kept.amount_dong
    )


def _changed_by(session: Session, order: OrderRow, loss_id: int) -> dict[str, object]:
    return facts_of(
        last_word(session, stream_of(order.incident_id), str(order.id), "loss.%", loss=str(loss_id))
    )


def withdraw(
    session: Session, *, order_id: int, loss_id: int, version: int, actor: Actor, now: datetime
) -> None:
    """Take back a loss that is not paid yet; what it said stays in the audit chain."""
    order, _timed = lock_approved(session, order_id)
    kept = _lock_unpaid(session, order_id, loss_id)
    if kept.version != version:
        told = _changed_by(session, order, loss_id)
        raise StaleError(theirs={"amount": kept.amount_dong}, yours={"version": version}, **told)
    session.delete(kept)
    note_order(session, order, "loss.withdraw", actor, now, loss=loss_id, amount_dong=kept.amount_dong)


def _values(loss: Claim, terms: ClaimTerms, now: datetime) -> dict[str, Any]:
    """Return a loss as it is kept; where the owner asks for nothing, nothing waits to be paid."""
    waived = loss.method is Method.WAIVED
    if waived and not terms.ground.strip():
        raise WaiverGroundError
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
        "paid_on": day_of(now) if waived else None,
    }


def _lock_owed_for(session: Session, order: OrderRow, dispatch_id: int) -> DispatchRow:
    """Return a resource whose owner may be owed something, locked: one that came back, or that was handed over as bought."""
    row = session.scalars(
        locked(select(DispatchRow).where(DispatchRow.id == dispatch_id, DispatchRow.order_id == order.id))
    ).one_or_none()
    if row is None:
        raise NotFoundError(what=dispatch_id)
    bought = order.form == LegalForm.TRUNG_MUA.value
    if State(row.state) is State.SETTLED:
        raise SettledError
    if list_lots_by_ids(session, [row.lot_id])[row.lot_id].category == Category.FORCES:
        raise PeopleNotOwedForError
    if State(row.state) not in (BOUGHT_IN if bought else HOME_AGAIN):
        raise NotHandedError if bought else NotReturnedError
    return row


def _checked(session: Session, order: OrderRow, row: DispatchRow, loss: Claim, *, but: int = 0) -> Claim:
    """Return a claim that stays, with those entered before, within what the resource shows; `but` one is left out."""
    whose = one_sale(row) if loss.cause is Cause.BOUGHT else [row.id]
    already = session.scalar(
        select(func.sum(CompensationRow.quantity, type_=CompensationRow.quantity.type)).where(
            CompensationRow.dispatch_id.in_(whose),
            CompensationRow.cause == loss.cause.value,
            CompensationRow.id != but,
        )
    ) or Decimal(0)
    loss = at_price(loss, row.price_dong)
    harm = Harm(
        lost=row.lost - already,
        damaged=row.damaged - already,
        sent=row.quantity - already,
        used=row.used - already,
        bought=quantity_bought(session, row) - already,
        agreed_dong=row.price_dong,
    )
    check_claim(loss, harm, LegalForm(order.form))
    return loss


def _lock_unpaid(session: Session, order_id: int, loss_id: int, *, paying: bool = False) -> CompensationRow:
    """Return what is owed, locked; what an owner gave up waits for no payment, yet may be changed or taken back."""
    row = session.scalars(
        locked(
            select(CompensationRow).where(CompensationRow.id == loss_id, CompensationRow.order_id == order_id)
        )
    ).one_or_none()
    if row is None:
        raise NotFoundError(what=loss_id)
    if row.paid_on is not None and (paying or row.method != Method.WAIVED.value):
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
    row = _lock_unpaid(session, order_id, loss_id, paying=True)
    if row.version != version:
        told = _changed_by(session, order, loss_id)
        raise StaleError(
            theirs={"amount": row.amount_dong}, yours={"version": version}, version=row.version, **told
        )
    if paid_on > day_of(now):
        raise PaidFutureError
    row.paid_on, row.paid_document = paid_on, document.strip()
    row.version += 1
    note_order(session, order, "loss.paid", actor, now, loss=row.id, document=document)
