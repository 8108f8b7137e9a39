"""One level of a plan as a transport problem: proved cheapest flow, its prices, and what stays free afterwards.

A network is stocks -> needs -> filled units. Its flow comes from OR-Tools; the prices are worked out here and prove
it: a flow is cheapest exactly when prices exist under which no pair, no resting unit and no unfilled unit could gain.
The same prices say which flows are equally cheap (those that use only pairs without loss), and the next level
chooses among these. Only the pairs that matter are handed to OR-Tools; prices show when one was wrongly left out.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

CLOSED = np.int64(2**60)  # the cost of a pair that may not be used
FEW_PAIRS = 4_000  # a network of no more goes to OR-Tools whole
NEAREST = 24  # pairs of each need to begin with, cheapest first
PLENTY = 3  # times as much as is asked: below this nearly every pair matters, so none is left out
MOST_ADDED = 12_000
MOST_ROUNDS = 5


class OutOfRangeError(Exception):
    """The costs are too large for OR-Tools: put fewer levels into one network."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Network:
    """Costs of a unit from each stock (column) to each need (row), and what must and may flow.

    `must` marks stocks that have to be given whole; each need has to get `base` units and may get more in steps:
    `steps[k]` = (need, units, value of a unit), value falling from step to step of one need.
    """

    cost: Ints
    supply: Ints
    must: Bools
    base: Ints
    step_need: Ints
    step_units: Ints
    step_value: Ints


@dataclass(frozen=True, kw_only=True, slots=True)
class Flow:
    """Positive flows by pair, and the prices that prove them: `need_price` of a unit there, `stock_price` of one here."""

    need: Ints
    stock: Ints
    units: Ints
    need_price: Ints
    stock_price: Ints


def cheapest(network: Network, start: Flow | None = None) -> Flow:
    """Return a cheapest flow with its proof. `start` is a flow known to be possible, if nothing else is.

    Raises `OutOfRangeError` when the costs do not fit.
    """
    pairs = network.cost < CLOSED
    if np.count_nonzero(pairs) <= FEW_PAIRS or not _plenty(network):
        return _cheapest_of(network, pairs)
    chosen = _first_choice(network, start)
    for _ in range(MOST_ROUNDS):
        flow = _cheapest_of(network, chosen)
        gain = flow.need_price[:, None] - flow.stock_price - network.cost
        missed = gain > 0
        if not missed.any():
            return flow
        chosen |= _worth_adding(gain, missed)
    return _cheapest_of(network, pairs)


def _cheapest_of(network: Network, pairs: Bools) -> Flow:
    """Return a cheapest flow over `pairs` alone; stocks without a pair rest and cost nothing."""
    columns = np.flatnonzero(pairs.any(axis=0))
    part = Network(
        cost=np.where(pairs, network.cost, CLOSED)[:, columns],
        supply=network.supply[columns],
        must=network.must[columns],
        base=network.base,
        step_need=network.step_need,
        step_units=network.step_units,
        step_value=network.step_value,
    )
    flow = _price(part, *_run(part))
    stock_price = np.zeros(len(network.supply), np.int64)
    stock_price[columns] = flow.stock_price
    return Flow(
        need=flow.need,
        stock=columns[flow.stock],
        units=flow.units,
        need_price=flow.need_price,
        stock_price=stock_price,
    )


def _plenty(network: Network) -> bool:
    """Return whether there is so much more than is asked that the nearest stocks of each need will nearly do."""
    asked = int(network.base.sum() + network.step_units.sum())
    return bool(network.must.any()) or int(network.supply.sum()) > PLENTY * asked


def _first_choice(network: Network, start: Flow | None) -> Bools:
    """Return the pairs to begin with: the nearest of each need, and those of the flow known to be possible."""
    cost = network.cost
    chosen = np.zeros(cost.shape, bool)
    few = min(NEAREST, cost.shape[1])
    nearest = np.argpartition(cost, few - 1, axis=1)[:, :few]
    np.put_along_axis(chosen, nearest, True, axis=1)
    if start is not None:
        chosen[start.need, start.stock] = True
    return chosen & (cost < CLOSED)


def _worth_adding(gain: Ints, missed: Bools) -> Bools:
    """Return the missed pairs to add: all if few, else the most gainful of each need and of each stock."""
    if np.count_nonzero(missed) <= MOST_ADDED:
        return missed
    added = np.zeros(gain.shape, bool)
    few = min(NEAREST, gain.shape[1])
    best = np.argpartition(gain, -few, axis=1)[:, -few:]
    np.put_along_axis(added, best, True, axis=1)
    added[gain.argmax(axis=0), np.arange(gain.shape[1])] = True
    return added & missed


def _run(network: Network) -> tuple[Ints, Ints, Ints]:
    """Return the positive flows (need, stock, units) of a cheapest flow."""
    from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

    rows, columns = np.nonzero(network.cost < CLOSED)
    needs, stocks = network.cost.shape
    sink = needs + stocks
    rest = np.flatnonzero(~network.must)
    demand = network.base + np.bincount(
        network.step_need, weights=network.step_units, minlength=needs
    ).astype(np.int64)
    solver = SimpleMinCostFlow()
    solver.add_arcs_with_capacity_and_unit_cost(
        np.concatenate([columns, rest, stocks + network.step_need]),
        np.concatenate([stocks + rows, np.full(len(rest) + len(network.step_need), sink)]),
        np.concatenate(
            [np.minimum(network.supply[columns], demand[rows]), network.supply[rest], network.step_units]
        ),
        np.concatenate([network.cost[rows, columns], np.zeros(len(rest), np.int64), -network.step_value]),
    )
    supplies = np.concatenate([network.supply, -network.base, [network.base.sum() - network.supply.sum()]])
    solver.set_nodes_supplies(np.arange(sink + 1), supplies)
    status = solver.solve()
    if status == SimpleMinCostFlow.Status.BAD_COST_RANGE:
        raise OutOfRangeError
    if status != SimpleMinCostFlow.Status.OPTIMAL:
        raise AssertionError(f"a flow exists, yet OR-Tools says {status}")
    units = solver.flows(np.arange(len(rows)))
    used = np.flatnonzero(units)
    return rows[used], columns[used], units[used]


def _price(network: Network, need: Ints, stock: Ints, units: Ints) -> Flow:
    """Return the flow with the highest prices under which no pair and no resting unit could gain.

    A price is the shortest way from "one unit more at rest" to the need over the exchanges the flow allows; a way
    that keeps getting shorter, or a price below what the need's last unit is worth, would mean a cheaper flow.
    """
    needs = len(network.base)
    cost = network.cost
    given = np.bincount(stock, weights=units, minlength=len(network.supply)).astype(np.int64)
    filled = np.bincount(need, weights=units, minlength=needs).astype(np.int64)
    least, price = _bounds(network, filled)
    slack = np.flatnonzero((given < network.supply) & ~network.must)
    if len(slack):
        price = np.minimum(price, cost[:, slack].min(axis=1))
    exchange = np.full((needs, needs), CLOSED)
    if len(need):
        order = np.argsort(need, kind="stable")
        first = np.flatnonzero(np.diff(need[order], prepend=-1))
        steps = cost[:, stock[order]] - cost[need[order], stock[order]]
        exchange[need[order][first]] = np.minimum.reduceat(steps, first, axis=1).T
    for _ in range(needs + 1):
        shorter = np.minimum(price, (price[:, None] + exchange).min(axis=0))
        if np.array_equal(shorter, price):
            break
        price = shorter
    else:
        raise AssertionError("a cheaper flow exists")
    if (price < least).any():
        raise AssertionError("a need's units are worth more than their price")
    stock_price = (price[:, None] - cost).max(axis=0, initial=-CLOSED)
    stock_price[~network.must] = np.maximum(stock_price[~network.must], 0)
    if (stock_price[slack] > 0).any() or (cost[need, stock] + stock_price[stock] != price[need]).any():
        raise AssertionError("a unit would gain by resting or by going")
    return Flow(need=need, stock=stock, units=units, need_price=price, stock_price=stock_price)


def _bounds(network: Network, filled: Ints) -> tuple[Ints, Ints]:
    """Return the lowest and highest price of each need: worth of the next unit not filled, and of the last filled."""
    needs = len(network.base)
    least, most = np.full(needs, -CLOSED), np.full(needs, CLOSED)
    if not len(network.step_need):
        return least, most
    upto = np.cumsum(network.step_units)
    first = np.searchsorted(network.step_need, np.arange(needs))
    before = np.concatenate([[0], upto])[first][network.step_need]
    upto, start = upto - before, upto - before - network.step_units
    reach = (filled - network.base)[network.step_need]
    last = (start < reach) & (reach <= upto)
    following = (start <= reach) & (reach < upto)
    most[network.step_need[last]] = network.step_value[last]
    least[network.step_need[following]] = network.step_value[following]
    return least, most


def equally_cheap(network: Network, flow: Flow, cost: Ints) -> Network:
    """Return the network of exactly the flows as cheap as `flow`, now with the costs of the next level."""
    loss = network.cost + flow.stock_price - flow.need_price[:, None]
    price = flow.need_price[network.step_need]
    needs = len(network.base)
    certain = network.step_value > price
    undecided = network.step_value == price
    base = network.base + np.bincount(
        network.step_need[certain], weights=network.step_units[certain], minlength=needs
    ).astype(np.int64)
    return Network(
        cost=np.where((loss == 0) & (network.cost < CLOSED), cost, CLOSED),
        supply=network.supply,
        must=network.must | (flow.stock_price > 0),
        base=base,
        step_need=network.step_need[undecided],
        step_units=network.step_units[undecided],
        step_value=np.zeros(np.count_nonzero(undecided), np.int64),
    )
