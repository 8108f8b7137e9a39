"""The thirteen scenarios: the check values hold, every code they name appears, workings say what was used."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from inventory.rules.catalogue import read_catalogue
from mobilization.rules.hazards import Hazard
from mobilization.rules.scenarios.compute import compute
from mobilization.rules.scenarios.drivers import ASKED, SPECS, Driver, DriverRangeError
from mobilization.rules.scenarios.norms import DEFAULTS
from mobilization.rules.scenarios.sheet import ScenarioNeed

KINDS = {kind.code: kind for kind in read_catalogue()}


def needs(hazard: Hazard, **said: int) -> dict[str, ScenarioNeed]:
    """Return a scenario's needs by type."""
    facts = {Driver(name): value for name, value in said.items()}
    return {need.type_code: need for need in compute(hazard, facts).needs}


def test_500_people_6_hours_3_days_by_road() -> None:
    outcome = compute(Hazard.SO_TAN, {Driver.PEOPLE: 500, Driver.HOURS: 6, Driver.DAYS: 3, Driver.KM: 15})
    found = {need.type_code: need.quantity for need in outcome.needs}
    assert {code: found[code] for code in ("PT-016", "HC-001", "HC-004", "HC-005", "HC-020")} == {
        "PT-016": 4,
        "HC-001": 750,
        "HC-004": 4500,
        "HC-005": 18,
        "HC-020": 25,
    }
    totals = {key: int(total.value) for key, total in outcome.totals.items()}
    assert totals == {
        "trips": 14,
        "shelter_m2": 1750,
        "water_l": 22500,
        "drinking_l": 4500,
        "taps": 2,
        "toilets": 25,
    }


def test_500_people_by_boat() -> None:
    outcome = compute(Hazard.SO_TAN, {Driver.MODE: 2, Driver.KM: 2})
    found = {need.type_code: need.quantity for need in outcome.needs}
    assert (outcome.totals["trips"].value, found["PT-005"], found["TB-001"]) == (63, 7, 77)


def test_a_need_shows_its_working_and_the_source_of_its_norm() -> None:
    rice = needs(Hazard.SO_TAN)["HC-001"]
    assert rice.sentence(name="Gạo", unit="kg") == "500 người × 3 ngày × 0,5 kg/người/ngày = 750 kg – gạo"
    assert "gạo: 0,5 kg/người/ngày (nguồn: Cứu trợ quốc gia" in rice.sources


def test_another_norm_gives_another_need() -> None:
    norms = {**DEFAULTS, "rice": replace(DEFAULTS["rice"], value=Decimal("0.4"))}
    found = {need.type_code: need.quantity for need in compute(Hazard.SO_TAN, {}, norms).needs}
    assert found["HC-001"] == 600


@pytest.mark.parametrize("hazard", Hazard)
def test_every_scenario_gives_whole_units_of_the_catalogue_at_any_bound(hazard: Hazard) -> None:
    for end in ("usual", "least", "most"):
        outcome = compute(hazard, {driver: getattr(SPECS[driver], end) for driver in ASKED[hazard]})
        for need in outcome.needs:
            assert need.quantity >= 1
            assert need.type_code in KINDS
            assert {code for code, _count in need.instead} <= KINDS.keys()
            assert 1 <= need.priority <= 3
        assert outcome.needs or end == "least"


def test_a_fact_out_of_bounds_is_refused() -> None:
    with pytest.raises(DriverRangeError):
        compute(Hazard.SO_TAN, {Driver.DAYS: 31})


# Worked out by hand from the norms shipped: 500 people, 6 hours, 3 days where nothing else is said.
WORKED: tuple[tuple[Hazard, dict[str, int], dict[str, int]], ...] = (
    # 200 km at 30 km/h and 30 minutes: a round takes longer than the hour there is, so each coach goes once.
    (Hazard.SO_TAN, {"km": 100, "hours": 1}, {"PT-016": 14}),
    # 30 km at 12 km/h and 20 minutes: 170 minutes a round, two in 360; ⌈63 ÷ 2⌉ boats, (8 + 2) × 110% jackets each.
    (Hazard.SO_TAN, {"mode": 2, "km": 15}, {"PT-005": 32, "TB-001": 352, "TB-003": 11}),
    # Noodles for no more days than there are.
    (Hazard.SO_TAN, {"days": 1}, {"HC-002": 1500, "HC-001": 250, "HC-005": 6}),
    (Hazard.SO_TAN, {"days": 5}, {"HC-002": 4500, "HC-001": 1250}),
    (
        Hazard.SO_TAN,
        {"people": 4000, "vulnerable": 50},
        {"CT-005": 7, "LL-015": 400},
    ),  # a tenth of the weak: 200 × 3,5 m2
    # 100 m × 20 bags; 2.000 bags ÷ (20 × 6) people, more than a fiftieth of the people; 125 wells × 5 m3 × 10 g.
    (Hazard.NGAP_LUT, {"km": 2, "depth_cm": 30, "wall_m": 100}, {"VT-001": 2000, "LL-007": 17, "HC-014": 7}),
    (Hazard.NGAP_LUT, {"km": 2, "depth_cm": 31, "wall_m": 100}, {"VT-001": 7000, "LL-007": 59}),
    (Hazard.NGAP_LUT, {"km": 2, "wall_m": 10}, {"LL-007": 10}),  # two fill bags, ten reach the people
    (Hazard.NGAP_LUT, {"km": 2}, {"LL-007": 10, "HC-004": 4500, "HC-015": 900, "HC-005": 0}),
    (Hazard.NGAP_LUT, {"km": 2, "current": 2}, {"PT-005": 12, "TB-001": 93}),
    # 2.000 m3 ÷ 60 ÷ 12 diggers; 30 minutes a lorry ÷ 10 of loading, three to each digger.
    (Hazard.SAT_LO, {"hours": 12}, {"PT-020": 3, "PT-014": 9, "LL-027": 24, "TB-016": 2}),
    # 10 ha ÷ 2, twice on steep ground, twice at danger IV; a quarter of 20 × 12; water nearer than 1 km counts as 1.
    (Hazard.CHAY_RUNG, {"fire_danger": 4, "steep": 2, "water_km": 0}, {"LL-022": 60, "PT-029": 3}),
    (Hazard.CHAY_RUNG, {"fire_danger": 3, "steep": 1}, {"LL-022": 15, "TB-035": 50}),
    (Hazard.CHAY_NO, {"floors": 3, "trapped": 5}, {"PT-028": 1, "TB-038": 17, "TB-032": 30}),
    (Hazard.CHAY_NO, {"floors": 2}, {"PT-028": 0}),
    # The longer of a ring around the ship and a line across the mouth.
    (Hazard.TRAN_DAU, {"ship_m": 60, "mouth_m": 150}, {"TB-041": 300, "PT-005": 2, "TB-039": 150}),
    (Hazard.TRAN_DAU, {"ship_m": 200, "mouth_m": 150}, {"TB-041": 600, "PT-005": 3}),
    (Hazard.HOA_CHAT, {}, {"TB-038": 10, "TB-039": 20, "PT-033": 1}),
    (Hazard.DICH_BENH, {}, {"VT-020": 2700, "TB-039": 60, "LL-020": 10, "HC-006": 288}),
    # A launch does not search beyond twelve miles, nor in a rough sea.
    (Hazard.TAU_THUYEN, {"sea_miles": 12}, {"PT-009": 0, "PT-005": 2, "TB-001": 27}),
    (Hazard.TAU_THUYEN, {"sea_miles": 13}, {"PT-009": 2, "PT-010": 1, "TB-001": 40}),
    (Hazard.TAU_THUYEN, {"sea_miles": 1, "current": 2}, {"PT-009": 2, "PT-004": 1, "PT-005": 0}),
    (Hazard.PKND, {}, {"CT-010": 500, "CT-019": 1}),
)


@pytest.mark.parametrize(("hazard", "said", "wanted"), WORKED)
def test_what_is_worked_out_by_hand(hazard: Hazard, said: dict[str, int], wanted: dict[str, int]) -> None:
    found = needs(hazard, **said)
    assert {code: found[code].quantity if code in found else 0 for code in wanted} == wanted


def test_how_soon_it_is_wanted() -> None:
    assert {need.within_minutes for need in needs(Hazard.PKND).values()} == {15, None}
    assert needs(Hazard.SO_TAN)["PT-016"].within_minutes == 360
    assert needs(Hazard.CHAY_NO)["PT-027"].within_minutes == 30
