"""The lists: one commune's, the province's table, and the search over both."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from core.accounts.rules.roles import Actor, Permission
from core.clock import day_of, now
from core.communes.rules import Commune
from core.errors import StaleError
from core.text import fold, sort_key
from core.values import frozen
from core.web.access import commune_in_address, current_actor, requires
from core.web.doors import Done, load, perform, reading, typed_earlier
from core.web.fields import row_number
from core.web.language import counted
from core.web.links import page_number, places_asked
from inventory.doors.asking import Known, known
from inventory.doors.open_uses import HeldFor, list_held_for
from inventory.doors.sums import summaries_within, tallies_here
from inventory.queries.lot_values import Lot
from inventory.queries.lots import PAGE, commune_of_lot, get_lot, list_lot_ids, list_lots, list_lots_from
from inventory.queries.pillars import PillarSummary, read_commune_head
from inventory.queries.tallies import Tally
from inventory.rules.listing import window
from inventory.rules.sketch import WIDTH, sketched
from inventory.schemas.stock import ConfirmSchema, CountSchema
from inventory.sentences import COMMUNE_GAPS, COMMUNE_ORDERS, PILLARS
from inventory.services.keeping import confirm_list, correct
from inventory.services.tallies import pillars_in

bp = Blueprint("stock", __name__, url_prefix="/kho")


@frozen
class CommuneTable:
    """The province's table: the communes asked for in their order, each pillar's sums, each commune's sums."""

    shown: list[Commune]
    cells: dict[tuple[str, str], PillarSummary]
    states: dict[str, Counter[str]]


def table_of_communes(session: Session, actor: Actor, names: Known, asked: Mapping[str, str]) -> CommuneTable:
    """Return the table of communes as the page and its file show it, by `loc`, `sx` and `huyen` of an address."""
    summaries = summaries_within(session, actor)
    cells = {(item.commune_code, item.pillar): item for item in summaries}
    states: dict[str, Counter[str]] = {code: Counter() for code in names.communes}
    for item in summaries:
        states[item.commune_code].update(rows=item.rows, stale=item.stale, empty=item.empty, busy=item.busy)
    gap, order = asked.get("loc", ""), asked.get("sx", "")
    shown = [
        commune
        for commune in names.communes.values()
        if commune.code in names.districts.get(asked.get("huyen", ""), {commune.code})
        and (gap != "cu" or states[commune.code]["stale"])
        and (gap != "trong" or any((commune.code, pillar) not in cells for pillar in PILLARS))
    ]
    if order == "ten":
        shown.sort(key=lambda commune: sort_key(commune.name))
    elif order == "cu":
        shown.sort(key=lambda commune: (-states[commune.code]["stale"], commune.order))
    return CommuneTable(shown=shown, cells=cells, states=states)


@bp.get("/")
@requires(Permission.STOCK_READ)
def show() -> ResponseReturnValue:
    """The person's own list, or the province's table."""
    actor = current_actor()
    if not actor.is_provincial:
        return redirect(url_for("stock.commune", commune_code=actor.commune_code))
    asked = {name: request.args.get(name, "") for name in ("loc", "sx", "huyen")}
    with reading() as session:
        names = known(session)
        held = table_of_communes(session, actor, names, asked)
    part, page, more = places_asked(held.shown)
    points, height = sketched(part, [held.states[commune.code]["rows"] for commune in part])
    return render_template(
        "inventory/province.html",
        communes=part,
        page=page,
        more=more,
        all=len(names.communes),
        table=held.cells,
        states=held.states,
        points=points,
        width=WIDTH,
        height=height,
        districts=names.districts,
        district=asked["huyen"],
        gap=asked["loc"],
        gaps=COMMUNE_GAPS,
        order=asked["sx"],
        orders=COMMUNE_ORDERS,
        file=url_for("stock.table_file", **{name: said or None for name, said in asked.items()}),  # type: ignore[arg-type]
        pillars=PILLARS,
        as_of=now(),
    )


@bp.get("/tim")
@requires(Permission.STOCK_READ)
def search() -> ResponseReturnValue:
    """Where the search stood before it was the list over all communes."""
    asked = {name: request.args[name] for name in ("q", "pillar", "type") if request.args.get(name)}
    return redirect(f"{url_for('stock.province')}?{urlencode(asked)}")


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
    whole: bool = False,
) -> str:
    actor = current_actor()
    moment = now()  # before the rows are read: what is written meanwhile was not seen
    words, pillar = request.args.get("q", ""), request.args.get("pillar", "")
    opened = open_id if open_id is not None else row_number(request.args.get("open", ""))
    today, expired = day_of(now()), request.args.get("han") == "qua"
    store = request.args.get("kho", "")[:200].strip()
    with reading() as session:
        names = known(session)
        place = names.get_commune(commune_code)
        head = read_commune_head(session, commune_code, now=moment)
        tallies = tallies_here(session, commune_code, head.mark)
        if words or expired or store:
            lots, more = list_lots(
                session,
                scope=commune_code,
                pillar=pillar,
                search=words,
                expired_before=today if expired else None,
                store=store,
                page=page_number(),
            )
        else:
            types = _window(tallies, names, pillar)
            lots, more = list_lots_from(session, commune_code, *types)
        if opened and all(lot.id != opened for lot in lots):
            found = get_lot(session, opened)
            lots = [found, *lots] if found.commune_code == commune_code else lots
        held = [part for lot in lots if lot.id == opened for part in held_parts(session, lot, actor)]
    return render_template(
        "inventory/commune.html",
        place=place,
        lots=lots,
        more=more,
        page=page_number(),
        q=words,
        pillar=pillar,
        pillars=PILLARS,
        summaries={one.pillar: one for one in pillars_in(commune_code, tallies, names.types)},
        on_duty=head.on_duty,
        opened=opened,
        held=held,
        today=today,
        expired=expired,
        store=next((lot.place for lot in lots if fold(lot.place) == fold(store)), store),
        may_edit=actor.may(Permission.STOCK_EDIT, commune_code),
        error=error,
        whole=whole,  # what was refused is the sentence for the whole list
        fields=fields or {},
        theirs=theirs,
        as_of=moment,
    )


def held_parts(session: Session, lot: Lot, actor: Actor) -> list[HeldFor]:
    """Return what a row is held for, to those who may read it."""
    if not lot.balance.reserved or not actor.may(Permission.ORDER_READ, lot.commune_code):
        return []
    return list_held_for(session, lot.id)


def _window(tallies: Sequence[Tally], names: Known, pillar: str) -> tuple[list[str], int]:
    """Return the types that the page asked for is drawn from, and how many rows of them stand before it."""
    of_pillar = [one for one in tallies if pillar in ("", names.types[one.type_code].pillar)]
    of_pillar.sort(key=lambda one: names.types[one.type_code].position)
    return window(((one.type_code, one.rows) for one in of_pillar), page_number(), PAGE)


@bp.post("/<int:lot_id>/kiem-dem")
@requires(Permission.STOCK_EDIT, commune_of_lot)
def count(lot_id: int) -> ResponseReturnValue:
    """Correct a row's number and mark it checked today."""
    with reading() as session:
        lot = get_lot(session, lot_id)
    newer: dict[str, object] = {}

    def work(session: Session, actor: Actor) -> Done:
        values = load(CountSchema())
        values["reason"] = typed_earlier(str(values["reason"]))
        try:
            correct(session, lot_id=lot_id, actor=actor, now=now(), **values)  # type: ignore[arg-type]
        except StaleError as stale:
            newer.update(stale.facts)
            raise
        message = _("Đã ghi %(resource)s, kiểm tra hôm nay.", resource=lot.resource)
        return Done(location=_after_count(lot.commune_code, lot_id), message=message)

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


def _after_count(commune_code: str, lot_id: int) -> str:
    """Return where to go on: in the list, or in the review the row was opened from."""
    if review := row_number(request.args.get("dot", "")):
        place = url_for("reviews.commune", campaign_id=review, commune_code=commune_code)
        return f"{place}#dong"
    return url_for("stock.commune", commune_code=commune_code, **_filters()) + f"#lot-{lot_id}"


def _filters() -> dict[str, Any]:
    return {name: request.args[name] for name in ("q", "pillar", "kho", "page") if request.args.get(name)}


@bp.post("/xa/<commune_code>/xac-nhan")
@requires(Permission.STOCK_EDIT, commune_in_address)
def confirm(commune_code: str) -> ResponseReturnValue:
    """Confirm the whole list, or one pillar of it, as unchanged."""

    def work(session: Session, actor: Actor) -> Done:
        values = load(ConfirmSchema())
        pillar, seen_at = str(values["pillar"]), values["seen"]
        assert isinstance(seen_at, datetime)
        asked: dict[str, Any] = {"commune_code": commune_code, "pillar": pillar, "seen_at": seen_at}
        rows = confirm_list(session, actor=actor, now=now(), **asked)
        message = _("Đã xác nhận %(rows)s dòng không thay đổi, kiểm tra hôm nay.", rows=rows)
        left = len(list_lot_ids(session, commune_code, pillar)) - rows
        if left:
            message += " " + counted(
                "%(left)s dòng có số thay đổi sau lúc đồng chí xem nên để lại. Vui lòng xem lại từng dòng.",
                left=left,
            )
        return Done(location=url_for("stock.commune", commune_code=commune_code), message=message)

    def again(text: str, fields: dict[str, str]) -> str:
        hint = (
            _("Hãy đánh dấu câu cam kết trước khi xác nhận cả danh sách.")
            if "responsible" in fields
            else text
        )
        return _commune_page(commune_code, error=hint, whole=True)

    return perform(work, again=again)
