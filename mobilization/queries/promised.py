"""What each incident has promised or away: to tell one incident's people from another's, and which rows it draws from."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from sqlalchemy import BigInteger, Executable, Select, bindparam, func, select, type_coerce
from sqlalchemy.orm import Session

from core.db import raw_rows
from inventory.models import LotRow
from mobilization.models import DispatchRow, IncidentRow
from mobilization.rules.states import OPEN_STATES


def promised_by_incident(session: Session, type_codes: Iterable[str]) -> dict[int, dict[int, int]]:
    """Return for each lot of some types the thousandths each real incident has of it, promised or away."""
    found: dict[int, dict[int, int]] = {}
    for lot_id, incident_id, quantity in raw_rows(session, _promised(), types=sorted(type_codes)):
        found.setdefault(lot_id, {})[incident_id] = int(quantity)
    return found


@cache
def _promised() -> Executable:
    return (
        select(
            DispatchRow.lot_id,
            DispatchRow.incident_id,
            func.sum(type_coerce(DispatchRow.quantity, BigInteger)),
        )
        .join(LotRow, LotRow.id == DispatchRow.lot_id)
        .join(IncidentRow, IncidentRow.id == DispatchRow.incident_id)
        .where(
            LotRow.type_code.in_(bindparam("types", expanding=True)),
            DispatchRow.state.in_([state.value for state in OPEN_STATES]),
            IncidentRow.drill.is_(False),
        )
        .group_by(DispatchRow.lot_id, DispatchRow.incident_id)
    )


def lots_of(incident_id: int) -> Select[int]:
    """Return a query of the rows of stock that an incident's dispatches come from."""
    return select(DispatchRow.lot_id).where(DispatchRow.incident_id == incident_id)
