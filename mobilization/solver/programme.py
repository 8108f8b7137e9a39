"""An integer programme improved level by level: what was reached is held while the next sum is made small.

Before the engine is asked, a linear programme tells how small the sum can be at the very least. Its prices also tell
which amounts no plan as good as the one in hand can hold; those are ruled out for good, so each level leaves a smaller
programme to the next. A price proves by sums of products alone (weak duality), so that neither engine's tolerance is
trusted there, only the whole numbers of the rows.

The engine is SCIP. CP-SAT 9.15 is slower here by ten times and aborts the whole process in the presolve of some of
these programmes; HiGHS crashed on one.
"""

from __future__ import annotations

import math
import time
from collections import deque
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.values import frozen

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

SCIP = "limits/gap = 0\npresolving/maxrounds = 0"  # what its presolve finds, prices have ruled out before
MOST_TOGETHER = 10**8  # of weighted sums: beyond, the engine's rounding errors would come near to one
ROUNDING = 1e-12  # of a sum of products, by which it may be wrong
TOLERANCE = 1e-4  # sums are whole numbers: a bound less than one below is as good as equal


@frozen
class Level:
    """A sum to make small: what one more of each amount adds to it, and how far two plans can lie apart."""

    cost: Ints
    spread: int


_NOTHING: tuple[float, None, None] = (-math.inf, None, None)  # told of the least a sum can be


class Programme:
    """Whole amounts `low` <= x <= `high`, and rows of whole numbers that must not come out above their limits."""

    def __init__(self, low: Ints, high: Ints, *, look_near: bool = False) -> None:
        self._look_near = look_near
        self.low, self.high = low.copy(), high.copy()
        self._rows: list[tuple[Ints, Ints, int]] = []
        self._flat: tuple[Ints, Ints, Ints, Ints] | None = None

    def limit(self, places: Sequence[int] | Ints, factors: Sequence[int] | Ints, most: int) -> None:
        """Add that the sum of factors x amounts at some places is no more than `most`."""
        self._rows.append((np.asarray(places, np.int64), np.asarray(factors, np.int64), most))
        self._flat = None

    def keeps(self, x: Ints) -> bool:
        """Return whether amounts keep every rule, reckoned in whole numbers."""
        row, place, factor, most = self._columns()
        sums = np.zeros(len(most), np.int64)
        np.add.at(sums, row, factor * x[place])
        return bool((sums <= most).all() and (self.low <= x).all() and (x <= self.high).all())

    def improve(self, levels: Sequence[Level], known: Ints, until: float) -> tuple[Ints, bool]:
        """Return amounts that make sum after sum small, and whether no others are better on some level.

        `known` keeps every rule and is what comes back when the time (`until`, of the performance clock) is over.
        """
        proved, settled = True, 0  # levels before `settled` are known to be as small as they can be
        for place, level in enumerate(levels):
            value = int(level.cost @ known)
            if value == int(np.where(level.cost > 0, self.low, self.high) @ level.cost):
                self.high = np.where(level.cost > 0, self.low, self.high)
                self.low = np.where(level.cost < 0, self.high, self.low)
            else:
                bound, gain, broken = self._least(level.cost, until) if _left(until) else _NOTHING
                if broken is not None:
                    known = self._near(level.cost, broken, known, bound, until)
                    value = int(level.cost @ known)
                if gain is not None:
                    self._rule_out(value - bound, gain)
                if place >= settled and value >= bound + 1 - TOLERANCE:
                    upto = place + _together(levels[place:])
                    known, best = self._engine(levels[place:upto], known, until)
                    value = int(level.cost @ known)
                    settled = upto if best else place + (value < bound + 1 - TOLERANCE)
                    proved = proved and settled > place
                if gain is not None:
                    self._rule_out(value - bound, gain)
                self._hold(level.cost, value)
        return known, proved

    def _engine(self, levels: Sequence[Level], known: Ints, until: float) -> tuple[Ints, bool]:
        """Return the best amounts on some levels at once, each weighing more than all later ones, and the proof."""
        if not _left(until):
            return known, False
        cost, weight = np.zeros(len(known), np.int64), 1
        for level in reversed(levels):
            cost += weight * level.cost
            weight *= level.spread + 1
        found, bound = self._solved(cost, known, _left(until))
        if int(cost @ found) <= int(cost @ known):
            known = found
        return known, int(cost @ known) < bound + 1 - TOLERANCE

    def _near(self, cost: Ints, broken: Floats, known: Ints, bound: float, until: float) -> Ints:
        """Return the better of the amounts known and whole ones near the `broken` ones that reach the bound.

        Where people are shared few amounts are broken, and whole ones around them nearly always reach it too.
        """
        rounded = np.rint(broken).astype(np.int64)
        if int(cost @ rounded) < int(cost @ known) and self.keeps(rounded):
            known = rounded
        if not self._look_near or int(cost @ known) < bound + 1 - TOLERANCE or not _left(until):
            return known
        low, high = self.low, self.high
        self.low = np.maximum(low, np.floor(broken + TOLERANCE)).astype(np.int64)
        self.high = np.minimum(high, np.ceil(broken - TOLERANCE)).astype(np.int64)
        found, _ = self._solved(cost, known, _left(until))
        self.low, self.high = low, high
        return found if int(cost @ found) < int(cost @ known) else known

    def _hold(self, cost: Ints, value: int) -> None:
        places = np.flatnonzero(cost)
        self.limit(places, cost[places], value)

    def _columns(self) -> tuple[Ints, Ints, Ints, Ints]:
        """Return the rows' entries as row, place, factor, and each row's limit."""
        if self._flat is None:
            lengths = [len(places) for places, _, _ in self._rows]
            empty = np.zeros(0, np.int64)
            self._flat = (
                np.repeat(np.arange(len(self._rows)), lengths),
                np.concatenate([empty, *(places for places, _, _ in self._rows)]),
                np.concatenate([empty, *(factors for _, factors, _ in self._rows)]),
                np.array([most for _, _, most in self._rows], np.int64),
            )
        return self._flat

    def _least(self, cost: Ints, until: float) -> tuple[float, Floats | None, Floats | None]:
        """Return a value no plan can go below, and by how much one unit more of each amount raises it at least.

        With it come the amounts that reach it, perhaps broken ones; rounded they often are a plan.
        """
        model, rows, free = self._model(cost, whole=False)
        solver = _solver("glop", _left(until))
        solver.solve(model)
        best: Floats = self.low.astype(float)
        if not solver.has_solution():
            return _NOTHING
        best[free] = solver.variable_values()
        row, place, factor, most = self._columns()
        price = np.zeros(len(most))
        price[rows] = np.minimum(0.0, np.asarray(solver.dual_values(), float))
        gain: Floats = cost.astype(float) - np.bincount(
            place, weights=price[row] * factor, minlength=len(cost)
        )
        nearest = np.where(gain > 0, self.low, self.high)
        rounding = ROUNDING * float(np.abs(price) @ np.abs(most) + np.abs(gain) @ np.abs(nearest))
        return float(price @ most) + float(nearest @ gain) - rounding, gain, best

    def _rule_out(self, slack: float, gain: Floats) -> None:
        """Narrow every amount that would raise the sum above its least by more than the slack."""
        with np.errstate(divide="ignore", over="ignore"):
            steps = np.floor((slack + TOLERANCE) / np.abs(gain))
        steps = np.minimum(steps, 2.0**40).astype(np.int64)
        high = np.where(gain > TOLERANCE, np.minimum(self.high, self.low + steps), self.high)
        low = np.where(gain < -TOLERANCE, np.maximum(self.low, self.high - steps), self.low)
        self.low, self.high = low, high

    def _solved(self, cost: Ints, known: Ints, seconds: float) -> tuple[Ints, float]:
        """Return the amounts the engine finds, or those known, and the value below which it says none can be."""
        model, _, free = self._model(cost, whole=True)
        for number, place in enumerate(free.tolist()):
            model.add_hint(number, float(known[place]))
        solver = _solver("scip", seconds)
        solver.solve(model)
        if not solver.has_solution():
            return known, -math.inf
        found = self.low.copy()
        found[free] = np.rint(solver.variable_values()).astype(np.int64)
        fixed = int(cost @ np.where(self.low == self.high, self.low, 0))
        return (found if self.keeps(found) else known), solver.best_objective_bound() + fixed

    def _model(self, cost: Ints, *, whole: bool) -> tuple[Any, Ints, Ints]:
        """Return what is left to decide as a model, the rows in it, and the places of its amounts."""
        from ortools.linear_solver.python.model_builder_helper import ModelBuilderHelper

        free = np.flatnonzero(self.low < self.high)
        number = np.full(len(cost), -1)
        number[free] = np.arange(len(free))
        row, place, factor, most = self._columns()
        open_entry = number[place] >= 0
        used = np.bincount(row[~open_entry], (factor * self.low[place])[~open_entry], len(most))
        highest = np.where(factor > 0, self.high[place], self.low[place]) * factor
        rows = np.flatnonzero(np.bincount(row, highest, len(most)) > most)  # the others cannot bind
        binding = np.zeros(len(most), bool)
        binding[rows] = True
        kept = open_entry & binding[row]
        model: Any = ModelBuilderHelper()
        model.add_var_array_with_bounds(
            self.low[free].astype(float), self.high[free].astype(float), np.full(len(free), whole), ""
        )
        for limit in (most - used)[rows].tolist():
            model.set_constraint_upper_bound(model.add_linear_constraint(), limit)
        lines, places = np.searchsorted(rows, row[kept]).tolist(), number[place[kept]].tolist()
        deque(map(model.add_term_to_constraint, lines, places, factor[kept].astype(float).tolist()), maxlen=0)
        weighed = np.flatnonzero(cost[free])
        model.set_objective_coefficients(weighed.tolist(), cost[free[weighed]].astype(float).tolist())
        model.set_maximize(False)
        return model, rows, free


def _left(until: float) -> float:
    """Return the seconds left."""
    return max(0.0, until - time.perf_counter())


def _together(levels: Sequence[Level]) -> int:
    """Return how many of the levels the engine can take at once."""
    weight = 1
    for count, level in enumerate(levels):
        weight *= level.spread + 1
        if count and weight > MOST_TOGETHER:
            return count
    return len(levels)


def _solver(name: str, seconds: float) -> Any:
    from ortools.linear_solver.python.model_builder_helper import ModelSolverHelper

    solver = ModelSolverHelper(name)
    if math.isfinite(seconds):
        solver.set_time_limit_in_seconds(seconds)
    if name == "scip":
        solver.set_solver_specific_parameters(SCIP)
    return solver
