"""People and fuel of a place serve once: those given by name and those who go with boats and machines are one count.

A boatman named to an incident may steer that incident's boats, but never another's. So of a pool each case (an
incident) has the greater of what it was given by name and what its machines need, and the cases together no more than
there is.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import field, replace
from typing import TypeAlias

from core.values import frozen
from mobilization.rules.ids import CaseId, StockId
from mobilization.rules.plan import Reason

Parts: TypeAlias = tuple[int, int]  # given by name, and with machines
BY_NAME, WITH_MACHINES = 0, 1


@frozen
class Pool:
    """`amount` equal parts for the cases that ask; `named` and `machines` give what a unit of each stock takes of them.

    `gone` is what cases have already, which the amount includes; `lack` is what machines left without are told.
    """

    id: str
    amount: int
    named: Mapping[StockId, int] = field(default_factory=dict)
    machines: Mapping[StockId, int] = field(default_factory=dict)
    gone: Mapping[CaseId, Parts] = field(default_factory=dict)
    lack: Reason = Reason.NO_CREW

    @property
    def sides(self) -> tuple[Mapping[StockId, int], Mapping[StockId, int]]:
        """What a unit takes, given by name and with machines."""
        return self.named, self.machines

    def within(self, stocks: Iterable[StockId]) -> Pool:
        """Return the pool as far as it concerns some stocks."""
        mine = set(stocks)
        named, machines = ({one: each for one, each in side.items() if one in mine} for side in self.sides)
        return replace(self, named=named, machines=machines)

    def key(self) -> tuple[object, ...]:
        """Return all of it as one value to look up by."""
        sides = (tuple(side.items()) for side in (*self.sides, self.gone))
        return self.id, self.amount, self.lack, *sides


class Drawn:
    """What plans draw from pools, kept up to date line by line."""

    def __init__(self, pools: Iterable[Pool]) -> None:
        self.pools = list(pools)
        self._of: dict[StockId, tuple[int, int, int]] = {}  # the pool's place, the side, what a unit takes
        for place, pool in enumerate(self.pools):
            for side, stocks in enumerate(pool.sides):
                self._of |= {stock: (place, side, each) for stock, each in stocks.items()}
        self._taken = [{case: list(parts) for case, parts in pool.gone.items()} for pool in self.pools]
        self._left = [
            pool.amount - sum(max(parts) for parts in taken.values())
            for pool, taken in zip(self.pools, self._taken, strict=True)
        ]

    def reason(self, stock: StockId) -> Reason:
        """Return what units are told that the pool leaves nothing for."""
        place, side, _ = self._of[stock]
        return Reason.WITH_MACHINES if side == BY_NAME else self.pools[place].lack

    def least_room(self, stock: StockId) -> int | None:
        """Return how many units more of a stock any case may have; None where no pool limits it."""
        if stock not in self._of:
            return None
        place, _, each = self._of[stock]
        return max(0, self._left[place]) // each

    def room(self, stock: StockId, case: CaseId) -> int | None:
        """Return how many units more of a stock a case may have; None where no pool limits it."""
        if stock not in self._of:
            return None
        place, side, each = self._of[stock]
        parts = self._taken[place].get(case, (0, 0))
        return max(0, max(parts) - parts[side] + self._left[place]) // each

    def take(self, stock: StockId, case: CaseId, units: int) -> None:
        """Note that a case has units of a stock, whether there is room for them or not."""
        if stock not in self._of:
            return
        place, side, each = self._of[stock]
        parts = self._taken[place].setdefault(case, [0, 0])
        before = max(parts)
        parts[side] += units * each
        self._left[place] -= max(parts) - before

    def over(self) -> list[Pool]:
        """Return the pools more is drawn from than is there."""
        return [pool for pool, left in zip(self.pools, self._left, strict=True) if left < 0]


def linked(kinds: Sequence[Iterable[StockId]], pools: Iterable[Pool]) -> list[tuple[list[int], list[Pool]]]:
    """Return which of several sets of stocks draw from common pools, by their places, and from which.

    Sets that draw from none are left out.
    """
    where = {stock: place for place, stocks in enumerate(kinds) for stock in stocks}
    root = list(range(len(kinds)))

    def find(place: int) -> int:
        while root[place] != place:
            place = root[place]
        return place

    touched: list[tuple[Pool, set[int]]] = []
    for pool in pools:
        mine = {where[stock] for side in pool.sides for stock in side if stock in where}
        if mine:
            touched.append((pool, mine))
            first = min(map(find, mine))
            for place in mine:
                root[find(place)] = first
    found: dict[int, tuple[set[int], list[Pool]]] = {}
    for pool, mine in touched:
        places, drawn = found.setdefault(find(min(mine)), (set(), []))
        places |= mine
        drawn.append(pool)
    return [(sorted(places), drawn) for _, (places, drawn) in sorted(found.items())]


def narrowed(
    pools: Iterable[Pool], units: Mapping[StockId, int], cases: Collection[CaseId]
) -> tuple[list[Pool], dict[StockId, int]]:
    """Return the pools that can leave less than the `units` of their stocks to `cases`, and stocks these limit alone.

    Where one case asks, what it is given by name and its machines do not limit each other. What a pool leaves nothing
    of, or has one stock of, is limited by a number; the other stocks stay in their pools.
    """
    kept: list[Pool] = []
    limits: dict[StockId, int] = {}
    for pool in pools:
        for one in _halves(pool) if len(cases) == 1 else [pool]:
            named, machines = (sum(units[s] * each for s, each in side.items()) for side in one.sides)
            if named + machines + sum(map(max, one.gone.values())) <= one.amount:
                continue
            drawn = Drawn([one])
            most = {
                stock: max(
                    [drawn.least_room(stock) or 0, *(drawn.room(stock, case) or 0 for case in one.gone)]
                )
                for side in one.sides
                for stock in side
            }
            alone = len(most) == 1 and (len(cases) == 1 or not one.gone)
            limits |= {
                stock: room for stock, room in most.items() if room == 0 or (alone and room < units[stock])
            }
            if not alone:
                kept.append(one.within(stock for stock, room in most.items() if room))
    return [pool for pool in kept if pool.named or pool.machines], limits


def _halves(pool: Pool) -> list[Pool]:
    """Return a pool of one case as two: what is given by name, and what goes with machines."""
    return [
        replace(pool, machines={}, gone={case: (named, 0) for case, (named, _) in pool.gone.items()}),
        replace(pool, named={}, gone={case: (0, worked) for case, (_, worked) in pool.gone.items()}),
    ]
