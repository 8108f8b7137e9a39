"""What makes one plan better than another, level by level (each is kept while the next is improved).

1. for each priority, 1 first: the most units covered in time;
2. for each priority: fairness when short;
3. on the spot first: the fewest covered units from beyond the own commune, then from beyond the neighbours, then
   from beyond the province (Luật PCTT điều 4.3: the on-the-spot means come first, help from above last);
4. for each priority: the smallest sum of units sent x arrival minutes.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import accumulate

from mobilization.rules.plan import Line, Objective
from mobilization.rules.problem import Need, Problem
from mobilization.rules.travel import BEYOND, NEIGHBOUR, PROVINCE

SLICES = 10
SLICE_WEIGHTS = tuple(range(SLICES, 0, -1))


@lru_cache(maxsize=10_000)
def slice_units(quantity: int) -> tuple[int, ...]:
    """Return the units of a need's ten slices: slice k holds floor(qk/10) - floor(q(k-1)/10)."""
    return tuple(quantity * k // SLICES - quantity * (k - 1) // SLICES for k in range(1, SLICES + 1))


def fairness(quantity: int, covered: int) -> int:
    """Return the sum of weight x units when `covered` units fill the slices of a need from the first one on.

    With weights falling by one, a unit's weight is the number of slice ends at or beyond it: the sum over all ends of
    what is covered up to there.
    """
    ends, upto = _slice_ends(quantity)
    below = bisect_left(ends, covered)
    return upto[below] + covered * (SLICES - below)


@lru_cache(maxsize=10_000)
def _slice_ends(quantity: int) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return the units up to the end of each slice of a need, and the sums of the first so many of them."""
    ends = tuple(quantity * k // SLICES for k in range(1, SLICES + 1))
    return ends, tuple(accumulate(ends, initial=0))


def pin_covers(asked: int, most: Iterable[int]) -> list[int]:
    """Return what each pin of one need covers; `most` is what it could, by tier, then arrival, then stock id.

    Pinned units count before all others: a plan may not call them useless to look more "on the spot".
    """
    result = []
    for units in most:
        result.append(min(units, asked))
        asked -= result[-1]
    return result


def covered_units(lines: Iterable[Line]) -> dict[object, int]:
    """Return the covered units of each need that has a line."""
    covered: dict[object, int] = {}
    for line in lines:
        covered[line.need] = covered.get(line.need, 0) + line.covers
    return covered


def priorities_of(needs: Iterable[Need]) -> list[int]:
    """Return the priorities present, the most urgent first."""
    return sorted({need.priority for need in needs})


def evaluate(problem: Problem, lines: Sequence[Line]) -> Objective:
    """Return how good the lines are for the problem, taking each line's own covers, minutes and tier."""
    priorities = priorities_of(problem.needs)
    cover, fair, spent = (dict.fromkeys(priorities, 0) for _ in range(3))
    priority = {need.id: need.priority for need in problem.needs}
    covered = dict.fromkeys(priority, 0)
    by_tier = [0, 0, 0, 0]
    for need_id, _stock, units, covers, minutes, tier in lines:
        covered[need_id] += covers
        by_tier[tier] += covers
        spent[priority[need_id]] += units * minutes
    for need in problem.needs:
        units = covered[need.id]
        cover[need.priority] += units
        if units:
            fair[need.priority] += fairness(need.quantity, units)
    return Objective(
        covered=cover,
        fairness=fair,
        beyond_own=sum(by_tier[NEIGHBOUR:]),
        beyond_neighbours=sum(by_tier[PROVINCE:]),
        beyond_province=sum(by_tier[BEYOND:]),
        minutes=spent,
    )
