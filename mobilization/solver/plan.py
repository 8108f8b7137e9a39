"""From a problem to its plan: group by group, then put together."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence

from mobilization.rules.check import check_problem
from mobilization.rules.groups import Group, groups_of
from mobilization.rules.objective import evaluate
from mobilization.rules.plan import Line, Plan, Unmet, Whys
from mobilization.rules.problem import Problem
from mobilization.rules.reasons import Left, Sent, unmet_needs, why_left_over
from mobilization.solver.levels import best_flows, one_for_one
from mobilization.solver.memory import Memory, key_of
from mobilization.solver.quick import quick_flows
from mobilization.solver.whole_units import best_whole_units

FLOW, WHOLE_UNITS, QUICK = "flow", "whole_units", "quick"
ENOUGH_SECONDS = 60.0  # for all groups whose units do not count one for one, together


def make_plan(
    problem: Problem, *, enough_seconds: float = ENOUGH_SECONDS, memory: Memory | None = None
) -> Plan:
    """Return the best plan, level by level. `proved` unless whole-unit groups took longer than `enough_seconds`.

    Groups that `memory` has met before are not solved again; the plan is the same with it and without.
    Raises `BadProblemError` when the problem contradicts itself.
    """
    left_seconds = enough_seconds
    proofs = []
    methods: set[str] = set()

    def solve(group: Group) -> list[Sent]:
        key = key_of(group) if memory else b""
        flow = one_for_one(group)
        methods.add(FLOW if flow else WHOLE_UNITS)
        known = memory.find(key) if memory else None
        if known is not None:
            return known
        sent, proved = (best_flows(group), True) if flow else whole_units(group)
        proofs.append(proved)
        if memory and proved:
            memory.keep(key, sent)
        return sent

    def whole_units(group: Group) -> tuple[list[Sent], bool]:
        nonlocal left_seconds
        started = time.perf_counter()
        sent, proved = best_whole_units(group, quick_flows(group), max(0.0, left_seconds))
        left_seconds -= time.perf_counter() - started
        return sent, proved

    plan = _put_together(problem, solve)
    return Plan(
        lines=plan.lines,
        unmet=plan.unmet,
        why=plan.why,
        objective=plan.objective,
        proved=all(proofs),
        method="+".join(sorted(methods)) or FLOW,
        seconds=plan.seconds,
    )


def quick_plan(problem: Problem) -> Plan:
    """Return a lawful plan at once, the most urgent need first from the nearest stock; never `proved`.

    Raises `BadProblemError` when the problem contradicts itself.
    """
    return _put_together(problem, quick_flows)


def _lines(group: Group, sent: Sequence[Sent]) -> Iterator[Line]:
    """Yield a group's flows as lines of the plan."""
    rows, columns = [pair[0] for pair in sent], [pair[1] for pair in sent]
    arrival, tier = group.arrival[rows, columns].tolist(), group.tier[rows, columns].tolist()
    for (row, column, units, covers), minutes, near in zip(sent, arrival, tier, strict=True):
        yield Line(group.needs[row].id, group.stocks[column].id, units, covers, minutes, near)


def _put_together(problem: Problem, solve: Callable[[Group], list[Sent]]) -> Plan:
    """Return the plan made of each group's flows, not proved; its `seconds` include reading the problem."""
    started = time.perf_counter()
    check_problem(problem)
    lines: list[Line] = []
    unmet: list[Unmet] = []
    why = Whys()
    for group in groups_of(problem):
        sent = solve(group)
        lines += _lines(group, sent)
        left = Left(group, sent)
        unmet += unmet_needs(left)
        why_left_over(left, why)
    return Plan(
        lines=tuple(lines),
        unmet=tuple(unmet),
        why=why,
        objective=evaluate(problem, lines),
        proved=False,
        method=QUICK,
        seconds=time.perf_counter() - started,
    )
