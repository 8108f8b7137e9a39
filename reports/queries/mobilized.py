"""What was called upon in a year, from the orders and the steps of every dispatch."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Select, Subquery, case, exists, func, or_, select

from core.clock import day_of
from core.communes.models import CommuneRow
from core.together import Question
from inventory.models import HolderRow, LotRow
from mobilization.models import (
    CompensationRow,
    DispatchEventRow,
    DispatchRow,
    IncidentRow,
    OrderActRow,
    OrderRow,
)
from mobilization.queries.bought import price_entered
from mobilization.rules.clocks import has_term
from mobilization.rules.states import GIVEN_UP, HOME_AGAIN, OPEN_STATES, State
from reports.queries.year import Period
from reports.rules.year import Mobilized


def _steps(period: Period) -> Subquery:
    """Return, for every dispatch, its first, last, leaving and returning step before the year's end."""
    event = DispatchEventRow
    moment = event.happened_at.type
    return (
        select(
            event.dispatch_id,
            func.max(event.id).label("last_id"),
            func.min(event.happened_at, type_=moment).label("first_at"),
            func.min(case((event.state == State.DEPARTED.value, event.happened_at)), type_=moment).label(
                "departed_at"
            ),
            func.max(case((event.state == State.RETURNED.value, event.happened_at)), type_=moment).label(
                "returned_at"
            ),
        )
        .where(event.happened_at < period.end, *_known(period, event.entered_at))
        .group_by(event.dispatch_id)
        .subquery()
    )


def _known(period: Period, entered_at: Any) -> list[ColumnElement[bool]]:
    return [] if period.known_at is None else [entered_at <= period.known_at]


def _money(period: Period) -> Subquery:
    """Return what is owed for every dispatch and what was paid by the year's end."""
    row = CompensationRow
    paid = row.paid_on < day_of(period.end)
    return (
        select(
            row.dispatch_id,
            func.sum(row.amount_dong).label("due_dong"),
            func.sum(case((paid, row.amount_dong), else_=0)).label("paid_dong"),
            func.max(case((paid, row.paid_on)), type_=row.paid_on.type).label("paid_on"),
        )
        .where(row.made_at < period.end, *_known(period, row.made_at))
        .group_by(row.dispatch_id)
        .subquery()
    )


def _query(period: Period, *, drill: bool, columns: tuple[Any, ...], steps: Subquery) -> Select[Any]:
    """Return the dispatches under an approved order that were not over before the year began."""
    last = select(DispatchEventRow.id, DispatchEventRow.state, DispatchEventRow.happened_at).subquery()
    still_open = last.c.state.in_([state.value for state in OPEN_STATES])
    query = (
        select(*columns, last.c.state)
        .join(steps, steps.c.dispatch_id == DispatchRow.id)
        .join(last, last.c.id == steps.c.last_id)
        .join(IncidentRow, IncidentRow.id == DispatchRow.incident_id)
        .join(LotRow, LotRow.id == DispatchRow.lot_id)
        .join(HolderRow, HolderRow.id == LotRow.holder_id)
        .join(CommuneRow, CommuneRow.code == DispatchRow.commune_code)
        .join(OrderRow, OrderRow.id == DispatchRow.order_id)
        .where(IncidentRow.drill.is_(drill), OrderRow.approved_at < period.end)
        .where(or_(still_open, last.c.happened_at >= period.start))
    )
    return query.where(LotRow.commune_code.in_(period.codes)) if period.codes else query


def mobilized(period: Period) -> Question[list[Mobilized]]:
    """Return the question for what real incidents called upon, in the order of the first step."""
    steps, money = _steps(period), _money(period)
    longer = (
        exists()
        .where(OrderActRow.order_id == OrderRow.id, OrderActRow.kind == "pay_extended")
        .where(OrderActRow.happened_at < period.end, *_known(period, OrderActRow.entered_at))
        .correlate(OrderRow)
    )
    extended = (
        select(func.max(OrderActRow.until, type_=OrderActRow.until.type))
        .where(OrderActRow.order_id == OrderRow.id, OrderActRow.kind == "extended")
        .where(OrderActRow.happened_at < period.end, *_known(period, OrderActRow.entered_at))
        .correlate(OrderRow)
        .scalar_subquery()
    )
    columns = (
        DispatchRow,
        LotRow,
        HolderRow.name,
        IncidentRow.title,
        OrderRow,
        steps.c.departed_at,
        steps.c.returned_at,
        money.c.due_dong,
        money.c.paid_dong,
        money.c.paid_on,
        longer.label("longer"),
        extended.label("extended"),
        price_entered(DispatchRow, before=period.end).label("entered"),
    )
    query = _query(period, drill=False, columns=columns, steps=steps)
    query = query.outerjoin(money, money.c.dispatch_id == DispatchRow.id)
    query = query.order_by(steps.c.first_at, DispatchRow.id)
    return Question(query, _whole)


def _whole(rows: Iterable[Any]) -> list[Mobilized]:
    """Return what was called upon; parts that had not gone apart by the year's end stand as the one they were."""
    origins: dict[int, int] = {}
    found: dict[Any, Mobilized] = {}
    for row in rows:
        dispatch, item = row[0], _mobilized(row)
        origin = dispatch.part_of and origins.get(dispatch.part_of, dispatch.part_of)
        origins[dispatch.id] = origin or dispatch.id
        same = item.back is None and item.paid_dong is None
        key = (
            (origins[dispatch.id], replace(item, quantity=Decimal(0), due_dong=None)) if same else dispatch.id
        )
        if other := found.get(key):
            due = None if item.due_dong is None else item.due_dong + (other.due_dong or 0)
            item = replace(other, quantity=other.quantity + item.quantity, due_dong=due)
        found[key] = item
    return list(found.values())


def drill_dispatches(period: Period) -> Question[int]:
    """Return the question how many dispatches of drills the year had."""
    steps = _steps(period)
    inner = _query(period, drill=True, columns=(DispatchRow.id,), steps=steps).subquery()
    return Question(select(func.count()).select_from(inner), lambda rows: int(rows.scalar_one()))


def _mobilized(row: Any) -> Mobilized:
    dispatch, lot, holder, incident, order, departed_at, returned_at = row[:7]
    due, paid, paid_on, longer, extended, entered, state = row[7:]
    closed = state in HOME_AGAIN
    if due is None and not entered and state not in GIVEN_UP and dispatch.price_dong is not None:
        due = int(dispatch.price_dong * dispatch.quantity)  # the decision's price, until it is entered
    return Mobilized(
        order_number=order.number,
        form=order.form,
        incident=incident,
        commune_code=lot.commune_code,
        type_code=lot.type_code,
        holder=holder,
        mark=lot.mark,
        quantity=dispatch.quantity,
        approved_on=_day(order.approved_at),
        departed_on=_day(departed_at),
        until=_day(extended or order.until) if has_term(order.form) else None,
        returned_on=_day(returned_at) if closed else None,
        state=state,
        back=dispatch.back if closed else None,
        used=dispatch.used if closed else None,
        lost=dispatch.lost if closed else None,
        damaged=dispatch.damaged if closed else None,
        due_dong=due,
        paid_dong=paid,
        paid_on=paid_on,
        pay_longer=bool(longer),
        bought_pay_by=_day(order.pay_by),
    )


def _day(moment: datetime | None) -> date | None:
    return None if moment is None else day_of(moment)
