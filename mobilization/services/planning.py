"""Ask the planner, keep its answer, and turn an accepted answer into promises."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from core.accounts.rules.roles import Actor
from core.audit.services import note
from core.communes.queries import list_communes, list_links
from core.communes.rules import CommuneCode
from core.errors import DomainError, NotFoundError
from inventory.queries.lots import Lot, list_lots_of_types
from inventory.services.ledger import Occasion
from inventory.services.promising import Ask, reserve
from mobilization.models import DispatchEventRow, DispatchRow, PlanRow
from mobilization.queries.incidents import Incident, NeedState, get_incident, list_needs
from mobilization.rules.candidates import Barred, Offer, offer
from mobilization.rules.plan import Plan
from mobilization.rules.problem import Minutes, Need, Place, Problem, Stock
from mobilization.rules.roads import minutes_to
from mobilization.rules.states import State
from mobilization.services.incidents import lock_open_incident, stream_of
from mobilization.solver.plan import make_plan


class NothingNeededError(DomainError):
    """The incident has no need that is not met already."""

    code = "nothing_needed"
    status = 409


class PlanPassedError(DomainError):
    """The plan was accepted or replaced in the meantime."""

    code = "plan_passed"
    status = 409


@dataclass(frozen=True, kw_only=True, slots=True)
class Offered:
    """What the planner was shown, and what it was not shown with the one reason for each."""

    problem: Problem
    barred: dict[int, Barred]


def offered(session: Session, incident: Incident, needs: Sequence[NeedState]) -> Offered:
    """Return the planning problem of an incident as the stock stands now."""
    communes, links = list_communes(session), list_links(session)
    neighbours: dict[str, set[str]] = {commune.code: set() for commune in communes}
    for link in links:
        neighbours[link.a].add(link.b)
        neighbours[link.b].add(link.a)
    wanted = [need for need in needs if need.missing > 0]
    lots = list_lots_of_types(session, {need.type_code for need in wanted})
    stocks: list[Stock] = []
    barred: dict[int, Barred] = {}
    for lot in lots:
        reach = incident.run_by == "province" or lot.commune_code == incident.commune_code
        given = offer(lot.balance, within_reach=reach)
        if isinstance(given, Barred):
            barred[lot.id] = given
        else:
            stocks.append(_stock(lot, given))
    minutes: list[Minutes] = []
    for target in sorted({need.commune_code for need in wanted}):
        reached = minutes_to(CommuneCode(target), communes, links)
        minutes += [
            Minutes(commune.code, target, reached.get(commune.code))
            for commune in communes
            if commune.code != target
        ]
    problem = Problem(
        places=tuple(
            Place(
                id=commune.code,
                lat=commune.lat,
                lon=commune.lon,
                neighbours=tuple(sorted(neighbours[commune.code])),
            )
            for commune in communes
        ),
        stocks=tuple(stocks),
        needs=tuple(
            Need(
                need.id,
                need.commune_code,
                need.type_code,
                int(need.missing),
                need.priority,
                need.within_minutes,
            )
            for need in wanted
        ),
        minutes=tuple(minutes),
    )
    return Offered(problem=problem, barred=barred)


def _stock(lot: Lot, given: Offer) -> Stock:
    level = "province" if lot.holder_kind == "province" else "commune"
    return Stock(
        lot.id, lot.commune_code, lot.type_code, given.quantity, given.keep, lot.ready_minutes, level=level
    )


def propose(session: Session, *, incident_id: int, actor: Actor, now: datetime) -> int:
    """Return the id of a fresh plan for what is still missing. A plan reserves nothing."""
    lock_open_incident(session, incident_id)
    incident = get_incident(session, incident_id)
    needs = list_needs(session, incident_id)
    if not any(need.missing > 0 for need in needs):
        raise NothingNeededError
    asked = offered(session, incident, needs)
    plan = make_plan(asked.problem)
    session.execute(
        update(PlanRow)
        .where(PlanRow.incident_id == incident_id, PlanRow.state == "proposed")
        .values(state="replaced")
    )
    row = PlanRow(
        incident_id=incident_id,
        state="proposed",
        result=json.dumps(as_stored(plan, asked.barred)),
        proved=plan.proved,
        made_at=now,
        made_by=actor.name,
    )
    session.add(row)
    session.flush()
    note(
        session,
        stream=stream_of(incident_id),
        at=now,
        actor=actor.login,
        action="plan.make",
        subject=str(row.id),
        lines=len(plan.lines),
        proved=plan.proved,
    )
    return row.id


def as_stored(plan: Plan, barred: dict[int, Barred]) -> dict[str, object]:
    """Return a plan as it is kept: lines, shortfalls, and one reason for every lot not used up."""
    return {
        "lines": [list(line) for line in plan.lines],
        "unmet": [list(item) for item in plan.unmet],
        "why": [list(item) for item in plan.why],
        "barred": [[lot_id, reason.value] for lot_id, reason in sorted(barred.items())],
        "method": plan.method,
        "seconds": round(plan.seconds, 4),
    }


def accept(session: Session, *, incident_id: int, plan_id: int, actor: Actor, now: datetime) -> int:
    """Promise everything a plan proposes, all or nothing; returns how many resources are now held.

    Raises PlanPassedError for a plan that is not the newest, and NotFreeError where stock went to somebody else.
    """
    lock_open_incident(session, incident_id)
    plan = session.scalars(select(PlanRow).where(PlanRow.id == plan_id).with_for_update()).one_or_none()
    if plan is None or plan.incident_id != incident_id:
        raise NotFoundError(what=plan_id)
    if plan.state != "proposed":
        raise PlanPassedError
    lines = json.loads(plan.result)["lines"]
    needs = {need.id: need for need in list_needs(session, incident_id)}
    if any(need_id not in needs for need_id, *_ in lines):
        raise PlanPassedError
    lots = {lot.id: lot for lot in list_lots_of_types(session, {needs[line[0]].type_code for line in lines})}
    asks = _asks(lines, needs, lots)
    incident = get_incident(session, incident_id)
    occasion = Occasion(
        actor=actor, at=now, action="plan.accept", reason=incident.title, batch=f"incident:{incident_id}"
    )
    reserve(session, asks, occasion)
    for line in lines:
        row = _dispatch(
            line, incident_id=incident_id, plan_id=plan_id, donor=lots[line[1]].commune_code, now=now
        )
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


def _asks(lines: Sequence[Sequence[int]], needs: dict[int, NeedState], lots: dict[int, Lot]) -> list[Ask]:
    """Return what a plan's lines ask of the stock; raises PlanPassedError where a lot is gone."""
    asks = []
    for need_id, lot_id, quantity, *_ in lines:
        if lot_id not in lots:
            raise PlanPassedError
        own = lots[lot_id].commune_code == needs[need_id].commune_code
        asks.append(Ask(lot_id=lot_id, quantity=Decimal(quantity), to_own_commune=own))
    return asks


def _dispatch(
    line: Sequence[int], *, incident_id: int, plan_id: int, donor: str, now: datetime
) -> DispatchRow:
    """Return the reserved resource a plan's line becomes."""
    need_id, lot_id, quantity, covers, minutes, tier = line
    return DispatchRow(
        incident_id=incident_id,
        plan_id=plan_id,
        need_id=need_id,
        lot_id=lot_id,
        order_id=None,
        commune_code=donor,
        quantity=Decimal(quantity),
        covers=Decimal(covers),
        minutes=minutes,
        tier=tier,
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
