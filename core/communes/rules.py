"""Communes as plain values; nothing here knows a database.

Source of the shipped tables (`data/`): resolution 1677/NQ-UBTVQH15 for codes, names and what merged into what;
coordinates are the communes' centroids (WGS 84), areas in km², populations as declared for the merger.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import NewType

from core.values import frozen

CommuneCode = NewType("CommuneCode", str)

EARTH_RADIUS_KM = 6371.0088  # mean radius, IUGG

KIND_TITLES: Mapping[str, str] = {"xa": "Xã", "phuong": "Phường", "dac_khu": "Đặc khu"}


@frozen
class Commune:
    """One of today's communes. `kind` is `xa`, `phuong` or `dac_khu`; `order` its place in the official list."""

    code: CommuneCode
    name: str
    kind: str
    old_province: str
    lat: float
    lon: float
    area_km2: float
    population: int
    order: int

    @property
    def title(self) -> str:
        """The official full name, such as "Xã Bình Minh"."""
        return f"{KIND_TITLES[self.kind]} {self.name}"


@frozen
class OldCommune:
    """A commune of before 01/7/2025 and where (a part of) it went; a split one appears once per part."""

    old_province: str
    old_district: str
    name: str
    old_code: str
    new_code: CommuneCode
    whole: bool


@frozen
class Alias:
    """Another name under which a place is found in files; `new_code` may be empty where it is not known."""

    alias: str
    old_district: str
    old_code: str
    new_code: str
    what: str
    period: str


@frozen
class Link:
    """Two neighbouring communes. `by_sea` marks a link over water."""

    a: CommuneCode
    b: CommuneCode
    border_km: float
    by_sea: bool


@frozen
class Gazetteer:
    """Every name of a place that may stand in a file."""

    communes: tuple[Commune, ...]
    old_communes: tuple[OldCommune, ...]
    aliases: tuple[Alias, ...]


def distance_km(lat_a: float, lon_a: float, lat_b: float, lon_b: float) -> float:
    """Return the great-circle distance in kilometres between two WGS 84 points in degrees."""
    phi_a, phi_b = math.radians(lat_a), math.radians(lat_b)
    half_phi = (phi_b - phi_a) / 2
    half_lambda = math.radians(lon_b - lon_a) / 2
    h = math.sin(half_phi) ** 2 + math.cos(phi_a) * math.cos(phi_b) * math.sin(half_lambda) ** 2
    return 2 * EARTH_RADIUS_KM * math.asin(min(1.0, math.sqrt(h)))


def estimated_links(communes: Sequence[Commune]) -> tuple[Link, ...]:
    """Return likely neighbours from the communes' points alone: pairs with no third commune in the circle between.

    This is the Gabriel graph (Gabriel and Sokal 1969): it holds together as a whole and crosses nowhere. A đặc khu
    is an island (all thirteen of 2025 are) and gets no road; its way is a sea link.
    """
    mainland = [commune for commune in communes if commune.kind != "dac_khu"]
    km = [[distance_km(a.lat, a.lon, b.lat, b.lon) for b in mainland] for a in mainland]
    every = range(len(mainland))
    return tuple(
        Link(a=mainland[i].code, b=mainland[j].code, border_km=0.0, by_sea=False)
        for i in every
        for j in range(i + 1, len(mainland))
        if all(km[i][k] ** 2 + km[j][k] ** 2 >= km[i][j] ** 2 for k in every if k not in (i, j))
    )
