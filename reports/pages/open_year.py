"""What may be published of a year: how often communes and kinds of holders were drawn on, what was used and paid."""

from __future__ import annotations

from io import BytesIO

from flask import Blueprint, Response, render_template, request, send_file
from flask.typing import ResponseReturnValue
from flask_babel import force_locale
from flask_babel import gettext as _

from core.accounts.rules.roles import Permission
from core.clock import local, now
from core.communes.queries import list_communes
from core.excel.writing import write_workbook
from core.values import frozen
from core.web.access import requires
from core.web.doors import reading, settings
from core.web.list_files import XLSX
from inventory.sentences import HOLDER_KINDS
from reports.pages.annual import YEARS_OFFERED, asked_year
from reports.queries.open_year import list_drawn
from reports.queries.used import of_year, used_lines
from reports.rules.first_texts import UsedLine
from reports.rules.open_year import (
    HOUSEHOLD,
    CommuneLine,
    KindLine,
    OwnerLine,
    by_commune,
    by_kind,
    by_owner,
    open_sheets,
)
from reports.services.annual import period_of

bp = Blueprint("open_year", __name__, url_prefix="/bao-cao/cong-khai")
BARS = 20


@frozen
class OpenYear:
    """A year as it may be published."""

    year: int
    communes: list[CommuneLine]
    kinds: list[KindLine]
    owners: list[OwnerLine]
    used: list[UsedLine]


def _read() -> OpenYear:
    year = asked_year()
    period = period_of(year)
    with reading() as session:
        titles = {str(commune.code): commune.title for commune in list_communes(session)}
        drawn = list_drawn(session, period)
        used = used_lines(of_year(period)).ask(session)
    names = {str(kind): str(name) for kind, name in HOLDER_KINDS.items()}
    names[HOUSEHOLD] = str(_("Hộ dân, cơ sở cá nhân"))
    return OpenYear(
        year=year,
        communes=by_commune(drawn, titles),
        kinds=by_kind(drawn, names),
        owners=by_owner(drawn, titles),
        used=used,
    )


@bp.get("/")
@requires(Permission.REPORT_READ)
def show() -> ResponseReturnValue:
    """The four tables and the chart."""
    found = _read()
    this_year = local(now()).year
    return render_template(
        "reports/open_year.html",
        found=found,
        years=range(this_year, this_year - YEARS_OFFERED, -1),
        as_of=now(),
    )


@bp.get("/bieu-do.svg")
@requires(Permission.REPORT_READ)
def chart() -> ResponseReturnValue:
    """The communes most often drawn on, as bars; `hep` asks for the narrow drawing."""
    found = _read()
    lines = sorted(found.communes, key=lambda line: -line.calls)[:BARS]
    drawing = render_template(
        "reports/open_year.svg",
        lines=lines,
        most=max((line.calls for line in lines), default=1),
        narrow="hep" in request.args,
    )
    return Response(drawing, mimetype="image/svg+xml")


@bp.get("/so-lieu.xlsx")
@requires(Permission.REPORT_READ)
def workbook() -> ResponseReturnValue:
    """The four tables as a spreadsheet."""
    moment, province = now(), settings().province_name
    with force_locale("vi"):
        found = _read()
    sheets = open_sheets(
        year=found.year,
        province=province,
        as_of=local(moment),
        communes=found.communes,
        kinds=found.kinds,
        owners=found.owners,
        used=found.used,
    )
    file = BytesIO()
    write_workbook(sheets, file, title="Số liệu công khai", author=f"UBND tỉnh {province}", made_at=moment)
    file.seek(0)
    name = f"cong-khai-{found.year}.xlsx"
    return send_file(file, mimetype=XLSX, as_attachment=True, download_name=name)
