"""Messages with other systems: EDXL-RM 1.0 out, EDXL-RM 1.0 and CAP 1.2 in, both as XML."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import Any, TypeVar

from flask import Response, jsonify, request, url_for
from flask.typing import ResponseReturnValue

from core.accounts.rules.roles import Permission
from core.clock import now
from core.text import masked
from core.web.access import CommuneOf, current_actor, requires
from core.web.api import reads
from core.web.doors import reading, settings, transaction
from mobilization.api.blueprint import bp
from mobilization.queries.exchange import Kept, get_message, list_messages, owner_of_message
from mobilization.queries.incidents import place_of_incident
from mobilization.queries.orders import donor_of_order
from mobilization.queries.roads import list_warnings
from mobilization.rules.exchange.edxl import Message, system_name
from mobilization.rules.exchange.edxl_table import MessageKind
from mobilization.rules.exchange.edxl_write import write_message
from mobilization.schemas.exchange import (
    MessagesAskedSchema,
    MessageSchema,
    OrderMessageAskedSchema,
    WarningInForceSchema,
)
from mobilization.services.exchange.answering import answer_message
from mobilization.services.exchange.receiving import receive_message
from mobilization.services.exchange.writing import note_owner_looks, order_message, request_message

View = TypeVar("View", bound=Callable[..., Any])
XML = {"application/xml": {"schema": {"type": "string"}}}
BODY = {
    "required": True,
    "description": "Bản tin EDXL-RM 1.0 (có thể nằm trong EDXL-DE) hoặc cảnh báo CAP 1.2, nguyên văn.",
    "content": XML,
}


def _gives_xml(
    rule: str, *, permission: Permission, commune_of: CommuneOf, query: Any = None
) -> Callable[[View], View]:
    """Declare an address that answers with an EDXL-RM message."""

    def declare(view: View) -> View:
        known: Any = requires(permission, commune_of)(view)
        known = bp.doc(responses={200: {"description": "Bản tin EDXL-RM 1.0", "content": XML}})(known)
        if query is not None:
            known = bp.arguments(query, location="query", as_kwargs=True)(known)
        return bp.get(rule)(known)  # type: ignore[no-any-return]

    return declare


def _xml(message: Message) -> Response:
    return Response(write_message(message), mimetype="application/xml")


def _as_json(kept: Kept) -> dict[str, object]:
    told = asdict(kept)
    return told | {"sender": masked(kept.sender), "title": masked(kept.title)}


@_gives_xml(
    "/incidents/<int:incident_id>/edxl-rm", permission=Permission.INCIDENT_READ, commune_of=place_of_incident
)
def request_xml(incident_id: int) -> ResponseReturnValue:
    """RequestResource: what an incident still lacks."""
    with reading() as session:
        return _xml(request_message(session, incident_id, province=settings().province_name, now=now()))


@_gives_xml(
    "/orders/<int:order_id>/edxl-rm",
    permission=Permission.ORDER_READ,
    commune_of=donor_of_order,
    query=OrderMessageAskedSchema,
)
def order_xml(order_id: int, message: str, phones: bool) -> ResponseReturnValue:
    """An approved order as RequisitionResource, CommitResource, ReleaseResource or RequestReturn."""
    told = {"province": settings().province_name, "phones": phones, "now": now()}
    if not phones:
        with reading() as session:
            return _xml(order_message(session, order_id, MessageKind(message), **told))  # type: ignore[arg-type]
    with transaction() as session:
        note_owner_looks(session, order_id, page=request.path, actor=current_actor(), now=now())
        return _xml(order_message(session, order_id, MessageKind(message), **told))  # type: ignore[arg-type]


@bp.post("/messages")
@bp.doc(requestBody=BODY)
@bp.response(201, MessageSchema())
@bp.alt_response(200, schema=MessageSchema(), description="Đã nhận trước đây", success=True)
@requires(Permission.MESSAGE_TAKE)
def take() -> ResponseReturnValue:
    """Take in a message of another system; sent again it is the same one. A warning needs a post that may set it."""
    actor, held = current_actor(), settings()
    with transaction() as session:
        done = receive_message(
            session,
            content=request.get_data(),
            system=system_name(held.province_name),
            province=held.province_name,
            at_once=True,
            actor=actor,
            now=now(),
        )
        session.flush()
        kept = get_message(session, done.id)
    answer = jsonify(MessageSchema().dump(_as_json(kept)))
    answer.status_code = 201 if done.fresh else 200
    answer.headers["Location"] = url_for("api_incidents.message", message_id=done.id)
    return answer


@reads(
    bp,
    "/messages",
    answer=MessageSchema(many=True),
    permission=Permission.MESSAGE_TAKE,
    query=MessagesAskedSchema,
)
def messages(limit: int) -> list[Mapping[str, object]]:
    """Messages that came to the caller's post, those that wait first, newest first."""
    with reading() as session:
        found = list_messages(session, scope=current_actor().scope(Permission.MESSAGE_TAKE), limit=limit)
    return [_as_json(one) for one in found]


@reads(
    bp,
    "/messages/<int:message_id>",
    answer=MessageSchema(),
    permission=Permission.MESSAGE_TAKE,
    commune_of=owner_of_message,
)
def message(message_id: int) -> Mapping[str, object]:
    """One message and what became of it."""
    with reading() as session:
        return _as_json(get_message(session, message_id))


@_gives_xml(
    "/messages/<int:message_id>/answer", permission=Permission.MESSAGE_TAKE, commune_of=owner_of_message
)
def answer_xml(message_id: int) -> ResponseReturnValue:
    """Our answer to a request that was taken or declined, as it stands now."""
    with reading() as session:
        return _xml(answer_message(session, message_id, province=settings().province_name, now=now()))


@reads(bp, "/warnings", answer=WarningInForceSchema(many=True), permission=Permission.INCIDENT_READ)
def warnings() -> list[Mapping[str, object]]:
    """Communes under warning now, newest first, each with the alert it came from."""
    with reading() as session:
        return [asdict(item) | {"note": masked(item.note)} for item in list_warnings(session, now())]
