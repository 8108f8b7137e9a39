"""A plan as it is kept: lines, shortfalls, every candidate's reason, the quick plan beside it, what it changes."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from core.values import frozen
from mobilization.rules.amendments import changes
from mobilization.rules.check import check_plan
from mobilization.rules.ids import NeedId, TypeId
from mobilization.rules.pairs import UnlawfulPlanError
from mobilization.rules.passed import Told, packed, told_of
from mobilization.rules.plan import Line, Plan
from mobilization.rules.problem import Problem
from mobilization.services.offering import Offered
from mobilization.solver.memory import Memory
from mobilization.solver.plan import make_plans, quick_plan

log = logging.getLogger(__name__)
# A plan made anew after one change meets mostly groups it has proved before.
PROVED = Memory()
PAGE_SECONDS, WAIT_SECONDS = 3.0, 60.0  # for types that stand for others, which take an integer programme
MOST_PAIRS = 200_000  # pairs of a need and a lot up to which the best plan comes at once: some half a second


@frozen
class Made:
    """The plan to show, the quick one to compare it with, and every candidate it passed over."""

    plan: Plan
    quick: Plan
    told: Told


def checked(problem: Problem, plan: Plan) -> Plan:
    """Return the plan if it passes the independent check; otherwise it is logged and UnlawfulPlanError raised."""
    try:
        check_plan(problem, plan)
    except UnlawfulPlanError as error:
        log.error("plan by %s fails its check: %s", plan.method, error)
        raise
    return plan


def made(asked: Offered, *, wait: bool) -> Made:
    """Return the quick plan at once and the best one with it, unless that takes long and nobody said to `wait`.

    A best plan that fails its check is not used: the quick one stands in.
    """
    problem = asked.problem
    if wait or asked.pairs() <= MOST_PAIRS:
        enough = WAIT_SECONDS if wait else PAGE_SECONDS
        plans = make_plans(problem, enough_seconds=enough, memory=PROVED)
        try:
            return Made(plan=checked(problem, plans.best), quick=plans.quick, told=plans.told)
        except UnlawfulPlanError:
            pass
    quick = checked(problem, quick_plan(problem, explained=False))
    return Made(plan=quick, quick=quick, told=told_of(problem, quick.lines))


class Keeper:
    """Turns one answer into what is kept of it, incident by incident; what all share is worked out once."""

    def __init__(self, asked: Offered, answer: Made) -> None:
        self._asked, self._answer = asked, answer
        self._lines: dict[NeedId, list[Line]] = {}
        for line in answer.plan.lines:
            self._lines.setdefault(line.need, []).append(line)
        self._keys = {need.id: need.type for need in asked.problem.needs}
        self._places = {need.id: str(need.place) for need in asked.problem.needs}
        self._unmet = {item.need: item for item in answer.plan.unmet}
        self._candidates = {str(key): packed(lots) for key, lots in answer.told.candidates.items()}
        self._barred = _by_type(asked)
        self._unfit = {
            key: [[lot_id, reason.value] for lot_id, reason in sorted(found.items())]
            for key, found in sorted(asked.fitting.unfit.items())
        }
        self._best = _figures(answer.plan, self._keys)
        self._quick = _figures(answer.quick, self._keys)

    def kept(
        self, *, needs: Iterable[int], incident_id: int, before: Mapping[str, Any] | None
    ) -> dict[str, Any]:
        """Return what is kept of the plan for one incident's needs; `before` is its plan before, as kept."""
        asked, answer = self._asked, self._answer
        mine = sorted(needs)
        lines = [line for need in mine for line in self._lines.get(need, ())]
        standing = asked.standing.get(incident_id, {})
        keys = {self._keys[need] for need in mine}
        stand_ins = _stand_ins(asked, keys)
        types = keys | {given for _, given in stand_ins}
        return {
            "lines": [list(line) for line in lines],
            "sources": self._sources(lines),
            "able": self._able(lines),
            "unmet": [list(self._unmet[need]) for need in mine if need in self._unmet],
            "candidates": {str(key): self._candidates[str(key)] for key in sorted(keys, key=str)},
            "letters": {str(need): answer.told.letters[need] for need in mine},
            "barred": {
                str(kind): self._barred[kind] for kind in sorted(types, key=str) if kind in self._barred
            },
            "unkept": [
                [item.pin.need, item.pin.stock, item.pin.quantity, item.fault.value]
                for item in asked.unkept
                if item.pin.need in mine
            ],
            "stand_ins": stand_ins,
            "unfit": {key: found for key, found in self._unfit.items() if key in keys},
            "quick": {str(need): self._quick[need] for need in mine},
            "best": {str(need): self._best[need] for need in mine},
            "quick_seconds": round(answer.quick.seconds, 4),
            "seconds": round(answer.plan.seconds, 4),
            "method": answer.plan.method,
            "standing": [[*pair, units] for pair, units in sorted(standing.items())],
            "changes": _changes(before, standing, lines),
        }

    def _sources(self, lines: Sequence[Line]) -> list[str]:
        """Return where each line's minutes come from."""
        roads, lots, places = self._asked.roads, self._asked.lots, self._places
        return [str(roads.source(lots[int(line.stock)].commune_code, places[line.need])) for line in lines]

    def _able(self, lines: Sequence[Line]) -> list[list[Any] | None]:
        """Return for each line what a piece does, whether the register says so, the working; None for needs by type."""
        found: list[list[Any] | None] = []
        if not self._asked.fitting.able:
            return [None] * len(lines)
        for line in lines:
            able = self._asked.fitting.able.get(str(self._keys[line.need]), {}).get(int(line.stock))
            found.append([_thousandths(able.value), able.noted, able.working] if able else None)
        return found


def _by_type(asked: Offered) -> dict[TypeId, dict[str, str]]:
    """Return the lots that cannot be offered at all, by the catalogue's type and the reason; all incidents share them."""
    found: dict[TypeId, dict[str, list[int]]] = {}
    for lot_id, reason in sorted(asked.barred.items()):
        found.setdefault(asked.lots[lot_id].type_code, {}).setdefault(reason.value, []).append(lot_id)
    return {
        kind: {reason: packed(lots) for reason, lots in reasons.items()} for kind, reasons in found.items()
    }


def _stand_ins(asked: Offered, keys: set[TypeId]) -> list[tuple[str, str]]:
    """Return what else serves what is asked for: (type or ability, catalogue type)."""
    declared = {(str(row.asked), str(row.given)) for row in asked.declared if row.asked in keys}
    for key, found in asked.fitting.able.items():
        if key in keys:
            lots = (*found, *asked.fitting.unfit[key])
            declared |= {(key, asked.lots[lot_id].type_code) for lot_id in lots}
    return sorted(declared)


def _thousandths(value: Fraction) -> str:
    return f"{Decimal(round(value * 1000)) / 1000:f}"


def _figures(plan: Plan, needs: Iterable[NeedId]) -> dict[NeedId, list[int]]:
    """Return for each need the units covered, the units sent, their minutes together and the last arrival."""
    found = {need: [0, 0, 0, 0] for need in needs}
    for line in plan.lines:
        row = found[line.need]
        row[0] += line.covers
        row[1] += line.quantity
        row[2] += line.quantity * line.minutes
        row[3] = max(row[3], line.minutes)
    return found


def _changes(
    before: Mapping[str, Any] | None, standing: Mapping[tuple[int, int], int], lines: Sequence[Line]
) -> list[list[Any]]:
    """Return what the plan changes against the one before, all that was already promised counted on both sides."""
    if before is None:
        return []
    old: dict[tuple[int, int], int] = {(need, lot): units for need, lot, units in before.get("standing", [])}
    for need, lot, units, *_rest in before["lines"]:
        old[need, lot] = old.get((need, lot), 0) + units
    new = dict(standing)
    for line in lines:
        pair = int(line.need), int(line.stock)
        new[pair] = new.get(pair, 0) + line.quantity
    return [] if old == new else [list(change) for change in changes(old, new)]


def lines_of(result: Mapping[str, Any]) -> list[Line]:
    """Return the lines of a plan as kept."""
    return [Line(*line) for line in result["lines"]]
