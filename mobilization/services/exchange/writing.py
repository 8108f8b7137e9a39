"""Messages of ours for other systems, written from incidents, orders and dispatches as they stand."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from decimal import Decimal

from sqlalchemy.orm import Session

from core.accounts.rules.roles import Actor, Permission
from core.errors import DomainError, ForbiddenError, NotFoundError
from core.text import masked
from inventory.queries.lots import list_lots_by_ids
from inventory.rules.personal import Place
from inventory.services.personal import log_phone_look
from mobilization.queries.dispatches import Dispatch, list_dispatches
from mobilization.queries.incidents import Incident, get_incident
from mobilization.queries.needs import NeedState, list_needs
from mobilization.queries.orders import Order, get_order
from mobilization.rules.exchange.edxl import (
    TYPES_URN,
    Answer,
    Contact,
    Line,
    Message,
    When,
    dispatch_name,
    incident_name,
    message_name,
    need_name,
    system_name,
)
from mobilization.rules.exchange.edxl_table import MessageKind
from mobilization.rules.states import GIVEN_UP, HOME_AGAIN, ON_THE_WAY, State
from mobilization.services.paper_heads import issuing_body

ORDER_KINDS = (MessageKind.REQUISITION, MessageKind.COMMIT, MessageKind.RELEASE, MessageKind.RETURN)
_COMING = ON_THE_WAY | {State.ACKNOWLEDGED}


class NothingToSendError(DomainError):
    """A message would have no line: nothing is lacking, promised, released or out."""

    code = "message_empty"
    status = 409


def request_message(session: Session, incident_id: int, *, province: str, now: datetime) -> Message:
    """Return what an incident still lacks as a RequestResource; raises NothingToSendError where it lacks nothing."""
    incident = get_incident(session, incident_id)
    needs = [need for need in list_needs(session, incident_id) if need.missing > 0]
    if not needs or incident.closed_at is not None:
        raise NothingToSendError
    system = system_name(province)
    lines = tuple(_need_line(need, incident, now) for need in needs)
    told = [(need.id, need.missing, need.within_minutes) for need in needs]
    name = message_name(system, MessageKind.REQUEST, f"SC-{incident.id}", *told)
    return Message(
        kind=MessageKind.REQUEST,
        id=name,
        sent_at=now,
        originating=name,
        text=_marked("Đề nghị hỗ trợ nguồn lực", incident),
        incident_id=incident_name(system, incident.id),
        incident=_marked(incident.title, incident),
        contacts=(_office(session, incident, province, "Requester"),),
        lines=lines,
    )


def _marked(text: str, incident: Incident) -> str:
    """Return a text that says of a drill what it is before anything else: EDXL-RM itself has no word for it."""
    return masked(f"DIỄN TẬP: {text}" if incident.drill else text)


def _office(session: Session, incident: Incident, province: str, role: str) -> Contact:
    body = issuing_body(session, incident.run_by, incident.commune_code, province=province)
    return Contact(role=role, organisation=body.command)


def _need_line(need: NeedState, incident: Incident, now: datetime) -> Line:
    place = masked(", ".join(part for part in (incident.place, need.commune) if part))
    by = now + timedelta(minutes=need.within_minutes) if need.within_minutes else None
    return Line(
        id=need_name(need.id),
        name=masked(need.resource),
        type_list=TYPES_URN if need.type_code else "",
        type_value=need.type_code or "",
        text=masked(need.note),
        quantity=need.missing,
        unit=need.unit,
        purpose=masked(incident.title),
        whens=(When(kind="RequestedArrival", at=by, place=place), When(kind="ReportTo", place=place)),
    )


def order_message(
    session: Session, order_id: int, kind: MessageKind, *, province: str, phones: bool, now: datetime
) -> Message:
    """Return one of an approved order's messages: requisition, commitment, release, or the request to give back.

    `phones` writes the owners' telephone numbers; who may see them is the door's to ask. Raises NothingToSendError
    where no resource of the order is in the state the message speaks of.
    """
    order = get_order(session, order_id)
    if order.state != "approved":
        raise NothingToSendError
    incident = get_incident(session, order.incident_id)
    items = list_dispatches(session, order_id=order_id)
    system = system_name(province)
    ordered = message_name(
        system, MessageKind.REQUISITION, f"SC-{incident.id}", order.id, [(i.id, i.quantity) for i in items]
    )
    told = _TOLD[kind]
    chosen = [item for item in items if told(item)]
    if not chosen:
        raise NothingToSendError
    facts = [(item.id, item.state.value) for item in chosen]
    own = (
        ordered
        if kind is MessageKind.REQUISITION
        else message_name(system, kind, f"SC-{incident.id}", order.id, facts)
    )
    return Message(
        kind=kind,
        id=own,
        sent_at=now,
        originating=ordered,
        preceding="" if kind is MessageKind.REQUISITION else ordered,
        text=_marked(f"{_SAID[kind]} {order.number}".strip(), incident),
        incident_id=incident_name(system, incident.id),
        incident=_marked(incident.title, incident),
        contacts=(_office(session, incident, province, _ROLE[kind]),),
        lines=tuple(_order_line(kind, item, order, system, phones=phones) for item in chosen),
    )


_TOLD: Mapping[MessageKind, Callable[[Dispatch], bool]] = {
    MessageKind.REQUISITION: lambda item: item.state is not State.CANCELLED,
    MessageKind.COMMIT: lambda item: item.state in _COMING | HOME_AGAIN or item.state is State.REFUSED,
    MessageKind.RELEASE: lambda item: item.state in HOME_AGAIN or item.state is State.RELEASED,
    MessageKind.RETURN: lambda item: item.state in ON_THE_WAY and item.state is not State.RELEASED,
}
_SAID: Mapping[MessageKind, str] = {
    MessageKind.REQUISITION: "Lệnh gọi nguồn lực",
    MessageKind.COMMIT: "Nguồn lực đã nhận lệnh",
    MessageKind.RELEASE: "Nguồn lực đã cho về",
    MessageKind.RETURN: "Đề nghị trả nguồn lực",
}
_ROLE: Mapping[MessageKind, str] = {
    MessageKind.REQUISITION: "Requester",
    MessageKind.COMMIT: "RespondingOrg",
    MessageKind.RELEASE: "Sender",
    MessageKind.RETURN: "Requester",
}


def note_owner_looks(session: Session, order_id: int, *, page: str, actor: Actor, now: datetime) -> None:
    """Note that the actor is about to see the owners' telephone numbers; raises ForbiddenError where it may not."""
    items = list_dispatches(session, order_id=order_id)
    if not all(actor.may(Permission.PHONE_READ, item.commune_code) for item in items):
        raise ForbiddenError
    lots = list_lots_by_ids(session, [item.lot_id for item in items])
    for lot in {lot.holder_id: lot for lot in lots.values() if lot.phone}.values():
        log_phone_look(
            session,
            kind=Place.HOLDER,
            row_id=lot.holder_id,
            whose=lot.holder,
            commune_code=lot.commune_code,
            page=page,
            actor=actor,
            now=now,
        )


def _order_line(kind: MessageKind, item: Dispatch, order: Order, system: str, *, phones: bool) -> Line:
    refused = item.state in GIVEN_UP
    answer = (
        Answer(to=f"PD-{item.id}", kind="Decline" if refused else "Accept")
        if kind is MessageKind.COMMIT
        else None
    )
    status = kind in {MessageKind.COMMIT, MessageKind.RELEASE, MessageKind.RETURN}
    return Line(
        id=f"PD-{item.id}",
        answer=answer,
        resource_id=dispatch_name(system, item.id),
        name=masked(item.resource),
        type_list=TYPES_URN,
        type_value=item.type_code,
        keeper=Contact(role="Owner", organisation=masked(item.holder), phones=(item.phone,))
        if phones and item.phone
        else None,
        owner=masked(item.holder),
        jurisdiction=item.commune,
        state=item.state.value if status else "",
        quantity=Decimal(0) if refused and kind is MessageKind.COMMIT else item.quantity,
        unit=item.unit,
        purpose=masked(order.purpose),
        order=masked(order.number) if kind is not MessageKind.REQUISITION else "",
        whens=_times(kind, item, order),
    )


def _times(kind: MessageKind, item: Dispatch, order: Order) -> tuple[When, ...]:
    """Return when a resource is to be there and go home, and where it reports."""
    there = When(kind="RequestedArrival", at=order.arrive_by, place=masked(order.destination))
    if kind is MessageKind.REQUISITION:
        return there, *_home("Estimated", order), When(kind="ReportTo", place=masked(order.destination))
    if kind is MessageKind.COMMIT:
        return there, *_home("Requested", order)
    if kind is MessageKind.RETURN:
        return (When(kind="RequestedReturnDeparture", at=order.ends_at, place=item.commune),)
    return (When(kind="RequestedReturnDeparture", at=item.state_at, place=item.commune),)


def _home(how: str, order: Order) -> tuple[When, ...]:
    """Return when a resource leaves for home; what is bought never does."""
    return (When(kind=f"{how}ReturnDeparture", at=order.ends_at),) if order.ends_at else ()


def answer_kind(kind: MessageKind) -> MessageKind:
    """Return the message that answers one of another system; raises NotFoundError where nothing does."""
    known = {
        MessageKind.REQUEST: MessageKind.RESPONSE,
        MessageKind.REQUISITION: MessageKind.COMMIT,
        MessageKind.RETURN: MessageKind.RETURN_RESPONSE,
    }
    if kind not in known:
        raise NotFoundError(what=kind.value)
    return known[kind]
