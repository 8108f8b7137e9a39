"""After an order: what is due, legal acts, minutes with photographs, losses and their payment."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from core.accounts.rules.roles import Actor, Permission
from core.attachments.queries import list_photos
from core.attachments.services import keep_photo
from core.clock import local, now
from core.web.access import current_actor, requires
from core.web.doors import Done, load, perform, reading, settings
from core.web.links import page_number
from core.web.photos import sent_photo
from inventory.rules.catalogue import Category
from inventory.sentences import LEGAL_FORMS
from mobilization.pages.due_terms import MOST_READ, alike, running_terms
from mobilization.pages.orders import order_page
from mobilization.queries.dispatches import list_dispatches
from mobilization.queries.minutes import MinutesLine, minutes_of
from mobilization.queries.orders import donor_of_order, get_order, issuer_of_order
from mobilization.rules.states import GIVEN_UP, HOME_AGAIN
from mobilization.schemas import settlement as schemas
from mobilization.sentences import CLOCKS, STANDING_MARKS, STANDINGS
from mobilization.sentences.came import parts_of
from mobilization.services import settlement as services
from mobilization.services.paper_numbers import decide_return_on_paper, note_paper

bp = Blueprint("settlement", __name__)
WORDS: dict[str, Any] = {"clock_names": CLOCKS, "standings": STANDINGS, "standing_marks": STANDING_MARKS}
MACHINES = (Category.VEHICLES, Category.EQUIPMENT)  # only these have a meter and a tank


@bp.get("/viec-theo-han")
@requires(Permission.ORDER_READ)
def due() -> ResponseReturnValue:
    """What is due and late over all orders within reach, the longest overdue first, page by page."""
    moment, page = now(), page_number("trang")
    terms, more = running_terms(moment, page=page, size=MOST_READ)
    return render_template(
        "mobilization/settlement_due.html",
        groups=alike(terms),
        counts=Counter(standing for _timed, _item, standing in terms),
        page=page,
        more=more,
        forms=LEGAL_FORMS,
        as_of=moment,
        **WORDS,
    )


def _act(order_id: int, act: Callable[[Session, Actor], object], message: str) -> ResponseReturnValue:
    def work(session: Session, actor: Actor) -> Done:
        act(session, actor)
        return Done(location=url_for("orders.show", order_id=order_id), message=message)

    return perform(work, again=lambda text, _fields: order_page(order_id, text))


@bp.post("/lenh/<int:order_id>/xac-nhan")
@requires(Permission.INCIDENT_RUN, issuer_of_order)
def confirmed(order_id: int) -> ResponseReturnValue:
    """Note the written confirmation of an oral requisition."""

    def act(session: Session, actor: Actor) -> None:
        values: dict[str, Any] = load(schemas.ConfirmedSchema())
        services.confirm(session, order_id=order_id, actor=actor, now=now(), **values)

    return _act(order_id, act, _("Đã ghi xác nhận bằng văn bản."))


@bp.post("/lenh/<int:order_id>/gia-han")
@requires(Permission.ORDER_APPROVE, issuer_of_order)
def longer(order_id: int) -> ResponseReturnValue:
    """Extend the term."""

    def act(session: Session, actor: Actor) -> None:
        values: dict[str, Any] = load(schemas.ExtendSchema())
        services.extend(session, order_id=order_id, actor=actor, now=now(), **values)

    return _act(order_id, act, _("Đã gia hạn."))


@bp.post("/lenh/<int:order_id>/so-van-ban")
@requires(Permission.INCIDENT_RUN, issuer_of_order)
def numbered(order_id: int) -> ResponseReturnValue:
    """Note the number and the day of a paper that follows the order."""

    def act(session: Session, actor: Actor) -> None:
        values: dict[str, Any] = load(schemas.PaperNumberSchema())
        note_paper(session, order_id=order_id, actor=actor, now=now(), **values)

    return _act(order_id, act, _("Đã ghi số, ngày văn bản."))


@bp.post("/lenh/<int:order_id>/quyet-dinh-hoan-tra")
@requires(Permission.INCIDENT_RUN, issuer_of_order)
def give_back(order_id: int) -> ResponseReturnValue:
    """Note the return decision."""

    def act(session: Session, actor: Actor) -> None:
        values: dict[str, Any] = load(schemas.ReturnDecidedSchema())
        decide_return_on_paper(session, order_id=order_id, actor=actor, now=now(), **values)

    return _act(order_id, act, _("Đã ghi. Văn bản để in có ở cuối trang."))


@bp.post("/lenh/<int:order_id>/gia-han-chi-tra")
@requires(Permission.INCIDENT_RUN, issuer_of_order)
def pay_later(order_id: int) -> ResponseReturnValue:
    """Extend the term for payment."""

    def act(session: Session, actor: Actor) -> None:
        values: dict[str, Any] = load(schemas.PayLaterSchema())
        services.extend_payment(session, order_id=order_id, actor=actor, now=now(), **values)

    return _act(order_id, act, _("Đã gia hạn chi trả."))


def _minutes_page(order_id: int, kind: str, error: str = "", fields: Mapping[str, str] | None = None) -> str:
    handing = kind == "handover"
    with reading() as session:
        order = get_order(session, order_id)
        lines = list_dispatches(session, order_id=order_id)
        minutes = minutes_of(session, order_id)
        photos = list_photos(session, f"order:{order_id}:{kind}")
    given, held = minutes.get("handover"), minutes.get(kind)
    known = held or given
    names = (
        ("place", _("Tại"), True),
        ("owner_delegate", _("Đại diện chủ tài sản"), True),
        ("owner_position", _("Chức vụ đại diện chủ tài sản"), False),
        ("user_name", _("Đơn vị sử dụng"), True),
        ("user_address", _("Địa chỉ đơn vị sử dụng"), False),
        ("user_delegate", _("Đại diện đơn vị sử dụng"), True),
        ("user_position", _("Chức vụ đại diện đơn vị sử dụng"), False),
        ("witness", _("Người chứng kiến"), False),
        ("remarks", _("Ý kiến của các bên"), False),
    )
    start = {name: getattr(known, name) if known else "" for name, _label, _needed in names}
    if not known:
        start |= {
            "place": order.handover_place or order.destination,
            "user_name": order.assigned_to,
            "user_address": order.assigned_address,
        }
    return render_template(
        "mobilization/settlement_minutes.html",
        order=order,
        lines=[line for line in lines if line.state not in {"refused", "cancelled"}],
        still_out=() if handing else [line for line in lines if line.state not in HOME_AGAIN | GIVEN_UP],
        held=held,
        given=given,
        handing=handing,
        paper="giao-nhan" if handing else "hoan-tra",
        heads=names,
        machines=MACHINES,
        came={line.id: parts_of(line.category) for line in lines},
        start=start,
        at=local(held.at if held else now()).strftime("%Y-%m-%dT%H:%M"),
        photos=photos,
        photo_action=url_for(f"settlement.{kind}_photo", order_id=order_id),
        may_mark=current_actor().may(Permission.DISPATCH_MARK, order.commune_code),
        error=error,
        fields=fields or {},
    )


def _save_minutes(order_id: int, kind: str) -> ResponseReturnValue:
    def work(session: Session, actor: Actor) -> Done:
        values: dict[str, Any] = load(schemas.MinutesSchema())
        version = int(values.pop("version"))
        lines = {}
        for line in list_dispatches(session, order_id=order_id):
            texts = {
                name: request.form.get(f"{name}-{line.id}", "").strip()[:most]
                for name, most in (("condition", 300), ("meter", 60), ("fuel", 60), ("papers", 200))
            }
            if texts["condition"]:
                lines[line.id] = MinutesLine(**texts)
        services.save_minutes(
            session,
            order_id=order_id,
            kind=kind,
            head=services.MinutesHead(**values),
            lines=lines,
            version=version,
            actor=actor,
            now=now(),
        )
        return Done(location=_minutes_address(order_id, kind), message=_("Đã lưu biên bản."))

    return perform(work, again=lambda text, fields: _minutes_page(order_id, kind, text, fields))


def _minutes_address(order_id: int, kind: str) -> str:
    endpoint = "settlement.handover" if kind == "handover" else "settlement.returning"
    return url_for(endpoint, order_id=order_id)


def _keep(order_id: int, kind: str) -> ResponseReturnValue:
    def work(session: Session, actor: Actor) -> Done:
        keep_photo(
            session,
            subject=f"order:{order_id}:{kind}",
            commune_code=get_order(session, order_id).commune_code,
            content=sent_photo(),
            folder=settings().data_dir,
            caption=request.form.get("caption", ""),
            actor=actor,
            now=now(),
        )
        return Done(location=_minutes_address(order_id, kind), message=_("Đã lưu ảnh."))

    return perform(work, again=lambda text, fields: _minutes_page(order_id, kind, text, fields))


@bp.get("/lenh/<int:order_id>/giao-nhan")
@requires(Permission.ORDER_READ, donor_of_order)
def handover(order_id: int) -> ResponseReturnValue:
    """The minutes of handing over."""
    return _minutes_page(order_id, "handover")


@bp.post("/lenh/<int:order_id>/giao-nhan")
@requires(Permission.DISPATCH_MARK, donor_of_order)
def handed(order_id: int) -> ResponseReturnValue:
    """Keep the minutes of handing over."""
    return _save_minutes(order_id, "handover")


@bp.post("/lenh/<int:order_id>/giao-nhan/anh")
@requires(Permission.DISPATCH_MARK, donor_of_order)
def handover_photo(order_id: int) -> ResponseReturnValue:
    """Keep a photograph of the condition at handing over."""
    return _keep(order_id, "handover")


@bp.get("/lenh/<int:order_id>/hoan-tra")
@requires(Permission.ORDER_READ, donor_of_order)
def returning(order_id: int) -> ResponseReturnValue:
    """The minutes of the return."""
    return _minutes_page(order_id, "return")


@bp.post("/lenh/<int:order_id>/hoan-tra")
@requires(Permission.DISPATCH_MARK, donor_of_order)
def returned(order_id: int) -> ResponseReturnValue:
    """Keep the minutes of the return."""
    return _save_minutes(order_id, "return")


@bp.post("/lenh/<int:order_id>/hoan-tra/anh")
@requires(Permission.DISPATCH_MARK, donor_of_order)
def return_photo(order_id: int) -> ResponseReturnValue:
    """Keep a photograph of the condition at the return."""
    return _keep(order_id, "return")
