"""What incidents drew upon, added up by the database: types, orders by form, compensation."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, case, func, select

from core.together import Question
from core.values import frozen
from inventory.models import LotRow, ResourceTypeRow
from mobilization.models import CompensationRow, DispatchEventRow, DispatchRow, IncidentRow, OrderRow
from mobilization.queries.settlement import running_orders
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


def used_lines(where: list[ColumnElement[bool]]) -> Question[list[UsedLine]]:
    """Return the question for every type called upon with how far it went, in the catalogue's order."""
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
            ResourceTypeRow.category,
        )
        .join(LotRow, LotRow.id == row.lot_id)
        .join(ResourceTypeRow, ResourceTypeRow.code == LotRow.type_code)
        .join(IncidentRow, IncidentRow.id == row.incident_id)
        .join(OrderRow, OrderRow.id == row.order_id)
        .where(OrderRow.state == "approved", row.state.not_in(GIVEN_UP), *where)
        .group_by(
            ResourceTypeRow.code,
            ResourceTypeRow.name,
            ResourceTypeRow.unit,
            ResourceTypeRow.position,
            ResourceTypeRow.category,
        )
        .order_by(ResourceTypeRow.position)
    )
    names = tuple(UsedLine.__dataclass_fields__)
    return Question(query, lambda rows: [UsedLine(**dict(zip(names, found, strict=True))) for found in rows])


def orders_by_form(where: list[ColumnElement[bool]]) -> Question[dict[str, int]]:
    """Return the question how many approved orders there are of each legal form."""
    query = (
        select(OrderRow.form, func.count())
        .join(IncidentRow, IncidentRow.id == OrderRow.incident_id)
        .where(OrderRow.state == "approved", *where)
        .group_by(OrderRow.form)
        .order_by(OrderRow.form)
    )
    return Question(query, lambda rows: {row[0]: row[1] for row in rows})


def firsts_of(incident_id: int) -> Question[tuple[datetime | None, datetime | None, int]]:
    """Return the question for when the first order was approved, when the first resource arrived, how many communes gave any."""
    moment = OrderRow.approved_at.type
    arrived = (
        select(func.min(DispatchEventRow.happened_at, type_=moment))
        .where(DispatchEventRow.incident_id == incident_id, DispatchEventRow.state == State.ARRIVED.value)
        .scalar_subquery()
    )
    first = func.min(OrderRow.approved_at, type_=moment)
    query = select(first, arrived, func.count(OrderRow.commune_code.distinct())).where(
        OrderRow.incident_id == incident_id, OrderRow.state == "approved"
    )
    return Question(query, lambda rows: tuple(rows.one()))


@frozen
class Claims:
    """What is owed for the losses of one order."""

    order_id: int
    claims: int
    due_dong: int
    paid_dong: int
    unpaid: int


def claims_by_order(where: list[ColumnElement[bool]]) -> Question[list[Claims]]:
    """Return the question for what is owed and paid, order by order."""
    dong = CompensationRow.amount_dong.type
    unpaid = CompensationRow.paid_on.is_(None)
    query = (
        select(
            CompensationRow.order_id,
            func.count(),
            func.sum(CompensationRow.amount_dong, type_=dong),
            func.sum(case((unpaid, 0), else_=CompensationRow.amount_dong), type_=dong),
            func.sum(case((unpaid, 1), else_=0), type_=dong),
        )
        .join(OrderRow, OrderRow.id == CompensationRow.order_id)
        .join(IncidentRow, IncidentRow.id == OrderRow.incident_id)
        .where(*where)
        .group_by(CompensationRow.order_id)
    )
    names = tuple(Claims.__dataclass_fields__)
    return Question(
        query, lambda rows: [Claims(**dict(zip(names, map(int, found), strict=True))) for found in rows]
    )


def money_of(claims: list[Claims], late: set[int]) -> Money:
    """Return what is owed and paid together; `late` are the orders past their term for payment."""
    return Money(
        due_dong=sum(item.due_dong for item in claims),
        paid_dong=sum(item.paid_dong for item in claims),
        claims=sum(item.claims for item in claims),
        late=sum(item.unpaid for item in claims if item.order_id in late),
    )


def late_payments(now: datetime) -> Question[set[int]]:
    """Return the question for the orders whose term for payment is over with something unpaid."""
    return running_orders(scope=None, limit=MOST_ORDERS).then(
        lambda orders: {
            timed.order_id
            for timed in orders
            for item in deadlines_of(timed.times)
            if item.clock is Clock.PAY and item.standing(now) is Standing.LATE
        }
    )
