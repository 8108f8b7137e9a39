"""Is a problem sound, and does a plan keep every rule of it? Independent of how the plan was made."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np

from mobilization.rules.ids import CaseId, NeedId, PlaceId, StockId
from mobilization.rules.minutes_table import Minutes, MinutesTable
from mobilization.rules.objective import covered_units, evaluate
from mobilization.rules.pairs import ONE, Rules, UnlawfulPlanError, named_in
from mobilization.rules.pins import check_pins, check_pins_kept
from mobilization.rules.plan import Line, Plan
from mobilization.rules.problem import (
    BadAmountError,
    DuplicateIdError,
    Need,
    Problem,
    Stock,
    StockLevel,
    UnknownIdError,
    columns,
)
from mobilization.rules.travel import in_time, tier_of

MOST_UNITS = 10**9  # of one stock or need; sums over a nation stay far inside 64 bits
MOST_MINUTES = 10**7  # nineteen years: a longer one is a slip
SPEEDS_KMH = (0.1, 2000.0)
DETOURS = (1.0, 100.0)


def check_problem(problem: Problem) -> None:
    """Return if the problem makes sense; otherwise raise the `BadProblemError` that names the first fault."""
    asking, having = columns(problem.needs, Need), columns(problem.stocks, Stock)
    places = _unique("places.id", [place.id for place in problem.places])
    stocks, needs = _unique("stocks.id", having.id), _unique("needs.id", asking.id)
    starts, ends = _ends_of(problem.minutes)
    for field, named, known in (
        ("places.neighbours", {other for place in problem.places for other in place.neighbours}, places),
        ("minutes.from", starts, places),
        ("minutes.to", ends, places),
        ("stocks.place", set(having.place), places),
        ("needs.place", set(asking.place), places),
        ("pins.need", {pin.need for pin in problem.pins}, needs),
        ("pins.stock", {pin.stock for pin in problem.pins}, stocks),
        ("forbids.need", {forbid.need for forbid in problem.forbids}, needs),
        ("forbids.stock", {forbid.stock for forbid in problem.forbids}, stocks),
        ("pools.stock", {stock for pool in problem.pools for side in pool.sides for stock in side}, stocks),
    ):
        if unknown := named - known:
            raise UnknownIdError(field=field, id=min(unknown, key=str))
    _check_minutes(problem.minutes)
    _unique("substitutes", [(row.asked, row.given) for row in problem.substitutes])
    _unique("pins", [(pin.need, pin.stock) for pin in problem.pins])
    _check_amounts(problem, asking, having)
    check_pins(problem)


def _ends_of(minutes: Sequence[Minutes] | MinutesTable) -> tuple[set[PlaceId], set[PlaceId]]:
    """Return the places the given minutes lead from, and to."""
    if isinstance(minutes, MinutesTable):
        return set(minutes.starts), set(minutes.ends)
    return {row.start for row in minutes}, {row.end for row in minutes}


def _check_minutes(minutes: Sequence[Minutes] | MinutesTable) -> None:
    """Check that each pair is given once, within its range."""
    if not isinstance(minutes, MinutesTable):
        ways = [(row.start, row.end) for row in minutes]
        _unique("minutes", ways)
        _within("minutes", ways, [row.minutes for row in minutes], 0, MOST_MINUTES)
        return
    _unique("minutes", minutes.starts)
    _unique("minutes", minutes.ends)
    wrong = np.isfinite(minutes.table) & ((minutes.table < 0) | (minutes.table > MOST_MINUTES))
    for row, column in np.argwhere(wrong).tolist():
        way, value = (minutes.starts[column], minutes.ends[row]), float(minutes.table[row, column])
        raise BadAmountError(field="minutes", id=way, value=value, least=0, most=MOST_MINUTES)


def _unique(field: str, ids: Sequence[object]) -> set[object]:
    known = set(ids)
    if len(known) < len(ids):
        raise DuplicateIdError(field=field, id=Counter(ids).most_common(1)[0][0])
    return known


def _within(
    field: str, ids: Sequence[object], values: Sequence[float | None], least: float, most: float
) -> None:
    """Return if every value is inside its range; `None` says nothing. There are few different ones."""
    wrong = {value for value in set(values) if value is not None and not least <= value <= most}
    if wrong:  # a NaN is one too
        key, value = next((key, value) for key, value in zip(ids, values, strict=True) if value in wrong)
        raise BadAmountError(field=field, id=key, value=value, least=least, most=most)


def _check_amounts(problem: Problem, asking: Any, having: Any) -> None:
    """Check ranges; `asking` and `having` are the needs and stocks as columns."""
    places, ids = problem.places, [place.id for place in problem.places]
    _within("places.lat", ids, [place.lat for place in places], -90, 90)
    _within("places.lon", ids, [place.lon for place in places], -180, 180)
    _within("travel.speed_kmh", [None], [problem.travel.speed_kmh], *SPEEDS_KMH)
    _within("travel.detour", [None], [problem.travel.detour], *DETOURS)
    _within("stocks.quantity", having.id, having.quantity, 0, MOST_UNITS)
    _within("stocks.keep", having.id, having.keep, 0, MOST_UNITS)
    _within("stocks.ready_minutes", having.id, having.ready_minutes, 0, MOST_MINUTES)
    _within("stocks.speed_kmh", having.id, having.speed_kmh, *SPEEDS_KMH)
    _within("needs.quantity", asking.id, asking.quantity, 0, MOST_UNITS)
    _within("needs.priority", asking.id, asking.priority, 1, 1000)
    _within("needs.within_minutes", asking.id, asking.within_minutes, 0, MOST_MINUTES)
    pairs = [(pin.need, pin.stock) for pin in problem.pins]
    _within("pins.quantity", pairs, [pin.quantity for pin in problem.pins], 1, MOST_UNITS)
    stand_ins = [(row.asked, row.given) for row in problem.substitutes]
    ratios = [float(row.given_per_asked) for row in problem.substitutes]
    _within("substitutes.given_per_asked", stand_ins, ratios, 10**-6, 10**6)
    for row in problem.substitutes:
        if row.asked == row.given:
            raise DuplicateIdError(field="substitutes", id=row.asked)
    levels = set(having.level) - set(StockLevel)
    if levels:
        raise UnknownIdError(field="stocks.level", id=min(levels))


def check_plan(problem: Problem, plan: Plan) -> None:
    """Return if the plan keeps every rule and states its own figures rightly, else raise `UnlawfulPlanError`."""
    rules, needs, stocks = check_lines(problem, plan.lines)
    check_pins_kept(problem, rules, plan, needs, stocks)
    unmet = {row.need: row.quantity for row in plan.unmet}
    covered = covered_units(plan.lines)
    for need in problem.needs:
        if need.quantity - covered.get(need.id, 0) != unmet.get(need.id, 0):
            raise UnlawfulPlanError(rule="unmet", need=need.id)
    if evaluate(problem, plan.lines) != plan.objective:
        raise UnlawfulPlanError(rule="objective")


def check_lines(
    problem: Problem, lines: Sequence[Line]
) -> tuple[Rules, dict[NeedId, Need], dict[StockId, Stock]]:
    """Return what the lines name if together they keep every rule but pins, else raise `UnlawfulPlanError`."""
    rules, needs, stocks = named_in(problem, {line.need for line in lines}, {line.stock for line in lines})
    for line in lines:
        if line.need not in needs or line.stock not in stocks:
            raise UnlawfulPlanError(rule="unknown", need=line.need, stock=line.stock)
        _check_line(rules, needs[line.need], stocks[line.stock], line)
    if len({(line.need, line.stock) for line in lines}) < len(lines):
        raise UnlawfulPlanError(rule="one_line_for_a_pair")
    _check_sums(lines, needs, stocks)
    _check_pools(problem, lines, needs)
    return rules, needs, stocks


def _check_line(rules: Rules, need: Need, stock: Stock, line: Line) -> None:
    ratio = rules.given_per_asked(need.type, stock.type)
    arrival = rules.arrival(need, stock)
    if ratio is None:
        raise UnlawfulPlanError(rule="type", need=need.id, stock=stock.id)
    if (need.id, stock.id) in rules.forbidden:
        raise UnlawfulPlanError(rule="forbid", need=need.id, stock=stock.id)
    if arrival is None or arrival != line.minutes:
        raise UnlawfulPlanError(
            rule="minutes", arrival=arrival, stated=line.minutes, need=need.id, stock=stock.id
        )
    if line.tier != tier_of(stock, rules.places[need.place]):
        raise UnlawfulPlanError(rule="tier", need=need.id, stock=stock.id)
    most = line.quantity if ratio is ONE else math.floor(line.quantity / ratio)
    most = most if in_time(need, arrival) else 0
    if line.quantity < 1 or not 0 <= line.covers <= most:
        raise UnlawfulPlanError(
            rule="covers",
            quantity=line.quantity,
            covers=line.covers,
            most=most,
            need=need.id,
            stock=stock.id,
        )


def _check_sums(lines: Sequence[Line], needs: dict[NeedId, Need], stocks: dict[StockId, Stock]) -> None:
    taken, away = dict.fromkeys(stocks, 0), dict.fromkeys(stocks, 0)
    covered = dict.fromkeys(needs, 0)
    for need_id, stock_id, units, covers, _minutes, _tier in lines:
        taken[stock_id] += units
        covered[need_id] += covers
        if needs[need_id].place != stocks[stock_id].place:
            away[stock_id] += units
    for stock_id, stock in stocks.items():
        if taken[stock_id] > stock.quantity:
            raise UnlawfulPlanError(rule="quantity", stock=stock_id, given=taken[stock_id])
        if away[stock_id] > max(0, stock.quantity - stock.keep):
            raise UnlawfulPlanError(rule="keep", stock=stock_id, given=away[stock_id])
    for need_id, need in needs.items():
        if covered[need_id] > need.quantity:
            raise UnlawfulPlanError(rule="more_than_asked", need=need_id)


def _check_pools(problem: Problem, lines: Sequence[Line], needs: dict[NeedId, Need]) -> None:
    """Check that of each pool the cases together have no more than there is: each what it names or what works."""
    sent: dict[StockId, Counter[CaseId]] = {}
    for line in lines if problem.pools else ():
        sent.setdefault(line.stock, Counter())[needs[line.need].case] += line.quantity
    for pool in problem.pools:
        sums = {case: list(parts) for case, parts in pool.gone.items()}
        for side, stocks in enumerate(pool.sides):
            for stock, each in stocks.items():
                for case, units in sent.get(stock, {}).items():
                    sums.setdefault(case, [0, 0])[side] += units * each
        drawn = sum(map(max, sums.values()))
        if drawn > pool.amount:
            raise UnlawfulPlanError(rule="pool", pool=pool.id, drawn=drawn, amount=pool.amount)
