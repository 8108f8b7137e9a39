"""An incident with its newest plan in one question, and what happened to roads and stock since in another."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import String, case, func, literal, or_, select, union_all
from sqlalchemy.orm import Session, aliased

from core.communes.models import CommuneRow
from core.communes.rules import KIND_TITLES
from core.errors import NotFoundError
from core.together import Question
from inventory.models import LotRow, MovementRow, ResourceTypeRow
from inventory.rules.stock import MovementKind
from mobilization.models import IncidentRow, PlanRow, RoadChangeRow
from mobilization.queries.dispatches import StoredPlan
from mobilization.queries.incidents import Incident, incident_of
from mobilization.rules.since import Happened, Kind

# Movements by which stock falls away or comes again; what an incident used or lost itself is told by its own returns.
OUTSIDE = (
    MovementKind.RECEIVE,
    MovementKind.COUNT,
    MovementKind.ADJUST,
    MovementKind.WRITE_OFF,
    MovementKind.TRANSFER_IN,
    MovementKind.TRANSFER_OUT,
)
MOST = 20


def incident_and_plan(incident_id: int) -> Question[tuple[Incident, StoredPlan | None]]:
    """Return the question for an incident and its newest plan; its answer raises NotFoundError."""
    newest = select(func.max(PlanRow.id)).where(PlanRow.incident_id == incident_id).scalar_subquery()
    query = (
        select(IncidentRow, CommuneRow, PlanRow)
        .join(CommuneRow, CommuneRow.code == IncidentRow.commune_code)
        .outerjoin(PlanRow, PlanRow.id == newest)
        .where(IncidentRow.id == incident_id)
    )
    return Question(query, lambda rows: _incident_and_plan(rows.one_or_none(), incident_id))


def _incident_and_plan(found: Any, incident_id: int) -> tuple[Incident, StoredPlan | None]:
    if found is None:
        raise NotFoundError(what=incident_id)
    row, commune, plan = found
    if plan is None:
        return incident_of(row, commune), None
    kept = StoredPlan(
        id=plan.id,
        state=plan.state,
        result=json.loads(plan.result),
        proved=plan.proved,
        made_at=plan.made_at,
        made_by=plan.made_by,
    )
    return incident_of(row, commune), kept


def list_ground_since(
    session: Session, lot_ids: Iterable[int], since: datetime, now: datetime
) -> list[Happened]:
    """Return the roads cut or slowed since a moment and still so, and which of some lots fell, oldest first.

    A slip that was put right has left a lot as it was.
    """
    one, other = aliased(CommuneRow), aliased(CommuneRow)
    roads = (
        select(
            case((RoadChangeRow.minutes.is_(None), Kind.ROAD_CUT.value), else_=Kind.ROAD_SLOWER.value).label(
                "kind"
            ),
            one.name.label("first"),
            other.name.label("second"),
            RoadChangeRow.made_at.label("at"),
        )
        .join(one, one.code == RoadChangeRow.a)
        .join(other, other.code == RoadChangeRow.b)
        .where(
            RoadChangeRow.made_at > since,
            RoadChangeRow.ended_at.is_(None),
            or_(RoadChangeRow.until.is_(None), RoadChangeRow.until > now),
        )
    )
    lots = (
        select(
            literal(Kind.STOCK_FELL.value, String),
            ResourceTypeRow.name,
            (CommuneRow.kind + "|" + CommuneRow.name).label("second"),
            func.max(MovementRow.at),
        )
        .join(LotRow, LotRow.id == MovementRow.lot_id)
        .join(ResourceTypeRow, ResourceTypeRow.code == LotRow.type_code)
        .join(CommuneRow, CommuneRow.code == LotRow.commune_code)
        .where(
            MovementRow.lot_id.in_(sorted(set(lot_ids))),
            MovementRow.at > since,
            MovementRow.kind.in_([kind.value for kind in OUTSIDE]),
        )
        .group_by(LotRow.id, ResourceTypeRow.name, CommuneRow.kind, CommuneRow.name)
        .having(func.sum(MovementRow.on_hand) < func.sum(MovementRow.broken))
    )
    found = []
    for kind, first, second, _at in session.execute(union_all(roads, lots).order_by("at").limit(MOST)):
        if kind == Kind.STOCK_FELL:
            title, name = second.split("|", 1)
            found.append(Happened(kind=Kind.STOCK_FELL, what=first, where=f"{KIND_TITLES[title]} {name}"))
        else:
            found.append(Happened(kind=Kind(kind), where=f"{first} – {second}"))
    return found
