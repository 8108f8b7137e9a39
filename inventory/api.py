"""The register as JSON, within the reach of whoever asks."""

from __future__ import annotations

from collections.abc import Mapping

from flask_smorest import Blueprint

from core.accounts.rules.roles import Permission
from core.communes.queries import list_communes
from core.text import plain_number
from core.web.access import commune_in_address, current_actor, requires
from core.web.doors import reading
from inventory.queries.lots import Lot, commune_of_lot, get_lot, list_lots
from inventory.queries.story import Movement, list_movements
from inventory.rules.phones import masked
from inventory.schemas.api import CommuneSchema, LotListSchema, LotSchema, MovementSchema, PageSchema

bp = Blueprint("api_stock", __name__, url_prefix="/api/v1", description="Kho tại chỗ")


def lot_as_json(lot: Lot) -> dict[str, object]:
    """Return one lot as JSON; its telephone number is masked unless the reader must call."""
    may_call = current_actor().may(Permission.PHONE_READ, lot.commune_code)
    return {
        "id": lot.id,
        "commune_code": lot.commune_code,
        "resource_code": lot.type_code,
        "resource": lot.resource,
        "unit": lot.unit,
        "holder": lot.holder,
        "phone": lot.phone if may_call else masked(lot.phone),
        "place": lot.place,
        "mark": lot.mark,
        "on_hand": plain_number(lot.balance.on_hand),
        "reserved": plain_number(lot.balance.reserved),
        "away": plain_number(lot.balance.away),
        "broken": plain_number(lot.balance.broken),
        "keep": plain_number(lot.balance.keep),
        "ready_minutes": lot.ready_minutes,
        "checked_on": lot.checked_on,
        "version": lot.version,
    }


def movement_as_json(move: Movement) -> dict[str, object]:
    """Return one movement as JSON."""
    return {
        "id": move.id,
        "kind": move.kind,
        "on_hand": plain_number(move.on_hand),
        "reserved": plain_number(move.reserved),
        "away": plain_number(move.away),
        "broken": plain_number(move.broken),
        "on_hand_after": plain_number(move.on_hand_after),
        "at": move.at,
        "actor": move.actor,
        "reason": move.reason,
        "document": move.document,
        "source": move.source,
    }


@bp.get("/communes")
@bp.response(200, CommuneSchema(many=True))
@requires(Permission.HOME)
def communes() -> list[Mapping[str, object]]:
    """List all communes in official order."""
    with reading() as session:
        return [
            {
                "code": commune.code,
                "name": commune.title,
                "lat": commune.lat,
                "lon": commune.lon,
                "area_km2": commune.area_km2,
                "population": commune.population,
            }
            for commune in list_communes(session)
        ]


@bp.get("/communes/<commune_code>/lots")
@bp.arguments(PageSchema, location="query", as_kwargs=True)
@bp.response(200, LotListSchema)
@requires(Permission.STOCK_READ, commune_in_address)
def lots(commune_code: str, page: int, q: str) -> Mapping[str, object]:
    """List a commune's lots, forty a page."""
    with reading() as session:
        found, more = list_lots(session, scope=commune_code, search=q, page=page)
    return {"lots": [lot_as_json(lot) for lot in found], "page": page, "more": more}


@bp.get("/lots/<int:lot_id>")
@bp.response(200, LotSchema)
@requires(Permission.STOCK_READ, commune_of_lot)
def lot(lot_id: int) -> Mapping[str, object]:
    """Show one lot."""
    with reading() as session:
        return lot_as_json(get_lot(session, lot_id))


@bp.get("/lots/<int:lot_id>/movements")
@bp.response(200, MovementSchema(many=True))
@requires(Permission.STOCK_READ, commune_of_lot)
def movements(lot_id: int) -> list[Mapping[str, object]]:
    """List a lot's newest movements, newest first."""
    with reading() as session:
        return [movement_as_json(move) for move in list_movements(session, lot_id)]
