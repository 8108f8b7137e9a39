"""Under a budget, what to buy or repair first.

The objective: communes of the first rank (remote and very difficult) get all that their own best choice takes before
the next rank gets anything; within a rank the choice has the greatest gain. One unit's gain is the part it adds to
its commune's cover, in hundredths of a point: 100 x weight of the line ÷ (units needed x sum of the weights). Cover
grows evenly up to the need, so this is a knapsack of whole units. It is solved exactly for short lists; a long one is
filled by gain per đồng, and how far that can be from the best at most is said beside it.
"""

from __future__ import annotations

from collections.abc import Sequence

from core.values import frozen
from reports.rules.closing import PRICED, Gap, Remedy

EXACT_ITEMS = 24
MOST_NODES = 200_000


@frozen
class Item:
    """Up to `most` units that may be bought or repaired; a smaller `rank` comes first."""

    commune_code: str
    type_code: str
    remedy: Remedy
    rank: int
    unit_vnd: int
    most: int
    gain: float

    @property
    def per_million(self) -> float:
        """Points of cover that a million đồng gains."""
        return self.gain / self.unit_vnd * 1_000_000


@frozen
class Buy:
    """An item and how many units of it."""

    item: Item
    units: int

    @property
    def cost_vnd(self) -> int:
        """What it costs."""
        return self.units * self.item.unit_vnd

    @property
    def gain(self) -> float:
        """The points of cover it gains for its commune."""
        return self.units * self.item.gain


@frozen
class Spending:
    """What to buy, in order; `at_most` is a gain no choice can exceed, rank by rank."""

    buys: tuple[Buy, ...]
    at_most: float

    @property
    def spent_vnd(self) -> int:
        """What all of it costs."""
        return sum(buy.cost_vnd for buy in self.buys)

    @property
    def gain(self) -> float:
        """The points of cover it gains, over all communes."""
        return sum(buy.gain for buy in self.buys)


def items_of(gaps: Sequence[Gap], rank: dict[str, int], weights: dict[str, int]) -> list[Item]:
    """Return what money can close; `weights` are the sums of the lines' weights by commune."""
    return [
        Item(
            commune_code=gap.commune_code,
            type_code=gap.line.type_code,
            remedy=step.remedy,
            rank=rank[gap.commune_code],
            unit_vnd=step.unit_vnd,
            most=step.quantity,
            gain=100 * gap.line.weight / (gap.line.need * weights[gap.commune_code]),
        )
        for gap in gaps
        for step in gap.steps
        if step.remedy in PRICED and step.unit_vnd
    ]


def spend(items: Sequence[Item], budget_vnd: int) -> Spending:
    """Return what to buy under a budget, rank by rank."""
    buys: list[Buy] = []
    left, at_most = budget_vnd, 0.0
    for rank in sorted({item.rank for item in items}):
        own = sorted(
            (item for item in items if item.rank == rank),
            key=lambda item: (-item.per_million, item.commune_code, item.type_code, item.remedy),
        )
        units = _exact(own, left) if len(own) <= EXACT_ITEMS else _filled(own, left)
        at_most += _bound(own, left, 0)
        chosen = [Buy(item=item, units=number) for item, number in zip(own, units, strict=True) if number]
        left -= sum(buy.cost_vnd for buy in chosen)
        buys += chosen
    return Spending(buys=tuple(buys), at_most=at_most)


def _filled(items: Sequence[Item], left: int) -> list[int]:
    """Return the units by falling gain per đồng, whatever still fits."""
    units = []
    for item in items:
        number = min(item.most, left // item.unit_vnd)
        left -= number * item.unit_vnd
        units.append(number)
    return units


def _bound(items: Sequence[Item], left: int, first: int) -> float:
    """Return the gain if units could be cut: none of whole units is greater."""
    gain = 0.0
    for item in items[first:]:
        number = min(item.most, left / item.unit_vnd)
        gain += number * item.gain
        left -= int(number * item.unit_vnd)
        if number < item.most:
            break
    return gain


def _exact(items: Sequence[Item], budget: int) -> list[int]:
    """Return the best units by branch and bound; after too many branches the best found so far."""
    best = _filled(items, budget)
    best_gain = sum(number * item.gain for number, item in zip(best, items, strict=True))
    units = [0] * len(items)
    nodes = 0

    def branch(place: int, left: int, gain: float) -> None:
        nonlocal best, best_gain, nodes
        nodes += 1
        if gain > best_gain + 1e-12:
            best, best_gain = list(units), gain
        if (
            place == len(items)
            or nodes > MOST_NODES
            or gain + _bound(items, left, place) <= best_gain + 1e-12
        ):
            return
        item = items[place]
        for number in range(min(item.most, left // item.unit_vnd), -1, -1):
            units[place] = number
            branch(place + 1, left - number * item.unit_vnd, gain + number * item.gain)
        units[place] = 0

    branch(0, budget, 0.0)
    return best
