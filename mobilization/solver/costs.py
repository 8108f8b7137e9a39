"""What a group's plan is weighed by: its supply after the pins, and the levels below coverage as costs of pairs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from mobilization.rules.groups import Group
from mobilization.rules.travel import NEIGHBOUR, OWN
from mobilization.solver.exchanges import Bools, Ints

# What an exchange changes a level by in nearly all cases; where it is more, the flow begun with is mended.
FEW_UNITS, FEW_HOLDERS = 3, 7


@dataclass(frozen=True, kw_only=True, slots=True)
class Level:
    """Costs of one level, and the most one exchange can change it: always, and mostly.

    Other rows than `rows`, if there are some, cost nothing. `mostly` is reckoned in costs without their last `drop` bits; None where it goes by minutes.
    """

    cost: Ints
    reach: int
    rows: Ints | None = None
    mostly: int | None = None
    drop: int = 0

    def add_to(self, cost: Ints, weight: int, drop: int = 0) -> None:
        """Add the level's costs, less their last `drop` bits, to other costs."""
        if self.rows is None:
            cost += weight * (self.cost >> drop)
        else:
            cost[self.rows] += weight * (self.cost[self.rows] >> drop)


@dataclass(frozen=True, kw_only=True, slots=True)
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


def levels_below(group: Group, supply: Supply) -> list[Level]:
    """Return the levels below coverage and fairness that can differ at all, in their order."""
    tier = np.where(supply.open, group.tier[:, supply.stock], OWN)
    most = min(len(group.needs), len(supply.stock))
    levels = [
        Level(cost=(tier >= least).astype(np.int64), reach=most, mostly=FEW_UNITS)
        for least in range(NEIGHBOUR, int(tier.max()) + 1)
    ]
    arrival = np.where(supply.open, group.arrival[:, supply.stock], 0)
    for priority in np.unique(group.priority):
        rows = np.flatnonzero(group.priority == priority)
        longest = int(arrival[rows].max())
        if longest:
            levels.append(Level(cost=arrival, rows=rows, reach=longest * min(len(rows), len(supply.stock))))
    return levels


def fewest_holders(group: Group, supply: Supply) -> Level:
    """Return the last level: by turn, then large stocks before small ones, so that few holders are called; then by id.

    The fewest holders exactly is a hard problem of its own; this is its usual linear stand-in and always gives the
    same plan for the same input.
    """
    order = np.empty(len(group.stocks), np.int64)
    by_turn = np.lexsort((np.arange(len(group.stocks)), -group.quantity, group.turn))
    order[by_turn] = np.arange(len(group.stocks))
    cost = np.broadcast_to(order[supply.stock], (len(group.needs), len(supply.stock)))
    return Level(
        cost=cost,
        reach=len(group.stocks) * min(len(group.needs), len(supply.stock)),
        mostly=FEW_HOLDERS,
        drop=max(0, len(group.stocks).bit_length() - FEW_HOLDERS.bit_length()),
    )


def weighted(levels: Sequence[Level], shape: tuple[int, ...]) -> tuple[Ints, int]:
    """Return the levels as one cost, each weighing more than all lower ones can change, and the weight above all."""
    cost = np.zeros(shape, np.int64)
    weight = 1
    for level in reversed(levels):
        level.add_to(cost, weight)
        weight *= level.reach + 1
    return cost, weight
