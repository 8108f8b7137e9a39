"""What is owed and paid over all orders of an incident, or of all: the figures of the page and its workbook."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy.orm import Session

from core.accounts.rules.roles import Permission
from core.errors import NotFoundError
from core.web.access import current_actor
from core.web.api import reads
from core.web.doors import reading
from mobilization.api.blueprint import bp
from mobilization.queries.incidents import get_incident
from mobilization.queries.minutes import Loss
from mobilization.queries.orders import donor_of_order, get_order
from mobilization.queries.owed import OfOrder, OwedAsked, list_owed, list_worked
from mobilization.queries.terms import DayPay, list_day_pay
from mobilization.rules.compensation import total_of, totals_by
from mobilization.schemas.api_owed import (
    BY_PAID,
    DayPaySchema,
    OwedAskedSchema,
    OwedDaysListSchema,
    OwedLossListSchema,
    OwedPageAskedSchema,
    OwedTotalsSchema,
)


def _asked(session: Session, *, incident: int, by: str, **days: Any) -> OwedAsked:
    """Return the conditions; raises NotFoundError for an incident that this account may not read."""
    actor = current_actor()
    if incident:
        found = get_incident(session, incident)
        if not actor.may(Permission.INCIDENT_READ, found.commune_code):
            raise NotFoundError(what=incident)
    return OwedAsked(
        scope=actor.scope(Permission.ORDER_READ), incident_id=incident or None, paid=by == BY_PAID, **days
    )


@reads(bp, "/owed", answer=OwedTotalsSchema(), permission=Permission.ORDER_READ, query=OwedAskedSchema)
def owed_totals(**asked: Any) -> Mapping[str, object]:
    """What is owed to owners for losses and for what was bought, by owner and by budget, and days of people."""
    with reading() as session:
        said = _asked(session, **asked)
        owed, worked = list_owed(session, said), list_worked(session, said)
    days: dict[str, list[int]] = {}
    for item in worked:
        days.setdefault(item.days.budget, []).append(item.days.amount_dong)
    return {
        "whole": total_of(owed),
        "owners": totals_by(owed, lambda item: item.owner),
        "budgets": totals_by(owed, lambda item: item.loss.budget),
        "days": [
            {"budget": budget, "count": len(sums), "amount_dong": sum(sums)}
            for budget, sums in sorted(days.items())
        ],
    }


def _part(
    name: str, found: Sequence[tuple[OfOrder, Loss]] | Sequence[tuple[OfOrder, DayPay]], limit: int
) -> Mapping[str, object]:
    """Return so many of what was found, each with its order, and where the next part begins."""
    shown = found[:limit]
    return {
        name: [
            asdict(kept)
            | {
                "order_id": order.order_id,
                "order_number": order.number,
                "incident_id": order.incident_id,
                "commune": order.commune,
            }
            for order, kept in shown
        ],
        "next": shown[-1][1].id if len(found) > limit else None,
    }


@reads(
    bp,
    "/owed/losses",
    answer=OwedLossListSchema(),
    permission=Permission.ORDER_READ,
    query=OwedPageAskedSchema,
)
def owed_losses(after: int, limit: int, **asked: Any) -> Mapping[str, object]:
    """What makes up the totals, one by one: what is owed to whom for what, and whether it was paid."""
    with reading() as session:
        found = list_owed(session, _asked(session, **asked), after=after, limit=limit + 1)
    return _part("losses", [(item.order, item.loss) for item in found], limit)


@reads(
    bp, "/owed/days", answer=OwedDaysListSchema(), permission=Permission.ORDER_READ, query=OwedPageAskedSchema
)
def owed_days(after: int, limit: int, **asked: Any) -> Mapping[str, object]:
    """Days of people called out, one by one."""
    with reading() as session:
        found = list_worked(session, _asked(session, **asked), after=after, limit=limit + 1)
    return _part("days", [(item.order, item.days) for item in found], limit)


@reads(
    bp,
    "/orders/<int:order_id>/days",
    answer=DayPaySchema(many=True),
    permission=Permission.ORDER_READ,
    commune_of=donor_of_order,
)
def order_days(order_id: int) -> list[DayPay]:
    """Days and nights of people called out by an order, and what they come to."""
    with reading() as session:
        get_order(session, order_id)
        return list_day_pay(session, order_id)
