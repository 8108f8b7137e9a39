"""The commune's tờ trình, printed from the form of an order: only the province requisitions or buys by compulsion."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from flask import request, send_file
from flask.typing import ResponseReturnValue

from core.accounts.rules.roles import Permission
from core.clock import now
from core.errors import DomainError, ForbiddenError, NotFoundError
from core.web.access import current_actor, requires
from core.web.doors import load, settings, transaction
from core.web.fields import row_number
from core.web.sentences import sentence
from mobilization.pages.order_form import TAKING, agreed_prices, boxes_named, new_order_page
from mobilization.pages.orders import bp
from mobilization.pages.paper_files import WRITERS
from mobilization.queries.incidents import commune_of_incident
from mobilization.schemas.incident import OrderSchema
from mobilization.services.orders import OrderTerms
from mobilization.services.proposals import propose_taking

ASKED = {form.value: form for form in TAKING}


@bp.post("/su-co/<int:incident_id>/to-trinh/<ending>")
@requires(Permission.INCIDENT_RUN, commune_of_incident)
def propose(incident_id: int, ending: str) -> ResponseReturnValue:
    """Send the tờ trình on what was chosen as Word or PDF; a refusal draws the form with what was typed."""
    form = ASKED.get(request.form.get("asks", ""))
    if ending not in WRITERS or form is None:
        raise NotFoundError(what=ending)
    chosen = [row_number(raw) for raw in request.form.getlist("dispatch")]
    try:
        values: dict[str, Any] = load(OrderSchema()) | {"form": form}
        with transaction() as session, boxes_named():
            paper = propose_taking(
                session,
                incident_id=incident_id,
                dispatch_ids=chosen,
                terms=OrderTerms(**values, prices=agreed_prices()),
                province=settings().province_name,
                actor=current_actor(),
                now=now(),
            )
    except DomainError as error:
        if isinstance(error, (ForbiddenError, NotFoundError)):
            raise
        fields = error.facts.get("fields")
        return new_order_page(
            incident_id, sentence(error), fields if isinstance(fields, dict) else {}
        ), error.status
    write, mimetype = WRITERS[ending]
    name = f"du-thao-to-trinh-{incident_id}.{ending}"
    return send_file(BytesIO(write(paper)), mimetype=mimetype, as_attachment=True, download_name=name)
