"""The incident on the map: where its resources come from, and the roads that are cut; the same as tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from flask import Blueprint, jsonify, render_template
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from core.accounts.rules.roles import Permission
from core.clock import now
from core.communes.queries import list_communes
from core.communes.rules import Commune, distance_km
from core.values import frozen
from core.web.access import requires
from core.web.doors import outline_file, reading, settings
from mobilization.queries.dispatches import Dispatch, list_dispatches
from mobilization.queries.incidents import Incident, get_incident, place_of_incident
from mobilization.queries.roads import LinkState, list_link_states
from mobilization.rules.room import expected_at, lateness
from mobilization.rules.states import OPEN_STATES, State
from mobilization.sentences import STATE_MARKS
from mobilization.sentences.came import states_of

bp = Blueprint("room_map", __name__, url_prefix="/su-co")


@frozen
class Trip:
    """A resource, how far it has to go as the crow flies; while on the road, when it is due and by how many minutes late."""

    item: Dispatch
    start: Commune
    end: Commune
    km: float
    expected: datetime | None
    late: int


@frozen
class Changed:
    """A road that is cut or takes other minutes, with its two ends."""

    a: Commune
    b: Commune
    link: LinkState


@frozen
class Seen:
    """Everything the page and its data are made of."""

    incident: Incident
    place: Commune
    trips: list[Trip]
    roads: list[Changed]


def _seen(session: Session, incident_id: int, moment: datetime) -> Seen:
    """Return the incident with what it holds, nearest first, and the roads as they are now."""
    incident = get_incident(session, incident_id)
    communes: dict[str, Commune] = {commune.code: commune for commune in list_communes(session)}
    trips = [
        _trip(item, communes, moment)
        for item in list_dispatches(session, incident_id=incident_id)
        if item.state in OPEN_STATES
    ]
    roads = [
        Changed(a=communes[link.a], b=communes[link.b], link=link)
        for link in list_link_states(session, moment)
    ]
    return Seen(
        incident=incident,
        place=communes[incident.commune_code],
        trips=sorted(trips, key=lambda trip: (trip.item.minutes, trip.km, trip.item.id)),
        roads=roads,
    )


def _trip(item: Dispatch, communes: Mapping[str, Commune], moment: datetime) -> Trip:
    start, end = communes[item.commune_code], communes[item.destination_code]
    expected = expected_at(item.state_at, item.minutes) if item.state is State.DEPARTED else None
    return Trip(
        item=item,
        start=start,
        end=end,
        km=distance_km(start.lat, start.lon, end.lat, end.lon),
        expected=expected,
        late=lateness(expected=expected, moment=moment) if expected else 0,
    )


@bp.get("/<int:incident_id>/ban-do")
@requires(Permission.INCIDENT_READ, place_of_incident)
def show(incident_id: int) -> ResponseReturnValue:
    """The map, and the same as tables."""
    moment = now()
    with reading() as session:
        seen = _seen(session, incident_id, moment)
    return render_template(
        "mobilization/room_map.html",
        incident=seen.incident,
        trips=seen.trips,
        roads=seen.roads,
        states_of=states_of,
        marks=STATE_MARKS,
        has_outline=outline_file().exists(),
        tiles=settings().map_tiles,
        as_of=moment,
    )


@bp.get("/<int:incident_id>/ban-do.json")
@requires(Permission.INCIDENT_READ, place_of_incident)
def data(incident_id: int) -> ResponseReturnValue:
    """The points and lines of the map as data."""
    with reading() as session:
        seen = _seen(session, incident_id, now())
    return jsonify(
        unit="",
        chosen=seen.place.code,
        points=_points(seen),
        lines=[
            *({"ends": _ends(a, b), "kind": "way"} for a, b in _pairs(seen.trips)),
            *(
                {"ends": _ends(road.a, road.b), "kind": "cut" if road.link.minutes is None else "slow"}
                for road in seen.roads
            ),
        ],
    )


def _points(seen: Seen) -> list[dict[str, object]]:
    """Return the communes the map names, each with how many resources come from it."""
    known = {seen.place.code: seen.place}
    for trip in seen.trips:
        known |= {trip.start.code: trip.start, trip.end.code: trip.end}
    for road in seen.roads:
        known |= {road.a.code: road.a, road.b.code: road.b}
    found: list[dict[str, object]] = []
    for code, commune in sorted(known.items()):
        mine = [trip for trip in seen.trips if trip.start.code == code]
        found.append(
            {
                "code": code,
                "name": commune.title,
                "lat": commune.lat,
                "lon": commune.lon,
                "value": len(mine) or None,
                "km": round(mine[0].km, 1) if mine else None,
                "minutes": mine[0].item.minutes if mine else None,
                "href": f"#tu-{code}",
            }
        )
    return found


def _pairs(trips: Sequence[Trip]) -> list[tuple[Commune, Commune]]:
    """Return each way something takes once; what stays in its commune takes none."""
    pairs = {
        (trip.start.code, trip.end.code): (trip.start, trip.end) for trip in trips if trip.start != trip.end
    }
    return [pairs[key] for key in sorted(pairs)]


def _ends(a: Commune, b: Commune) -> list[list[float]]:
    return [[a.lat, a.lon], [b.lat, b.lon]]
