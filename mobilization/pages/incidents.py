"""Incidents: the list, the report of a new one, the room where it is run."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from core.accounts.rules.roles import Actor, Permission
from core.clock import now
from core.communes.queries import list_communes
from core.web.access import current_actor, requires
from core.web.doors import Done, load, perform, reading
from inventory.queries.catalogue import list_types
from inventory.sentences import PILLARS
from mobilization.queries.dispatches import find_newest_plan, list_dispatches, list_events
from mobilization.queries.incidents import (
    commune_of_incident,
    get_incident,
    list_incidents,
    list_needs,
    place_of_incident,
)
from mobilization.queries.orders import list_orders
from mobilization.rules.states import ON_THE_WAY, State
from mobilization.schemas.incident import IncidentSchema, NeedSchema
from mobilization.sentences import HAZARDS, ORDER_STATES, PTDS_LEVELS, RISK_LEVELS, STATE_MARKS, STATES, TIERS
from mobilization.services.incidents import add_need, close_incident, open_incident, remove_need

bp = Blueprint("incidents", __name__, url_prefix="/su-co")


@bp.get("/")
@requires(Permission.INCIDENT_READ)
def show() -> ResponseReturnValue:
    """Running and past incidents within reach."""
    actor = current_actor()
    with reading() as session:
        incidents = list_incidents(session, scope=actor.scope(Permission.INCIDENT_READ))
    return render_template(
        "mobilization/incidents.html",
        incidents=incidents,
        hazards=HAZARDS,
        may_open=actor.may(Permission.INCIDENT_RUN),
        sees_orders=actor.may(Permission.ORDER_READ),
    )


@bp.get("/moi")
@requires(Permission.INCIDENT_RUN)
def new() -> ResponseReturnValue:
    """The form that reports an incident."""
    return _new_page()


def _new_page(error: str = "", fields: Mapping[str, str] | None = None) -> str:
    actor = current_actor()
    with reading() as session:
        communes = [
            commune for commune in list_communes(session) if actor.may(Permission.INCIDENT_RUN, commune.code)
        ]
    return render_template(
        "mobilization/new_incident.html",
        communes=communes,
        hazards=HAZARDS,
        ptds_levels=PTDS_LEVELS,
        risk_levels=RISK_LEVELS,
        error=error,
        fields=fields or {},
    )


@bp.post("/moi")
@requires(Permission.INCIDENT_RUN)
def report() -> ResponseReturnValue:
    """Report an incident."""

    def work(session: Session, actor: Actor) -> Done:
        incident_id = open_incident(session, actor=actor, now=now(), **load(IncidentSchema()))  # type: ignore[arg-type]
        return Done(
            location=url_for("incidents.room", incident_id=incident_id),
            message=_("Đã mở sự cố. Hãy nhập nhu cầu, rồi lập phương án."),
        )

    return perform(work, again=_new_page)


@bp.get("/<int:incident_id>")
@requires(Permission.INCIDENT_READ, place_of_incident)
def room(incident_id: int) -> ResponseReturnValue:
    """The room: needs and how far they are met, what is on the way, orders, log."""
    return _room_page(incident_id, adding="them" in request.args)


def _room_page(
    incident_id: int, error: str = "", fields: Mapping[str, str] | None = None, *, adding: bool = False
) -> str:
    actor = current_actor()
    with reading() as session:
        incident = get_incident(session, incident_id)
        runs = actor.may(
            Permission.INCIDENT_RUN, incident.commune_code if incident.run_by == "commune" else ""
        )
        runs = runs and incident.closed_at is None
        needs = list_needs(session, incident_id)
        dispatches = list_dispatches(session, incident_id=incident_id)
        events = list_events(session, incident_id)
        orders = list_orders(session, incident_id)
        plan = find_newest_plan(session, incident_id)
        adding = runs and (adding or not needs)
        types = list_types(session) if adding else []  # 176 choices: only where somebody is about to choose
    return render_template(
        "mobilization/room.html",
        incident=incident,
        needs=needs,
        dispatches=dispatches,
        events=events,
        orders=orders,
        plan=plan,
        waiting=sum(item.state is State.RESERVED and item.order_id is None for item in dispatches),
        adding=adding,
        types=types,
        on_the_way=sum(item.state in ON_THE_WAY for item in dispatches),
        missing=[need for need in needs if need.missing > 0],
        pillars=PILLARS,
        hazards=HAZARDS,
        states=STATES,
        marks=STATE_MARKS,
        tiers=TIERS,
        order_states=ORDER_STATES,
        ptds_levels=PTDS_LEVELS,
        risk_levels=RISK_LEVELS,
        runs=runs,
        error=error,
        fields=fields or {},
        as_of=now(),
    )


@bp.post("/<int:incident_id>/nhu-cau")
@requires(Permission.INCIDENT_RUN, commune_of_incident)
def need(incident_id: int) -> ResponseReturnValue:
    """Add a need."""

    def work(session: Session, actor: Actor) -> Done:
        add_need(session, incident_id=incident_id, actor=actor, now=now(), **load(NeedSchema()))  # type: ignore[arg-type]
        return Done(
            location=url_for("incidents.room", incident_id=incident_id, them=1),
            message=_("Đã thêm nhu cầu."),
        )

    return perform(work, again=lambda text, fields: _room_page(incident_id, text, fields, adding=True))


@bp.post("/<int:incident_id>/nhu-cau/<int:need_id>/bo")
@requires(Permission.INCIDENT_RUN, commune_of_incident)
def drop_need(incident_id: int, need_id: int) -> ResponseReturnValue:
    """Take back a need nothing was promised to."""

    def work(session: Session, actor: Actor) -> Done:
        remove_need(session, incident_id=incident_id, need_id=need_id, actor=actor, now=now())
        return Done(location=url_for("incidents.room", incident_id=incident_id), message=_("Đã bỏ nhu cầu."))

    return perform(work, again=lambda text, fields: _room_page(incident_id, text, fields))


@bp.post("/<int:incident_id>/dong")
@requires(Permission.INCIDENT_RUN, commune_of_incident)
def close(incident_id: int) -> ResponseReturnValue:
    """Close the incident."""

    def work(session: Session, actor: Actor) -> Done:
        close_incident(session, incident_id=incident_id, actor=actor, now=now())
        return Done(location=url_for("incidents.room", incident_id=incident_id), message=_("Đã đóng sự cố."))

    return perform(work, again=lambda text, fields: _room_page(incident_id, text, fields))
