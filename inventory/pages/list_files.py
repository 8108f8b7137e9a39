"""Lists beside the stock as Excel: a past day, transfers, holders, the catalogue, looks at numbers, roster, stocktakes."""

from __future__ import annotations

from flask import request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from core.accounts.rules.roles import Permission
from core.clock import day_of, end_of, local, now
from core.communes.queries import get_commune, list_communes
from core.text import masked
from core.web.access import commune_in_address, current_actor, requires
from core.web.doors import reading
from core.web.language import say_day, say_quantity
from core.web.list_files import MOST_ROWS, list_file
from inventory.pages.catalogue import matching
from inventory.pages.command import place_in_address, place_title
from inventory.pages.counting import what_of
from inventory.pages.lists import bp
from inventory.pages.people_sheets import week_span
from inventory.pages.registers import asked_day as past_day
from inventory.pages.roster import asked_day
from inventory.queries.catalogue import list_factors, list_stand_ins, list_types
from inventory.queries.command import list_watches
from inventory.queries.counting import list_counts
from inventory.queries.merging import list_keepers
from inventory.queries.past import list_past
from inventory.queries.personal import list_phone_looks
from inventory.queries.transfers import list_transfers
from inventory.rules.command import week_of
from inventory.rules.counting import shows_book
from inventory.rules.papers.list_sheets import (
    COUNT_COLUMNS,
    HOLDER_COLUMNS,
    LOOK_COLUMNS,
    PAST_COLUMNS,
    TRANSFER_COLUMNS,
    TYPE_COLUMNS,
    WATCH_COLUMNS,
    lot_path,
)
from inventory.sentences import (
    CATEGORIES,
    COUNT_STATES,
    DUAL_USES,
    HOLDER_KINDS,
    LEGAL_FORMS,
    PERSON_PLACES,
    PILLARS,
    TRANSFER_STATES,
    WATCH_KINDS,
)


@bp.get("/xa/<commune_code>/don-vi.xlsx")
@requires(Permission.STOCK_READ, commune_in_address)
def holders_file(commune_code: str) -> ResponseReturnValue:
    """Who keeps things in a commune, as Excel."""
    with reading() as session:
        place = get_commune(session, commune_code)
        keepers = list_keepers(session, commune_code)
    rows = [
        (
            number,
            masked(keeper.name),
            str(HOLDER_KINDS[keeper.kind]),
            keeper.rows,
            masked(keeper.address),
            masked(keeper.phone),
        )
        for number, keeper in enumerate(keepers, start=1)
    ]
    title = _("Đơn vị, hộ quản lý: %(name)s", name=place.title)
    return list_file(title, f"don-vi-{commune_code}", HOLDER_COLUMNS, rows, [], current_actor())


@bp.get("/danh-muc.xlsx")
@requires(Permission.STOCK_READ)
def catalogue_file() -> ResponseReturnValue:
    """The catalogue, or the types found in it, as Excel."""
    words = request.args.get("q", "")
    with reading() as session:
        types = matching(list_types(session), words)
        factors, stand_ins = list_factors(session), list_stand_ins(session)
    packings: dict[str, list[str]] = {}
    for item in factors:
        said = f"1 {item.unit} = {say_quantity(item.factor)} {item.base}"
        packings.setdefault(item.type_code, []).append(said)
    rows = [
        (
            number,
            kind.code,
            kind.name,
            kind.unit,
            kind.gloss,
            str(CATEGORIES[kind.category]),
            str(PILLARS[kind.pillar]),
            ", ".join(str(LEGAL_FORMS[form]) for form in kind.forms),
            str(DUAL_USES[kind.dual_use]),
            "; ".join(kind.synonyms),
            "; ".join(packings.get(kind.code, [])),
            "; ".join(f"{name} ({say_quantity(ratio)})" for name, ratio in stand_ins.get(kind.code, [])),
            masked(kind.note),
            _("ngừng dùng") if kind.retired else None,
        )
        for number, kind in enumerate(types, start=1)
    ]
    found = [f"“{words.strip()}”"] if words.strip() else []
    title = _("Danh mục loại nguồn lực")
    return list_file(title, "danh-muc", TYPE_COLUMNS, rows, found, current_actor())


@bp.get("/nhat-ky-xem-so.xlsx")
@requires(Permission.PHONE_AUDIT)
def looks_file() -> ResponseReturnValue:
    """Who looked at whose number, as Excel."""
    actor = current_actor()
    with reading() as session:
        found, _more = list_phone_looks(session, scope=actor.scope(Permission.PHONE_AUDIT), size=MOST_ROWS)
        titles = {str(commune.code): commune.title for commune in list_communes(session)}
        province = place_title(session, "tinh")
    rows = [
        (
            number,
            look.actor,
            local(look.at),
            masked(look.whose),
            str(PERSON_PLACES[look.kind]),
            titles.get(look.commune_code, province),
            masked(look.page),
        )
        for number, look in enumerate(found, start=1)
    ]
    title = _("Nhật ký xem số điện thoại")
    return list_file(title, "nhat-ky-xem-so", LOOK_COLUMNS, rows, [], actor)


@bp.get("/truc-ban/<place_code>.xlsx")
@requires(Permission.STOCK_READ, place_in_address)
def roster_file(place_code: str) -> ResponseReturnValue:
    """A week of a place's duty roster as Excel."""
    days = week_of(asked_day())
    since, until = week_span(days)
    with reading() as session:
        place = place_title(session, place_code)
        code = place_in_address(session, place_code=place_code)
        watches = list_watches(session, code, since=since, until=until)
    rows = [
        (
            number,
            local(watch.starts_at),
            local(watch.ends_at),
            str(WATCH_KINDS[watch.kind]),
            masked(watch.name),
            masked(watch.unit),
            masked(watch.phone),
        )
        for number, watch in enumerate(watches, start=1)
    ]
    title = _("Lịch trực: %(place)s", place=place)
    week = _("Tuần từ %(from)s đến %(to)s", **{"from": say_day(days[0]), "to": say_day(days[6])})
    name = f"lich-truc-{place_code}-{days[0]:%Y%m%d}"
    return list_file(title, name, WATCH_COLUMNS, rows, [week], current_actor())


@bp.get("/xa/<commune_code>/kiem-ke.xlsx")
@requires(Permission.STOCK_READ, commune_in_address)
def counts_file(commune_code: str) -> ResponseReturnValue:
    """A commune's stocktakes as Excel; what a blind count differs in stays hidden until all is counted."""
    with reading() as session:
        place = get_commune(session, commune_code)
        counts = list_counts(session, scope=commune_code, limit=MOST_ROWS)
    rows = [
        (
            number,
            f"KK-{count.id}",
            masked(what_of(count)),
            str(COUNT_STATES[count.state]),
            count.tally.lines,
            count.tally.counted,
            count.tally.left,
            count.tally.different if shows_book(count.state, blind=count.blind) else None,
            count.tally.unexplained if shows_book(count.state, blind=count.blind) else None,
            local(count.opened_at),
            count.opened_by,
            local(count.closed_at) if count.closed_at else None,
            count.closed_by,
            masked(count.number),
        )
        for number, count in enumerate(counts, start=1)
    ]
    title = _("Kiểm kê: %(name)s", name=place.title)
    return list_file(title, f"kiem-ke-{commune_code}", COUNT_COLUMNS, rows, [], current_actor())


@bp.get("/xa/<commune_code>/tinh-den.xlsx")
@requires(Permission.STOCK_READ, commune_in_address)
def past_file(commune_code: str) -> ResponseReturnValue:
    """A commune's list as it stood at the end of a day, as Excel."""
    day = past_day() or day_of(now())
    with reading() as session:
        place = get_commune(session, commune_code)
        found, _more = list_past(session, commune_code=commune_code, before=end_of(day), size=MOST_ROWS)
    rows = [
        (
            number,
            row.resource,
            row.mark,
            row.unit,
            row.on_hand,
            row.broken,
            row.reserved,
            masked(row.holder),
            masked(row.place),
            None if row.closed else lot_path(row.lot_id),
        )
        for number, row in enumerate(found, start=1)
    ]
    title = _("Kho tại chỗ %(name)s", name=place.title)
    said = [_("số liệu cuối ngày %(day)s", day=say_day(day))]
    return list_file(title, f"kho-{day:%Y%m%d}", PAST_COLUMNS, rows, said, current_actor())


@bp.get("/dieu-chuyen.xlsx")
@requires(Permission.STOCK_READ)
def transfers_file() -> ResponseReturnValue:
    """Transfers between communes as Excel."""
    actor = current_actor()
    with reading() as session:
        found, _more = list_transfers(session, scope=actor.scope(Permission.STOCK_READ), size=MOST_ROWS)
    rows = [
        (
            number,
            item.id,
            item.resource,
            masked(item.mark),
            item.unit,
            item.quantity,
            item.received,
            item.from_commune,
            item.to_commune,
            str(TRANSFER_STATES[item.state]),
            masked(item.document),
            masked(item.reason),
            masked(item.answer),
            day_of(item.proposed_at),
            item.proposed_by,
            day_of(item.settled_at) if item.settled_at else None,
            item.settled_by,
        )
        for number, item in enumerate(found, start=1)
    ]
    return list_file(_("Điều chuyển giữa các xã"), "dieu-chuyen", TRANSFER_COLUMNS, rows, [], actor)
