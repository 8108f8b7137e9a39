"""The exact plan of a group in which substitutes convert: an integer programme, level by level.

A pair has `covers` (asked units, whole) and `sent` (given units, whole), joined by sent >= covers x ratio: three
people's boats where two make one of those asked cover one, and the third is not sent. Where a whole number of units
makes one, what is sent follows from the cover. A level is proved when no plan can be better on it; its value is then
held while the next level is improved, starting from the plan so far.
"""

from __future__ import annotations

import time
from collections.abc import Sequence

import numpy as np

from mobilization.rules.groups import Bools, Group
from mobilization.rules.objective import SLICE_WEIGHTS, SLICES
from mobilization.rules.pools import Pool
from mobilization.rules.reasons import Sent
from mobilization.rules.travel import BEYOND, NEIGHBOUR, PROVINCE
from mobilization.solver.programme import Ints, Level, Programme
from mobilization.solver.sharing import Shares


def best_whole_units(
    group: Group, start: Sequence[Sent], seconds: float, pools: Sequence[Pool] = ()
) -> tuple[list[Sent], bool]:
    """Return the units sent and covered, pair by pair in order, and whether every level is proved.

    `pools` are what stocks of the group draw from. `start` is a lawful plan to improve on; it is what comes back when there is no time at all.
    """
    until = time.perf_counter() + seconds
    pairs = _Pairs(group, start, pools)
    x, proved = pairs.amounts(start), True
    for levels in (pairs.coverage(), pairs.fairness(), pairs.the_rest()):
        x, best = pairs.programme.improve(levels, pairs.filled(x), until)
        proved = proved and best
    x, _ = pairs.programme.improve([pairs.fewest_holders()], x, until)
    return pairs.sent(x), proved


class _Pairs:
    """The pairs that may carry units, with their places among the programme's amounts.

    First all covers, then the units sent where these are an amount of their own, then what cases have of pools, then the
    slices of each need.
    `each` x the amount at `of` is what a pair sends.
    """

    def __init__(self, group: Group, start: Sequence[Sent], pools: Sequence[Pool]) -> None:
        self.group = group
        pinned = {(row, column): (units, covers) for row, column, units, covers in group.pins}
        used = group.open & (group.quantity > 0)
        for pair in pinned:
            used[pair] = True
        self.row, self.column = np.nonzero(used)
        count = len(self.row)
        numerator, denominator = self._ratios()
        away = ~group.own[self.row, self.column]
        usable = np.where(away, group.free[self.column], group.quantity[self.column])
        self.least = np.zeros((2, count), np.int64)  # units sent and covered because of pins
        for pair, amounts in pinned.items():
            self.least[:, self._find(*pair)] = amounts
        counts = group.open[self.row, self.column]
        most = np.minimum(group.asked[self.row], usable * denominator // numerator)
        most = np.where(counts, np.maximum(most, self.least[1]), 0)
        own_amount = np.flatnonzero((denominator > 1) | (self.least[0] > 0))
        self.of = np.arange(count)
        self.of[own_amount] = count + np.arange(len(own_amount))
        self.each = np.where(self.of < count, numerator, 1)
        sent = np.maximum(self.least[0], -(-most * numerator // denominator))[own_amount]
        self.sliced = self._short(start)
        slices = self._slices() if self.sliced else np.zeros(0, np.int64)
        self.shares = Shares(group, pools, self.row, self.column)
        fewest, greatest = self.shares.bounds()
        self.first_share = count + len(own_amount)
        self.first_slice = self.first_share + len(fewest)
        self.programme = Programme(
            np.concatenate([self.least[1], self.least[0][own_amount], fewest, np.zeros_like(slices)]).astype(
                int
            ),
            np.concatenate([most, sent, greatest, slices]).astype(int),
            look_near=bool(pools),
        )
        self.shares.limit(self.programme, self.of, self.each, self.first_share)
        for place in own_amount.tolist():
            ratio = [int(numerator[place]), -int(denominator[place])]
            self.programme.limit([place, int(self.of[place])], ratio, 0)
        self._limit(away)

    def _find(self, row: int, column: int) -> int:
        return int(np.flatnonzero((self.row == row) & (self.column == column))[0])

    def _ratios(self) -> tuple[Ints, Ints]:
        """Return the units sent for one covered, as numerators and denominators."""
        asked = {need.type for need in self.group.needs}
        numbers = {
            kind: number for number, kind in enumerate({stock.type for stock in self.group.stocks} | asked)
        }
        kinds = np.array([numbers[need.type] for need in self.group.needs])[self.row]
        given = np.array([numbers[stock.type] for stock in self.group.stocks])[self.column]
        numerator = np.ones(len(self.row), np.int64)
        denominator = np.ones(len(self.row), np.int64)
        for (one, other), ratio in self.group.ratios.items():
            if one in numbers and other in numbers:
                those = (kinds == numbers[one]) & (given == numbers[other])
                numerator[those], denominator[those] = ratio.numerator, ratio.denominator
        return numerator, denominator

    def _short(self, start: Sequence[Sent]) -> bool:
        """Return whether the plan begun with leaves something uncovered; otherwise coverage and fairness are full."""
        return sum(covers for *_, covers in start) < int(self.group.asked.sum())

    def _slices(self) -> Ints:
        """Return the units of all slices, need by need."""
        return np.diff(self.group.asked[:, None] * np.arange(SLICES + 1) // SLICES, axis=1).ravel()

    def _limit(self, away: Bools) -> None:
        """Limit what each need gets and each stock gives, and let slices be filled by what is covered."""
        group = self.group
        for row in range(len(group.needs)):
            here = np.flatnonzero(self.row == row)
            ones = np.ones(len(here), np.int64)
            self.programme.limit(here, ones, int(group.asked[row]))
            if self.sliced:
                parts = self.first_slice + row * SLICES + np.arange(SLICES)
                filled = np.concatenate([np.ones(SLICES, np.int64), -ones])
                self.programme.limit(np.concatenate([parts, here]), filled, 0)
        for column in range(len(group.stocks)):
            here = np.flatnonzero(self.column == column)
            for those, most in ((here, group.quantity), (here[away[here]], group.free)):
                if len(those):
                    self.programme.limit(self.of[those], self.each[those], int(most[column]))

    def coverage(self) -> list[Level]:
        """Return the units left uncovered, priority by priority; as a rule where all can be covered."""
        if not self.sliced:
            count = len(self.row)
            self.programme.limit(np.arange(count), np.full(count, -1), -int(self.group.asked.sum()))
            return []
        return [
            self._level(asked, covers=-(self.group.priority[self.row] == one).astype(np.int64))
            for one, asked in self._asked()
        ]

    def fairness(self) -> list[Level]:
        """Return the weights of the slices left empty, priority by priority; where all is covered there are none."""
        weights = np.tile(np.array(SLICE_WEIGHTS), len(self.group.needs))
        whose = np.repeat(self.group.priority, SLICES)
        return [
            self._level(SLICES * asked, slices=np.where(whose == one, -weights, 0))
            for one, asked in (self._asked() if self.sliced else ())
        ]

    def the_rest(self) -> list[Level]:
        """Return what comes from beyond each tier, then the minutes, priority by priority."""
        group = self.group
        tier = group.tier[self.row, self.column]
        arrival = np.maximum(group.arrival[self.row, self.column], 0)
        beyond = [
            self._level(int(group.asked.sum()), covers=(tier >= least).astype(np.int64))
            for least in (NEIGHBOUR, PROVINCE, BEYOND)
        ]
        return beyond + [
            self._level(None, sent=np.where(group.priority[self.row] == one, arrival, 0))
            for one, _ in self._asked()
        ]

    def _asked(self) -> list[tuple[int, int]]:
        """Return the units asked for by priority, the most urgent first."""
        group = self.group
        return [
            (one, int(group.asked[group.priority == one].sum())) for one in np.unique(group.priority).tolist()
        ]

    def fewest_holders(self) -> Level:
        """Return the last sum: as little as can be, by turn, large stocks before small ones, then by id."""
        count = len(self.group.stocks)
        order = np.empty(count, np.int64)
        order[np.lexsort((np.arange(count), -self.group.quantity, self.group.turn))] = np.arange(1, count + 1)
        return self._level(None, sent=order[self.column])

    def _level(
        self,
        spread: int | None,
        *,
        covers: Ints | None = None,
        sent: Ints | None = None,
        slices: Ints | None = None,
    ) -> Level:
        """Return a sum from costs of a unit covered, sent, or in a slice; its spread from all amounts if None."""
        cost = np.zeros(len(self.programme.low), np.int64)
        if covers is not None:
            cost[: len(covers)] = covers
        if sent is not None:
            cost[self.of] = sent * self.each
        if slices is not None:
            cost[self.first_slice :] = slices
        if spread is None:
            spread = int(cost @ self.programme.high)
        return Level(cost=cost, spread=spread)

    def amounts(self, plan: Sequence[Sent]) -> Ints:
        """Return a lawful plan as the programme's amounts."""
        x = self.programme.low.copy()
        for row, column, units, covers in plan:
            place = self._find(row, column)
            x[place] = covers
            if self.of[place] != place:
                x[self.of[place]] = units
        x[self.first_share : self.first_slice] = self.shares.values(x[self.of] * self.each)
        return x

    def filled(self, x: Ints) -> Ints:
        """Return amounts with each need's slices filled by what it gets, from the first one on."""
        if self.sliced:
            covered = np.bincount(self.row, x[: len(self.row)], len(self.group.needs)).astype(np.int64)
            edges = self.group.asked[:, None] * np.arange(SLICES + 1) // SLICES
            x = np.append(x[: self.first_slice], np.diff(np.minimum(edges, covered[:, None]), axis=1))
        return x

    def sent(self, x: Ints) -> list[Sent]:
        """Return the programme's amounts as a plan."""
        units = x[self.of] * self.each
        places = np.flatnonzero(units)
        columns = (self.row, self.column, units, x[: len(self.row)])
        return list(zip(*(column[places].tolist() for column in columns), strict=True))
