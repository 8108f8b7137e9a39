"""A lawful plan at once: needs by urgency, each from the nearest stocks that may give."""

from __future__ import annotations

import math

import numpy as np

from mobilization.rules.groups import Group, Ints
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
    nearest = _nearest_first(group)
    for row in np.lexsort((np.arange(len(group.needs)), group.asked, group.priority)).tolist():
        if not lacking[row]:
            continue
        own = group.own[row]
        for column in nearest[row, : np.count_nonzero(group.open[row])].tolist():
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


def _nearest_first(group: Group) -> Ints:
    """Return for each need the stocks in the order they are asked, those it may use before all others."""
    _, turn = np.unique(group.turn, return_inverse=True)
    columns = np.arange(len(group.stocks))
    farthest, last = int(group.arrival.max(initial=0)) + 1, int(turn.max(initial=0)) + 1
    order = (group.tier.astype(np.int64) * farthest + group.arrival) * last + turn
    order = np.where(group.open, order * len(columns) + columns, np.iinfo(np.int64).max)
    return order.argsort(axis=1)
