"""Phòng thủ dân sự cấp độ 1: the drafts of its declaration and its lifting, filled in and taken as Word or PDF."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from marshmallow import ValidationError
from sqlalchemy.orm import Session

from core.accounts.rules.roles import Permission
from core.clock import local, now
from core.documents.paper import Paper
from core.web.access import current_actor, requires
from core.web.doors import reading, settings
from mobilization.pages.paper_files import paper_file
from mobilization.queries.incidents import commune_of_incident, get_incident, place_of_incident
from mobilization.rules.papers.declaration import (
    BEYOND,
    FORCES,
    MEASURES,
    OVER,
    Declared,
    declaration,
    lifting,
)
from mobilization.schemas.outside import DeclarationSchema, LiftingSchema
from mobilization.services.paper_heads import incident_facts, issuing_body

bp = Blueprint("declarations", __name__, url_prefix="/su-co")
ACTS = {"ban-bo": (DeclarationSchema, declaration), "bai-bo": (LiftingSchema, lifting)}


@bp.get("/<int:incident_id>/cap-do")
@requires(Permission.INCIDENT_READ, place_of_incident)
def show(incident_id: int) -> ResponseReturnValue:
    """The two forms, for who runs the incident; elsewhere whose act it is."""
    return _page(incident_id)


def _page(incident_id: int, act: str = "", error: str = "") -> str:
    with reading() as session:
        incident = get_incident(session, incident_id)
    own = incident.run_by == "commune"
    return render_template(
        "mobilization/declaration.html",
        incident=incident,
        own=own,
        runs=own and current_actor().may(Permission.INCIDENT_RUN, incident.commune_code),
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
    said = Declared(**values, measures=tuple(MEASURES[number] for number in sorted(set(chosen))))
    province = settings().province_name

    def draft(session: Session) -> Paper:
        incident = get_incident(session, incident_id)
        body = issuing_body(session, incident.run_by, incident.commune_code, province=province)
        return write(body, incident_facts(incident), said, at=now())

    return paper_file(kind, f"{act}-{incident_id}", draft, otherwise=back)


def _sent(names: Any) -> dict[str, Any]:
    """Return the address's own values by field; measures are ticked one by one."""
    sent: dict[str, Any] = {name: request.args[name].strip() for name in names if request.args.get(name)}
    if "measures" in names:
        sent["measures"] = request.args.getlist("measures")
    return sent
