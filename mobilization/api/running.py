"""Running an incident: report and close it, state what it needs, ask for a plan, give the commander's word, accept."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from core.accounts.rules.roles import Actor, Permission
from core.clock import now
from core.web.api import NothingSchema, Written, version_seen, write, writes
from mobilization.api.blueprint import bp, plain
from mobilization.queries.dispatches import find_newest_plan
from mobilization.queries.incidents import commune_of_incident, get_incident
from mobilization.queries.needs import get_need, list_needs, mark_of
from mobilization.queries.planning import list_choices
from mobilization.schemas.api import (
    ChoiceSchema,
    HeldSchema,
    IncidentSchema,
    NeedSchema,
    PlanSchema,
)
from mobilization.schemas.api_writing import (
    BanWrittenSchema,
    IncidentWrittenSchema,
    NeedChangedSchema,
    NeedWrittenSchema,
    PinWrittenSchema,
    PlanAskedSchema,
)
from mobilization.services import closing
from mobilization.services.accepting import accept
from mobilization.services.choices import forbid, pin, undo
from mobilization.services.incidents import open_incident
from mobilization.services.needs import add_need, change_need, remove_need
from mobilization.services.planning import propose


def _need(session: Session, incident_id: int, need_id: int, status: int = 200) -> Written:
    session.flush()
    need = get_need(session, incident_id, need_id)
    there = url_for("api_incidents.need", incident_id=incident_id, need_id=need_id)
    return Written(
        content=plain(need),
        schema=NeedSchema(),
        status=status,
        version=mark_of(need),
        location=there if status == 201 else "",
    )


@writes(
    bp,
    "POST",
    "/incidents",
    answer=IncidentSchema(),
    body=IncidentWrittenSchema,
    permission=Permission.INCIDENT_RUN,
    status=201,
)
def open_(body: dict[str, Any]) -> ResponseReturnValue:
    """Report an incident, run by the caller's own level: the province, or the commune it happens in."""

    def work(session: Session, actor: Actor) -> Written:
        made = open_incident(session, actor=actor, now=now(), **body)
        there = url_for("api_incidents.incident", incident_id=made)
        content = plain(get_incident(session, made))
        return Written(content=content, schema=IncidentSchema(), status=201, location=there)

    return write(work)


@writes(
    bp,
    "POST",
    "/incidents/<int:incident_id>/closure",
    answer=IncidentSchema(),
    body=NothingSchema,
    permission=Permission.INCIDENT_RUN,
    commune_of=commune_of_incident,
)
def close(_body: dict[str, Any], incident_id: int) -> ResponseReturnValue:
    """Close an incident whose resources are all home again; a drill at any time."""

    def work(session: Session, actor: Actor) -> Written:
        closing.close(session, incident_id=incident_id, actor=actor, now=now())
        session.flush()
        return Written(content=plain(get_incident(session, incident_id)), schema=IncidentSchema())

    return write(work)


@writes(
    bp,
    "POST",
    "/incidents/<int:incident_id>/needs",
    answer=NeedSchema(),
    body=NeedWrittenSchema,
    permission=Permission.INCIDENT_RUN,
    commune_of=commune_of_incident,
    status=201,
)
def state_need(body: dict[str, Any], incident_id: int) -> ResponseReturnValue:
    """Add a need: so much of a type, or of an ability such as "carry_fast_water"."""
    said = {name: value for name, value in body.items() if name != "note"}

    def work(session: Session, actor: Actor) -> Written:
        made = add_need(
            session, incident_id=incident_id, note_text=body["note"], actor=actor, now=now(), **said
        )
        return _need(session, incident_id, made, 201)

    return write(work)


@writes(
    bp,
    "PATCH",
    "/incidents/<int:incident_id>/needs/<int:need_id>",
    answer=NeedSchema(),
    body=NeedChangedSchema,
    permission=Permission.INCIDENT_RUN,
    commune_of=commune_of_incident,
    seen=True,
)
def correct_need(body: dict[str, Any], incident_id: int, need_id: int) -> ResponseReturnValue:
    """Change a need; never below what is promised already. A plan made before can no longer be accepted."""
    named: dict[str, Any] = {"incident_id": incident_id, "need_id": need_id, "seen": version_seen()}

    def work(session: Session, actor: Actor) -> Written:
        change_need(session, values=body, actor=actor, now=now(), **named)
        return _need(session, incident_id, need_id)

    return write(work)


@writes(
    bp,
    "POST",
    "/incidents/<int:incident_id>/needs/<int:need_id>/withdrawal",
    answer=NeedSchema(many=True),
    body=NothingSchema,
    permission=Permission.INCIDENT_RUN,
    commune_of=commune_of_incident,
    seen=True,
)
def withdraw_need(_body: dict[str, Any], incident_id: int, need_id: int) -> ResponseReturnValue:
    """Take back a need nothing was ever promised to; answers with the needs that are left."""
    named: dict[str, Any] = {"incident_id": incident_id, "need_id": need_id, "seen": version_seen()}

    def work(session: Session, actor: Actor) -> Written:
        remove_need(session, actor=actor, now=now(), **named)
        session.flush()
        left = [plain(need) for need in list_needs(session, incident_id)]
        return Written(content=left, schema=NeedSchema(many=True))

    return write(work)


@writes(
    bp,
    "POST",
    "/incidents/<int:incident_id>/plans",
    answer=PlanSchema(),
    body=PlanAskedSchema,
    permission=Permission.INCIDENT_RUN,
    commune_of=commune_of_incident,
    status=201,
)
def make_plan(body: dict[str, Any], incident_id: int) -> ResponseReturnValue:
    """Ask for a fresh plan of what is still missing; it reserves nothing."""

    def work(session: Session, actor: Actor) -> Written:
        propose(session, incident_id=incident_id, actor=actor, now=now(), **body)
        there = url_for("api_incidents.plan", incident_id=incident_id)
        plan = find_newest_plan(session, incident_id)  # the incident is locked: nobody made another
        return Written(content=plan, schema=PlanSchema(), status=201, location=there)

    return write(work)


@writes(
    bp,
    "POST",
    "/incidents/<int:incident_id>/plans/<int:plan_id>/acceptance",
    answer=HeldSchema(),
    body=NothingSchema,
    permission=Permission.INCIDENT_RUN,
    commune_of=commune_of_incident,
)
def accept_plan(_body: dict[str, Any], incident_id: int, plan_id: int) -> ResponseReturnValue:
    """Accept a plan: everything it proposes is held, or nothing is."""

    def work(session: Session, actor: Actor) -> Written:
        held = accept(session, incident_id=incident_id, plan_id=plan_id, actor=actor, now=now())
        return Written(content={"held": held}, schema=HeldSchema())

    return write(work)


def _said(incident_id: int, act: Callable[..., int], body: dict[str, Any]) -> ResponseReturnValue:
    def work(session: Session, actor: Actor) -> Written:
        made = act(session, incident_id=incident_id, actor=actor, now=now(), **body)
        content = next(plain(one) for one in list_choices(session, [incident_id]) if one.id == made)
        return Written(content=content, schema=ChoiceSchema(), status=201)

    return write(work)


@writes(
    bp,
    "POST",
    "/incidents/<int:incident_id>/pins",
    answer=ChoiceSchema(),
    body=PinWrittenSchema,
    permission=Permission.INCIDENT_RUN,
    commune_of=commune_of_incident,
    status=201,
)
def hold(body: dict[str, Any], incident_id: int) -> ResponseReturnValue:
    """Pin so much of a lot to a need; the next plan keeps it."""
    return _said(incident_id, pin, body)


@writes(
    bp,
    "POST",
    "/incidents/<int:incident_id>/bans",
    answer=ChoiceSchema(),
    body=BanWrittenSchema,
    permission=Permission.INCIDENT_RUN,
    commune_of=commune_of_incident,
    status=201,
)
def ban(body: dict[str, Any], incident_id: int) -> ResponseReturnValue:
    """Keep a lot, or all of its holder, out of the next plans."""
    return _said(incident_id, forbid, body)


@writes(
    bp,
    "POST",
    "/incidents/<int:incident_id>/choices/<int:choice_id>/withdrawal",
    answer=ChoiceSchema(many=True),
    body=NothingSchema,
    permission=Permission.INCIDENT_RUN,
    commune_of=commune_of_incident,
)
def unsay(_body: dict[str, Any], incident_id: int, choice_id: int) -> ResponseReturnValue:
    """Take a pin or a ban back; answers with those still in force."""

    def work(session: Session, actor: Actor) -> Written:
        undo(session, incident_id=incident_id, choice_id=choice_id, actor=actor, now=now())
        session.flush()
        left = [plain(one) for one in list_choices(session, [incident_id])]
        return Written(content=left, schema=ChoiceSchema(many=True))

    return write(work)
