"""Ask the planner and keep its answer."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Executable, Table, bindparam, insert, update
from sqlalchemy.orm import Session

from core.accounts.rules.roles import Actor
from core.audit.services import note
from core.collecting import collecting_paused
from core.errors import DomainError
from mobilization.models import IncidentRow, PlanRow
from mobilization.queries.incidents import Incident
from mobilization.queries.kept_plans import latest_plans
from mobilization.queries.needs import list_needs
from mobilization.queries.running import list_running
from mobilization.services.incidents import lock_open_incident, stream_of
from mobilization.services.offering import offered
from mobilization.services.plan_results import Keeper, made


class NothingNeededError(DomainError):
    """The incident has no need that is not met already."""

    code = "nothing_needed"
    status = 409


def propose(session: Session, *, incident_id: int, actor: Actor, now: datetime, wait: bool = False) -> int:
    """Return the id of a fresh plan for what is still missing. A plan reserves nothing.

    What is promised, ordered or on the road stays as it is. `wait` for the best plan however long it takes.
    """
    incident = lock_open_incident(session, incident_id)
    return _propose(session, [incident], actor=actor, now=now, wait=wait)[0]


def propose_together(session: Session, *, actor: Actor, now: datetime) -> list[int]:
    """Return the ids of fresh plans, one for each running incident of the province that lacks something.

    They are made as one problem: priorities and fairness hold across all of them.
    """
    incidents = list_running(session, held=True)
    return _propose(session, incidents, actor=actor, now=now, wait=True, together=True)


@collecting_paused()
def _propose(
    session: Session,
    incidents: Sequence[Incident | IncidentRow],
    *,
    actor: Actor,
    now: datetime,
    wait: bool,
    together: bool = False,
) -> list[int]:
    needs = list_needs(session, *(incident.id for incident in incidents))
    asked = offered(session, incidents, needs, now)
    if not asked.problem.needs:
        raise NothingNeededError
    answer = made(asked, wait=wait)
    keeper = Keeper(asked, answer)
    earlier = latest_plans(session, [incident.id for incident in incidents])
    mine: dict[int, list[int]] = {}
    wanted = {need.id for need in asked.problem.needs}
    for need in needs:
        if need.id in wanted:
            mine.setdefault(need.incident_id, []).append(need.id)
    results = {}
    for incident in incidents:
        if incident.id not in mine:
            continue
        before = earlier.get(incident.id)
        result = keeper.kept(
            needs=mine[incident.id], incident_id=incident.id, before=before.result if before else None
        )
        result["number"] = before.count + 1 if before else 1
        result["amendment"] = before.accepted if before else 0
        result["together"] = now.isoformat() if together else ""
        results[incident.id] = result
    return _keep(session, results, answer.plan.proved, actor=actor, now=now)


def _keep(
    session: Session, results: Mapping[int, dict[str, Any]], proved: bool, *, actor: Actor, now: datetime
) -> list[int]:
    """Return the ids of the new plans, one for each incident in order; the proposals before them are replaced."""
    session.flush()
    connection = session.connection()
    connection.execute(_replace(), {"incidents": list(results)})
    rows = [
        {
            "incident_id": incident_id,
            "state": "proposed",
            "result": json.dumps(result),
            "proved": proved,
            "made_at": now,
            "made_by": actor.name,
        }
        for incident_id, result in results.items()
    ]
    made = connection.execute(_write(), rows)
    ids = dict(tuple(row) for row in made)
    for incident_id, result in results.items():
        note(
            session,
            stream=stream_of(incident_id),
            at=now,
            actor=actor.login,
            action="plan.make",
            subject=str(ids[incident_id]),
            lines=len(result["lines"]),
            proved=proved,
        )
    return [ids[incident_id] for incident_id in results]


def _plans() -> Table:
    """Return the table itself: whole objects of a storm's plans cost more than writing them."""
    table = PlanRow.__table__
    assert isinstance(table, Table)
    return table


@cache
def _proposed() -> ColumnElement[bool]:
    columns = _plans().c
    return columns.incident_id.in_(bindparam("incidents", expanding=True)) & (columns.state == "proposed")


@cache
def _replace() -> Executable:
    return update(_plans()).where(_proposed()).values(state="replaced")


@cache
def _write() -> Executable:
    columns = _plans().c
    return insert(_plans()).returning(columns.incident_id, columns.id)
