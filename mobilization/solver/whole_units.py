"""The exact plan of a group in which substitutes convert: an integer programme, level by level.

A pair has `covers` (asked units, whole) and `sent` (given units, whole), joined by sent >= covers x ratio: three
people's boats where two make one of those asked cover one, and the third is not sent. A level is proved when the
solver closes the gap; its value is then held while the next level is improved, starting from the plan so far.

The engine is SCIP. CP-SAT 9.15 is slower here by ten times and aborts the whole process in the presolve of some of
these programmes; HiGHS crashed on one.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from mobilization.rules.groups import Group
from mobilization.rules.objective import SLICE_WEIGHTS, fairness, slice_units
from mobilization.rules.reasons import Sent
from mobilization.rules.travel import BEYOND, NEIGHBOUR, PROVINCE

TOLERANCE = 1e-4


@dataclass(frozen=True, kw_only=True, slots=True)
class _Pair:
    """A pair that may carry units. `covers` and `sent` are expressions of the model.

    `counted` where the units sent are a variable of their own and do not follow from the cover.
    """

    row: int
    column: int
    pinned: int
    covers: Any
    sent: Any
    counted: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class _Level:
    """A sum to make small: its expression in the model, its value for a plan, and a value none can go below."""

    expression: Any
    value: Callable[[Sequence[Sent]], int]
    floor: int
    counts: bool = True  # towards `proved`


def best_whole_units(group: Group, start: Sequence[Sent], seconds: float) -> tuple[list[Sent], bool]:
    """Return the units sent and covered, pair by pair in order, and whether every level is proved.

    `start` is a lawful plan to improve on; it is what comes back when there is no time at all.
    """
    from ortools.linear_solver.python import model_builder

    until = time.perf_counter() + seconds
    best, proved = list(start), True
    model: Any = model_builder.Model()  # type: ignore[no-untyped-call]
    pairs, slices = _constrain(model, group)
    for level in (*_levels(group, pairs, slices), _fewest_holders(group, pairs)):
        reached = level.value(best)
        if reached > level.floor:
            model.minimize(level.expression)
            _hint(model, pairs, best)
            plan, bound = _solve(model_builder, model, group, pairs, until - time.perf_counter())
            if plan is not None and level.value(plan) <= reached:
                best, reached = plan, level.value(plan)
            # The values are whole numbers, so a bound less than one below is as good as equal.
            proved = proved and (reached < bound + 1 - TOLERANCE or not level.counts)
        model.add(level.expression <= reached)
    return best, proved


def _constrain(model: Any, group: Group) -> tuple[list[_Pair], list[list[Any]]]:
    """Add every rule to the model; return its pairs and, for each need, the units in its ten slices."""
    pinned = {(row, column): (units, covers) for row, column, units, covers in group.pins}
    pairs = []
    for row, column in np.argwhere(group.open & (group.quantity > 0)).tolist():
        pair = _pair(model, group, row, column, pinned.pop((row, column), (0, 0)))
        if pair:
            pairs.append(pair)
    pairs += [
        _Pair(row=row, column=column, pinned=units, covers=0, sent=units)
        for (row, column), (units, _) in pinned.items()
    ]
    by_row: dict[int, list[_Pair]] = {row: [] for row in range(len(group.needs))}
    by_column: dict[int, list[_Pair]] = {}
    for pair in pairs:
        by_row[pair.row].append(pair)
        by_column.setdefault(pair.column, []).append(pair)
    slices = []
    for row, here in by_row.items():
        parts = [model.new_int_var(0, units, "") for units in slice_units(int(group.asked[row]))]
        if here:
            model.add(sum(parts) == sum(pair.covers for pair in here))
        slices.append(parts if here else [0] * len(parts))
    for column, here in by_column.items():
        _limit(model, [pair.sent for pair in here], int(group.quantity[column]))
        away = [pair.sent for pair in here if not group.own[pair.row, column]]
        _limit(model, away, int(group.free[column]))
    return pairs, slices


def _limit(model: Any, parts: Sequence[Any], most: int) -> None:
    """Add that the parts make no more than `most`, where there is something to choose."""
    if not all(isinstance(part, int) for part in parts):
        model.add(sum(parts) <= most)


def _pair(model: Any, group: Group, row: int, column: int, pin: tuple[int, int]) -> _Pair | None:
    pinned, covered = pin
    usable = int(group.quantity[column] if group.own[row, column] else group.free[column])
    ratio = group.ratio(row, column)
    most = min(int(group.asked[row]), math.floor(usable / ratio))
    if most == 0 and not pinned:
        return None
    covers = model.new_int_var(covered, most, "")
    if ratio.denominator == 1 and not pinned:
        return _Pair(row=row, column=column, pinned=0, covers=covers, sent=covers * ratio.numerator)
    sent = model.new_int_var(pinned, max(pinned, math.ceil(most * ratio)), "")
    model.add(sent * ratio.denominator >= covers * ratio.numerator)
    return _Pair(row=row, column=column, pinned=pinned, covers=covers, sent=sent, counted=True)


def _levels(group: Group, pairs: Sequence[_Pair], slices: Sequence[Sequence[Any]]) -> list[_Level]:
    priorities = [int(priority) for priority in np.unique(group.priority)]
    return [
        *(_coverage(group, slices, priority) for priority in priorities),
        *(_fairness(group, slices, priority) for priority in priorities),
        *(_beyond(group, pairs, tier) for tier in (NEIGHBOUR, PROVINCE, BEYOND)),
        *(_minutes(group, pairs, priority) for priority in priorities),
    ]


def _coverage(group: Group, slices: Sequence[Sequence[Any]], priority: int) -> _Level:
    rows = np.flatnonzero(group.priority == priority).tolist()
    return _Level(
        expression=-sum(part for row in rows for part in slices[row]),
        value=lambda sent: -sum(covers for row, _, _, covers in sent if row in rows),
        floor=-int(group.asked[rows].sum()),
    )


def _fairness(group: Group, slices: Sequence[Sequence[Any]], priority: int) -> _Level:
    rows = np.flatnonzero(group.priority == priority).tolist()

    def value(sent: Sequence[Sent]) -> int:
        covered = dict.fromkeys(rows, 0)
        for row, _, _, covers in sent:
            if row in covered:
                covered[row] += covers
        return -sum(fairness(int(group.asked[row]), units) for row, units in covered.items())

    return _Level(
        expression=-sum(
            weight * part for row in rows for weight, part in zip(SLICE_WEIGHTS, slices[row], strict=True)
        ),
        value=value,
        floor=-sum(fairness(int(group.asked[row]), int(group.asked[row])) for row in rows),
    )


def _beyond(group: Group, pairs: Sequence[_Pair], least: int) -> _Level:
    return _Level(
        expression=sum(pair.covers for pair in pairs if group.tier[pair.row, pair.column] >= least),
        value=lambda sent: sum(covers for row, column, _, covers in sent if group.tier[row, column] >= least),
        floor=0,
    )


def _minutes(group: Group, pairs: Sequence[_Pair], priority: int) -> _Level:
    arrival = group.arrival
    return _Level(
        expression=sum(
            int(arrival[pair.row, pair.column]) * pair.sent
            for pair in pairs
            if group.priority[pair.row] == priority
        ),
        value=lambda sent: sum(
            int(arrival[row, column]) * units
            for row, column, units, _ in sent
            if group.priority[row] == priority
        ),
        floor=0,
    )


def _fewest_holders(group: Group, pairs: Sequence[_Pair]) -> _Level:
    """Return the last level: as little as can be, large stocks before small ones, then by id."""
    order = np.empty(len(group.stocks), np.int64)
    order[np.lexsort((np.arange(len(group.stocks)), -group.quantity))] = np.arange(1, len(group.stocks) + 1)
    return _Level(
        expression=sum(int(order[pair.column]) * pair.sent for pair in pairs),
        value=lambda sent: sum(int(order[column]) * units for _, column, units, _ in sent),
        floor=0,
        counts=False,
    )


def _solve(
    model_builder: Any, model: Any, group: Group, pairs: Sequence[_Pair], seconds: float
) -> tuple[list[Sent] | None, float]:
    """Return the plan found, if one was, and the value below which no plan can be."""
    if seconds <= 0:
        return None, -math.inf
    solver = model_builder.Solver("scip")
    solver.set_time_limit_in_seconds(seconds)
    solver.set_solver_specific_parameters("limits/gap = 0")
    status = solver.solve(model)
    known = status in (model_builder.SolveStatus.OPTIMAL, model_builder.SolveStatus.FEASIBLE)
    if not known:
        return None, -math.inf
    plan = []
    for pair in pairs:
        covers = 0 if isinstance(pair.covers, int) else round(solver.value(pair.covers))
        units = max(pair.pinned, math.ceil(covers * group.ratio(pair.row, pair.column)))
        if units:
            plan.append((pair.row, pair.column, units, covers))
    plan.sort()
    return (plan if _lawful(group, plan) else None), solver.best_objective_bound


def _lawful(group: Group, plan: Sequence[Sent]) -> bool:
    """Return whether the plan keeps the limits in whole numbers; the engine reckons with rounding errors."""
    over, free, lacking = group.quantity.copy(), group.free.copy(), group.asked.copy()
    for row, column, units, covers in plan:
        over[column] -= units
        free[column] -= 0 if group.own[row, column] else units
        lacking[row] -= covers
    return bool((over >= 0).all() and (free >= 0).all() and (lacking >= 0).all())


def _hint(model: Any, pairs: Sequence[_Pair], best: Sequence[Sent]) -> None:
    """Tell the solver the plan so far."""
    model.clear_hints()
    known = {(row, column): (units, covers) for row, column, units, covers in best}
    for pair in pairs:
        units, covers = known.get((pair.row, pair.column), (0, 0))
        if not isinstance(pair.covers, int):
            model.add_hint(pair.covers, covers)
        if pair.counted:
            model.add_hint(pair.sent, units)
