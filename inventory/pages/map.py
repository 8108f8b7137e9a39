"""The map: communes as points sized by what they have, distances beside it; it needs neither tiles nor internet."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from urllib.parse import urlencode

from flask import Blueprint, Response, current_app, jsonify, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session
from xstatic.pkg import leaflet

from core.accounts.rules.roles import Permission
from core.clock import now
from core.communes.rules import Commune, distance_km
from core.text import plain_number
from core.web.access import current_actor, requires
from core.web.doors import outline_file, reading, settings
from inventory.pages.asking import Known, filter_of, given, known
from inventory.pages.sums import totals_by_place
from inventory.sentences import PILLARS

bp = Blueprint("map", __name__, url_prefix="/kho/ban-do")
# Leaflet's own files, as its package brings them.
library = Blueprint("leaflet", __name__, static_folder=leaflet.BASE_DIR, static_url_path="/leaflet")

NO_OUTLINE = b'{"type": "FeatureCollection", "features": []}'


@dataclass(frozen=True, kw_only=True, slots=True)
class Spot:
    """One commune on the map; `value` is None outside the person's reach, minutes None where no road leads."""

    commune: Commune
    value: Decimal | None
    rows: int
    km: float | None
    minutes: int | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Drawing:
    """Everything the page and its data are made of."""

    asked: dict[str, str]
    names: Known
    spots: list[Spot]
    chosen: Commune | None
    unit: str


def _drawing(session: Session) -> Drawing:
    asked = {name: value for name, value in given(request.args).items() if name in ("type", "pillar", "xa")}
    names = known(session)
    scope = current_actor().scope(Permission.STOCK_READ)
    chosen = names.communes.get(asked.get("xa", ""))
    wanted = filter_of({name: value for name, value in asked.items() if name != "xa"}, names)
    totals = totals_by_place(session, wanted, scope=scope)
    minutes: dict[str, int] = current_app.extensions["road_minutes"](session, chosen.code) if chosen else {}
    kind = names.types.get(asked.get("type", ""))
    spots = []
    for code, commune in names.communes.items():
        total = totals.get(code)
        value = None
        if scope in (None, code):
            value = Decimal(0) if total is None else total.usable if kind else Decimal(total.rows)
        km = distance_km(chosen.lat, chosen.lon, commune.lat, commune.lon) if chosen else None
        spots.append(
            Spot(
                commune=commune,
                value=value,
                rows=total.rows if total else 0,
                km=km,
                minutes=minutes.get(code),
            )
        )
    if chosen:
        spots.sort(key=lambda spot: (spot.minutes is None, spot.minutes or 0, spot.commune.order))
    return Drawing(asked=asked, names=names, spots=spots, chosen=chosen, unit=kind.unit if kind else "")


@bp.get("/")
@requires(Permission.STOCK_READ)
def show() -> ResponseReturnValue:
    """The map, and the same as a table."""
    with reading() as session:
        drawing = _drawing(session)
    return render_template(
        "inventory/map.html",
        drawing=drawing,
        asked=drawing.asked,
        pillars=PILLARS,
        has_outline=outline_file().exists(),
        tiles=settings().map_tiles,
        as_of=now(),
    )


@bp.get("/du-lieu.json")
@requires(Permission.STOCK_READ)
def data() -> ResponseReturnValue:
    """The points as data, within the person's reach."""
    with reading() as session:
        drawing = _drawing(session)
    return jsonify(
        unit=drawing.unit,
        chosen=drawing.chosen.code if drawing.chosen else None,
        points=[
            {
                "code": spot.commune.code,
                "name": spot.commune.title,
                "lat": spot.commune.lat,
                "lon": spot.commune.lon,
                "value": None if spot.value is None else plain_number(spot.value),
                "rows": spot.rows,
                "km": None if spot.km is None else round(spot.km, 1),
                "minutes": spot.minutes,
                "href": f"{url_for('stock.province')}?{urlencode({**drawing.asked, 'xa': spot.commune.code})}",
            }
            for spot in drawing.spots
        ],
    )


@bp.get("/ranh-gioi.json")
@requires(Permission.STOCK_READ)
def outline() -> ResponseReturnValue:
    """The boundaries the office loaded; none before it loads any."""
    path = outline_file()
    shapes = path.read_bytes() if path.exists() else NO_OUTLINE
    return Response(shapes, mimetype="application/geo+json")
