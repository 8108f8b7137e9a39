"""Estimated minutes between the real communes."""

from __future__ import annotations

import random
from collections.abc import Sequence

import pytest

from core.communes.rules import CommuneCode, Link
from core.communes.tables import read_tables
from mobilization.rules.roads import BOARDING_MINUTES, link_minutes, minutes_to, terrain_of

TABLES = read_tables()
COMMUNES = TABLES.gazetteer.communes
BY_CODE = {commune.code: commune for commune in COMMUNES}
LY_SON = CommuneCode("21548")


def minutes(start: CommuneCode, end: CommuneCode, links: Sequence[Link] = TABLES.links) -> float | None:
    return minutes_to(end, COMMUNES, links).get(start)


def test_all_96_communes_reach_each_other() -> None:
    assert len(COMMUNES) == 96
    for commune in COMMUNES[::12]:
        assert set(minutes_to(commune.code, COMMUNES, TABLES.links)) == set(BY_CODE)


def test_the_way_there_is_as_long_as_the_way_back() -> None:
    pick = random.Random(7)
    for _ in range(25):
        a, b = pick.sample(sorted(BY_CODE), 2)
        assert minutes(a, b) == pytest.approx(minutes(b, a))


def test_at_home_takes_no_time_and_a_detour_never_less() -> None:
    a, b, c = COMMUNES[3].code, COMMUNES[40].code, COMMUNES[80].code
    to_c, to_b = minutes_to(c, COMMUNES, TABLES.links), minutes_to(b, COMMUNES, TABLES.links)
    assert to_c[c] == 0
    assert to_c[a] <= to_b[a] + to_c[b] + 1e-9


def test_ly_son_is_reached_by_sea_only() -> None:
    by_land = [link for link in TABLES.links if not link.by_sea]
    mainland = COMMUNES[0].code
    assert set(minutes_to(LY_SON, COMMUNES, by_land)) == {LY_SON}
    assert minutes(mainland, LY_SON, by_land) is None
    crossing = minutes(mainland, LY_SON)
    assert crossing is not None
    assert crossing > BOARDING_MINUTES


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
