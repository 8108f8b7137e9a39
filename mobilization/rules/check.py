"""Is a problem sound, and does a plan keep every rule of it? Independent of how the plan was made."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import numpy as np

from core.errors import DomainError
from mobilization.rules.minutes_table import MinutesTable, by_pair
from mobilization.rules.objective import covered_units, evaluate, pin_covers
from mobilization.rules.plan import Line, Plan
from mobilization.rules.problem import (
    BadAmountError,
    DuplicateIdError,
    Minutes,
    Need,
    NeedId,
    Pin,
    PinFault,
    PinImpossibleError,
    PlaceId,
    Problem,
    Stock,
    StockId,
    StockLevel,
    TypeId,
    UnknownIdError,
    columns,
    id_order,
)
from mobilization.rules.travel import arrival_minutes, in_time, tier_of, travel_minutes

ONE = Fraction(1)
MOST_UNITS = 10**9  # of one stock or need; sums over a nation stay far inside 64 bits
MOST_MINUTES = 10**7  # nineteen years: a longer one is a slip
SPEEDS_KMH = (0.1, 2000.0)
DETOURS = (1.0, 100.0)


class UnlawfulPlanError(DomainError):
    """A plan breaks a rule of its problem. Facts: `rule`, and the `need`, `stock` and numbers it concerns."""

    code = "unlawful_plan"


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


class Rules:
    """The problem's own rules, pair by pair: what fits, when it arrives, what one unit covers."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.places = {place.id: place for place in problem.places}
        self.given = by_pair(problem.minutes)
        self.forbidden = {(forbid.need, forbid.stock) for forbid in problem.forbids}
        self.ratios = {(row.asked, row.given): row.given_per_asked for row in problem.substitutes}

    def given_per_asked(self, need_type: TypeId, stock_type: TypeId) -> Fraction | None:
        """Return how many units of a stock's type cover one asked unit, or None when they do not fit."""
        return ONE if need_type == stock_type else self.ratios.get((need_type, stock_type))

    def arrival(self, need: Need, stock: Stock) -> int | None:
        """Return the stock's arrival minutes at the need, or None when there is no way."""
        start, end = self.places[stock.place], self.places[need.place]
        return arrival_minutes(
            stock,
            travel_minutes(
                start, end, travel=self.problem.travel, given=self.given, speed_kmh=stock.speed_kmh
            ),
        )


def check_pins(problem: Problem) -> None:
    """Return if every pin can be honoured beside the others, else raise `PinImpossibleError` for the first."""
    if not problem.pins:
        return
    rules, needs, stocks = _lookup(
        problem, {pin.need for pin in problem.pins}, {p.stock for p in problem.pins}
    )
    taken, left = Counter[StockId](), Counter[StockId]()
    for pin in problem.pins:
        need, stock = needs[pin.need], stocks[pin.stock]
        taken[stock.id] += pin.quantity
        left[stock.id] += pin.quantity if need.place != stock.place else 0
        fault = _pin_fault(rules, need, stock, pin, taken=taken[stock.id], left=left[stock.id])
        if fault:
            raise PinImpossibleError(
                field="pins", need=pin.need, stock=pin.stock, quantity=pin.quantity, reason=fault
            )


def _pin_fault(rules: Rules, need: Need, stock: Stock, pin: Pin, *, taken: int, left: int) -> PinFault | None:
    if rules.given_per_asked(need.type, stock.type) is None:
        return PinFault.OTHER_TYPE
    if (pin.need, pin.stock) in rules.forbidden:
        return PinFault.FORBIDDEN
    if rules.arrival(need, stock) is None:
        return PinFault.NO_WAY
    if taken > stock.quantity:
        return PinFault.MORE_THAN_THERE_IS
    return PinFault.MORE_THAN_MAY_LEAVE if left > max(0, stock.quantity - stock.keep) else None


def _lookup(
    problem: Problem, need_ids: set[NeedId], stock_ids: set[StockId]
) -> tuple[Rules, dict[NeedId, Need], dict[StockId, Stock]]:
    needs = {need.id: need for need in problem.needs if need.id in need_ids}
    stocks = {stock.id: stock for stock in problem.stocks if stock.id in stock_ids}
    return Rules(problem), needs, stocks


def check_plan(problem: Problem, plan: Plan) -> None:
    """Return if the plan keeps every rule and states its own figures rightly, else raise `UnlawfulPlanError`."""
    rules, needs, stocks = check_lines(problem, plan.lines)
    _check_pins_kept(problem, rules, plan, needs, stocks)
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
    rules, needs, stocks = _lookup(problem, {line.need for line in lines}, {line.stock for line in lines})
    for line in lines:
        if line.need not in needs or line.stock not in stocks:
            raise UnlawfulPlanError(rule="unknown", need=line.need, stock=line.stock)
        _check_line(rules, needs[line.need], stocks[line.stock], line)
    if len({(line.need, line.stock) for line in lines}) < len(lines):
        raise UnlawfulPlanError(rule="one_line_for_a_pair")
    _check_sums(lines, needs, stocks)
    return rules, needs, stocks


def _check_pins_kept(
    problem: Problem, rules: Rules, plan: Plan, needs: dict[NeedId, Need], stocks: dict[StockId, Stock]
) -> None:
    lines = {(line.need, line.stock): line for line in plan.lines}
    mine: dict[NeedId, list[tuple[Line, int]]] = {}
    for pin in problem.pins:
        line = lines.get((pin.need, pin.stock))
        if line is None or line.quantity < pin.quantity:
            raise UnlawfulPlanError(rule="pin", need=pin.need, stock=pin.stock)
        need, stock = needs[pin.need], stocks[pin.stock]
        ratio = rules.given_per_asked(need.type, stock.type) or Fraction(1)
        most = math.floor(pin.quantity / ratio) if in_time(need, line.minutes) else 0
        mine.setdefault(need.id, []).append((line, most))
    for need_id, pinned in mine.items():
        pinned.sort(key=lambda row: (row[0].tier, row[0].minutes, id_order(row[0].stock)))
        covers = pin_covers(needs[need_id].quantity, [most for _, most in pinned])
        for (line, _), least in zip(pinned, covers, strict=True):
            if line.covers < least:
                raise UnlawfulPlanError(rule="pin_covers", need=line.need, stock=line.stock)


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
