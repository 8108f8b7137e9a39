"""From a problem to its plan: group by group, then put together."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from mobilization.rules.check import check_problem
from mobilization.rules.groups import Group, groups_of
from mobilization.rules.objective import evaluate
from mobilization.rules.passed import Told
from mobilization.rules.plan import Line, Plan, Unmet, Whys
from mobilization.rules.problem import Problem
from mobilization.rules.reasons import Left, Sent, unmet_needs, why_left_over
from mobilization.solver.levels import best_flows, one_for_one
from mobilization.solver.memory import Memory, key_of
from mobilization.solver.quick import quick_flows
from mobilization.solver.whole_units import best_whole_units

FLOW, WHOLE_UNITS, QUICK = "flow", "whole_units", "quick"
ENOUGH_SECONDS = 60.0  # for all groups whose units do not count one for one, together


@dataclass(frozen=True, kw_only=True, slots=True)
class Plans:
    """The best plan, the quick one, and every candidate the best one passed over."""

    best: Plan
    quick: Plan
    told: Told


def make_plan(
    problem: Problem, *, enough_seconds: float = ENOUGH_SECONDS, memory: Memory | None = None
) -> Plan:
    """Return the best plan, level by level. `proved` unless whole-unit groups took longer than `enough_seconds`.

    Groups that `memory` has met before are not solved again; the plan is the same with it and without.
    Raises `BadProblemError` when the problem contradicts itself.
    """
    best, solver = _Pile(), _Solver(enough_seconds, memory)
    check_problem(problem)
    for group in groups_of(problem):
        best.add(group, solver.solve(group))
    return best.plan(problem, proved=solver.proved, method=solver.method)


def make_plans(problem: Problem, *, enough_seconds: float, memory: Memory | None) -> Plans:
    """Return the best plan as `make_plan` does, with the quick one and all that was passed over, in one go."""
    best, quick, solver, told = _Pile(), _Pile(), _Solver(enough_seconds, memory), Told()
    check_problem(problem)
    for group in groups_of(problem):
        with quick.clock():
            quick.add(group, quick_flows(group), explained=False)
        sent = solver.solve(group)
        best.add(group, sent, explained=False)
        told.add(group, sent)
    return Plans(
        best=best.plan(problem, proved=solver.proved, method=solver.method),
        quick=quick.plan(problem, proved=False, method=QUICK),
        told=told,
    )


def quick_plan(problem: Problem) -> Plan:
    """Return a lawful plan at once, the most urgent need first from the nearest stock; never `proved`.

    Raises `BadProblemError` when the problem contradicts itself.
    """
    quick = _Pile()
    check_problem(problem)
    for group in groups_of(problem):
        quick.add(group, quick_flows(group))
    return quick.plan(problem, proved=False, method=QUICK)


class _Solver:
    """Solves group by group: what was proved before is remembered, whole units share one budget of seconds."""

    def __init__(self, enough_seconds: float, memory: Memory | None) -> None:
        self._left_seconds, self._memory = enough_seconds, memory
        self._methods: set[str] = set()
        self.proved = True

    @property
    def method(self) -> str:
        """The engines that were needed."""
        return "+".join(sorted(self._methods)) or FLOW

    def solve(self, group: Group) -> list[Sent]:
        """Return the group's best flows."""
        flow = one_for_one(group)
        self._methods.add(FLOW if flow else WHOLE_UNITS)
        key = key_of(group) if self._memory else b""
        known = self._memory.find(key) if self._memory else None
        if known is not None:
            return known
        sent, proved = (best_flows(group), True) if flow else self._whole_units(group)
        self.proved = self.proved and proved
        if self._memory and proved:
            self._memory.keep(key, sent)
        return sent

    def _whole_units(self, group: Group) -> tuple[list[Sent], bool]:
        started = time.perf_counter()
        sent, proved = best_whole_units(group, quick_flows(group), max(0.0, self._left_seconds))
        self._left_seconds -= time.perf_counter() - started
        return sent, proved


class _Pile:
    """A plan put together group by group; its `seconds` are those since it was begun, or those of its own clock."""

    def __init__(self) -> None:
        self._started, self._spent = time.perf_counter(), 0.0
        self._lines: list[Line] = []
        self._unmet: list[Unmet] = []
        self._why = Whys()

    @contextmanager
    def clock(self) -> Iterator[None]:
        """Count only what happens inside."""
        started = time.perf_counter()
        yield
        self._spent += time.perf_counter() - started

    def add(self, group: Group, sent: list[Sent], *, explained: bool = True) -> None:
        """Add a group's flows, what they leave unmet and, if it is to be `explained`, what they leave over."""
        rows, columns = [pair[0] for pair in sent], [pair[1] for pair in sent]
        arrival, tier = group.arrival[rows, columns].tolist(), group.tier[rows, columns].tolist()
        for (row, column, units, covers), minutes, near in zip(sent, arrival, tier, strict=True):
            line = Line(group.needs[row].id, group.stocks[column].id, units, covers, minutes, near)
            self._lines.append(line)
        left = Left(group, sent)
        self._unmet += unmet_needs(left)
        if explained:
            why_left_over(left, self._why)

    def plan(self, problem: Problem, *, proved: bool, method: str) -> Plan:
        """Return the plan."""
        return Plan(
            lines=tuple(self._lines),
            unmet=tuple(self._unmet),
            why=self._why,
            objective=evaluate(problem, self._lines),
            proved=proved,
            method=method,
            seconds=self._spent or time.perf_counter() - self._started,
        )
