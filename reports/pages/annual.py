"""The reports' pages: choose a year, take its workbook, see how one figure came about."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO

from flask import Blueprint, render_template, request, send_file
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from core.accounts.rules.roles import Permission
from core.audit.rules import key_from
from core.clock import local, now
from core.communes.queries import get_commune, list_communes
from core.web.access import OtherCommuneError, commune_in_address, current_actor, requires
from core.web.doors import database, reading, settings
from inventory.queries.catalogue import get_type, list_types
from inventory.rules.catalogue import ResourceType
from inventory.sentences import MOVEMENT_KINDS
from reports.queries.cell import cell_story
from reports.queries.year import list_lot_years, list_reported_codes
from reports.rules.workbook import CONTENTS
from reports.rules.year import Flow, by_cell, check_year, types_used
from reports.sentences import workbook_words
from reports.services.annual import period_of, read_year, write_annual

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
YEARS_OFFERED = 10

bp = Blueprint("reports", __name__, url_prefix="/bao-cao")


def for_province(session: Session, **_: object) -> str:
    """Return the empty code: the address speaks of the whole province."""
    return ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Figure:
    """One type's year in one commune, as the page shows it."""

    kind: ResourceType
    flow: Flow


def _this_year() -> int:
    return local(now()).year


def _asked_year() -> int:
    raw = request.args.get("nam", "")
    year = int(raw) if raw.isdecimal() and len(raw) == 4 else _this_year()
    return check_year(year, this_year=_this_year())


@bp.get("/")
@requires(Permission.REPORT_READ)
def show() -> ResponseReturnValue:
    """Choose a year and an area; says what the workbook will hold and lists the figures of one commune."""
    actor, year = current_actor(), _asked_year()
    scope = actor.scope(Permission.REPORT_READ)
    code = request.args.get("xa", "") if scope is None else scope
    asked = request.args.get("xa", "")
    if asked and not actor.may(Permission.REPORT_READ, asked):
        raise OtherCommuneError
    period = period_of(year, code)
    with reading() as session:
        communes = list_communes(session) if scope is None else []
        place = get_commune(session, code) if code else None
        figures = _figures(session, year, code) if code else []
        reported = set() if code else list_reported_codes(session, period)
    return render_template(
        "reports/annual.html",
        year=year,
        years=range(_this_year(), _this_year() - YEARS_OFFERED, -1),
        communes=communes,
        place=place,
        figures=figures,
        reported=reported,
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
    """The province's workbook of a year."""
    return _workbook(year, "")


@bp.get("/nam/<int:year>/<commune_code>.xlsx")
@requires(Permission.REPORT_READ, commune_in_address)
def commune_workbook(year: int, commune_code: str) -> ResponseReturnValue:
    """One commune's workbook of a year."""
    return _workbook(year, commune_code)


def _workbook(year: int, commune_code: str) -> ResponseReturnValue:
    held = settings()
    with database().snapshot() as session:
        facts = read_year(
            session,
            year=year,
            commune_code=commune_code,
            province=held.province_name,
            by=current_actor().name,
            now=now(),
            key=key_from(held.secret_key),
        )
    file = BytesIO()
    write_annual(facts, workbook_words(), file)
    file.seek(0)
    name = f"bon-tai-cho-{year}-{commune_code or 'toan-tinh'}.xlsx"
    return send_file(file, mimetype=XLSX, as_attachment=True, download_name=name)


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
