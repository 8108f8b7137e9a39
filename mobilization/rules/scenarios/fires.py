"""Forest fire, fire in houses and works, collapse, ships in distress."""

from __future__ import annotations

from mobilization.rules.scenarios.carrying import seats, with_boats
from mobilization.rules.scenarios.drivers import Driver
from mobilization.rules.scenarios.figures import given
from mobilization.rules.scenarios.natural import casualties, dig_out
from mobilization.rules.scenarios.sheet import LIFE, NECESSARY, URGENT, Sheet

HIGH_DANGER = 4  # from danger level IV a second shift stands by
CREW = (("LL-022", LIFE), ("LL-023", LIFE), ("LL-007", LIFE), ("LL-001", URGENT))


def forest_fire(sheet: Sheet) -> None:
    """Crews of twelve by area, doubled on steep ground or at high danger, each with its kit."""
    crews = sheet.fact(Driver.BURNING_HA) / sheet.norm("ha_per_crew")
    if sheet.facts[Driver.STEEP] == 2:
        crews = crews * sheet.norm("steep_factor")
    if sheet.facts[Driver.FIRE_DANGER] >= HIGH_DANGER:
        crews = crews * sheet.norm("danger_shifts")
    sheet.total("crews", crews.upped("tổ"))
    count = crews.upped("tổ")
    size = count * sheet.norm("fire_crew")
    for code, priority in CREW:
        sheet.need(code, size * sheet.norm(f"crew_part_{code}"), priority)
    kit = (("TB-034", "crew_blowers"), ("TB-035", "crew_beaters"), ("TB-036", "crew_sprayers"),
           ("VT-012", "crew_machetes"), ("TB-021", "crew_radios"))  # fmt: skip
    for code, norm in kit:
        sheet.need(code, count * sheet.norm(norm), URGENT)
    sheet.need("TB-016", count * given(1, "cái/tổ"), URGENT)
    sheet.need("TB-031", count * given(1, "túi/tổ"), NECESSARY)
    sheet.need("TB-015", count / sheet.norm("crews_per_pump"), URGENT)
    cubic = (count * sheet.norm("tanker_m3")).called("m3")
    sheet.need("CT-016", cubic, NECESSARY)
    far = given(max(1, sheet.facts[Driver.WATER_KM]), "km đến nước")
    loads = cubic / sheet.norm("tanker_load") / sheet.norm("tanker_trips")
    sheet.need("PT-029", loads * far / sheet.norm("tanker_km"), URGENT)
    sheet.need("HC-004", size * sheet.norm("crew_water"), NECESSARY)


def town_fire(sheet: Sheet) -> None:
    """Engines with their crews and hoses for each fire, ladders for tall houses, care for the trapped."""
    engines = sheet.fact(Driver.FIRES) * sheet.norm("fire_engine")
    count = given(engines.units, "xe chữa cháy")
    floors, trapped = sheet.fact(Driver.FLOORS), sheet.fact(Driver.TRAPPED)
    sheet.need("PT-027", engines, LIFE, within=30)
    tall = given(int(sheet.facts[Driver.FLOORS] >= sheet.norms["ladder_floors"].value), "xe (nhà cao tầng)")
    sheet.need("PT-028", sheet.fact(Driver.FIRES) * tall, LIFE, within=60)
    police = count * sheet.norm("fire_police")
    sheet.need("LL-011", police, LIFE, within=30)
    sheet.need("LL-010", police * given(1, "dân phòng/cảnh sát"), LIFE, within=30)
    sheet.need("TB-014", count * sheet.norm("fire_pumps"), URGENT, within=30)
    sheet.need("TB-033", count * sheet.norm("fire_hoses"), URGENT, within=30)
    sheet.need("TB-032", sheet.fact(Driver.FIRES) * floors * sheet.norm("extinguishers"), URGENT, within=30)
    sheet.need("TB-038", police + trapped, LIFE, within=60)
    sheet.need("PT-026", trapped / sheet.norm("ambulance_red"), LIFE, within=60)


def collapse(sheet: Sheet) -> None:
    """Rescue teams by the area fallen, machines by the storeys, care for the trapped."""
    trapped, within = sheet.fact(Driver.TRAPPED), sheet.within()
    teams = (sheet.fact(Driver.AREA_M2) / sheet.norm("collapse_area")).upped("đội")
    crews = given(teams.units, "đội")
    tall = sheet.fact(Driver.FLOORS) / sheet.norm("floors_per_crane")
    sheet.total("crews", teams)
    sheet.need("PT-020", crews * given(1, "máy/đội"), LIFE, within=within)
    sheet.need("PT-024", crews * tall.upped("xe cẩu/đội"), LIFE, within=within)
    for code in ("TB-019", "TB-020", "TB-027"):
        sheet.need(code, crews * given(1, "bộ/đội"), URGENT, within=within)
    people = crews * sheet.norm("collapse_team")
    sheet.need("LL-011", people, LIFE, within=within)
    sheet.need("LL-012", people, URGENT, within=within)
    casualties(sheet, trapped)
    dig_out(sheet, trapped + crews)


def ship(sheet: Sheet) -> None:
    """Boats for the people aboard, ships for the open sea, rafts and buoys, those who search."""
    aboard = sheet.fact(Driver.ABOARD)
    away = sheet.facts[Driver.SEA_MILES]
    offshore = away > 12 or sheet.fast()  # a launch does not search beyond territorial waters or in rough sea
    boats = aboard / sheet.norm("search_boats")
    if offshore:
        sheet.need("PT-009", boats + given(1, "dự phòng"), LIFE)
        sheet.need("PT-010", aboard / seats(sheet, "PT-010"), URGENT)
    near = "PT-004" if sheet.fast() else "PT-005"
    launches = aboard / seats(sheet, near)
    vessels = aboard / seats(sheet, "PT-009")
    sheet.need(near, launches, LIFE, instead=(("PT-009", vessels.units),))
    with_boats(sheet, given(launches.units + (boats.units if offshore else 0), "tàu, xuồng"), aboard)
    sheet.needs.pop("VT-009", None)
    sheet.need("TB-023", given(1, "sở chỉ huy") + given(1, "tàu chỉ huy"), LIFE)
    sheet.need("LL-013", boats * sheet.norm("searchers"), LIFE)
