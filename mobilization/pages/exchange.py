"""Messages of other systems: the list, a new one, what it says, what a person does with it; and our own as files."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from core.accounts.rules.roles import Actor, Permission
from core.clock import now
from core.errors import NotFoundError
from core.together import Question
from core.web.access import current_actor, requires
from core.web.doors import Done, InvalidInputError, load, perform, reading, settings
from core.web.home import Duty
from core.web.language import counted
from core.web.links import page_number
from core.web.sentences import sentence
from mobilization.pages.exchange_view import message_view
from mobilization.queries.exchange import get_message, list_messages, owner_of_message, waiting_messages
from mobilization.queries.incidents import place_of_incident
from mobilization.queries.orders import donor_of_order
from mobilization.rules.exchange.edxl import Message, system_name
from mobilization.rules.exchange.edxl_table import MessageKind
from mobilization.rules.exchange.edxl_write import write_message
from mobilization.rules.exchange.inbox import EFFECTS, Effect
from mobilization.rules.exchange.xml import XmlError
from mobilization.schemas.exchange import ConfirmSchema, OpeningSchema, TakenLineSchema
from mobilization.sentences.exchange import MESSAGE_KINDS, MESSAGE_NOTES, MESSAGE_STATES
from mobilization.services.exchange.answering import answer_message
from mobilization.services.exchange.keeping import decline
from mobilization.services.exchange.receiving import receive_message
from mobilization.services.exchange.taking import Opening, TakenLine, take_release, take_request
from mobilization.services.exchange.warning import Chosen, confirm
from mobilization.services.exchange.writing import NothingToSendError, order_message, request_message

MESSAGES = 50  # of one page
bp = Blueprint("exchange", __name__)
ORDER_FILES = {
    "lenh-goi": MessageKind.REQUISITION,
    "cam-ket": MessageKind.COMMIT,
    "cho-ve": MessageKind.RELEASE,
    "de-nghi-tra": MessageKind.RETURN,
}


@bp.get("/ban-tin/")
@requires(Permission.MESSAGE_TAKE)
def show() -> ResponseReturnValue:
    """Messages that came, and the box for a new one."""
    return _list_page()


def _list_page(error: str = "") -> str:
    scope, page = current_actor().scope(Permission.MESSAGE_TAKE), page_number()
    with reading() as session:
        found = list_messages(session, scope=scope, limit=MESSAGES + 1, skip=(page - 1) * MESSAGES)
    return render_template(
        "mobilization/messages_in.html",
        messages=found[:MESSAGES],
        page=page,
        more=len(found) > MESSAGES,
        kinds=MESSAGE_KINDS,
        states=MESSAGE_STATES,
        notes=MESSAGE_NOTES,
        error=error,
        as_of=now(),
    )


@bp.post("/ban-tin/")
@requires(Permission.MESSAGE_TAKE)
def take_in() -> ResponseReturnValue:
    """Keep a message that came as a file; nothing takes effect before somebody looked at it."""

    def work(session: Session, actor: Actor) -> Done:
        sent = request.files.get("file")
        if sent is None or not sent.filename:
            raise XmlError
        province = settings().province_name
        done = receive_message(
            session,
            content=sent.stream.read(),
            system=system_name(province),
            province=province,
            at_once=False,
            actor=actor,
            now=now(),
        )
        said = _("Đã nhận bản tin.") if done.fresh else _("Bản tin này đã nhận trước đây.")
        return Done(location=url_for("exchange.message", message_id=done.id), message=said)

    return perform(work, again=lambda text, _fields: _list_page(text))


@bp.get("/ban-tin/<int:message_id>")
@requires(Permission.MESSAGE_TAKE, owner_of_message)
def message(message_id: int) -> ResponseReturnValue:
    """What a message says, what it would do here, what became of it."""
    return _page(message_id)


def _page(message_id: int, error: str = "", fields: dict[str, str] | None = None) -> str:
    with reading() as session:
        seen = message_view(
            session, message_id, current_actor(), province=settings().province_name, now=now()
        )
    return render_template(
        "mobilization/message_in.html", error=error, fields=fields or {}, as_of=now(), **seen
    )


@bp.post("/ban-tin/<int:message_id>/tiep-nhan")
@requires(Permission.INCIDENT_RUN, owner_of_message)
def take(message_id: int) -> ResponseReturnValue:
    """Do what a message asks for, as a person chose."""

    def work(session: Session, actor: Actor) -> Done:
        effect = EFFECTS[get_message(session, message_id).kind]
        return _TAKE.get(effect, _nothing)(session, message_id, actor)

    return perform(work, again=lambda text, fields: _page(message_id, text, fields))


def _take_needs(session: Session, message_id: int, actor: Actor) -> Done:
    values: dict[str, Any] = load(OpeningSchema())
    running = values.pop("incident_id")
    incident_id = take_request(
        session,
        message_id=message_id,
        into=running or Opening(**values),
        lines=_lines_taken(),
        actor=actor,
        now=now(),
    )
    said = _("Đã tiếp nhận: các nhu cầu nằm trong sự cố này. Hãy lập phương án.")
    return Done(location=url_for("incidents.room", incident_id=incident_id), message=said)


def _lines_taken() -> list[TakenLine]:
    """Return the lines that were ticked; raises InvalidInputError naming a wrong field of one."""
    found = []
    for number in request.form.getlist("take"):
        raw = {name: request.form.get(f"{name}-{number}", "").strip() for name in ("type_code", "quantity")}
        wrong = TakenLineSchema().validate(raw)
        if wrong:
            told = _("Hãy chọn loại trong danh mục và nhập số lượng.")
            raise InvalidInputError(fields={f"{name}-{number}": told for name in wrong})
        values: dict[str, Any] = TakenLineSchema().load(raw)
        found.append(TakenLine(line_id=request.form.get(f"line-{number}", ""), **values))
    return found


def _take_release(session: Session, message_id: int, actor: Actor) -> Done:
    system = system_name(settings().province_name)
    count = take_release(session, message_id=message_id, system=system, actor=actor, now=now())
    said = counted("Đã cho về %(count)s nguồn lực.", count=count)
    return Done(location=url_for("exchange.message", message_id=message_id), message=said)


def _take_warning(session: Session, message_id: int, actor: Actor) -> Done:
    values: dict[str, Any] = load(ConfirmSchema())
    count = confirm(
        session,
        message_id=message_id,
        chosen=Chosen(communes=tuple(dict.fromkeys(request.form.getlist("commune"))), **values),
        ends=request.form.getlist("end"),
        province=settings().province_name,
        actor=actor,
        now=now(),
    )
    said = counted("Đã ghi cảnh báo cho %(count)s xã. Hãy lập lại các phương án.", count=count)
    return Done(location=url_for("roads.show"), message=said)


def _nothing(_session: Session, message_id: int, _actor: Actor) -> Done:
    return Done(location=url_for("exchange.message", message_id=message_id), message="")


_TAKE = {Effect.NEEDS: _take_needs, Effect.RELEASE: _take_release, Effect.WARNING: _take_warning}


@bp.post("/ban-tin/<int:message_id>/khong-nhan")
@requires(Permission.INCIDENT_RUN, owner_of_message)
def refuse(message_id: int) -> ResponseReturnValue:
    """Note that nothing is done with a message."""

    def work(session: Session, actor: Actor) -> Done:
        decline(session, message_id=message_id, actor=actor, now=now())
        return Done(location=url_for("exchange.show"), message=_("Đã ghi: không tiếp nhận."))

    return perform(work, again=lambda text, _fields: _page(message_id, text))


def _file(write: Callable[[Session], Message], name: str, *, otherwise: str) -> ResponseReturnValue:
    """Return a message as a file; where it would say nothing, say so on the page it was asked from."""
    try:
        with reading() as session:
            content = write_message(write(session))
    except NothingToSendError as error:
        flash(sentence(error), "warning")
        return redirect(otherwise)
    answer = Response(content, mimetype="application/xml")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}.xml"'
    return answer


@bp.get("/ban-tin/<int:message_id>/tra-loi.xml")
@requires(Permission.MESSAGE_TAKE, owner_of_message)
def answer(message_id: int) -> ResponseReturnValue:
    """Our answer to a request, as it stands now."""
    province = settings().province_name
    return _file(
        lambda session: answer_message(session, message_id, province=province, now=now()),
        f"tra-loi-{message_id}",
        otherwise=url_for("exchange.message", message_id=message_id),
    )


@bp.get("/su-co/<int:incident_id>/yeu-cau.xml")
@requires(Permission.INCIDENT_READ, place_of_incident)
def wanted(incident_id: int) -> ResponseReturnValue:
    """What an incident lacks, for another system."""
    province = settings().province_name
    return _file(
        lambda session: request_message(session, incident_id, province=province, now=now()),
        f"yeu-cau-SC-{incident_id}",
        otherwise=url_for("incidents.room", incident_id=incident_id),
    )


@bp.get("/lenh/<int:order_id>/ban-tin/<letter>.xml")
@requires(Permission.ORDER_READ, donor_of_order)
def ordered(order_id: int, letter: str) -> ResponseReturnValue:
    """One of an order's messages for another system, without telephone numbers."""
    if letter not in ORDER_FILES:
        raise NotFoundError(what=letter)
    kind, province = ORDER_FILES[letter], settings().province_name
    return _file(
        lambda session: order_message(session, order_id, kind, province=province, phones=False, now=now()),
        f"{letter}-{order_id}",
        otherwise=url_for("orders.show", order_id=order_id),
    )


def duties(actor: Actor) -> list[Question[list[Duty]]]:
    """Ask for the messages that wait for this person's post."""
    owner = "" if actor.is_provincial else actor.commune_code
    if not actor.may(Permission.MESSAGE_TAKE) or not actor.may(Permission.INCIDENT_RUN, owner):
        return []
    return [waiting_messages(owner=owner).then(_waiting)]


def _waiting(count: int) -> list[Duty]:
    if not count:
        return []
    text = counted("Có %(count)s bản tin của hệ thống khác chờ xem.", count=count)
    location, button = url_for("exchange.show"), _("Xem bản tin")
    return [Duty(kind="message", text=text, button=button, location=location, urgency="late")]
