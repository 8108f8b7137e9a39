"""Lists drawn from the register: dual use, shelters and works, labels to print, the state on a past day."""

from __future__ import annotations

from datetime import date, timedelta
from io import BytesIO

from flask import render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue

from core.accounts.rules.roles import Permission
from core.clock import day_of, end_of, now
from core.communes.queries import get_commune
from core.text import fold
from core.web.access import commune_in_address, current_actor, requires
from core.web.doors import reading
from core.web.links import page_number, part_asked
from inventory.doors.sums import total_of_works, window_of_works
from inventory.pages.lists import bp
from inventory.queries.details import list_dual_uses
from inventory.queries.lots import commune_of_lot, get_lot, list_labels
from inventory.queries.past import list_past
from inventory.queries.works import list_works
from inventory.rules.details import PHONE_DAYS
from inventory.rules.holders import HolderKind
from inventory.sentences import AGREEMENTS, DUAL_FILTERS, HOLDER_KINDS

LABELS = 60  # labels of one page, some 30 kB


@bp.get("/luong-dung")
@requires(Permission.STOCK_READ)
def dual_use() -> ResponseReturnValue:
    """The register of things that serve peacetime and may be called on."""
    only, kind = request.args.get("loc", ""), request.args.get("chu", "")
    today = day_of(now())
    with reading() as session:
        rows, more = list_dual_uses(
            session,
            scope=current_actor().scope(Permission.STOCK_READ),
            today=today,
            only=only,
            holder_kind=kind if kind in set(HolderKind) else "",
            page=page_number(),
        )
    return render_template(
        "inventory/dual_use.html",
        rows=rows,
        more=more,
        page=page_number(),
        only=only,
        kind=kind,
        filters=DUAL_FILTERS,
        holder_kinds=HOLDER_KINDS,
        agreements=AGREEMENTS,
        today=today,
        soon=today + timedelta(days=30),
        last_call=today - timedelta(days=PHONE_DAYS),
        as_of=now(),
    )


@bp.get("/cong-trinh")
@requires(Permission.STOCK_READ)
def works() -> ResponseReturnValue:
    """Shelters and works with what they hold."""
    scope = current_actor().scope(Permission.STOCK_READ)
    with reading() as session:
        within = window_of_works(session, page_number()) if scope is None else None
        rows, more = list_works(session, scope=scope, page=page_number(), within=within)
        total = total_of_works(session, scope=scope)
    return render_template(
        "inventory/works.html", rows=rows, more=more, page=page_number(), total=total, as_of=now()
    )


def asked_day() -> date | None:
    """Return the day in the address, no later than today, or None where there is none or it cannot be read."""
    try:
        return min(date.fromisoformat(request.args.get("ngay", "")), day_of(now()))
    except ValueError:
        return None


@bp.get("/xa/<commune_code>/tinh-den")
@requires(Permission.STOCK_READ, commune_in_address)
def past(commune_code: str) -> ResponseReturnValue:
    """A commune's list as it stood at the end of a day."""
    day = asked_day() or day_of(now())
    with reading() as session:
        place = get_commune(session, commune_code)
        rows, more = list_past(session, commune_code=commune_code, before=end_of(day), page=page_number())
    return render_template(
        "inventory/past.html", place=place, rows=rows, more=more, page=page_number(), day=day
    )


@bp.get("/<int:lot_id>/ma-qr.svg")
@requires(Permission.STOCK_READ, commune_of_lot)
def code(lot_id: int) -> ResponseReturnValue:
    """The label's code: the address of the row's page on this server."""
    return _drawn(url_for("stock.story", lot_id=lot_id, _external=True))


@bp.get("/xa/<commune_code>/ma-qr.svg")
@requires(Permission.STOCK_READ, commune_in_address)
def store_code(commune_code: str) -> ResponseReturnValue:
    """The code on a store's door: the address of what lies in it. Without accents it is coarse enough to scan from afar."""
    place = fold(request.args.get("kho", "")[:200])
    return _drawn(url_for("stock.commune", commune_code=commune_code, kho=place or None, _external=True))


def _drawn(address: str) -> ResponseReturnValue:
    import segno

    held = BytesIO()
    segno.make(address, error="m", micro=False).save(held, kind="svg", scale=4, light="white", xmldecl=False)
    held.seek(0)
    return send_file(held, mimetype="image/svg+xml")


@bp.get("/<int:lot_id>/nhan")
@requires(Permission.STOCK_READ, commune_of_lot)
def label(lot_id: int) -> ResponseReturnValue:
    """A sheet with one row's label."""
    with reading() as session:
        lot = get_lot(session, lot_id)
    return render_template("inventory/labels.html", lots=[lot], title=lot.commune, places=(), place="")


@bp.get("/xa/<commune_code>/nhan")
@requires(Permission.STOCK_READ, commune_in_address)
def labels(commune_code: str) -> ResponseReturnValue:
    """A sheet with the label of one store, for its door, and those of all its rows."""
    place = request.args.get("kho", "")
    with reading() as session:
        commune = get_commune(session, commune_code)
        places, lots = list_labels(session, commune_code, place)
    shown, page, pages = part_asked(lots, LABELS)
    return render_template(
        "inventory/labels.html",
        lots=shown,
        page=page,
        more=page < pages,
        title=commune.title,
        commune_code=commune_code,
        places=[(name, 0) for name in places if name],
        place=place,
    )
