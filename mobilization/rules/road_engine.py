"""What a road engine is asked and what of its answer is believed: minutes between communes, block by block.

The table service of OSRM (https://project-osrm.org/docs/v5.24.0/api/#table-service) takes at most 100 coordinates in
one call as it is installed, and puts every coordinate on the nearest road, however far that is. A commune whose
centre is put more than ten kilometres away is not on the engine's map: its estimate stays.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from core.communes.rules import Commune
from core.errors import DomainError
from core.values import frozen

BLOCK = 50  # communes on each side of one call
MOST_SNAP_M = 10_000.0
MOST_SECONDS = 7 * 24 * 3600.0


class RoadEngineError(DomainError):
    """The road engine gave no usable answer; the table kept before stays. Fact: `why`."""

    code = "road_engine"


@frozen
class Block:
    """Communes to start from and communes to reach, asked of the engine in one call."""

    starts: Sequence[Commune]
    ends: Sequence[Commune]

    @property
    def path(self) -> str:
        """The call's path and query: all coordinates as lon,lat, then which of them start and which end."""
        points = ";".join(f"{place.lon:.6f},{place.lat:.6f}" for place in (*self.starts, *self.ends))
        first = ";".join(map(str, range(len(self.starts))))
        last = ";".join(str(len(self.starts) + number) for number in range(len(self.ends)))
        return f"/table/v1/driving/{points}?annotations=duration&sources={first}&destinations={last}"


def blocks(communes: Sequence[Commune]) -> Iterator[Block]:
    """Yield the calls that together ask for every pair."""
    parts = [communes[start : start + BLOCK] for start in range(0, len(communes), BLOCK)]
    for starts in parts:
        for ends in parts:
            yield Block(starts=starts, ends=ends)


def minutes_told(block: Block, answer: Any) -> dict[tuple[str, str], float]:
    """Return the minutes an answer tells, pairs without a way and places off the map left out.

    Raises RoadEngineError for an answer of another shape.
    """
    try:
        if answer["code"] != "Ok":
            raise RoadEngineError(why=str(answer["code"]))
        starts = _on_the_map(block.starts, answer["sources"])
        ends = _on_the_map(block.ends, answer["destinations"])
        rows = answer["durations"]
        found: dict[tuple[str, str], float] = {}
        for row, start in enumerate(block.starts):
            for column, end in enumerate(block.ends):
                seconds = rows[row][column]
                if seconds is None or start.code == end.code or not (starts[row] and ends[column]):
                    continue
                if not 0 <= float(seconds) <= MOST_SECONDS:
                    raise RoadEngineError(why=f"{seconds} s")
                found[start.code, end.code] = round(float(seconds) / 60, 1)
    except (KeyError, IndexError, TypeError, ValueError) as error:
        raise RoadEngineError(why=type(error).__name__) from error
    return found


def _on_the_map(places: Sequence[Commune], points: Sequence[Mapping[str, Any]]) -> list[bool]:
    """Return for each place whether the engine found a road near its centre."""
    if len(points) != len(places):
        raise RoadEngineError(why=f"{len(points)} / {len(places)}")
    return [float(point["distance"]) <= MOST_SNAP_M for point in points]
