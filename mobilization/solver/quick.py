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
    over, may_leave, lacking = group.quantity.copy(), group.free.copy(), group.asked.copy()
    sent: dict[tuple[int, int], tuple[int, int]] = {}
    turn = group.turn

    def send(row: int, column: int, units: int, covers: int) -> None:
        before = sent.get((row, column), (0, 0))
        sent[row, column] = before[0] + units, before[1] + covers
        over[column] -= units
        may_leave[column] = min(may_leave[column] - (0 if group.own[row, column] else units), over[column])
        lacking[row] -= covers

    for pin in group.pins:
        send(*pin)
    for row in np.lexsort((np.arange(len(group.needs)), group.asked, group.priority)).tolist():
        columns = np.flatnonzero(group.open[row] & (over > 0))
        order = np.lexsort((columns, turn[columns], group.arrival[row, columns], group.tier[row, columns]))
        for column in columns[order].tolist():
            if lacking[row] == 0:
                break
            usable = int(over[column] if group.own[row, column] else may_leave[column])
            ratio = group.ratio(row, column)
            covers = min(math.floor(usable / ratio), int(lacking[row]))
            if covers:
                send(row, column, math.ceil(covers * ratio), covers)
    return [(*pair, *amount) for pair, amount in sorted(sent.items())]
