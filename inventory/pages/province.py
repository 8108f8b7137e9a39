"""One list over all communes: narrowed, sorted, paged, summed, and as Excel."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain
from urllib.parse import urlencode

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from core.accounts.rules.roles import Actor, Permission
from core.clock import day_of, local, now
from core.excel.flow import Flow
from core.excel.lists import list_sheet
from core.excel.writing import Value
from core.text import masked
from core.web.access import commune_in_address, current_actor, requires
from core.web.doors import database, reading
from core.web.list_files import MOST_ROWS, list_file, province_title, send_sheet
from core.web.saved import list_filters
from inventory.doors.asking import Known, filter_of, given, known, place_choice, told
from inventory.doors.sums import looked_up, totals_by_type
from inventory.pages.lists import bp
from inventory.queries.details import list_dual_uses
from inventory.queries.listed import count_listed, list_listed, stream_listed
from inventory.queries.works import list_works
from inventory.rules.holders import HolderKind
from inventory.rules.listing import Filter, read_cursor
from inventory.rules.papers.list_sheets import (
    DUAL_COLUMNS,
    LIST_COLUMNS,
    LIST_TAGS,
    WORKS_COLUMNS,
    lot_path,
)
from inventory.sentences import (
    AGREEMENTS,
    CAPABILITIES,
    CATEGORIES,
    CONDITIONS,
    DUAL_FILTERS,
    HOLDER_KINDS,
    LIST_AGES,
    LIST_ORDERS,
    LIST_STATES,
    PILLARS,
)


@bp.get("/danh-sach")
@requires(Permission.STOCK_READ)
def province() -> ResponseReturnValue:
    """The list over all communes, or the sums of what it is narrowed to."""
    actor = current_actor()
    scope = actor.scope(Permission.STOCK_READ)
    asked = given(request.args)
    as_sums = request.args.get("xem") == "tong"
    with reading() as session:
        names = known(session)
        place = place_choice(asked, request.args.get("noi", ""), names)
        wanted = looked_up(session, filter_of(asked, names), names, scope=scope)
        after = read_cursor(request.args.get("sau", ""))
        lots, more = (
            ([], False)
            if as_sums
            else list_listed(session, wanted, scope=scope, after=after, alphabet=names.alphabet)
        )
        # Sums over everything are read on their own page: the list's cost must not grow with the register.
        summed = as_sums or asked.get("type", "") in names.types
        totals = totals_by_type(session, wanted, scope=scope, names=names) if summed else []
        # A type's list with its sums, and a search for words, ask enough of the database already.
        kept = (
            []
            if (summed and not as_sums) or asked.get("q")
            else list_filters(session, actor.user_id, url_for("stock.province"))
        )
    return render_template(
        "inventory/list.html",
        lots=lots,
        kept=kept,
        here=(_here(asked, xem="tong") if as_sums else _here(asked)) if asked else "",
        next_page=_here(asked, sau=lots[-1].cursor().text()) if more else "",
        first_page=_here(asked) if after else "",
        totals=totals,
        as_sums=as_sums,
        list_page=_here(asked),
        sums_page=_here(asked, xem="tong"),
        file=url_for("stock.sums_file" if as_sums else "stock.province_file") + _query(asked),
        tagged=url_for("stock.province_file") + _query({**asked, "hxl": "1"}),
        asked=asked,
        told=told(asked, names),
        names=names,
        place=place,
        own=scope is not None,
        asks=scope if scope and asked and actor.may(Permission.STOCK_EDIT, scope) else "",
        pillars=PILLARS,
        categories=CATEGORIES,
        states=LIST_STATES,
        ages=LIST_AGES,
        orders=LIST_ORDERS,
        holder_kinds=HOLDER_KINDS,
        conditions=CONDITIONS,
        capabilities=CAPABILITIES,
        today=wanted.today,
        as_of=now(),
    )


def _query(asked: Mapping[str, str]) -> str:
    return f"?{urlencode(asked)}" if asked else ""


def _here(asked: Mapping[str, str], **more: str) -> str:
    return url_for("stock.province") + _query({**asked, **more})


@bp.get("/danh-sach.xlsx")
@requires(Permission.STOCK_READ)
def province_file() -> ResponseReturnValue:
    """The list as Excel."""
    actor, title = current_actor(), _("Danh sách nguồn lực bốn tại chỗ")
    scope, unit = actor.scope(Permission.STOCK_READ), actor.unit or province_title()
    return _list_file(given(request.args), scope, title, unit, actor)


@bp.get("/xa/<commune_code>/danh-sach.xlsx")
@requires(Permission.STOCK_READ, commune_in_address)
def commune_file(commune_code: str) -> ResponseReturnValue:
    """One commune's list as Excel."""
    with reading() as session:
        place = known(session).get_commune(commune_code)
    title = _("Danh sách nguồn lực bốn tại chỗ: %(name)s", name=place.title)
    asked = {
        name: value for name, value in given(request.args).items() if name in ("q", "pillar", "han", "kho")
    }
    return _list_file(asked, commune_code, title, f"UBND {place.title}", current_actor())


def _list_file(
    asked: Mapping[str, str], scope: str | None, title: str, unit: str, actor: Actor
) -> ResponseReturnValue:
    # One unchanging state: the number of rows is known before the first is written, and memory stays small.
    with database().snapshot() as session:
        names = known(session)
        wanted = looked_up(session, filter_of(asked, names), names, scope=scope)
        tags = [LIST_TAGS] if request.args.get("hxl") == "1" else []
        count = len(tags) + count_listed(session, wanted, scope=scope)
        rows = Flow(chain(tags, _cells(session, wanted, scope, names)), count)
        said = told(asked, names)
        sheet = list_sheet(
            "Danh sách", LIST_COLUMNS, rows, title=title, unit=unit, as_of=local(now()), conditions=said
        )
        return send_sheet(sheet, title, "danh-sach", actor)


def _cells(session: Session, wanted: Filter, scope: str | None, names: Known) -> Iterator[tuple[Value, ...]]:
    # The writer masks telephone numbers in every text. A label is put into words once, not in each of many rows.
    kinds = {code: str(label) for code, label in HOLDER_KINDS.items()}
    states = {code: str(label) for code, label in CONDITIONS.items()}
    for number, lot in enumerate(stream_listed(session, wanted, scope=scope), start=1):
        kind = names.types[lot.type_code]
        yield (
            number,
            names.communes[lot.commune_code].title,
            lot.type_code,
            kind.name,
            lot.mark,
            kind.unit,
            lot.on_hand,
            lot.broken,  # said also where there is none: a row noted as broken comes back as it was
            lot.reserved or None,
            lot.away or None,
            lot.usable_on(wanted.today),
            lot.keep_on(wanted.today) or None,
            lot.lacking_on(wanted.today) or None,
            lot.holder,
            kinds[lot.holder_kind],
            lot.phone,
            lot.place,
            states[lot.condition] if lot.condition else None,
            lot.expires_on,
            lot.checked_on,
            lot.checked_by,
            lot.note,
            lot_path(lot.id),
        )


@bp.get("/luong-dung.xlsx")
@requires(Permission.STOCK_READ)
def dual_use_file() -> ResponseReturnValue:
    """The dual-use register as Excel."""
    actor = current_actor()
    only, kind = request.args.get("loc", ""), request.args.get("chu", "")
    with reading() as session:
        found, _more = list_dual_uses(
            session,
            scope=actor.scope(Permission.STOCK_READ),
            today=day_of(now()),
            only=only,
            holder_kind=kind if kind in set(HolderKind) else "",
            size=MOST_ROWS,
        )
    rows = [
        (
            number,
            row.commune,
            row.resource,
            row.mark,
            row.unit,
            row.on_hand,
            masked(row.holder),
            str(HOLDER_KINDS[row.holder_kind]),
            row.peacetime_use,
            row.convert_minutes,
            row.decided_by,
            row.operator,
            row.fuel,
            str(AGREEMENTS[row.agreement]) if row.agreement else None,
            row.agreement_no,
            row.ends_on,
            row.phoned_on,
            lot_path(row.lot_id),
        )
        for number, row in enumerate(found, start=1)
    ]
    words = [str(word) for word in (DUAL_FILTERS.get(only) if only else "", HOLDER_KINDS.get(kind)) if word]
    return list_file(_("Sổ lưỡng dụng"), "luong-dung", DUAL_COLUMNS, rows, words, actor)


@bp.get("/cong-trinh.xlsx")
@requires(Permission.STOCK_READ)
def works_file() -> ResponseReturnValue:
    """Shelters and works as Excel."""
    actor = current_actor()
    with reading() as session:
        found, _more = list_works(session, scope=actor.scope(Permission.STOCK_READ), size=MOST_ROWS)
    rows = [
        (
            number,
            row.commune,
            row.resource,
            masked(row.place),
            masked(row.holder),
            row.unit,
            row.on_hand,
            row.persons,
            row.area_m2,
            "đã ghi" if row.has_position else "chưa ghi",
            row.peacetime_use,
            lot_path(row.lot_id),
        )
        for number, row in enumerate(found, start=1)
    ]
    return list_file(_("Công trình, nơi trú ẩn"), "cong-trinh", WORKS_COLUMNS, rows, [], actor)
