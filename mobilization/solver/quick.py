"""A lawful plan at once: needs by urgency, each from the nearest stocks that may give."""

from __future__ import annotations

import math

import numpy as np

from mobilization.rules.groups import Group
from mobilization.rules.reasons import Sent


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
    nearest, many = _nearest_first(group)
    for row in np.lexsort((np.arange(len(group.needs)), group.asked, group.priority)).tolist():
        if not lacking[row]:
            continue
        own = group.own[row]
        for column in nearest[row][: many[row]]:
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


def _nearest_first(group: Group) -> tuple[list[list[int]], list[int]]:
    """Return for each need the stocks in the order they are asked, and how many of them, the first, it may use."""
    stocks, farthest = len(group.stocks), int(group.arrival.max(initial=0)) + 1
    by_turn = np.argsort(group.turn, kind="stable")
    place = np.empty(stocks, np.int64)
    place[by_turn] = np.arange(stocks)
    rank = (group.tier * np.int64(farthest) + group.arrival) * stocks + place
    rank = np.where(group.open, rank, np.iinfo(np.int64).max)
    nearest = by_turn[np.sort(rank, axis=1) % stocks] if stocks else rank
    return nearest.tolist(), np.count_nonzero(group.open, axis=1).tolist()
