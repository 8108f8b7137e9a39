"""The dispatches of one incident with the moments of their steps."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, case, func, select
from sqlalchemy.orm import Session

from core.communes.models import CommuneRow
from core.communes.rules import KIND_TITLES
from inventory.models import LotRow, ResourceTypeRow
from mobilization.models import DispatchEventRow, DispatchRow, OrderRow
from mobilization.rules.states import State
from reports.queries.used import GIVEN_UP
from reports.rules.moves import Move

MOST = 60  # on one drawing and in its table


def list_moves(session: Session, incident_id: int) -> list[Move]:
    """Return the incident's dispatches under an approved order, the earliest order first, at most `MOST`."""
    event = DispatchEventRow

    def first(state: State) -> ColumnElement[datetime | None]:
        return func.min(case((event.state == state.value, event.happened_at)), type_=event.happened_at.type)

    query = (
        select(
            ResourceTypeRow.name,
            ResourceTypeRow.unit,
            DispatchRow.quantity,
            CommuneRow.kind,
            CommuneRow.name,
            OrderRow.approved_at,
            first(State.DEPARTED),
            first(State.ARRIVED),
            first(State.RELEASED),
            first(State.RETURNED),
        )
        .select_from(DispatchRow)
        .join(OrderRow, OrderRow.id == DispatchRow.order_id)
        .join(LotRow, LotRow.id == DispatchRow.lot_id)
        .join(ResourceTypeRow, ResourceTypeRow.code == LotRow.type_code)
        .join(CommuneRow, CommuneRow.code == LotRow.commune_code)
        .outerjoin(event, event.dispatch_id == DispatchRow.id)
        .where(
            DispatchRow.incident_id == incident_id,
            DispatchRow.state.not_in(GIVEN_UP),
            OrderRow.approved_at.is_not(None),
        )
        .group_by(DispatchRow.id, ResourceTypeRow.code, CommuneRow.code, OrderRow.id)
        .order_by(OrderRow.approved_at, DispatchRow.id)
        .limit(MOST)
    )
    return [
        Move(
            resource=resource,
            unit=unit,
            quantity=quantity,
            commune=f"{KIND_TITLES[kind]} {name}",
            ordered_at=ordered,
            departed_at=departed,
            arrived_at=arrived,
            released_at=released,
            returned_at=returned,
        )
        for resource, unit, quantity, kind, name, ordered, departed, arrived, released, returned in session.execute(
            query
        )
    ]
