"""Communes as points of a small drawing, north above, as far apart as they are on the ground."""

from __future__ import annotations

from collections.abc import Sequence
from math import cos, radians, sqrt

from core.communes.rules import Commune
from core.values import frozen

WIDTH, MARGIN = 400, 12
LEAST, MOST = 3.0, 9.0  # radii


@frozen
class Point:
    """Where a commune stands, from the left and from the top, and how large."""

    commune: Commune
    x: float
    y: float
    radius: float


def sketched(communes: Sequence[Commune], rows: Sequence[int]) -> tuple[list[Point], int]:
    """Return the points of some communes, their areas by `rows`, and the drawing's height; its width is `WIDTH`."""
    if not communes:
        return [], 2 * MARGIN
    lats, lons = [one.lat for one in communes], [one.lon for one in communes]
    north, west = max(lats), min(lons)
    # A degree to the east is so much shorter than one to the north.
    shrink = cos(radians((north + min(lats)) / 2))
    across, down = (max(lons) - west) * shrink, north - min(lats)
    scale = (WIDTH - 2 * MARGIN) / max(across, down, 1e-6)
    largest = max(1, *rows)
    points = [
        Point(
            commune=one,
            x=round(MARGIN + (one.lon - west) * shrink * scale, 1),
            y=round(MARGIN + (north - one.lat) * scale, 1),
            radius=round(LEAST + (MOST - LEAST) * sqrt(count / largest), 1),
        )
        for one, count in zip(communes, rows, strict=True)
    ]
    return points, round(2 * MARGIN + down * scale)
