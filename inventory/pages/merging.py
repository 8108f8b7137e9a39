"""Duplicates: a commune's holders side by side, what a merge would move, the merge, and taking it back."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations
from typing import Any

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from core.accounts.rules.roles import Actor, Permission
from core.clock import now
from core.communes.queries import get_commune
from core.errors import DomainError
from core.text import masked
from core.web.access import commune_in_address, current_actor, for_province, requires
from core.web.doors import Done, load, perform, reading
from core.web.fields import row_number
from core.web.sentences import sentence
from inventory.doors.open_uses import count_open_uses
from inventory.queries.catalogue import get_type, list_types
from inventory.queries.merging import (
    Keeper,
    commune_of_holder,
    get_merge,
    list_keepers,
    list_keepers_beside,
    list_merges,
    place_of_merge,
)
from inventory.rules.merging import alike
from inventory.schemas.merging import MergeHoldersSchema, MergeTypesSchema
from inventory.sentences import HOLDER_KINDS
from inventory.services.merging import merge_holders, merge_types, undo_merge
from inventory.services.pairing import Pair, holder_pair, type_pair

bp = Blueprint("merging", __name__, url_prefix="/kho")
ROWS_SHOWN = 60


@bp.get("/xa/<commune_code>/don-vi")
@requires(Permission.STOCK_READ, commune_in_address)
def holders(commune_code: str) -> ResponseReturnValue:
    """Who keeps things in a commune, which of them may be the same, and what was merged."""
    with reading() as session:
        place = get_commune(session, commune_code)
        keepers = list_keepers(session, commune_code)
        merges = list_merges(session, kind="holder", commune_code=commune_code)
    return render_template(
        "inventory/holders.html",
        place=place,
        keepers=keepers,
        pairs=_suspects(keepers),
        merges=merges,
        kinds=HOLDER_KINDS,
        masked=masked,
        may_edit=current_actor().may(Permission.STOCK_EDIT, commune_code),
        as_of=now(),
    )


def _suspects(keepers: list[Keeper]) -> list[tuple[Keeper, Keeper]]:
    """Return pairs that may be one holder, the one that keeps more rows second: it stays."""
    found = []
    for one, other in combinations([keeper for keeper in keepers if keeper.kind != "commune"], 2):
        same_phone = one.phone and one.phone == other.phone
        if same_phone or alike(one.name, other.name):
            found.append((one, other) if one.rows <= other.rows else (other, one))
    return found


@bp.get("/danh-muc/<type_code>/gop")
@requires(Permission.STOCK_EDIT, for_province)
def kind(type_code: str) -> ResponseReturnValue:
    """What merging a type into another would move."""
    return _type_page(type_code, request.args.get("vao", ""))


def _type_page(type_code: str, target: str, error: str = "", fields: Mapping[str, str] | None = None) -> str:
    with reading() as session:
        going, types = get_type(session, type_code), list_types(session)
        pair, why = _preview(
            lambda: (
                type_pair(session, type_code, target, needed=count_open_uses(session, "type", type_code))
                if target
                else None
            )
        )
    usable = [
        item for item in types if item.unit == going.unit and not item.retired and item.code != type_code
    ]
    usable.sort(key=lambda item: not any(alike(going.name, name) for name in (item.name, *item.synonyms)))
    return render_template(
        "inventory/merge.html",
        title=_("Gộp loại trùng: %(name)s", name=going.name),
        lead=_("Chọn loại được giữ lại. Các dòng của “%(name)s” chuyển sang loại đó.", name=going.name),
        options=[(item.code, f"{item.name} ({item.code})") for item in usable],
        target=target,
        pair=pair,
        error=error or why,
        fields=fields or {},
        shown=ROWS_SHOWN,
        kinds=HOLDER_KINDS,
        back=url_for("catalogue.kind", type_code=type_code),
    )


def _preview(look: Any) -> tuple[Pair | None, str]:
    try:
        return look(), ""
    except DomainError as error:
        return None, sentence(error)


@bp.post("/danh-muc/<type_code>/gop")
@requires(Permission.STOCK_EDIT, for_province)
def merge_kind(type_code: str) -> ResponseReturnValue:
    """Merge a type into another."""

    def work(session: Session, actor: Actor) -> Done:
        values: dict[str, Any] = load(MergeTypesSchema())
        merge_types(
            session,
            source=type_code,
            needed=lambda: count_open_uses(session, "type", type_code),
            actor=actor,
            now=now(),
            **values,
        )
        return Done(
            location=url_for("catalogue.kind", type_code=values["target"]), message=_("Đã gộp hai loại.")
        )

    return perform(
        work, again=lambda text, fields: _type_page(type_code, request.form.get("target", ""), text, fields)
    )


@bp.get("/don-vi/<int:holder_id>/gop")
@requires(Permission.STOCK_EDIT, commune_of_holder)
def holder(holder_id: int) -> ResponseReturnValue:
    """What merging a holder into another would move."""
    return _holder_page(holder_id, request.args.get("vao", ""))


def _holder_page(
    holder_id: int, target: str, error: str = "", fields: Mapping[str, str] | None = None
) -> str:
    chosen = row_number(target)
    with reading() as session:
        keepers = {keeper.id: keeper for keeper in list_keepers_beside(session, holder_id)}
        pair, why = _preview(
            lambda: (
                holder_pair(
                    session, holder_id, chosen, needed=count_open_uses(session, "holder", str(holder_id))
                )
                if chosen
                else None
            )
        )
    name = keepers[holder_id].name if holder_id in keepers else ""
    return render_template(
        "inventory/merge.html",
        title=_("Gộp đơn vị trùng: %(name)s", name=name),
        lead=_("Chọn đơn vị được giữ lại. Các dòng của “%(name)s” chuyển sang đơn vị đó.", name=name),
        options=[
            (keeper.id, f"{keeper.name} ({HOLDER_KINDS[keeper.kind]})")
            for keeper in keepers.values()
            if keeper.id != holder_id
        ],
        target=target,
        pair=pair,
        error=error or why,
        fields=fields or {},
        shown=ROWS_SHOWN,
        kinds=HOLDER_KINDS,
        # The commune's own committee is always among them: it is never merged.
        back=url_for("merging.holders", commune_code=next(iter(keepers.values())).commune_code),
    )


@bp.post("/don-vi/<int:holder_id>/gop")
@requires(Permission.STOCK_EDIT, commune_of_holder)
def merge_holder(holder_id: int) -> ResponseReturnValue:
    """Merge a holder into another of the same commune."""

    def work(session: Session, actor: Actor) -> Done:
        values: dict[str, Any] = load(MergeHoldersSchema())
        merge_holders(
            session,
            source=holder_id,
            needed=lambda: count_open_uses(session, "holder", str(holder_id)),
            actor=actor,
            now=now(),
            **values,
        )
        code = commune_of_holder(session, holder_id=holder_id)
        return Done(location=url_for("merging.holders", commune_code=code), message=_("Đã gộp hai đơn vị."))

    return perform(
        work, again=lambda text, fields: _holder_page(holder_id, request.form.get("target", ""), text, fields)
    )


@bp.post("/gop/<int:merge_id>/hoan-tac")
@requires(Permission.STOCK_EDIT, place_of_merge)
def undo(merge_id: int) -> ResponseReturnValue:
    """Take a merge back."""

    def work(session: Session, actor: Actor) -> Done:
        made = get_merge(session, merge_id)
        undo_merge(session, merge_id=merge_id, actor=actor, now=now())
        location = (
            url_for("catalogue.kind", type_code=made.source)
            if made.kind == "type"
            else url_for("merging.holders", commune_code=made.commune_code)
        )
        return Done(location=location, message=_("Đã hoàn tác lần gộp."))

    return perform(work)
