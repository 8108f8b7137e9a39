"""Turn an accepted plan, or the plans of several incidents made together, into promises."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.accounts.rules.roles import Actor
from core.audit.services import note
from core.errors import DomainError, NotFoundError
from core.locking import locked
from inventory.services.ledger import Occasion
from inventory.services.promising import Ask, reserve_together
from mobilization.models import DispatchEventRow, DispatchRow, IncidentRow, PlanRow
from mobilization.queries.needs import NeedState, list_needs
from mobilization.queries.plan_lots import PlanLot
from mobilization.rules.check import check_lines
from mobilization.rules.pairs import UnlawfulPlanError
from mobilization.rules.plan import Line
from mobilization.rules.states import State
from mobilization.services.drills import promise_played
from mobilization.services.incidents import lock_open_incident, stream_of
from mobilization.services.offering import Offered, offered
from mobilization.services.plan_results import lines_of


class PlanPassedError(DomainError):
    """The plan was accepted or replaced in the meantime."""

    code = "plan_passed"
    status = 409


class PlanOutdatedError(DomainError):
    """Roads, bans or warnings changed since the plan was made: its lines no longer hold. Fact: `rule`."""

    code = "plan_outdated"
    status = 409


def accept_together(session: Session, *, plan_ids: Sequence[int], actor: Actor, now: datetime) -> int:
    """Promise everything some plans made together propose, all or nothing; returns how many resources are held.

    They are looked at as one plan, as they were made: what one incident takes at home is not kept from another twice.
    """
    rows = session.scalars(
        select(PlanRow).where(PlanRow.id.in_(plan_ids)).order_by(PlanRow.incident_id)
    ).all()
    made_at = {json.loads(row.result).get("together", "") for row in rows}
    if not rows or len(rows) < len(set(plan_ids)) or len(made_at) > 1 or "" in made_at:
        raise PlanPassedError
    return _accept(session, {row.incident_id: row.id for row in rows}, actor=actor, now=now)


def accept(session: Session, *, incident_id: int, plan_id: int, actor: Actor, now: datetime) -> int:
    """Promise everything a plan proposes, all or nothing; returns how many resources are now held.

    Raises PlanPassedError for a plan that is not the newest, NotFreeError where stock went to somebody else, and
    PlanOutdatedError where a line no longer keeps the rules: a road was cut, a source banned, a commune warned.
    """
    return _accept(session, {incident_id: plan_id}, actor=actor, now=now)


def _accept(session: Session, plan_ids: Mapping[int, int], *, actor: Actor, now: datetime) -> int:
    """Promise what a plan of each incident proposes; incidents, plans and lots are locked in the order of their ids."""
    incidents = [lock_open_incident(session, incident_id) for incident_id in sorted(plan_ids)]
    plans = {
        incident.id: _lock_proposed(session, incident.id, plan_ids[incident.id]) for incident in incidents
    }
    lines = {incident_id: lines_of(json.loads(plan.result)) for incident_id, plan in plans.items()}
    needs = {need.id: need for need in list_needs(session, *plans)}
    for incident_id, mine in lines.items():
        if any(line.need not in needs or needs[int(line.need)].incident_id != incident_id for line in mine):
            raise PlanPassedError
    asked = offered(session, incidents, list(needs.values()), now)
    fault = _fault(asked, [line for mine in lines.values() for line in mine])
    asks = {incident.id: _asks(lines[incident.id], needs, asked.lots) for incident in incidents}
    for incident in incidents:
        if incident.drill:
            promise_played(session, asks[incident.id], asked.lots)
    real = [incident for incident in incidents if not incident.drill]
    reserve_together(session, [(asks[incident.id], _occasion(incident, actor, now)) for incident in real])
    if fault:  # only now: where stock went to somebody else, that refusal says more
        raise PlanOutdatedError(rule=fault)
    for plan in plans.values():
        _hold(session, plan, lines[plan.incident_id], asked.lots, actor=actor, now=now)
    return sum(map(len, lines.values()))


def _lock_proposed(session: Session, incident_id: int, plan_id: int) -> PlanRow:
    plan = session.scalars(locked(select(PlanRow).where(PlanRow.id == plan_id))).one_or_none()
    if plan is None or plan.incident_id != incident_id:
        raise NotFoundError(what=plan_id)
    if plan.state != "proposed":
        raise PlanPassedError
    return plan


def _occasion(incident: IncidentRow, actor: Actor, now: datetime) -> Occasion:
    return Occasion(
        actor=actor, at=now, action="plan.accept", reason=incident.title, batch=f"incident:{incident.id}"
    )


def _hold(
    session: Session,
    plan: PlanRow,
    lines: Sequence[Line],
    lots: Mapping[int, PlanLot],
    *,
    actor: Actor,
    now: datetime,
) -> None:
    """Note every line of an accepted plan as a resource that is held."""
    rows = [
        _dispatch(
            line,
            incident_id=plan.incident_id,
            plan_id=plan.id,
            donor=lots[int(line.stock)].commune_code,
            now=now,
        )
        for line in lines
    ]
    session.add_all(rows)
    session.flush()  # all in one statement: others wait for these locks
    session.add_all([event(row, now=now, happened_at=now, actor=actor, text="") for row in rows])
    plan.state = "accepted"
    note(
        session,
        stream=stream_of(plan.incident_id),
        at=now,
        actor=actor.login,
        action="plan.accept",
        subject=str(plan.id),
        lines=len(lines),
    )


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
