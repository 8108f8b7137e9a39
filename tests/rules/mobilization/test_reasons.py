"""Every fitting stock has exactly one reason for what is left of it, and used and left add up."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from typing import Any

import pytest

from mobilization.rules.minutes_table import Minutes
from mobilization.rules.passed import barred_of, needs_told_of, packed, passed_of, told_of, unpacked
from mobilization.rules.plan import Plan, Unmet, Why
from mobilization.rules.problem import Forbid, Need, Place, Problem, Stock, Substitute
from mobilization.solver.plan import make_plan, quick_plan
from tests.rules.mobilization.making import make_problem, with_pools

PLACES = [Place(id="a", lat=15, lon=108), Place(id="b", lat=15.2, lon=108)]


def _problem(stocks: list[Stock], asked: int = 5, **more: Any) -> Problem:
    return Problem(places=PLACES, stocks=stocks, needs=[Need("n", "a", "boat", asked, 1, 90)], **more)


FAR = Stock("s", "b", "boat", 3)


@pytest.mark.parametrize(
    ("problem", "why", "unmet"),
    [
        (_problem([FAR]), None, (2, "all_given")),
        (_problem([]), None, (5, "no_stock")),
        (_problem([FAR._replace(quantity=0)]), None, (5, "no_stock")),
        (_problem([FAR._replace(type="car")]), None, (5, "no_stock")),
        (_problem([FAR], asked=2), "need_already_met", None),
        (_problem([FAR], forbids=[Forbid(need="n", stock="s")]), "forbidden", (5, "forbidden")),
        (_problem([FAR], minutes=[Minutes("b", "a", None)]), "no_way", (5, "no_way")),
        (_problem([FAR._replace(ready_minutes=80)]), "too_late", (5, "too_late")),
        (_problem([FAR._replace(keep=1)]), "kept", (3, "kept")),
        (_problem([FAR._replace(keep=9)]), "kept", (5, "kept")),
        (
            _problem(
                [FAR._replace(type="raft")],
                substitutes=[Substitute(asked="boat", given="raft", given_per_asked=Fraction(2))],
            ),
            "too_few_for_one",
            (4, "too_few_for_one"),
        ),
    ],
)
def test_reason(problem: Problem, why: str | None, unmet: tuple[int, str] | None) -> None:
    plan = make_plan(problem)
    assert plan.why == ((Why("n", "s", why),) if why else ())  # type: ignore[arg-type]
    assert plan.unmet == ((Unmet("n", *unmet),) if unmet else ())  # type: ignore[arg-type]


def test_a_stock_is_told_of_the_need_that_lacks_it() -> None:
    needs = [Need("far", "b", "boat", 1), Need("late", "a", "boat", 9, 2, 10), Need("met", "b", "boat", 2)]
    plan = make_plan(Problem(places=PLACES, stocks=[Stock("s", "b", "boat", 8)], needs=needs))
    assert plan.why == (Why("late", "s", "too_late"),)  # type: ignore[arg-type]


@pytest.mark.parametrize("make", [make_plan, quick_plan])
@pytest.mark.parametrize("seed", range(40))
def test_one_reason_each_and_they_add_up(seed: int, make: Any) -> None:
    problem = make_problem(seed, types=3, substitutes=seed % 3)
    problem = with_pools(problem, seed) if seed % 2 else problem
    plan: Plan = make(problem)
    fitting = {(row.asked, row.given) for row in problem.substitutes}
    used = Counter[object]()
    for line in plan.lines:
        used[line.stock] += line.quantity
    expected = {
        stock.id
        for stock in problem.stocks
        if used[stock.id] < stock.quantity
        and any(need.type == stock.type or (need.type, stock.type) in fitting for need in problem.needs)
    }
    assert Counter(row.stock for row in plan.why) == Counter(expected)
    lacking = {row.need for row in plan.unmet}
    for row in plan.why:
        assert (row.reason == "need_already_met") <= (row.need not in lacking)
        if make is make_plan and row.reason == "better_used_elsewhere":
            assert problem.substitutes or problem.pools
        if row.reason in {"no_crew", "with_machines"}:
            assert row.stock in {stock for pool in problem.pools for side in pool.sides for stock in side}


@pytest.mark.parametrize("seed", range(30))
def test_every_candidate_of_every_need_is_chosen_or_has_one_reason(seed: int) -> None:
    problem = make_problem(seed, types=2, substitutes=seed % 3, size=7)
    problem = with_pools(problem, seed) if seed % 2 else problem
    plan = make_plan(problem)
    found = told_of(problem, plan.lines)
    told = {need.id: found.of(need.id, need.type) for need in problem.needs}
    fitting = {(row.asked, row.given) for row in problem.substitutes}
    lines = {(line.need, line.stock) for line in plan.lines}
    used = Counter[object]()
    for line in plan.lines:
        used[line.stock] += line.quantity
    for need in problem.needs:
        passed = [stock for stocks in told[need.id].values() for stock in stocks]
        chosen = [stock for name, stock in lines if name == need.id]
        candidates = [
            stock.id
            for stock in problem.stocks
            if stock.quantity and (stock.type == need.type or (need.type, stock.type) in fitting)
        ]
        assert sorted([*passed, *chosen], key=str) == sorted(candidates, key=str)
    reasons = {(need, stock): why for need, of in told.items() for why, ids in of.items() for stock in ids}
    for row in plan.why:
        if (row.need, row.stock) not in lines:
            assert reasons[row.need, row.stock] == row.reason
    for (_need, stock), reason in reasons.items():
        whole = next(item.quantity for item in problem.stocks if item.id == stock)
        if used[stock] == whole:
            assert reason in {"forbidden", "no_way", "too_late", "better_used_elsewhere"}


@pytest.mark.parametrize(
    "kept",
    [
        {"VT-001": {"empty": packed([3, 900]), "broken": packed([17])}, "PT-005": {"no_crew": packed([5])}},
        [[3, "empty"], [5, "no_crew"], [17, "broken"], [900, "empty"]],  # as plans were kept before
    ],
)
def test_lots_that_cannot_be_offered_come_back_by_id_from_either_form(kept: object) -> None:
    found = barred_of({"barred": kept})
    assert list(found.items()) == [(3, "empty"), (5, "no_crew"), (17, "broken"), (900, "empty")]


def test_many_lots_come_back_as_they_were_and_take_little_room() -> None:
    regular, ragged = list(range(21, 332_000, 100)), [number**2 for number in range(3_000)]
    assert [unpacked(packed(lots)) for lots in (regular, ragged, [], [5])] == [regular, ragged, [], [5]]
    assert len(packed(regular)) < 200
    assert len(packed(ragged)) < 5 * len(ragged)


@pytest.mark.parametrize(
    "kept",
    [
        {"letters": {"7": "k.w"}, "candidates": {"boat": packed([3, 17, 900])}},
        {"passed": {"7": {"kept": [3], "no_way": [900]}}},  # as plans were kept before
    ],
)
def test_lots_passed_over_come_back_from_either_form(kept: dict[str, object]) -> None:
    assert needs_told_of(kept) == {7}
    assert {reason.value: lots for reason, lots in passed_of(kept, 7, "boat").items()} == {
        "no_way": [900],
        "kept": [3],
    }
    assert passed_of({}, 7, "boat") == {}
