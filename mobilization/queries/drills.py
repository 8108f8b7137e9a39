"""What a drill holds, how it ran, which were held."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from core.clock import day_of
from core.communes.models import CommuneRow
from core.together import Question, ask_together
from core.values import frozen
from mobilization.models import DispatchEventRow, DispatchRow, IncidentRow, NeedRow, OrderRow
from mobilization.queries.incidents import Incident, incident_of
from mobilization.queries.serving import GIVEN_UP, served
from mobilization.rules.drills import YEARLY_HAZARDS, Played, Run, Score, Wanted, score
from mobilization.rules.proposals import PROPOSALS
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


def scores_of(session: Session, drills: Sequence[Incident], *, now: datetime) -> dict[int, Score]:
    """Return how some drills went to their end or till now, asked at once however many they are."""
    ids = [drill.id for drill in drills]
    serving = served(DispatchRow.covers).label("serves")
    sent = (
        select(DispatchRow.id, DispatchRow.need_id, serving, OrderRow.arrive_by)
        .join(IncidentRow, IncidentRow.id == DispatchRow.incident_id)
        .outerjoin(OrderRow, and_(OrderRow.id == DispatchRow.order_id, OrderRow.state.not_in(PROPOSALS)))
        .where(DispatchRow.incident_id.in_(ids), DispatchRow.state.not_in(GIVEN_UP))
        .order_by(DispatchRow.id)
    )
    needed = select(NeedRow.id, NeedRow.incident_id, NeedRow.quantity).order_by(NeedRow.id)
    needed = needed.where(NeedRow.incident_id.in_(ids), NeedRow.withdrawn_at.is_(None))
    moments, dispatches, needs = ask_together(
        session,
        _moments(ids),
        Question(sent, lambda rows: rows.all()),
        Question(needed, lambda rows: rows.all()),
    )
    runs: dict[int, list[Run]] = {}
    for dispatch_id, need_id, serves, arrive_by in dispatches:
        reached = moments.get(dispatch_id, {})
        run = Run(
            serves=serves,
            ordered_at=reached.get(State.ORDERED),
            answered_at=reached.get(State.ACKNOWLEDGED),
            due_at=arrive_by,
            arrived_at=reached.get(State.ARRIVED),
        )
        runs.setdefault(need_id, []).append(run)
    wanted: dict[int, list[Wanted]] = {}
    for need_id, incident_id, quantity in needs:
        item = Wanted(quantity=quantity, runs=tuple(runs.get(need_id, [])))
        wanted.setdefault(incident_id, []).append(item)
    return {
        drill.id: score(drill.opened_at, wanted.get(drill.id, []), until=drill.closed_at or now)
        for drill in drills
    }


def _moments(incident_ids: Sequence[int]) -> Question[dict[int, dict[State, datetime]]]:
    """Return the question when each dispatch first reached each state."""
    first = func.min(DispatchEventRow.happened_at, type_=DispatchEventRow.happened_at.type)
    query = (
        select(DispatchEventRow.dispatch_id, DispatchEventRow.state, first)
        .where(DispatchEventRow.incident_id.in_(incident_ids))
        .group_by(DispatchEventRow.dispatch_id, DispatchEventRow.state)
    )

    def by_dispatch(rows: Iterable[Any]) -> dict[int, dict[State, datetime]]:
        found: dict[int, dict[State, datetime]] = {}
        for dispatch_id, state, at in rows:
            found.setdefault(dispatch_id, {})[State(state)] = at
        return found

    return Question(query, by_dispatch)


def find_drill_before(session: Session, drill: Incident) -> Incident | None:
    """Return the last drill of the same post (the province, or this commune) before this one, or None.

    One that is only on paper has no figures to compare with.
    """
    query = select(IncidentRow, CommuneRow).join(CommuneRow, CommuneRow.code == IncidentRow.commune_code)
    query = query.where(
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
    found = session.execute(newest).one_or_none()
    return incident_of(*found) if found else None


@frozen
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
