"""A plan made with what was proved before is the plan made without it; nothing is taken for something else."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from mobilization.rules.minutes_table import Minutes
from mobilization.rules.plan import Line, Plan
from mobilization.rules.problem import Forbid, Need, Pin, Place, Problem, Stock, Substitute, Travel
from mobilization.solver.memory import Memory, Part
from mobilization.solver.plan import make_plan, make_plans
from tests.rules.mobilization.making import make_problem

PLACES = [
    Place(id="a", lat=15.0, lon=108.0, neighbours=("b",)),
    Place(id="b", lat=15.1, lon=108.1, neighbours=("a",)),
    Place(id="c", lat=15.2, lon=108.3),
]
STOCKS = [Stock("s1", "a", "boat", 4), Stock("s2", "b", "boat", 6), Stock("s3", "c", "raft", 9)]
NEEDS = [Need("n1", "a", "boat", 5), Need("n2", "c", "boat", 4, 2)]
BASE = Problem(
    places=PLACES,
    stocks=STOCKS,
    needs=NEEDS,
    substitutes=[Substitute(asked="boat", given="raft", given_per_asked=Fraction(2))],
)
CHANGES = {
    "quantity": {"stocks": [STOCKS[0]._replace(quantity=3), *STOCKS[1:]]},
    "keep": {"stocks": [STOCKS[0], STOCKS[1]._replace(keep=5), STOCKS[2]]},
    "ready": {"stocks": [STOCKS[0], STOCKS[1]._replace(ready_minutes=500), STOCKS[2]]},
    "turn": {"stocks": [STOCKS[0]._replace(turn=1), *STOCKS[1:]]},
    "level": {"stocks": [STOCKS[0], STOCKS[1]._replace(level="central"), STOCKS[2]]},
    "type": {"stocks": [STOCKS[0], STOCKS[1]._replace(type="raft"), STOCKS[2]]},
    "asked": {"needs": [NEEDS[0]._replace(quantity=6), NEEDS[1]]},
    "priority": {"needs": [NEEDS[0]._replace(priority=2), NEEDS[1]._replace(priority=1)]},
    "deadline": {"needs": [NEEDS[0]._replace(within_minutes=5), NEEDS[1]]},
    "place": {"needs": [NEEDS[0]._replace(place="b"), NEEDS[1]]},
    "forbid": {"forbids": [Forbid(need="n1", stock="s1")]},
    "pin": {"pins": [Pin(need="n2", stock="s1", quantity=3)]},
    "ratio": {"substitutes": [Substitute(asked="boat", given="raft", given_per_asked=Fraction(3))]},
    "neighbour": {"places": [replace(PLACES[0], neighbours=()), *PLACES[1:]]},
    "which is which": {"places": [replace(PLACES[0], id="b"), replace(PLACES[1], id="a"), PLACES[2]]},
    "where": {"places": [PLACES[0], replace(PLACES[1], lat=15.9), PLACES[2]]},
    "order of places": {"places": PLACES[::-1]},
    "travel": {"travel": Travel(speed_kmh=12)},
    "minutes": {"minutes": [Minutes("b", "a", 900)]},
    "no way": {"minutes": [Minutes("b", "a", None)]},
    "speed": {"stocks": [STOCKS[0], STOCKS[1]._replace(speed_kmh=5), STOCKS[2]]},
    "other substitute": {"substitutes": []},
    "names": {"stocks": [stock._replace(id=f"x{stock.id}") for stock in STOCKS]},
}


def told(plan: Plan) -> Plan:
    """Return a plan without how long it took."""
    return replace(plan, seconds=0.0)


@pytest.mark.parametrize("change", CHANGES)
def test_after_one_change_the_plan_is_the_one_made_from_nothing(change: str) -> None:
    memory = Memory()
    assert told(make_plan(BASE, memory=memory)) == told(make_plan(BASE))
    changed = replace(BASE, **CHANGES[change])  # type: ignore[arg-type]
    for _ in range(2):
        assert told(make_plan(changed, memory=memory)) == told(make_plan(changed))


def test_a_comparison_made_with_a_memory_is_the_one_made_without() -> None:
    memory = Memory()
    for change in (*CHANGES, *CHANGES):
        changed = replace(BASE, **CHANGES[change])  # type: ignore[arg-type]
        make_plan(changed, memory=memory)
        kept = make_plans(changed, enough_seconds=60, memory=memory)
        fresh = make_plans(changed, enough_seconds=60, memory=None)
        assert (told(kept.best), told(kept.quick), kept.told) == (
            told(fresh.best),
            told(fresh.quick),
            fresh.told,
        )


def test_whose_turn_it_is_tells_groups_apart() -> None:
    memory = Memory()
    equal = [Stock("s1", "a", "boat", 4), Stock("s2", "a", "boat", 4)]
    problem = Problem(places=PLACES, stocks=equal, needs=[Need("n1", "a", "boat", 3)])
    for turns, first in (((0, 1), "s1"), ((1, 0), "s2")):
        stocks = [stock._replace(turn=turn) for stock, turn in zip(equal, turns, strict=True)]
        [line] = make_plan(replace(problem, stocks=stocks), memory=memory).lines
        assert line.stock == first


def test_one_memory_for_many_problems_changes_no_plan() -> None:
    memory = Memory(most_parts=7, most_rows=60)
    for seed in [*range(25), *range(10)]:
        problem = make_problem(seed, types=3, substitutes=seed % 2)
        assert told(make_plan(problem, memory=memory)) == told(make_plan(problem)), seed


def test_what_was_not_proved_is_not_remembered() -> None:
    memory = Memory()
    assert not make_plan(BASE, enough_seconds=0, memory=memory).proved
    assert make_plan(BASE, memory=memory).proved


def test_the_least_recently_used_is_dropped() -> None:
    memory, part = Memory(most_parts=2), Part(method="flow", lines=[Line("n", "s", 1, 1, 0, 0)], unmet=[])
    for key in ("a", "b"):
        memory.keep(key, part, 1)
    assert memory.find("a") is part
    memory.keep("c", part, 1)
    assert [memory.find(key) is not None for key in ("a", "b", "c")] == [True, False, True]
    small = Memory(most_rows=2)
    small.keep("a", part, 1)
    small.keep("b", part, 2)
    assert small.find("a") is small.find("b") is None
