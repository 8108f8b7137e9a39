"""The problem's own rules, pair by pair, as every check of a plan reads them."""

from __future__ import annotations

from fractions import Fraction

from core.errors import DomainError
from mobilization.rules.ids import NeedId, StockId, TypeId
from mobilization.rules.minutes_table import by_pair
from mobilization.rules.problem import Need, Problem, Stock
from mobilization.rules.travel import arrival_minutes, travel_minutes

ONE = Fraction(1)


class UnlawfulPlanError(DomainError):
    """A plan breaks a rule of its problem. Facts: `rule`, and the `need`, `stock` and numbers it concerns."""

    code = "unlawful_plan"


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


def named_in(
    problem: Problem, need_ids: set[NeedId], stock_ids: set[StockId]
) -> tuple[Rules, dict[NeedId, Need], dict[StockId, Stock]]:
    """Return the rules of the problem, and those of some needs and stocks that are in it, by id."""
    needs = {need.id: need for need in problem.needs if need.id in need_ids}
    stocks = {stock.id: stock for stock in problem.stocks if stock.id in stock_ids}
    return Rules(problem), needs, stocks
