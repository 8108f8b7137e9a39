"""Cells that a merge covers: nobody sees what is in them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import product

from core.excel.book import Cell, Merge

SMALL = 4_096  # squares of a merge


def without_covered(cells: Sequence[Cell], merges: Sequence[Merge]) -> tuple[Cell, ...]:
    """Return the cells without what a merge covers: nobody sees it."""
    if not merges:
        return tuple(cells)
    covered: set[tuple[int, int]] = set()
    at: set[tuple[int, int]] = set()  # of all cells; a title merged over a long list needs no look at them
    for merge in merges:
        height, width = merge.bottom - merge.top + 1, merge.right - merge.left + 1
        inside = product(range(merge.top, merge.bottom + 1), range(merge.left, merge.right + 1))
        if height * width <= SMALL:
            covered.update(inside)
        else:
            at = at or {(cell.row, cell.col) for cell in cells}
            covered |= at.intersection(inside) if height * width <= len(at) else _within(merge, at)
        covered.discard((merge.top, merge.left))
    rows = {row for row, _ in covered}
    return tuple(cell for cell in cells if cell.row not in rows or (cell.row, cell.col) not in covered)


def _within(merge: Merge, at: Iterable[tuple[int, int]]) -> set[tuple[int, int]]:
    """Return which places a merge covers."""
    return {
        (row, col) for row, col in at if merge.top <= row <= merge.bottom and merge.left <= col <= merge.right
    }
