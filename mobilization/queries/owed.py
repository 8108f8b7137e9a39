"""What is owed and paid over the orders of an incident, or of all: for who pays and for who audits."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Select, or_, select
from sqlalchemy.orm import Session

from core.clock import end_of, start_of
from core.communes.models import CommuneRow
from core.communes.rules import KIND_TITLES
from core.values import frozen
from mobilization.models import CompensationRow, DayPayRow, IncidentRow, OrderRow
from mobilization.queries.minutes import Loss, loss_of, select_losses
from mobilization.queries.terms import DayPay, day_pay_of

Kept = TypeVar("Kept")
Asking = TypeVar("Asking", bound=Select[*tuple[Any, ...]])


@frozen
class OwedAsked:
    """Which orders: of one incident or of all that are no drill, and the days within which it was noted, or paid."""

    scope: str | None
    incident_id: int | None = None
    since: date | None = None
    until: date | None = None
    paid: bool = False


@frozen
class OfOrder:
    """The order something is owed for."""

    order_id: int
    number: str
    incident_id: int
    incident: str
    commune: str


@frozen
class OwedLoss:
    """A loss with the order it belongs to."""

    order: OfOrder
    loss: Loss

    @property
    def amount_dong(self) -> int:
        """Whole đồng."""
        return self.loss.amount_dong

    @property
    def paid_on(self) -> date | None:
        """When it was paid, or None."""
        return self.loss.paid_on

    @property
    def owner(self) -> str:
        """The owner, told apart from one of the same name elsewhere."""
        return f"{self.loss.owner}, {self.order.commune}"


@frozen
class OwedDays:
    """Days of people called out with the order they belong to."""

    order: OfOrder
    days: DayPay


def list_owed(
    session: Session, asked: OwedAsked, *, after: int | None = None, limit: int = 0
) -> list[OwedLoss]:
    """Return the losses asked for, those not paid first, then by order; or `limit` of them by id, past `after`."""
    query = (
        select_losses()
        .join(OrderRow, OrderRow.id == CompensationRow.order_id)
        .where(*_within(asked, CompensationRow.made_at, CompensationRow.paid_on))
        .order_by(CompensationRow.paid_on.is_not(None), OrderRow.id, CompensationRow.id)
    )
    query = _part(query, CompensationRow.id, after, limit)
    return _of_orders(session, query, asked, lambda order, *row: OwedLoss(order=order, loss=loss_of(*row)))


def list_worked(
    session: Session, asked: OwedAsked, *, after: int | None = None, limit: int = 0
) -> list[OwedDays]:
    """Return the days of people asked for; of days nobody notes when they were paid, so none stand among the paid."""
    if asked.paid:
        return []
    query = (
        select(DayPayRow)
        .join(OrderRow, OrderRow.id == DayPayRow.order_id)
        .where(*_within(asked, DayPayRow.made_at, None))
        .order_by(OrderRow.id, DayPayRow.id)
    )
    query = _part(query, DayPayRow.id, after, limit)
    return _of_orders(session, query, asked, lambda order, row: OwedDays(order=order, days=day_pay_of(row)))


def _part(query: Asking, number: Any, after: int | None, limit: int) -> Asking:
    if after is None:
        return query
    return query.where(number > after).order_by(None).order_by(number).limit(limit)


def _within(asked: OwedAsked, noted: Any, paid_on: Any) -> list[ColumnElement[bool]]:
    found = []
    if asked.paid:
        found.append(paid_on.is_not(None))
    column = paid_on if asked.paid else noted
    if asked.since:
        found.append(column >= (asked.since if asked.paid else start_of(asked.since)))
    if asked.until:
        found.append(column <= asked.until if asked.paid else column < end_of(asked.until))
    return found


def _of_orders(
    session: Session, query: Select[*tuple[Any, ...]], asked: OwedAsked, make: Callable[..., Kept]
) -> list[Kept]:
    query = (
        query.join(IncidentRow, IncidentRow.id == OrderRow.incident_id)
        .join(CommuneRow, CommuneRow.code == OrderRow.commune_code)
        .add_columns(OrderRow.id, OrderRow.number, IncidentRow.id, IncidentRow.title, CommuneRow)
    )
    if asked.incident_id is None:
        query = query.where(IncidentRow.drill.is_(False))
    else:
        query = query.where(OrderRow.incident_id == asked.incident_id)
    if asked.scope is not None:
        query = query.where(or_(OrderRow.commune_code == asked.scope, OrderRow.issuer_code == asked.scope))
    found = []
    for *kept, order_id, number, incident_id, incident, commune in session.execute(query):
        order = OfOrder(
            order_id=order_id,
            number=number,
            incident_id=incident_id,
            incident=incident,
            commune=f"{KIND_TITLES[commune.kind]} {commune.name}",
        )
        found.append(make(order, *kept))
    return found
