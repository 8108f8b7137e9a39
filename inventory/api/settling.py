"""Changing beside the rows: transfers between communes, and what a stocktake finds."""

from __future__ import annotations

from typing import Any

from flask import current_app
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from core.accounts.rules.roles import Actor, Permission
from core.clock import now
from core.web.api import NothingSchema, Written, number_seen, write, writes
from inventory.api.blueprint import bp
from inventory.api.stocktaking import line_written
from inventory.queries.counting import commune_of_line
from inventory.queries.lots import commune_of_lot
from inventory.queries.transfers import get_transfer, giver_of_transfer, receiver_of_transfer
from inventory.rules.transfers import TransferState
from inventory.schemas.api_settling import (
    CountLineSchema,
    LineCountedSchema,
    TransferDeclinedSchema,
    TransferReceivedSchema,
    TransferSchema,
    TransferWrittenSchema,
)
from inventory.services import transferring
from inventory.services.counting import enter
from inventory.services.row_acts import Paper
from inventory.services.seen import lock_as_seen


def _transfer(session: Session, transfer_id: int, status: int = 200) -> Written:
    session.flush()
    return Written(content=get_transfer(session, transfer_id), schema=TransferSchema(), status=status)


def _send(body: dict[str, Any], lot_id: int, *, ordered: bool) -> ResponseReturnValue:
    version = number_seen()
    place = body["place"]

    def work(session: Session, actor: Actor) -> Written:
        lock_as_seen(session, lot_id=lot_id, version=version)
        common: dict[str, Any] = {
            "lot_id": lot_id,
            "to_code": body["to_code"],
            "quantity": body["quantity"],
            "paper": Paper(document=body["document"], reason=body["reason"]),
            "actor": actor,
            "now": now(),
        }
        made = (
            transferring.order(session, place=place, **common)
            if ordered
            else transferring.propose(session, warned=current_app.extensions["warning_of"], **common)
        )
        return _transfer(session, made, 201)

    return write(work)


@writes(
    bp,
    "POST",
    "/lots/<int:lot_id>/transfers",
    answer=TransferSchema(),
    body=TransferWrittenSchema,
    permission=Permission.STOCK_EDIT,
    commune_of=commune_of_lot,
    status=201,
    seen=True,
)
def propose_transfer(body: dict[str, Any], lot_id: int) -> ResponseReturnValue:
    """Offer a quantity of a lot to another commune; nothing moves until that one receives it."""
    return _send(body, lot_id, ordered=False)


@writes(
    bp,
    "POST",
    "/lots/<int:lot_id>/transfer-orders",
    answer=TransferSchema(),
    body=TransferWrittenSchema,
    permission=Permission.STOCK_TRANSFER,
    commune_of=commune_of_lot,
    status=201,
    seen=True,
)
def order_transfer(body: dict[str, Any], lot_id: int) -> ResponseReturnValue:
    """Move a quantity of a lot to another commune at once, by the province's decision."""
    return _send(body, lot_id, ordered=True)


@writes(
    bp,
    "POST",
    "/transfers/<int:transfer_id>/receipt",
    answer=TransferSchema(),
    body=TransferReceivedSchema,
    permission=Permission.STOCK_EDIT,
    commune_of=receiver_of_transfer,
)
def receive_transfer(body: dict[str, Any], transfer_id: int) -> ResponseReturnValue:
    """Take what another commune gives; not_enough_free or transfer_of_what_is_kept where it cannot give it now."""

    def work(session: Session, actor: Actor) -> Written:
        warned = current_app.extensions["warning_of"]
        transferring.receive(session, transfer_id=transfer_id, warned=warned, actor=actor, now=now(), **body)
        return _transfer(session, transfer_id)

    return write(work)


def _end(transfer_id: int, state: TransferState, answer: str = "") -> ResponseReturnValue:
    def work(session: Session, actor: Actor) -> Written:
        transferring.settle(
            session, transfer_id=transfer_id, state=state, answer=answer, actor=actor, now=now()
        )
        return _transfer(session, transfer_id)

    return write(work)


@writes(
    bp,
    "POST",
    "/transfers/<int:transfer_id>/refusal",
    answer=TransferSchema(),
    body=TransferDeclinedSchema,
    permission=Permission.STOCK_EDIT,
    commune_of=receiver_of_transfer,
)
def decline_transfer(body: dict[str, Any], transfer_id: int) -> ResponseReturnValue:
    """Decline what another commune gives, with the reason."""
    return _end(transfer_id, TransferState.DECLINED, body["answer"])


@writes(
    bp,
    "POST",
    "/transfers/<int:transfer_id>/withdrawal",
    answer=TransferSchema(),
    body=NothingSchema,
    permission=Permission.STOCK_EDIT,
    commune_of=giver_of_transfer,
)
def withdraw_transfer(_body: dict[str, Any], transfer_id: int) -> ResponseReturnValue:
    """Take back an offer that nobody has answered."""
    return _end(transfer_id, TransferState.WITHDRAWN)


@writes(
    bp,
    "PATCH",
    "/count-lines/<int:line_id>",
    answer=CountLineSchema(),
    body=LineCountedSchema,
    permission=Permission.STOCK_EDIT,
    commune_of=commune_of_line,
    seen=True,
)
def enter_count(body: dict[str, Any], line_id: int) -> ResponseReturnValue:
    """Write down what a stocktake found in the place; the ledger takes it over when the stocktake is closed."""
    version = number_seen()

    def work(session: Session, actor: Actor) -> Written:
        enter(session, line_id=line_id, version=version, actor=actor, now=now(), **body)
        return line_written(session, line_id)

    return write(work)
