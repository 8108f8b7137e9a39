"""The incidents the province runs now."""

from __future__ import annotations

from functools import cache

from sqlalchemy import Executable, select
from sqlalchemy.orm import Session

from core.communes.models import CommuneRow
from core.db import plain_rows
from core.locking import locked
from mobilization.models import IncidentRow
from mobilization.queries.incidents import Incident, incident_of


def list_running(session: Session, *, held: bool = False) -> list[Incident]:
    """Return the incidents the province runs now, oldest first: those that share one stock. Drills have their own.

    They may be `held` until the transaction ends: locked in the order of their ids.
    """
    return [incident_of(row, row) for row in plain_rows(session, _running(held))]


@cache
def _running(held: bool) -> Executable:
    query = (
        select(*IncidentRow.__table__.c, CommuneRow.kind, CommuneRow.name)
        .join(CommuneRow, CommuneRow.code == IncidentRow.commune_code)
        .where(
            IncidentRow.closed_at.is_(None), IncidentRow.run_by == "province", IncidentRow.drill.is_(False)
        )
        .order_by(IncidentRow.id)
    )
    return locked(query, key_share=True, of=IncidentRow) if held else query
