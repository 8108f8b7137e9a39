"""One level of a plan as a transport problem: proved cheapest flow, its prices, and what stays free afterwards.

A network is stocks -> needs -> filled units. Its flow comes from OR-Tools; its prices prove
it (`exchanges`): a flow is cheapest exactly when prices exist under which nothing could gain by going elsewhere.
The same prices say which flows are equally cheap (those that use only pairs without loss), and the next level
chooses among these. Only the pairs that matter are handed to OR-Tools; prices show when one was wrongly left out.
"""

from __future__ import annotations

import numpy as np

from mobilization.solver.exchanges import CLOSED, Bools, Flow, Ints, Network, Sent, proved

FEW_PAIRS = 4_000  # a network of no more goes to OR-Tools whole
NEAREST = 24  # pairs of each need to begin with, cheapest first
PLENTY = 3  # times as much as is asked: below this nearly every pair matters, so none is left out
MOST_ADDED = 12_000
MOST_ROUNDS = 5
MOST_EXCHANGES = 12  # made to a flow that is nearly the cheapest before OR-Tools is asked for the cheapest


class OutOfRangeError(Exception):
    """The costs are too large for OR-Tools: put fewer levels into one network."""


def cheapest(network: Network, start: Sent | None = None) -> Flow:
    """Return a cheapest flow with its proof. `start` is a flow known to be possible, perhaps nearly the cheapest.

    Raises `OutOfRangeError` when the costs do not fit.
    """
    if start is not None:
        nearly = proved(network, start, MOST_EXCHANGES)
        if nearly:
            return nearly
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


def without(network: Network, sent: Sent) -> Network:
    """Return what is left of a network of steps alone when some units are sent already."""
    needs, stocks = network.cost.shape
    filled = np.bincount(sent.need, weights=sent.units, minlength=needs).astype(np.int64)
    upto = np.cumsum(network.step_units)
    start = upto - network.step_units
    upto = upto - start[np.searchsorted(network.step_need, network.step_need)]
    units = np.minimum(network.step_units, np.maximum(0, upto - filled[network.step_need]))
    steps = units > 0
    return Network(
        cost=network.cost,
        supply=network.supply
        - np.bincount(sent.stock, weights=sent.units, minlength=stocks).astype(np.int64),
        must=network.must,
        base=network.base,
        step_need=network.step_need[steps],
        step_units=units[steps],
        step_value=network.step_value[steps],
    )


def some_flow(network: Network) -> Sent:
    """Return a flow that is the cheapest or nearly so, over the nearest pairs where there is plenty."""
    lacking = np.zeros(len(network.base), bool)
    lacking[network.step_need] = True
    rows, columns = np.flatnonzero(lacking), np.flatnonzero(network.supply > 0)
    if not len(rows) or not len(columns):
        return Sent(rows[:0], rows[:0], rows[:0])
    cost = network.cost[rows][:, columns]
    part = Network(
        cost=cost,
        supply=network.supply[columns],
        must=network.must[columns],
        base=network.base[rows],
        step_need=np.searchsorted(rows, network.step_need),
        step_units=network.step_units,
        step_value=network.step_value,
    )
    sent = _run(part, _likely(part))
    return Sent(rows[sent.need], columns[sent.stock], sent.units)


def _likely(network: Network) -> Bools:
    """Return the pairs a cheapest flow mostly uses: where all can be covered, the nearest of needs and of stocks."""
    pairs = network.cost < CLOSED
    supply, asked = int(network.supply.sum()), int(network.step_units.sum())
    if supply > PLENTY * asked and np.count_nonzero(pairs) > FEW_PAIRS:
        return pairs & _nearest(network.cost, NEAREST)
    if supply >= asked and np.count_nonzero(pairs) > FEW_PAIRS // 4:
        return pairs & (_nearest(network.cost, NEAREST) | _nearest(network.cost.T, NEAREST // 2).T)
    return pairs


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
    flow = proved(part, _run(part, part.cost < CLOSED))
    if flow is None:
        raise AssertionError("a cheaper flow exists")
    stock_price = np.zeros(len(network.supply), np.int64)
    stock_price[columns] = flow.stock_price
    return Flow(
        sent=flow.sent._replace(stock=columns[flow.sent.stock]),
        need_price=flow.need_price,
        stock_price=stock_price,
    )


def _plenty(network: Network) -> bool:
    """Return whether there is so much more than is asked that the nearest stocks of each need will nearly do."""
    asked = int(network.base.sum() + network.step_units.sum())
    return bool(network.must.any()) or int(network.supply.sum()) > PLENTY * asked


def _first_choice(network: Network, start: Sent | None) -> Bools:
    """Return the pairs to begin with: the nearest of each need, and those of the flow known to be possible."""
    chosen = _nearest(network.cost, NEAREST)
    if start is not None:
        chosen[start.need, start.stock] = True
    return chosen & (network.cost < CLOSED)


def _nearest(cost: Ints, count: int) -> Bools:
    """Return the cheapest pairs of each row, with those as cheap as the last of them."""
    if count >= cost.shape[1]:
        return np.ones(cost.shape, bool)
    chosen: Bools = cost <= np.partition(cost, count - 1, axis=1)[:, count - 1, None]
    return chosen


def _worth_adding(gain: Ints, missed: Bools) -> Bools:
    """Return the missed pairs to add: all if few, else the most gainful of each need and of each stock."""
    if np.count_nonzero(missed) <= MOST_ADDED:
        return missed
    added = np.zeros(gain.shape, bool)
    few = min(NEAREST, gain.shape[1])
    best = np.argpartition(gain, -few, axis=1)[:, -few:]
    added[np.arange(len(gain))[:, None], best] = True
    added[gain.argmax(axis=0), np.arange(gain.shape[1])] = True
    return added & missed


def _run(network: Network, pairs: Bools) -> Sent:
    """Return a cheapest flow over `pairs`."""
    from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

    rows, columns = np.nonzero(pairs)
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
    return Sent(rows[used], columns[used], units[used])


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
