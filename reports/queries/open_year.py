"""How often each holder was drawn on in a year."""

from __future__ import annotations

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from core.clock import day_of
from inventory.models import HolderRow, LotRow
from mobilization.models import CompensationRow, DispatchRow, IncidentRow, OrderRow
from reports.queries.used import GIVEN_UP, of_year
from reports.queries.year import Period
from reports.rules.open_year import Drawn


def list_drawn(session: Session, period: Period) -> list[Drawn]:
    """Return calls and sums of every holder that was drawn on; drills are not in it."""
    paid = CompensationRow.paid_on < day_of(period.end)
    money = (
        select(
            CompensationRow.dispatch_id,
            func.sum(CompensationRow.amount_dong).label("due"),
            func.sum(case((paid, CompensationRow.amount_dong), else_=0)).label("paid"),
        )
        .group_by(CompensationRow.dispatch_id)
        .subquery()
    )
    whose = (HolderRow.id, LotRow.commune_code, HolderRow.kind, HolderRow.name)
    query = (
        select(
            *whose,
            func.count(),
            func.coalesce(func.sum(money.c.due), 0),
            func.coalesce(func.sum(money.c.paid), 0),
        )
        .select_from(DispatchRow)
        .join(LotRow, LotRow.id == DispatchRow.lot_id)
        .join(HolderRow, HolderRow.id == LotRow.holder_id)
        .join(OrderRow, OrderRow.id == DispatchRow.order_id)
        .join(IncidentRow, IncidentRow.id == DispatchRow.incident_id)
        .outerjoin(money, money.c.dispatch_id == DispatchRow.id)
        .where(OrderRow.state == "approved", DispatchRow.state.not_in(GIVEN_UP), *of_year(period))
        .group_by(*whose)
        .order_by(HolderRow.id)
    )
    return [
        Drawn(commune_code=code, kind=kind, name=name, calls=calls, due_dong=int(due), paid_dong=int(gone))
        for _id, code, kind, name, calls, due, gone in session.execute(query)
    ]
