"""The province's sums as Excel: the table of communes, and what the list comes to by type."""

from __future__ import annotations

from flask import request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from core.accounts.rules.roles import Permission
from core.web.access import current_actor, for_province, requires
from core.web.doors import reading
from core.web.list_files import list_file
from inventory.doors.asking import filter_of, given, known, told
from inventory.doors.sums import looked_up, totals_by_type
from inventory.pages.lists import bp, table_of_communes
from inventory.rules.papers.list_sheets import SUM_COLUMNS, TABLE_COLUMNS
from inventory.sentences import COMMUNE_GAPS, PILLARS


@bp.get("/toan-tinh.xlsx")
@requires(Permission.STOCK_READ, for_province)
def table_file() -> ResponseReturnValue:
    """The province's table of communes, narrowed and sorted as its page."""
    actor, asked = current_actor(), request.args
    with reading() as session:
        names = known(session)
        held = table_of_communes(session, actor, names, asked)
    rows = []
    for number, commune in enumerate(held.shown, start=1):
        cells = [held.cells.get((commune.code, pillar)) for pillar in PILLARS]
        pairs = [figure for cell in cells for figure in ((cell.rows, cell.stale) if cell else (None, None))]
        state = held.states[commune.code]
        rows.append(
            (number, commune.code, commune.title, *pairs, state["stale"], state["busy"], state["empty"])
        )
    gap, district = asked.get("loc", ""), asked.get("huyen", "")
    words = [
        str(COMMUNE_GAPS[gap]) if gap and gap in COMMUNE_GAPS else "",
        _("địa bàn cũ: %(name)s", name=district) if district in names.districts else "",
    ]
    said = [word for word in words if word]
    return list_file(_("Kho tại chỗ toàn tỉnh"), "toan-tinh", TABLE_COLUMNS, rows, said, actor)


@bp.get("/tong.xlsx")
@requires(Permission.STOCK_READ)
def sums_file() -> ResponseReturnValue:
    """The sums by type of the rows that the list is narrowed to."""
    actor, asked = current_actor(), given(request.args)
    scope = actor.scope(Permission.STOCK_READ)
    with reading() as session:
        names = known(session)
        wanted = looked_up(session, filter_of(asked, names), names, scope=scope)
        totals = totals_by_type(session, wanted, scope=scope, names=names)
    rows = [
        (
            number,
            one.type_code,
            names.types[one.type_code].name,
            names.types[one.type_code].unit,
            one.on_hand,
            one.usable,
            one.reserved,
            one.away,
            one.broken,
            one.rows,
            one.communes,
        )
        for number, one in enumerate(totals, start=1)
    ]
    return list_file(_("Tổng theo loại"), "tong-theo-loai", SUM_COLUMNS, rows, told(asked, names), actor)
