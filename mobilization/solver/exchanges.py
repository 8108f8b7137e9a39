"""Is a flow the cheapest one? Prices prove it; where there are none, the cheaper exchange is made and asked again.

A price is the shortest way from "one unit more at rest" to a need over the exchanges the flow allows: a need hands a
unit of some stock on to the next one and waits for another itself. A way that comes back to its start cheaper than it
left, or that ends where a unit is worth more than its price, is a cheaper flow.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from core.values import frozen

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

CLOSED = np.int64(2**60)  # the cost of a pair that may not be used
START = -1  # before the first need of a way: a unit at rest, or the last step of a need given up
LOOKS = 8  # rounds of shortening between two looks for a ring


@frozen
class Network:
    """Costs of a unit from each stock (column) to each need (row), and what must and may flow.

    `must` marks stocks that have to be given whole; each need has to get `base` units and may get more in steps:
    `steps[k]` = (need, units, value of a unit), by need, value falling from step to step of one need.
    """

    cost: Ints
    supply: Ints
    must: Bools
    base: Ints
    step_need: Ints
    step_units: Ints
    step_value: Ints


_Move = tuple[int | None, int | None, int | None]  # giver, taker, stock; None: at rest, or nothing moves


class Sent(NamedTuple):
    """Positive flows by pair, nothing proved."""

    need: Ints
    stock: Ints
    units: Ints

    def plus(self, other: Sent) -> Sent:
        """Return both together; they have no pair in common."""
        return Sent(*(np.concatenate(parts) for parts in zip(self, other, strict=True)))


@frozen
class Flow:
    """A flow and the prices that prove it the cheapest: `need_price` of a unit there, `stock_price` of one here."""

    sent: Sent
    need_price: Ints
    stock_price: Ints


def proved(network: Network, sent: Sent, most_exchanges: int = 0) -> Flow | None:
    """Return the cheapest flow that a few exchanges make of `sent`, with its prices; None where it takes too many."""
    state = _State(network, sent)
    for _ in range(most_exchanges + 1):
        price, ring = state.prices()
        way = ring or state.worth_taking(price)
        if not way:
            return state.flow(price)
        state.take(way, ring=bool(ring))
    return None


class _Steps(NamedTuple):
    """Of each need: worth and units of the step filled next, and of the one filled last."""

    next_worth: Ints
    next_room: Ints
    last_worth: Ints
    last_room: Ints


def _steps_at(network: Network, filled: Ints) -> _Steps:
    """Return where each need stands in its steps; what cannot be given up is dear, what cannot be filled worth nothing."""
    needs = len(network.base)
    found = _Steps(
        np.full(needs, -CLOSED), np.zeros(needs, np.int64), np.full(needs, CLOSED), np.zeros(needs, np.int64)
    )
    if not len(network.step_need):
        return found
    upto = np.cumsum(network.step_units)
    before = np.append(0, upto)[np.searchsorted(network.step_need, network.step_need)]
    upto = upto - before
    start = upto - network.step_units
    reach = (filled - network.base)[network.step_need]
    last = np.flatnonzero((start < reach) & (reach <= upto))
    following = np.flatnonzero((start <= reach) & (reach < upto))
    found.last_worth[network.step_need[last]] = network.step_value[last]
    found.last_room[network.step_need[last]] = (reach - start)[last]
    found.next_worth[network.step_need[following]] = network.step_value[following]
    found.next_room[network.step_need[following]] = (upto - reach)[following]
    return found


class _State:
    """A flow that changes: who has what, and what handing on costs between any two needs."""

    def __init__(self, network: Network, sent: Sent) -> None:
        self.network = network
        needs, stocks = network.cost.shape
        self.given = np.bincount(sent.stock, weights=sent.units, minlength=stocks).astype(np.int64)
        self.filled = np.bincount(sent.need, weights=sent.units, minlength=needs).astype(np.int64)
        self.sent = sent
        self.has: list[dict[int, int]] = []  # by need, once something changes
        self.exchange = np.full((needs, needs), CLOSED)  # by taker, then giver
        order = np.argsort(sent.need, kind="stable")
        need, stock = sent.need[order], sent.stock[order]
        first = np.flatnonzero(np.diff(need, prepend=-1))
        if len(first):
            steps = network.cost.T.take(stock, axis=0)
            steps -= network.cost[need, stock][:, None]
            self.exchange[:, need[first]] = np.minimum.reduceat(steps, first, axis=0).T
        self.came: Ints = np.empty(needs, np.int64)
        self._look_for_idle()

    def _look_for_idle(self) -> None:
        self.idle = (self.given < self.network.supply) & ~self.network.must
        if self.idle.any():
            self.from_idle: Ints = self.network.cost[:, self.idle].min(axis=1)
        else:
            self.from_idle = np.full(len(self.filled), CLOSED)

    def prices(self) -> tuple[Ints, list[int]]:
        """Return the price of one unit more at each need; with the needs of a ring that gets cheaper all the way round."""
        self.steps = _steps_at(self.network, self.filled)
        price = np.minimum(self.steps.last_worth, self.from_idle)
        self.came = np.full(len(price), START)
        every = np.arange(len(price))
        for count in itertools.count(1):
            through = price + self.exchange
            giver = through.argmin(axis=1)
            shorter = through[every, giver]
            better = shorter < price
            if not better.any():
                break
            price = np.where(better, shorter, price)
            self.came = np.where(better, giver, self.came)
            if count % LOOKS == 0 and (ring := self._ring()):
                return price, ring
        return price, []

    def _ring(self) -> list[int]:
        """Return needs that wait for one another in a ring, each before the one it hands on to, or nothing."""
        ahead = np.append(np.where(self.came == START, len(self.came), self.came), len(self.came))
        for _ in range(len(ahead).bit_length()):
            ahead = ahead[ahead]
        inside = ahead[ahead < len(self.came)]
        return self._back_from(int(inside[0])) if len(inside) else []

    def _back_from(self, need: int) -> list[int]:
        """Return the way to a need from its start, or once round the ring it lies on."""
        way = [need]
        while (before := int(self.came[way[-1]])) not in {START, need}:
            way.append(before)
        return way[::-1]

    def worth_taking(self, price: Ints) -> list[int]:
        """Return the way to the need where one unit more gains most, or nothing: then the flow is the cheapest."""
        sent = self.sent
        gain = self.steps.next_worth - price
        dear = np.where(self.network.must[sent.stock], -CLOSED, self.network.cost[sent.need, sent.stock])
        np.maximum.at(gain, sent.need, dear - price[sent.need])
        best = int(gain.argmax())
        return self._back_from(best) if gain[best] > 0 else []

    def take(self, way: list[int], *, ring: bool) -> None:
        """Hand on along a way as many units as it bears."""
        if not self.has:
            self.has = [{} for _ in self.filled]
            for need, stock, units in zip(*(part.tolist() for part in self.sent), strict=True):
                self.has[need][stock] = units
        cost = self.network.cost
        moves: list[_Move] = []
        room = []
        for giver, taker in itertools.pairwise([*way, way[0]] if ring else way):
            mine = self.has[giver]
            here, there = cost[taker], cost[giver]
            stock = min(mine, key=lambda stock: (int(here[stock]) - int(there[stock]), stock))
            moves.append((giver, taker, stock))
            room.append(mine[stock])
        if not ring:
            fresh, most = self._start(way[0])
            resting, least = self._end(way[-1])
            moves += [(None, way[0], fresh), (way[-1], None, resting)]
            room += [most, least]
        self._move(moves, min(room))

    def _start(self, need: int) -> tuple[int | None, int]:
        """Return the idle stock a way starts with and what it has, or None and the units of the step given up."""
        if self.steps.last_worth[need] < self.from_idle[need]:
            return None, int(self.steps.last_room[need])
        stock = int(np.where(self.idle, self.network.cost[need], CLOSED).argmin())
        return stock, int(self.network.supply[stock] - self.given[stock])

    def _end(self, need: int) -> tuple[int | None, int]:
        """Return the stock whose units come to rest and how many, or None and the room of the step filled."""
        cost = self.network.cost[need]
        resting = [stock for stock in self.has[need] if not self.network.must[stock]]
        stock = max(resting, key=lambda stock: (int(cost[stock]), -stock), default=None)
        if stock is None or self.steps.next_worth[need] >= cost[stock]:
            return None, int(self.steps.next_room[need])
        return stock, self.has[need][stock]

    def _move(self, moves: Sequence[_Move], units: int) -> None:
        changed = set()
        for giver, taker, stock in moves:
            if stock is None:
                continue
            for need, more in ((giver, -units), (taker, units)):
                if need is None:
                    self.given[stock] -= more
                    continue
                left = self.has[need].pop(stock, 0) + more
                if left:
                    self.has[need][stock] = left
                self.filled[need] += more
                changed.add(need)
        for need in changed:
            mine = sorted(self.has[need])
            handed = self.network.cost[:, mine] - self.network.cost[need, mine]
            self.exchange[:, need] = handed.min(axis=1, initial=CLOSED)
        rows = [(need, stock, units) for need, mine in enumerate(self.has) for stock, units in mine.items()]
        self.sent = Sent(*np.array(sorted(rows), np.int64).reshape(-1, 3).T)
        for giver, taker, stock in moves:
            if stock is not None and None in {giver, taker}:
                self._look_again(stock)

    def _look_again(self, stock: int) -> None:
        """Note whether a stock of which units came to rest, or went from it, has some at rest now."""
        idle = bool(self.given[stock] < self.network.supply[stock] and not self.network.must[stock])
        if idle == self.idle[stock]:
            return
        self.idle[stock] = idle
        cost = self.network.cost
        here = cost[:, stock]
        if idle:
            self.from_idle = np.minimum(self.from_idle, here)
        else:  # only needs to which it was the cheapest look for another
            rows = np.flatnonzero((here == self.from_idle) & (here < CLOSED))
            self.from_idle[rows] = cost[np.ix_(rows, self.idle)].min(axis=1, initial=CLOSED)

    def flow(self, need_price: Ints) -> Flow:
        """Return the flow with the prices that prove it."""
        network, sent = self.network, self.sent
        stock_price = (need_price[:, None] - network.cost).max(axis=0, initial=-CLOSED)
        stock_price[~network.must] = np.maximum(stock_price[~network.must], 0)
        paid = network.cost[sent.need, sent.stock] + stock_price[sent.stock]
        if (stock_price[self.idle] > 0).any() or (paid != need_price[sent.need]).any():
            raise AssertionError("a unit would gain by resting or by going")
        return Flow(sent=sent, need_price=need_price, stock_price=stock_price)
