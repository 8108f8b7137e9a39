"""The best objective by another road: the words of the planner's contract as an integer programme, level by level.

Nothing of the planner is used but its input values: distances, arrivals, tiers and slices are worked out anew.
"""

from __future__ import annotations

import itertools
import math
from typing import Any

from ortools.sat.python import cp_model

from mobilization.rules.minutes_table import MinutesTable
from mobilization.rules.problem import Need, Problem, Stock

RADIUS_KM = 6371.0088


def great_circle_km(a: Any, b: Any) -> float:
    """Return the distance by the angle between two unit vectors."""

    def vector(place: Any) -> tuple[float, float, float]:
        lat, lon = math.radians(place.lat), math.radians(place.lon)
        return math.cos(lat) * math.cos(lon), math.cos(lat) * math.sin(lon), math.sin(lat)

    return 2 * RADIUS_KM * math.asin(min(1.0, math.dist(vector(a), vector(b)) / 2))


def arrival(problem: Problem, need: Need, stock: Stock) -> int | None:
    """Return the arrival minutes of a stock, None where there is no way."""
    places = {place.id: place for place in problem.places}
    assert not isinstance(problem.minutes, MinutesTable), "the oracle reads rows"
    given = {(start, end): minutes for start, end, minutes in problem.minutes}
    if need.place == stock.place:
        travel: float | None = 0
    elif (stock.place, need.place) in given:
        travel = given[stock.place, need.place]
    else:
        km = great_circle_km(places[stock.place], places[need.place])
        travel = km * problem.travel.detour / (stock.speed_kmh or problem.travel.speed_kmh) * 60
    return None if travel is None else math.ceil(stock.ready_minutes + travel)


def tier(problem: Problem, need: Need, stock: Stock) -> int:
    """Return the tier of a pair."""
    if stock.level != "commune":
        return {"province": 2, "central": 3}[stock.level]
    if need.place == stock.place:
        return 0
    return 1 if stock.place in next(p.neighbours for p in problem.places if p.id == need.place) else 2


def best_levels(problem: Problem, *, mind_keep: bool = True, mind_pools: bool = True) -> tuple[int, ...]:
    """Return the levels of the best plan as numbers to make small, in the order of `Objective.levels`."""
    model = cp_model.CpModel()
    pairs = _pairs(problem, model)
    slices: dict[Any, list[Any]] = {}
    for need in problem.needs:
        edges = [need.quantity * k // 10 for k in range(11)]
        slices[need.id] = [model.new_int_var(0, b - a, "") for a, b in itertools.pairwise(edges)]
        model.add(sum(slices[need.id]) == sum(p["c"] for p in pairs if p["need"] is need))
    for stock in problem.stocks:
        mine = [p for p in pairs if p["stock"] is stock]
        model.add(sum(p["x"] for p in mine) <= stock.quantity)
        if mind_keep:
            away = [p["x"] for p in mine if p["need"].place != stock.place]
            model.add(sum(away) <= max(0, stock.quantity - stock.keep))
    if mind_pools:
        _share_pools(problem, model, pairs)
    result = []
    for objective in _objectives(problem, pairs, slices):
        model.minimize(objective)
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.cp_model_presolve = False  # it aborts the process on some of these (OR-Tools 9.15)
        assert solver.solve(model) == cp_model.OPTIMAL
        result.append(round(solver.objective_value))
        model.add(objective == result[-1])
    return tuple(result)


def _share_pools(problem: Problem, model: cp_model.CpModel, pairs: list[dict[str, Any]]) -> None:
    """Let each case have of a pool what it is given by name or what its machines take, whichever is more."""
    for pool in problem.pools:
        shares = []
        for case in {need.case for need in problem.needs} | set(pool.gone):
            mine = [pair for pair in pairs if pair["need"].case == case]
            named, worked = pool.gone.get(case, (0, 0))
            by_name = sum(pool.named.get(pair["stock"].id, 0) * pair["x"] for pair in mine)
            at_work = sum(pool.machines.get(pair["stock"].id, 0) * pair["x"] for pair in mine)
            share = model.new_int_var(0, pool.amount, "")
            model.add(share >= named + by_name)
            model.add(share >= worked + at_work)
            shares.append(share)
        model.add(sum(shares) <= pool.amount)


def _pairs(problem: Problem, model: Any) -> list[dict[str, Any]]:
    forbidden = {(forbid.need, forbid.stock) for forbid in problem.forbids}
    pinned = {(pin.need, pin.stock): pin.quantity for pin in problem.pins}
    ratio = {(row.asked, row.given): row.given_per_asked for row in problem.substitutes}
    covered = {need.id: need.quantity for need in problem.needs}
    pairs: list[dict[str, Any]] = []
    for need, stock in itertools.product(problem.needs, problem.stocks):
        per = 1 if need.type == stock.type else ratio.get((need.type, stock.type))
        minutes = arrival(problem, need, stock)
        if per is None or minutes is None or (need.id, stock.id) in forbidden:
            continue
        late = need.within_minutes is not None and minutes > need.within_minutes
        x = model.new_int_var(pinned.get((need.id, stock.id), 0), stock.quantity, "")
        c = model.new_int_var(0, 0 if late else need.quantity, "")
        model.add(per.numerator * c <= per.denominator * x)
        pairs.append(
            {
                "most": 0 if late else math.floor(pinned.get((need.id, stock.id), 0) / per),
                "need": need,
                "stock": stock,
                "x": x,
                "c": c,
                "m": minutes,
                "t": tier(problem, need, stock),
            }
        )
    for pair in sorted(pairs, key=lambda pair: (pair["t"], pair["m"], pair["stock"].id)):
        counts = min(pair["most"], covered[pair["need"].id])  # pinned units count before all others
        covered[pair["need"].id] -= counts
        model.add(pair["c"] >= counts)
    return pairs


def _objectives(problem: Problem, pairs: list[dict[str, Any]], slices: dict[Any, list[Any]]) -> list[Any]:
    priorities = sorted({need.priority for need in problem.needs})
    rows = {p: [slices[need.id] for need in problem.needs if need.priority == p] for p in priorities}
    weigh = range(10, 0, -1)
    return [
        *(-sum(part for row in rows[p] for part in row) for p in priorities),
        *(-sum(w * part for row in rows[p] for w, part in zip(weigh, row, strict=True)) for p in priorities),
        *(sum(pair["c"] for pair in pairs if pair["t"] >= least) for least in (1, 2, 3)),
        *(sum(pair["m"] * pair["x"] for pair in pairs if pair["need"].priority == p) for p in priorities),
    ]
