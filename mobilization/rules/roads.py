"""Minutes between communes: an estimate ("ước tính") over the graph of neighbours.

A link is the distance of the two centroids times a winding factor by terrain (about 1.15 plain, 1.3 hills, 1.4
mountains) at an assumed speed by terrain; a sea link is sailed. All three are planning assumptions of this project,
not measurements; a road engine's table can replace the result.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from core.communes.rules import Commune, CommuneCode, Link, distance_km


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


def minutes_to(
    target: CommuneCode, communes: Sequence[Commune], links: Iterable[Link]
) -> Mapping[CommuneCode, float]:
    """Return the estimated minutes from every commune that has a way to `target`."""
    by_code = {commune.code: commune for commune in communes}
    ways: dict[CommuneCode, list[tuple[CommuneCode, float]]] = {code: [] for code in by_code}
    for link in links:
        minutes = link_minutes(by_code[link.a], by_code[link.b], by_sea=link.by_sea)
        ways[link.a].append((link.b, minutes))
        ways[link.b].append((link.a, minutes))
    best: dict[CommuneCode, float] = {}
    queue: list[tuple[float, CommuneCode]] = [(0.0, target)]
    while queue:
        minutes, code = heapq.heappop(queue)
        if code in best:
            continue
        best[code] = minutes
        for neighbour, more in ways[code]:
            if neighbour not in best:
                heapq.heappush(queue, (minutes + more, neighbour))
    return best
