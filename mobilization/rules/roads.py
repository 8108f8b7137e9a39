"""Minutes between communes over the graph of neighbours, and where each minute comes from.

A link is the distance of the two centroids times a winding factor by terrain (about 1.15 plain, 1.3 hills, 1.4
mountains) at an assumed speed by terrain; a sea link is sailed. All three are planning assumptions of this project,
not measurements: an estimate ("ước tính"). People may cut a link or correct its minutes ("đã chỉnh"). A table a
road engine computed beforehand replaces the estimate ("theo máy tính đường"); as it knows no cuts, what a cut or a
correction changes over the graph is added to its minutes.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from core.communes.rules import Commune, CommuneCode, Link, distance_km
from mobilization.rules.problem import Minutes

Graph = dict[CommuneCode, list[tuple[CommuneCode, float]]]


@dataclass(frozen=True, kw_only=True, slots=True)
class Terrain:
    """How roads wind and how fast one drives: `least_density` people per km² and more."""

    least_density: float
    winding: float
    speed_kmh: float


TERRAINS = (
    Terrain(least_density=500.0, winding=1.15, speed_kmh=40.0),
    Terrain(least_density=150.0, winding=1.3, speed_kmh=35.0),
    Terrain(least_density=0.0, winding=1.4, speed_kmh=30.0),
)
SEA_WINDING = 1.1
SEA_SPEED_KMH = 28.0  # some 15 knots, what a passenger boat makes between Sa Kỳ and Lý Sơn
BOARDING_MINUTES = 30.0
MOST_MINUTES = 1440  # of one link: beyond a day it is cut


class Source(StrEnum):
    """Where minutes come from."""

    ESTIMATE = "estimate"
    ADJUSTED = "adjusted"
    ENGINE = "engine"


@dataclass(frozen=True, kw_only=True, slots=True)
class RoadChange:
    """What people say of the link between two neighbours: other minutes, or None: cut."""

    a: str
    b: str
    minutes: float | None


class Way(NamedTuple):
    """Minutes on the way, and where they come from."""

    minutes: float
    source: Source


def terrain_of(commune: Commune) -> Terrain:
    """Return a commune's terrain by how densely it is settled."""
    density = commune.population / commune.area_km2
    return next(terrain for terrain in TERRAINS if density >= terrain.least_density)


def link_minutes(a: Commune, b: Commune, *, by_sea: bool) -> float:
    """Return the estimated minutes over one link."""
    km = distance_km(a.lat, a.lon, b.lat, b.lon)
    if by_sea:
        return BOARDING_MINUTES + km * SEA_WINDING / SEA_SPEED_KMH * 60
    ends = (terrain_of(a), terrain_of(b))
    return sum(km / 2 * terrain.winding / terrain.speed_kmh * 60 for terrain in ends)


class RoadMap:
    """The graph of neighbours with what people changed in it, and a road engine's minutes where there are some."""

    def __init__(
        self,
        communes: Sequence[Commune],
        links: Iterable[Link],
        changes: Iterable[RoadChange] = (),
        engine: Mapping[tuple[str, str], float] | None = None,
    ) -> None:
        by_code = {commune.code: commune for commune in communes}
        said = {frozenset((change.a, change.b)): change.minutes for change in changes}
        self._plain: Graph = {code: [] for code in by_code}
        self._now: Graph = {code: [] for code in by_code} if said else self._plain
        self._engine = engine or {}
        self._ways: dict[CommuneCode, dict[CommuneCode, Way]] = {}
        self._minutes: dict[CommuneCode, list[Minutes]] = {}
        for link in links:
            minutes = link_minutes(by_code[link.a], by_code[link.b], by_sea=link.by_sea)
            _join(self._plain, link, minutes)
            if said:
                changed = said.get(frozenset((link.a, link.b)), minutes)
                if changed is not None:
                    _join(self._now, link, changed)

    def ways_to(self, target: CommuneCode) -> dict[CommuneCode, Way]:
        """Return the way from every commune that has one to `target`; worked out once."""
        if target not in self._ways:
            self._ways[target] = self._ways_to(target)
        return self._ways[target]

    def minutes_to(self, target: CommuneCode) -> list[Minutes]:
        """Return the minutes from every other commune to `target`, for a problem; worked out once."""
        if target not in self._minutes:
            ways = self.ways_to(target)
            self._minutes[target] = [
                Minutes(code, target, ways[code].minutes if code in ways else None)
                for code in self._plain
                if code != target
            ]
        return self._minutes[target]

    def _ways_to(self, target: CommuneCode) -> dict[CommuneCode, Way]:
        reached = _shortest(self._now, target)
        before = reached if self._now is self._plain else _shortest(self._plain, target)
        ways = {}
        for code, minutes in reached.items():
            more = minutes - before[code]
            source = Source.ADJUSTED if abs(more) > 1e-9 else Source.ESTIMATE
            computed = self._engine.get((code, target))
            if computed is None:
                ways[code] = Way(minutes, source)
            else:
                engine = source if source is Source.ADJUSTED else Source.ENGINE
                ways[code] = Way(max(0.0, computed + more), engine)
        return ways


@lru_cache(maxsize=4)
def road_map(
    communes: tuple[Commune, ...],
    links: tuple[Link, ...],
    changes: tuple[RoadChange, ...],
    engine: frozenset[tuple[tuple[str, str], float]],
) -> RoadMap:
    """Return the map of a state of the roads: it is asked for again and again while nothing on them changes."""
    return RoadMap(communes, links, changes, dict(engine))


def _join(graph: Graph, link: Link, minutes: float) -> None:
    graph[link.a].append((link.b, minutes))
    graph[link.b].append((link.a, minutes))


def _shortest(graph: Graph, target: CommuneCode) -> dict[CommuneCode, float]:
    """Return the minutes of the shortest way from every place that has one."""
    best: dict[CommuneCode, float] = {}
    queue: list[tuple[float, CommuneCode]] = [(0.0, target)]
    while queue:
        minutes, code = heapq.heappop(queue)
        if code in best:
            continue
        best[code] = minutes
        for neighbour, more in graph[code]:
            if neighbour not in best:
                heapq.heappush(queue, (minutes + more, neighbour))
    return best
