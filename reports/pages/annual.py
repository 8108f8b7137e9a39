"""The reports' pages: choose a year, take its workbook, see how one figure came about."""

from __future__ import annotations

from io import BytesIO

from flask import Blueprint, render_template, request, send_file
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from core.accounts.rules.roles import Permission
from core.audit.rules import key_from
from core.clock import local, now
from core.communes.queries import get_commune
from core.text import fold
from core.values import frozen
from core.web.access import OtherCommuneError, commune_in_address, current_actor, for_province, requires
from core.web.doors import database, reading, settings
from core.web.links import part_asked
from core.web.list_files import XLSX
from inventory.doors.asking import known, place_offered
from inventory.queries.catalogue import get_type, list_types
from inventory.rules.catalogue import ResourceType
from inventory.sentences import MOVEMENT_KINDS
from reports.pages.ground import ground
from reports.queries.cell import cell_story
from reports.queries.frozen import find_frozen, list_frozen
from reports.queries.year import list_lot_years, reported_codes
from reports.rules.workbook import CONTENTS
from reports.rules.year import AreaError, Flow, by_cell, check_year, types_used
from reports.sentences import workbook_words
from reports.services.annual import Maker, period_of, write_annual
from reports.services.freezing import facts_of, kept_file

YEARS_OFFERED = 10
FIGURES = 80  # types of one page, some 40 kB

bp = Blueprint("reports", __name__, url_prefix="/bao-cao")


@frozen
class Figure:
    """One type's year in one commune, as the page shows it."""

    kind: ResourceType
    flow: Flow


def _this_year() -> int:
    return local(now()).year


def asked_year() -> int:
    """Return the year the address asks for, this one where it names none; raises YearError."""
    raw = request.args.get("nam", "")
    year = int(raw) if raw.isdecimal() and len(raw) == 4 else _this_year()
    return check_year(year, this_year=_this_year())


@bp.get("/")
@requires(Permission.REPORT_READ)
def show() -> ResponseReturnValue:
    """Choose a year and an area; says what the workbook will hold and lists the figures of one commune."""
    actor, year = current_actor(), asked_year()
    scope = actor.scope(Permission.REPORT_READ)
    code = request.args.get("xa", "") if scope is None else scope
    asked = request.args.get("xa", "")
    if asked and not actor.may(Permission.REPORT_READ, asked):
        raise OtherCommuneError
    with reading() as session:
        offered = place_offered(known(session), code)
        code = offered.chosen
        area = request.args.get("huyen", "") if scope is None and not code else ""
        period = period_of(year, code)
        standing = ground(session).standing
        areas = standing.areas if scope is None else {}
        communes = standing.communes if scope is None else ()
        if area and area not in areas:
            raise AreaError(area=area)
        listed = [commune for commune in communes if not area or commune.code in areas[area]]
        place = standing.get_commune(code) if code else None
        figures = _figures(session, year, code) if code else []
        shown, page, pages = part_asked(figures, FIGURES)
        reported = set() if code else reported_codes(period).ask(session)
        frozen = list_frozen(session, scope=scope)
    return render_template(
        "reports/annual.html",
        year=year,
        years=range(_this_year(), _this_year() - YEARS_OFFERED, -1),
        communes=communes,
        offered=offered,
        listed=listed,
        areas=areas,
        area=area,
        place=place,
        figures=shown,
        page=page,
        more=page < pages,
        reported=reported & {str(commune.code) for commune in listed},
        frozen=next((item for item in frozen if (item.year, item.scope) == (year, area or code)), None),
        over=year < _this_year(),
        may_freeze=actor.may(Permission.REPORT_FREEZE, code),
        contents=CONTENTS,
        as_of=now(),
    )


def _figures(session: Session, year: int, commune_code: str) -> list[Figure]:
    cells = by_cell(list_lot_years(session, period_of(year, commune_code)))
    kinds = types_used(list_types(session), cells)
    return [Figure(kind=kind, flow=cells[(commune_code, kind.code)]) for kind in kinds]


@bp.get("/nam/<int:year>.xlsx")
@requires(Permission.REPORT_READ, for_province)
def province_workbook(year: int) -> ResponseReturnValue:
    """The province's workbook of a year; of a frozen year the kept file."""
    return _workbook(year, "")


@bp.get("/nam/<int:year>/khu-vuc/<area>.xlsx")
@requires(Permission.REPORT_READ, for_province)
def area_workbook(year: int, area: str) -> ResponseReturnValue:
    """The workbook of a former district; of a frozen year the kept file."""
    return _workbook(year, area)


@bp.get("/nam/<int:year>/<commune_code>.xlsx")
@requires(Permission.REPORT_READ, commune_in_address)
def commune_workbook(year: int, commune_code: str) -> ResponseReturnValue:
    """One commune's workbook of a year; of a frozen year the kept file."""
    return _workbook(year, commune_code)


def maker(by: str) -> Maker:
    """Return what every workbook is drawn up with."""
    held = settings()
    return Maker(province=held.province_name, by=by, key=key_from(held.secret_key), words=workbook_words())


def _workbook(year: int, scope: str) -> ResponseReturnValue:
    made = maker(current_actor().name)
    check_year(year, this_year=_this_year())
    with database().snapshot() as session:
        frozen = find_frozen(session, year, scope)
        if frozen is None:
            facts = facts_of(session, year=year, scope=scope, maker=made, now=now())
    if frozen is not None:
        return send_book(kept_file(frozen, data_dir=settings().data_dir), year, scope)
    file = BytesIO()
    write_annual(facts, made.words, file)
    return send_book(file.getvalue(), year, scope)


def send_book(content: bytes, year: int, scope: str) -> ResponseReturnValue:
    """Answer with a workbook under the name it always has."""
    name = f"bon-tai-cho-{year}-{fold(scope).replace(' ', '-') or 'toan-tinh'}.xlsx"
    return send_file(BytesIO(content), mimetype=XLSX, as_attachment=True, download_name=name)


@bp.get("/nam/<int:year>/<commune_code>/<type_code>")
@requires(Permission.REPORT_READ, commune_in_address)
def story(year: int, commune_code: str, type_code: str) -> ResponseReturnValue:
    """Why a figure is what it is: opening, every movement of the year, closing."""
    check_year(year, this_year=_this_year())
    raw = request.args.get("page", "1")
    page = max(1, int(raw)) if raw.isdecimal() and len(raw) < 6 else 1
    with reading() as session:
        place = get_commune(session, commune_code)
        kind = get_type(session, type_code)
        told = cell_story(session, period_of(year, commune_code), type_code=type_code, page=page)
    return render_template(
        "reports/story.html",
        year=year,
        running=year == _this_year(),
        place=place,
        kind=kind,
        story=told,
        page=page,
        kinds=MOVEMENT_KINDS,
        may_open_row=current_actor().may(Permission.STOCK_READ, commune_code),
        as_of=now(),
    )
