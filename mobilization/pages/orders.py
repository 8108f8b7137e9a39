"""Orders: draft, approve, print."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from io import BytesIO
from typing import Any

from flask import Blueprint, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from core.accounts.rules.roles import Actor, Permission
from core.clock import day_of, local, now
from core.documents.paper import Paper
from core.documents.pdf import to_pdf
from core.documents.word import to_docx
from core.errors import NotFoundError
from core.text import masked
from core.web.access import current_actor, requires
from core.web.doors import Done, InvalidInputError, load, perform, reading, settings
from inventory.rules.catalogue import LegalForm
from inventory.sentences import LEGAL_FORMS
from mobilization.queries.dispatches import list_dispatches
from mobilization.queries.incidents import commune_of_incident, get_incident
from mobilization.queries.order_papers import NotedPaper, list_noted_papers
from mobilization.queries.orders import donor_of_order, get_order, issuer_of_order
from mobilization.queries.settlement import get_order_with_times
from mobilization.queries.terms import list_competences
from mobilization.rules.authority import MILITIA, Issuer, in_force
from mobilization.rules.clocks import EXTENSION_DAYS_MAX, can_decide_return, deadlines_of
from mobilization.rules.compensation import MOST_DONG
from mobilization.rules.states import GIVEN_UP, State
from mobilization.schemas.incident import NumberSchema, OrderSchema
from mobilization.sentences import (
    CLOCKS,
    ORDER_STATES,
    STANDING_MARKS,
    STANDINGS,
    STATE_MARKS,
    STATES,
)
from mobilization.sentences.orders import PAPER_NAMES, SIGNERS, SITUATIONS
from mobilization.services.later_papers import paper_named
from mobilization.services.orders import OrderTerms, approve, draft_order, note_number, withdraw
from mobilization.services.paper_numbers import AMENDMENT, numbered_kinds
from mobilization.services.papers import paper_of, ruling_of

bp = Blueprint("orders", __name__)
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@bp.get("/su-co/<int:incident_id>/ra-lenh")
@requires(Permission.INCIDENT_RUN, commune_of_incident)
def new(incident_id: int) -> ResponseReturnValue:
    """The form for orders on what is reserved and not yet ordered."""
    return new_order_page(incident_id)


def _box(moment: datetime) -> str:
    return local(moment).strftime("%Y-%m-%dT%H:%M")


def new_order_page(incident_id: int, error: str = "", fields: Mapping[str, str] | None = None) -> str:
    """Return the form for an order, with a refusal where there is one and what was typed."""
    with reading() as session:
        incident = get_incident(session, incident_id)
        waiting = [
            item
            for item in list_dispatches(session, incident_id=incident_id)
            if item.state is State.RESERVED and item.order_id is None
        ]
        table = list_competences(session)
    donors = {item.commune_code: item.commune for item in waiting}
    asked = request.values.get("commune", "")
    donor = asked if asked in donors else next(iter(donors), "")
    lines = [item for item in waiting if item.commune_code == donor]
    slowest = max((item.minutes for item in lines), default=60)
    issuer = Issuer(incident.run_by)
    forms = [
        form for form in LegalForm if (row := in_force(form, day_of(now()), table)) and issuer in row.issuers
    ]
    militia = any(item.type_code in MILITIA for item in lines)
    rows = [
        (form, kind, in_force(form, day_of(now()), table, militia=kind))
        for form in forms
        for kind in (False, True)
    ]
    return render_template(
        "mobilization/new_order.html",
        rules=[(form, kind, row) for form, kind, row in rows if row and (militia or not kind)],
        issuer=issuer,
        signers=SIGNERS,
        situations=SITUATIONS,
        incident=incident,
        donors=donors,
        donor=donor,
        lines=lines,
        forms=forms,
        asked=[
            (form, str(LEGAL_FORMS[form]).capitalize())
            for form in (LegalForm.TRUNG_DUNG, LegalForm.TRUNG_MUA)
            if issuer is Issuer.COMMUNE and form not in forms
        ],
        form_names=LEGAL_FORMS,
        arrive_by=_box(now() + timedelta(minutes=slowest + 60)),
        until=_box(now() + timedelta(days=3)),
        destination=", ".join(part for part in (incident.place, incident.commune) if part),
        purpose=incident.title,
        error=error,
        fields=fields or {},
    )


@bp.post("/su-co/<int:incident_id>/ra-lenh")
@requires(Permission.INCIDENT_RUN, commune_of_incident)
def draft(incident_id: int) -> ResponseReturnValue:
    """Draft an order; its paper is checked for completeness before anything is kept."""

    def work(session: Session, actor: Actor) -> Done:
        values: dict[str, Any] = load(OrderSchema())
        chosen = [int(raw) for raw in request.form.getlist("dispatch") if raw.isdecimal()]
        order_id = draft_order(
            session,
            incident_id=incident_id,
            dispatch_ids=chosen,
            terms=OrderTerms(**values, prices=agreed_prices()),
            actor=actor,
            now=now(),
        )
        _paper(session, order_id)
        return Done(
            location=url_for("orders.show", order_id=order_id),
            message=_("Đã soạn dự thảo. Người có thẩm quyền khác duyệt thì lệnh có hiệu lực."),
        )

    return perform(work, again=lambda text, fields: new_order_page(incident_id, text, fields))


def agreed_prices() -> dict[int, int]:
    """Return the agreed unit prices that were filled in, by dispatch; raises InvalidInputError naming a wrong one."""
    found, wrong = {}, {}
    for name, raw in request.form.items():
        key = name.removeprefix("price-")
        if key == name or not key.isdecimal() or not raw.strip():
            continue
        digits = raw.strip().replace(".", "").replace(" ", "")
        if digits.isdecimal() and 0 < int(digits) <= MOST_DONG:
            found[int(key)] = int(digits)
        else:
            wrong[name] = _("Đơn giá là số nguyên đồng, lớn hơn 0.")
    if wrong:
        raise InvalidInputError(fields=wrong)
    return found


def _paper(session: Session, order_id: int) -> Paper:
    return paper_of(session, get_order(session, order_id), province=settings().province_name)


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
        lines = list_dispatches(session, order_id=order_id)
        row = ruling_of(session, order, (line.type_code for line in lines))
        amended = order.state == "approved" and any(line.state in GIVEN_UP for line in lines)
        kinds = numbered_kinds(timed, amended=amended) if timed else []
        noted = list_noted_papers(session, order_id) if kinds else []
    moment = now()
    return render_template(
        "mobilization/order.html",
        order=order,
        incident=incident,
        lines=lines,
        phones={line.id: masked(line.phone) for line in lines},
        forms=LEGAL_FORMS,
        states=STATES,
        marks=STATE_MARKS,
        order_states=ORDER_STATES,
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
        may_decide_return=timed is not None and can_decide_return(timed.times),
        longest=EXTENSION_DAYS_MAX,
        may_read_incident=actor.may(Permission.INCIDENT_READ, incident.commune_code),
        row=row,
        amended=amended and _amendment_missing(noted),
        signers=SIGNERS,
        papers=_numberable(kinds, noted),
        amendment=AMENDMENT,
        paper_names=PAPER_NAMES,
        noted_papers=noted,
        today=day_of(moment),
        error=error,
        as_of=now(),
    )


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
    fresh = _amendment_missing(noted)
    return [(kind, str(PAPER_NAMES[kind])) for kind in kinds if kind != AMENDMENT or fresh] + again


def _amendment_missing(noted: Sequence[NotedPaper]) -> bool:
    """Return whether something was given up that no numbered amendment of the order tells."""
    amendments = [paper for paper in noted if paper.kind == AMENDMENT]
    return not amendments or amendments[-1].overtaken


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
    name = f"{prefix}{'lenh' if title == 'van-ban' else title}-{order_id}.{ending}"
    return send_file(BytesIO(write(value)), mimetype=mimetype, as_attachment=True, download_name=name)


@bp.post("/lenh/<int:order_id>/duyet")
@requires(Permission.ORDER_APPROVE, issuer_of_order)
def sign(order_id: int) -> ResponseReturnValue:
    """Approve a draft."""

    def work(session: Session, actor: Actor) -> Done:
        lines = approve(session, order_id=order_id, actor=actor, now=now())
        return Done(
            location=url_for("orders.show", order_id=order_id),
            message=_("Đã duyệt. %(lines)s nguồn lực chuyển sang đã ra lệnh.", lines=lines),
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
