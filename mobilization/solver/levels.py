"""The exact plan of a group whose units count one for one: every level of the objective by transport problems.

Several levels go into one network, each weighted above all that the lower ones can change. What they can change is
small: two plans differ by exchanges that visit a need once at most, so an exchange changes the units from beyond a
tier by at most the number of needs, and unit-minutes by needs x longest arrival; and it swaps at most one filled
slice for another, so only the order of slices counts: (priority, weight). That is exact and keeps the numbers small.
What does not fit 63 bits waits for the next network, which chooses among the plans equally good so far.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mobilization.rules import reasons
from mobilization.rules.groups import Group
from mobilization.rules.objective import SLICE_WEIGHTS, SLICES
from mobilization.rules.travel import NEIGHBOUR, OWN
from mobilization.solver.exchanges import CLOSED, Flow, Network, Sent
from mobilization.solver.transport import OutOfRangeError, cheapest, equally_cheap, some_flow, without

Ints = NDArray[np.int64]

BITS = 58  # of a 64-bit number: less the sign, and sums of prices stay below the cost of a closed pair
# What an exchange changes a level by in nearly all cases; where it is more, the flow begun with is mended.
FEW_UNITS, FEW_HOLDERS = 3, 7
FEW_MINUTES, FEW_MINUTES_SHORT = 63, 1023


@dataclass(frozen=True, kw_only=True, slots=True)
class _Level:
    """Costs of one level (0 in other rows than `rows`, if there are some), and the most one exchange can change it: always, and mostly.

    `mostly` is reckoned in costs without their last `drop` bits; None where it goes by minutes.
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
class _Supply:
    """The group's stocks as two kinds of supply: what may leave, and (own place only) what is kept.

    `stock` leads from a column here to the group's column.
    """

    stock: Ints
    units: Ints
    open: NDArray[np.bool_]
    left: Ints


def one_for_one(group: Group) -> bool:
    """Return whether a unit given covers a unit asked in every pair: then it is a transport problem."""
    if not group.ratios:
        return True
    asked = {need.type for need in group.needs}
    given = {stock.type for stock in group.stocks}
    return not any(pair in group.ratios for pair in itertools.product(asked, given))


def best_flows(group: Group) -> list[reasons.Sent]:
    """Return the units sent and covered by the best plan, pins included, pair by pair in order."""
    supply = _supply(group)
    total = {(row, column): (units, covers) for row, column, units, covers in group.pins}
    for row, column, units in _solve(group, supply):
        pair = row, int(supply.stock[column])
        sent, covered = total.get(pair, (0, 0))
        total[pair] = sent + units, covered + units
    return [(*pair, *amount) for pair, amount in sorted(total.items())]


def _supply(group: Group) -> _Supply:
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
    return _Supply(stock=stock, units=units, open=usable & (units > 0), left=left)


def _solve(group: Group, supply: _Supply) -> list[tuple[int, int, int]]:
    """Return the units beside the pins as (need row, column of the supply, units)."""
    if not supply.open.any():
        return []
    if len(group.needs) == 1:
        return _nearest_first(group, supply)
    levels = [*_levels(group, supply), _fewest_holders(group, supply)]
    flow = _descend(*_begin(group, supply, levels), levels)
    return list(zip(*(part.tolist() for part in flow.sent), strict=True))


def _begin(group: Group, supply: _Supply, levels: Sequence[_Level]) -> tuple[Network, Sent]:
    """Return the network without costs, and a flow that is nearly the best.

    Where all can be covered, coverage and fairness are the highest there are and slices are not needed.
    """
    asked = int(supply.left.sum())
    plenty = int(supply.units.sum()) >= asked
    if plenty:
        needs = np.flatnonzero(supply.left)
        network = _network(group, supply, needs, supply.left[needs], np.ones(len(needs), np.int64))
    else:
        network = _network(group, supply, *_slices(group, supply))
    own = _own_first(group, supply, plenty)
    roughly = _roughly(network, levels, FEW_MINUTES if plenty else FEW_MINUTES_SHORT)
    start = own.plus(some_flow(without(roughly, own)))
    if plenty and start.units.sum() < asked:
        network = _network(group, supply, *_slices(group, supply))
    return network, start


def _own_first(group: Group, supply: _Supply, plenty: bool) -> Sent:
    """Return what each commune gives its own only need: all it has where there is plenty, else what it keeps."""
    columns = np.arange(len(supply.stock)) if plenty else np.arange(len(group.stocks), len(supply.stock))
    stock = supply.stock[columns]
    own = supply.open[:, columns] & group.own[:, stock] & (group.tier[:, stock] == OWN)
    row, place = np.nonzero(own & (own.sum(axis=0) == 1))
    order = np.lexsort((-columns[place], group.arrival[row, stock[place]], row))
    row, column = row[order], columns[place[order]]
    units = supply.units[column]
    upto = np.cumsum(units)
    before = upto - units
    before -= before[np.searchsorted(row, row)]
    units = np.clip(supply.left[row] - before, 0, units)
    sent = units > 0
    return Sent(row[sent], column[sent], units[sent])


def _nearest_first(group: Group, supply: _Supply) -> list[tuple[int, int, int]]:
    """Return the best flow to a need that shares its stocks with no other: by tier, arrival, turn, large ones first."""
    columns = np.flatnonzero(supply.open[0])
    stock = supply.stock[columns]
    last = (columns, stock, -group.quantity[stock], group.turn[stock])
    keys = (*last, group.arrival[0, stock], group.tier[0, stock])
    columns = columns[np.lexsort(keys)]
    upto = np.cumsum(supply.units[columns])
    units = np.clip(supply.left[0] - (upto - supply.units[columns]), 0, supply.units[columns])
    sent = np.flatnonzero(units)
    return [
        (0, column, unit) for column, unit in zip(columns[sent].tolist(), units[sent].tolist(), strict=True)
    ]


def _network(group: Group, supply: _Supply, need: Ints, units: Ints, rank: Ints) -> Network:
    return Network(
        cost=np.where(supply.open, 0, CLOSED),
        supply=supply.units,
        must=np.zeros(len(supply.units), bool),
        base=np.zeros(len(group.needs), np.int64),
        step_need=need,
        step_units=units,
        step_value=rank,
    )


def _descend(network: Network, start: Sent, waiting: Sequence[_Level]) -> Flow:
    """Return the best flow on every level."""
    top = int(network.step_value.max(initial=0))
    flow: Flow | None = None
    bits = BITS - sum(network.cost.shape, 2).bit_length()
    while waiting or flow is None:
        least = 0 if top else 1
        count = max(least, _how_many_fit(waiting, top, bits))
        cost, scale = _weighted(waiting[:count], network.cost.shape)
        try:
            tried = _with_costs(network, cost, scale)
            flow = cheapest(tried, start)
        except OutOfRangeError:
            if count == least:
                raise
            bits -= 2
            continue
        waiting, top, start = waiting[count:], 0, flow.sent
        if waiting:
            network = equally_cheap(tried, flow, np.zeros((), np.int64))
    return flow


def _with_costs(network: Network, cost: Ints, scale: int) -> Network:
    return Network(
        cost=np.where(network.cost < CLOSED, cost, CLOSED),
        supply=network.supply,
        must=network.must,
        base=network.base,
        step_need=network.step_need,
        step_units=network.step_units,
        step_value=network.step_value * scale,
    )


def _slices(group: Group, supply: _Supply) -> tuple[Ints, Ints, Ints]:
    """Return the slices not filled by pins: need, units and rank (higher is filled first: priority, then weight)."""
    k = np.arange(SLICES + 1)
    edges = group.asked[:, None] * k // SLICES
    edges = np.maximum(edges, (group.asked - supply.left)[:, None])
    units = np.diff(edges, axis=1)
    ranks = -group.priority[:, None] * (SLICES + 1) + np.array(SLICE_WEIGHTS)
    need, part = np.nonzero(units)
    known, rank = np.unique(ranks[need, part], return_inverse=True)
    return need, units[need, part], rank.astype(np.int64) + 1 if len(known) else rank


def _levels(group: Group, supply: _Supply) -> list[_Level]:
    """Return the levels below coverage and fairness that can differ at all, in their order."""
    tier = np.where(supply.open, group.tier[:, supply.stock], OWN)
    most = min(len(group.needs), len(supply.stock))
    levels = [
        _Level(cost=(tier >= least).astype(np.int64), reach=most, mostly=FEW_UNITS)
        for least in range(NEIGHBOUR, int(tier.max()) + 1)
    ]
    arrival = np.where(supply.open, group.arrival[:, supply.stock], 0)
    for priority in np.unique(group.priority):
        rows = np.flatnonzero(group.priority == priority)
        longest = int(arrival[rows].max())
        if longest:
            levels.append(_Level(cost=arrival, rows=rows, reach=longest * min(len(rows), len(supply.stock))))
    return levels


def _fewest_holders(group: Group, supply: _Supply) -> _Level:
    """Return the last level: by turn, then large stocks before small ones, so that few holders are called; then by id.

    The fewest holders exactly is a hard problem of its own; this is its usual linear stand-in and always gives the
    same plan for the same input.
    """
    order = np.empty(len(group.stocks), np.int64)
    by_turn = np.lexsort((np.arange(len(group.stocks)), -group.quantity, group.turn))
    order[by_turn] = np.arange(len(group.stocks))
    cost = np.broadcast_to(order[supply.stock], (len(group.needs), len(supply.stock)))
    return _Level(
        cost=cost,
        reach=len(group.stocks) * min(len(group.needs), len(supply.stock)),
        mostly=FEW_HOLDERS,
        drop=max(0, len(group.stocks).bit_length() - FEW_HOLDERS.bit_length()),
    )


def _how_many_fit(levels: Sequence[_Level], top: int, bits: int) -> int:
    """Return how many levels fit one network below the ranks (`top` the highest)."""
    span = top + 1
    for count, level in enumerate(levels):
        span *= level.reach + 1
        if span.bit_length() > bits:
            return count
    return len(levels)


def _roughly(network: Network, levels: Sequence[_Level], minutes: int) -> Network:
    """Return the network with the levels as one cost of few digits, right for nearly all exchanges.

    The lowest levels that do not fit are left out.
    """
    shape = network.cost.shape
    most = 1 << (BITS - sum(shape, 2).bit_length())
    top = int(network.step_value.max(initial=1))
    spans = [(minutes if level.mostly is None else level.mostly) + 1 for level in levels]
    for count in range(len(levels), -1, -1):
        weights = [math.prod(spans[number + 1 : count]) for number in range(count)]
        highest = sum(
            weight * (int(level.cost.max(initial=0)) >> level.drop)
            for weight, level in zip(weights, levels, strict=False)
        )
        if highest < most and (worth := math.prod(spans[:count])) * top < most:
            break
    cost = np.zeros(shape, np.int64)
    for weight, level in zip(weights, levels, strict=False):
        level.add_to(cost, weight, level.drop)
    return _with_costs(network, cost, worth)


def _weighted(levels: Sequence[_Level], shape: tuple[int, ...]) -> tuple[Ints, int]:
    """Return the levels as one cost, each weighing more than all lower ones can change, and the weight above all."""
    cost = np.zeros(shape, np.int64)
    weight = 1
    for level in reversed(levels):
        level.add_to(cost, weight)
        weight *= level.reach + 1
    return cost, weight
