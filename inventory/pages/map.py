"""The map: communes sized by what they have, layers laid over them, distances; it needs neither tiles nor internet.

Everything on it stands in tables beside it, which work without a script.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from urllib.parse import urlencode

from flask import Blueprint, Response, current_app, jsonify, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session
from xstatic.pkg import leaflet

from core.accounts.rules.roles import Actor, Permission
from core.clock import now
from core.communes.rules import Commune, distance_km
from core.text import masked, plain_number
from core.together import ask_together
from core.values import frozen
from core.web.access import current_actor, requires
from core.web.doors import outline_file, reading, settings
from core.web.ground import Asked, Layer, Mark
from core.web.links import places_asked
from inventory.doors.asking import Known, PlaceChoice, filter_of, given, known, place_choice
from inventory.doors.sums import totals_by_place
from inventory.queries.positions import MOST
from inventory.sentences import PILLARS

bp = Blueprint("map", __name__, url_prefix="/kho/ban-do")
# Leaflet's own files, as its package brings them.
library = Blueprint("leaflet", __name__, static_folder=leaflet.BASE_DIR, static_url_path="/leaflet")

LISTED = 50  # places of a layer in the table beside the map; the map itself and the file hold all
NO_OUTLINE = b'{"type": "FeatureCollection", "features": []}'


@frozen
class Spot:
    """One commune on the map; `value` is None outside the person's reach, minutes None where no road leads."""

    commune: Commune
    value: Decimal | None
    rows: int
    km: float | None
    minutes: int | None


@frozen
class Laid:
    """One mark of a layer and how far it is from the commune chosen; a road has no distance."""

    mark: Mark
    commune: Commune
    other: Commune | None
    km: float | None
    minutes: int | None


@frozen
class Drawing:
    """Everything the page and its data are made of; the drawing has every commune, its table those in reach."""

    asked: dict[str, str]
    names: Known
    spots: list[Spot]
    place: PlaceChoice
    chosen: Commune | None
    unit: str
    layers: list[tuple[Layer, list[Laid] | None]]  # None: not switched on

    @property
    def told(self) -> list[Spot]:
        """The communes whose figures the person may see."""
        return [spot for spot in self.spots if spot.value is not None]


def _asked(actor: Actor) -> dict[str, str]:
    """Return the conditions of the address; a commune's own people see how far things are from them."""
    asked = {name: value for name, value in given(request.args).items() if name in ("type", "pillar", "xa")}
    if "xa" not in request.args and not actor.is_provincial:
        asked["xa"] = actor.commune_code
    return asked


def _switched_on(layer: Layer, actor: Actor) -> bool:
    """Return whether a layer is shown: as chosen, else all of one commune, and what is urgent of a province."""
    if "chon" in request.args:
        return layer.code in request.args.getlist("lop")
    return not actor.is_provincial or layer.permission == Permission.INCIDENT_READ


def _lay(
    marks: Sequence[Mark], communes: Mapping[str, Commune], chosen: Commune | None, minutes: Mapping[str, int]
) -> list[Laid]:
    """Return the marks with their distances, nearest first where a commune is chosen."""
    laid = []
    for mark in marks:
        commune = communes[mark.commune_code]
        road = bool(mark.other_code)
        lat, lon = (
            (commune.lat, commune.lon) if mark.lat is None or mark.lon is None else (mark.lat, mark.lon)
        )
        laid.append(
            Laid(
                mark=mark,
                commune=commune,
                other=communes.get(mark.other_code),
                km=distance_km(chosen.lat, chosen.lon, lat, lon) if chosen and not road else None,
                minutes=None if road else minutes.get(commune.code),
            )
        )
    return sorted(laid, key=lambda item: item.km or 0.0)


def drawing_of(session: Session) -> Drawing:
    """Return what the address asks of the map, within the reach of who asks."""
    actor = current_actor()
    asked, names = _asked(actor), known(session)
    place = place_choice(asked, request.args.get("noi", ""), names)
    scope = actor.scope(Permission.STOCK_READ)
    chosen = names.communes.get(asked.get("xa", ""))
    wanted = filter_of({name: value for name, value in asked.items() if name != "xa"}, names)
    totals = totals_by_place(session, wanted, scope=scope)
    minutes: dict[str, int] = (
        current_app.extensions["road_minutes"](session, chosen.code, names.communes.values())
        if chosen
        else {}
    )
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
    held = Asked(types=wanted.types, unit=kind.unit if kind else "", communes=names.communes)
    offered: list[Layer] = [
        layer for layer in current_app.extensions["map_layers"] if actor.may(layer.permission)
    ]
    shown = [layer for layer in offered if _switched_on(layer, actor)]
    asked_for = ask_together(session, *(layer.marks(actor, held) for layer in shown))
    marks = dict(zip((layer.code for layer in shown), asked_for, strict=True))
    layers = [
        (
            layer,
            _lay(marks[layer.code], names.communes, chosen, minutes) if layer.code in marks else None,
        )
        for layer in offered
    ]
    return Drawing(
        asked=asked,
        names=names,
        spots=spots,
        place=place,
        chosen=chosen,
        unit=held.unit,
        layers=layers,
    )


@bp.get("/")
@requires(Permission.STOCK_READ)
def show() -> ResponseReturnValue:
    """The map, and the same as a table."""
    with reading() as session:
        drawing = drawing_of(session)
    spots, page, more = places_asked(drawing.told)
    return render_template(
        "inventory/map.html",
        drawing=drawing,
        spots=spots,
        page=page,
        more=more,
        asked=drawing.asked,
        pillars=PILLARS,
        has_outline=outline_file().exists(),
        tiles=settings().map_tiles,
        most=MOST,
        listed=LISTED,
        own=not current_actor().is_provincial,
        address=f"{url_for('map.data')}?{request.query_string.decode()}",
        file=f"{url_for('map.map_file')}?{request.query_string.decode()}",
        as_of=now(),
    )


@bp.get("/du-lieu.json")
@requires(Permission.STOCK_READ)
def data() -> ResponseReturnValue:
    """The points as data, within the person's reach."""
    with reading() as session:
        drawing = drawing_of(session)
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
        marks=[
            _as_mark(layer, laid) for layer, held in drawing.layers for laid in held or () if not laid.other
        ],
        lines=[
            {
                "ends": [[laid.commune.lat, laid.commune.lon], [laid.other.lat, laid.other.lon]],
                "kind": "slow" if laid.mark.passable else "cut",
                "name": masked(laid.mark.name),
                "said": masked(laid.mark.said),
            }
            for _layer, held in drawing.layers
            for laid in held or ()
            if laid.other
        ],
    )


def _as_mark(layer: Layer, laid: Laid) -> dict[str, object]:
    mark, commune = laid.mark, laid.commune
    return {
        "layer": layer.code,
        "sign": layer.sign,
        "name": masked(f"{mark.name} · {mark.of}" if mark.of else mark.name),
        "said": masked(mark.said),
        "lat": commune.lat if mark.lat is None else mark.lat,
        "lon": commune.lon if mark.lon is None else mark.lon,
        "km": None if laid.km is None else round(laid.km, 1),
        "minutes": laid.minutes,
        "href": mark.location,
    }


@bp.get("/ranh-gioi.json")
@requires(Permission.STOCK_READ)
def outline() -> ResponseReturnValue:
    """The boundaries the office loaded; none before it loads any."""
    path = outline_file()
    shapes = path.read_bytes() if path.exists() else NO_OUTLINE
    return Response(shapes, mimetype="application/geo+json")
