"""From a problem to its plan: group by group, then put together."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import repeat

from mobilization.rules.check import check_problem
from mobilization.rules.groups import Cut, Group, batches, cuts_of, groups_of, together
from mobilization.rules.objective import evaluate
from mobilization.rules.passed import Told
from mobilization.rules.plan import Line, Plan, Unmet, Whys
from mobilization.rules.problem import NeedId, Problem, named
from mobilization.rules.reasons import Left, Sent, unmet_needs, why_left_over
from mobilization.solver.levels import best_flows, one_for_one
from mobilization.solver.memory import Memory, Part
from mobilization.solver.quick import quick_flows
from mobilization.solver.whole_units import best_whole_units

FLOW, WHOLE_UNITS, QUICK = "flow", "whole_units", "quick"
NOTHING = Part(method=FLOW, lines=(), unmet=())  # where an answer is still to be found
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
    solver = _Solver(enough_seconds, memory)
    check_problem(problem)
    parts = solver.parts(cuts_of(problem))
    return _together(problem, parts, solver.seconds(), proved=solver.proved, method=solver.method)


def make_plans(problem: Problem, *, enough_seconds: float, memory: Memory | None) -> Plans:
    """Return the best plan as `make_plan` does, with the quick one and all that was passed over, in one go."""
    solver, told = _Solver(enough_seconds, memory, compare=True), Told()
    check_problem(problem)
    parts = solver.parts(cuts_of(problem))
    for part in parts:
        if part.told:
            told.join(part.told)
    quick = [part.quick for part in parts if part.quick]
    return Plans(
        best=_together(problem, parts, solver.seconds(), proved=solver.proved, method=solver.method),
        quick=_together(problem, quick, solver.quick_seconds, proved=False, method=QUICK),
        told=told,
    )


def quick_plan(problem: Problem, *, explained: bool = True) -> Plan:
    """Return a lawful plan at once, the most urgent need first from the nearest stock; never `proved`.

    Why stock is left over is told where it is to be `explained`.

    Raises `BadProblemError` when the problem contradicts itself.
    """
    started = time.perf_counter()
    check_problem(problem)
    tell = _explained if explained else _answered
    parts = [tell(group, quick_flows(group), QUICK) for group in groups_of(problem)]
    return _together(problem, parts, time.perf_counter() - started, proved=False, method=QUICK)


class _Solver:
    """Solves group by group: what was proved before is remembered, whole units share one budget of seconds.

    Where it is to `compare`, each answer has the quick plan beside it and tells of every need what it passed over;
    else it explains what is left over.
    """

    def __init__(self, enough_seconds: float, memory: Memory | None, *, compare: bool = False) -> None:
        self._started = time.perf_counter()
        self._left_seconds, self._memory, self._compare = enough_seconds, memory, compare
        self._methods: set[str] = set()
        self.proved, self.quick_seconds = True, 0.0

    @property
    def method(self) -> str:
        """The engines that were needed."""
        return "+".join(sorted(self._methods)) or FLOW

    def seconds(self) -> float:
        """Return the seconds since it began."""
        return time.perf_counter() - self._started

    def parts(self, cuts: Iterable[Cut]) -> Sequence[Part]:
        """Return the best answer of each group, in order."""
        found: dict[int, Part] = {}
        waiting: deque[tuple[int, Hashable]] = deque()

        def not_met_before() -> Iterator[Cut]:
            for place, cut in enumerate(cuts):
                key = (self._compare, cut.key()) if self._memory else None
                part = self._memory.find(key) if self._memory else None
                found[place] = part or NOTHING
                if part is None:
                    waiting.append((place, key))
                    yield cut

        for batch in batches(not_met_before()):
            parts, proved = self._solved(batch)
            self.proved = self.proved and proved
            for cut, part in zip(batch, parts, strict=True):
                place, key = waiting.popleft()
                found[place] = part
                if self._memory and proved:
                    self._memory.keep(key, part, len(cut.needs) + len(cut.stocks))
        self._methods |= {part.method for part in found.values()}
        return list(found.values())

    def _solved(self, cuts: Sequence[Cut]) -> tuple[Sequence[Part], bool]:
        """Return the answers of cuts that make one group, and whether they are proved the best."""
        group = together(cuts)
        if one_for_one(group):
            return _apart(self._told(group, best_flows(group), FLOW), cuts), True
        started = time.perf_counter()
        sent, proved = best_whole_units(group, quick_flows(group), max(0.0, self._left_seconds))
        self._left_seconds -= time.perf_counter() - started
        return [self._told(group, sent, WHOLE_UNITS)], proved

    def _told(self, group: Group, sent: Sequence[Sent], method: str) -> Part:
        if not self._compare:
            return _explained(group, sent, method)
        started = time.perf_counter()
        first = quick_flows(group)
        quick = _answered(group, first, QUICK)
        self.quick_seconds += time.perf_counter() - started
        left, told = Left(group, sent), Told()
        told.add(left, sent)
        return Part(method=method, lines=_lines(group, sent), unmet=unmet_needs(left), quick=quick, told=told)


def _answered(group: Group, sent: Sequence[Sent], method: str) -> Part:
    """Return a group's flows as lines, with what they leave unmet."""
    return Part(method=method, lines=_lines(group, sent), unmet=unmet_needs(Left(group, sent)))


def _explained(group: Group, sent: Sequence[Sent], method: str) -> Part:
    """Return a group's flows as lines, with what they leave unmet and why stock is left over."""
    left, why = Left(group, sent), Whys()
    why_left_over(left, why)
    return Part(method=method, lines=_lines(group, sent), unmet=unmet_needs(left), why=why)


def _apart(part: Part, cuts: Sequence[Cut]) -> list[Part]:
    """Return an answer cut by cut: of one cut it is whole, of several each has one need."""
    if len(cuts) == 1:
        return [part]
    lines: dict[NeedId, list[Line]] = {}
    for line in part.lines:
        lines.setdefault(line.need, []).append(line)
    unmet, why = {row.need: row for row in part.unmet}, part.why.by_need()
    quick = _apart(part.quick, cuts) if part.quick else repeat(None)
    needs = [cut.needs[0] for cut in cuts]
    return [
        Part(
            method=part.method,
            lines=lines.get(need.id, ()),
            unmet=[unmet[need.id]] if need.id in unmet else (),
            why=why.get(need.id) or Whys(),
            quick=first,
            told=part.told.about(need) if part.told else None,
        )
        for need, first in zip(needs, quick, strict=False)
    ]


def _lines(group: Group, sent: Sequence[Sent]) -> list[Line]:
    if not sent:
        return []
    rows, columns, units, covers = zip(*sent, strict=True)
    needs = [group.needs[row].id for row in rows]
    stocks = [group.stocks[column].id for column in columns]
    arrival, tier = group.arrival[rows, columns].tolist(), group.tier[rows, columns].tolist()
    return list(named(Line, zip(needs, stocks, units, covers, arrival, tier, strict=True)))


def _together(problem: Problem, parts: Iterable[Part], seconds: float, *, proved: bool, method: str) -> Plan:
    """Return the plan of all groups together."""
    lines: list[Line] = []
    unmet: list[Unmet] = []
    why = Whys()
    for part in parts:
        lines += part.lines
        unmet += part.unmet
        why.join(part.why)
    objective = evaluate(problem, lines)
    return Plan(
        lines=tuple(lines),
        unmet=tuple(unmet),
        why=why,
        objective=objective,
        proved=proved,
        method=method,
        seconds=seconds,
    )
