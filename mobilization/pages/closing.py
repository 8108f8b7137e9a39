"""The end of an incident: one page that shows what will be given up and what is still away, and one confirmation."""

from __future__ import annotations

from typing import Any

from flask import render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy.orm import Session

from core.accounts.rules.roles import Actor, Permission
from core.clock import now
from core.text import masked
from core.web.access import requires
from core.web.doors import Done, load, perform, reading
from mobilization.pages.incidents import bp
from mobilization.queries.dispatches import list_dispatches
from mobilization.queries.incidents import commune_of_incident, get_incident
from mobilization.queries.orders import list_orders
from mobilization.queries.outside import list_offers
from mobilization.rules.offers import OfferState, waited_for
from mobilization.rules.states import NOT_GONE, ON_THE_WAY, State
from mobilization.schemas.incident import ClosingSchema
from mobilization.sentences import STATE_MARKS
from mobilization.sentences.came import states_of
from mobilization.services.closing import Ended, as_seen, wind_up
from mobilization.services.closing import close as close_now


@bp.get("/<int:incident_id>/dong")
@requires(Permission.INCIDENT_RUN, commune_of_incident)
def closing(incident_id: int) -> ResponseReturnValue:
    """What closing will give up, and what must still be brought back."""
    return _page(incident_id)


def _page(incident_id: int, error: str = "") -> str:
    with reading() as session:
        incident = get_incident(session, incident_id)
        items = list_dispatches(session, incident_id=incident_id)
        orders = list_orders(session, incident_id)
        offers = list_offers(session, incident_id)
    held = [item for item in items if item.state in NOT_GONE]
    called = {item.order_id for item in held}
    return render_template(
        "mobilization/closing.html",
        incident=incident,
        held=held,
        away=[item for item in items if item.state in ON_THE_WAY],
        homeward=State.RELEASED,
        amended=[order for order in orders if order.state == "approved" and order.id in called],
        papers=[order for order in orders if order.state in {"draft", "proposed"}],
        helping=[offer for offer in offers if waited_for(OfferState(offer.state), offer.type_code)],
        phones={item.id: masked(item.phone) for item in items},
        states_of=states_of,
        marks=STATE_MARKS,
        seen=as_seen(items),
        error=error,
        as_of=now(),
    )


@bp.post("/<int:incident_id>/dong")
@requires(Permission.INCIDENT_RUN, commune_of_incident)
def close(incident_id: int) -> ResponseReturnValue:
    """Close the incident as it was looked at; what is still away keeps it open. A drill ends at any time."""

    def work(session: Session, actor: Actor) -> Done:
        if get_incident(session, incident_id).drill:
            close_now(session, incident_id=incident_id, actor=actor, now=now())
            location = url_for("drills.result", incident_id=incident_id)
            return Done(location=location, message=_("Đã kết thúc diễn tập."))
        values: dict[str, Any] = load(ClosingSchema())
        ended = wind_up(session, incident_id=incident_id, actor=actor, now=now(), **values)
        location = url_for("incidents.closing" if ended.away else "incidents.room", incident_id=incident_id)
        return Done(location=location, message=_said(ended))

    return perform(work, again=lambda text, _fields: _page(incident_id, text))


def _said(ended: Ended) -> str:
    """Return what was done."""
    if ended.away:
        parts = []
        if ended.given_up:
            parts.append(
                ngettext("Đã hủy giữ %(num)s nguồn lực.", "Đã hủy giữ %(num)s nguồn lực.", ended.given_up)
            )
        parts.append(
            ngettext(
                "Còn %(num)s nguồn lực ở ngoài: đóng sự cố sau khi ghi hoàn trả.",
                "Còn %(num)s nguồn lực ở ngoài: đóng sự cố sau khi ghi hoàn trả.",
                ended.away,
            )
        )
        return " ".join(parts)
    if not ended.given_up:
        return str(_("Đã đóng sự cố."))
    return str(
        ngettext(
            "Đã hủy giữ %(num)s nguồn lực và đóng sự cố.",
            "Đã hủy giữ %(num)s nguồn lực và đóng sự cố.",
            ended.given_up,
        )
    )
