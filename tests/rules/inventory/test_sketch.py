"""Communes as points of a small drawing."""

from __future__ import annotations

from dataclasses import replace

from core.communes.tables import read_tables
from inventory.rules.sketch import MARGIN, WIDTH, sketched

COMMUNES = read_tables().gazetteer.communes


def test_a_province_lies_within_its_drawing_north_above_and_east_to_the_right() -> None:
    points, height = sketched(COMMUNES, [number for number, _ in enumerate(COMMUNES)])
    assert all(MARGIN <= point.x <= WIDTH - MARGIN for point in points)
    assert all(MARGIN <= point.y <= height - MARGIN + 0.5 for point in points)
    by_name = {point.commune.name: point for point in points}
    assert by_name["Lý Sơn"].x > by_name["Kon Tum"].x
    assert by_name["Lý Sơn"].y < by_name["Sa Huỳnh"].y
    assert points[0].radius < points[-1].radius


def test_as_far_apart_as_on_the_ground() -> None:
    """A degree of longitude is shorter than one of latitude by the cosine of the latitude."""
    corner, east, south = (
        replace(COMMUNES[0], lat=15 + lat, lon=108 + lon) for lat, lon in ((0, 0), (0, 1), (-1, 0))
    )
    (first, right, below), _ = sketched([corner, east, south], [1, 1, 1])
    assert round((right.x - first.x) / (below.y - first.y), 2) == 0.97


def test_one_commune_and_none() -> None:
    (point,), height = sketched(COMMUNES[:1], [0])
    assert (point.x, point.y, height) == (MARGIN, MARGIN, 2 * MARGIN)
    assert sketched([], []) == ([], 2 * MARGIN)
