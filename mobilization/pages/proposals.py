"""The commune's tờ trình: sent to the province from the form of an order, waited for there, taken up or declined."""

from __future__ import annotations

from typing import Any

from flask import request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from core.accounts.rules.roles import Actor, Permission
from core.clock import now
from core.web.access import for_province, requires
from core.web.doors import Done, InvalidInputError, load, perform, settings
from core.web.fields import row_number
from mobilization.pages.order_form import agreed_prices, boxes_named, new_order_page
from mobilization.pages.orders import bp, order_page
from mobilization.queries.incidents import commune_of_incident
from mobilization.queries.orders import get_order
from mobilization.rules.proposals import TAKING
from mobilization.schemas.incident import AskedSchema, DeclineSchema
from mobilization.services.orders import OrderTerms
from mobilization.services.papers import paper_of
from mobilization.services.proposals import decline, propose_taking


@bp.post("/su-co/<int:incident_id>/to-trinh")
@requires(Permission.INCIDENT_RUN, commune_of_incident)
def propose(incident_id: int) -> ResponseReturnValue:
    """Send the province a tờ trình on what was chosen; its paper is checked for completeness before anything is kept."""

    def work(session: Session, actor: Actor) -> Done:
        if request.form.get("asks") not in TAKING:
            raise InvalidInputError(fields={"asks": _("Hãy chọn một mục trong danh sách.")})
        values: dict[str, Any] = load(AskedSchema())
        form = values.pop("asks")
        order_id = propose_taking(
            session,
            incident_id=incident_id,
            dispatch_ids=[row_number(raw) for raw in request.form.getlist("dispatch")],
            terms=OrderTerms(form=form, **values, prices=agreed_prices()),
            actor=actor,
            now=now(),
        )
        with boxes_named():
            paper_of(session, get_order(session, order_id), province=settings().province_name)
        return Done(
            location=url_for("orders.show", order_id=order_id),
            message=_("Đã trình tỉnh. Hãy in tờ trình để ký, gửi qua văn thư; nguồn lực vẫn được giữ."),
        )

    return perform(work, again=lambda text, fields: new_order_page(incident_id, text, fields))


@bp.post("/lenh/<int:order_id>/khong-chap-thuan")
@requires(Permission.ORDER_APPROVE, for_province)
def refuse(order_id: int) -> ResponseReturnValue:
    """Decline a tờ trình as the province's chairman, and say why."""

    def work(session: Session, actor: Actor) -> Done:
        values: dict[str, Any] = load(DeclineSchema())
        decline(session, order_id=order_id, actor=actor, now=now(), **values)
        return Done(
            location=url_for("orders.show", order_id=order_id),
            message=_("Đã trả lời tờ trình. Nguồn lực vẫn được xã giữ để dùng hình thức khác."),
        )

    return perform(work, again=lambda text, _fields: order_page(order_id, text))
