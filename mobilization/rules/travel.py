"""How long a stock takes to a need, and from how far down the line of help it comes.

    arrival minutes = ceil(ready_minutes + travel minutes)
    travel minutes  = 0 inside one place, else the given minutes, else great-circle km x detour / speed x 60

Given minutes hold in the direction they are written, from the stock's place to the need's. The tier of a pair goes
by whose stock it is first (a provincial depot stays the province's wherever it stands), then by place.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from core.communes.rules import EARTH_RADIUS_KM, distance_km
from mobilization.rules.ids import PlaceId
from mobilization.rules.problem import Need, Place, Stock, StockLevel, Travel

GivenMinutes = Mapping[tuple[PlaceId, PlaceId], float | None]

OWN, NEIGHBOUR, PROVINCE, BEYOND = range(4)


def travel_minutes(
    start: Place, end: Place, *, travel: Travel, given: GivenMinutes, speed_kmh: float | None
) -> float | None:
    """Return the minutes on the road from `start` to `end`, or None when there is no way through."""
    if start.id == end.id:
        return 0.0
    try:
        return given[start.id, end.id]
    except KeyError:
        pass
    km = distance_km(start.lat, start.lon, end.lat, end.lon)
    return km * travel.detour / (speed_kmh or travel.speed_kmh) * 60


def arrival_minutes(stock: Stock, on_the_road: float | None) -> int | None:
    """Return the whole minutes after which the stock is there, or None when there is no way."""
    return None if on_the_road is None else math.ceil(stock.ready_minutes + on_the_road)


def in_time(need: Need, arrival: int | None) -> bool:
    """Return whether an arrival counts as cover: there is a way, and it is within the deadline if there is one."""
    return arrival is not None and (need.within_minutes is None or arrival <= need.within_minutes)


def tier_of(stock: Stock, need_place: Place) -> int:
    """Return 0 for the own commune's stock, 1 a neighbour's, 2 the province's or elsewhere, 3 central and other."""
    if stock.level == StockLevel.CENTRAL:
        return BEYOND
    if stock.level == StockLevel.PROVINCE:
        return PROVINCE
    if stock.place == need_place.id:
        return OWN
    return NEIGHBOUR if stock.place in need_place.neighbours else PROVINCE


def distances_km(
    lat_a: NDArray[np.float64],
    lon_a: NDArray[np.float64],
    lat_b: NDArray[np.float64],
    lon_b: NDArray[np.float64],
) -> NDArray[np.float64]:
    """Return great-circle kilometres, one row for each point a and one column for each b (degrees, WGS 84).

    The same formula as `distance_km`, for many pairs at once.
    """
    phi_a, phi_b = np.radians(lat_a)[:, None], np.radians(lat_b)[None, :]
    half_phi = (phi_b - phi_a) / 2
    half_lambda = np.radians(lon_b[None, :] - lon_a[:, None]) / 2
    h = np.sin(half_phi) ** 2 + np.cos(phi_a) * np.cos(phi_b) * np.sin(half_lambda) ** 2
    result: NDArray[np.float64] = 2 * EARTH_RADIUS_KM * np.arcsin(np.minimum(1.0, np.sqrt(h)))
    return result
