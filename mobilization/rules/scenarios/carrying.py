"""People carried within a time: trips, trips a vehicle makes, vehicles; and what each boat carries with it."""

from __future__ import annotations

from mobilization.rules.scenarios.drivers import Driver
from mobilization.rules.scenarios.figures import Figure, given
from mobilization.rules.scenarios.sheet import LIFE, URGENT, Sheet

BOATS = ("PT-005", "PT-001", "PT-002", "PT-003", "PT-004", "PT-006", "PT-007", "PT-008")
CARS = ("PT-016", "PT-017", "PT-013", "PT-012", "PT-014", "PT-015", "PT-018")


def seats(sheet: Sheet, type_code: str) -> Figure:
    """Return how many people one trip of a type takes under the present conditions, whole persons."""
    factor = sheet.norm("load_factor_fast" if sheet.fast() else "load_factor")
    return (sheet.norm(f"seats_{type_code}") * factor).floored("người")


def trips(sheet: Sheet, people: Figure, type_code: str) -> Figure:
    """Return the trips: ceil(persons / floor(capacity × load factor))."""
    return (people / seats(sheet, type_code)).upped("chuyến")


def trips_each(sheet: Sheet, *, by_boat: bool) -> Figure:
    """Return the trips one vehicle makes: max(1, floor(window / cycle)), cycle = there and back plus handling."""
    kind = "boat" if by_boat else "road"
    handling, speed = sheet.norm(f"{kind}_handling"), sheet.norm(f"{kind}_speed")
    there = given(2 * sheet.facts.get(Driver.KM, 0), "km") / speed
    cycle = (there * given(60, "phút") + handling).called("phút/vòng")
    window = given(sheet.facts[Driver.HOURS] * 60, "phút")
    return (window / cycle).floored("chuyến/phương tiện")


def vehicles(sheet: Sheet, people: Figure, type_code: str, *, by_boat: bool) -> Figure:
    """Return the vehicles of a type: ceil(trips / trips each)."""
    return trips(sheet, people, type_code) / trips_each(sheet, by_boat=by_boat)


def by_road(sheet: Sheet, people: Figure) -> None:
    """Add coaches for people, with every other vehicle that would do and how many of it."""
    others = tuple((code, vehicles(sheet, people, code, by_boat=False).units) for code in CARS[1:])
    sheet.total("trips", trips(sheet, people, CARS[0]))
    figure = vehicles(sheet, people, CARS[0], by_boat=False)
    sheet.need(CARS[0], figure, LIFE, within=sheet.within(), instead=others)


def by_water(sheet: Sheet, people: Figure) -> None:
    """Add launches for people with their crews, jackets, buoys and ropes, and the other boats that would do."""
    others = tuple((code, vehicles(sheet, people, code, by_boat=True).units) for code in BOATS[1:])
    sheet.total("trips", trips(sheet, people, BOATS[0]))
    figure = vehicles(sheet, people, BOATS[0], by_boat=True)
    sheet.need(BOATS[0], figure, LIFE, within=sheet.within(), instead=others)
    boats = given(figure.units, "xuồng, ca nô")
    with_boats(sheet, boats, seats(sheet, BOATS[0]).ending())


def with_boats(sheet: Sheet, boats: Figure, room: Figure) -> None:
    """Add what every boat carries: crew, a jacket for each seat and each of the crew with a reserve, buoys, rope."""
    crew, reserve = sheet.norm("boat_crew"), sheet.norm("jacket_reserve")
    within = sheet.within()
    aboard = room + crew
    spare = Figure(
        value=1 + reserve.value, text=f"(100% + dự phòng {reserve.text.partition('%')[0]}%)", norms=reserve.norms
    )  # fmt: skip
    sheet.need("TB-001", boats * aboard * spare, LIFE, within=within)
    sheet.need("TB-002", boats * sheet.norm("ring_buoys"), LIFE, within=within)
    sheet.need("LL-026", boats * crew, LIFE, within=within)
    sheet.need("VT-009", boats * sheet.norm("rope_per_boat"), URGENT, within=within)
    sheet.need("TB-003", boats / sheet.norm("rafts_per_boats"), URGENT, within=within)
