"""A lawful plan at once: needs by urgency, each from the nearest stocks that may give."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

import numpy as np

from mobilization.rules.groups import Group, Ints
from mobilization.rules.reasons import Sent

FIRST = 24  # stocks of each need made ready to be asked, nearest first; the others only where these do not do


def quick_flows(group: Group) -> list[Sent]:
    """Return units sent and covered, pair by pair in order: pins first, then priority, then smaller needs first.

    A stock gives what it may, by tier, then arrival, then turn, then id. Not the best plan, but one to stand on.
    """
    over, may_leave, lacking = group.quantity.tolist(), group.free.tolist(), group.asked.tolist()
    sent: dict[tuple[int, int], tuple[int, int]] = {}

    def send(row: int, column: int, units: int, covers: int) -> None:
        before = sent.get((row, column), (0, 0))
        sent[row, column] = before[0] + units, before[1] + covers
        over[column] -= units
        may_leave[column] = min(may_leave[column] - (0 if group.own[row, column] else units), over[column])
        lacking[row] -= covers

    for pin in group.pins:
        send(*pin)
    nearest = _Nearest(group)
    for row in np.lexsort((np.arange(len(group.needs)), group.asked, group.priority)).tolist():
        if not lacking[row]:
            continue
        own = group.own[row]
        for column in nearest.of(row):
            usable = may_leave[column]
            if over[column] > usable and own[column]:
                usable = over[column]
            if usable:
                ratio = group.ratio(row, column) if group.ratios else 1
                covers = min(math.floor(usable / ratio) if group.ratios else usable, lacking[row])
                if covers:
                    send(row, column, math.ceil(covers * ratio), covers)
                    if not lacking[row]:
                        break
    return [(*pair, *amount) for pair, amount in sorted(sent.items())]


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
