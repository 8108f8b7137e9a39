"""Norms: each is used somewhere, a province's own value holds from its day, workings keep their brackets."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import product

import pytest

from mobilization.rules import bundles
from mobilization.rules.hazards import Hazard
from mobilization.rules.scenarios.compute import Watched, compute, used_in
from mobilization.rules.scenarios.demand import LEVELS, CommuneFacts, needs_of
from mobilization.rules.scenarios.drivers import Driver
from mobilization.rules.scenarios.figures import given
from mobilization.rules.scenarios.norms import DEFAULTS, Mark, NormChange, norms_on

STAY = "PT-016 PT-017 PT-018 PT-005 PT-006 PT-007 PT-008 TB-001 CT-001 CT-002 CT-003 CT-004 CT-005 CT-006 CT-007 CT-008"
FED = "HC-001 HC-002 HC-003 HC-004 HC-005 HC-016 HC-020 LL-007 LL-008 LL-015 LL-016 LL-020"
# What each scenario has to think of, from the planning templates; a type may be needed, stand in, or be a specialist's.
TEMPLATES = {
    Hazard.SO_TAN: f"PT-012 PT-013 PT-014 PT-015 {STAY} {FED}",
    Hazard.NGAP_LUT: "PT-001 PT-002 PT-003 PT-004 PT-005 PT-006 PT-007 PT-008 PT-034 TB-001 TB-002 TB-003 TB-013 TB-010"
    " VT-009 HC-002 HC-004 HC-014 HC-015 LL-007 LL-012 LL-026",
    Hazard.BAO: f"{STAY} {FED} CT-015 TB-016 VT-010 VT-001 LL-013",
    Hazard.SAT_LO: "PT-020 PT-021 PT-014 PT-022 TB-016 TB-017 TB-018 TB-030 TB-044 PT-026 PT-034 TB-023 LL-001 LL-012"
    " LL-020 LL-027 CT-013",
    Hazard.CHAY_RUNG: "LL-022 LL-023 LL-001 LL-007 TB-015 TB-034 TB-035 TB-036 TB-016 PT-029 CT-016 HC-004",
    Hazard.CHAY_NO: "PT-027 PT-028 TB-014 TB-032 TB-033 TB-038 LL-010 LL-011 PT-026",
    Hazard.SAP_DO: "PT-020 PT-024 TB-017 TB-018 TB-019 TB-020 TB-027 TB-044 LL-011 LL-012 PT-026 TB-030",
    Hazard.TRAN_DAU: "TB-041 TB-042 VT-018 PT-005 PT-009 LL-013 TB-039",
    Hazard.HOA_CHAT: f"{STAY} {FED} TB-038 TB-039 PT-033 LL-030",
    Hazard.BUC_XA: f"{STAY} TB-040 TB-038 LL-030",
    Hazard.DICH_BENH: "CT-001 CT-005 CT-008 HC-001 HC-002 HC-003 HC-004 HC-005 HC-006 HC-007 HC-013 HC-014 VT-020 TB-037"
    " TB-039 LL-020 LL-021 PT-026",
    Hazard.TAU_THUYEN: "PT-004 PT-005 PT-009 PT-010 TB-001 TB-002 TB-003 TB-023 LL-013 LL-026",
    Hazard.PKND: "CT-010 CT-011 CT-012 CT-019",
}
OTHERWISE = {Driver.MODE: 2, Driver.CURRENT: 2, Driver.SEA_MILES: 40}


@pytest.mark.parametrize("hazard", Hazard)
def test_every_type_of_a_template_is_thought_of(hazard: Hazard) -> None:
    found: set[str] = set()
    for said in ({}, OTHERWISE, {Driver.MODE: 2}):
        outcome = compute(hazard, said)
        found |= set(outcome.left) | {need.type_code for need in outcome.needs}
        found |= {code for need in outcome.needs for code, _count in need.instead}
    assert set(TEMPLATES[hazard].split()) <= found


def test_a_specialist_decides_on_food_where_there_is_radiation() -> None:
    assert not any(need.type_code.startswith("HC-00") for need in compute(Hazard.BUC_XA, {}).needs)


def test_every_norm_is_used() -> None:
    looked_at = set(used_in()) | set(bundles.NORM_KEYS)
    for hazard, level, shore in product(Hazard, LEVELS, (True, False)):
        watched = Watched(DEFAULTS)
        needs_of(hazard, level, CommuneFacts(population=900, coastal=shore, upland=not shore), watched)
        looked_at |= watched.seen
    assert set(DEFAULTS) - looked_at == set()


def change(number: int, value: str | None, day: date) -> NormChange:
    """Return a change of the norm for rice."""
    return NormChange(
        id=number,
        key="rice",
        value=None if value is None else Decimal(value),
        source="QĐ 12/QĐ-UBND",
        valid_from=day,
    )


@pytest.mark.parametrize(
    ("changes", "value", "mark"),
    [
        ([], "0.5", Mark.SOURCE),
        ([change(1, "0.4", date(2026, 11, 1))], "0.4", Mark.OWN),
        ([change(1, "0.4", date(2026, 11, 3))], "0.5", Mark.SOURCE),
        ([change(2, "0.6", date(2026, 11, 2)), change(1, "0.4", date(2026, 11, 1))], "0.6", Mark.OWN),
        ([change(1, "0.4", date(2026, 11, 1)), change(2, None, date(2026, 11, 2))], "0.5", Mark.SOURCE),
        ([change(1, "0.4", date(2026, 11, 1)), change(2, "0.6", date(2026, 12, 1))], "0.4", Mark.OWN),
    ],
)
def test_the_last_change_valid_on_the_day_counts(changes: list[NormChange], value: str, mark: Mark) -> None:
    rice = norms_on(date(2026, 11, 2), changes)["rice"]
    assert (rice.value, rice.mark) == (Decimal(value), mark)


def test_brackets_stand_where_the_order_needs_them_and_subtotals_are_printed() -> None:
    a, b, c = (given(number, unit) for number, unit in ((6, "a"), (2, "b"), (3, "c")))
    assert ((a + b) * c).working == "(6 a + 2 b) × 3 c"
    assert (a / (b * c)).working == "6 a ÷ (2 b × 3 c)"
    assert (a - (b + c)).working == "6 a − (2 b + 3 c)"
    assert (a * b + c).working == "6 a × 2 b + 3 c"
    whole = (given(7, "người") / b).upped("tổ") * c
    assert (whole.value, whole.working) == (Fraction(12), "7 người ÷ 2 b → 4 tổ; 4 tổ × 3 c")


def test_shallow_water_lets_trucks_stand_in_for_boats() -> None:
    def others(depth: int, current: int) -> set[str]:
        said = {Driver.DEPTH_CM: depth, Driver.CURRENT: current}
        needs = {need.type_code: need for need in compute(Hazard.NGAP_LUT, said).needs}
        return {code for code, _count in needs["PT-005"].instead}

    assert "PT-013" in others(40, 1)
    assert "PT-013" not in others(60, 1) | others(40, 2)
