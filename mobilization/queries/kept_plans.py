"""The newest plan of each incident, as it was kept."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from mobilization.models import PlanRow


@dataclass(frozen=True, kw_only=True, slots=True)
class LatestPlan:
    """The newest plan of an incident as it was kept, how many it has had and how many were accepted."""

    id: int
    state: str
    proved: bool
    made_at: datetime
    result: dict[str, Any]
    count: int
    accepted: int


def latest_plans(session: Session, incident_ids: Iterable[int]) -> dict[int, LatestPlan]:
    """Return the newest plan of each incident that has one; the others are counted, not read."""
    counted = (
        select(
            func.max(PlanRow.id).label("newest"),
            func.count().label("plans"),
            func.sum(case((PlanRow.state == "accepted", 1), else_=0)).label("accepted"),
        )
        .where(PlanRow.incident_id.in_(list(incident_ids)))
        .group_by(PlanRow.incident_id)
        .subquery()
    )
    query = select(
        PlanRow.incident_id,
        PlanRow.id,
        PlanRow.state,
        PlanRow.proved,
        PlanRow.made_at,
        PlanRow.result,
        counted.c.plans,
        counted.c.accepted,
    ).join(counted, counted.c.newest == PlanRow.id)
    return {
        row.incident_id: LatestPlan(
            id=row.id,
            state=row.state,
            proved=row.proved,
            made_at=row.made_at,
            result=json.loads(row.result),
            count=row.plans,
            accepted=row.accepted,
        )
        for row in session.execute(query)
    }
