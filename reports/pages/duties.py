"""What the plan asks of whom and by when, on one page; and the register of response plans."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from typing import Any

from flask import Blueprint, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import force_locale
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from core.accounts.rules.roles import Actor, Permission
from core.clock import day_of, local, now
from core.excel.writing import write_workbook
from core.web.access import OtherCommuneError, current_actor, requires
from core.web.doors import Done, load, perform, reading, settings
from core.web.language import counted
from core.web.list_files import XLSX
from inventory.rules.command import PROVINCE
from reports.pages.ground import ground
from reports.queries.duties import commune_of_response_plan, list_duties
from reports.rules.duties import DutyItem, DutyKind, DutyState, in_order
from reports.rules.duty_sheets import duty_sheet
from reports.schemas.written import PlanChangeSchema, PlanSchema
from reports.sentences import DUTY_KINDS, DUTY_STATES
from reports.services.plans import add_plan, change_plan

bp = Blueprint("duties_page", __name__, url_prefix="/bao-cao")
PROVINCE_CHOICE = "tinh"
MARKS = {DutyState.LATE: "late", DutyState.DUE: "late", DutyState.RUNNING: "ok"}


def _places(communes: Mapping[str, str]) -> dict[str, str]:
    """Return the places within the person's reach and their names, the province first."""
    scope = current_actor().scope(Permission.REPORT_READ)
    if scope is not None:
        return {scope: communes[scope]}
    return {PROVINCE: str(_("Tỉnh %(name)s", name=settings().province_name)), **communes}


def _asked() -> str | None:
    """Return the place asked for ("" the province), or None for all; raises OtherCommuneError."""
    raw = request.args.get("xa", "")
    if raw == "":
        return None
    code = PROVINCE if raw == PROVINCE_CHOICE else raw
    if not current_actor().may(Permission.REPORT_READ, code):
        raise OtherCommuneError
    return code


def _found() -> tuple[list[DutyItem], dict[str, str]]:
    actor, moment, asked = current_actor(), now(), _asked()
    kind = request.args.get("viec", "")
    with reading() as session:
        standing = ground(session).standing
        places = _places(standing.names)
        items = list_duties(
            session,
            codes=list(places),
            titles={code: title for code, title in places.items() if code},
            plans=standing.plans,
            scope=actor.scope(Permission.REPORT_READ),
            drill_years=(settings().drill_province_years, settings().drill_commune_years),
            now=moment,
        )
    items = [
        item
        for item in items
        if asked in (None, item.commune_code)
        and (not kind or item.kind == kind)
        and item.commune_code in places
    ]
    order = {code: place for place, code in enumerate(places)}
    return in_order(items, day_of(moment), order), places


def said(item: DutyItem) -> str:
    """Return what a duty is about in words."""
    if item.kind is DutyKind.BOARD:
        return counted("Còn thiếu %(count)s chức danh", count=item.number)
    if item.kind is DutyKind.BOARD_ENDING:
        return str(_("Chuẩn bị kiện toàn trước khi hết nhiệm kỳ"))
    if item.kind is DutyKind.PLAN and item.due_on is None:
        return str(_("Chưa ghi kế hoạch, phương án nào"))
    if item.kind is DutyKind.AGREEMENT:
        return counted("%(count)s thỏa thuận cần gia hạn", count=item.number)
    if item.kind is DutyKind.DRILL:
        last = _("Lần gần nhất: %(held)s", held=item.what) if item.what else _("Chưa ghi cuộc diễn tập nào")
        return str(last)
    if item.kind is DutyKind.REPORT and item.number:
        return counted(
            "%(title)s (còn %(count)s ngày trước chưa báo cáo)", title=item.what, count=item.number
        )
    return item.what


def place_of_work(item: DutyItem) -> str | None:
    """Return the page where a duty is done, or None where the person has no way in."""
    actor, kind = current_actor(), item.kind
    if kind in {DutyKind.BOARD, DutyKind.BOARD_ENDING} and actor.may(Permission.STOCK_READ):
        return url_for("command.board", place_code=item.commune_code or PROVINCE_CHOICE)
    if kind is DutyKind.PLAN:
        return url_for("duties_page.plans", xa=item.commune_code or PROVINCE_CHOICE)
    if kind is DutyKind.REVIEW and actor.may(Permission.STOCK_READ):
        return url_for("reviews.commune", campaign_id=item.ref, commune_code=item.commune_code)
    if kind is DutyKind.AGREEMENT and actor.may(Permission.STOCK_READ):
        return url_for("stock.dual_use")
    if kind is DutyKind.PAYMENT and actor.may(Permission.ORDER_READ):
        return url_for("settlement.money", order_id=item.ref)
    if kind is DutyKind.DRILL and actor.may(Permission.INCIDENT_READ):
        return url_for("drills.calendar")
    if kind in {DutyKind.REPORT, DutyKind.AFTER}:
        return url_for("papers.incident", incident_id=item.ref)
    return None


@bp.get("/viec-phai-lam")
@requires(Permission.REPORT_READ)
def show() -> ResponseReturnValue:
    """Every open duty within reach, late ones first."""
    items, places = _found()
    today = day_of(now())
    counts = {state: sum(item.state(today) is state for item in items) for state in DutyState}
    page = request.args.get("page", "1")
    number = max(1, int(page)) if page.isdecimal() and len(page) < 5 else 1
    return render_template(
        "reports/duties.html",
        items=items[(number - 1) * 60 : number * 60],
        page=number,
        more=len(items) > number * 60,
        counts=counts,
        places=places,
        kinds=DUTY_KINDS,
        states=DUTY_STATES,
        marks=MARKS,
        said=said,
        place_of_work=place_of_work,
        today=today,
        as_of=now(),
    )


@bp.get("/viec-phai-lam.xlsx")
@requires(Permission.REPORT_READ)
def workbook() -> ResponseReturnValue:
    """The same list as a spreadsheet to hand out."""
    with force_locale("vi"):
        items, places = _found()
        moment = now()
        today = day_of(moment)
        rows = [
            (
                places[item.commune_code],
                str(DUTY_KINDS[item.kind]),
                said(item),
                item.due_on,
                str(DUTY_STATES[item.state(today)]),
            )
            for item in items
        ]
    sheet = duty_sheet(rows, as_of=local(moment))
    file = BytesIO()
    author = settings().province_name
    write_workbook([sheet], file, title="Việc phải làm", author=author, made_at=moment)
    file.seek(0)
    return send_file(file, mimetype=XLSX, as_attachment=True, download_name="viec-phai-lam.xlsx")


@bp.get("/phuong-an")
@requires(Permission.REPORT_READ)
def plans() -> ResponseReturnValue:
    """The register of response plans within reach."""
    return _plans_page()


def _plans_page(error: str = "", fields: Mapping[str, str] | None = None) -> str:
    actor, asked = current_actor(), _asked()
    with reading() as session:
        standing = ground(session).standing
    places = _places(standing.names)
    return render_template(
        "reports/plans.html",
        plans=[
            plan
            for plan in standing.plans
            if plan.commune_code in places and asked in (None, plan.commune_code)
        ],
        places=places,
        asked=asked,
        today=day_of(now()),
        may_write=actor.may(Permission.REPORT_WRITE),
        province_choice=PROVINCE_CHOICE,
        error=error,
        fields=fields or {},
    )


@bp.post("/phuong-an")
@requires(Permission.REPORT_WRITE)
def add() -> ResponseReturnValue:
    """Register a plan that was approved; a commune's person registers the own commune's."""

    def work(session: Session, actor: Actor) -> Done:
        values: dict[str, Any] = load(PlanSchema())
        code = str(values.pop("commune_code"))
        code = PROVINCE if code == PROVINCE_CHOICE else code
        code = code if actor.is_provincial else actor.commune_code
        if not actor.may(Permission.REPORT_WRITE, code):
            raise OtherCommuneError
        add_plan(session, commune_code=code, actor=actor, now=now(), **values)
        return Done(location=url_for("duties_page.plans"), message=_("Đã ghi vào sổ kế hoạch."))

    return perform(work, again=_plans_page)


@bp.post("/phuong-an/<int:response_plan_id>")
@requires(Permission.REPORT_WRITE, commune_of_response_plan)
def change(response_plan_id: int) -> ResponseReturnValue:
    """Correct a plan's row, or say that a newer one took its place."""

    def work(session: Session, actor: Actor) -> Done:
        values: dict[str, Any] = load(PlanChangeSchema())
        change_plan(session, response_plan_id=response_plan_id, actor=actor, now=now(), **values)
        return Done(location=url_for("duties_page.plans"), message=_("Đã sửa."))

    return perform(work, again=_plans_page)
