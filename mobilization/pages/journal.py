"""The whole log of an incident, page by page, and what the post writes into it."""

from __future__ import annotations

from typing import Any

from flask import render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from core.accounts.rules.roles import Actor, Permission
from core.clock import now
from core.web.access import current_actor, requires
from core.web.doors import Done, entered_at, load, perform, reading
from core.web.links import page_number
from mobilization.pages.incidents import bp, may_run
from mobilization.queries.incidents import commune_of_incident, get_incident, place_of_incident
from mobilization.queries.journal import list_events
from mobilization.rules.room import at_one_press
from mobilization.schemas.incident import EntrySchema
from mobilization.sentences.told import told_of
from mobilization.services.incidents import write_down

LOG_LINES = 100  # of one page


@bp.get("/<int:incident_id>/nhat-ky")
@requires(Permission.INCIDENT_READ, place_of_incident)
def log(incident_id: int) -> ResponseReturnValue:
    """The whole log; whoever runs the incident writes into it here."""
    return _page(incident_id)


def _page(incident_id: int, error: str = "", fields: dict[str, str] | None = None) -> str:
    page = page_number()
    with reading() as session:
        incident = get_incident(session, incident_id)
        lines = list_events(session, incident_id, limit=LOG_LINES + 1, skip=(page - 1) * LOG_LINES)
    return render_template(
        "mobilization/log.html",
        incident=incident,
        runs=may_run(current_actor(), incident),
        lines=at_one_press(lines[:LOG_LINES]),
        page=page,
        more=len(lines) > LOG_LINES,
        told_of=told_of,
        error=error,
        fields=fields or {},
        as_of=now(),
    )


@bp.post("/<int:incident_id>/nhat-ky")
@requires(Permission.INCIDENT_RUN, commune_of_incident)
def write(incident_id: int) -> ResponseReturnValue:
    """Write a line into the log."""

    def work(session: Session, actor: Actor) -> Done:
        values: dict[str, Any] = load(EntrySchema())
        # What waited for the line happened when it was typed.
        values["happened_at"] = values["happened_at"] or entered_at()
        write_down(session, incident_id=incident_id, actor=actor, now=now(), **values)
        return Done(
            location=url_for("incidents.log", incident_id=incident_id), message=_("Đã ghi vào nhật ký.")
        )

    return perform(work, again=lambda text, fields: _page(incident_id, text, fields))
