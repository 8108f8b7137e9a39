"""Arrival, tier and fairness by tables of cases worked out by hand."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from core.communes.rules import distance_km
from mobilization.rules.minutes_table import Minutes
from mobilization.rules.objective import fairness, slice_units
from mobilization.rules.problem import Need, Pin, Place, Problem, Stock, Substitute, Travel
from mobilization.rules.travel import distances_km
from mobilization.solver.plan import make_plan

# One degree of a meridian is 111.195 km: x 1.4 / 30 x 60 = 311.35 minutes.
PLACES = [
    Place(id="a", lat=15.0, lon=108.0, neighbours=("b",)),
    Place(id="b", lat=16.0, lon=108.0),
    Place(id="c", lat=15.0, lon=108.0),
]
STOCK = Stock("s", "b", "boat", 4)
NEED = Need("n", "a", "boat", 4)


def solve(stock: Stock, need: Need = NEED, **more: Any) -> tuple[int, int] | None:
    """Return minutes and tier of the only line, or None when there is none."""
    plan = make_plan(Problem(places=PLACES, stocks=[stock], needs=[need], **more))
    return (plan.lines[0].minutes, plan.lines[0].tier) if plan.lines else None


@pytest.mark.parametrize(
    ("stock", "more", "minutes"),
    [
        (STOCK, {}, 312),
        (STOCK._replace(ready_minutes=0.6), {}, 312),
        (STOCK._replace(ready_minutes=0.7), {}, 313),
        (STOCK._replace(speed_kmh=60), {}, 156),
        (STOCK, {"travel": Travel(speed_kmh=60, detour=1.4)}, 156),
        (STOCK._replace(speed_kmh=30), {"travel": Travel(speed_kmh=60, detour=1)}, 223),
        (STOCK._replace(place="a", ready_minutes=7), {}, 7),
        (STOCK._replace(place="c"), {}, 0),
        (STOCK, {"minutes": [Minutes("b", "a", 20.5)]}, 21),
        (STOCK, {"minutes": [Minutes("a", "b", 20.5)]}, 312),
        (STOCK._replace(speed_kmh=60), {"minutes": [Minutes("b", "a", 20)]}, 20),
        (STOCK, {"minutes": [Minutes("b", "a", None)]}, None),
        (STOCK._replace(place="a"), {"minutes": [Minutes("a", "a", None)]}, 0),
    ],
)
def test_arrival(stock: Stock, more: dict[str, Any], minutes: int | None) -> None:
    line = solve(stock, **more)
    assert (line and line[0]) == minutes


@pytest.mark.parametrize(("limit", "covered"), [(None, 4), (312, 4), (311.9, 0), (0, 0)])
def test_only_what_arrives_within_the_deadline_covers(limit: float | None, covered: int) -> None:
    need = NEED._replace(within_minutes=limit)
    plan = make_plan(Problem(places=PLACES, stocks=[STOCK], needs=[need]))
    assert plan.objective.covered == {1: covered}


@pytest.mark.parametrize(
    ("place", "level", "need_place", "tier"),
    [
        ("a", "commune", "a", 0),
        ("b", "commune", "a", 1),
        ("a", "commune", "b", 2),  # b does not name a as its neighbour
        ("c", "commune", "a", 2),
        ("a", "province", "a", 2),
        ("b", "province", "a", 2),
        ("a", "central", "a", 3),
        ("c", "central", "a", 3),
    ],
)
def test_tier(place: str, level: str, need_place: str, tier: int) -> None:
    line = solve(STOCK._replace(place=place, level=level), NEED._replace(place=need_place))
    assert line is not None
    assert line[1] == tier


@pytest.mark.parametrize(
    ("quantity", "slices"),
    [
        (0, (0,) * 10),
        (1, (0, 0, 0, 0, 0, 0, 0, 0, 0, 1)),
        (7, (0, 1, 1, 0, 1, 1, 0, 1, 1, 1)),
        (10, (1,) * 10),
        (25, (2, 3, 2, 3, 2, 3, 2, 3, 2, 3)),
    ],
)
def test_slices(quantity: int, slices: tuple[int, ...]) -> None:
    assert slice_units(quantity) == slices
    assert sum(slices) == quantity


@pytest.mark.parametrize(
    ("quantity", "covered", "value"), [(10, 0, 0), (10, 3, 27), (1, 1, 1), (25, 6, 55), (10, 10, 55)]
)
def test_fairness(quantity: int, covered: int, value: int) -> None:
    assert fairness(quantity, covered) == value


@pytest.mark.parametrize(
    ("ratio", "there", "asked", "line"),
    [
        ("2", 5, 4, (4, 2)),
        ("0.5", 5, 3, (2, 3)),
        ("1.5", 4, 4, (3, 2)),
        ("0.3", 1, 9, (1, 3)),
        ("1", 4, 4, (4, 4)),
        ("2", 1, 4, None),
    ],
)
def test_whole_units_of_a_substitute(
    ratio: str, there: int, asked: int, line: tuple[int, int] | None
) -> None:
    plan = make_plan(
        Problem(
            places=PLACES,
            stocks=[Stock("s", "b", "small boat", there)],
            needs=[NEED._replace(quantity=asked)],
            substitutes=[Substitute(asked="boat", given="small boat", given_per_asked=Fraction(ratio))],
        )
    )
    assert [(row.quantity, row.covers) for row in plan.lines] == ([line] if line else [])


@pytest.mark.parametrize(
    ("pins", "limit", "lines"),
    [
        ([("s", 1)], None, [("near", 4, 4), ("s", 1, 1)]),
        (
            [("s", 4), ("near", 3)],
            None,
            [("near", 3, 3), ("s", 4, 2)],
        ),  # more than asked: the nearest counts first
        ([("s", 2)], 60, [("near", 5, 5), ("s", 2, 0)]),  # on its way, and late
    ],
)
def test_pins(pins: list[tuple[str, int]], limit: float | None, lines: list[tuple[str, int, int]]) -> None:
    problem = Problem(
        places=PLACES,
        stocks=[STOCK, Stock("near", "a", "boat", 9)],
        needs=[NEED._replace(quantity=5, within_minutes=limit)],
        pins=[Pin(need="n", stock=stock, quantity=units) for stock, units in pins],
    )
    assert [(row.stock, row.quantity, row.covers) for row in make_plan(problem).lines] == lines


def test_many_distances_are_the_same_as_one_by_one() -> None:
    lat, lon = np.array([15.0, 15.4, -33.0]), np.array([108.0, 108.9, 151.0])
    for i, j in np.ndindex(3, 3):
        one = distance_km(float(lat[i]), float(lon[i]), float(lat[j]), float(lon[j]))
        assert distances_km(lat, lon, lat, lon)[i, j] == pytest.approx(one, rel=1e-12, abs=1e-9)
