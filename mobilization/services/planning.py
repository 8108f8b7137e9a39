"""Ask the planner, keep its answer, and turn an accepted answer into promises."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Executable, Table, bindparam, insert, select, update
from sqlalchemy.orm import Session

from core.accounts.rules.roles import Actor
from core.audit.services import note
from core.collecting import collecting_paused
from core.errors import DomainError, NotFoundError
from core.locking import locked
from inventory.services.ledger import Occasion
from inventory.services.promising import Ask, reserve
from mobilization.models import DispatchEventRow, DispatchRow, IncidentRow, PlanRow
from mobilization.queries.incidents import Incident, NeedState, get_incident, list_needs
from mobilization.queries.kept_plans import latest_plans
from mobilization.queries.plan_lots import PlanLot
from mobilization.queries.running import list_running
from mobilization.rules.check import UnlawfulPlanError, check_lines
from mobilization.rules.plan import Line
from mobilization.rules.states import State
from mobilization.services.drills import promise_played
from mobilization.services.incidents import lock_open_incident, stream_of
from mobilization.services.offering import Offered, offered
from mobilization.services.plan_results import Keeper, lines_of, made


class NothingNeededError(DomainError):
    """The incident has no need that is not met already."""

    code = "nothing_needed"
    status = 409


class PlanPassedError(DomainError):
    """The plan was accepted or replaced in the meantime."""

    code = "plan_passed"
    status = 409


class PlanOutdatedError(DomainError):
    """Roads, bans or warnings changed since the plan was made: its lines no longer hold. Fact: `rule`."""

    code = "plan_outdated"
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


def accept_together(session: Session, *, plan_ids: Sequence[int], actor: Actor, now: datetime) -> int:
    """Promise everything some plans made together propose, all or nothing; returns how many resources are held."""
    rows = session.scalars(
        select(PlanRow).where(PlanRow.id.in_(plan_ids)).order_by(PlanRow.incident_id)
    ).all()
    made_at = {json.loads(row.result).get("together", "") for row in rows}
    if not rows or len(rows) < len(set(plan_ids)) or len(made_at) > 1 or "" in made_at:
        raise PlanPassedError
    return sum(
        accept(session, incident_id=row.incident_id, plan_id=row.id, actor=actor, now=now) for row in rows
    )


def accept(session: Session, *, incident_id: int, plan_id: int, actor: Actor, now: datetime) -> int:
    """Promise everything a plan proposes, all or nothing; returns how many resources are now held.

    Raises PlanPassedError for a plan that is not the newest, NotFreeError where stock went to somebody else, and
    PlanOutdatedError where a line no longer keeps the rules: a road was cut, a source banned, a commune warned.
    """
    lock_open_incident(session, incident_id)
    plan = session.scalars(locked(select(PlanRow).where(PlanRow.id == plan_id))).one_or_none()
    if plan is None or plan.incident_id != incident_id:
        raise NotFoundError(what=plan_id)
    if plan.state != "proposed":
        raise PlanPassedError
    lines = lines_of(json.loads(plan.result))
    needs = {need.id: need for need in list_needs(session, incident_id)}
    if any(line.need not in needs for line in lines):
        raise PlanPassedError
    incident = get_incident(session, incident_id)
    asked = offered(session, [incident], list(needs.values()), now)
    fault = _fault(asked, lines)
    occasion = Occasion(
        actor=actor, at=now, action="plan.accept", reason=incident.title, batch=f"incident:{incident_id}"
    )
    asks = _asks(lines, needs, asked.lots)
    if incident.drill:
        promise_played(session, asks, asked.lots)
    else:
        reserve(session, asks, occasion)
    if fault:  # only now: where stock went to somebody else, that refusal says more
        raise PlanOutdatedError(rule=fault)
    for line in lines:
        donor = asked.lots[int(line.stock)].commune_code
        row = _dispatch(line, incident_id=incident_id, plan_id=plan_id, donor=donor, now=now)
        session.add(row)
        session.flush()
        session.add(event(row, now=now, happened_at=now, actor=actor, text=""))
    plan.state = "accepted"
    note(
        session,
        stream=stream_of(incident_id),
        at=now,
        actor=actor.login,
        action="plan.accept",
        subject=str(plan_id),
        lines=len(lines),
    )
    return len(lines)


def _fault(asked: Offered, lines: Sequence[Line]) -> str:
    """Return the rule the lines break as things stand now, or nothing."""
    try:
        check_lines(asked.problem, lines)
    except UnlawfulPlanError as error:
        return str(error.facts["rule"])
    return ""


def _asks(lines: Sequence[Line], needs: Mapping[int, NeedState], lots: Mapping[int, PlanLot]) -> list[Ask]:
    """Return what a plan's lines ask of the stock; raises PlanPassedError where a lot is gone."""
    asks = []
    for line in lines:
        lot = lots.get(int(line.stock))
        if lot is None:
            raise PlanPassedError
        own = lot.commune_code == needs[int(line.need)].commune_code
        asks.append(Ask(lot_id=lot.id, quantity=Decimal(line.quantity), to_own_commune=own))
    return asks


def _dispatch(line: Line, *, incident_id: int, plan_id: int, donor: str, now: datetime) -> DispatchRow:
    """Return the reserved resource a plan's line becomes."""
    return DispatchRow(
        incident_id=incident_id,
        plan_id=plan_id,
        need_id=line.need,
        lot_id=line.stock,
        order_id=None,
        commune_code=donor,
        quantity=Decimal(line.quantity),
        covers=Decimal(line.covers),
        minutes=line.minutes,
        tier=line.tier,
        state=State.RESERVED.value,
        state_at=now,
        back=Decimal(0),
        used=Decimal(0),
        lost=Decimal(0),
        damaged=Decimal(0),
        version=1,
    )


def event(
    row: DispatchRow, *, now: datetime, happened_at: datetime, actor: Actor, text: str
) -> DispatchEventRow:
    """Return the log line of the state a dispatch has just reached."""
    return DispatchEventRow(
        dispatch_id=row.id,
        incident_id=row.incident_id,
        state=row.state,
        happened_at=happened_at,
        entered_at=now,
        actor=actor.name,
        note=text,
    )
