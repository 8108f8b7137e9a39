"""Figures that are the sums of their neighbours, line by line: by the arithmetic, whatever words head them."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from decimal import Decimal
from itertools import islice
from typing import NamedTuple

FEWEST_LINES = 3
# How unlikely it is that figures add up by chance, as a power of ten: sums of 9, 99 and 999 weigh 1, 2 and 3.
ENOUGH = 5.0  # where no word says that one is the others' sum
ENOUGH_OF_KIN = 1.0
OF_FORMULA = 3.0  # beside figures that were typed, what was calculated is the sum it looks like
LONGEST_RUN = 60
FIRST_LINES = 60  # that show which sums there may be; all lines then tell whether there are
FEW_AGAINST = 8  # one line in so many may state a wrong sum
FEW_AGAINST_KIN = 3
_NOUGHT = Decimal(0)

Line = Mapping[
    int, Decimal | None
]  # the figures by column, or by row; None where one is not plainly a figure
Kin = Callable[[int, Sequence[int]], bool]


class Sum(NamedTuple):
    """One that states the sum of others; `sure` where words or a formula say so too, and not the figures alone."""

    whole: int
    parts: tuple[int, ...]
    sure: bool


class _Agreed(NamedTuple):
    weight: float
    lines: int
    against: int
    calculated: bool


def sums_among(
    order: Sequence[int],
    lines: Sequence[Line],
    kin: Kin,
    formulas: Set[tuple[int, int]] = frozenset(),
) -> list[Sum]:
    """Return those in `order` that are in nearly every line the sum of two or more of their neighbours.

    `kin(whole, parts)` tells whether by their words one may be the sum of others: then few and small figures show it.
    `formulas` holds (number of the line, which) of the figures that were calculated. The smallest sums are found first, so
    that a sum of sums adds up what these add.
    """
    found: list[Sum] = []
    left = list(order)
    sizes = {at: sum([line.get(at) or _NOUGHT for line in lines], _NOUGHT) for at in order}
    for whole in sorted((at for at in order if sizes[at]), key=lambda at: sizes[at]):
        sum_of = _sum_of(whole, left, lines, kin, formulas)
        if sum_of is not None:
            found.append(sum_of)
            left.remove(whole)
    return found


def _sum_of(
    whole: int, order: Sequence[int], lines: Sequence[Line], kin: Kin, formulas: Set[tuple[int, int]]
) -> Sum | None:
    options = [parts for run in _runs(whole, order) for parts in _fitting(whole, run, lines)]
    told = [(parts, _agreed(whole, parts, lines, formulas), kin(whole, parts)) for parts in options]
    for parts, agreed, related in sorted(told, key=lambda one: (not one[2], -one[1].weight)):
        few = FEW_AGAINST_KIN if related else FEW_AGAINST
        if agreed.weight < (ENOUGH_OF_KIN if related else ENOUGH) or agreed.against * few > agreed.lines:
            continue
        if related or agreed.calculated or agreed.lines >= FEWEST_LINES:
            told_by_words = related and agreed.lines > 1  # of one line it may be so by chance all the same
            return Sum(whole, tuple(sorted(parts)), sure=told_by_words or agreed.calculated)
    return None


def _runs(whole: int, order: Sequence[int]) -> Iterator[Sequence[int]]:
    """Yield those right of one and left of it, the nearest first, then all others."""
    at = order.index(whole)
    yield order[at + 1 : at + 1 + LONGEST_RUN]
    yield order[max(0, at - LONGEST_RUN) : at][::-1]
    if 0 < at < len(order) - 1 and len(order) <= LONGEST_RUN:
        yield [*order[:at], *order[at + 1 :]]


def _fitting(whole: int, run: Sequence[int], lines: Sequence[Line]) -> list[Sequence[int]]:
    """Return the beginnings of a run that come to the whole in the most lines."""
    fits: dict[int, int] = {}
    for line in islice(lines, FIRST_LINES):
        stated, reached = line.get(whole), _NOUGHT
        if not stated:
            continue
        for length, part in enumerate(run, start=1):
            figure = line.get(part, _NOUGHT)
            if figure is None:
                break
            reached += figure
            if reached >= stated:
                if reached > stated:
                    break
                if length > 1:
                    fits[length] = fits.get(length, 0) + 1
    most = max(fits.values(), default=0)
    return [run[:length] for length, times in sorted(fits.items()) if times == most]


def _agreed(
    whole: int, parts: Sequence[int], lines: Sequence[Line], formulas: Set[tuple[int, int]]
) -> _Agreed:
    weight, agree, against, calculated = 0.0, 0, 0, False
    too_many = len(lines) / (1 + FEW_AGAINST_KIN)  # with more against it, it is refused however many agree
    for number, line in enumerate(lines):
        if against > too_many:
            break
        stated, figures = line.get(whole), [line[part] for part in parts if part in line]
        known = [figure for figure in figures if figure is not None]
        if stated is None or len(known) < len(figures):
            continue
        if stated != sum(known):
            against += 1
        elif sum(map(bool, known)) > 1:
            agree += 1
            weight += math.log10(1 + float(stated))
            if (number, whole) in formulas and not any((number, part) in formulas for part in parts):
                calculated = True
    return _Agreed(weight + (OF_FORMULA if calculated else 0.0), agree, against, calculated)
