"""The exact plan of a group whose units count one for one: every level of the objective by transport problems.

Several levels go into one network, each weighted above all that the lower ones can change. What they can change is
small: two plans differ by exchanges that visit a need once at most, so an exchange changes the units from beyond a
tier by at most the number of needs, and unit-minutes by needs x longest arrival; and it swaps at most one filled
slice for another, so only the order of slices counts: (priority, weight). That is exact and keeps the numbers small.
What does not fit 63 bits waits for the next network, which chooses among the plans equally good so far.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mobilization.rules.groups import Group, turns
from mobilization.rules.objective import SLICE_WEIGHTS, SLICES
from mobilization.rules.reasons import Sent
from mobilization.rules.travel import BEYOND, NEIGHBOUR, PROVINCE
from mobilization.solver.transport import CLOSED, Flow, Network, OutOfRangeError, cheapest, equally_cheap

Ints = NDArray[np.int64]

BITS = 62  # of a 64-bit number, less the sign and one to spare


@dataclass(frozen=True, kw_only=True, slots=True)
class _Level:
    """Costs of one level and the most one exchange can change it."""

    cost: Ints
    reach: int


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


def best_flows(group: Group) -> list[Sent]:
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
    waiting = [*_levels(group, supply), _fewest_holders(group, supply)]
    flow = None
    if supply.units.sum() >= supply.left.sum():
        # Mostly all can be covered; then coverage and fairness are the highest there are and slices are not needed.
        needs = np.flatnonzero(supply.left)
        whole = _network(group, supply, needs, supply.left[needs], np.ones(len(needs), np.int64))
        flow = _descend(whole, waiting, at_least=int(supply.left.sum()))
    if flow is None:
        flow = _descend(_network(group, supply, *_slices(group, supply)), waiting)
    assert flow is not None
    return list(zip(flow.need.tolist(), flow.stock.tolist(), flow.units.tolist(), strict=True))


def _nearest_first(group: Group, supply: _Supply) -> list[tuple[int, int, int]]:
    """Return the best flow to a need that shares its stocks with no other: by tier, arrival, turn, large ones first."""
    columns = np.flatnonzero(supply.open[0])
    stock = supply.stock[columns]
    last = (columns, stock, -group.quantity[stock], turns(group)[stock])
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


def _descend(network: Network, waiting: Sequence[_Level], at_least: int = 0) -> Flow | None:
    """Return the best flow on every level, or None when the first network moves less than `at_least` units."""
    top = int(network.step_value.max(initial=0))
    flow: Flow | None = None
    bits = BITS - sum(network.cost.shape, 2).bit_length()
    while waiting or flow is None:
        least = 0 if top else 1
        count = max(least, _how_many_fit(waiting, top, bits))
        cost, scale = _weighted(waiting[:count], network.cost.shape)
        try:
            tried = _with_costs(network, cost, scale)
            flow = cheapest(tried, flow)
        except OutOfRangeError:
            if count == least:
                raise
            bits -= 2
            continue
        if flow.units.sum() < at_least:
            return None
        waiting, top = waiting[count:], 0
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
    levels = []
    tier = group.tier[:, supply.stock]
    most = min(len(group.needs), len(supply.stock))
    for least in (NEIGHBOUR, PROVINCE, BEYOND):
        beyond = tier >= least
        if _differs(beyond, supply.open):
            levels.append(_Level(cost=beyond.astype(np.int64), reach=most))
    arrival = group.arrival[:, supply.stock]
    for priority in np.unique(group.priority):
        rows = group.priority == priority
        usable = supply.open & rows[:, None]
        if usable.any() and (longest := int(arrival[usable].max())):
            cost = np.where(usable, arrival, 0)
            levels.append(_Level(cost=cost, reach=longest * min(int(rows.sum()), len(supply.stock))))
    return levels


def _differs(beyond: NDArray[np.bool_], usable: NDArray[np.bool_]) -> bool:
    """Return whether the usable pairs include one that counts: a level that counts none of them is always 0."""
    return bool((beyond & usable).any())


def _fewest_holders(group: Group, supply: _Supply) -> _Level:
    """Return the last level: by turn, then large stocks before small ones, so that few holders are called; then by id.

    The fewest holders exactly is a hard problem of its own; this is its usual linear stand-in and always gives the
    same plan for the same input.
    """
    order = np.empty(len(group.stocks), np.int64)
    by_turn = np.lexsort((np.arange(len(group.stocks)), -group.quantity, turns(group)))
    order[by_turn] = np.arange(len(group.stocks))
    cost = np.broadcast_to(order[supply.stock], (len(group.needs), len(supply.stock)))
    return _Level(cost=cost, reach=len(group.stocks) * min(len(group.needs), len(supply.stock)))


def _how_many_fit(levels: Sequence[_Level], top: int, bits: int) -> int:
    """Return how many levels fit one network below the ranks (`top` the highest)."""
    span = top + 1
    for count, level in enumerate(levels):
        span *= level.reach + 1
        if span.bit_length() > bits:
            return count
    return len(levels)


def _weighted(levels: Sequence[_Level], shape: tuple[int, ...]) -> tuple[Ints, int]:
    """Return the levels as one cost, each weighing more than all lower ones can change, and the weight above all."""
    cost = np.zeros(shape, np.int64)
    weight = 1
    for level in reversed(levels):
        cost += weight * level.cost
        weight *= level.reach + 1
    return cost, weight
