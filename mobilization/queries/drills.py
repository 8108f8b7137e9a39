"""What a drill holds, how it ran, which were held."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from core.clock import day_of
from mobilization.models import DispatchEventRow, DispatchRow, IncidentRow, NeedRow, OrderRow
from mobilization.queries.incidents import GIVEN_UP, Incident
from mobilization.rules.drills import YEARLY_HAZARDS, Played, Run, Score, Wanted, score
from mobilization.rules.states import State


def list_played(session: Session, incident_id: int) -> dict[int, list[Played]]:
    """Return a drill's own ledger by lot."""
    found: dict[int, list[Played]] = {}
    for row in session.scalars(select(DispatchRow).where(DispatchRow.incident_id == incident_id)):
        item = Played(
            lot_id=row.lot_id,
            quantity=row.quantity,
            state=State(row.state),
            used=row.used,
            lost=row.lost,
            damaged=row.damaged,
        )
        found.setdefault(row.lot_id, []).append(item)
    return found


def scores_of(session: Session, drills: Sequence[Incident]) -> dict[int, Score]:
    """Return how some drills went, in three questions however many they are."""
    ids = [drill.id for drill in drills]
    moments = _moments(session, ids)
    runs: dict[int, list[Run]] = {}
    query = (
        select(DispatchRow, OrderRow.arrive_by)
        .outerjoin(OrderRow, OrderRow.id == DispatchRow.order_id)
        .where(DispatchRow.incident_id.in_(ids), DispatchRow.state.not_in(GIVEN_UP))
        .order_by(DispatchRow.id)
    )
    for row, arrive_by in session.execute(query):
        reached = moments.get(row.id, {})
        run = Run(
            covers=row.covers,
            ordered_at=reached.get(State.ORDERED),
            answered_at=reached.get(State.ACKNOWLEDGED),
            due_at=arrive_by,
            arrived_at=reached.get(State.ARRIVED),
        )
        runs.setdefault(row.need_id, []).append(run)
    wanted: dict[int, list[Wanted]] = {}
    asked = select(NeedRow).where(NeedRow.incident_id.in_(ids), NeedRow.withdrawn_at.is_(None))
    for need in session.scalars(asked.order_by(NeedRow.id)):
        item = Wanted(quantity=need.quantity, runs=tuple(runs.get(need.id, [])))
        wanted.setdefault(need.incident_id, []).append(item)
    return {drill.id: score(drill.opened_at, wanted.get(drill.id, [])) for drill in drills}


def _moments(session: Session, incident_ids: Sequence[int]) -> dict[int, dict[State, datetime]]:
    """Return when each dispatch first reached each state."""
    first = func.min(DispatchEventRow.happened_at, type_=DispatchEventRow.happened_at.type)
    query = (
        select(DispatchEventRow.dispatch_id, DispatchEventRow.state, first)
        .where(DispatchEventRow.incident_id.in_(incident_ids))
        .group_by(DispatchEventRow.dispatch_id, DispatchEventRow.state)
    )
    found: dict[int, dict[State, datetime]] = {}
    for dispatch_id, state, at in session.execute(query):
        found.setdefault(dispatch_id, {})[State(state)] = at
    return found


def find_drill_before(session: Session, drill: Incident) -> int | None:
    """Return the id of the last drill of the same post (the province, or this commune) before this one, or None.

    One that is only on paper has no figures to compare with.
    """
    query = select(IncidentRow.id).where(
        IncidentRow.drill.is_(True),
        IncidentRow.closed_at.is_not(None),
        IncidentRow.record.is_(None),
        IncidentRow.run_by == drill.run_by,
        or_(IncidentRow.opened_at < drill.opened_at, IncidentRow.id < drill.id),
        IncidentRow.id != drill.id,
    )
    if drill.run_by == "commune":
        query = query.where(IncidentRow.commune_code == drill.commune_code)
    newest = query.order_by(IncidentRow.opened_at.desc(), IncidentRow.id.desc()).limit(1)
    return session.scalars(newest).one_or_none()


@dataclass(frozen=True, kw_only=True, slots=True)
class Held:
    """A drill that was held to its end; `record` is the paper of one held without the software."""

    incident_id: int
    title: str
    hazard: str
    commune_code: str
    run_by: str
    on: date
    by: str
    record: str | None = None


def list_held(session: Session, *, scope: str | None) -> list[Held]:
    """Return the drills that were held to their end, newest first."""
    query = (
        select(IncidentRow)
        .where(IncidentRow.drill.is_(True), IncidentRow.closed_at.is_not(None))
        .order_by(IncidentRow.opened_at.desc(), IncidentRow.id.desc())
    )
    if scope is not None:
        query = query.where(IncidentRow.commune_code == scope)
    return [held_of(row) for row in session.scalars(query)]


def held_of(row: IncidentRow) -> Held:
    """Return a drill's row as a drill that was held."""
    return Held(
        incident_id=row.id,
        title=row.title,
        hazard=row.hazard,
        commune_code=row.commune_code,
        run_by=row.run_by,
        on=day_of(row.opened_at),
        by=row.opened_by,
        record=row.record,
    )


def last_held(held: Sequence[Held]) -> dict[str, Held]:
    """Return the newest drill that counts for each commune, and for the province under ""."""
    found: dict[str, Held] = {}
    for item in held:
        if item.run_by == "province":
            found.setdefault("", item)
        if item.hazard in YEARLY_HAZARDS:
            found.setdefault(item.commune_code, item)
    return found
