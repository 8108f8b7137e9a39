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
