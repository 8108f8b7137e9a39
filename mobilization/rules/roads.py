"""Minutes between communes over the graph of neighbours, and where each minute comes from.

A link is the distance of the two centroids times a winding factor by terrain (about 1.15 plain, 1.3 hills, 1.4
mountains) at an assumed speed by terrain; a sea link is sailed. All three are planning assumptions of this project,
not measurements: an estimate ("ước tính"). People may cut a link or correct its minutes ("đã chỉnh"). A table a
road engine computed beforehand replaces the estimate ("theo máy tính đường"); as it knows no cuts, what a cut or a
correction changes over the graph is added to its minutes.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from core.communes.rules import Commune, CommuneCode, Link, distance_km
from core.values import frozen
from mobilization.rules.minutes_table import MinutesTable
from mobilization.rules.problem import Place

Graph = list[list[tuple[int, float]]]  # of each place its neighbours and the minutes there, places by number


@frozen
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


SOURCES = tuple(Source)


@frozen
class RoadChange:
    """What people say of the link between two neighbours: other minutes, or None: cut."""

    a: str
    b: str
    minutes: float | None


class Way(NamedTuple):
    """Minutes on the way, and where they come from."""

    minutes: float
    source: Source


class _Reached(NamedTuple):
    """Of every place: minutes to one place, infinity where there is no way, and their source by number."""

    minutes: NDArray[np.float64]
    source: NDArray[np.int8]


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
        links: Sequence[Link],
        changes: Iterable[RoadChange] = (),
        engine: Mapping[tuple[str, str], float] | None = None,
    ) -> None:
        by_code = {commune.code: commune for commune in communes}
        said = {frozenset((change.a, change.b)): change.minutes for change in changes}
        self._number = {code: number for number, code in enumerate(by_code)}
        self.places = _places(by_code, links)
        self._plain: Graph = [[] for _ in by_code]
        self._now: Graph = [[] for _ in by_code] if said else self._plain
        self._engine: dict[str, dict[str, float]] = {}
        for (start, end), minutes in (engine or {}).items():
            self._engine.setdefault(end, {})[start] = minutes
        self._reached: dict[str, _Reached] = {}
        for link in links:
            minutes = link_minutes(by_code[link.a], by_code[link.b], by_sea=link.by_sea)
            a, b = self._number[link.a], self._number[link.b]
            _join(self._plain, a, b, minutes)
            if said:
                changed = said.get(frozenset((link.a, link.b)), minutes)
                if changed is not None:
                    _join(self._now, a, b, changed)

    def ways_to(self, target: CommuneCode) -> dict[CommuneCode, Way]:
        """Return the way from every commune that has one to `target`."""
        reached = self._to(target)
        return {
            code: Way(minutes, SOURCES[source])
            for code, minutes, source in zip(
                self._number, reached.minutes.tolist(), reached.source.tolist(), strict=True
            )
            if math.isfinite(minutes)
        }

    def source(self, start: str, target: str) -> Source:
        """Return where the minutes from one commune to another come from."""
        return SOURCES[int(self._to(target).source[self._number[CommuneCode(start)]])]

    def minutes_to(self, targets: Sequence[str]) -> MinutesTable:
        """Return the minutes from every other commune to some, for a problem."""
        table = np.empty((len(targets), len(self._number)))
        for row, target in enumerate(targets):
            table[row] = self._to(target).minutes
            table[row, self._number[CommuneCode(target)]] = np.nan
        return MinutesTable(tuple(self._number), targets, table)

    def _to(self, target: str) -> _Reached:
        """Return the ways to a commune; they are worked out once."""
        if target not in self._reached:
            self._reached[target] = self._ways_to(target)
        return self._reached[target]

    def _ways_to(self, target: str) -> _Reached:
        end = self._number[CommuneCode(target)]
        minutes = before = np.array(_shortest(self._now, end))
        if self._now is not self._plain:
            before = np.array(_shortest(self._plain, end))
        there = np.isfinite(minutes)
        more = np.subtract(minutes, before, out=np.zeros(len(minutes)), where=there)
        adjusted = np.abs(more) > 1e-9
        source = np.where(adjusted, SOURCES.index(Source.ADJUSTED), SOURCES.index(Source.ESTIMATE))
        known = self._engine.get(target)
        if known:
            computed = np.array([known.get(code, np.nan) for code in self._number])
            told = there & ~np.isnan(computed)
            minutes = np.where(told, np.maximum(0.0, computed + more), minutes)
            source[told & ~adjusted] = SOURCES.index(Source.ENGINE)
        return _Reached(minutes, source.astype(np.int8))


@lru_cache(maxsize=4)
def road_map(
    communes: tuple[Commune, ...],
    links: tuple[Link, ...],
    changes: tuple[RoadChange, ...],
    engine: frozenset[tuple[tuple[str, str], float]],
) -> RoadMap:
    """Return the map of a state of the roads: it is asked for again and again while nothing on them changes."""
    return RoadMap(communes, links, changes, dict(engine))


def cut_off(
    coming: Iterable[tuple[int, str, str]], links: Iterable[tuple[str, str]], cut: Iterable[tuple[str, str]]
) -> set[int]:
    """Return the numbers of those (number, from, to) between whose ends there is no way left."""
    gone = {frozenset(ends) for ends in cut}
    beside: dict[str, list[str]] = {}
    for a, b in links:
        if frozenset((a, b)) not in gone:
            beside.setdefault(a, []).append(b)
            beside.setdefault(b, []).append(a)
    piece: dict[str, str] = {}
    for place in beside:
        if place not in piece:
            piece[place], more = place, [place]
            while more:
                for other in beside[more.pop()]:
                    if other not in piece:
                        piece[other] = place
                        more.append(other)
    return {number for number, start, end in coming if piece.get(start, start) != piece.get(end, end)}


def _places(communes: Mapping[CommuneCode, Commune], links: Iterable[Link]) -> list[Place]:
    """Return the communes as the planner knows them, with their neighbours."""
    neighbours: dict[str, set[str]] = {code: set() for code in communes}
    for link in links:
        neighbours[link.a].add(link.b)
        neighbours[link.b].add(link.a)
    return [
        Place(id=code, lat=commune.lat, lon=commune.lon, neighbours=tuple(sorted(neighbours[code])))
        for code, commune in communes.items()
    ]


def _join(graph: Graph, a: int, b: int, minutes: float) -> None:
    graph[a].append((b, minutes))
    graph[b].append((a, minutes))


def _shortest(graph: Graph, target: int) -> list[float]:
    """Return the minutes of the shortest way from every place, infinity where there is none."""
    best = [math.inf] * len(graph)
    best[target] = 0.0
    queue = [(0.0, target)]
    while queue:
        minutes, place = heapq.heappop(queue)
        if minutes > best[place]:
            continue
        for neighbour, more in graph[place]:
            total = minutes + more
            if total < best[neighbour]:
                best[neighbour] = total
                heapq.heappush(queue, (total, neighbour))
    return best
