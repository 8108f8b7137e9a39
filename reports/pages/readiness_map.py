"""The province's readiness as a drawing: light, printable, without a script; the table beside it says the same."""

from __future__ import annotations

from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from core.accounts.rules.roles import Permission
from core.clock import day_of, now
from core.web.access import for_province, requires
from core.web.doors import reading
from inventory.sentences import PILLARS
from reports.pages.ground import ground
from reports.pages.readiness_words import GRADES, asked
from reports.queries.readiness import day_before, moment_of
from reports.rules.readiness import Grade
from reports.rules.readiness_map import panels
from reports.services.readiness import read_days, reckon

bp = Blueprint("readiness_map", __name__, url_prefix="/bao-cao/san-sang")
WIDE, NARROW = (4, 1040), (2, 400)  # columns of small maps, width of the drawing


@bp.get("/ban-do.svg")
@requires(Permission.REPORT_READ, for_province)
def drawing() -> ResponseReturnValue:
    """All communes by grade: together (the month before beside), then each pillar; `hep` asks for the narrow one."""
    chosen = asked()
    today, past = day_of(now()), day_before(now())
    with reading() as session:
        kept = ground(session)
        days = (moment_of(today, today), moment_of(past, today))
        province, earlier = read_days(session, kept, days)
    demand = kept.demand(today, chosen.hazard, chosen.level)
    columns, width = NARROW if request.args.get("hep") else WIDE
    drawn, height = panels(
        kept.standing.communes,
        reckon(province, demand),
        reckon(earlier, demand),
        columns=columns,
        width=width,
    )
    titles = {
        "now": _("Mức chung, %(day)s", day=f"{today:%d/%m/%Y}"),
        "before": _("Mức chung, %(day)s", day=f"{past:%d/%m/%Y}"),
        **PILLARS,
    }
    svg = render_template(
        "reports/readiness.svg",
        panels=drawn,
        width=width,
        height=height,
        titles=titles,
        grades=GRADES,
        legend=(Grade.MUCH, Grade.LITTLE, Grade.ENOUGH, Grade.UNKNOWN),
        step=width * 0.23,
    )
    return Response(svg, mimetype="image/svg+xml")
