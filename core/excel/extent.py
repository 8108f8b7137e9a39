"""How far a book reaches: what comes after reading takes time for each row, cell and merge, so each has its bound."""

from __future__ import annotations

from dataclasses import replace

from core.excel.book import LARGEST_SPREAD, Book, Merge, Sheet
from core.excel.limits import ReadingLimits
from core.excel.xlsx_sheet import TooManyCellsError

# The last row and column of a sheet (ECMA-376 part 1, 18.3.1.73 and 18.3.1.13).
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384


def bounded(book: Book, limits: ReadingLimits) -> Book:
    """Return the book without merges that lie beyond its cells; raises `TooManyCellsError` where it is too much to judge."""
    sheets = tuple(_bounded(sheet) for sheet in book.sheets)
    rows = sum(len({cell.row for cell in sheet.cells}) for sheet in sheets)
    merged = sum(_area(merge) for sheet in sheets for merge in sheet.merges)
    if rows > limits.rows or len(sheets) > limits.sheets or merged > limits.merged_cells:
        raise TooManyCellsError
    return replace(book, sheets=sheets)


def _bounded(sheet: Sheet) -> Sheet:
    last_row = max((cell.row for cell in sheet.cells), default=0)
    last_col = max((cell.col for cell in sheet.cells), default=0)
    if last_row > LAST_ROW or last_col > LAST_COLUMN:
        raise TooManyCellsError
    merges = (merge for merge in sheet.merges if merge.top <= last_row and merge.left <= last_col)
    return replace(sheet, merges=tuple(merges))


def _area(merge: Merge) -> int:
    """Return how many cells a merge covers; one over whole columns or rows is only looks."""
    area = (merge.bottom - merge.top + 1) * (merge.right - merge.left + 1)
    return area if area <= LARGEST_SPREAD else 1
