"""Incidents as JSON: needs, the newest plan, orders, dispatches, and the next step of one resource."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from core.accounts.rules.roles import Actor, Permission
from core.clock import now
from core.errors import NotFoundError
from core.web.access import current_actor
from core.web.api import Written, number_seen, reads, write, writes
from core.web.doors import reading
from mobilization.api.blueprint import bp, plain
from mobilization.queries.dispatches import (
    donor_of_dispatch,
    find_newest_plan,
    get_dispatch,
    list_dispatches,
    run_by_of_dispatch,
)
from mobilization.queries.incidents import get_incident, list_incidents, place_of_incident
from mobilization.queries.needs import get_need, list_needs, mark_of
from mobilization.queries.orders import list_orders
from mobilization.queries.planning import list_choices
from mobilization.rules.states import State
from mobilization.schemas.api import (
    ChoiceSchema,
    DispatchSchema,
    IncidentsAskedSchema,
    IncidentSchema,
    NeedSchema,
    OrderSchema,
    PlanSchema,
)
from mobilization.schemas.api_writing import StepWrittenSchema
from mobilization.services.dispatches import Came, mark


@reads(
    bp,
    "/incidents",
    answer=IncidentSchema(many=True),
    permission=Permission.INCIDENT_READ,
    query=IncidentsAskedSchema,
)
def incidents(running: bool, limit: int) -> list[Mapping[str, object]]:
    """Incidents within reach, those that go on first, newest first."""
    with reading() as session:
        found = list_incidents(session, scope=current_actor().scope(Permission.INCIDENT_READ), limit=limit)
    return [plain(one) for one in found if not running or one.closed_at is None]


@reads(
    bp,
    "/incidents/<int:incident_id>",
    answer=IncidentSchema(),
    permission=Permission.INCIDENT_READ,
    commune_of=place_of_incident,
)
def incident(incident_id: int) -> Mapping[str, object]:
    """One incident."""
    with reading() as session:
        return plain(get_incident(session, incident_id))


@reads(
    bp,
    "/incidents/<int:incident_id>/needs",
    answer=NeedSchema(many=True),
    permission=Permission.INCIDENT_READ,
    commune_of=place_of_incident,
)
def needs(incident_id: int) -> list[Mapping[str, object]]:
    """What an incident needs, by priority, and how far it is met."""
    with reading() as session:
        return [plain(need) for need in list_needs(session, incident_id)]


def _mark(need: Mapping[str, object]) -> object:
    return need["mark"]


@reads(
    bp,
    "/incidents/<int:incident_id>/needs/<int:need_id>",
    answer=NeedSchema(),
    permission=Permission.INCIDENT_READ,
    commune_of=place_of_incident,
    version=_mark,
)
def need(incident_id: int, need_id: int) -> Mapping[str, object]:
    """One need; its ETag is what If-Match asks for."""
    with reading() as session:
        found = get_need(session, incident_id, need_id)
    return plain(found) | {"mark": mark_of(found)}


@reads(
    bp,
    "/incidents/<int:incident_id>/plan",
    answer=PlanSchema(),
    permission=Permission.INCIDENT_READ,
    commune_of=place_of_incident,
)
def plan(incident_id: int) -> Mapping[str, object]:
    """An incident's newest plan."""
    with reading() as session:
        found = find_newest_plan(session, incident_id)
    if found is None:
        raise NotFoundError(what=incident_id)
    return asdict(found)


@reads(
    bp,
    "/incidents/<int:incident_id>/choices",
    answer=ChoiceSchema(many=True),
    permission=Permission.INCIDENT_READ,
    commune_of=place_of_incident,
)
def choices(incident_id: int) -> list[Mapping[str, object]]:
    """Pins and bans in force, oldest first."""
    with reading() as session:
        get_incident(session, incident_id)
        return [plain(one) for one in list_choices(session, [incident_id])]


@reads(
    bp,
    "/incidents/<int:incident_id>/orders",
    answer=OrderSchema(many=True),
    permission=Permission.INCIDENT_READ,
    commune_of=place_of_incident,
)
def orders(incident_id: int) -> list[Mapping[str, object]]:
    """An incident's orders, newest first."""
    with reading() as session:
        return [plain(order) for order in list_orders(session, incident_id)]


@reads(
    bp,
    "/incidents/<int:incident_id>/dispatches",
    answer=DispatchSchema(many=True),
    permission=Permission.INCIDENT_READ,
    commune_of=place_of_incident,
)
def dispatches(incident_id: int) -> list[Mapping[str, object]]:
    """Where each resource of an incident stands."""
    with reading() as session:
        return [plain(one) for one in list_dispatches(session, incident_id=incident_id)]


@reads(
    bp,
    "/dispatches/<int:dispatch_id>",
    answer=DispatchSchema(),
    permission=Permission.ORDER_READ,
    commune_of=donor_of_dispatch,
    version=lambda row: row["version"],
)
def dispatch(dispatch_id: int) -> Mapping[str, object]:
    """Where one resource stands; its ETag is what If-Match asks for."""
    with reading() as session:
        return plain(get_dispatch(session, dispatch_id))


def _step(dispatch_id: int, body: dict[str, Any]) -> ResponseReturnValue:
    version = number_seen()

    def work(session: Session, actor: Actor) -> Written:
        parts = {part: body[part] for part in ("back", "used", "lost", "damaged")}
        moment = now()
        mark(
            session,
            dispatch_id=dispatch_id,
            to=body["to"],
            happened_at=body["happened_at"] or moment,
            text=body["text"],
            came=Came(**parts) if body["to"] is State.RETURNED else None,
            actor=actor,
            now=moment,
            version=version,
            part=body["part"],
        )
        session.flush()
        stands = get_dispatch(session, dispatch_id)
        return Written(content=plain(stands), schema=DispatchSchema(), version=stands.version)

    return write(work)


@writes(
    bp,
    "POST",
    "/dispatches/<int:dispatch_id>/holder-steps",
    answer=DispatchSchema(),
    body=StepWrittenSchema,
    permission=Permission.DISPATCH_MARK,
    commune_of=donor_of_dispatch,
    seen=True,
)
def holder_step(body: dict[str, Any], dispatch_id: int) -> ResponseReturnValue:
    """A step of the holder's side: acknowledged, refused, departed, arrived, working, returned."""
    return _step(dispatch_id, body)


@writes(
    bp,
    "POST",
    "/dispatches/<int:dispatch_id>/command-steps",
    answer=DispatchSchema(),
    body=StepWrittenSchema,
    permission=Permission.INCIDENT_RUN,
    commune_of=run_by_of_dispatch,
    seen=True,
)
def command_step(body: dict[str, Any], dispatch_id: int) -> ResponseReturnValue:
    """A step of the command post: release, cancel."""
    return _step(dispatch_id, body)
