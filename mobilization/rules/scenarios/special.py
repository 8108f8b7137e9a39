"""Oil, chemicals, radiation, epidemic, people's air defence: where a specialist decides, only what is plain."""

from __future__ import annotations

from mobilization.rules.scenarios.carrying import by_road, by_water
from mobilization.rules.scenarios.drivers import Driver
from mobilization.rules.scenarios.figures import Figure, given
from mobilization.rules.scenarios.natural import evacuation
from mobilization.rules.scenarios.sheet import LIFE, NECESSARY, URGENT, Sheet
from mobilization.rules.scenarios.staying import food, helpers, shelter, water


def oil(sheet: Sheet) -> None:
    """The commune's part: boom, sorbent, boats, people on the shore. The source's owner acts first."""
    tonnes = sheet.fact(Driver.OIL_TONNES)
    ring = sheet.fact(Driver.SHIP_M) * sheet.norm("boom_lengths")
    mouth = sheet.fact(Driver.MOUTH_M) * sheet.norm("boom_mouth")
    boom = ring if ring.value >= mouth.value else mouth
    sheet.need("TB-041", boom, LIFE)
    sheet.need("TB-042", tonnes / sheet.norm("skimmer_tonnes"), URGENT)
    sheet.need("VT-018", tonnes * sheet.norm("sorbent"), URGENT)
    towing = boom.called("m phao") / sheet.norm("boom_per_boat")
    sheet.need("PT-005", towing, URGENT)
    sheet.need("PT-009", towing, URGENT)
    shore = sheet.fact(Driver.SHORE_KM) * sheet.norm("shore_people")
    sheet.need("LL-013", shore * sheet.norm("shore_guards"), URGENT)
    sheet.need("LL-007", shore * sheet.norm("shore_team"), URGENT)
    sheet.need("TB-039", shore * given(1, "bộ/người"), URGENT)


def _in_the_zone(sheet: Sheet) -> Figure:
    return (sheet.fact(Driver.PEOPLE) * sheet.norm("responders_share")).upped("người làm nhiệm vụ")


def chemical(sheet: Sheet) -> None:
    """Evacuate the sector the specialists name; protect those who work in it and clean those who come out.

    Distances, agents and the troops that handle them are the specialists' (ERG tables are not worked out here).
    """
    evacuation(sheet)
    inside = _in_the_zone(sheet)
    sheet.need("TB-038", inside * given(1, "cái/người"), LIFE, within=sheet.within())
    sheet.need("TB-039", inside * sheet.norm("suits"), LIFE, within=sheet.within())
    cleaned = sheet.fact(Driver.PEOPLE) / sheet.norm("decon_people")
    sheet.need("PT-033", cleaned, LIFE, within=sheet.within())


def radiation(sheet: Sheet) -> None:
    """Move people and house them: what they may drink and eat, and for how long, the specialist authority says."""
    people = sheet.fact(Driver.PEOPLE)
    (by_water if sheet.by_boat() else by_road)(sheet, people)
    shelter(sheet, people)
    helpers(sheet, people)


def epidemic(sheet: Sheet) -> None:
    """Care for the ill, supply those kept apart."""
    cases, days = sheet.fact(Driver.CASES), sheet.fact(Driver.DAYS)
    people = (sheet.fact(Driver.HOUSEHOLDS) * sheet.norm("household")).called("người cách ly")
    if people.value:
        water(sheet, people)
        food(sheet, people)
        sheet.need("HC-007", people * sheet.norm("ready_meals") * given(1, "ngày đầu"), URGENT)
        sheet.need("HC-006", people * sheet.norm("infant_share") * sheet.norm("milk") * days, NECESSARY)
    beds = cases * sheet.norm("floor")
    sheet.need("CT-005", beds / sheet.norm("clinic_area"), LIFE)
    others = (("CT-008", (beds / sheet.norm("hotel_area")).units),)
    sheet.need("CT-001", beds / sheet.norm("school_area"), URGENT, instead=others)
    staff = (cases / sheet.norm("cases_per_medic")).upped("nhân viên")
    sheet.need("LL-020", cases / sheet.norm("cases_per_medic"), LIFE)
    sheet.need("LL-021", cases / sheet.norm("cases_per_team"), LIFE)
    sheet.need("PT-026", cases / sheet.norm("cases_per_ambulance"), LIFE)
    sheet.need("TB-039", staff.ending() * sheet.norm("suits") * days, LIFE)
    sheet.need("HC-013", cases * sheet.norm("case_kit"), LIFE)
    sheet.need("VT-020", (people.ending() + cases) * sheet.norm("case_masks") * days, URGENT)
    homes = sheet.fact(Driver.HOUSEHOLDS)
    sheet.need("HC-014", homes * sheet.norm("chloramine_house"), URGENT)
    sheet.need("TB-037", homes / sheet.norm("houses_per_sprayer"), URGENT)


def air_defence(sheet: Sheet) -> None:
    """Places to shelter on the alarm, of unclassified works only, and sirens."""
    people = sheet.fact(Driver.PEOPLE)
    within = sheet.facts[Driver.ALARM_MINUTES]
    rooms = people * sheet.norm("bunker_floor")
    bunkers, caves = people / sheet.norm("bunker_people"), people / sheet.norm("cave_people")
    others = (("CT-011", bunkers.units), ("CT-012", caves.units))
    sheet.need("CT-010", rooms, LIFE, within=within, instead=others)
    sheet.need("CT-019", people / sheet.norm("people_per_siren"), LIFE)
