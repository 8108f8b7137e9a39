"""Estimated minutes between the real communes."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from dataclasses import replace

import pytest

from core.communes.rules import EARTH_RADIUS_KM, CommuneCode, Link
from core.communes.tables import read_tables
from mobilization.rules.roads import (
    BOARDING_MINUTES,
    RoadChange,
    RoadMap,
    Source,
    Way,
    cut_off,
    link_minutes,
    terrain_of,
)

TABLES = read_tables()
COMMUNES = TABLES.gazetteer.communes
BY_CODE = {commune.code: commune for commune in COMMUNES}
LY_SON = CommuneCode("21548")


def minutes(start: CommuneCode, end: CommuneCode, links: Sequence[Link] = TABLES.links) -> float | None:
    way = RoadMap(COMMUNES, links).ways_to(end).get(start)
    return way and way.minutes


def test_all_96_communes_reach_each_other() -> None:
    assert len(COMMUNES) == 96
    roads = RoadMap(COMMUNES, TABLES.links)
    for commune in COMMUNES[::12]:
        assert set(roads.ways_to(commune.code)) == set(BY_CODE)


def test_the_way_there_is_as_long_as_the_way_back() -> None:
    pick = random.Random(7)
    for _ in range(25):
        a, b = pick.sample(sorted(BY_CODE), 2)
        assert minutes(a, b) == pytest.approx(minutes(b, a))


def test_at_home_takes_no_time_and_a_detour_never_less() -> None:
    a, b, c = COMMUNES[3].code, COMMUNES[40].code, COMMUNES[80].code
    roads = RoadMap(COMMUNES, TABLES.links)
    to_c, to_b = roads.ways_to(c), roads.ways_to(b)
    assert to_c[c].minutes == 0
    assert to_c[a].minutes <= to_b[a].minutes + to_c[b].minutes + 1e-9


def test_ly_son_is_reached_by_sea_only() -> None:
    by_land = [link for link in TABLES.links if not link.by_sea]
    mainland = COMMUNES[0].code
    assert set(RoadMap(COMMUNES, by_land).ways_to(LY_SON)) == {LY_SON}
    assert minutes(mainland, LY_SON, by_land) is None
    crossing = minutes(mainland, LY_SON)
    assert crossing is not None
    assert crossing > BOARDING_MINUTES


@pytest.mark.parametrize("km", [0, 28, 56])
def test_a_crossing_waits_for_boarding_and_winds_a_tenth(km: float) -> None:
    pier = BY_CODE[LY_SON]
    other = replace(pier, lat=pier.lat + math.degrees(km / EARTH_RADIUS_KM))
    assert link_minutes(pier, other, by_sea=True) == pytest.approx(30 + km * 1.1 / 28 * 60)


def test_a_link_takes_minutes_not_hours() -> None:
    for link in TABLES.links:
        took = link_minutes(BY_CODE[link.a], BY_CODE[link.b], by_sea=link.by_sea)
        assert 2 < took < 240, (BY_CODE[link.a].name, BY_CODE[link.b].name)


def test_mountain_roads_are_slower_than_the_plain() -> None:
    speeds = [terrain_of(commune).speed_kmh / terrain_of(commune).winding for commune in COMMUNES]
    densest = max(COMMUNES, key=lambda commune: commune.population / commune.area_km2)
    emptiest = min(COMMUNES, key=lambda commune: commune.population / commune.area_km2)
    assert terrain_of(densest).speed_kmh / terrain_of(densest).winding == max(speeds)
    assert terrain_of(emptiest).speed_kmh / terrain_of(emptiest).winding == min(speeds)


def test_neighbours_are_named_once_and_never_themselves() -> None:
    pairs = [frozenset((link.a, link.b)) for link in TABLES.links]
    assert len(set(pairs)) == len(pairs)
    assert all(len(pair) == 2 for pair in pairs)
    assert set().union(*pairs) == set(BY_CODE)


def test_what_people_say_of_a_link_changes_the_way_and_its_source() -> None:
    link = TABLES.links[0]
    plain = RoadMap(COMMUNES, TABLES.links).ways_to(link.b)
    assert plain[link.a].source is Source.ESTIMATE
    cut = RoadMap(COMMUNES, TABLES.links, [RoadChange(a=link.b, b=link.a, minutes=None)]).ways_to(link.b)
    assert cut[link.a].minutes > plain[link.a].minutes
    assert cut[link.a].source is Source.ADJUSTED
    slow = RoadMap(COMMUNES, TABLES.links, [RoadChange(a=link.a, b=link.b, minutes=1)]).ways_to(link.b)
    assert slow[link.a] == Way(1, Source.ADJUSTED)
    far = [code for code in BY_CODE if cut.get(code) == plain[code]]
    assert len(far) > 20, "a cut far away must not touch the others"
    to_island = [link for link in TABLES.links if LY_SON in (link.a, link.b)]
    storm = [RoadChange(a=link.a, b=link.b, minutes=None) for link in to_island]
    engine: dict[tuple[str, str], float] = {(COMMUNES[0].code, LY_SON): 90.0}  # knows no storm
    for known in (None, engine):
        alone = RoadMap(COMMUNES, TABLES.links, storm, known)
        assert set(alone.ways_to(LY_SON)) == {LY_SON}
        assert alone.minutes_to([LY_SON]).table[0][0] == math.inf


def test_a_road_engines_minutes_count_and_carry_the_detour_of_a_cut() -> None:
    link = TABLES.links[0]
    engine: dict[tuple[str, str], float] = {(link.a, link.b): 33.0}
    ways = RoadMap(COMMUNES, TABLES.links, engine=engine).ways_to(link.b)
    assert ways[link.a] == Way(33.0, Source.ENGINE)
    assert Source.ENGINE not in {way.source for code, way in ways.items() if code != link.a}
    cuts = [RoadChange(a=link.a, b=link.b, minutes=None)]
    plain = RoadMap(COMMUNES, TABLES.links).ways_to(link.b)[link.a].minutes
    longer = RoadMap(COMMUNES, TABLES.links, cuts).ways_to(link.b)[link.a].minutes - plain
    detour = RoadMap(COMMUNES, TABLES.links, cuts, engine).ways_to(link.b)[link.a]
    assert detour.minutes == pytest.approx(33 + longer)
    assert detour.source is Source.ADJUSTED


LINE = (("a", "b"), ("b", "c"), ("c", "d"))
RING = (*LINE, ("d", "a"))


@pytest.mark.parametrize(
    ("links", "cut", "reached"),
    [
        (LINE, (), "abcd"),
        (LINE, (("b", "a"),), "a"),  # told from either end
        (LINE, (("b", "c"),), "ab"),
        (RING, (("a", "b"),), "abcd"),  # the other way round
        (RING, (("a", "b"), ("a", "d")), "a"),
        ((), (), "a"),
    ],
)
def test_what_still_has_a_way(
    links: tuple[tuple[str, str], ...], cut: tuple[tuple[str, str], ...], reached: str
) -> None:
    coming = [(number, place, "a") for number, place in enumerate("abcd")]
    there = {"abcd"[number] for number, _from, _to in coming} - {
        "abcd"[number] for number in cut_off(coming, links, cut)
    }
    assert there == set(reached)
    assert cut_off([(number, to, start) for number, start, to in coming], links, cut) == cut_off(
        coming, links, cut
    )
