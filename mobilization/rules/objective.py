"""What makes one plan better than another, level by level (each is kept while the next is improved).

1. for each priority, 1 first: the most units covered in time;
2. for each priority: fairness when short;
3. on the spot first: the fewest covered units from beyond the own commune, then from beyond the neighbours, then
   from beyond the province (Luật PCTT điều 4.3: the on-the-spot means come first, help from above last);
4. for each priority: the smallest sum of units sent x arrival minutes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

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
    """Return the sum of weight x units when `covered` units fill the slices of a need from the first one on."""
    total = 0
    for weight, units in zip(SLICE_WEIGHTS, slice_units(quantity), strict=True):
        filled = min(units, covered)
        total += weight * filled
        covered -= filled
    return total


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
    covered = covered_units(lines)
    cover, fair, spent = (dict.fromkeys(priorities, 0) for _ in range(3))
    priority = {}
    for need in problem.needs:
        priority[need.id] = need.priority
        cover[need.priority] += covered.get(need.id, 0)
        fair[need.priority] += fairness(need.quantity, covered.get(need.id, 0))
    for line in lines:
        spent[priority[line.need]] += line.quantity * line.minutes
    return Objective(
        covered=cover,
        fairness=fair,
        beyond_own=sum(line.covers for line in lines if line.tier >= NEIGHBOUR),
        beyond_neighbours=sum(line.covers for line in lines if line.tier >= PROVINCE),
        beyond_province=sum(line.covers for line in lines if line.tier >= BEYOND),
        minutes=spent,
    )
