"""A plan as it is kept: lines, shortfalls, every candidate's reason, the quick plan beside it, what it changes."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from core.communes.rules import CommuneCode
from mobilization.rules.amendments import changes
from mobilization.rules.check import UnlawfulPlanError, check_plan
from mobilization.rules.plan import Line, Plan
from mobilization.rules.problem import Problem, TypeId
from mobilization.rules.reasons import Passed
from mobilization.services.offering import Offered
from mobilization.solver.memory import Memory
from mobilization.solver.plan import make_plan, quick_plan

log = logging.getLogger(__name__)
# A plan made anew after one change meets mostly groups it has proved before.
PROVED = Memory()
PAGE_SECONDS, WAIT_SECONDS = 3.0, 60.0  # for types that stand for others, which take an integer programme
MOST_PAIRS = 200_000  # pairs of a need and a lot up to which the best plan comes at once: some half a second


@dataclass(frozen=True, kw_only=True, slots=True)
class Made:
    """The quick plan, and the best one unless it waits to be asked for."""

    quick: Plan
    best: Plan | None

    @property
    def plan(self) -> Plan:
        """The one to show."""
        return self.best or self.quick


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
    quick = checked(asked.problem, quick_plan(asked.problem))
    if asked.pairs() > MOST_PAIRS and not wait:
        return Made(quick=quick, best=None)
    try:
        enough = WAIT_SECONDS if wait else PAGE_SECONDS
        best = make_plan(asked.problem, enough_seconds=enough, memory=PROVED)
        return Made(quick=quick, best=checked(asked.problem, best))
    except UnlawfulPlanError:
        return Made(quick=quick, best=None)


def stored_for(
    asked: Offered,
    answer: Made,
    *,
    told: Passed,
    needs: Iterable[int],
    incident_id: int,
    before: Mapping[str, Any] | None,
) -> dict[str, Any]:
    """Return what is kept of a plan for one incident's needs; `before` is its plan before, as kept.

    `told` is why stocks were passed over for every need of the plan: worked out once, however many incidents it has.
    """
    mine = set(needs)
    plan = answer.plan
    lines = [line for line in plan.lines if line.need in mine]
    standing = asked.standing.get(incident_id, {})
    keys = {need.type for need in asked.problem.needs if need.id in mine}
    stand_ins = _stand_ins(asked, keys)
    types = keys | {given for _, given in stand_ins}
    return {
        "lines": [list(line) for line in lines],
        "sources": _sources(asked, lines),
        "able": _able(asked, lines),
        "unmet": [list(item) for item in plan.unmet if item.need in mine],
        "passed": {str(need): told[need] for need in sorted(mine)},
        "barred": [
            [lot_id, reason.value]
            for lot_id, reason in sorted(asked.barred.items())
            if asked.lots[lot_id].type_code in types
        ],
        "unkept": [
            [item.pin.need, item.pin.stock, item.pin.quantity, item.fault.value]
            for item in asked.unkept
            if item.pin.need in mine
        ],
        "stand_ins": stand_ins,
        "unfit": {
            key: [[lot_id, reason.value] for lot_id, reason in sorted(found.items())]
            for key, found in sorted(asked.fitting.unfit.items())
            if key in keys
        },
        "quick": _figures(answer.quick, mine),
        "best": _figures(plan, mine),
        "quick_seconds": round(answer.quick.seconds, 4),
        "seconds": round(plan.seconds, 4),
        "method": plan.method,
        "standing": [[*pair, units] for pair, units in sorted(standing.items())],
        "changes": _changes(before, standing, lines),
    }


def _sources(asked: Offered, lines: Sequence[Line]) -> list[str]:
    """Return where each line's minutes come from."""
    place = {need.id: need.place for need in asked.problem.needs}
    return [
        asked.ways[str(place[line.need])][CommuneCode(asked.lots[int(line.stock)].commune_code)].source.value
        for line in lines
    ]


def _stand_ins(asked: Offered, keys: set[TypeId]) -> list[tuple[str, str]]:
    """Return what else serves what is asked for: (type or ability, catalogue type)."""
    declared = {(str(row.asked), str(row.given)) for row in asked.declared if row.asked in keys}
    for key, found in asked.fitting.able.items():
        if key in keys:
            lots = (*found, *asked.fitting.unfit[key])
            declared |= {(key, asked.lots[lot_id].type_code) for lot_id in lots}
    return sorted(declared)


def _able(asked: Offered, lines: Sequence[Line]) -> list[list[Any] | None]:
    """Return for each line what one piece does, whether the register says so, the working; None for needs by type."""
    keys = {need.id: str(need.type) for need in asked.problem.needs}
    found: list[list[Any] | None] = []
    for line in lines:
        able = asked.fitting.able.get(keys[line.need], {}).get(int(line.stock))
        found.append([_thousandths(able.value), able.noted, able.working] if able else None)
    return found


def _thousandths(value: Fraction) -> str:
    return f"{Decimal(round(value * 1000)) / 1000:f}"


def _figures(plan: Plan, needs: set[int]) -> dict[str, list[int]]:
    """Return for each need the units covered, the units sent, their minutes together and the last arrival."""
    found: dict[str, list[int]] = {str(need): [0, 0, 0, 0] for need in sorted(needs)}
    for line in plan.lines:
        if line.need in needs:
            row = found[str(line.need)]
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
    return [list(change) for change in changes(old, new)]


def lines_of(result: Mapping[str, Any]) -> list[Line]:
    """Return the lines of a plan as kept."""
    return [Line(*line) for line in result["lines"]]
