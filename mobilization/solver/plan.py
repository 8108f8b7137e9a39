"""From a problem to its plan: group by group, then put together."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Hashable, Iterable, Iterator, Sequence
from itertools import chain, repeat

from core.values import frozen
from mobilization.rules.check import check_problem
from mobilization.rules.groups import Cut, Group, batches, cuts_of, together
from mobilization.rules.ids import NeedId
from mobilization.rules.objective import evaluate
from mobilization.rules.passed import Told
from mobilization.rules.plan import Line, Plan, Unmet, Whys
from mobilization.rules.pools import Drawn, Pool
from mobilization.rules.problem import Problem, named
from mobilization.rules.reasons import Left, Sent, unmet_needs, why_left_over
from mobilization.solver.levels import best_flows, one_for_one
from mobilization.solver.memory import Memory, Part
from mobilization.solver.quick import QUICK, quick_flows, quick_together
from mobilization.solver.shared import Answer, Sharing, best_together, sharing_of
from mobilization.solver.whole_units import best_whole_units

FLOW, WHOLE_UNITS = "flow", "whole_units"
NOTHING = Part(method=FLOW, lines=(), unmet=())  # where an answer is still to be found
ENOUGH_SECONDS = 60.0  # for all groups whose units do not count one for one, together


@frozen
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
    parts = solver.parts(problem)
    return _together(problem, parts, solver.seconds(), proved=solver.proved, method=solver.method)


def make_plans(problem: Problem, *, enough_seconds: float, memory: Memory | None) -> Plans:
    """Return the best plan as `make_plan` does, with the quick one and all that was passed over, in one go."""
    solver, told = _Solver(enough_seconds, memory, compare=True), Told()
    check_problem(problem)
    parts = solver.parts(problem)
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
    alone, sharing = _by_sharing(problem)
    parts = [tell(group, quick_flows(group), QUICK) for group in map(together, batches(alone))]
    for one in sharing:
        groups, drawn = [together([cut]) for cut in one.cuts], Drawn(one.pools)
        sent = quick_together(groups, drawn)
        parts += [tell(group, flows, QUICK, drawn) for group, flows in zip(groups, sent, strict=True)]
    return _together(problem, parts, time.perf_counter() - started, proved=False, method=QUICK)


def _by_sharing(problem: Problem) -> tuple[Iterable[Cut], Sequence[Sharing]]:
    """Return the cuts that draw from no pool, and the others by what they draw from in common."""
    cuts = cuts_of(problem)
    return sharing_of(list(cuts), problem.pools) if problem.pools else (cuts, ())


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

    def parts(self, problem: Problem) -> Sequence[Part]:
        """Return the best answer of each group: in order, those that share pools last."""
        alone, sharing = _by_sharing(problem)
        parts = [*self._parts_apart(alone), *map(self._part_shared, sharing)]
        self._methods |= {part.method for part in parts}
        return parts

    def _parts_apart(self, cuts: Iterable[Cut]) -> Sequence[Part]:
        """Return the best answer of each group that shares nothing, in order."""
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
        return list(found.values())

    def _solved(self, cuts: Sequence[Cut]) -> tuple[Sequence[Part], bool]:
        """Return the answers of cuts that make one group, and whether they are proved the best."""
        group = together(cuts)
        answer = self._best(group)
        quick = self._quick_parts([group], Drawn(()))
        return _apart(self._told(answer, Drawn(()), quick), cuts), answer.proved

    def _part_shared(self, sharing: Sharing) -> Part:
        """Return the best answer of groups that share pools, as one."""
        key = (self._compare, sharing.key()) if self._memory else None
        part = self._memory.find(key) if self._memory else None
        if part is not None:
            return part
        groups = [together([cut]) for cut in sharing.cuts]
        answers, drawn = best_together(groups, sharing, self._best)
        parts = [self._told(answer, drawn) for answer in answers]
        part = _as_one(parts, self._quick_parts(groups, Drawn(sharing.pools)))
        proved = all(answer.proved for answer in answers)
        self.proved = self.proved and proved
        if self._memory and proved:
            self._memory.keep(key, part, sum(len(cut.needs) + len(cut.stocks) for cut in sharing.cuts))
        return part

    def _best(self, group: Group, pools: Sequence[Pool] = ()) -> Answer:
        """Return the best answer of one group that draws from pools as if nobody else did."""
        if not pools and one_for_one(group):
            return Answer(group=group, sent=best_flows(group), method=FLOW, proved=True)
        started = time.perf_counter()
        (start,) = quick_together([group], Drawn(pools))
        sent, proved = best_whole_units(group, start, max(0.0, self._left_seconds), pools)
        self._left_seconds -= time.perf_counter() - started
        return Answer(group=group, sent=sent, method=WHOLE_UNITS, proved=proved)

    def _quick_parts(self, groups: Sequence[Group], drawn: Drawn) -> Part | None:
        """Return the quick plan of some groups to compare with, if it is asked for."""
        if not self._compare:
            return None
        started = time.perf_counter()
        sent = quick_together(groups, drawn)
        parts = [_answered(group, flows, QUICK, drawn) for group, flows in zip(groups, sent, strict=True)]
        self.quick_seconds += time.perf_counter() - started
        return _as_one(parts)

    def _told(self, answer: Answer, drawn: Drawn, quick: Part | None = None) -> Part:
        """Return an answer with what there is to tell; `drawn` is what all draw that share its pools."""
        group, sent = answer.group, answer.sent
        if not self._compare:
            return _explained(group, sent, answer.method, drawn)
        left, told = Left(group, sent, drawn), Told()
        told.add(left, sent)
        lines, unmet = _lines(group, sent), unmet_needs(left)
        return Part(method=answer.method, lines=lines, unmet=unmet, quick=quick, told=told)


def _as_one(parts: Sequence[Part], quick: Part | None = None) -> Part:
    """Return several answers as one."""
    why, told = Whys(), Told()
    for part in parts:
        why.join(part.why)
        if part.told:
            told.join(part.told)
    return Part(
        method=max((part.method for part in parts), key=(FLOW, QUICK, WHOLE_UNITS).index),
        lines=list(chain.from_iterable(part.lines for part in parts)),
        unmet=list(chain.from_iterable(part.unmet for part in parts)),
        why=why,
        quick=quick,
        told=told if parts[0].told else None,
    )


def _answered(group: Group, sent: Sequence[Sent], method: str, drawn: Drawn | None = None) -> Part:
    """Return a group's flows as lines, with what they leave unmet."""
    return Part(method=method, lines=_lines(group, sent), unmet=unmet_needs(Left(group, sent, drawn)))


def _explained(group: Group, sent: Sequence[Sent], method: str, drawn: Drawn | None = None) -> Part:
    """Return a group's flows as lines, with what they leave unmet and why stock is left over."""
    left, why = Left(group, sent, drawn), Whys()
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
