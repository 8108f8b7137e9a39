"""One row: adding it, and the story of its number."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from flask import current_app, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from core.accounts.rules.roles import Actor, Permission
from core.attachments.queries import list_photos
from core.clock import day_of, end_of, now
from core.communes.queries import get_commune
from core.errors import NotFoundError
from core.text import masked
from core.web.access import commune_in_address, current_actor, requires
from core.web.doors import Done, load, perform, reading, typed_earlier
from core.web.language import say_day, say_quantity
from core.web.links import page_number
from inventory.pages.lists import bp, held_parts
from inventory.pages.registers import asked_day
from inventory.queries.catalogue import list_holders, list_types
from inventory.queries.detail_changes import IN_WORDS, list_detail_changes
from inventory.queries.lots import commune_of_lot
from inventory.queries.merged_rows import went_into
from inventory.queries.story import get_row_story
from inventory.rules.details import keep_under_warning, lacking, more_under_warning
from inventory.rules.stock import ZERO
from inventory.rules.transfers import may_go
from inventory.schemas.stock import NewLotSchema
from inventory.sentences import (
    AGREEMENTS,
    CAPABILITIES,
    CONDITIONS,
    DETAIL_LABELS,
    FUNDS,
    HOLDER_KINDS,
    LEGAL_FORMS,
    MOVEMENT_KINDS,
    PILLARS,
)
from inventory.services.keeping import add_lot


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
        reason = typed_earlier(str(values["note"]))
        lot_id = add_lot(session, commune_code=commune_code, actor=actor, now=now(), reason=reason, **values)  # type: ignore[arg-type]
        return Done(
            location=url_for("stock.story", lot_id=lot_id),
            message=_("Đã thêm vào danh sách bốn tại chỗ của xã."),
        )

    return perform(work, again=lambda text, fields: _new_page(commune_code, text, fields))


@bp.get("/<int:lot_id>")
@requires(Permission.STOCK_READ, commune_of_lot)
def story(lot_id: int) -> ResponseReturnValue:
    """Why a number is what it is: movement by movement, with document, cell and person."""
    try:
        return story_page(lot_id)
    except NotFoundError:
        with reading() as session:
            now_in = went_into(session, lot_id)
        if now_in is None:
            raise
        return redirect(url_for("stock.story", lot_id=now_in) + f"#dong-{lot_id}")


def _figure(text: str) -> str:
    """Return a value of the audit chain as people write it: a day, a quantity, a code."""
    try:
        return say_day(date.fromisoformat(text))
    except ValueError:
        pass
    try:
        return say_quantity(Decimal(text))
    except ArithmeticError:
        return text


def story_page(lot_id: int, error: str = "") -> str:
    """Return a row's story, with what was refused on it."""
    actor = current_actor()
    with reading() as session:
        day = asked_day()
        told = get_row_story(session, lot_id, page=page_number(), before=end_of(day) if day else None)
        lot, rows = told.lot, [lot_id, *(one.lot_id for one, _movements in told.earlier)]
        changes = [] if day or page_number() > 1 else list_detail_changes(session, lot_id, lot.commune_code)
        photos = [] if day else list_photos(session, *(f"lot:{row}" for row in rows))
        warning = None if day else current_app.extensions["warning_of"](session, lot.commune_code, now())
        held = [] if day else held_parts(session, lot, actor)
    today = day_of(now())
    kept = keep_under_warning(lot.keep_on(today), lot.balance.on_hand, warning, unit=lot.unit)
    free = lot.free_on(today)
    may_call = actor.may(Permission.PHONE_READ, lot.commune_code)
    return render_template(
        "inventory/story.html",
        error=error,
        lot=lot,
        movements=told.movements,
        page=page_number(),
        more=told.more,
        earlier=told.earlier,
        values=told.values,
        changes=changes,
        in_words=IN_WORDS,
        figure=_figure,
        photos=photos,
        warning=warning,
        kept=kept,
        held=held,
        free=free,
        lacks=lacking(free, kept),
        spare=may_go(free=free, kept=kept, unit=lot.unit),
        more_kept=more_under_warning(lot.balance.on_hand, warning.percent) if warning else ZERO,
        in_season=lot.season is not None and lot.season.holds(today),
        day=day,
        then=told.then,
        labels=DETAIL_LABELS,
        capabilities=CAPABILITIES,
        said={**FUNDS, **CONDITIONS, **AGREEMENTS},
        may_order=not day and actor.may(Permission.STOCK_TRANSFER, lot.commune_code),
        kinds=MOVEMENT_KINDS,
        holder_kinds=HOLDER_KINDS,
        forms=LEGAL_FORMS,
        phone=masked(lot.phone),
        may_call=may_call,
        may_edit=not day and actor.may(Permission.STOCK_EDIT, lot.commune_code),
        today=today,
        as_of=now(),
    )
