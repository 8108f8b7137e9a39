"""How an incident's resources moved, as a drawing over time; the table beside it says the same."""

from __future__ import annotations

from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from core.accounts.rules.roles import Permission
from core.clock import local, now
from core.web.access import requires
from core.web.doors import reading
from mobilization.queries.incidents import get_incident, place_of_incident
from reports.queries.moves import list_moves
from reports.rules.moves import scale_of, stretches

bp = Blueprint("moves", __name__, url_prefix="/bao-cao/su-co")
LETTERS = 34  # of a label


@bp.get("/<int:incident_id>/dien-bien.svg")
@requires(Permission.REPORT_READ, place_of_incident)
def drawing(incident_id: int) -> ResponseReturnValue:
    """A line for every dispatch from its order to its return; `hep` asks for the narrow one."""
    with reading() as session:
        incident = get_incident(session, incident_id)
        moves = list_moves(session, incident_id)
    until = incident.closed_at or now()
    scale = scale_of(moves, opened_at=incident.opened_at, until=until)
    svg = render_template(
        "reports/moves.svg",
        narrow="hep" in request.args,
        lines=[(_label(move.resource), stretches(move, scale, until=until)) for move in moves],
        marks=[(share, f"{local(moment):%d/%m %H:%M}") for share, moment in scale.marks()],
        names={
            "waiting": _("chờ xuất phát"),
            "going": _("đang đi"),
            "working": _("tại hiện trường"),
            "back": _("đang về"),
        },
    )
    return Response(svg, mimetype="image/svg+xml")


def _label(text: str) -> str:
    return text if len(text) <= LETTERS else text[: LETTERS - 1] + "…"
