"""The pools a group draws from, as amounts and rows of its integer programme.

A case that may be given people by name and machines they work has one amount more: the greater of the two. Any other
draws by what it is sent.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

import numpy as np

from core.values import frozen
from mobilization.rules.groups import Group
from mobilization.rules.ids import CaseId
from mobilization.rules.pools import Pool
from mobilization.solver.programme import Ints, Programme


@frozen
class Share:
    """What a case draws from a pool: for each side what it has, the pairs that add to it and what a unit adds.

    `alone` is the only side that counts, None where the greater of the two does.
    """

    pool: int
    sides: tuple[tuple[int, Ints, Ints], tuple[int, Ints, Ints]]

    @property
    def base(self) -> int:
        """What the case has without any plan."""
        return max(gone for gone, _, _ in self.sides)

    @property
    def alone(self) -> int | None:
        """The place of the only side that counts; None where the greater of the two does."""
        for side, other in ((0, 1), (1, 0)):
            if not len(self.sides[other][1]) and self.sides[other][0] <= self.sides[side][0]:
                return side
        return None


class Shares:
    """What the cases of a group draw from its pools, and the amounts that say so."""

    def __init__(self, group: Group, pools: Sequence[Pool], row: Ints, column: Ints) -> None:
        self._shares: list[Share] = []
        self._amount: list[int] = []
        for place, pool in enumerate(pools):
            self._add(place, pool, group, row, column)
        self._greater = [share for share in self._shares if share.alone is None]

    def _add(self, place: int, pool: Pool, group: Group, row: Ints, column: Ints) -> None:
        """Add what each case draws from a pool, in the largest parts that divide it."""
        part = math.gcd(
            *(each for side in pool.sides for each in side.values()),
            *(gone for parts in pool.gone.values() for gone in parts),
        )
        part = part or 1
        self._amount.append(pool.amount // part)
        found: dict[CaseId, tuple[list[tuple[int, int]], list[tuple[int, int]]]] = {
            case: ([], []) for case in pool.gone
        }
        for side, stocks in enumerate(pool.sides):
            each = np.array([stocks.get(stock.id, 0) for stock in group.stocks], np.int64)[column]
            for pair in np.flatnonzero(each).tolist():
                case = group.needs[row[pair]].case
                found.setdefault(case, ([], []))[side].append((pair, int(each[pair]) // part))
        for case, sides in found.items():
            gone = pool.gone.get(case, (0, 0))
            columns = [np.array(side, np.int64).reshape(-1, 2).T for side in sides]
            self._shares.append(
                Share(
                    pool=place,
                    sides=(
                        (gone[0] // part, columns[0][0], columns[0][1]),
                        (gone[1] // part, columns[1][0], columns[1][1]),
                    ),
                )
            )

    def bounds(self) -> tuple[list[int], list[int]]:
        """Return the least and the most of each amount that is the greater of two."""
        least = [share.base for share in self._greater]
        return least, [self._amount[share.pool] for share in self._greater]

    def values(self, units: Ints) -> list[int]:
        """Return these amounts for a plan; `units` are those sent by pair."""
        return [
            max(gone + int(each @ units[pairs]) for gone, pairs, each in share.sides)
            for share in self._greater
        ]

    def limit(self, programme: Programme, of: Ints, each: Ints, first: int) -> None:
        """Add the rows; `each` x the amount at `of` is what a pair sends, `first` the place of the first greater one."""
        for number, share in enumerate(self._greater):
            for gone, pairs, takes in share.sides:
                places, factors = _with(of[pairs], takes * each[pairs], first + number)
                programme.limit(places, factors, -gone)
        for pool, amount in enumerate(self._amount):
            places, factors, gone = self._whole(pool, of, each, first)
            if len(places):
                programme.limit(places, factors, amount - gone)

    def _whole(self, pool: int, of: Ints, each: Ints, first: int) -> tuple[Ints, Ints, int]:
        """Return places and factors of all a pool's cases together, and what they have without a plan."""
        places, factors, gone = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)], 0
        for share, greater in self._of(pool):
            if share.alone is None:
                places.append(np.array([first + greater]))
                factors.append(np.ones(1, np.int64))
                continue
            had, pairs, takes = share.sides[share.alone]
            places.append(of[pairs])
            factors.append(takes * each[pairs])
            gone += had
        return np.concatenate(places), np.concatenate(factors), gone

    def _of(self, pool: int) -> Iterator[tuple[Share, int]]:
        """Yield the shares of a pool, each with its place among those that are the greater of two, if it is one."""
        greater = 0
        for share in self._shares:
            if share.pool == pool:
                yield share, greater
            greater += share.alone is None


def _with(places: Ints, factors: Ints, greater: int) -> tuple[Ints, Ints]:
    """Return places and factors of a sum that may not be above an amount."""
    return np.append(places, greater), np.append(factors, -1)
