"""Which communes an area of a warning means: by code, by outline or circle around their points, else by its words.

An outline or a circle means the communes whose point lies in it; where it is too small to hold one, the commune its
middle lies in. Words are read only where nothing else was said: names of communes as they are or were, of a former
district, or of the whole province. What is not understood is said, never guessed.
"""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum

from core.communes.rules import Commune, Gazetteer, distance_km
from core.text import fold, tidy
from core.values import frozen
from mobilization.rules.exchange.cap import Area

_KINDS = ("xa ", "phuong ", "dac khu ", "thi tran ", "huyen ", "thi xa ", "thanh pho ", "tp. ", "tp ")
_WHOLE = ("toan tinh", "ca tinh", "toan bo tinh")
_PARTED = re.compile(r"[,;/\n]| và ")


class How(StrEnum):
    """How a commune was recognised."""

    CODE = "code"
    OUTLINE = "outline"
    NAME = "name"


@frozen
class Meant:
    """The communes an alert means, each with how it was recognised, and the words nobody understood."""

    communes: Mapping[str, How]
    unknown: tuple[str, ...]


def communes_meant(areas: Iterable[Area], places: Gazetteer, *, province: str) -> Meant:
    """Return the communes of some areas; the surest way of recognising each is told."""
    found: dict[str, How] = {}
    unknown: list[str] = []
    names = _Names(places, province)
    for area in areas:
        here = _one(area, places.communes, names)
        if not here.communes:
            unknown.append(area.words)
        unknown.extend(here.unknown)
        for code, how in here.communes.items():
            if code not in found or _RANK[how] < _RANK[found[code]]:
                found[code] = how
    order = {commune.code: commune.order for commune in places.communes}
    return Meant(
        communes={code: found[code] for code in sorted(found, key=lambda code: order[code])},  # type: ignore[index]
        unknown=tuple(dict.fromkeys(unknown)),
    )


_RANK = {How.CODE: 0, How.OUTLINE: 1, How.NAME: 2}


def _one(area: Area, communes: Sequence[Commune], names: _Names) -> Meant:
    known = {str(commune.code) for commune in communes}
    coded = {code: How.CODE for code in area.codes if code in known}
    if coded:
        return Meant(communes=coded, unknown=())
    drawn: dict[str, How] = {}
    for polygon in area.polygons:
        drawn |= dict.fromkeys(_in_polygon(polygon, communes), How.OUTLINE)
    for lat, lon, km in area.circles:
        drawn |= dict.fromkeys(_in_circle(lat, lon, km, communes), How.OUTLINE)
    if drawn or area.polygons or area.circles:
        return Meant(communes=drawn, unknown=())
    return names.read(area.words)


def inside(lat: float, lon: float, polygon: Sequence[tuple[float, float]]) -> bool:
    """Return whether a point lies in an outline (the even-odd rule, on a plane: a province is small)."""
    odd = False
    for (lat_a, lon_a), (lat_b, lon_b) in itertools.pairwise(polygon):
        if (lat_a > lat) != (lat_b > lat) and lon < lon_a + (lat - lat_a) / (lat_b - lat_a) * (lon_b - lon_a):
            odd = not odd
    return odd


def _in_polygon(polygon: Sequence[tuple[float, float]], communes: Sequence[Commune]) -> list[str]:
    held = [str(one.code) for one in communes if inside(one.lat, one.lon, polygon)]
    corners = polygon[:-1]
    lat = sum(point[0] for point in corners) / len(corners)
    lon = sum(point[1] for point in corners) / len(corners)
    return held or _around(lat, lon, communes)


def _in_circle(lat: float, lon: float, km: float, communes: Sequence[Commune]) -> list[str]:
    held = [str(one.code) for one in communes if distance_km(one.lat, one.lon, lat, lon) <= km]
    return held or _around(lat, lon, communes)


def _around(lat: float, lon: float, communes: Sequence[Commune]) -> list[str]:
    """Return the commune a point lies in as far as points and areas tell: the nearest, no further than its own width."""
    near = min(communes, key=lambda one: distance_km(one.lat, one.lon, lat, lon), default=None)
    if near is None or distance_km(near.lat, near.lon, lat, lon) > 2 * math.sqrt(near.area_km2 / math.pi):
        return []
    return [str(near.code)]


class _Names:
    """Every name a place of the province has or had."""

    def __init__(self, places: Gazetteer, province: str) -> None:
        self._all = tuple(str(commune.code) for commune in places.communes)
        self._province = fold(province)
        self._titles: dict[str, set[str]] = {}
        for commune in places.communes:
            for name in (commune.title, commune.name):
                self._add(name, commune.code)
        for old in places.old_communes:
            self._add(old.name, old.new_code)
            self._add(old.old_district, old.new_code)
        for alias in places.aliases:
            if alias.new_code:
                self._add(alias.alias, alias.new_code)
        self._current = {tidy(commune.title).casefold(): str(commune.code) for commune in places.communes}

    def _add(self, name: str, code: str) -> None:
        self._titles.setdefault(tidy(name).casefold(), set()).add(str(code))

    def read(self, words: str) -> Meant:
        """Return the communes some words name."""
        found: dict[str, How] = {}
        unknown = []
        for piece in filter(None, (tidy(one).strip(" .:") for one in _PARTED.split(words))):
            codes = self._piece(piece)
            found |= dict.fromkeys(codes, How.NAME)
            if not codes:
                unknown.append(piece)
        return Meant(communes=found, unknown=tuple(unknown))

    def _piece(self, piece: str) -> tuple[str, ...]:
        plain = fold(piece)
        if plain in _WHOLE or plain.removeprefix("tinh ") == self._province or plain in self._whole_named():
            return self._all
        exact = piece.casefold()
        if exact in self._current:
            return (self._current[exact],)
        if exact in self._titles:
            codes = self._titles[exact]
            # A bare name that several places bear says nothing; a district's name means all it went into.
            named = plain.startswith(_KINDS)
            return tuple(sorted(codes)) if named or len(codes) == 1 else ()
        return ()

    def _whole_named(self) -> tuple[str, ...]:
        return tuple(f"{word} {self._province}" for word in _WHOLE)
