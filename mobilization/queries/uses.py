"""What of the catalogue and of the holders stands in open incidents."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from mobilization.models import IncidentRow, NeedRow, PlanChoiceRow


def count_open_uses(session: Session, kind: str, key: str) -> int:
    """Return how many needs of open incidents ask for a type, or how many standing bans name a holder."""
    is_open = IncidentRow.closed_at.is_(None)
    if kind == "type":
        query = (
            select(func.count()).select_from(NeedRow).join(IncidentRow, IncidentRow.id == NeedRow.incident_id)
        )
        wanted = (is_open, NeedRow.type_code == key, NeedRow.withdrawn_at.is_(None))
        return session.scalar(query.where(*wanted)) or 0
    query = select(func.count()).select_from(PlanChoiceRow)
    query = query.join(IncidentRow, IncidentRow.id == PlanChoiceRow.incident_id)
    standing = PlanChoiceRow.undone_at.is_(None)
    return session.scalar(query.where(is_open, standing, PlanChoiceRow.holder_id == int(key))) or 0
