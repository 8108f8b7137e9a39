"""The chairman's one press: every draft of an incident with what it calls on, and which of them he may not sign."""

from __future__ import annotations

from collections.abc import Sequence

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from core.accounts.rules.roles import Actor, Permission
from core.clock import now
from core.communes.queries import get_commune
from core.values import frozen
from core.web.access import current_actor, requires
from core.web.doors import Done, perform, reading
from core.web.fields import row_number
from core.web.language import counted
from inventory.sentences import LEGAL_FORMS
from mobilization.pages.incidents import bp
from mobilization.queries.dispatches import Dispatch, list_dispatches
from mobilization.queries.incidents import commune_of_incident, get_incident
from mobilization.queries.orders import Order, list_orders
from mobilization.rules.approving import LeftOut
from mobilization.rules.authority import Signer
from mobilization.sentences.orders import LEFT_OUT
from mobilization.services.approving import Approved, approve_drafts, why_left
from mobilization.services.order_seen import mark_of
from mobilization.services.papers import ruling_of


@frozen
class Draft:
    """A draft as the chairman reads it; `left` says why it is not his to approve here."""

    order: Order
    lines: Sequence[Dispatch]
    mark: str
    military: bool
    left: LeftOut | None


@bp.get("/<int:incident_id>/duyet")
@requires(Permission.ORDER_APPROVE, commune_of_incident)
def approving(incident_id: int) -> ResponseReturnValue:
    """Every draft of the incident, what each calls on, and one button."""
    return _page(incident_id)


def _page(incident_id: int, error: str = "") -> str:
    actor = current_actor()
    with reading() as session:
        incident = get_incident(session, incident_id)
        found = _drafts(session, incident_id, actor)
    return render_template(
        "mobilization/approvals.html",
        incident=incident,
        drafts=[draft for draft in found if draft.left is None],
        others=[draft for draft in found if draft.left is not None],
        forms=LEGAL_FORMS,
        left_out=LEFT_OUT,
        error=error,
        as_of=now(),
    )


def _drafts(session: Session, incident_id: int, actor: Actor) -> list[Draft]:
    lines: dict[int | None, list[Dispatch]] = {}
    for item in list_dispatches(session, incident_id=incident_id):
        lines.setdefault(item.order_id, []).append(item)
    found = []
    for order in sorted(list_orders(session, incident_id), key=lambda order: (order.arrive_by, order.id)):
        if order.state != "draft":
            continue
        mine = lines.get(order.id, [])
        row = ruling_of(session, order, (line.type_code for line in mine))
        found.append(
            Draft(
                order=order,
                lines=mine,
                mark=f"{order.id}:{mark_of(order, mine)}",
                military=row is not None and row.signer is Signer.MILITARY,
                left=why_left(order, calls=len(mine), actor=actor),
            )
        )
    return found


@bp.post("/<int:incident_id>/duyet")
@requires(Permission.ORDER_APPROVE, commune_of_incident)
def approve_chosen(incident_id: int) -> ResponseReturnValue:
    """Approve the drafts that are ticked, as they were read; what changed meanwhile is left out and named."""

    def work(session: Session, actor: Actor) -> Done:
        pairs = [raw.partition(":") for raw in request.form.getlist("draft")]
        seen = {row_number(number): mark for number, _colon, mark in pairs}
        done = approve_drafts(session, incident_id=incident_id, seen=seen, actor=actor, now=now())
        left = bool(done.left) or not done.orders
        location = url_for("incidents.approving" if left else "incidents.room", incident_id=incident_id)
        return Done(location=location, message=_said(session, done))

    return perform(work, again=lambda text, _fields: _page(incident_id, text))


def _said(session: Session, done: Approved) -> str:
    """Return what got force and what did not."""
    said = []
    if done.orders:
        said.append(counted("Đã duyệt %(count)s lệnh.", count=done.orders))
        said.append(counted("%(count)s nguồn lực chuyển sang đã ra lệnh.", count=done.lines))
    for code, reason in done.left:
        place = get_commune(session, code).title
        said.append(_("Chưa duyệt lệnh gửi %(place)s: %(reason)s.", place=place, reason=LEFT_OUT[reason]))
    return " ".join(map(str, said))
