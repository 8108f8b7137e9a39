"""What incidents drew upon, added up by the database: types, orders by form, compensation."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, case, func, select
from sqlalchemy.orm import Session

from inventory.models import LotRow, ResourceTypeRow
from mobilization.models import CompensationRow, DispatchEventRow, DispatchRow, IncidentRow, OrderRow
from mobilization.queries.settlement import list_timed
from mobilization.rules.clocks import Clock, Standing, deadlines_of
from mobilization.rules.states import AT_WORK, State
from reports.queries.year import Period
from reports.rules.first_texts import Money, UsedLine

GIVEN_UP = (State.REFUSED.value, State.CANCELLED.value)
MOST_ORDERS = 5_000


def of_incident(incident_id: int) -> list[ColumnElement[bool]]:
    """Return the condition for the orders of one incident."""
    return [IncidentRow.id == incident_id]


def of_year(period: Period) -> list[ColumnElement[bool]]:
    """Return the condition for the orders approved in a year for real incidents, from the communes of the period."""
    found = [
        IncidentRow.drill.is_(False),
        OrderRow.approved_at >= period.start,
        OrderRow.approved_at < period.end,
    ]
    return [*found, OrderRow.commune_code.in_(period.codes)] if period.codes else found


def list_used(session: Session, where: list[ColumnElement[bool]]) -> list[UsedLine]:
    """Return every type called upon with how far it went, in the catalogue's order."""
    row = DispatchRow
    on_the_way = row.state.in_([State.DEPARTED.value, State.RELEASED.value])
    at_work = row.state.in_([state.value for state in AT_WORK])

    def total(column: Any, condition: ColumnElement[bool] | None = None) -> ColumnElement[Any]:
        worth = column if condition is None else case((condition, column), else_=0)
        return func.coalesce(func.sum(worth), 0, type_=row.quantity.type)

    query = (
        select(
            ResourceTypeRow.name,
            ResourceTypeRow.unit,
            total(row.quantity),
            total(row.quantity, on_the_way),
            total(row.quantity, at_work),
            total(row.back),
            total(row.used),
            total(row.lost),
            total(row.damaged),
        )
        .join(LotRow, LotRow.id == row.lot_id)
        .join(ResourceTypeRow, ResourceTypeRow.code == LotRow.type_code)
        .join(IncidentRow, IncidentRow.id == row.incident_id)
        .join(OrderRow, OrderRow.id == row.order_id)
        .where(OrderRow.state == "approved", row.state.not_in(GIVEN_UP), *where)
        .group_by(ResourceTypeRow.code, ResourceTypeRow.name, ResourceTypeRow.unit, ResourceTypeRow.position)
        .order_by(ResourceTypeRow.position)
    )
    names = tuple(UsedLine.__slots__)
    return [UsedLine(**dict(zip(names, found, strict=True))) for found in session.execute(query)]


def count_orders(session: Session, where: list[ColumnElement[bool]]) -> dict[str, int]:
    """Return how many approved orders there are of each legal form."""
    query = (
        select(OrderRow.form, func.count())
        .join(IncidentRow, IncidentRow.id == OrderRow.incident_id)
        .where(OrderRow.state == "approved", *where)
        .group_by(OrderRow.form)
        .order_by(OrderRow.form)
    )
    return {row[0]: row[1] for row in session.execute(query)}


def find_firsts(session: Session, incident_id: int) -> tuple[datetime | None, datetime | None, int]:
    """Return when the first order was approved, when the first resource arrived, and how many communes gave any."""
    arrived = (
        select(func.min(DispatchEventRow.happened_at))
        .where(DispatchEventRow.incident_id == incident_id, DispatchEventRow.state == State.ARRIVED.value)
        .scalar_subquery()
    )
    row = session.execute(
        select(func.min(OrderRow.approved_at), arrived, func.count(OrderRow.commune_code.distinct())).where(
            OrderRow.incident_id == incident_id, OrderRow.state == "approved"
        )
    ).one()
    return row[0], row[1], row[2]


def sum_money(session: Session, where: list[ColumnElement[bool]], *, now: datetime) -> Money:
    """Return what is owed and paid, and how many unpaid claims are past their term."""
    unpaid = CompensationRow.paid_on.is_(None)
    query = (
        select(
            CompensationRow.order_id,
            func.count(),
            func.sum(CompensationRow.amount_dong),
            func.sum(case((unpaid, 0), else_=CompensationRow.amount_dong)),
            func.sum(case((unpaid, 1), else_=0)),
        )
        .join(OrderRow, OrderRow.id == CompensationRow.order_id)
        .join(IncidentRow, IncidentRow.id == OrderRow.incident_id)
        .where(*where)
        .group_by(CompensationRow.order_id)
    )
    rows = session.execute(query).all()
    late = list_late_payments(session, now=now) if any(row[4] for row in rows) else set()
    return Money(
        due_dong=sum(int(row[2]) for row in rows),
        paid_dong=sum(int(row[3]) for row in rows),
        claims=sum(row[1] for row in rows),
        late=sum(int(row[4]) for row in rows if row[0] in late),
    )


def list_late_payments(session: Session, *, now: datetime) -> set[int]:
    """Return the orders whose term for payment is over with something unpaid."""
    return {
        timed.order_id
        for timed in list_timed(session, limit=MOST_ORDERS)
        for item in deadlines_of(timed.times)
        if item.clock is Clock.PAY and item.standing(now) is Standing.LATE
    }
