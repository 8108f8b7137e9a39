"""The clerk's table: number and day of every paper of an incident that still lacks them, written at one press."""

from __future__ import annotations

from collections.abc import Mapping

from flask import render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from core.accounts.rules.roles import Actor, Permission
from core.clock import day_of, now
from core.web.access import current_actor, requires
from core.web.doors import Done, perform, reading
from core.web.language import counted
from inventory.sentences import LEGAL_FORMS
from mobilization.pages.incidents import bp
from mobilization.pages.rows import number_and_part, row_name, rows_of, said_beside_rows
from mobilization.queries.dispatches import list_dispatches
from mobilization.queries.incidents import commune_of_incident, get_incident
from mobilization.queries.order_papers import noted_papers_of
from mobilization.queries.orders import list_orders
from mobilization.rules.states import GIVEN_UP
from mobilization.schemas.incident import NumberInTableSchema
from mobilization.sentences.orders import PAPER_NAMES
from mobilization.services.numbering import Given, lacking_papers, note_numbers


@bp.get("/<int:incident_id>/so-van-ban")
@requires(Permission.INCIDENT_RUN, commune_of_incident)
def numbering(incident_id: int) -> ResponseReturnValue:
    """Every paper of the incident that lacks its number or day, a row each."""
    return _page(incident_id)


def _page(incident_id: int, error: str = "", fields: Mapping[str, str] | None = None) -> str:
    actor, moment = current_actor(), now()
    with reading() as session:
        incident = get_incident(session, incident_id)
        orders = list_orders(session, incident_id)
        noted = noted_papers_of(incident_id).ask(session)
        gone = {
            item.order_id
            for item in list_dispatches(session, incident_id=incident_id)
            if item.order_id and item.state in GIVEN_UP
        }
    lacking = lacking_papers(orders, amended=gone, noted=noted, actor=actor)
    return render_template(
        "mobilization/numbering.html",
        incident=incident,
        lacking=[(row_name(paper.key), paper) for paper in lacking],
        numbered=[order for order in orders if order.number and order.dated],
        noted=noted,
        paper_names=PAPER_NAMES,
        forms=LEGAL_FORMS,
        today=day_of(moment),
        error=error,
        fields=fields or {},
        as_of=moment,
    )


@bp.post("/<int:incident_id>/so-van-ban")
@requires(Permission.INCIDENT_RUN, commune_of_incident)
def note_all_numbers(incident_id: int) -> ResponseReturnValue:
    """Note the numbers that were filled in, all of them or none; each refused row says why beside it."""

    def work(session: Session, actor: Actor) -> Done:
        rows = rows_of(NumberInTableSchema(), "number", number_and_part)
        given = {key: Given(**said) for key, said in rows.items()}
        with said_beside_rows():
            count = note_numbers(session, incident_id=incident_id, given=given, actor=actor, now=now())
        location = url_for("incidents.numbering", incident_id=incident_id)
        return Done(location=location, message=counted("Đã ghi số, ngày của %(count)s văn bản.", count=count))

    return perform(work, again=lambda text, fields: _page(incident_id, text, fields))
