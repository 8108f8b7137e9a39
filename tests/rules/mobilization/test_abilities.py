"""Needs by ability: what one piece does, which lots serve, and plans as good as can be (against every plan there is)."""

from __future__ import annotations

import itertools
import math
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inventory.rules.details import Capability
from mobilization.rules.abilities import (
    ABILITIES,
    Ability,
    LeastEachError,
    Unfit,
    ability_name,
    ability_unit,
    capacity,
    check_least_each,
)
from mobilization.rules.check import check_plan
from mobilization.rules.fitting import Asked, fit
from mobilization.rules.objective import evaluate
from mobilization.rules.plan import Line
from mobilization.rules.problem import Need, Place, Problem, Stock, Substitute
from mobilization.rules.scenarios.norms import DEFAULTS
from mobilization.rules.travel import OWN
from mobilization.solver.plan import make_plan, quick_plan

SEATS, KVA, PUMPED = Capability.SEATS, Capability.KVA, Capability.M3_PER_HOUR


@pytest.mark.parametrize(
    ("ability", "type_code", "noted", "value", "by_register"),
    [
        (Ability.CARRY_WATER, "PT-005", {SEATS: 12}, 9, True),  # ⌊12 × 0,8⌋
        (Ability.CARRY_FAST_WATER, "PT-005", {SEATS: 12}, 6, True),  # ⌊12 × 0,5⌋
        (Ability.CARRY_FAST_WATER, "PT-002", {}, 5, False),  # ⌊10 × 0,5⌋
        (Ability.CARRY_ROAD, "PT-016", {SEATS: 29}, 23, True),
        (Ability.POWER, "TB-011", {}, 20, False),
        (Ability.POWER, "TB-011", {KVA: Decimal("12.5")}, Fraction("12.5"), True),
        (Ability.PUMP, "TB-013", {PUMPED: 120}, 120, True),
        (Ability.HAUL, "PT-012", {Capability.TONNES: Decimal("2.5")}, Fraction("2.5"), True),
        (Ability.SHELTER, "CT-001", {Capability.PERSONS: 240}, 240, True),
        (Ability.SHELTER, "CT-002", {Capability.AREA_M2: 70}, 20, True),
        # domain: tents 16,5 → 4; 24,5 → 7; 24,75 → 7; 60 → 17 people
        (Ability.SHELTER, "TB-005", {}, 4, False),
        (Ability.SHELTER, "TB-006", {}, 7, False),
        (Ability.SHELTER, "TB-007", {}, 7, False),
        (Ability.SHELTER, "TB-008", {}, 17, False),
    ],
)
def test_what_one_piece_does(
    ability: Ability, type_code: str, noted: dict[Capability, int], value: Fraction, by_register: bool
) -> None:
    found = capacity(ability, type_code, {kind: Decimal(said) for kind, said in noted.items()}, DEFAULTS)
    assert found is not None
    assert (found.value, found.noted) == (value, by_register)


def test_the_working_is_shown_where_the_figure_is_not_the_one_noted() -> None:
    twenty = {SEATS: Decimal(20)}
    shown = [
        capacity(Ability.CARRY_FAST_WATER, "PT-009", twenty, DEFAULTS),
        *(capacity(Ability.SHELTER, tent, {}, DEFAULTS) for tent in ("TB-005", "TB-006", "TB-007", "TB-008")),
        capacity(Ability.POWER, "TB-010", {}, DEFAULTS),
    ]
    tents = ["16,5 m2 ÷ 3,5", "24,5 m2 ÷ 3,5", "24,75 m2 ÷ 3,5", "60 m2 ÷ 3,5"]
    assert [found and found.working for found in shown] == ["20 × 0,5", *tents, ""]


def test_a_rowed_boat_carries_nobody_over_fast_water() -> None:
    water, fast = (set(ABILITIES[kind].norms) for kind in (Ability.CARRY_WATER, Ability.CARRY_FAST_WATER))
    assert water - fast == {"PT-008"}
    assert not fast - water


def test_a_pump_nobody_measured_is_not_counted_on() -> None:
    assert capacity(Ability.PUMP, "TB-013", {SEATS: Decimal(4)}, DEFAULTS) is None


def test_every_norm_an_ability_names_is_there() -> None:
    keys = {key for spec in ABILITIES.values() for key in (*spec.norms.values(), spec.factor) if key}
    assert keys <= set(DEFAULTS)


def test_a_smallest_piece_is_asked_of_an_ability_only() -> None:
    check_least_each(Ability.POWER, Decimal(30))
    check_least_each(None, None)
    for ability, least in ((None, Decimal(30)), (Ability.POWER, Decimal(0))):
        with pytest.raises(LeastEachError):
            check_least_each(ability, least)


def test_how_it_is_printed() -> None:
    assert ability_name(Ability.POWER, Decimal(30)) == "Phát điện, mỗi máy từ 30 kVA"
    assert ability_unit(Ability.POWER, Decimal(30)) == "máy"
    assert ability_unit(Ability.PUMP, None) == "m3/giờ"


def test_lots_that_do_not_serve_are_told_apart_by_reason() -> None:
    big = Asked(type_code=None, ability=Ability.POWER, least_each=Decimal(30))
    pumped = Asked(type_code=None, ability=Ability.PUMP)
    by_type = Asked(type_code="TB-012")
    lots = {1: "TB-010", 2: "TB-012", 3: "TB-011", 4: "TB-013", 5: "TB-013"}
    noted = {3: {KVA: Decimal(30)}, 4: {PUMPED: Decimal(100)}}
    fitting = fit([big, pumped, by_type], lots, [], noted, DEFAULTS)
    assert fitting.unfit == {big.key: {1: Unfit.TOO_WEAK}, pumped.key: {5: Unfit.CAPACITY_UNKNOWN}}
    ratios = {(row.asked, row.given): row.given_per_asked for row in fitting.substitutes}
    assert ratios == {
        (big.key, fitting.kinds[2]): 1,
        (big.key, fitting.kinds[3]): 1,
        (pumped.key, fitting.kinds[4]): Fraction(1, 100),
        ("TB-012", fitting.kinds[2]): 1,  # a lot told apart still serves those who ask for its type
    }


def test_a_stand_in_of_the_catalogue_stays_one_where_its_lots_are_told_apart() -> None:
    asked = [Asked(type_code="PT-001"), Asked(type_code=None, ability=Ability.CARRY_WATER)]
    declared = [Substitute(asked="PT-001", given="PT-005", given_per_asked=Fraction(2))]
    fitting = fit(asked, {7: "PT-005"}, declared, {}, DEFAULTS)
    assert ("PT-001", fitting.kinds[7], 2) in [tuple_of(row) for row in fitting.substitutes]


def tuple_of(row: Substitute) -> tuple[object, object, Fraction]:
    return row.asked, row.given, row.given_per_asked


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(0, 2), st.integers(1, 2), st.sampled_from([4, 6, 12, 30])),
        min_size=1,
        max_size=3,
    ),
    st.lists(
        st.tuples(st.integers(0, 2), st.integers(1, 40), st.sampled_from([None, 7])), min_size=1, max_size=2
    ),
)
def test_the_plan_is_the_best_there_is(
    boats: list[tuple[int, int, int]], wishes: list[tuple[int, int, int | None]]
) -> None:
    places = [
        Place(id=number, lat=15.0 + number / 5, lon=108.8, neighbours=(1,) if number != 1 else (0, 2))
        for number in range(3)
    ]
    asked = [
        Asked(
            type_code=None,
            ability=Ability.CARRY_FAST_WATER,
            least_each=Decimal(least) if least else None,
        )
        for _, _, least in wishes
    ]
    noted = {number: {SEATS: Decimal(seats)} for number, (_, _, seats) in enumerate(boats)}
    fitting = fit(asked, dict.fromkeys(noted, "PT-005"), [], noted, DEFAULTS)
    problem = Problem(
        places=places,
        stocks=[
            Stock(number, place, fitting.kinds[number], count)
            for number, (place, count, _) in enumerate(boats)
        ],
        needs=[
            Need(number, place, asked[number].key, quantity)
            for number, (place, quantity, _) in enumerate(wishes)
        ],
        substitutes=fitting.substitutes,
    )
    plan = make_plan(problem)
    check_plan(problem, plan)
    check_plan(problem, quick_plan(problem))
    assert plan.proved
    assert plan.objective.levels() == min(every_plan(problem))


def every_plan(problem: Problem) -> list[tuple[int, ...]]:
    """Return how good each plan is, of all there are: every split of every boat among the needs."""
    reference = quick_pairs(problem)
    each = {
        (need.id, stock.id): next(
            (
                1 / row.given_per_asked
                for row in problem.substitutes
                if (row.asked, row.given) == (need.type, stock.type)
            ),
            None,
        )
        for need in problem.needs
        for stock in problem.stocks
    }
    splits = [
        [
            split
            for split in itertools.product(
                *(range(stock.quantity + 1 if each[need.id, stock.id] else 1) for need in problem.needs)
            )
            if sum(split) <= stock.quantity
        ]
        for stock in problem.stocks
    ]
    found = []
    for choice in itertools.product(*splits):
        lines = []
        for row, need in enumerate(problem.needs):
            sent = [(stock, choice[n][row]) for n, stock in enumerate(problem.stocks) if choice[n][row]]
            # On the spot first: what comes from nearer is filled first.
            lacking = need.quantity
            for stock, units in sorted(sent, key=lambda item: reference[need.id, item[0].id]):
                tier, minutes = reference[need.id, stock.id]
                covers = min(lacking, math.floor(units * (each[need.id, stock.id] or 0)))
                lacking -= covers
                lines.append(Line(need.id, stock.id, units, covers, minutes, tier))
        found.append(evaluate(problem, lines).levels())
    return found


def quick_pairs(problem: Problem) -> dict[tuple[object, object], tuple[int, int]]:
    """Return (tier, minutes) of every pair, each asked of a plan of its own."""
    pairs: dict[tuple[object, object], tuple[int, int]] = {}
    for need in problem.needs:
        for stock in problem.stocks:
            alone = Problem(
                places=problem.places,
                stocks=[stock._replace(type="x", quantity=1)],
                needs=[need._replace(type="x", quantity=1)],
            )
            line = quick_plan(alone).lines[0]
            assert line.tier >= OWN
            pairs[need.id, stock.id] = line.tier, line.minutes
    return pairs
