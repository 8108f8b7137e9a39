"""What a group's plan is weighed by: its supply after the pins, and the levels below coverage as costs of pairs."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from core.values import frozen
from mobilization.rules.groups import Group
from mobilization.rules.travel import BEYOND, NEIGHBOUR, OWN
from mobilization.solver.exchanges import Bools, Ints

# What an exchange changes a level by in nearly all cases; where it is more, the flow begun with is mended.
FEW_UNITS, FEW_HOLDERS = 3, 7


@frozen
class Level:
    """One sum of the objective, and the most one exchange can change it: always, and mostly.

    A unit costs one from tier `beyond` on, or its minutes in `rows`, or else its stock's place in the order of holders.
    `highest` is the most a unit costs. `mostly` is reckoned in costs without their last `drop` bits; None where it goes by minutes.
    """

    reach: int
    highest: int
    beyond: int | None = None
    rows: Ints | None = None
    mostly: int | None = None
    drop: int = 0


@frozen
class Costs:
    """What the levels are made of: tiers and minutes by pair, the order of holders by stock; from coarse to fine."""

    levels: list[Level]
    tier: NDArray[np.intp]  # a place in a table is looked up by it
    arrival: Ints
    order: Ints

    def weighted(self, levels: Sequence[Level]) -> tuple[Ints, int]:
        """Return some levels as one cost, each weighing more than all lower ones can change, and the weight above all."""
        weights, weight = [], 1
        for level in reversed(levels):
            weights.append(weight)
            weight *= level.reach + 1
        return self.summed(levels, weights[::-1]), weight

    def summed(self, levels: Sequence[Level], weights: Sequence[int], *, dropping: bool = False) -> Ints:
        """Return the sum of some levels' costs, each times its weight; where it is `dropping`, without their last bits."""
        beyond = np.zeros(BEYOND + 1, np.int64)
        minutes = np.zeros((len(self.arrival), 1), np.int64)
        last = np.zeros(len(self.order), np.int64)
        for level, weight in zip(levels, weights, strict=True):
            if level.beyond is not None:
                beyond[level.beyond :] += weight
            elif level.rows is not None:
                minutes[level.rows] += weight
            else:
                last += weight * (self.order >> level.drop if dropping else self.order)
        cost: Ints = beyond.take(self.tier, mode="clip")
        if minutes.any():
            cost += minutes * self.arrival
        cost += last
        return cost


@frozen
class Supply:
    """The group's stocks as two kinds of supply: what may leave, and (own place only) what is kept.

    `stock` leads from a column here to the group's column.
    """

    stock: Ints
    units: Ints
    open: Bools
    left: Ints


def supply_of(group: Group) -> Supply:
    """Return what is left to plan with after the pins; units pinned inside the place are taken from the kept first."""
    left = group.asked.copy()
    away, taken = np.zeros(len(group.stocks), np.int64), np.zeros(len(group.stocks), np.int64)
    for row, column, pinned, covers in group.pins:
        left[row] -= covers
        taken[column] += pinned
        away[column] += 0 if group.own[row, column] else pinned
    whole = group.quantity - taken
    free = np.minimum(group.free - away, whole)
    kept = np.flatnonzero((whole > free) & (group.open & group.own).any(axis=0))
    stock = np.concatenate([np.arange(len(group.stocks)), kept])
    units = np.concatenate([free, (whole - free)[kept]])
    usable = np.concatenate([group.open, group.open[:, kept] & group.own[:, kept]], axis=1)
    return Supply(stock=stock, units=units, open=usable & (units > 0), left=left)


def costs_of(group: Group, supply: Supply) -> Costs:
    """Return the levels below coverage and fairness that can differ at all, in their order.

    The last is by turn, then large stocks before small ones, so that few holders are called; then by id. The fewest
    holders exactly is a hard problem of its own; this is its usual linear stand-in and always gives the same plan for
    the same input.
    """
    tier = np.where(supply.open, group.tier[:, supply.stock], np.int8(OWN))
    arrival = np.where(supply.open, group.arrival[:, supply.stock], 0)
    most = min(len(group.needs), len(supply.stock))
    levels = [
        Level(reach=most, highest=1, beyond=least, mostly=FEW_UNITS)
        for least in range(NEIGHBOUR, int(tier.max()) + 1)
    ]
    longest = arrival.max(axis=1)
    for priority in np.unique(group.priority):
        rows = np.flatnonzero(group.priority == priority)
        highest = int(longest[rows].max())
        if highest:
            reach = highest * min(len(rows), len(supply.stock))
            levels.append(Level(reach=reach, highest=highest, rows=rows))
    count = len(group.stocks)
    order = np.empty(count, np.int64)
    order[np.lexsort((np.arange(count), -group.quantity, group.turn))] = np.arange(count)
    order = order[supply.stock]
    drop = max(0, count.bit_length() - FEW_HOLDERS.bit_length())
    levels.append(Level(reach=count * most, highest=int(order.max()), mostly=FEW_HOLDERS, drop=drop))
    return Costs(levels=levels, tier=tier.astype(np.intp), arrival=arrival, order=order)
