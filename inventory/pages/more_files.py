"""Lists as Excel that have no filter of their own: a commune's list of a past day, transfers between communes."""

from __future__ import annotations

from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from core.accounts.rules.roles import Permission
from core.clock import day_of, now
from core.communes.queries import get_commune
from core.text import masked
from core.web.access import commune_in_address, current_actor, requires
from core.web.doors import reading
from core.web.language import say_day
from inventory.pages.lists import bp
from inventory.pages.province import MOST_ROWS, register_file
from inventory.pages.registers import asked_day, end_of
from inventory.queries.past import list_past
from inventory.queries.transfers import list_transfers
from inventory.rules.papers.list_sheets import PAST_COLUMNS, TRANSFER_COLUMNS, lot_path
from inventory.sentences import TRANSFER_STATES


@bp.get("/xa/<commune_code>/tinh-den.xlsx")
@requires(Permission.STOCK_READ, commune_in_address)
def past_file(commune_code: str) -> ResponseReturnValue:
    """A commune's list as it stood at the end of a day, as Excel."""
    day = asked_day() or day_of(now())
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
    return register_file(title, f"kho-{day:%Y%m%d}", PAST_COLUMNS, rows, said, current_actor())


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
    return register_file(_("Điều chuyển giữa các xã"), "dieu-chuyen", TRANSFER_COLUMNS, rows, [], actor)
