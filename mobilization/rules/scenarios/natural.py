"""Evacuation, flood, storm, landslide: the scenarios of Luật Phòng, chống thiên tai."""

from __future__ import annotations

from dataclasses import replace

from mobilization.rules.scenarios.carrying import by_road, by_water, vehicles
from mobilization.rules.scenarios.drivers import Driver
from mobilization.rules.scenarios.figures import Figure, given
from mobilization.rules.scenarios.sheet import LIFE, NECESSARY, URGENT, Sheet
from mobilization.rules.scenarios.staying import food, helpers, stay, water


def evacuation(sheet: Sheet) -> None:
    """Carry people away, house them, feed them."""
    people = sheet.fact(Driver.PEOPLE)
    (by_water if sheet.by_boat() else by_road)(sheet, people)
    stay(sheet, people)
    helpers(sheet, people)


def flood(sheet: Sheet) -> None:
    """Reach people cut off by water and supply them until it falls."""
    people = sheet.fact(Driver.PEOPLE)
    by_water(sheet, people)
    _wading(sheet, people)
    _wall(sheet)
    food(sheet, people, cooked=False)
    water(sheet, people)
    sheet.needs.pop("HC-005", None)  # no tanker reaches a flooded village: tablets make its water safe
    litres = people * sheet.norm("water_total") * sheet.fact(Driver.DAYS)
    sheet.need("HC-015", litres / sheet.norm("tablet_water"), URGENT)
    wells = people / sheet.norm("household") * sheet.norm("well_volume") * sheet.norm("chloramine_well")
    sheet.need("HC-014", wells / given(1000, "g/kg"), NECESSARY)
    sheet.need("TB-013", sheet.fact(Driver.FLOODED_HA) / sheet.norm("pump_ha"), NECESSARY)
    sheet.need("TB-010", people / sheet.norm("people_per_generator"), NECESSARY)
    sheet.need("PT-034", people / sheet.norm("people_per_drone"), URGENT, within=sheet.within())
    sheet.need("LL-007", people / sheet.norm("shock_team"), LIFE, within=sheet.within())
    sheet.need("LL-012", people / sheet.norm("police"), URGENT, within=sheet.within())


def _wading(sheet: Sheet, people: Figure) -> None:
    """Let high trucks stand in for boats where the water is shallow enough for them."""
    if sheet.facts[Driver.DEPTH_CM] > sheet.norms["wading_depth"].value or sheet.fast():
        return
    trucks = tuple(
        (code, vehicles(sheet, people, code, by_boat=False).units) for code in ("PT-013", "PT-014")
    )
    boats = sheet.needs["PT-005"]
    sheet.needs["PT-005"] = replace(boats, instead=boats.instead + trucks)


def _wall(sheet: Sheet) -> None:
    """Add the sandbags of a wall as high as the water stands, and those who fill them."""
    depth = sheet.facts[Driver.DEPTH_CM]
    height = next((step for step in (30, 60) if depth <= step), 90)
    bags = sheet.fact(Driver.WALL_M) * sheet.norm(f"sandbags_{height}")
    sheet.need("VT-001", bags, URGENT, within=sheet.within())
    filling = bags.called("bao") / (sheet.norm("bag_filling") * sheet.fact(Driver.HOURS))
    sheet.need("LL-007", filling, LIFE, within=sheet.within())


def storm(sheet: Sheet) -> None:
    """Evacuate, shelter ships, fasten roofs and clear trees."""
    evacuation(sheet)
    ships, houses = sheet.fact(Driver.SHIPS), sheet.fact(Driver.WEAK_HOUSES)
    sheet.need("CT-015", ships / sheet.norm("ships_per_harbour"), LIFE, within=sheet.within())
    sheet.need("LL-013", ships / sheet.norm("ships_per_guard"), URGENT, within=sheet.within())
    sheet.need("TB-016", houses / sheet.norm("weak_house_saws"), URGENT)
    sheet.need("VT-001", houses * sheet.norm("roof_bags"), URGENT, within=sheet.within())
    sheet.need("VT-010", houses * sheet.norm("roof_sheets"), NECESSARY)


def landslide(sheet: Sheet) -> None:
    """Dig out people, open the road, keep cut-off hamlets in touch."""
    earth, buried = sheet.fact(Driver.DEBRIS_M3), sheet.fact(Driver.BURIED)
    hamlets, within = sheet.fact(Driver.CUT_OFF_HAMLETS), sheet.within()
    hours = sheet.fact(Driver.HOURS)
    digging = sheet.norm("excavator_rate")
    diggers = earth / digging / hours
    sheet.need("PT-020", diggers, LIFE, within=within)
    part = earth * sheet.norm("machine_part")
    sheet.need("PT-021", part / sheet.norm("dozer_rate") / hours, URGENT)
    sheet.need("PT-022", part / sheet.norm("loader_rate") / hours, URGENT)
    loading = (sheet.norm("tipper_load") / digging * given(60, "phút")).called("phút bốc")
    trucks = (sheet.norm("tipper_cycle") / loading).upped("xe/máy đào")
    tippers = trucks * diggers.upped("máy đào")
    sheet.need("PT-014", tippers, URGENT)
    if earth.value:
        drivers = given(diggers.units + tippers.units, "máy, xe")
        sheet.need("LL-027", drivers * sheet.norm("machine_shifts"), URGENT, within=within)
    road_km = sheet.fact(Driver.BLOCKED_M) / given(1000, "m/km")
    sheet.need("TB-016", road_km * sheet.norm("saws_per_km") + given(1, "dự phòng"), LIFE, within=within)
    casualties(sheet, buried)
    dig_out(sheet, buried)
    sheet.need("LL-001", buried * sheet.norm("searchers"), LIFE, within=within)
    sheet.need("LL-012", buried * sheet.norm("searchers"), URGENT)
    sheet.need("PT-034", given(1, "hiện trường") + hamlets, URGENT, within=within)
    sheet.need("TB-023", given(1, "hiện trường") + hamlets, LIFE, within=within)
    sheet.need("CT-013", hamlets, NECESSARY)


def casualties(sheet: Sheet, people: Figure) -> None:
    """Add stretchers, their bearers, ambulances and health staff for people hurt."""
    within = sheet.within()
    sheet.need("TB-030", people, LIFE, within=within)
    sheet.need("PT-026", people / sheet.norm("ambulance_red"), LIFE, within=within)
    sheet.need("LL-020", people, LIFE, within=within)
    sheet.need("LL-007", people * sheet.norm("bearers"), LIFE, within=within)


def dig_out(sheet: Sheet, people: Figure) -> None:
    """Add tools that find and free people under earth or rubble, a set for five."""
    sets = people / sheet.norm("people_per_set")
    for code in ("TB-017", "TB-018", "TB-044"):
        sheet.need(code, sets, LIFE, within=sheet.within())
