"""The register's pages: a commune's list, a row's story, the province's table."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from flask import Blueprint, Flask, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session

from core.accounts.rules.roles import Actor, Permission
from core.clock import day_of, now
from core.communes.queries import get_commune, list_communes
from core.errors import StaleError
from core.web.access import commune_in_address, current_actor, requires
from core.web.doors import Done, load, perform, reading
from core.web.home import Duty, Part, add_part
from core.web.language import say_quantity
from inventory.queries.catalogue import list_holders, list_types
from inventory.queries.lots import (
    PillarSummary,
    commune_of_lot,
    get_lot,
    list_lots,
    list_pillar_summaries,
)
from inventory.queries.story import list_movements
from inventory.rules.phones import masked
from inventory.rules.stock import FRESH_DAYS, freshness
from inventory.schemas import ConfirmSchema, CountSchema, NewLotSchema
from inventory.sentences import HOLDER_KINDS, LEGAL_FORMS, MOVEMENT_KINDS, PILLARS
from inventory.services.keeping import add_lot, confirm_list, correct

bp = Blueprint("stock", __name__, url_prefix="/kho")


@bp.get("/")
@requires(Permission.STOCK_READ)
def show() -> ResponseReturnValue:
    """The person's own list, or the province's table."""
    actor = current_actor()
    if not actor.is_provincial:
        return redirect(url_for("stock.commune", commune_code=actor.commune_code))
    with reading() as session:
        communes = list_communes(session)
        summaries = _summaries(session, actor)
    table = {(item.commune_code, item.pillar): item for item in summaries}
    return render_template(
        "inventory/province.html", communes=communes, table=table, pillars=PILLARS, as_of=now()
    )


def _summaries(session: Session, actor: Actor) -> list[PillarSummary]:
    oldest = day_of(now()) - timedelta(days=FRESH_DAYS)
    return list_pillar_summaries(session, scope=actor.scope(Permission.STOCK_READ), stale_before=oldest)


def _page_number() -> int:
    raw = request.args.get("page", "1")
    return max(1, int(raw)) if raw.isdecimal() and len(raw) < 6 else 1


@bp.get("/tim")
@requires(Permission.STOCK_READ)
def search() -> ResponseReturnValue:
    """Rows of all communes within reach that fit what was typed."""
    actor = current_actor()
    words, pillar = request.args.get("q", ""), request.args.get("pillar", "")
    type_code = request.args.get("type", "")
    with reading() as session:
        lots, more = list_lots(
            session,
            scope=actor.scope(Permission.STOCK_READ),
            pillar=pillar,
            search=words,
            type_code=type_code,
            page=_page_number(),
        )
    return render_template(
        "inventory/search.html",
        lots=lots,
        more=more,
        page=_page_number(),
        q=words,
        pillar=pillar,
        type_code=type_code,
        pillars=PILLARS,
        today=day_of(now()),
    )


@bp.get("/xa/<commune_code>")
@requires(Permission.STOCK_READ, commune_in_address)
def commune(commune_code: str) -> ResponseReturnValue:
    """One commune's list; `open` names the row that stands open for correction."""
    return _commune_page(commune_code)


def _commune_page(
    commune_code: str,
    *,
    error: str = "",
    fields: Mapping[str, str] | None = None,
    open_id: int | None = None,
    theirs: Mapping[str, object] | None = None,
) -> str:
    actor = current_actor()
    words, pillar = request.args.get("q", ""), request.args.get("pillar", "")
    asked = request.args.get("open", "")
    opened = open_id if open_id is not None else int(asked) if asked.isdecimal() and len(asked) < 19 else 0
    with reading() as session:
        place = get_commune(session, commune_code)
        lots, more = list_lots(session, scope=commune_code, pillar=pillar, search=words, page=_page_number())
        if opened and all(lot.id != opened for lot in lots):
            found = get_lot(session, opened)
            lots = [found, *lots] if found.commune_code == commune_code else lots
        summaries = {
            item.pillar: item
            for item in list_pillar_summaries(
                session,
                scope=commune_code,
                stale_before=day_of(now()) - timedelta(days=FRESH_DAYS),
            )
        }
    return render_template(
        "inventory/commune.html",
        place=place,
        lots=lots,
        more=more,
        page=_page_number(),
        q=words,
        pillar=pillar,
        pillars=PILLARS,
        summaries=summaries,
        opened=opened,
        today=day_of(now()),
        may_edit=actor.may(Permission.STOCK_EDIT, commune_code),
        error=error,
        fields=fields or {},
        theirs=theirs,
        as_of=now(),
    )


@bp.post("/<int:lot_id>/kiem-dem")
@requires(Permission.STOCK_EDIT, commune_of_lot)
def count(lot_id: int) -> ResponseReturnValue:
    """Correct a row's number and mark it checked today."""
    with reading() as session:
        lot = get_lot(session, lot_id)
    newer: dict[str, object] = {}

    def work(session: Session, actor: Actor) -> Done:
        values = load(CountSchema())
        try:
            correct(session, lot_id=lot_id, actor=actor, now=now(), **values)  # type: ignore[arg-type]
        except StaleError as stale:
            newer.update(stale.facts)
            raise
        return Done(
            location=url_for("stock.commune", commune_code=lot.commune_code, **_filters()) + f"#lot-{lot_id}",
            message=_("Đã ghi %(resource)s, kiểm tra hôm nay.", resource=lot.resource),
        )

    def again(text: str, fields: dict[str, str]) -> str:
        theirs = newer.get("theirs")
        return _commune_page(
            lot.commune_code,
            error=text,
            fields=fields,
            open_id=lot_id,
            theirs=theirs if isinstance(theirs, dict) else None,
        )

    return perform(work, again=again)


def _filters() -> dict[str, Any]:
    return {name: request.args[name] for name in ("q", "pillar", "page") if request.args.get(name)}


@bp.post("/xa/<commune_code>/xac-nhan")
@requires(Permission.STOCK_EDIT, commune_in_address)
def confirm(commune_code: str) -> ResponseReturnValue:
    """Confirm the whole list, or one pillar of it, as unchanged."""

    def work(session: Session, actor: Actor) -> Done:
        values = load(ConfirmSchema())
        rows = confirm_list(
            session, commune_code=commune_code, pillar=str(values["pillar"]), actor=actor, now=now()
        )
        return Done(
            location=url_for("stock.commune", commune_code=commune_code),
            message=_("Đã xác nhận %(rows)s dòng không thay đổi, kiểm tra hôm nay.", rows=rows),
        )

    def again(text: str, fields: dict[str, str]) -> str:
        hint = (
            _("Hãy đánh dấu câu cam kết trước khi xác nhận cả danh sách.")
            if "responsible" in fields
            else text
        )
        return _commune_page(commune_code, error=hint)

    return perform(work, again=again)


@bp.get("/xa/<commune_code>/them")
@requires(Permission.STOCK_EDIT, commune_in_address)
def new(commune_code: str) -> ResponseReturnValue:
    """The form for a new row."""
    return _new_page(commune_code)


def _new_page(commune_code: str, error: str = "", fields: Mapping[str, str] | None = None) -> str:
    with reading() as session:
        place = get_commune(session, commune_code)
        types, holders = list_types(session), list_holders(session, commune_code)
    return render_template(
        "inventory/new.html",
        place=place,
        types=types,
        holder_options=[(holder.id, holder.name) for holder in holders],
        pillars=PILLARS,
        error=error,
        fields=fields or {},
    )


@bp.post("/xa/<commune_code>/them")
@requires(Permission.STOCK_EDIT, commune_in_address)
def add(commune_code: str) -> ResponseReturnValue:
    """Add a row."""

    def work(session: Session, actor: Actor) -> Done:
        values = load(NewLotSchema())
        lot_id = add_lot(session, commune_code=commune_code, actor=actor, now=now(), **values)  # type: ignore[arg-type]
        return Done(
            location=url_for("stock.story", lot_id=lot_id),
            message=_("Đã thêm vào danh sách bốn tại chỗ của xã."),
        )

    return perform(work, again=lambda text, fields: _new_page(commune_code, text, fields))


@bp.get("/<int:lot_id>")
@requires(Permission.STOCK_READ, commune_of_lot)
def story(lot_id: int) -> ResponseReturnValue:
    """Why a number is what it is: movement by movement, with document, cell and person."""
    actor = current_actor()
    with reading() as session:
        lot = get_lot(session, lot_id)
        movements = list_movements(session, lot_id)
    may_call = actor.may(Permission.PHONE_READ, lot.commune_code)
    return render_template(
        "inventory/story.html",
        lot=lot,
        movements=movements,
        kinds=MOVEMENT_KINDS,
        holder_kinds=HOLDER_KINDS,
        forms=LEGAL_FORMS,
        phone=lot.phone if may_call else masked(lot.phone),
        may_edit=actor.may(Permission.STOCK_EDIT, lot.commune_code),
        today=day_of(now()),
        as_of=now(),
    )


def duties(session: Session, actor: Actor) -> list[Duty]:
    """Return what the register asks of this person: rows unchecked too long."""
    if not actor.may(Permission.STOCK_READ):
        return []
    stale = sum(item.stale for item in _summaries(session, actor))
    if not actor.is_provincial and actor.may(Permission.STOCK_EDIT):
        location = url_for("stock.commune", commune_code=actor.commune_code)
        if stale:
            text = _(
                "%(rows)s dòng trong danh sách của xã đã quá hạn kiểm tra hoặc chưa rà soát.",
                rows=say_quantity(stale),
            )
            return [Duty(text=text, button=_("Rà soát ngay"), location=location)]
        text = _("Danh sách bốn tại chỗ của xã đã được kiểm tra đầy đủ.")
        return [Duty(text=text, button=_("Xem danh sách"), location=location, urgency="idle")]
    text = _("Toàn tỉnh có %(rows)s dòng quá hạn kiểm tra hoặc chưa rà soát.", rows=say_quantity(stale))
    return [Duty(text=text, button=_("Xem từng xã"), location=url_for("stock.show"), urgency="idle")]


def set_up(app: Flask) -> None:
    """Add the pages, their part of the navigation, and the register's duties."""
    app.register_blueprint(bp)
    add_part(Part(endpoint="stock.show", label=_l("Kho tại chỗ"), permission=Permission.STOCK_READ, place=1))
    app.extensions["duties"].append(duties)
    app.jinja_env.globals["freshness_of"] = lambda checked_on, today: freshness(checked_on, today).value
