"""A lawful plan at once: needs by urgency, each from the nearest stocks that may give."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from mobilization.rules.groups import Group, Ints
from mobilization.rules.pools import Drawn
from mobilization.rules.reasons import Sent

QUICK = "quick"
FIRST = 24  # stocks of each need made ready to be asked, nearest first; the others only where these do not do


def quick_flows(group: Group) -> list[Sent]:
    """Return units sent and covered, pair by pair in order: pins first, then priority, then smaller needs first.

    A stock gives what it may, by tier, then arrival, then turn, then id. Not the best plan, but one to stand on.
    """
    return quick_together([group], Drawn(()))[0]


def quick_together(groups: Sequence[Group], drawn: Drawn) -> list[list[Sent]]:
    """Return the same for groups that share pools: the most urgent needs of all come first. `drawn` is kept up to date."""
    givers = [_Giver(group, drawn) for group in groups]
    for giver, group in zip(givers, groups, strict=True):
        for pin in group.pins:
            giver.send(*pin)
    place = np.repeat(np.arange(len(groups)), [len(group.needs) for group in groups])
    row = np.concatenate([np.arange(len(group.needs)) for group in groups])
    priority = np.concatenate([group.priority for group in groups])
    asked = np.concatenate([group.asked for group in groups])
    for number in np.lexsort((row, place, asked, priority)).tolist():
        givers[place[number]].serve(int(row[number]))
    return [giver.sent() for giver in givers]


class _Giver:
    """A group's stocks as they give to one need after the other."""

    def __init__(self, group: Group, drawn: Drawn) -> None:
        self._group, self._drawn = group, drawn
        self._over, self._may_leave = group.quantity.tolist(), group.free.tolist()
        self._lacking = group.asked.tolist()
        self._sent: dict[tuple[int, int], tuple[int, int]] = {}
        self._nearest = _Nearest(group)
        self._pooled = {n for n, stock in enumerate(group.stocks) if drawn.least_room(stock.id) is not None}

    def sent(self) -> list[Sent]:
        """Return what was sent, pair by pair in order."""
        return [(*pair, *amount) for pair, amount in sorted(self._sent.items())]

    def send(self, row: int, column: int, units: int, covers: int) -> None:
        """Send units of a stock to a need."""
        before = self._sent.get((row, column), (0, 0))
        self._sent[row, column] = before[0] + units, before[1] + covers
        self._over[column] -= units
        left = self._may_leave[column] - (0 if self._group.own[row, column] else units)
        self._may_leave[column] = min(left, self._over[column])
        self._lacking[row] -= covers
        if column in self._pooled:
            self._drawn.take(self._group.stocks[column].id, self._group.needs[row].case, units)

    def serve(self, row: int) -> None:
        """Send a need what it lacks, as far as there is some."""
        if not self._lacking[row]:
            return
        group, own = self._group, self._group.own[row]
        for column in self._nearest.of(row):
            usable = self._may_leave[column]
            if self._over[column] > usable and own[column]:
                usable = self._over[column]
            if column in self._pooled:
                usable = min(usable, self._drawn.room(group.stocks[column].id, group.needs[row].case) or 0)
            if usable:
                ratio = group.ratio(row, column) if group.ratios else 1
                covers = min(math.floor(usable / ratio) if group.ratios else usable, self._lacking[row])
                if covers:
                    self.send(row, column, math.ceil(covers * ratio), covers)
                    if not self._lacking[row]:
                        break


class _Nearest:
    """The stocks each need may use in the order they are asked: by tier, then arrival, then turn, then id."""

    def __init__(self, group: Group) -> None:
        self._count, farthest = len(group.stocks), int(group.arrival.max(initial=0)) + 1
        self._by_turn = np.argsort(group.turn, kind="stable")
        place = np.empty(self._count, np.int64)
        place[self._by_turn] = np.arange(self._count)
        rank = (group.tier * np.int64(farthest) + group.arrival) * self._count + place
        self._ranked = np.sort(np.where(group.open, rank, np.iinfo(np.int64).max), axis=1)
        self._many = np.count_nonzero(group.open, axis=1).tolist()
        self._first = self._columns(self._ranked[:, :FIRST])

    def of(self, row: int) -> Iterator[int]:
        """Yield the stocks of a need; most needs ask but a few of a nation's thousands."""
        many = self._many[row]
        yield from self._first[row][:many]
        if many > FIRST:
            yield from self._columns(self._ranked[row, FIRST:many])

    def _columns(self, ranked: Ints) -> list[Any]:
        columns: list[Any] = self._by_turn[ranked % max(1, self._count)].tolist()
        return columns
