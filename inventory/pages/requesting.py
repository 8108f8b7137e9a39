"""A commune asks another for goods: asking, answering from one's own rows, declining; and the province's decision."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import current_app, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from marshmallow import ValidationError
from sqlalchemy.orm import Session

from core.accounts.rules.roles import Actor, Permission
from core.clock import day_of, now
from core.text import masked
from core.web.access import commune_in_address, current_actor, requires
from core.web.doors import Done, InvalidInputError, load, perform, reading
from core.web.fields import Amount, reminder, row_number
from core.web.language import counted
from core.web.links import page_number
from core.web.list_files import MOST_ROWS, list_file
from core.web.photos import sent_photo
from inventory.doors.asking import MOST_OPTIONS, Known, PlaceChoice, known, place_offered
from inventory.pages.lists import bp
from inventory.pages.rows import keep_photo_of, typed_before
from inventory.queries.lots import get_lot, list_lots
from inventory.queries.transfer_requests import (
    asker_of_request,
    get_request,
    giver_of_request,
    list_requests,
)
from inventory.rules.papers.list_sheets import REQUEST_COLUMNS
from inventory.rules.transfer_requests import NOT_ASKED_FOR, RequestState, filled
from inventory.schemas.rows import AnswerSchema, RequestAnsweredSchema, RequestSchema
from inventory.sentences import REQUEST_STATES
from inventory.services import requesting
from inventory.services.requesting import Share


@bp.get("/dieu-chuyen/de-nghi")
@requires(Permission.STOCK_READ)
def requests() -> ResponseReturnValue:
    """What a commune asks of others and is asked for, or all of the province's."""
    return _list_page()


def _list_page(error: str = "", tried: int = 0) -> str:
    actor = current_actor()
    with reading() as session:
        found, more = list_requests(session, scope=actor.scope(Permission.STOCK_READ), page=page_number())
    return render_template(
        "inventory/requests.html",
        requests=found,
        page=page_number(),
        more=more,
        states=REQUEST_STATES,
        may=lambda code: actor.may(Permission.STOCK_EDIT, code),
        may_order=lambda code: actor.may(Permission.STOCK_TRANSFER, code),
        own="" if actor.is_provincial or not actor.may(Permission.STOCK_EDIT) else actor.commune_code,
        error=error,
        tried=tried,
        as_of=now(),
    )


@bp.get("/dieu-chuyen/de-nghi.xlsx")
@requires(Permission.STOCK_READ)
def requests_file() -> ResponseReturnValue:
    """What communes ask of each other, as Excel."""
    actor = current_actor()
    with reading() as session:
        found, _more = list_requests(session, scope=actor.scope(Permission.STOCK_READ), size=MOST_ROWS)
    rows = [
        (
            number,
            item.id,
            item.resource,
            item.unit,
            item.quantity,
            item.given,
            item.asker,
            item.giver,
            str(REQUEST_STATES[item.state]),
            masked(item.reason),
            masked(item.answer),
            day_of(item.asked_at),
            item.asked_by,
            day_of(item.settled_at) if item.settled_at else None,
            item.settled_by,
        )
        for number, item in enumerate(found, start=1)
    ]
    return list_file(_("Đề nghị chi viện giữa các xã"), "de-nghi-chi-vien", REQUEST_COLUMNS, rows, [], actor)


def _givers(names: Known, commune_code: str, minutes: Mapping[str, int]) -> PlaceChoice:
    """Return the communes to ask, the nearest first with its minutes where all of them can be listed."""
    chosen = request.form.get("giver_code", "") or request.args.get("hoi", "")
    offered = place_offered(names, chosen, among=names.communes.keys() - {commune_code})
    if not offered.typed and len(offered.options) <= MOST_OPTIONS:
        offered.options.sort(key=lambda item: minutes.get(item[0], 1_000_000))

    def told(code: str, title: str) -> str:
        if code not in minutes:
            return title
        return f"{title}, {counted('%(minutes)s phút', minutes=minutes[code])}"

    offered.options[:] = [(code, told(code, title)) for code, title in offered.options]
    return offered


@bp.get("/xa/<commune_code>/de-nghi")
@requires(Permission.STOCK_EDIT, commune_in_address)
def new_request(commune_code: str) -> ResponseReturnValue:
    """The form by which a commune asks another for goods."""
    return _new_page(commune_code)


def _new_page(commune_code: str, error: str = "", fields: Mapping[str, str] | None = None) -> str:
    with reading() as session:
        names = known(session)
        place = names.get_commune(commune_code)
        minutes = current_app.extensions["road_minutes"](session, commune_code, names.communes.values())
    kinds = [
        (kind.code, f"{kind.name} ({kind.unit})")
        for kind in names.types.values()
        if kind.category not in NOT_ASKED_FOR and kind.retired_on is None
    ]
    return render_template(
        "inventory/request_new.html",
        place=place,
        kinds=kinds,
        chosen=typed_before("type_code", request.args.get("type", "")),
        offered=_givers(names, commune_code, minutes),
        error=error,
        fields=fields or {},
    )


@bp.post("/xa/<commune_code>/de-nghi")
@requires(Permission.STOCK_EDIT, commune_in_address)
def send_request(commune_code: str) -> ResponseReturnValue:
    """Ask a commune, or the nearest that can spare it, for a quantity of a type."""

    def near(session: Session, code: str) -> Mapping[str, int]:
        found: Mapping[str, int] = current_app.extensions["road_minutes"](
            session, code, known(session).communes.values()
        )
        return found

    def work(session: Session, actor: Actor) -> Done:
        values: dict[str, Any] = load(RequestSchema())
        made = requesting.ask(
            session,
            asker_code=commune_code,
            near=near,
            warned=current_app.extensions["warning_of"],
            actor=actor,
            now=now(),
            **values,
        )
        giver = get_request(session, made).giver
        said = _("Đã gửi đề nghị tới %(place)s. Nơi đó trả lời thì có tin ở trang đầu.", place=giver)
        return Done(location=url_for("stock.requests"), message=said)

    return perform(work, again=lambda text, fields: _new_page(commune_code, text, fields))


@bp.get("/dieu-chuyen/de-nghi/<int:request_id>")
@requires(Permission.STOCK_EDIT, giver_of_request)
def answer_request(request_id: int) -> ResponseReturnValue:
    """The form by which the asked commune gives from its rows, or declines."""
    return _answer_page(request_id, ordered=False)


@bp.get("/dieu-chuyen/de-nghi/<int:request_id>/quyet-dinh")
@requires(Permission.STOCK_TRANSFER, giver_of_request)
def decide_form(request_id: int) -> ResponseReturnValue:
    """The form by which the province decides what a commune asks for."""
    return _answer_page(request_id, ordered=True)


def _answer_page(
    request_id: int, *, ordered: bool, error: str = "", fields: Mapping[str, str] | None = None
) -> str:
    with reading() as session:
        asked = get_request(session, request_id)
        lots, more = list_lots(session, scope=asked.giver_code, type_code=asked.type_code)
        warning = current_app.extensions["warning_of"](session, asked.giver_code, now())
        spare = [requesting.spare_of(lot, warning, now()) for lot in lots]
    return render_template(
        "inventory/request_answer.html",
        asked=asked,
        rows=list(zip(lots, spare, filled(asked.quantity, spare), strict=True)),
        total=sum(spare),
        more=more,
        warning=warning,
        ordered=ordered,
        waits=asked.state == RequestState.ASKED,
        state=REQUEST_STATES[asked.state],
        error=error,
        fields=fields or {},
        today=day_of(now()),
    )


def _shares() -> list[Share]:
    """Return the rows that were given a quantity; raises InvalidInputError naming every box that cannot be read."""
    shares, faults = [], {}
    for name, text in request.form.items():
        lot_id = row_number(name.removeprefix("q-"))
        if not name.startswith("q-") or not lot_id or not text.strip():
            continue
        try:
            quantity = Amount().deserialize(text)
        except ValidationError as error:
            faults[name] = " ".join(map(reminder, error.messages))
            continue
        if quantity:
            shares.append(Share(lot_id=lot_id, quantity=quantity))
    if faults:
        raise InvalidInputError(fields=faults)
    return shares


@bp.post("/dieu-chuyen/de-nghi/<int:request_id>")
@requires(Permission.STOCK_EDIT, giver_of_request)
def give_to_request(request_id: int) -> ResponseReturnValue:
    """Offer the asking commune quantities of one's own rows."""
    return _give(request_id, ordered=False)


@bp.post("/dieu-chuyen/de-nghi/<int:request_id>/quyet-dinh")
@requires(Permission.STOCK_TRANSFER, giver_of_request)
def decide_request(request_id: int) -> ResponseReturnValue:
    """Move quantities of the asked commune's rows by the province's decision."""
    return _give(request_id, ordered=True)


def _give(request_id: int, *, ordered: bool) -> ResponseReturnValue:
    content = sent_photo()

    def work(session: Session, actor: Actor) -> Done:
        values: dict[str, Any] = load(RequestAnsweredSchema())
        shares = _shares()
        common: dict[str, Any] = {"request_id": request_id, "shares": shares, "actor": actor, "now": now()}
        if ordered:
            requesting.decide(session, **values, **common)
            said = _("Đã điều chuyển theo quyết định của tỉnh.")
        else:
            requesting.give(session, **values, **common, warned=current_app.extensions["warning_of"])
            said = _("Đã gửi trả lời. Số liệu chỉ thay đổi khi bên nhận đồng ý.")
        for share in shares if content else ():
            keep_photo_of(session, get_lot(session, share.lot_id), content, values["document"], actor)
        return Done(location=url_for("stock.transfers"), message=said)

    def again(text: str, fields: dict[str, str]) -> str:
        return _answer_page(request_id, ordered=ordered, error=text, fields=fields)

    return perform(work, again=again)


@bp.post("/dieu-chuyen/de-nghi/<int:request_id>/tu-choi")
@requires(Permission.STOCK_EDIT, giver_of_request)
def decline_request(request_id: int) -> ResponseReturnValue:
    """Give nothing of what another commune asks for, and say why."""

    def work(session: Session, actor: Actor) -> Done:
        answer, state = str(load(AnswerSchema())["answer"]), RequestState.DECLINED
        requesting.settle_request(
            session, request_id=request_id, state=state, answer=answer, actor=actor, now=now()
        )
        said = _("Đã từ chối; bên đề nghị thấy lý do.")
        return Done(location=url_for("stock.requests"), message=said)

    return perform(
        work, again=lambda text, fields: _answer_page(request_id, ordered=False, error=text, fields=fields)
    )


@bp.post("/dieu-chuyen/de-nghi/<int:request_id>/rut")
@requires(Permission.STOCK_EDIT, asker_of_request)
def withdraw_request(request_id: int) -> ResponseReturnValue:
    """Take back a request that nobody has answered."""

    def work(session: Session, actor: Actor) -> Done:
        state = RequestState.WITHDRAWN
        requesting.settle_request(session, request_id=request_id, state=state, actor=actor, now=now())
        return Done(location=url_for("stock.requests"), message=_("Đã rút đề nghị."))

    return perform(work, again=lambda text, _fields: _list_page(text, request_id))
