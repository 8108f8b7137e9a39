"""Phòng thủ dân sự: drafts of the decisions on a level, as Word or PDF, and the signed decisions noted as facts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from marshmallow import ValidationError
from sqlalchemy.orm import Session

from core.accounts.rules.roles import Actor, Permission
from core.clock import day_of, local, now
from core.documents.paper import Paper
from core.web.access import current_actor, requires
from core.web.doors import Done, load, perform, reading, settings
from mobilization.pages.paper_files import paper_file
from mobilization.queries.incidents import commune_of_incident, get_incident, place_of_incident
from mobilization.queries.levels import level_decisions
from mobilization.rules.levels import Decision, LevelAct
from mobilization.rules.papers.declaration import (
    BEYOND,
    FORCES,
    LEVELS,
    MEASURES,
    OVER,
    Declared,
    declaration,
    lifting,
)
from mobilization.rules.papers.facts import IssuerLevel
from mobilization.schemas.outside import DeclarationSchema, LevelDecisionSchema, LiftingSchema
from mobilization.sentences import PTDS_LEVELS
from mobilization.sentences.levels import LEVEL_ACTS, LEVEL_SIGNERS
from mobilization.services.levels import note_decision
from mobilization.services.paper_heads import incident_facts, issuing_body

bp = Blueprint("declarations", __name__, url_prefix="/su-co")
ACTS = {"ban-bo": (DeclarationSchema, declaration), "bai-bo": (LiftingSchema, lifting)}


@bp.get("/<int:incident_id>/cap-do")
@requires(Permission.INCIDENT_READ, place_of_incident)
def show(incident_id: int) -> ResponseReturnValue:
    """The two forms, for who runs the incident; elsewhere whose act it is."""
    return _page(incident_id)


def _page(incident_id: int, act: str = "", error: str = "", fields: Mapping[str, str] | None = None) -> str:
    with reading() as session:
        incident = get_incident(session, incident_id)
        decisions = level_decisions(incident_id).ask(session)
    commune = incident.commune_code if incident.run_by == "commune" else ""
    actor, level = current_actor(), LEVELS[IssuerLevel(incident.run_by)]
    runs = incident.closed_at is None and actor.may(Permission.INCIDENT_RUN, commune)
    known = [item for item in decisions if item.act is LevelAct.DECLARED and item.level == level]
    return render_template(
        "mobilization/declaration.html",
        incident=incident,
        decisions=decisions,
        level=level,
        levels=PTDS_LEVELS if actor.is_provincial else {1: PTDS_LEVELS[1]},
        level_names=PTDS_LEVELS,
        signers=LEVEL_SIGNERS,
        acts=LEVEL_ACTS,
        declared=known[0] if known else None,
        runs=runs,
        today=day_of(now()),
        this_moment=local(now()).strftime("%Y-%m-%dT%H:%M"),
        fields=fields or {},
        measures=MEASURES,
        beyond=BEYOND,
        forces=FORCES,
        over=OVER,
        start=local(now() + timedelta(minutes=30)).strftime("%Y-%m-%dT%H:%M"),
        act=act,
        error=error,
    )


@bp.get("/<int:incident_id>/cap-do/<kind>")
@requires(Permission.INCIDENT_RUN, commune_of_incident)
def paper(incident_id: int, kind: str) -> ResponseReturnValue:
    """The draft of a declaration (`ban-bo`) or a lifting (`bai-bo`), from what the address says, as Word or PDF."""
    act, back = kind.partition(".")[0], url_for("declarations.show", incident_id=incident_id)
    if act not in ACTS:
        return redirect(back)
    schema, write = ACTS[act]
    try:
        values: dict[str, Any] = schema().load(_sent(schema().fields))
    except ValidationError:
        return _page(incident_id, act, _("Hãy ghi đủ các ô và chọn ít nhất một biện pháp.")), 422
    chosen = values.pop("measures", ())
    said = Declared(
        dated=_day_of_declaration(incident_id, values.get("number", "")),
        **values,
        measures=tuple(MEASURES[number] for number in sorted(set(chosen))),
    )
    province = settings().province_name

    def draft(session: Session) -> Paper:
        incident = get_incident(session, incident_id)
        body = issuing_body(session, incident.run_by, incident.commune_code, province=province)
        return write(body, incident_facts(incident), said, at=now())

    return paper_file(kind, f"{act}-{incident_id}", draft, otherwise=back)


def _day_of_declaration(incident_id: int, number: str) -> date | None:
    """Return the day of the declaration of that number, where it is noted."""
    with reading() as session:
        decisions = level_decisions(incident_id).ask(session)
    return next((item.dated for item in decisions if number and item.number == number), None)


@bp.post("/<int:incident_id>/cap-do")
@requires(Permission.INCIDENT_RUN, commune_of_incident)
def keep(incident_id: int) -> ResponseReturnValue:
    """Note a signed decision; the incident's level follows it."""

    def work(session: Session, actor: Actor) -> Done:
        values: dict[str, Any] = load(LevelDecisionSchema())
        note_decision(session, incident_id=incident_id, decision=Decision(**values), actor=actor, now=now())
        return Done(
            location=url_for("declarations.show", incident_id=incident_id),
            message=_("Đã ghi quyết định. Cấp độ của sự cố theo quyết định này."),
        )

    return perform(work, again=lambda text, fields: _page(incident_id, "ghi", text, fields))


def _sent(names: Any) -> dict[str, Any]:
    """Return the address's own values by field; measures are ticked one by one."""
    sent: dict[str, Any] = {name: request.args[name].strip() for name in names if request.args.get(name)}
    if "measures" in names:
        sent["measures"] = request.args.getlist("measures")
    return sent
