"""Beyond capacity: the case for the level above, its paper, sending it up, taking it over."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from core.accounts.rules.roles import Actor, Permission
from core.clock import day_of, now
from core.together import Question
from core.web.access import current_actor, for_province, requires
from core.web.doors import Done, load, perform, reading, settings
from core.web.home import Duty
from mobilization.pages.paper_files import paper_file
from mobilization.queries.dispatches import find_newest_plan
from mobilization.queries.incidents import commune_of_incident, get_incident, place_of_incident
from mobilization.queries.outside import Case, find_case, list_receiving, sent_cases
from mobilization.rules.shortfall import CaseState
from mobilization.schemas.incident import NumberSchema, TakingSchema
from mobilization.sentences import SHORT, WHY
from mobilization.services.shortfalls import make_case, note_case_number, report_paper, send_up, take_over

bp = Blueprint("shortfalls", __name__, url_prefix="/su-co")


def case_duties(actor: Actor) -> list[Question[list[Duty]]]:
    """Ask for the requests of communes that wait for the province."""
    if not actor.may(Permission.INCIDENT_RUN, ""):
        return []
    return [sent_cases().then(_sent)]


def _sent(cases: Sequence[Case]) -> list[Duty]:
    return [
        Duty(
            kind="case",
            text=_(
                "%(place)s đề nghị chi viện: %(incident)s, %(count)s nhu cầu còn thiếu",
                place=case.commune,
                incident=case.incident,
                count=len(case.needs),
            ),
            button=_("Xem và tiếp nhận"),
            location=url_for("shortfalls.show", incident_id=case.incident_id),
            urgency="late",
        )
        for case in cases
    ]


@bp.get("/<int:incident_id>/vuot-kha-nang")
@requires(Permission.INCIDENT_READ, place_of_incident)
def show(incident_id: int) -> ResponseReturnValue:
    """The newest case of an incident, and what may be done with it."""
    return _page(incident_id)


def _page(incident_id: int, error: str = "") -> str:
    actor = current_actor()
    with reading() as session:
        incident = get_incident(session, incident_id)
        may_take = incident.run_by == "commune" and actor.may(Permission.INCIDENT_RUN, "")
        case = find_case(session, incident_id)
        plan = find_newest_plan(session, incident_id)
        receiving = list_receiving(session, incident) if may_take else []
    owner = incident.commune_code if incident.run_by == "commune" else ""
    runs = actor.may(Permission.INCIDENT_RUN, owner) and incident.closed_at is None
    return render_template(
        "mobilization/shortfall.html",
        incident=incident,
        case=case,
        plan=plan,
        states=CaseState,
        runs=runs,
        may_number=actor.may(Permission.INCIDENT_RUN, owner),
        today=day_of(now()),
        may_make=runs
        and plan is not None
        and bool(plan.result["unmet"])
        and (case is None or case.plan_id != plan.id),
        # The first is chosen already: an incident of the same kind, else a new one, and others only on purpose.
        receiving=[
            *((number, title) for number, title, alike in receiving if alike),
            (0, _("Mở sự cố mới của tỉnh")),
            *((number, title) for number, title, alike in receiving if not alike),
        ],
        may_take=may_take,
        tried=[
            [(WHY[reason], count) for reason, count in need.tried.items()]
            for need in (case.needs if case else ())
        ],
        causes=[SHORT[need.told] for need in (case.needs if case else ())],
        error=error,
    )


@bp.post("/<int:incident_id>/vuot-kha-nang")
@requires(Permission.INCIDENT_RUN, commune_of_incident)
def make(incident_id: int) -> ResponseReturnValue:
    """Draft the case from the newest plan."""

    def work(session: Session, actor: Actor) -> Done:
        make_case(session, incident_id=incident_id, actor=actor, now=now())
        said = _("Đã lập báo cáo vượt quá khả năng từ phương án mới nhất.")
        return Done(location=url_for("shortfalls.show", incident_id=incident_id), message=said)

    return perform(work, again=lambda text, _fields: _page(incident_id, text))


@bp.post("/<int:incident_id>/vuot-kha-nang/gui")
@requires(Permission.INCIDENT_RUN, commune_of_incident)
def send(incident_id: int) -> ResponseReturnValue:
    """Send the case to the level above."""

    def work(session: Session, actor: Actor) -> Done:
        send_up(session, incident_id=incident_id, actor=actor, now=now())
        said = _("Đã gửi đề nghị chi viện lên cấp trên.")
        return Done(location=url_for("shortfalls.show", incident_id=incident_id), message=said)

    return perform(work, again=lambda text, _fields: _page(incident_id, text))


@bp.post("/<int:incident_id>/vuot-kha-nang/so")
@requires(Permission.INCIDENT_RUN, commune_of_incident)
def number(incident_id: int) -> ResponseReturnValue:
    """Note the number and the day the clerk gave the report."""

    def work(session: Session, actor: Actor) -> Done:
        values: dict[str, Any] = load(NumberSchema())
        note_case_number(session, incident_id=incident_id, actor=actor, now=now(), **values)
        location = url_for("shortfalls.show", incident_id=incident_id)
        return Done(location=location, message=_("Đã ghi số, ngày văn bản."))

    return perform(work, again=lambda text, _fields: _page(incident_id, text))


@bp.post("/<int:incident_id>/vuot-kha-nang/tiep-nhan")
@requires(Permission.INCIDENT_RUN, for_province)
def take(incident_id: int) -> ResponseReturnValue:
    """Take what a commune lacks into the province's own incident for that place."""

    def work(session: Session, actor: Actor) -> Done:
        values: dict[str, Any] = load(TakingSchema())
        target = take_over(session, incident_id=incident_id, actor=actor, now=now(), **values)
        said = _("Đã tiếp nhận: các nhu cầu còn thiếu nằm trong sự cố này của tỉnh. Hãy lập phương án.")
        return Done(location=url_for("incidents.room", incident_id=target), message=said)

    return perform(work, again=lambda text, _fields: _page(incident_id, text))


@bp.get("/<int:incident_id>/vuot-kha-nang/<kind>")
@requires(Permission.INCIDENT_READ, place_of_incident)
def paper(incident_id: int, kind: str) -> ResponseReturnValue:
    """The report to the level above as Word or PDF."""
    province = settings().province_name
    return paper_file(
        kind,
        f"de-nghi-chi-vien-{incident_id}",
        lambda session: report_paper(session, incident_id, province=province),
        otherwise=url_for("shortfalls.show", incident_id=incident_id),
    )
