"""The catalogue: everybody reads it, the province's disaster office keeps it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from marshmallow import Schema
from sqlalchemy.orm import Session

from core.accounts.rules.roles import Actor, Permission
from core.clock import now
from core.errors import NotFoundError
from core.text import fold
from core.web.access import current_actor, for_province, requires
from core.web.doors import Done, load, perform, reading
from inventory.queries.catalogue import get_type_page, list_type_names, list_types
from inventory.queries.merging import list_merges
from inventory.rules.catalogue import ResourceType, standard_codes
from inventory.schemas.catalogue import (
    EditTypeSchema,
    FactorSchema,
    NameSchema,
    NewTypeSchema,
    RowSchema,
    SubstituteSchema,
)
from inventory.sentences import CATEGORIES, DUAL_USES, LEGAL_FORMS, PILLARS
from inventory.services import managing_catalogue as keep

bp = Blueprint("catalogue", __name__, url_prefix="/kho/danh-muc")
DROPS = {"bo-ten": "name", "bo-he-so": "factor", "bo-thay-the": "substitute"}


@bp.get("/")
@requires(Permission.STOCK_READ)
def show() -> ResponseReturnValue:
    """All types, found by name or synonym."""
    return _list_page()


def _may() -> bool:
    return current_actor().may(Permission.STOCK_EDIT, "")


def matching(types: Sequence[ResourceType], words: str) -> list[ResourceType]:
    """Return the types whose name, other names or code hold every word asked for."""
    asked = fold(words).split()
    return [
        kind
        for kind in types
        if all(any(word in fold(name) for name in (kind.name, *kind.synonyms, kind.code)) for word in asked)
    ]


def _list_page(error: str = "", fields: Mapping[str, str] | None = None) -> str:
    words = request.args.get("q", "")
    with reading() as session:
        types, states = list_types(session), list_type_names(session)
    return render_template(
        "inventory/catalogue.html",
        types=matching(types, words),
        states=states,
        total=len(types),
        q=words,
        may_edit=_may(),
        categories=CATEGORIES,
        pillars=PILLARS,
        legal_forms=LEGAL_FORMS,
        dual_uses=DUAL_USES,
        error=error,
        fields=fields or {},
    )


@bp.post("/")
@requires(Permission.STOCK_EDIT, for_province)
def add() -> ResponseReturnValue:
    """Add a type."""

    def work(session: Session, actor: Actor) -> Done:
        values: dict[str, Any] = load(NewTypeSchema())
        form = values.pop("form")
        code = keep.add_type(session, forms=[form], actor=actor, now=now(), **values)
        return Done(
            location=url_for("catalogue.kind", type_code=code),
            message=_("Đã thêm loại %(code)s vào danh mục.", code=code),
        )

    return perform(work, again=_list_page)


@bp.get("/<type_code>")
@requires(Permission.STOCK_READ)
def kind(type_code: str) -> ResponseReturnValue:
    """One type: its words, names, packings and substitutes."""
    return _type_page(type_code)


def _type_page(
    type_code: str, error: str = "", fields: Mapping[str, str] | None = None, tried: str = ""
) -> str:
    """Return a type's page; `tried` is the act that was refused: its form keeps what was typed."""
    with reading() as session:
        page = get_type_page(session, type_code)
        types = list_type_names(session)
        merges = list_merges(session, kind="type", code=type_code) if page.has_merges else []
    return render_template(
        "inventory/catalogue_type.html",
        page=page,
        merges=merges,
        standard=type_code in standard_codes(),
        kind=page.kind,
        types=types,
        others=[
            (item.code, f"{item.name} ({item.unit})")
            for item in types.values()
            if item.code != type_code and not item.retired_on
        ],
        may_edit=_may(),
        categories=CATEGORIES,
        pillars=PILLARS,
        legal_forms=LEGAL_FORMS,
        dual_uses=DUAL_USES,
        error=error,
        fields=fields or {},
        tried=tried,
    )


@bp.post("/<type_code>")
@requires(Permission.STOCK_EDIT, for_province)
def edit(type_code: str) -> ResponseReturnValue:
    """Change a type's words."""

    def work(session: Session, actor: Actor) -> Done:
        values: dict[str, Any] = load(EditTypeSchema())
        keep.edit_type(session, code=type_code, actor=actor, now=now(), **values)
        return Done(location=url_for("catalogue.kind", type_code=type_code), message=_("Đã ghi."))

    return perform(work, again=lambda text, fields: _type_page(type_code, text, fields, "sua"))


@bp.post("/<type_code>/<act>")
@requires(Permission.STOCK_EDIT, for_province)
def do(type_code: str, act: str) -> ResponseReturnValue:
    """Add or take away a name, a packing, a substitute; take the type out of use or back."""

    def work(session: Session, actor: Actor) -> Done:
        _done(session, type_code, act, actor)
        return Done(location=url_for("catalogue.kind", type_code=type_code), message=_("Đã ghi."))

    return perform(work, again=lambda text, fields: _type_page(type_code, text, fields, act))


def _done(session: Session, code: str, act: str, actor: Actor) -> None:
    by: dict[str, Any] = {"code": code, "actor": actor, "now": now()}
    if act in DROPS:
        values = _loaded(RowSchema())
        keep.drop_part(session, part=DROPS[act], **values, **by)
    elif act == "ten":
        values = _loaded(NameSchema())
        keep.add_name(session, **values, **by)
    elif act == "he-so":
        values = _loaded(FactorSchema())
        keep.set_factor(session, **values, **by)
    elif act == "thay-the":
        values = _loaded(SubstituteSchema())
        keep.set_substitute(session, **values, **by)
    elif act in ("ngung", "dung-lai"):
        keep.retire(session, retired=act == "ngung", **by)
    else:
        raise NotFoundError(what=act)


def _loaded(schema: Schema) -> dict[str, Any]:
    return load(schema)
