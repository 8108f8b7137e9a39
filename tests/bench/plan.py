"""How fast the planner is beside one OR-Tools min-cost flow for each resource type on the same arcs.

    python -m tests.bench.plan [commune] [province] [short] [nation] [substitutes] [--rounds 5]

Prints medians of CPU seconds, both taken in turns in one run, building the model from plain rows included. The
min-cost flow knows one level only (cover, then minutes); the planner proves every level and explains itself.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

import numpy as np
from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

from mobilization.rules.problem import Need, Place, Problem, Stock, Substitute
from mobilization.rules.travel import distances_km
from mobilization.solver.memory import Memory
from mobilization.solver.plan import make_plan, quick_plan

RAFTS = (
    Substitute(asked="t000", given="t001", given_per_asked=Fraction(2)),
    Substitute(asked="t002", given="t003", given_per_asked=Fraction(3, 2)),
)
SIZES: dict[str, dict[str, object]] = {
    "commune": {"incidents": 1, "needs": 10, "places": 96, "types": 10},
    "province": {"incidents": 60, "needs": 15, "places": 96, "types": 15},
    "short": {"incidents": 60, "needs": 15, "places": 96, "types": 15, "most": 200},
    "nation": {"incidents": 500, "needs": 20, "places": 3321, "types": 100},
    "nation_short": {"incidents": 500, "needs": 20, "places": 3321, "types": 100, "most": 4000},
    "substitutes": {"incidents": 20, "needs": 4, "places": 96, "types": 4, "substitutes": RAFTS},
}


def make_storm(
    *,
    incidents: int,
    needs: int,
    places: int,
    types: int,
    most: int = 60,
    substitutes: tuple[Substitute, ...] = (),
) -> Problem:
    """Return incidents at random places that each need some types, every place holding some of every type."""
    r = np.random.default_rng(2025)
    side = (places / 96) ** 0.5
    lat, lon = 14.3 + r.random(places) * side, 107.4 + r.random(places) * 1.6 * side
    km = distances_km(lat, lon, lat, lon)
    near = np.argsort(km, axis=1)[:, 1:6].tolist()
    kinds = [f"t{n:03d}" for n in range(types)]
    quantity = r.integers(0, 60, (places, types)).tolist()
    ready = (r.integers(0, 4, (places, types)) * 15).tolist()
    ids = [f"p{n:04d}" for n in range(places)]
    asked = [
        Need(
            f"n{number:03d}-{kind}",
            ids[place],
            kind,
            int(r.integers(1, most)),
            int(r.integers(1, 4)),
            float(r.integers(60, 400)) if r.random() < 0.5 else None,
        )
        for number, place in enumerate(r.integers(0, places, incidents).tolist())
        for kind in sorted(r.choice(kinds, needs, replace=False).tolist())
    ]
    return Problem(
        places=[
            Place(id=ids[n], lat=lat[n], lon=lon[n], neighbours=tuple(ids[other] for other in near[n]))
            for n in range(places)
        ],
        stocks=[
            Stock(f"s{n:04d}-{kind}", ids[n], kind, quantity[n][k], quantity[n][k] // 5, ready[n][k])
            for n in range(places)
            for k, kind in enumerate(kinds)
        ],
        needs=asked,
        substitutes=substitutes,
    )


def one_level_flows(problem: Problem) -> int:
    """Return the units covered by one min-cost flow for each type: cover as a price, then minutes."""
    number = {place.id: n for n, place in enumerate(problem.places)}
    lat = np.array([place.lat for place in problem.places])
    lon = np.array([place.lon for place in problem.places])
    ends = np.array(sorted({number[need.place] for need in problem.needs}))
    row = np.zeros(len(lat), int)
    row[ends] = np.arange(len(ends))
    minutes = (
        distances_km(lat[ends], lon[ends], lat, lon) * problem.travel.detour / problem.travel.speed_kmh * 60
    )
    stocks: dict[object, list[Stock]] = {}
    for stock in problem.stocks:
        stocks.setdefault(stock.type, []).append(stock)
    needs: dict[object, list[Need]] = {}
    for need in problem.needs:
        needs.setdefault(need.type, []).append(need)
    return sum(
        _one_level(needs[kind], stocks[kind], minutes=minutes, number=number, row=row) for kind in needs
    )


def _one_level(
    needs: list[Need],
    stocks: list[Stock],
    *,
    minutes: np.ndarray[tuple[int, int], np.dtype[np.float64]],
    number: dict[int | str, int],
    row: np.ndarray[tuple[int], np.dtype[np.int64]],
) -> int:
    starts = np.array([number[stock.place] for stock in stocks])
    ends = row[np.array([number[need.place] for need in needs])]
    ready = np.array([stock.ready_minutes for stock in stocks])
    limit = np.array([np.inf if need.within_minutes is None else need.within_minutes for need in needs])
    arrival = np.ceil(ready + minutes[ends][:, starts])
    to, start = np.nonzero(arrival <= limit[:, None])
    have = np.array([max(0, stock.quantity - stock.keep) for stock in stocks])
    asked = np.array([need.quantity for need in needs])
    sink = len(stocks) + len(needs)
    solver = SimpleMinCostFlow()
    solver.add_arcs_with_capacity_and_unit_cost(
        start, len(stocks) + to, np.minimum(have[start], asked[to]), arrival[to, start].astype(np.int64)
    )
    rest = np.arange(len(stocks))
    solver.add_arcs_with_capacity_and_unit_cost(
        rest, np.full(len(rest), sink), have, np.zeros(len(rest), np.int64)
    )
    fill = np.arange(len(needs))
    price = np.full(len(needs), -1_000_000)
    arcs = solver.add_arcs_with_capacity_and_unit_cost(
        len(stocks) + fill, np.full(len(fill), sink), asked, price
    )
    supplies = np.concatenate([have, np.zeros(len(needs), np.int64), [-have.sum()]])
    solver.set_nodes_supplies(np.arange(sink + 1), supplies)
    solver.solve()
    return int(solver.flows(arcs).sum())


def cpu_seconds(work: Callable[[Problem], object], problem: Problem) -> float:
    """Return the CPU seconds one run takes."""
    started = time.process_time()
    work(problem)
    return time.process_time() - started


def again_seconds(problem: Problem) -> float:
    """Return the CPU seconds of planning anew after one stock lost a unit, all else met before."""
    memory = Memory()
    make_plan(problem, memory=memory)
    stocks = list(problem.stocks)
    stocks[0] = stocks[0]._replace(quantity=max(0, stocks[0].quantity - 1))
    return cpu_seconds(lambda changed: make_plan(changed, memory=memory), replace(problem, stocks=stocks))


def main() -> None:
    """Print a line for each size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", nargs="*", default=["commune", "province", "short", "nation"])
    parser.add_argument("--rounds", type=int, default=5)
    chosen = parser.parse_args()
    for name in chosen.sizes:
        problem = make_storm(**SIZES[name])  # type: ignore[arg-type]
        make_plan(problem)  # libraries are loaded
        works: list[Callable[[Problem], object]] = [make_plan, one_level_flows, quick_plan]
        taken = [[cpu_seconds(work, problem) for work in works] for _ in range(chosen.rounds)]
        plan, flow, quick = (statistics.median(column) for column in zip(*taken, strict=True))
        again = statistics.median(again_seconds(problem) for _ in range(chosen.rounds))
        answer = make_plan(problem)
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        sys.stdout.write(
            f"{name:12} plan {plan:8.4f} s  flows {flow:8.4f} s  ratio {plan / flow:5.2f}  quick {quick:7.4f} s  again {again:7.4f} s  "
            f"wall {answer.seconds:7.4f} s  lines {len(answer.lines)}  unmet {len(answer.unmet)}  "
            f"proved {answer.proved}  {memory:.0f} MB\n"
        )


if __name__ == "__main__":
    main()
