"""The planner reaches the optimum of every level, keeps every rule, and says the same thing twice."""

from __future__ import annotations

import itertools
import random
from dataclasses import replace

import numpy as np
import pytest

from mobilization.rules import groups
from mobilization.rules.check import check_plan
from mobilization.rules.objective import evaluate
from mobilization.rules.passed import told_of
from mobilization.rules.plan import Line
from mobilization.rules.problem import Problem
from mobilization.solver import levels, quick, transport
from mobilization.solver.exchanges import Sent
from mobilization.solver.memory import Memory
from mobilization.solver.plan import make_plan, make_plans, quick_plan
from tests.rules.mobilization.making import make_problem, with_pools
from tests.rules.mobilization.oracle import arrival, best_levels, tier

SHAPES = [
    *({"seed": seed, "types": 1} for seed in range(40)),
    *({"seed": seed, "types": 2} for seed in range(40, 60)),
    *({"seed": seed, "types": 2, "substitutes": 1} for seed in range(100, 130)),
    *({"seed": seed, "types": 3, "substitutes": 3} for seed in range(200, 230)),
    *({"seed": seed, "types": 1, "size": 8, "most": 40} for seed in range(300, 306)),
]


@pytest.mark.parametrize("shape", SHAPES, ids=str)
def test_every_level_equals_the_optimum(shape: dict[str, int]) -> None:
    problem = make_problem(**shape)
    plan, first = make_plan(problem), quick_plan(problem)
    check_plan(problem, plan)
    check_plan(problem, first)
    assert plan.proved
    assert not first.proved
    assert plan.objective.levels() == best_levels(problem)
    assert plan.objective.levels() <= first.objective.levels()


@pytest.mark.parametrize("seed", range(600, 640))
def test_people_who_serve_once_are_shared_for_the_best(seed: int) -> None:
    made = make_problem(seed, types=2 + seed % 2, substitutes=seed % 3, size=4 + seed % 4)
    problem = with_pools(made, seed, cases=1 + seed % 3)
    plan, first = make_plan(problem), quick_plan(problem)
    check_plan(problem, plan)
    check_plan(problem, first)
    assert plan.proved
    assert plan.objective.levels() == best_levels(problem)
    again = [make_plans(problem, enough_seconds=60, memory=memory) for memory in (None, *[Memory()] * 2)]
    assert {(one.best.lines, one.quick.lines) for one in again} == {(plan.lines, first.lines)}
    assert [one.told for one in again] == [told_of(problem, plan.lines)] * 3


def test_forgetting_that_people_serve_once_would_show() -> None:
    problems = [with_pools(make_problem(seed, types=2, size=5), seed) for seed in range(30)]
    wrong = [one for one in problems if best_levels(one) != best_levels(one, mind_pools=False)]
    assert len(wrong) > 5


@pytest.mark.parametrize("seed", range(400, 430))
@pytest.mark.parametrize("road", ["few pairs at first", "few levels at a time", "both"])
def test_the_ways_for_large_problems_reach_the_same(
    seed: int, road: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    problem = make_problem(seed, types=1, size=8, most=30)
    whole = make_plan(problem).objective
    if road != "few levels at a time":
        monkeypatch.setattr(transport, "FEW_PAIRS", 0)
        monkeypatch.setattr(transport, "NEAREST", 1)
        monkeypatch.setattr(transport, "PLENTY", -1)
    if road != "few pairs at first":
        monkeypatch.setattr(levels, "BITS", 12)
    plan = make_plan(problem)
    check_plan(problem, plan)
    assert plan.objective == whole


@pytest.mark.parametrize("seed", range(455, 462))
def test_long_ways_and_many_priorities_outgrow_one_network_and_no_level_is_lost(seed: int) -> None:
    problem = make_problem(seed, types=1, size=8, most=30)
    r = random.Random(seed)
    needs = [need._replace(priority=r.randint(1, 9), within_minutes=None) for need in problem.needs]
    far = replace(problem, needs=needs, travel=replace(problem.travel, speed_kmh=0.2))
    plan = make_plan(far)
    check_plan(far, plan)
    assert plan.objective.levels() == best_levels(far)


@pytest.mark.parametrize("seed", range(430, 450))
@pytest.mark.parametrize("begun", ["with nothing", "by small numbers"])
def test_wherever_the_proof_begins_it_ends_with_the_best(
    seed: int, begun: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    problem = make_problem(seed, types=1, size=8, most=30)
    best = make_plan(problem).objective
    if begun == "with nothing":
        none = np.zeros(0, np.int64)
        monkeypatch.setattr(levels, "some_flow", lambda network: Sent(none, none, none))
        monkeypatch.setattr(transport, "MOST_EXCHANGES", 5_000)
        monkeypatch.setattr(transport, "_run", None)  # exchanges alone have to do
    else:
        monkeypatch.setattr(levels, "FEW_MINUTES", 0)
        monkeypatch.setattr(levels, "FEW_MINUTES_SHORT", 0)
    plan = make_plan(problem)
    check_plan(problem, plan)
    assert plan.objective == best


@pytest.mark.parametrize("seed", range(470, 490))
def test_needs_that_share_nothing_are_planned_at_once_as_each_by_itself(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    problem = make_problem(seed, types=5, size=6)
    at_once, kept = make_plan(problem), make_plans(problem, enough_seconds=60, memory=Memory())
    monkeypatch.setattr(groups, "MOST_CELLS", -1)
    by_itself, fresh = make_plan(problem), make_plans(problem, enough_seconds=60, memory=None)
    assert replace(at_once, seconds=0) == replace(by_itself, seconds=0)
    assert replace(kept.quick, seconds=0) == replace(fresh.quick, seconds=0)
    assert (kept.best.lines, kept.best.unmet, kept.told) == (fresh.best.lines, fresh.best.unmet, fresh.told)
    check_plan(problem, at_once)


def test_forgetting_what_is_kept_would_show() -> None:
    wrong = [
        seed
        for seed in range(60)
        if best_levels(make_problem(seed, types=1))
        != best_levels(make_problem(seed, types=1), mind_keep=False)
    ]
    assert len(wrong) > 5


@pytest.mark.parametrize("seed", range(15))
def test_the_order_of_the_file_does_not_matter(seed: int) -> None:
    problem = make_problem(seed, types=2, substitutes=seed % 2)
    r = random.Random(seed)
    shuffled = replace(
        problem,
        stocks=r.sample(problem.stocks, len(problem.stocks)),
        needs=r.sample(problem.needs, len(problem.needs)),
        pins=r.sample(problem.pins, len(problem.pins)),
    )
    one, other = make_plan(problem), make_plan(shuffled)
    assert (one.lines, one.unmet, one.why) == (other.lines, other.unmet, other.why)


def test_the_quick_plan_is_the_same_however_many_stocks_are_made_ready_at_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    problems = [make_problem(seed, types=1, size=8, most=30) for seed in range(10)]
    before = [quick_plan(problem).lines for problem in problems]
    monkeypatch.setattr(quick, "FIRST", 1)
    assert [quick_plan(problem).lines for problem in problems] == before


def test_no_time_gives_a_lawful_plan_that_is_not_proved() -> None:
    problem = make_problem(4, types=2, substitutes=1)
    assert make_plan(problem).objective != quick_plan(problem).objective
    plan = make_plan(problem, enough_seconds=0)
    check_plan(problem, plan)
    assert not plan.proved


def _every_plan(problem: Problem) -> list[tuple[int, ...]]:
    """Return the levels of every lawful plan whose units count one for one and that has no pins."""
    pairs = []
    for need, stock in itertools.product(problem.needs, problem.stocks):
        minutes = arrival(problem, need, stock)
        late = minutes is None or (need.within_minutes is not None and minutes > need.within_minutes)
        forbidden = (need.id, stock.id) in {(forbid.need, forbid.stock) for forbid in problem.forbids}
        if not late and not forbidden:
            pairs.append((need, stock, minutes or 0, tier(problem, need, stock)))
    found = []
    for units in itertools.product(*(range(min(n.quantity, s.quantity) + 1) for n, s, _, _ in pairs)):
        sent = list(zip(pairs, units, strict=True))
        lawful = all(
            sum(u for (_, s, _, _), u in sent if s is stock) <= stock.quantity
            and sum(u for (n, s, _, _), u in sent if s is stock and n.place != s.place)
            <= max(0, stock.quantity - stock.keep)
            for stock in problem.stocks
        ) and all(sum(u for (n, _, _, _), u in sent if n is need) <= need.quantity for need in problem.needs)
        if lawful:
            lines = [Line(n.id, s.id, u, u, m, t) for (n, s, m, t), u in sent if u]
            found.append(evaluate(problem, lines).levels())
    return found


@pytest.mark.parametrize("seed", range(500, 530))
def test_no_plan_of_all_is_better(seed: int) -> None:
    problem = make_problem(seed, types=1, size=2, most=3)
    problem = replace(problem, pins=[], stocks=problem.stocks[:3])
    problem = replace(problem, forbids=[row for row in problem.forbids if row.stock in {"s0", "s1", "s2"}])
    assert make_plan(problem).objective.levels() == min(_every_plan(problem))
