"""A lawful plan at once: needs by urgency, each from the nearest stocks that may give."""

from __future__ import annotations

import math

import numpy as np

from mobilization.rules.groups import Group
from mobilization.rules.reasons import Sent
from mobilization.rules.travel import BEYOND


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
    nearest, first = _nearest_first(group)
    for row in np.lexsort((np.arange(len(group.needs)), group.asked, group.priority)).tolist():
        if not lacking[row]:
            continue
        own = group.own[row]
        for column in nearest[first[row] : first[row + 1]]:
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


def _nearest_first(group: Group) -> tuple[list[int], list[int]]:
    """Return the stocks each need may use in the order they are asked, need after need, and where each need's begin."""
    row, column = np.nonzero(group.open)
    _, turn = np.unique(group.turn, return_inverse=True)
    farthest, last = int(group.arrival.max(initial=0)) + 1, int(turn.max(initial=0)) + 1
    rank = (row * (BEYOND + 1) + group.tier[row, column]) * farthest + group.arrival[row, column]
    order = (rank * last + turn[column]).argsort(kind="stable")
    first = np.append(0, np.cumsum(np.count_nonzero(group.open, axis=1)))
    return column[order].tolist(), first.tolist()
