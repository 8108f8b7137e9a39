"""Why stock is left over and needs are not met: one reason each, so that used and unused units add up to all.

A pair's reason is the first that holds, hard facts before choices: forbidden, no way, too late, kept; then the need is
met already; then nobody is left to work it, no fuel, or people go with machines; then too few units to make one of those
asked; then what was left was worth more elsewhere. A stock that could serve several needs is told of the one for
which it matters most: the most urgent that still lacks something, else the need it could reach soonest.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from mobilization.rules.groups import NO_WAY, Group, Ints
from mobilization.rules.plan import Reason, Unmet, UnmetReason, Whys
from mobilization.rules.pools import Drawn

Sent = tuple[int, int, int, int]  # need row, stock column, units sent, units covered
Which = Ints | slice  # rows or columns of a group; a slice costs least where all are meant
EVERY = slice(None)

NOT_FITTING = -1
REASONS = (
    Reason.FORBIDDEN,
    Reason.NO_WAY,
    Reason.TOO_LATE,
    Reason.KEPT,
    Reason.NEED_ALREADY_MET,
    Reason.NO_CREW,
    Reason.NO_FUEL,
    Reason.WITH_MACHINES,
    Reason.TOO_FEW_FOR_ONE,
    Reason.BETTER_USED_ELSEWHERE,
)
# By the same places, then two that no pair can tell; a need that lacks something is not met already.
CAUSES = (
    *(UnmetReason.ALL_GIVEN if one is Reason.NEED_ALREADY_MET else UnmetReason(one) for one in REASONS),
    UnmetReason.ALL_GIVEN,
    UnmetReason.NO_STOCK,
)


class Left:
    """What a plan leaves of a group: units of each stock, units each need still lacks.

    `drawn` is what the whole plan draws from pools.
    """

    def __init__(self, group: Group, sent: Sequence[Sent], drawn: Drawn | None = None) -> None:
        self.group = group
        self._drawn = drawn if drawn and drawn.pools else None
        self.over = group.quantity.copy()
        self.may_leave = group.free.copy()
        self.lacking = group.asked.copy()
        rows, columns, units, covers = np.array(sent, np.int64).reshape(-1, 4).T
        np.subtract.at(self.over, columns, units)
        np.subtract.at(self.lacking, rows, covers)
        np.subtract.at(self.may_leave, columns, np.where(group.own[rows, columns], 0, units))
        self.may_leave = np.minimum(self.may_leave, self.over)

    def reasons(self, rows: Which, columns: Which) -> Ints:
        """Return for each pair why what is left of the stock does not go to the need, as a place in `REASONS`.

        Only pairs that fit and stocks with something left have a reason: the first of `REASONS` that holds, so the
        last of those found here.
        """
        group = self.group
        usable = np.where(group.own[rows, columns], self.over[columns], self.may_leave[columns])
        found = np.full(usable.shape, REASONS.index(Reason.BETTER_USED_ELSEWHERE))
        if group.ratios:
            found[usable < _least_units(group)[rows, columns]] = REASONS.index(Reason.TOO_FEW_FOR_ONE)
        if self._drawn:
            alone = self._nobody_left(self._drawn)[rows, columns]
            found = np.where(alone != NOT_FITTING, alone, found)
        met = np.broadcast_to((self.lacking == 0)[:, None], group.open.shape)[rows, columns]
        found[met] = REASONS.index(Reason.NEED_ALREADY_MET)
        found[usable == 0] = REASONS.index(Reason.KEPT)
        found[~group.open[rows, columns]] = REASONS.index(Reason.TOO_LATE)
        found[group.arrival[rows, columns] == NO_WAY] = REASONS.index(Reason.NO_WAY)
        found[group.forbidden[rows, columns]] = REASONS.index(Reason.FORBIDDEN)
        return found

    def _nobody_left(self, drawn: Drawn) -> Ints:
        """Return for each pair what pools leave too little for one unit of the need, as a place in `REASONS`."""
        group = self.group
        found = np.full(group.open.shape, NOT_FITTING)
        least = _least_units(group)
        for column in np.flatnonzero(self.over > 0).tolist():
            stock = group.stocks[column].id
            enough = drawn.least_room(stock)
            if enough is None or enough >= least[:, column].max():
                continue
            rooms = {case: drawn.room(stock, case) for case in {need.case for need in group.needs}}
            room = np.array([rooms[need.case] for need in group.needs], np.int64)
            found[room < least[:, column], column] = REASONS.index(drawn.reason(stock))
        return found


def _least_units(group: Group) -> Ints:
    """Return for each pair the units of the stock that make one unit of the need, in whole numbers."""
    least = np.ones(group.open.shape, np.int64)
    asked = np.array([need.type for need in group.needs], object)
    given = np.array([stock.type for stock in group.stocks], object)
    for (one, other), ratio in group.ratios.items():
        least[np.ix_(asked == one, given == other)] = math.ceil(ratio)
    return least


def why_left_over(left: Left, whys: Whys) -> None:
    """Add one reason for every stock that fits some need and is not used up, in the order of the stocks."""
    group = left.group
    columns = np.flatnonzero((left.over > 0) & group.fits.any(axis=0))
    rows = _telling_need(left, columns)
    whys.add(
        [group.needs[row].id for row in rows.tolist()],
        [group.stocks[column].id for column in columns.tolist()],
        [REASONS[reason] for reason in left.reasons(rows, columns).tolist()],
    )


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


def unmet_needs(left: Left) -> list[Unmet]:
    """Return the needs that lack units, each with what holds most of the fitting units back."""
    group = left.group
    rows = np.flatnonzero(left.lacking)
    if not len(rows):
        return []
    columns = np.flatnonzero(left.over > 0)
    reasons = np.where(group.fits[rows][:, columns], left.reasons(rows[:, None], columns), NOT_FITTING)
    held = _sum_by_reason(reasons, left.over[columns])
    some = (group.fits[rows] & (group.quantity > 0)).any(axis=1)
    causes = np.where(
        held.any(axis=1), held.argmax(axis=1), np.where(some, CAUSES.index(UnmetReason.ALL_GIVEN), -1)
    )
    return [
        Unmet(group.needs[row].id, lacking, CAUSES[cause])
        for row, lacking, cause in zip(
            rows.tolist(), left.lacking[rows].tolist(), causes.tolist(), strict=True
        )
    ]


def _sum_by_reason(reasons: Ints, units: Ints) -> Ints:
    """Return the units held back from each need (row), by reason (column)."""
    count = len(REASONS)
    rows, columns = np.nonzero(reasons != NOT_FITTING)
    held = np.bincount(
        rows * count + reasons[rows, columns], weights=units[columns], minlength=len(reasons) * count
    )
    return held.astype(np.int64).reshape(-1, count)
