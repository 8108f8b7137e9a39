"""The newest plan of each incident, as it was kept."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Executable, bindparam, case, func, select
from sqlalchemy.orm import Session

from core.db import plain_rows
from core.values import frozen
from mobilization.models import IncidentRow, PlanRow


@frozen
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
        for row in plain_rows(session, _latest(), incidents=list(incident_ids))
    }


def made_with(session: Session, made_at: datetime) -> list[int]:
    """Return the plans made in one go at that moment that are still only proposed, of incidents that run, by id."""
    query = (
        select(PlanRow.id)
        .join(IncidentRow, IncidentRow.id == PlanRow.incident_id)
        .where(PlanRow.made_at == made_at, PlanRow.state == "proposed", IncidentRow.closed_at.is_(None))
        .order_by(PlanRow.id)
    )
    return list(session.scalars(query))


@cache
def _latest() -> Executable:
    counted = (
        select(
            func.max(PlanRow.id).label("newest"),
            func.count().label("plans"),
            func.sum(case((PlanRow.state == "accepted", 1), else_=0)).label("accepted"),
        )
        .where(PlanRow.incident_id.in_(bindparam("incidents", expanding=True)))
        .group_by(PlanRow.incident_id)
        .subquery()
    )
    return select(
        PlanRow.incident_id,
        PlanRow.id,
        PlanRow.state,
        PlanRow.proved,
        PlanRow.made_at,
        PlanRow.result,
        counted.c.plans,
        counted.c.accepted,
    ).join(counted, counted.c.newest == PlanRow.id)
