"""Transfers between communes: proposing, receiving, declining; and the province's decision."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import current_app, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from core.accounts.rules.roles import Actor, Permission
from core.clock import day_of, now
from core.web.access import current_actor, requires
from core.web.doors import Done, load, perform, reading
from core.web.links import page_number
from core.web.photos import sent_photo
from core.web.sentences import sentence
from inventory.doors.asking import known, place_offered
from inventory.pages.lists import bp
from inventory.pages.rows import check_seen, keep_photo_of
from inventory.queries.lots import commune_of_lot, get_lot
from inventory.queries.story import list_movements
from inventory.queries.transfers import (
    get_transfer,
    giver_of_transfer,
    list_transfers,
    places_for,
    receiver_of_transfer,
)
from inventory.rules.details import keep_under_warning
from inventory.rules.holders import PRIVATE
from inventory.rules.transfer_requests import NOT_ASKED_FOR, NotAskedForError
from inventory.rules.transfers import ExpiredTransferError, PrivateGoodsError, TransferState, may_go
from inventory.schemas.rows import AnswerSchema, ReceivedSchema, TransferSchema
from inventory.sentences import MOVEMENT_KINDS, TRANSFER_STATES
from inventory.services import transferring
from inventory.services.row_acts import Paper


@bp.get("/dieu-chuyen")
@requires(Permission.STOCK_READ)
def transfers() -> ResponseReturnValue:
    """The transfers a commune gives or gets, or all of the province's."""
    return _list_page()


def _list_page(error: str = "", fields: Mapping[str, str] | None = None, tried: int = 0) -> str:
    """Return the list; an answer that was refused stands open with what was typed."""
    actor = current_actor()
    with reading() as session:
        found, more = list_transfers(session, scope=actor.scope(Permission.STOCK_READ), page=page_number())
        mine = [
            item
            for item in found
            if item.state == "proposed" and actor.may(Permission.STOCK_EDIT, item.to_code)
        ]
        places = places_for(session, [(item.to_code, item) for item in mine])
    return render_template(
        "inventory/transfers.html",
        transfers=found,
        page=page_number(),
        more=more,
        states=TRANSFER_STATES,
        places_of={item.id: known for item, known in zip(mine, places, strict=True)},
        may=lambda code: actor.may(Permission.STOCK_EDIT, code),
        own="" if actor.is_provincial or not actor.may(Permission.STOCK_EDIT) else actor.commune_code,
        reads=lambda code: actor.may(Permission.STOCK_READ, code),
        error=error,
        fields=fields or {},
        tried=tried,
        as_of=now(),
    )


def _form(
    lot_id: int,
    *,
    ordered: bool,
    error: str = "",
    fields: Mapping[str, str] | None = None,
    newer: Mapping[str, Any] | None = None,
) -> str:
    with reading() as session:
        lot, names = get_lot(session, lot_id), known(session)
        warning = current_app.extensions["warning_of"](session, lot.commune_code, now())
        last = list_movements(session, lot_id, limit=1) if newer else []
    today = day_of(now())
    kept = keep_under_warning(lot.keep_on(today), lot.balance.on_hand, warning, unit=lot.unit)
    private, stays = lot.holder_kind in PRIVATE, lot.category in NOT_ASKED_FOR
    if stays or private or lot.expired_on(today):  # told before anybody fills in the form
        late = ExpiredTransferError(day=lot.expires_on)
        error = sentence(NotAskedForError() if stays else PrivateGoodsError() if private else late)
    return render_template(
        "inventory/transfer.html",
        lot=lot,
        kept=kept,
        spare=may_go(free=lot.free_on(today), kept=kept, unit=lot.unit),
        warning=warning,
        ordered=ordered,
        private=private,
        stays=stays,
        offered=place_offered(
            names, request.form.get("to_code", ""), among=names.communes.keys() - {lot.commune_code}
        ),
        error=error,
        fields=fields or {},
        newer=newer or {},
        last=last,
        kinds=MOVEMENT_KINDS,
        today=today,
    )


@bp.get("/<int:lot_id>/dieu-chuyen")
@requires(Permission.STOCK_EDIT, commune_of_lot)
def new_transfer(lot_id: int) -> ResponseReturnValue:
    """The form by which the giver proposes a transfer."""
    return _form(lot_id, ordered=False)


@bp.post("/<int:lot_id>/dieu-chuyen")
@requires(Permission.STOCK_EDIT, commune_of_lot)
def propose_transfer(lot_id: int) -> ResponseReturnValue:
    """Ask another commune to take a quantity of a row."""
    return _send(lot_id, ordered=False)


@bp.get("/<int:lot_id>/lenh-dieu-chuyen")
@requires(Permission.STOCK_TRANSFER, commune_of_lot)
def new_order(lot_id: int) -> ResponseReturnValue:
    """The form by which the province decides a transfer."""
    return _form(lot_id, ordered=True)


@bp.post("/<int:lot_id>/lenh-dieu-chuyen")
@requires(Permission.STOCK_TRANSFER, commune_of_lot)
def order_transfer(lot_id: int) -> ResponseReturnValue:
    """Move a quantity by the province's decision."""
    return _send(lot_id, ordered=True)


def _send(lot_id: int, *, ordered: bool) -> ResponseReturnValue:
    newer: dict[str, Any] = {}
    content = sent_photo()

    def work(session: Session, actor: Actor) -> Done:
        values: dict[str, Any] = load(TransferSchema())
        check_seen(session, lot_id, values, newer)
        common: dict[str, Any] = {
            "lot_id": lot_id,
            "to_code": values["to_code"],
            "quantity": values["quantity"],
            "paper": Paper(document=values["document"], reason=values["reason"]),
            "actor": actor,
            "now": now(),
        }
        if ordered:
            transferring.order(session, place=values["place"], **common)
            said = _("Đã điều chuyển theo quyết định của tỉnh.")
        else:
            transferring.propose(session, warned=current_app.extensions["warning_of"], **common)
            said = _("Đã gửi đề nghị. Số liệu chỉ thay đổi khi bên nhận đồng ý.")
        if content:
            keep_photo_of(session, get_lot(session, lot_id), content, values["document"], actor)
        return Done(location=url_for("stock.transfers"), message=said)

    def again(text: str, fields: dict[str, str]) -> str:
        return _form(lot_id, ordered=ordered, error=text, fields=fields, newer=newer)

    return perform(work, again=again)


@bp.post("/dieu-chuyen/<int:transfer_id>/nhan")
@requires(Permission.STOCK_EDIT, receiver_of_transfer)
def receive_transfer(transfer_id: int) -> ResponseReturnValue:
    """Take what another commune gives; a photograph of it stays with the receiver's row."""
    content = sent_photo()

    def work(session: Session, actor: Actor) -> Done:
        values: dict[str, Any] = load(ReceivedSchema())
        warned = current_app.extensions["warning_of"]
        lot_id = transferring.receive(
            session, transfer_id=transfer_id, warned=warned, actor=actor, now=now(), **values
        )
        if content:
            document = get_transfer(session, transfer_id).document
            keep_photo_of(session, get_lot(session, lot_id), content, document, actor)
        return Done(
            location=url_for("stock.story", lot_id=lot_id), message=_("Đã nhận vào danh sách của xã.")
        )

    return perform(work, again=lambda text, fields: _list_page(text, fields, transfer_id))


@bp.post("/dieu-chuyen/<int:transfer_id>/tu-choi")
@requires(Permission.STOCK_EDIT, receiver_of_transfer)
def decline_transfer(transfer_id: int) -> ResponseReturnValue:
    """Decline what another commune gives."""

    def work(session: Session, actor: Actor) -> Done:
        answer = str(load(AnswerSchema())["answer"])
        state = TransferState.DECLINED
        transferring.settle(
            session, transfer_id=transfer_id, state=state, answer=answer, actor=actor, now=now()
        )
        return Done(location=url_for("stock.transfers"), message=_("Đã từ chối nhận; bên giao thấy lý do."))

    return perform(work, again=lambda text, fields: _list_page(text, fields, transfer_id))


@bp.post("/dieu-chuyen/<int:transfer_id>/rut")
@requires(Permission.STOCK_EDIT, giver_of_transfer)
def withdraw_transfer(transfer_id: int) -> ResponseReturnValue:
    """Take back a proposal that nobody has answered."""

    def work(session: Session, actor: Actor) -> Done:
        transferring.settle(
            session, transfer_id=transfer_id, state=TransferState.WITHDRAWN, actor=actor, now=now()
        )
        return Done(location=url_for("stock.transfers"), message=_("Đã rút đề nghị."))

    return perform(work, again=lambda text, fields: _list_page(text, fields, transfer_id))
