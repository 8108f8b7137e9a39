"""One row beyond its number: its details, what happens to it, its photographs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from core.accounts.rules.roles import Actor, Permission
from core.attachments.queries import commune_of_photo, get_photo
from core.attachments.services import keep_photo, remove_photo
from core.clock import day_of, now
from core.errors import NotFoundError, StaleError
from core.web.access import requires
from core.web.doors import Done, load, perform, reading, settings
from core.web.photos import sent_photo
from inventory.pages.acts import ACTS, Act
from inventory.pages.lists import bp
from inventory.pages.lots import story_page
from inventory.queries.catalogue import list_holders
from inventory.queries.details import details_of
from inventory.queries.lot_values import Lot
from inventory.queries.lots import commune_of_lot, find_first_to_expire, get_lot
from inventory.queries.story import list_movements
from inventory.schemas.rows import ActSchema, CaptionSchema, DetailsSchema, PaperActSchema
from inventory.sentences import AGREEMENTS, CAPABILITIES, CONDITIONS, DETAIL_LABELS, FUNDS, MOVEMENT_KINDS
from inventory.services.details import edit_details
from inventory.services.row_acts import Paper
from inventory.services.seen import lock_as_seen


@bp.get("/<int:lot_id>/thong-tin")
@requires(Permission.STOCK_EDIT, commune_of_lot)
def details(lot_id: int) -> ResponseReturnValue:
    """The form of all a row says beyond its number."""
    return _details_page(lot_id)


def _details_page(
    lot_id: int,
    error: str = "",
    fields: Mapping[str, str] | None = None,
    newer: Mapping[str, Any] | None = None,
) -> str:
    with reading() as session:
        lot, values = get_lot(session, lot_id), details_of(session, lot_id)
    return render_template(
        "inventory/details.html",
        lot=lot,
        values=values,
        error=error,
        fields=fields or {},
        newer=newer or {},
        labels=DETAIL_LABELS,
        capabilities=CAPABILITIES,
        funds=[("", _("chưa ghi")), *FUNDS.items()],
        conditions=[("", _("chưa ghi")), *CONDITIONS.items()],
        agreements=[("", _("chưa có")), *AGREEMENTS.items()],
        months=[("", "—"), *((month, _("tháng %(month)s", month=month)) for month in range(1, 13))],
        said={**FUNDS, **CONDITIONS, **AGREEMENTS},
    )


@bp.post("/<int:lot_id>/thong-tin")
@requires(Permission.STOCK_EDIT, commune_of_lot)
def save_details(lot_id: int) -> ResponseReturnValue:
    """Store a row's details."""
    newer: dict[str, Any] = {}

    def work(session: Session, actor: Actor) -> Done:
        values: dict[str, Any] = load(DetailsSchema())
        version = values.pop("version")
        try:
            edit_details(session, lot_id=lot_id, version=version, values=values, actor=actor, now=now())
        except StaleError as stale:
            newer.update(stale.facts)
            raise
        return Done(
            location=url_for("stock.story", lot_id=lot_id), message=_("Đã lưu thông tin của dòng này.")
        )

    return perform(work, again=lambda text, fields: _details_page(lot_id, text, fields, newer))


@bp.get("/<int:lot_id>/viec/<act>")
@requires(Permission.STOCK_EDIT, commune_of_lot)
def act_form(lot_id: int, act: str) -> ResponseReturnValue:
    """The form of one thing that happens to a row."""
    return _act_page(lot_id, act)


def _act(name: str) -> Act:
    return ACTS.get(name) or abort(404)


def _act_page(
    lot_id: int,
    name: str,
    error: str = "",
    fields: Mapping[str, str] | None = None,
    newer: Mapping[str, Any] | None = None,
) -> str:
    act, today = _act(name), day_of(now())
    with reading() as session:
        lot = get_lot(session, lot_id)
        last = list_movements(session, lot_id, limit=1) if newer else []
        holders = list_holders(session, lot.commune_code) if act.place else []
        sooner = find_first_to_expire(session, lot, today) if name == "xuat-dung" else None
    return render_template(
        "inventory/act.html",
        lot=lot,
        act=act.of(lot),
        sooner=sooner,
        today=today,
        barred=act.refused(lot),  # told before anybody fills in the form
        error=error,
        fields=fields or {},
        newer=newer or {},
        last=last,
        kinds=MOVEMENT_KINDS,
        holder_options=[(holder.id, holder.name) for holder in holders],
    )


@bp.post("/<int:lot_id>/viec/<act>")
@requires(Permission.STOCK_EDIT, commune_of_lot)
def do_act(lot_id: int, act: str) -> ResponseReturnValue:
    """Carry out one thing that happens to a row."""
    asked = _act(act)
    content = sent_photo() if asked.photo else b""
    newer: dict[str, Any] = {}

    def work(session: Session, actor: Actor) -> Done:
        values: dict[str, Any] = load(PaperActSchema() if asked.paper else ActSchema())
        check_seen(session, lot_id, values, newer)
        lot = get_lot(session, lot_id)
        more = {"holder_id": values["holder_id"], "place": values["place"]} if asked.place else {}
        found = asked.work(
            session,
            lot_id=lot_id,
            quantity=values["quantity"],
            paper=Paper(document=values["document"], reason=values["reason"]),
            actor=actor,
            now=now(),
            **more,
        )
        if content:
            keep_photo_of(session, lot, content, values["caption"] or values["document"], actor)
        shown = found if isinstance(found, int) else lot_id
        return Done(location=url_for("stock.story", lot_id=shown), message=str(asked.of(lot).done))

    return perform(work, again=lambda text, fields: _act_page(lot_id, act, text, fields, newer))


def check_seen(session: Session, lot_id: int, values: Mapping[str, Any], newer: dict[str, Any]) -> None:
    """Hold the row as the form showed it; `newer` gets both sides' figures where somebody was faster."""
    seen = {"on_hand": values["seen_on_hand"], "broken": values["seen_broken"]}
    try:
        lock_as_seen(session, lot_id=lot_id, version=values["version"], seen=seen)
    except StaleError as stale:
        newer.update(stale.facts)
        raise


def keep_photo_of(session: Session, lot: Lot, content: bytes, caption: str, actor: Actor) -> None:
    """Keep a photograph with a row."""
    keep_photo(
        session,
        subject=f"lot:{lot.id}",
        commune_code=lot.commune_code,
        content=content,
        folder=settings().data_dir,
        caption=caption,
        actor=actor,
        now=now(),
    )


@bp.post("/<int:lot_id>/anh")
@requires(Permission.STOCK_EDIT, commune_of_lot)
def add_photo(lot_id: int) -> ResponseReturnValue:
    """Keep a photograph of a row."""
    content = sent_photo()

    def work(session: Session, actor: Actor) -> Done:
        keep_photo_of(
            session, get_lot(session, lot_id), content, str(load(CaptionSchema())["caption"]), actor
        )
        return Done(location=url_for("stock.story", lot_id=lot_id) + "#anh", message=_("Đã lưu ảnh."))

    return perform(work, again=lambda text, _fields: story_page(lot_id, text))


@bp.post("/anh/<int:photo_id>/bo")
@requires(Permission.STOCK_EDIT, commune_of_photo)
def drop_photo(photo_id: int) -> ResponseReturnValue:
    """Take a row's photograph away; those of other papers stay with their paper."""
    with reading() as session:
        kind, _colon, number = get_photo(session, photo_id).subject.partition(":")
    if kind != "lot":
        raise NotFoundError(what=photo_id)

    def work(session: Session, actor: Actor) -> Done:
        remove_photo(session, photo_id=photo_id, folder=settings().data_dir, actor=actor, now=now())
        return Done(location=url_for("stock.story", lot_id=int(number)), message=_("Đã bỏ ảnh."))

    return perform(work)


@bp.post("/<int:lot_id>/da-goi")
@requires(Permission.STOCK_EDIT, commune_of_lot)
def phoned(lot_id: int) -> ResponseReturnValue:
    """Note that the holder was telephoned today and answered."""

    def work(session: Session, actor: Actor) -> Done:
        values = details_of(session, lot_id) | {"phoned_on": day_of(now())}
        version = get_lot(session, lot_id).version
        edit_details(session, lot_id=lot_id, version=version, values=values, actor=actor, now=now())
        return Done(
            location=url_for("stock.story", lot_id=lot_id), message=_("Đã ghi: gọi kiểm tra hôm nay.")
        )

    return perform(work)


@bp.app_template_global()
def acts_on_rows() -> Mapping[str, Act]:
    """Return what may happen to a row, by its name in addresses."""
    return ACTS


@bp.app_template_global()
def typed_before(name: str, value: object = "") -> object:
    """Return what the person typed into a box, or the stored value where the form was not sent."""
    return request.form.get(name, "") if request.method == "POST" else value
