"""The standard demand of a commune: which hazards befall it, and how the demand follows people, level and land."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from mobilization.rules.hazards import Hazard
from mobilization.rules.scenarios.demand import (
    LEVELS,
    CommuneFacts,
    drivers_of,
    needs_of,
    people_touched,
    threatens,
)
from mobilization.rules.scenarios.drivers import Driver
from mobilization.rules.scenarios.norms import DEFAULTS, Norms

PLAIN = CommuneFacts(population=20_000)
COAST = CommuneFacts(population=20_000, coastal=True)
ISLAND = CommuneFacts(population=20_000, island=True)
HILLS = CommuneFacts(population=20_000, upland=True)


@pytest.mark.parametrize(
    ("hazard", "plain", "coast", "island", "hills"),
    [
        (Hazard.BAO, True, True, True, True),
        (Hazard.NGAP_LUT, True, True, False, True),
        (Hazard.SAT_LO, False, False, False, True),
        (Hazard.CHAY_RUNG, False, False, False, True),
        (Hazard.TAU_THUYEN, False, True, True, False),
        (Hazard.TRAN_DAU, False, True, True, False),
        (Hazard.CHAY_NO, True, True, True, True),
    ],
)
def test_hazards_befall_the_land_they_belong_to(
    hazard: Hazard, plain: bool, coast: bool, island: bool, hills: bool
) -> None:
    assert [threatens(hazard, facts) for facts in (PLAIN, COAST, ISLAND, HILLS)] == [
        plain, coast, island, hills,
    ]  # fmt: skip
    assert bool(needs_of(hazard, 3, PLAIN)) is plain


def quantities(hazard: Hazard, level: int, facts: CommuneFacts, norms: Norms = DEFAULTS) -> dict[str, int]:
    """Return the demand by type."""
    return {need.type_code: need.quantity for need in needs_of(hazard, level, facts, norms)}


@pytest.mark.parametrize(
    ("facts", "level", "type_code", "wanted"),
    [
        (PLAIN, 3, "HC-001", 1500),  # 5 % of 20.000 people x 3 days x 0,5 kg
        (HILLS, 3, "HC-001", 3500),  # the same people for 7 days
        (ISLAND, 3, "HC-001", 3500),
        (PLAIN, 1, "HC-001", 300),  # 1 %
        (PLAIN, 5, "HC-001", 6000),  # 20 %
        (PLAIN, 3, "HC-004", 9000),  # 1.000 people x 3 l x 3 days
    ],
)
def test_the_demand_follows_people_days_and_level(
    facts: CommuneFacts, level: int, type_code: str, wanted: int
) -> None:
    assert quantities(Hazard.BAO, level, facts)[type_code] == wanted


@pytest.mark.parametrize(
    ("population", "level", "touched"),
    [(20_000, 3, 600), (333, 1, 2), (10, 1, 1)],  # 0,5 % of 333 are begun as two; a place is never untouched
)
def test_people_are_counted_whole_and_never_too_few(population: int, level: int, touched: int) -> None:
    assert people_touched(Hazard.NGAP_LUT, level, CommuneFacts(population=population)) == touched


def test_the_water_runs_fast_from_the_level_on_that_the_norm_names() -> None:
    currents = [drivers_of(Hazard.NGAP_LUT, level, PLAIN)[Driver.CURRENT] for level in LEVELS]
    assert currents == [1, 1, 1, 2, 2]


def test_ships_are_counted_on_a_shore_only() -> None:
    assert "CT-015" in quantities(Hazard.BAO, 3, COAST)
    assert "CT-015" not in quantities(Hazard.BAO, 3, PLAIN)


def test_no_demand_falls_as_the_level_rises() -> None:
    # A rough sea asks for other boats than a calm one, so ships in distress are left out.
    for hazard in set(Hazard) - {Hazard.TAU_THUYEN}:
        for facts in (PLAIN, COAST, ISLAND, HILLS):
            low = quantities(hazard, 1, facts)
            for level in LEVELS[1:]:
                high = quantities(hazard, level, facts)
                assert all(high.get(code, 0) >= least for code, least in low.items()), (hazard, level)
                low = high


def test_every_hazard_and_level_can_be_worked_out_for_the_smallest_and_the_largest() -> None:
    for hazard in Hazard:
        for level in LEVELS:
            for people in (1, 1_000_000):
                needs_of(hazard, level, replace(HILLS, population=people, coastal=True))


def test_a_province_may_set_its_own_share() -> None:
    own = {**DEFAULTS, "share_bao_3": replace(DEFAULTS["share_bao_3"], value=Decimal(10))}
    assert people_touched(Hazard.BAO, 3, PLAIN, own) == 2000
    assert quantities(Hazard.BAO, 3, PLAIN, own)["HC-001"] == 3000


@pytest.mark.parametrize(
    ("key", "value", "hazard", "facts", "type_code", "before", "after"),
    [
        ("people_per_ship", 30, Hazard.BAO, COAST, "CT-015", 2, 4),  # 333, 666 ships, 200 to a harbour
        ("weak_houses_share", 40, Hazard.BAO, PLAIN, "VT-010", 250, 1000),  # of 250 houses, 10 sheets each
        ("extent_debris_m3_3", 8000, Hazard.SAT_LO, HILLS, "PT-020", 2, 6),  # 60 m3 an hour for 24 hours
        ("usual_hours_sat_lo", 6, Hazard.SAT_LO, HILLS, "PT-020", 2, 6),
        ("extent_cut_off_hamlets_3", 0, Hazard.SAT_LO, HILLS, "CT-013", 1, 0),
        ("homes_per_case", 4, Hazard.DICH_BENH, PLAIN, "HC-014", 60, 120),  # 60 cases, half a kg a home
        ("usual_floors", 6, Hazard.SAP_DO, PLAIN, "PT-024", 2, 4),
    ],
)
def test_every_figure_it_rests_on_may_be_set_by_the_province(
    key: str, value: int, hazard: Hazard, facts: CommuneFacts, type_code: str, before: int, after: int
) -> None:
    own = {**DEFAULTS, key: replace(DEFAULTS[key], value=Decimal(value))}
    assert quantities(hazard, 3, facts).get(type_code, 0) == before
    assert quantities(hazard, 3, facts, own).get(type_code, 0) == after
