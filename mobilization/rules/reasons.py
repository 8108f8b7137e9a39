"""Why stock is left over and needs are not met: one reason each, so that used and unused units add up to all.

A pair's reason is the first that holds, hard facts before choices: forbidden, no way, too late, kept; then the need is
met already; then too few units to make one of those asked; then what was left was worth more elsewhere. A stock that
could serve several needs is told of the one for which it matters most: the most urgent that still lacks something,
else the need it could reach soonest.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from mobilization.rules.groups import NO_WAY, Bools, Group, Ints
from mobilization.rules.plan import Reason, Unmet, UnmetReason, Why

Sent = tuple[int, int, int, int]  # need row, stock column, units sent, units covered


class Left:
    """What a plan leaves of a group: units of each stock, units each need still lacks."""

    def __init__(self, group: Group, sent: Sequence[Sent]) -> None:
        self.group = group
        self.over = group.quantity.copy()
        self.may_leave = group.free.copy()
        self.lacking = group.asked.copy()
        for row, column, units, covers in sent:
            self.over[column] -= units
            self.lacking[row] -= covers
            self.may_leave[column] -= 0 if group.own[row, column] else units
        self.may_leave = np.minimum(self.may_leave, self.over)

    def reason(self, row: int, column: int) -> Reason:
        """Return why what is left of the stock does not go to the need; the pair fits and something is left."""
        group = self.group
        usable = int(self.over[column] if group.own[row, column] else self.may_leave[column])
        if group.forbidden[row, column]:
            return Reason.FORBIDDEN
        if group.arrival[row, column] == NO_WAY:
            return Reason.NO_WAY
        if not group.open[row, column]:
            return Reason.TOO_LATE
        if usable == 0:
            return Reason.KEPT
        if self.lacking[row] == 0:
            return Reason.NEED_ALREADY_MET
        return Reason.TOO_FEW_FOR_ONE if usable < group.ratio(row, column) else Reason.BETTER_USED_ELSEWHERE


def why_left_over(left: Left) -> list[Why]:
    """Return one reason for every stock that fits some need and is not used up, in the order of the stocks."""
    group = left.group
    columns = np.flatnonzero((left.over > 0) & group.fits.any(axis=0))
    rows = _telling_need(left, columns)
    met = _plainly_met(left, rows, columns)
    needs, stocks = group.needs, group.stocks
    return [
        Why(needs[row].id, stocks[column].id, Reason.NEED_ALREADY_MET if easy else left.reason(row, column))
        for row, column, easy in zip(rows.tolist(), columns.tolist(), met.tolist(), strict=True)
    ]


def _telling_need(left: Left, columns: Ints) -> Ints:
    """Return for each stock the need its reason is told of."""
    group = left.group
    by_urgency = np.lexsort((np.arange(len(group.needs)), group.priority))
    lacking = by_urgency[left.lacking[by_urgency] > 0]
    fits = group.fits[:, columns]
    usable = group.open[:, columns]
    soonest = np.where(usable, group.arrival[:, columns], np.iinfo(np.int64).max).argmin(axis=0)
    result: Ints = np.where(usable.any(axis=0), soonest, by_urgency[fits[by_urgency].argmax(axis=0)])
    if len(lacking):
        first = lacking[fits[lacking].argmax(axis=0)]
        result = np.where(fits[lacking].any(axis=0), first, result)
    return result


def _plainly_met(left: Left, rows: Ints, columns: Ints) -> Bools:
    """Return where the reason is only that the need is met: the common case, told for all stocks at once."""
    group = left.group
    usable = np.where(group.own[rows, columns], left.over[columns], left.may_leave[columns])
    met: Bools = group.open[rows, columns] & (usable > 0) & (left.lacking[rows] == 0)
    return met


def candidates(left: Left, row: int) -> list[Why]:
    """Return for one need why each fitting stock with units left does not give them: the list behind a page."""
    group = left.group
    columns = np.flatnonzero((left.over > 0) & group.fits[row])
    return [
        Why(group.needs[row].id, group.stocks[column].id, left.reason(row, column))
        for column in columns.tolist()
    ]


def unmet_needs(left: Left) -> list[Unmet]:
    """Return the needs that lack units, each with what holds most of the fitting units back."""
    group = left.group
    result = []
    for row in np.flatnonzero(left.lacking).tolist():
        held: dict[Reason, int] = {}
        for column in np.flatnonzero((left.over > 0) & group.fits[row]).tolist():
            reason = left.reason(row, column)
            held[reason] = held.get(reason, 0) + int(left.over[column])
        if held:
            cause = UnmetReason(max(held, key=lambda reason: (held[reason], reason)))
        else:
            some = bool((group.quantity[group.fits[row]] > 0).any())
            cause = UnmetReason.ALL_GIVEN if some else UnmetReason.NO_STOCK
        result.append(Unmet(group.needs[row].id, int(left.lacking[row]), cause))
    return result
