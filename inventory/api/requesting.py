"""One commune asks another for goods: the list, asking, and every answer there is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import current_app
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from core.accounts.rules.roles import Actor, Permission
from core.clock import now
from core.communes.queries import all_communes
from core.web.access import commune_in_address, current_actor
from core.web.api import NothingSchema, Written, reads, write, writes
from core.web.doors import reading
from inventory.api.blueprint import bp
from inventory.queries.transfer_requests import (
    asker_of_request,
    get_request,
    giver_of_request,
    list_requests_after,
)
from inventory.rules.transfer_requests import RequestState
from inventory.schemas.api_requesting import (
    RequestAnsweredSchema,
    RequestDeclinedSchema,
    RequestsAskedSchema,
    RequestWrittenSchema,
    TransferRequestListSchema,
    TransferRequestSchema,
)
from inventory.services import requesting
from inventory.services.requesting import Share


@reads(
    bp,
    "/transfer-requests",
    answer=TransferRequestListSchema(),
    permission=Permission.STOCK_READ,
    query=RequestsAskedSchema,
)
def transfer_requests(after: int, limit: int, state: str) -> Mapping[str, object]:
    """What a commune within reach asks of another or is asked for, by number."""
    scope = current_actor().scope(Permission.STOCK_READ)
    with reading() as session:
        found, following = list_requests_after(session, scope=scope, after=after, limit=limit, state=state)
    return {"requests": found, "next": following}


def _request(session: Session, request_id: int, status: int = 200) -> Written:
    session.flush()
    return Written(content=get_request(session, request_id), schema=TransferRequestSchema(), status=status)


def _near(session: Session, code: str) -> Mapping[str, int]:
    found: Mapping[str, int] = current_app.extensions["road_minutes"](
        session, code, all_communes().ask(session)
    )
    return found


@writes(
    bp,
    "POST",
    "/communes/<commune_code>/transfer-requests",
    answer=TransferRequestSchema(),
    body=RequestWrittenSchema,
    permission=Permission.STOCK_EDIT,
    commune_of=commune_in_address,
    status=201,
)
def ask_for_transfer(body: dict[str, Any], commune_code: str) -> ResponseReturnValue:
    """Ask another commune for goods; transfer_request_nobody where nobody near can spare so much."""

    def work(session: Session, actor: Actor) -> Written:
        warned = current_app.extensions["warning_of"]
        made = requesting.ask(
            session, asker_code=commune_code, near=_near, warned=warned, actor=actor, now=now(), **body
        )
        return _request(session, made, 201)

    return write(work)


def _give(body: dict[str, Any], request_id: int, *, ordered: bool) -> ResponseReturnValue:
    def work(session: Session, actor: Actor) -> Written:
        common: dict[str, Any] = {
            **body,
            "request_id": request_id,
            "shares": [Share(**share) for share in body["shares"]],
            "actor": actor,
            "now": now(),
        }
        if ordered:
            requesting.decide(session, **common)
        else:
            requesting.give(session, **common, warned=current_app.extensions["warning_of"])
        return _request(session, request_id)

    return write(work)


@writes(
    bp,
    "POST",
    "/transfer-requests/<int:request_id>/transfers",
    answer=TransferRequestSchema(),
    body=RequestAnsweredSchema,
    permission=Permission.STOCK_EDIT,
    commune_of=giver_of_request,
)
def give_to_request(body: dict[str, Any], request_id: int) -> ResponseReturnValue:
    """Offer quantities of one's own rows to who asked; each is a transfer that the asker receives or declines."""
    return _give(body, request_id, ordered=False)


@writes(
    bp,
    "POST",
    "/transfer-requests/<int:request_id>/transfer-orders",
    answer=TransferRequestSchema(),
    body=RequestAnsweredSchema,
    permission=Permission.STOCK_TRANSFER,
    commune_of=giver_of_request,
)
def decide_request(body: dict[str, Any], request_id: int) -> ResponseReturnValue:
    """Move quantities of the asked commune's rows at once, by the province's decision."""
    return _give(body, request_id, ordered=True)


def _end(request_id: int, state: RequestState, answer: str = "") -> ResponseReturnValue:
    def work(session: Session, actor: Actor) -> Written:
        requesting.settle_request(
            session, request_id=request_id, state=state, answer=answer, actor=actor, now=now()
        )
        return _request(session, request_id)

    return write(work)


@writes(
    bp,
    "POST",
    "/transfer-requests/<int:request_id>/refusal",
    answer=TransferRequestSchema(),
    body=RequestDeclinedSchema,
    permission=Permission.STOCK_EDIT,
    commune_of=giver_of_request,
)
def decline_request(body: dict[str, Any], request_id: int) -> ResponseReturnValue:
    """Give nothing of what another commune asks for, with the reason."""
    return _end(request_id, RequestState.DECLINED, body["answer"])


@writes(
    bp,
    "POST",
    "/transfer-requests/<int:request_id>/withdrawal",
    answer=TransferRequestSchema(),
    body=NothingSchema,
    permission=Permission.STOCK_EDIT,
    commune_of=asker_of_request,
)
def withdraw_request(_body: dict[str, Any], request_id: int) -> ResponseReturnValue:
    """Take back a request that nobody has answered."""
    return _end(request_id, RequestState.WITHDRAWN)
