"""The exact plan of a group whose units count one for one: every level of the objective by transport problems.

Several levels go into one network, each weighted above all that the lower ones can change. What they can change is
small: two plans differ by exchanges that visit a need once at most, so an exchange changes the units from beyond a
tier by at most the number of needs, and unit-minutes by needs x longest arrival; and it swaps at most one filled
slice for another, so only the order of slices counts: (priority, weight). That is exact and keeps the numbers small.
What does not fit 63 bits waits for the next network, which chooses among the plans equally good so far.

OR-Tools is given smaller weights, right for nearly all exchanges: it is the faster the smaller its numbers are. Its
flow is only where the proof begins.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence

import numpy as np

from mobilization.rules import reasons
from mobilization.rules.groups import Group
from mobilization.rules.objective import SLICE_WEIGHTS, SLICES
from mobilization.rules.travel import OWN
from mobilization.solver.costs import Costs, Level, Supply, costs_of, supply_of
from mobilization.solver.exchanges import CLOSED, Flow, Ints, Network, Sent
from mobilization.solver.transport import OutOfRangeError, cheapest, equally_cheap, some_flow, without

BITS = 58  # of a 64-bit number: less the sign, and sums of prices stay below the cost of a closed pair
# What an exchange changes the minutes of one priority by in nearly all cases.
FEW_MINUTES, FEW_MINUTES_SHORT = 63, 511


def one_for_one(group: Group) -> bool:
    """Return whether a unit given covers a unit asked in every pair: then it is a transport problem."""
    if not group.ratios:
        return True
    asked = {need.type for need in group.needs}
    given = {stock.type for stock in group.stocks}
    return not any(pair in group.ratios for pair in itertools.product(asked, given))


def best_flows(group: Group) -> list[reasons.Sent]:
    """Return the units sent and covered by the best plan, pins included, pair by pair in order."""
    supply = supply_of(group)
    sent = _solve(group, supply)
    total = {(row, column): (units, covers) for row, column, units, covers in group.pins}
    columns = supply.stock[sent.stock].tolist()
    for row, column, more in zip(sent.need.tolist(), columns, sent.units.tolist(), strict=True):
        units, covers = total.get((row, column), (0, 0))
        total[row, column] = units + more, covers + more
    return [(*pair, *amount) for pair, amount in sorted(total.items())]


def _solve(group: Group, supply: Supply) -> Sent:
    """Return the units beside the pins, by need row and column of the supply."""
    if not supply.open.any():
        return Sent(*np.zeros((3, 0), np.int64))
    if int(np.count_nonzero(supply.open, axis=0).max()) == 1:
        return _nearest_first(group, supply)
    costs = costs_of(group, supply)
    return _descend(*_begin(group, supply, costs), costs).sent


def _begin(group: Group, supply: Supply, costs: Costs) -> tuple[Network, Sent]:
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
    roughly = _roughly(network, costs, FEW_MINUTES if plenty else FEW_MINUTES_SHORT)
    start = own.plus(some_flow(without(roughly, own)))
    if plenty and start.units.sum() < asked:
        network = _network(group, supply, *_slices(group, supply))
    return network, start


def _own_first(group: Group, supply: Supply, plenty: bool) -> Sent:
    """Return what each commune gives its own only need: all it has where there is plenty, else what it keeps."""
    columns = np.arange(len(supply.stock)) if plenty else np.arange(len(group.stocks), len(supply.stock))
    stock = supply.stock[columns]
    own = supply.open[:, columns] & group.own[:, stock] & (group.tier[:, stock] == OWN)
    row, place = np.nonzero(own & (own.sum(axis=0) == 1))
    order = np.lexsort((-columns[place], group.arrival[row, stock[place]], row))
    row, column = row[order], columns[place[order]]
    units = _upto(supply.left, row, supply.units[column])
    sent = units > 0
    return Sent(row[sent], column[sent], units[sent])


def _nearest_first(group: Group, supply: Supply) -> Sent:
    """Return the best flow to needs that share no stock with each other: by tier, arrival, turn, large ones first."""
    row, columns = np.nonzero(supply.open)
    stock = supply.stock[columns]
    last = (columns, stock, -group.quantity[stock], group.turn[stock])
    order = np.lexsort((*last, group.arrival[row, stock], group.tier[row, stock], row))
    row, columns = row[order], columns[order]
    units = _upto(supply.left, row, supply.units[columns])
    sent = units > 0
    return Sent(row[sent], columns[sent], units[sent])


def _upto(asked: Ints, row: Ints, units: Ints) -> Ints:
    """Return what is taken of units offered to needs (`row`, rising) one after the other until each has what it asked."""
    before = np.cumsum(units) - units
    before -= before[np.searchsorted(row, row)]
    return np.clip(asked[row] - before, 0, units)


def _network(group: Group, supply: Supply, need: Ints, units: Ints, rank: Ints) -> Network:
    return Network(
        cost=np.where(supply.open, 0, CLOSED),
        supply=supply.units,
        must=np.zeros(len(supply.units), bool),
        base=np.zeros(len(group.needs), np.int64),
        step_need=need,
        step_units=units,
        step_value=rank,
    )


def _descend(network: Network, start: Sent, costs: Costs) -> Flow:
    """Return the best flow on every level."""
    waiting = costs.levels
    top = int(network.step_value.max(initial=0))
    flow: Flow | None = None
    bits = BITS - sum(network.cost.shape, 2).bit_length()
    while waiting or flow is None:
        least = 0 if top else 1
        count = max(least, _how_many_fit(waiting, top, bits))
        cost, scale = costs.weighted(waiting[:count])
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


def _slices(group: Group, supply: Supply) -> tuple[Ints, Ints, Ints]:
    """Return the slices not filled by pins: need, units and rank (higher is filled first: priority, then weight)."""
    k = np.arange(SLICES + 1)
    edges = group.asked[:, None] * k // SLICES
    edges = np.maximum(edges, (group.asked - supply.left)[:, None])
    units = np.diff(edges, axis=1)
    ranks = -group.priority[:, None] * (SLICES + 1) + np.array(SLICE_WEIGHTS)
    need, part = np.nonzero(units)
    known, rank = np.unique(ranks[need, part], return_inverse=True)
    return need, units[need, part], rank.astype(np.int64) + 1 if len(known) else rank


def _how_many_fit(levels: Sequence[Level], top: int, bits: int) -> int:
    """Return how many levels fit one network below the ranks (`top` the highest)."""
    span = top + 1
    for count, level in enumerate(levels):
        span *= level.reach + 1
        if span.bit_length() > bits:
            return count
    return len(levels)


def _roughly(network: Network, costs: Costs, minutes: int) -> Network:
    """Return the network with the levels as one cost of few digits, right for nearly all exchanges.

    The lowest levels that do not fit are left out.
    """
    levels = costs.levels
    most = 1 << (BITS - sum(network.cost.shape, 2).bit_length())
    top = int(network.step_value.max(initial=1))
    spans = [(minutes if level.mostly is None else level.mostly) + 1 for level in levels]
    for count in range(len(levels), -1, -1):
        weights = [math.prod(spans[number + 1 : count]) for number in range(count)]
        highest = sum(
            weight * (level.highest >> level.drop) for weight, level in zip(weights, levels, strict=False)
        )
        if highest < most and (worth := math.prod(spans[:count])) * top < most:
            break
    return _with_costs(network, costs.summed(levels[:count], weights, dropping=True), worth)
