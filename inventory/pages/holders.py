"""A holder's own page: its name, kind and whom to call set right; and the page of a new one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from core.accounts.rules.roles import Actor, Permission
from core.clock import now
from core.communes.queries import get_commune
from core.errors import StaleError
from core.text import masked
from core.web.access import commune_in_address, requires
from core.web.doors import Done, load, perform, reading
from inventory.pages.merging import bp
from inventory.queries.holders import get_holder_page
from inventory.queries.merging import commune_of_holder
from inventory.rules.holders import HolderKind
from inventory.schemas.merging import ContactSchema, CorrectHolderSchema, NewHolderSchema
from inventory.sentences import HOLDER_KINDS
from inventory.services.contacts import add_holder, set_contact
from inventory.services.holders import correct_holder

CHOICES = [(kind.value, HOLDER_KINDS[kind]) for kind in HolderKind if kind is not HolderKind.COMMUNE]


@bp.get("/xa/<commune_code>/don-vi/them")
@requires(Permission.STOCK_EDIT, commune_in_address)
def new_keeper(commune_code: str) -> ResponseReturnValue:
    """The form for a holder that the commune's list does not name yet."""
    return _new_page(commune_code)


def _new_page(commune_code: str, error: str = "", fields: Mapping[str, str] | None = None) -> str:
    with reading() as session:
        place = get_commune(session, commune_code)
    return render_template(
        "inventory/holder_new.html", place=place, choices=CHOICES, error=error, fields=fields or {}
    )


@bp.post("/xa/<commune_code>/don-vi/them")
@requires(Permission.STOCK_EDIT, commune_in_address)
def add_keeper(commune_code: str) -> ResponseReturnValue:
    """Add a holder, and go on to what it keeps."""

    def work(session: Session, actor: Actor) -> Done:
        values: dict[str, Any] = load(NewHolderSchema())
        made = add_holder(session, commune_code=commune_code, actor=actor, now=now(), **values)
        return Done(
            location=url_for("stock.new", commune_code=commune_code, chu=made),
            message=_("Đã thêm đơn vị, hộ. Ghi tiếp nguồn lực của đơn vị, hộ này."),
        )

    return perform(work, again=lambda text, fields: _new_page(commune_code, text, fields))


@bp.post("/don-vi/<int:holder_id>/lien-lac")
@requires(Permission.STOCK_EDIT, commune_of_holder)
def call_keeper(holder_id: int) -> ResponseReturnValue:
    """Set right whom to call: the number that is there is not shown for it."""

    def work(session: Session, actor: Actor) -> Done:
        values: dict[str, Any] = load(ContactSchema())
        phone = values["phone"] or ("" if values["forget"] else None)
        said = {"phone": phone, "address": values["address"], "seen": values["seen"]}
        set_contact(session, holder_id=holder_id, actor=actor, now=now(), **said)
        code = commune_of_holder(session, holder_id=holder_id)
        return Done(location=url_for("merging.holders", commune_code=code), message=_("Đã ghi."))

    return perform(work, again=lambda text, fields: _page(holder_id, text, fields))


@bp.get("/don-vi/<int:holder_id>/sua")
@requires(Permission.STOCK_EDIT, commune_of_holder)
def keeper(holder_id: int) -> ResponseReturnValue:
    """A holder with its former names."""
    return _page(holder_id)


def _page(
    holder_id: int,
    error: str = "",
    fields: Mapping[str, str] | None = None,
    stale: Mapping[str, Any] | None = None,
) -> str:
    with reading() as session:
        page = get_holder_page(session, holder_id)
        place = get_commune(session, page.commune_code)
    return render_template(
        "inventory/holder.html",
        page=page,
        place=place,
        kinds=HOLDER_KINDS,
        choices=CHOICES,
        editable=not page.merged and page.kind != HolderKind.COMMUNE,
        number=masked(page.phone),
        error=error,
        fields=fields or {},
        stale=stale,
    )


@bp.post("/don-vi/<int:holder_id>/sua")
@requires(Permission.STOCK_EDIT, commune_of_holder)
def correct_keeper(holder_id: int) -> ResponseReturnValue:
    """Set a holder's name and kind right."""
    newer: dict[str, Any] = {}

    def work(session: Session, actor: Actor) -> Done:
        values: dict[str, Any] = load(CorrectHolderSchema())
        try:
            correct_holder(session, holder_id=holder_id, actor=actor, now=now(), **values)
        except StaleError as stale:
            newer.update(stale.facts)
            raise
        code = commune_of_holder(session, holder_id=holder_id)
        return Done(location=url_for("merging.holders", commune_code=code), message=_("Đã ghi."))

    return perform(work, again=lambda text, fields: _page(holder_id, text, fields, newer or None))
