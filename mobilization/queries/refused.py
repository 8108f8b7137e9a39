"""What was refused or given up in an incident."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal

from sqlalchemy import select

from core.communes.models import CommuneRow
from core.communes.rules import KIND_TITLES
from core.together import Question
from core.values import frozen
from inventory.models import HolderRow, LotRow, ResourceTypeRow
from mobilization.models import DispatchRow
from mobilization.queries.serving import GIVEN_UP
from mobilization.rules.states import State


@frozen
class Refused:
    """A resource that was refused or given up in an incident."""

    dispatch_id: int
    lot_id: int
    holder_id: int
    resource: str
    unit: str
    quantity: Decimal
    holder: str
    commune: str
    state: State
    state_at: datetime


def refused_of(incident_id: int) -> Question[list[Refused]]:
    """Return the question for what holders of an incident refused, newest first."""
    query = (
        select(DispatchRow, LotRow.holder_id, ResourceTypeRow, HolderRow.name, CommuneRow)
        .join(LotRow, LotRow.id == DispatchRow.lot_id)
        .join(ResourceTypeRow, ResourceTypeRow.code == LotRow.type_code)
        .join(HolderRow, HolderRow.id == LotRow.holder_id)
        .join(CommuneRow, CommuneRow.code == LotRow.commune_code)
        .where(DispatchRow.incident_id == incident_id, DispatchRow.state.in_(GIVEN_UP))
        .order_by(DispatchRow.state_at.desc(), DispatchRow.id.desc())
    )
    return Question(query, lambda rows: [_refused(*row) for row in rows])


def _refused(
    row: DispatchRow, holder_id: int, kind: ResourceTypeRow, holder: str, commune: CommuneRow
) -> Refused:
    return Refused(
        dispatch_id=row.id,
        lot_id=row.lot_id,
        holder_id=holder_id,
        resource=kind.name,
        unit=kind.unit,
        quantity=row.quantity,
        holder=holder,
        commune=f"{KIND_TITLES[commune.kind]} {commune.name}",
        state=State(row.state),
        state_at=row.state_at,
    )


def lots_refused(found: Iterable[Refused]) -> set[int]:
    """Return the lots whose holders refused; what the post itself called off is not among them."""
    return {item.lot_id for item in found if item.state is State.REFUSED}
