"""People away from home: floor, water, food, blankets, toilets, and those who look after them."""

from __future__ import annotations

from mobilization.rules.scenarios.drivers import Driver
from mobilization.rules.scenarios.figures import Figure, given
from mobilization.rules.scenarios.sheet import LIFE, NECESSARY, URGENT, Sheet

HOUSES = (("CT-002", "hall_area"), ("CT-003", "refuge_area"), ("CT-004", "office_area"),
          ("CT-006", "temple_area"), ("CT-007", "house_area"), ("CT-008", "hotel_area"))  # fmt: skip


def shelter(sheet: Sheet, people: Figure) -> None:
    """Add schools for the floor people need, with the other buildings that would do."""
    floor = people * sheet.norm("floor")
    sheet.total("shelter_m2", floor)
    others = tuple((code, (floor / sheet.norm(area)).units) for code, area in HOUSES)
    figure = floor.called("m2") / sheet.norm("school_area")
    sheet.need("CT-001", figure, LIFE, within=sheet.within(), instead=others)
    if Driver.VULNERABLE in sheet.facts:
        beds = people * given(sheet.facts[Driver.VULNERABLE], "%") / given(100, "%")
        ill = beds * sheet.norm("care_share")
        sheet.need("CT-005", ill * sheet.norm("floor") / sheet.norm("clinic_area"), URGENT)


def water(sheet: Sheet, people: Figure) -> None:
    """Add drinking water in bottles and the rest of the basic water from tankers or works."""
    days = sheet.fact(Driver.DAYS)
    total = people * sheet.norm("water_total") * days
    drinking = people * sheet.norm("water_drinking") * days
    sheet.total("water_l", total)
    sheet.total("drinking_l", drinking)
    sheet.need("HC-004", drinking, LIFE, within=sheet.within())
    rest = total.called("lít nước") - drinking.called("lít nước uống")
    sheet.need("HC-005", rest / given(1000, "lít/m3"), URGENT)
    sheet.total("taps", (people / sheet.norm("people_per_tap")).upped("vòi"))


def food(sheet: Sheet, people: Figure, *, cooked: bool = True) -> None:
    """Add food: noodles and dry rations first, rice for all the days where it can be cooked."""
    days = sheet.fact(Driver.DAYS)
    first = given(min(sheet.facts[Driver.DAYS], int(sheet.norms["noodle_days"].value)), "ngày đầu")
    sheet.need("HC-002", people * sheet.norm("noodles") * first, URGENT, within=sheet.within())
    if cooked:
        sheet.need("HC-001", people * days * sheet.norm("rice"), URGENT)
    sheet.need("HC-003", people * sheet.norm("dry_ration") * given(1, "ngày đầu"), NECESSARY)


def stay(sheet: Sheet, people: Figure) -> None:
    """Add all that people need who stay elsewhere for some days."""
    shelter(sheet, people)
    water(sheet, people)
    food(sheet, people)
    sheet.need("HC-016", people * sheet.norm("blankets"), NECESSARY)
    toilets = people / sheet.norm("people_per_toilet")
    sheet.total("toilets", toilets.upped("cái"))
    sheet.need("HC-020", toilets, NECESSARY)


def helpers(sheet: Sheet, people: Figure) -> None:
    """Add the people who move others and look after them."""
    within = sheet.within()
    weak = people * given(sheet.facts[Driver.VULNERABLE], "%") / given(100, "%")
    sheet.need("LL-007", people / sheet.norm("shock_team"), LIFE, within=within)
    sheet.need("LL-008", people / sheet.norm("police"), URGENT, within=within)
    sheet.need("LL-015", weak / sheet.norm("youth"), URGENT, within=within)
    sheet.need("LL-016", people / sheet.norm("women"), NECESSARY)
    sheet.need("LL-020", people / sheet.norm("medics"), URGENT, within=within)
