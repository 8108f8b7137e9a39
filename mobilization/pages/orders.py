"""Orders: approve them, print them, note the clerk's number."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from flask import Blueprint, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from core.accounts.rules.roles import Actor, Permission
from core.clock import day_of, now
from core.documents.pdf import to_pdf
from core.documents.word import to_docx
from core.errors import NotFoundError
from core.text import masked
from core.web.access import current_actor, requires
from core.web.doors import Done, load, perform, reading, settings
from core.web.language import counted
from inventory.sentences import LEGAL_FORMS
from mobilization.pages.turned_down import again
from mobilization.queries.dispatches import Dispatch
from mobilization.queries.order_papers import NotedPaper, list_noted_papers
from mobilization.queries.orders import (
    Order,
    donor_of_order,
    get_order,
    issuer_of_order,
    kept_lines,
    linked_papers,
    list_lines,
)
from mobilization.queries.settlement import get_order_with_times, list_acts
from mobilization.queries.turned_down import turned_down
from mobilization.rules.clocks import CONFIRM_WITHIN, EXTENSION_DAYS_MAX, can_decide_return, deadlines_of
from mobilization.rules.states import GIVEN_UP, MANY, TOGETHER, State, may_move
from mobilization.schemas.incident import DeclineSchema, NumberSchema
from mobilization.sentences import (
    CLOCKS,
    ORDER_MARKS,
    ORDER_STATES,
    STANDING_MARKS,
    STANDINGS,
    STATE_MARKS,
    STATES,
    STEPS,
)
from mobilization.sentences.came import states_of
from mobilization.sentences.orders import ORDER_NAMES, PAPER_NAMES, SIGNERS
from mobilization.services.dispatches import mark_all
from mobilization.services.later_papers import paper_named
from mobilization.services.order_seen import mark_of
from mobilization.services.orders import approve, note_number, withdraw
from mobilization.services.paper_numbers import AMENDMENT, amendment_missing, numbered_kinds
from mobilization.services.papers import ruling_of
from mobilization.services.sending_back import send_back

bp = Blueprint("orders", __name__)
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@bp.get("/lenh/<int:order_id>")
@requires(Permission.ORDER_READ, donor_of_order)
def show(order_id: int) -> ResponseReturnValue:
    """An order: what it calls on, where each resource stands, its papers, the steps that are lawful now."""
    return order_page(order_id)


def order_page(order_id: int, error: str = "") -> str:
    """Return the order's page, with a refusal where there is one."""
    actor = current_actor()
    with reading() as session:
        order, incident, timed = get_order_with_times(session, order_id)
        lines = list_lines(session, order)
        nothing = _came_to_nothing(session, order)
        kept = nothing["kept"]
        row = ruling_of(session, order, (line.type_code for line in lines))
        amended = order.state == "approved" and any(line.state in GIVEN_UP for line in lines)
        kinds = numbered_kinds(timed, amended=amended) if timed else []
        noted = list_noted_papers(session, order_id) if kinds else []
    moment = now()
    marks = order.state == "approved" and actor.may(Permission.DISPATCH_MARK, order.commune_code)
    return render_template(
        "mobilization/order.html",
        order=order,
        incident=incident,
        lines=lines,
        seen=mark_of(order, lines),
        phones={line.id: masked(line.phone) for line in (*lines, *kept)},
        forms=LEGAL_FORMS,
        order_names=ORDER_NAMES,
        states_of=states_of,
        marks=STATE_MARKS,
        order_states=ORDER_STATES,
        order_marks=ORDER_MARKS,
        linked=linked_papers(order, lines or kept),
        together=_together(lines) if marks else [],
        may_mark=marks and any(may_move(line.state, to) for line in lines for to in MANY),
        steps=STEPS,
        **nothing,
        may_draft=actor.is_provincial and actor.may(Permission.INCIDENT_RUN, ""),
        may_decline=actor.may(Permission.ORDER_APPROVE, ""),
        may_approve=actor.may(Permission.ORDER_APPROVE, order.issuer_code),
        own_draft=order.drafted_by_id == actor.user_id,
        may_run=actor.may(Permission.INCIDENT_RUN, order.issuer_code),
        clocks=[(item, item.standing(moment)) for item in deadlines_of(timed.times)]
        if timed and not (incident.drill and incident.closed_at)  # a drill that is over leaves nothing due
        else [],
        clock_names=CLOCKS,
        standings=STANDINGS,
        standing_marks=STANDING_MARKS,
        times=timed.times if timed else None,
        people_only=all(line.type_code.startswith("LL-") for line in lines),
        may_decide_return=timed is not None and can_decide_return(timed.times),
        longest=EXTENSION_DAYS_MAX,
        may_read_incident=actor.may(Permission.INCIDENT_READ, incident.commune_code),
        row=row,
        amended=amended and amendment_missing(noted),
        signers=SIGNERS,
        confirm_by=order.oral_at + CONFIRM_WITHIN if order.oral_at and order.state == "draft" else None,
        papers=_numberable(kinds, noted),
        amendment=AMENDMENT,
        paper_names=PAPER_NAMES,
        noted_papers=noted,
        today=day_of(moment),
        error=error,
        as_of=now(),
    )


def _came_to_nothing(session: Session, order: Order) -> dict[str, Any]:
    """Return how a paper came to nothing, what it called on, and the form that begins with what it said while that waits."""
    if not order.turned_down:
        return {"ended": None, "kept": [], "again": ""}
    waiting = turned_down(incident_id=order.incident_id).ask(session)
    return {
        "ended": list_acts(session, order.id).get(order.state),
        "kept": kept_lines(session, order),
        "again": next((again(paper) for paper in waiting if paper.order_id == order.id), ""),
    }


def _together(lines: Sequence[Dispatch]) -> list[tuple[State, int]]:
    """Return the steps that several of an order's resources may take at one press, and how many may."""
    counts = [(to, sum(may_move(line.state, to) for line in lines)) for to in TOGETHER]
    return [(to, count) for to, count in counts if count > 1]


def _numberable(kinds: Sequence[str], noted: Sequence[NotedPaper]) -> list[tuple[str, str]]:
    """Return the papers a number can be noted of: each kind, and each amendment whose number can be set right."""
    again = [
        (
            f"{item.kind}-{item.count}",
            _(
                "%(paper)s lần thứ %(count)s: sửa số %(number)s",
                paper=PAPER_NAMES[item.kind],
                count=item.count,
                number=item.number,
            ),
        )
        for item in noted
        if item.kind == AMENDMENT
    ]
    fresh = amendment_missing(noted)
    return [(kind, str(PAPER_NAMES[kind])) for kind in kinds if kind != AMENDMENT or fresh] + again


@bp.get("/lenh/<int:order_id>/<kind>")
@requires(Permission.ORDER_READ, donor_of_order)
def paper(order_id: int, kind: str) -> ResponseReturnValue:
    """A paper of the order as Word or PDF: `van-ban.docx` the order itself, `giao-nhan.pdf` its minutes, and so on."""
    writers = {"docx": (to_docx, DOCX), "pdf": (to_pdf, "application/pdf")}
    title, _dot, ending = kind.partition(".")
    if ending not in writers:
        raise NotFoundError(what=kind)
    write, mimetype = writers[ending]
    with reading() as session:
        order = get_order(session, order_id)
        held = settings()
        value = paper_named(session, order, title, province=held.province_name, data_dir=held.data_dir)
    prefix = "du-thao-" if value.draft else ""
    own = "to-trinh" if order.asks else "lenh"
    name = f"{prefix}{own if title == 'van-ban' else title}-{order_id}.{ending}"
    return send_file(BytesIO(write(value)), mimetype=mimetype, as_attachment=True, download_name=name)


@bp.post("/lenh/<int:order_id>/ca-lenh/<to>")
@requires(Permission.DISPATCH_MARK, donor_of_order)
def all_step(order_id: int, to: str) -> ResponseReturnValue:
    """Take everything of an order the same step further: acknowledged, departed, arrived."""
    if to not in set(TOGETHER):
        raise NotFoundError(what=to)

    def work(session: Session, actor: Actor) -> Done:
        count = mark_all(session, order_id=order_id, to=State(to), actor=actor, now=now())
        said = counted("Đã ghi %(count)s nguồn lực: %(state)s.", count=count, state=STATES[State(to)])
        return Done(location=url_for("orders.show", order_id=order_id), message=said)

    return perform(work, again=lambda text, _fields: order_page(order_id, text))


@bp.post("/lenh/<int:order_id>/duyet")
@requires(Permission.ORDER_APPROVE, issuer_of_order)
def sign(order_id: int) -> ResponseReturnValue:
    """Approve a draft as it was read."""

    def work(session: Session, actor: Actor) -> Done:
        seen = request.form.get("seen", "")
        lines = approve(session, order_id=order_id, actor=actor, now=now(), seen=seen)
        return Done(
            location=url_for("orders.show", order_id=order_id),
            message=_("Đã duyệt. %(lines)s nguồn lực chuyển sang đã ra lệnh.", lines=lines),
        )

    return perform(work, again=lambda text, _fields: order_page(order_id, text))


@bp.post("/lenh/<int:order_id>/tra-lai")
@requires(Permission.ORDER_APPROVE, issuer_of_order)
def return_draft(order_id: int) -> ResponseReturnValue:
    """Send a draft back to be put right, as it was read, and say what."""

    def work(session: Session, actor: Actor) -> Done:
        said: dict[str, Any] = load(DeclineSchema())
        seen = request.form.get("seen", "")
        send_back(session, order_id=order_id, actor=actor, now=now(), seen=seen, **said)
        return Done(
            location=url_for("orders.show", order_id=order_id),
            message=_("Đã trả lại dự thảo. Nguồn lực vẫn được giữ để soạn lại."),
        )

    return perform(work, again=lambda text, _fields: order_page(order_id, text))


@bp.post("/lenh/<int:order_id>/rut")
@requires(Permission.INCIDENT_RUN, issuer_of_order)
def pull(order_id: int) -> ResponseReturnValue:
    """Withdraw a draft."""

    def work(session: Session, actor: Actor) -> Done:
        withdraw(session, order_id=order_id, actor=actor, now=now())
        return Done(location=url_for("orders.show", order_id=order_id), message=_("Đã rút dự thảo."))

    return perform(work, again=lambda text, _fields: order_page(order_id, text))


@bp.post("/lenh/<int:order_id>/so")
@requires(Permission.INCIDENT_RUN, issuer_of_order)
def number(order_id: int) -> ResponseReturnValue:
    """Note the number and the day the clerk gave."""

    def work(session: Session, actor: Actor) -> Done:
        values: dict[str, Any] = load(NumberSchema())
        note_number(session, order_id=order_id, actor=actor, now=now(), **values)
        return Done(location=url_for("orders.show", order_id=order_id), message=_("Đã ghi số, ngày văn bản."))

    return perform(work, again=lambda text, _fields: order_page(order_id, text))
