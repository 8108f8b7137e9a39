"""Set right what was entered: an incident's own facts, and what it needs."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session

from core.accounts.rules.roles import Actor, Permission
from core.clock import now
from core.errors import NotFoundError, StaleError
from core.web.access import current_actor, requires
from core.web.doors import Done, load, perform, reading
from core.web.language import say_quantity
from inventory.doors.asking import known, place_offered
from mobilization.pages.plan_anew import plan_anew
from mobilization.queries.changes import list_need_changes
from mobilization.queries.dispatches import find_newest_plan
from mobilization.queries.incidents import commune_of_incident, get_incident
from mobilization.queries.levels import level_decisions
from mobilization.queries.needs import list_needs, mark_of
from mobilization.schemas.incident import CorrectIncidentSchema, CorrectNeedSchema, WithdrawNeedSchema
from mobilization.sentences import HAZARDS, PTDS_LEVELS, RISK_LEVELS
from mobilization.services.incidents import Facts, correct_incident, stream_of
from mobilization.services.needs import change_need, remove_need

bp = Blueprint("corrections", __name__, url_prefix="/su-co")

LABELS = {
    "quantity": _l("Số lượng"),
    "within_minutes": _l("Cần có trong (phút)"),
    "priority": _l("Ưu tiên"),
    "commune_code": _l("Xã, phường, đặc khu"),
    "note": _l("Ghi chú"),
    "title": _l("Sự cố gì"),
    "hazard": _l("Loại hình"),
    "place": _l("Vị trí cụ thể"),
    "ptds_level": _l("Cấp độ phòng thủ dân sự"),
    "risk_level": _l("Cấp độ rủi ro thiên tai"),
}


class _Words:
    """Says a field's value as the form says it."""

    def __init__(self, session: Session) -> None:
        self.known = known(session)
        self.communes = {code: commune.title for code, commune in self.known.communes.items()}
        self._lists: Mapping[str, Mapping[Any, Any]] = {
            "commune_code": self.communes,
            "hazard": HAZARDS,
            "ptds_level": PTDS_LEVELS,
            "risk_level": RISK_LEVELS,
        }

    def say(self, field: str, value: object) -> str:
        """Return a value in words; a dash where there is none."""
        if value in (None, "", "None"):
            return "—"
        if field == "quantity":
            return str(say_quantity(Decimal(str(value))))
        return str(self._lists.get(field, {}).get(value, value))

    def beside(self, stale: Mapping[str, Any]) -> list[tuple[str, str, str]]:
        """Return field by field what stands now and what was typed."""
        yours, theirs = stale.get("yours", {}), stale.get("theirs", {})
        return [
            (str(LABELS[name]), self.say(name, theirs[name]), self.say(name, yours[name]))
            for name in LABELS
            if name in theirs
        ]


@bp.get("/<int:incident_id>/nhu-cau/<int:need_id>")
@requires(Permission.INCIDENT_RUN, commune_of_incident)
def need(incident_id: int, need_id: int) -> ResponseReturnValue:
    """A need as it stands, how it came to, and the forms that change or withdraw it."""
    return _need_page(incident_id, need_id)


def _need_page(
    incident_id: int,
    need_id: int,
    error: str = "",
    fields: Mapping[str, str] | None = None,
    stale: Mapping[str, Any] | None = None,
) -> str:
    with reading() as session:
        incident = get_incident(session, incident_id)
        needs = list_needs(session, incident_id, withdrawn=True)
        found = next((item for item in needs if item.id == need_id), None)
        if found is None:
            raise NotFoundError(what=need_id)
        changes = list_need_changes(session, stream_of(incident_id), need_id)
        words = _Words(session)
    own = {incident.commune_code, found.commune_code} if incident.run_by == "commune" else None
    return render_template(
        "mobilization/correct_need.html",
        incident=incident,
        need=found,
        mark=mark_of(found),
        changes=[
            (
                item,
                [
                    (LABELS[name], *(words.say(name, one) for one in pair))
                    for name, pair in item.fields.items()
                ],
            )
            for item in changes
        ],
        offered=place_offered(words.known, request.form.get("commune_code", found.commune_code), among=own),
        beside=words.beside(stale or {}),
        open=incident.closed_at is None and found.withdrawn_at is None,
        error=error,
        fields=fields or {},
    )


@bp.post("/<int:incident_id>/nhu-cau/<int:need_id>")
@requires(Permission.INCIDENT_RUN, commune_of_incident)
def correct_need(incident_id: int, need_id: int) -> ResponseReturnValue:
    """Change a need, and plan anew what is still missing where there is a plan already."""
    newer: dict[str, Any] = {}

    def work(session: Session, actor: Actor) -> Done:
        values: dict[str, Any] = load(CorrectNeedSchema())
        named: dict[str, Any] = {"incident_id": incident_id, "need_id": need_id, "seen": values.pop("seen")}
        try:
            changed = change_need(session, values=values, actor=actor, now=now(), **named)
        except StaleError as stale:
            newer.update(stale.facts)
            raise
        said = _("Đã sửa nhu cầu.") if changed else _("Không có gì thay đổi.")
        return _after(session, incident_id, actor, said, anew=changed)

    return perform(work, again=lambda text, fields: _need_page(incident_id, need_id, text, fields, newer))


def _after(session: Session, incident_id: int, actor: Actor, said: str, *, anew: bool) -> Done:
    if anew and find_newest_plan(session, incident_id) is not None:
        return plan_anew(session, incident_id, actor, said)
    return Done(location=url_for("incidents.room", incident_id=incident_id), message=said)


@bp.post("/<int:incident_id>/nhu-cau/<int:need_id>/rut")
@requires(Permission.INCIDENT_RUN, commune_of_incident)
def withdraw_need(incident_id: int, need_id: int) -> ResponseReturnValue:
    """Withdraw a need nothing is promised to, with the reason, and plan anew for the others."""

    def work(session: Session, actor: Actor) -> Done:
        values: dict[str, Any] = load(WithdrawNeedSchema())
        remove_need(session, incident_id=incident_id, need_id=need_id, actor=actor, now=now(), **values)
        return _after(session, incident_id, actor, _("Đã rút nhu cầu."), anew=True)

    return perform(work, again=lambda text, fields: _need_page(incident_id, need_id, text, fields))


@bp.get("/<int:incident_id>/sua")
@requires(Permission.INCIDENT_RUN, commune_of_incident)
def incident(incident_id: int) -> ResponseReturnValue:
    """What the incident was reported as, to be set right."""
    return _incident_page(incident_id)


def _incident_page(
    incident_id: int,
    error: str = "",
    fields: Mapping[str, str] | None = None,
    stale: Mapping[str, Any] | None = None,
) -> str:
    actor = current_actor()
    with reading() as session:
        found = get_incident(session, incident_id)
        decided = bool(level_decisions(incident_id).ask(session))
        words = _Words(session)
    return render_template(
        "mobilization/correct_incident.html",
        incident=found,
        offered=place_offered(
            words.known,
            request.form.get("commune_code", found.commune_code),
            among=None if found.run_by == "province" else {found.commune_code},
        ),
        hazards=HAZARDS,
        ptds_levels=PTDS_LEVELS,
        risk_levels=RISK_LEVELS,
        decided=decided,
        beside=words.beside(stale or {}),
        may=actor.may,
        error=error,
        fields=fields or {},
    )


@bp.post("/<int:incident_id>/sua")
@requires(Permission.INCIDENT_RUN, commune_of_incident)
def correct(incident_id: int) -> ResponseReturnValue:
    """Set the incident's facts right."""
    newer: dict[str, Any] = {}

    def work(session: Session, actor: Actor) -> Done:
        values: dict[str, Any] = load(CorrectIncidentSchema())
        version = values.pop("version")
        if "ptds_level" not in request.form:  # it stands by a decision, so the form does not ask
            values["ptds_level"] = get_incident(session, incident_id).ptds_level
        try:
            correct_incident(
                session,
                incident_id=incident_id,
                version=version,
                facts=Facts(**values),
                actor=actor,
                now=now(),
            )
        except StaleError as stale:
            newer.update(stale.facts)
            raise
        location = url_for("incidents.room", incident_id=incident_id)
        return Done(location=location, message=_("Đã sửa thông tin sự cố."))

    return perform(work, again=lambda text, fields: _incident_page(incident_id, text, fields, newer))
