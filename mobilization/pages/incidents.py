"""Incidents: the list, the report of a new one, the room where it is run."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from flask import Blueprint, Response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from core.accounts.rules.roles import Actor, Permission
from core.clock import now
from core.together import ask_together
from core.web.access import current_actor, requires
from core.web.doors import Done, load, perform, reading
from core.web.language import say_moment
from core.web.links import page_number
from inventory.doors.asking import known, place_offered
from inventory.queries.catalogue import list_types
from inventory.sentences import CATEGORIES, PILLARS
from mobilization.pages.room_view import rack, room_view
from mobilization.pages.urgent import Line, urgent_first
from mobilization.queries.dispatches import list_dispatches
from mobilization.queries.incidents import (
    CLOSED_ROWS,
    Incident,
    commune_of_incident,
    get_incident,
    list_closed,
    open_incidents,
    place_of_incident,
)
from mobilization.queries.orders import Order
from mobilization.queries.roads import link_states
from mobilization.queries.standings import list_standings
from mobilization.rules.abilities import ABILITIES
from mobilization.rules.room import Urgency
from mobilization.rules.states import GIVEN_UP
from mobilization.schemas.incident import IncidentSchema, NeedSchema
from mobilization.sentences import HAZARDS, PTDS_LEVELS, RISK_LEVELS
from mobilization.sentences.came import states_of
from mobilization.sentences.urgent import URGENCIES
from mobilization.services.approving import why_left
from mobilization.services.incidents import open_incident
from mobilization.services.needs import add_need
from mobilization.services.numbering import lacking_papers

bp = Blueprint("incidents", __name__, url_prefix="/su-co")


@bp.get("/")
@requires(Permission.INCIDENT_READ)
def show() -> ResponseReturnValue:
    """Every running incident within reach, the most urgent first, each with what to do about it; or those closed."""
    actor, moment, page = current_actor(), now(), page_number()
    found, more = asked_incidents(actor, moment, page=page, size=CLOSED_ROWS)
    kinds = Counter(line.kind for _incident, line in found if line)
    only = request.args.get("viec", "")
    return render_template(
        "mobilization/incidents.html",
        incidents=narrowed(found, only),
        running=sum(kinds.values()),
        kinds=[(kind, kinds[kind]) for kind in Urgency if kinds[kind]],
        urgencies=URGENCIES,
        only=only,
        past=past_asked(),
        page=page,
        more=more,
        as_of=moment,
        hazards=HAZARDS,
        may_open=actor.may(Permission.INCIDENT_RUN),
    )


def past_asked() -> bool:
    """Return whether the address asks for the closed incidents."""
    return request.args.get("xem") == "da-dong"


def narrowed(found: Sequence[tuple[Incident, Line | None]], only: str) -> list[tuple[Incident, Line | None]]:
    """Return the incidents of which one thing is the most urgent; closed ones have none."""
    return [(incident, line) for incident, line in found if not only or not line or line.kind == only]


def asked_incidents(
    actor: Actor, moment: datetime, *, page: int, size: int
) -> tuple[Sequence[tuple[Incident, Line | None]], bool]:
    """Return the running incidents, each with what is most urgent, or a page of the closed, and whether more follow."""
    scope = actor.scope(Permission.INCIDENT_READ)
    with reading() as session:
        if past_asked():
            closed, more = list_closed(session, scope=scope, page=page, size=size)
            return [(incident, None) for incident in closed], more
        running, roads = ask_together(session, open_incidents(scope), link_states(moment))
        return urgent_first(list_standings(session, running, roads), moment), False


@bp.get("/moi")
@requires(Permission.INCIDENT_RUN)
def new() -> ResponseReturnValue:
    """The form that reports an incident."""
    return _new_page()


def _new_page(error: str = "", fields: Mapping[str, str] | None = None) -> str:
    actor = current_actor()
    with reading() as session:
        names = known(session)
    within = {code for code in names.communes if actor.may(Permission.INCIDENT_RUN, code)}
    return render_template(
        "mobilization/new_incident.html",
        offered=place_offered(names, request.form.get("commune_code", ""), among=within),
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
        values: dict[str, Any] = load(IncidentSchema())
        incident_id = open_incident(session, actor=actor, now=now(), **values)
        return Done(
            location=url_for("incidents.room", incident_id=incident_id),
            message=_("Đã mở cuộc diễn tập. Số liệu kho thật không thay đổi.")
            if values["drill"]
            else _("Đã mở sự cố. Hãy nhập nhu cầu, rồi lập phương án."),
        )

    return perform(work, again=_new_page)


@bp.get("/<int:incident_id>")
@requires(Permission.INCIDENT_READ, place_of_incident)
def room(incident_id: int) -> ResponseReturnValue:
    """The room: needs and how far they are met, what is on the way, orders, log."""
    return _room_page(incident_id, adding="them" in request.args)


def may_run(actor: Actor, incident: Incident) -> bool:
    """Return whether a person may act in an incident now."""
    commune = incident.commune_code if incident.run_by == "commune" else ""
    return incident.closed_at is None and actor.may(Permission.INCIDENT_RUN, commune)


def _drafts(actor: Actor, incident: Incident, orders: Sequence[Order]) -> int:
    """Return how many drafts of a running incident wait for this person's approval."""
    if incident.closed_at is not None or not actor.may(Permission.ORDER_APPROVE):
        return 0
    drafted = [order for order in orders if order.state == "draft"]
    return sum(why_left(order, calls=1, actor=actor) is None for order in drafted)


def _room_page(
    incident_id: int, error: str = "", fields: Mapping[str, str] | None = None, *, adding: bool = False
) -> str:
    actor = current_actor()
    with reading() as session:
        seen = room_view(session, incident_id, now())
        runs = may_run(actor, seen["incident"])
        adding = runs and (adding or not seen["needs"])
        types = list_types(session) if adding else []  # 176 choices: only where somebody is about to choose
    return render_template(
        "mobilization/room.html",
        adding=adding,
        types=types,
        abilities=ABILITIES,
        able=NeedSchema.ABLE,
        pillars=PILLARS,
        risk_levels=RISK_LEVELS,
        runs=runs,
        drafts=_drafts(actor, seen["incident"], seen["orders"]),
        unnumbered=len(
            lacking_papers(seen["orders"], amended=seen["amended"], noted=seen["noted"], actor=actor)
        ),
        error=error,
        fields=fields or {},
        **seen,
    )


@bp.get("/<int:incident_id>/dien-bien")
@requires(Permission.INCIDENT_READ, place_of_incident)
def changes(incident_id: int) -> ResponseReturnValue:
    """The parts of the room, or of its wall, that change; 304 where nothing did since the version named."""
    with reading() as session:
        seen = room_view(session, incident_id, now())
    wall = request.args.get("xem") == "man-hinh"
    part = "_wall_live" if wall else "_room_live"
    html = render_template(
        f"mobilization/{part}.html", runs=may_run(current_actor(), seen["incident"]), **seen
    )
    version = hashlib.sha256(html.encode()).hexdigest()[:20]
    # Compression may add its name to a version: only the beginning is compared.
    same = any(tag.startswith(version) for tag in request.if_none_match.as_set())
    answer = Response("" if same else html, status=304 if same else 200)
    answer.headers["X-As-Of"] = say_moment(seen["as_of"])
    answer.set_etag(version)
    return answer


@bp.get("/<int:incident_id>/man-hinh")
@requires(Permission.INCIDENT_READ, place_of_incident)
def wall(incident_id: int) -> ResponseReturnValue:
    """The room for the wall: read at five metres, nothing to press."""
    with reading() as session:
        seen = room_view(session, incident_id, now())
    return render_template("mobilization/wall.html", **seen)


@bp.get("/<int:incident_id>/the")
@requires(Permission.INCIDENT_READ, place_of_incident)
def cards(incident_id: int) -> ResponseReturnValue:
    """The rack of cards: each resource in the column of its state (ICS 219)."""
    with reading() as session:
        incident = get_incident(session, incident_id)
        dispatches = list_dispatches(session, incident_id=incident_id)
    return render_template(
        "mobilization/cards.html",
        incident=incident,
        rack=rack(dispatches),
        given_up=sum(item.state in GIVEN_UP for item in dispatches),
        categories=CATEGORIES,
        states_of=states_of,
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
