"""Drills: how one went beside the last, and which are owed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from core.accounts.rules.roles import Actor, Permission
from core.clock import day_of, now
from core.communes.queries import list_communes
from core.communes.rules import Commune
from core.web.access import current_actor, requires
from core.web.doors import Done, load, perform, reading, settings
from core.web.links import places_asked
from inventory.doors.asking import known, place_offered
from mobilization.queries.drills import Held, find_drill_before, last_held, list_held, scores_of
from mobilization.queries.incidents import (
    Incident,
    commune_of_incident,
    get_incident,
    place_of_incident,
)
from mobilization.rules.drills import Duty, Owed, Score, drill_duty
from mobilization.schemas.incident import DrillRecordSchema
from mobilization.sentences import HAZARDS, OWED, OWED_MARKS
from mobilization.services.drill_records import forget_drill, record_drill

bp = Blueprint("drills", __name__, url_prefix="/su-co")

ORDER = (Owed.LATE, Owed.DUE, Owed.NEVER, Owed.DONE)


@bp.get("/<int:incident_id>/ket-qua")
@requires(Permission.INCIDENT_READ, place_of_incident)
def result(incident_id: int) -> ResponseReturnValue:
    """How a drill went, beside the last one of the same post."""
    with reading() as session:
        drill = get_incident(session, incident_id)
        if not drill.drill:
            return redirect(url_for("incidents.room", incident_id=incident_id))
        before = find_drill_before(session, drill)
        scores = scores_of(session, [drill, *([before] if before else [])], now=now())
    return render_template(
        "mobilization/drill.html",
        incident=drill,
        before=before,
        rows=_rows(scores[drill.id], scores[before.id] if before else None),
        minutes_open=_minutes_open(drill),
        hazards=HAZARDS,
        as_of=now(),
    )


def _minutes_open(drill: Incident) -> int:
    return int(((drill.closed_at or now()) - drill.opened_at).total_seconds() // 60)


def _rows(this: Score, last: Score | None) -> list[tuple[str, str, int | None, int | None, str]]:
    """Return each measure as (what, unit, this time, last time, how it compares)."""
    measures = (
        (_("Từ khi mở đến lệnh đầu tiên"), _("phút"), "first_order_minutes", False),
        (_("Từ khi mở đến lệnh cuối cùng"), _("phút"), "last_order_minutes", False),
        (_("Đơn vị trả lời lệnh chậm nhất"), _("phút"), "answer_minutes", False),
        (_("Số lượt chưa trả lời lệnh"), _("lượt"), "unanswered", False),
        (_("Nhu cầu có nguồn"), "%", "promised_percent", True),
        (_("Nhu cầu đã đến nơi"), "%", "arrived_percent", True),
        (_("Số nguồn lực đến nơi"), _("lượt"), "arrivals", True),
        (_("Số lượt đến trễ so với lệnh"), _("lượt"), "late", False),
        (_("Trễ nhiều nhất"), _("phút"), "worst_late_minutes", False),
    )
    found = []
    for name, unit, field, more_is_better in measures:
        now_is, was = getattr(this, field), getattr(last, field) if last else None
        found.append(
            (str(name), str(unit), now_is, was, _compared(now_is, was, more_is_better=more_is_better))
        )
    return found


def _compared(now_is: int | None, was: int | None, *, more_is_better: bool) -> str:
    if now_is is None or was is None:
        return ""
    if now_is == was:
        return str(_("như lần trước"))
    return str(_("tốt hơn") if (now_is > was) == more_is_better else _("kém hơn"))


@bp.get("/dien-tap")
@requires(Permission.INCIDENT_READ)
def calendar() -> ResponseReturnValue:
    """Which drills are owed, when, and who held what."""
    return _calendar()


def _calendar(error: str = "", fields: Mapping[str, str] | None = None) -> str:
    actor, rates, today = current_actor(), settings(), day_of(now())
    rows, held, communes = owed_drills(actor, today)
    shown, page, more = places_asked(rows)
    within = {str(item.code) for item in communes if actor.may(Permission.INCIDENT_RUN, item.code)}
    with reading() as session:
        offered = place_offered(known(session), request.form.get("commune_code", ""), among=within)
    counts = {standing: sum(row[2].standing is standing for row in rows) for standing in ORDER}
    return render_template(
        "mobilization/drills.html",
        rows=shown,
        page=page,
        more=more,
        counts=counts,
        held=held[:50],
        names={item.code: item.title for item in communes},
        hazards=HAZARDS,
        owed=OWED,
        owed_marks=OWED_MARKS,
        rates=rates,
        may_open=actor.may(Permission.INCIDENT_RUN),
        may_run=lambda drill: actor.may(
            Permission.INCIDENT_RUN, drill.commune_code if drill.run_by == "commune" else ""
        ),
        offered=offered,
        today=today,
        error=error,
        fields=fields or {},
        as_of=now(),
    )


@bp.post("/dien-tap")
@requires(Permission.INCIDENT_RUN)
def record() -> ResponseReturnValue:
    """Enter a drill that was held without the software from its paper."""

    def work(session: Session, actor: Actor) -> Done:
        values: dict[str, Any] = load(DrillRecordSchema())
        record_drill(session, actor=actor, now=now(), **values)
        return Done(location=url_for("drills.calendar"), message=_("Đã ghi cuộc diễn tập từ hồ sơ."))

    return perform(work, again=_calendar)


@bp.post("/<int:incident_id>/bo-dien-tap")
@requires(Permission.INCIDENT_RUN, commune_of_incident)
def forget(incident_id: int) -> ResponseReturnValue:
    """Take a drill entered from paper out again."""

    def work(session: Session, actor: Actor) -> Done:
        forget_drill(session, incident_id=incident_id, actor=actor, now=now())
        return Done(location=url_for("drills.calendar"), message=_("Đã bỏ cuộc diễn tập nhập nhầm."))

    return perform(work, again=_calendar)


def owed_drills(
    actor: Actor, today: date
) -> tuple[list[tuple[str, Held | None, Duty]], list[Held], list[Commune]]:
    """Return who owes a drill when, the most pressing first, the drills held, and the communes, within reach."""
    scope, rates = actor.scope(Permission.INCIDENT_READ), settings()
    with reading() as session:
        communes = [item for item in list_communes(session) if scope in (None, item.code)]
        held = list_held(session, scope=scope)
    last = last_held(held)
    places: list[tuple[str, str, int]] = [
        (item.code, item.title, rates.drill_commune_years) for item in communes
    ]
    if scope is None:
        places.insert(0, ("", _("Tỉnh %(name)s", name=rates.province_name), rates.drill_province_years))
    rows = [(title, last.get(code), _duty(last.get(code), years, today)) for code, title, years in places]
    rows.sort(key=lambda row: ORDER.index(row[2].standing))
    return rows, held, communes


def _duty(last: Held | None, years: int, today: date) -> Duty:
    return drill_duty(last.on if last else None, years=years, today=today)
