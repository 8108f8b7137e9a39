"""Unsound problems and unlawful plans are refused by name."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from mobilization.rules.check import check_plan, check_problem
from mobilization.rules.ids import CaseId
from mobilization.rules.minutes_table import Minutes
from mobilization.rules.pairs import UnlawfulPlanError
from mobilization.rules.plan import Line, Plan
from mobilization.rules.pools import Parts, Pool
from mobilization.rules.problem import (
    BadProblemError,
    Forbid,
    Need,
    Pin,
    Place,
    Problem,
    Stock,
    Substitute,
    Travel,
)
from mobilization.solver.plan import make_plan

PLACES = [Place(id="a", lat=15, lon=108, neighbours=("b",)), Place(id="b", lat=15.2, lon=108)]
STOCKS = [Stock("s1", "a", "boat", 6, 2), Stock("s2", "b", "boat", 9, 3), Stock("s3", "b", "raft", 5)]
NEEDS = [Need("n1", "a", "boat", 8), Need("n2", "b", "boat", 5, 2)]
SOUND = Problem(places=PLACES, stocks=STOCKS, needs=NEEDS)


@pytest.mark.parametrize(
    ("change", "code", "field"),
    [
        ({"stocks": [*STOCKS, STOCKS[0]]}, "duplicate_id", "stocks.id"),
        ({"needs": [*NEEDS, NEEDS[0]]}, "duplicate_id", "needs.id"),
        ({"places": [*PLACES, PLACES[0]]}, "duplicate_id", "places.id"),
        ({"stocks": [STOCKS[0]._replace(place="x")]}, "unknown_id", "stocks.place"),
        ({"needs": [NEEDS[0]._replace(place="x")]}, "unknown_id", "needs.place"),
        ({"places": [replace(PLACES[0], neighbours=("x",)), PLACES[1]]}, "unknown_id", "places.neighbours"),
        ({"minutes": [Minutes("x", "a", 3)]}, "unknown_id", "minutes.from"),
        ({"minutes": [Minutes("b", "a", -3)]}, "bad_amount", "minutes"),
        ({"minutes": [Minutes("b", "a", 3), Minutes("b", "a", 4)]}, "duplicate_id", "minutes"),
        ({"pins": [Pin(need="x", stock="s1", quantity=1)]}, "unknown_id", "pins.need"),
        ({"forbids": [Forbid(need="n1", stock="x")]}, "unknown_id", "forbids.stock"),
        ({"stocks": [STOCKS[0]._replace(quantity=-1)]}, "bad_amount", "stocks.quantity"),
        ({"stocks": [STOCKS[0]._replace(keep=-1)]}, "bad_amount", "stocks.keep"),
        ({"stocks": [STOCKS[0]._replace(ready_minutes=float("nan"))]}, "bad_amount", "stocks.ready_minutes"),
        ({"stocks": [STOCKS[0]._replace(speed_kmh=0)]}, "bad_amount", "stocks.speed_kmh"),
        ({"stocks": [STOCKS[0]._replace(level="district")]}, "unknown_id", "stocks.level"),
        ({"needs": [NEEDS[0]._replace(quantity=-1)]}, "bad_amount", "needs.quantity"),
        ({"needs": [NEEDS[0]._replace(priority=0)]}, "bad_amount", "needs.priority"),
        ({"needs": [NEEDS[0]._replace(within_minutes=-1)]}, "bad_amount", "needs.within_minutes"),
        ({"pools": [Pool(id="p", amount=9, machines={"x": 1})]}, "unknown_id", "pools.stock"),
        ({"places": [replace(PLACES[0], lat=91), PLACES[1]]}, "bad_amount", "places.lat"),
        ({"travel": Travel(speed_kmh=0)}, "bad_amount", "travel.speed_kmh"),
        (
            {"substitutes": [Substitute(asked="boat", given="boat", given_per_asked=Fraction(1))]},
            "duplicate_id",
            "substitutes",
        ),
        (
            {"substitutes": [Substitute(asked="boat", given="raft", given_per_asked=Fraction(0))]},
            "bad_amount",
            "substitutes.given_per_asked",
        ),
    ],
)
def test_unsound_problems_are_refused(change: dict[str, Any], code: str, field: str) -> None:
    check_problem(SOUND)
    with pytest.raises(BadProblemError) as refusal:
        make_plan(replace(SOUND, **change))
    assert (refusal.value.code, refusal.value.facts["field"]) == (code, field)


@pytest.mark.parametrize(
    ("pins", "more", "reason"),
    [
        ([("n1", "s3", 1)], {}, "other_type"),
        ([("n1", "s2", 1)], {"forbids": [Forbid(need="n1", stock="s2")]}, "forbidden"),
        ([("n1", "s2", 1)], {"minutes": [Minutes("b", "a", None)]}, "no_way"),
        ([("n1", "s2", 10)], {}, "more_than_there_is"),
        ([("n1", "s2", 7)], {}, "more_than_may_leave"),
        ([("n1", "s2", 5), ("n2", "s2", 5)], {}, "more_than_there_is"),
        ([("n1", "s1", 5)], {"pools": [Pool(id="p", amount=4, machines={"s1": 1})]}, "no_crew_left"),
        (
            [("n1", "s1", 3), ("n2", "s2", 3)],
            {"pools": [Pool(id="p", amount=5, machines={"s1": 1, "s2": 1})]},
            "no_crew_left",
        ),
    ],
)
def test_pins_that_cannot_be_honoured(
    pins: list[tuple[str, str, int]], more: dict[str, Any], reason: str
) -> None:
    told = [Pin(need=need, stock=stock, quantity=units) for need, stock, units in pins]
    with pytest.raises(BadProblemError) as refusal:
        make_plan(replace(SOUND, pins=told, **more))
    assert refusal.value.facts["reason"] == reason


def _with_line(plan: Plan, number: int, **change: Any) -> Plan:
    lines = list(plan.lines)
    lines[number] = lines[number]._replace(**change)
    return replace(plan, lines=tuple(lines))


PINNED = replace(
    SOUND,
    pins=[Pin(need="n1", stock="s2", quantity=2)],
    forbids=[Forbid(need="n2", stock="s1")],
)


@pytest.mark.parametrize(
    ("rule", "spoil"),
    [
        ("objective", lambda plan: replace(plan, objective=replace(plan.objective, beyond_own=0))),
        ("unknown", lambda plan: _with_line(plan, 0, stock="x")),
        ("type", lambda plan: _with_line(plan, 0, stock="s3")),
        ("forbid", lambda plan: _with_line(plan, 0, need="n2")),
        ("minutes", lambda plan: _with_line(plan, 0, minutes=1)),
        ("tier", lambda plan: _with_line(plan, 0, tier=1)),
        ("covers", lambda plan: _with_line(plan, 0, covers=7)),
        ("covers", lambda plan: _with_line(plan, 0, quantity=0, covers=0)),
        ("quantity", lambda plan: _with_line(plan, 0, quantity=7)),
        ("keep", lambda plan: _with_line(_with_line(plan, 2, quantity=2, covers=2), 1, quantity=7)),
        ("more_than_asked", lambda plan: _with_line(plan, 1, quantity=4, covers=4)),
        ("unmet", lambda plan: _with_line(plan, 2, covers=4)),
        ("one_line_for_a_pair", lambda plan: replace(plan, lines=(*plan.lines, plan.lines[0]))),
        ("pin", lambda plan: _with_line(plan, 1, quantity=1, covers=1)),
        ("pin_covers", lambda plan: _with_line(plan, 1, covers=1)),
    ],
)
def test_unlawful_plans_are_found(rule: str, spoil: Any) -> None:
    plan = make_plan(PINNED)
    assert plan.lines == (
        Line("n1", "s1", 6, 6, 0, 0),
        Line("n1", "s2", 2, 2, plan.lines[1].minutes, 1),
        Line("n2", "s2", 5, 5, 0, 0),
    )
    check_plan(PINNED, plan)
    with pytest.raises(UnlawfulPlanError) as refusal:
        check_plan(PINNED, spoil(plan))
    assert refusal.value.facts["rule"] == rule


@pytest.mark.parametrize(
    ("amount", "gone", "lawful"), [(13, {}, True), (12, {}, False), (13, {2: (1, 0)}, False)]
)
def test_a_plan_that_counts_on_people_twice_is_found(
    amount: int, gone: dict[CaseId, Parts], lawful: bool
) -> None:
    """Eight boats go to the first incident, five people to the second: the one count holds both."""
    stocks = [Stock("s1", "a", "boat", 8), Stock("s2", "b", "people", 5)]
    needs = [Need("n1", "a", "boat", 8, case=1), Need("n2", "b", "people", 5, case=2)]
    pool = Pool(id="a", amount=amount, machines={"s1": 1}, named={"s2": 1}, gone=gone)
    free = replace(SOUND, stocks=stocks, needs=needs)
    plan = make_plan(free)
    assert [line.quantity for line in plan.lines] == [8, 5]
    if lawful:
        check_plan(replace(free, pools=[pool]), plan)
        return
    with pytest.raises(UnlawfulPlanError) as refusal:
        check_plan(replace(free, pools=[pool]), plan)
    assert refusal.value.facts["rule"] == "pool"
    less = make_plan(replace(free, pools=[pool]))
    check_plan(replace(free, pools=[pool]), less)
    assert sum(line.covers for line in less.lines) == 12
