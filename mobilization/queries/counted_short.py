"""What a commune's stocktake found less of than incidents hold: promised on paper, not there."""

from __future__ import annotations

from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.communes.models import CommuneRow
from core.communes.rules import KIND_TITLES
from core.together import Question
from core.values import frozen
from inventory.models import LotRow, ResourceTypeRow, StockCountLineRow
from inventory.rules.counting import Held, LineState
from mobilization.models import DispatchRow, IncidentRow
from mobilization.rules.states import State

NOT_LEFT = (State.RESERVED.value, State.ORDERED.value, State.ACKNOWLEDGED.value)


@frozen
class CountedShort:
    """A dispatch that has not left, of a row of which a stocktake found `present`: fewer than are held."""

    dispatch_id: int
    incident: str
    commune: str
    resource: str
    unit: str
    quantity: Decimal
    held: Decimal
    present: Decimal


def counted_short(
    *, scope: str | None, dispatch_id: int | None = None, most: int = 5
) -> Question[list[CountedShort]]:
    """Return the question for what running incidents within `scope` hold and a stocktake did not find, oldest first."""
    line = StockCountLineRow
    query = (
        select(
            DispatchRow, IncidentRow, CommuneRow, ResourceTypeRow, LotRow.reserved, LotRow.away, line.present
        )
        .join(LotRow, LotRow.id == DispatchRow.lot_id)
        .join(line, line.open_lot_id == LotRow.id)
        .join(IncidentRow, IncidentRow.id == DispatchRow.incident_id)
        .join(CommuneRow, CommuneRow.code == DispatchRow.commune_code)
        .join(ResourceTypeRow, ResourceTypeRow.code == LotRow.type_code)
        .where(
            line.state == LineState.HELD.value,
            line.held == Held.COMMITTED.value,
            DispatchRow.state.in_(NOT_LEFT),
            IncidentRow.closed_at.is_(None),
            IncidentRow.drill.is_(False),
        )
        .order_by(DispatchRow.id)
        .limit(most)
    )
    if scope is not None:
        query = query.where(IncidentRow.commune_code == scope)
    if dispatch_id is not None:
        query = query.where(DispatchRow.id == dispatch_id)
    return Question(
        query,
        lambda rows: [
            CountedShort(
                dispatch_id=item.id,
                incident=incident.title,
                commune=f"{KIND_TITLES[commune.kind]} {commune.name}",
                resource=kind.name,
                unit=kind.unit,
                quantity=item.quantity,
                held=reserved - away,
                present=present,
            )
            for item, incident, commune, kind, reserved, away, present in rows
        ],
    )


def find_counted_short(session: Session, dispatch_id: int) -> CountedShort | None:
    """Return what a stocktake found less of than is held of a dispatch's row, or None."""
    found = counted_short(scope=None, dispatch_id=dispatch_id, most=1).ask(session)
    return found[0] if found else None
