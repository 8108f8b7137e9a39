"""A spreadsheet as plain values: what was in its cells and how it looked, nothing that can run."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import field, replace
from functools import lru_cache
from typing import NamedTuple

from core.values import frozen

LARGEST_SPREAD = 40_000  # cells one merge may cover; a merge over whole columns is only looks
CellValue = str | int | float | bool | dt.datetime | dt.date | dt.time | None


class Cell(NamedTuple):
    """One non-empty cell; a named tuple because a long list has hundreds of thousands of them.

    `row` and `col` count from 1. `formula` says that the value was calculated; its `value` is None where the
    file holds no stored result. `hidden` is true where the row or the column is hidden.
    """

    row: int
    col: int
    value: CellValue
    font: str = ""
    bold: bool = False
    hidden: bool = False
    formula: bool = False


class Merge(NamedTuple):
    """A merged range, both corners included, counted from 1; its value is in the top left cell."""

    top: int
    left: int
    bottom: int
    right: int


@frozen
class Sheet:
    """One sheet in reading order: cells sorted by row, then column. `state` is visible, hidden or chart.

    `struck` are the cells struck through, `comments` what is remarked on a cell, `fills` the colours behind cells
    ("FFFFFF00", "theme5"), each by (row, column).
    """

    name: str
    state: str = "visible"
    cells: tuple[Cell, ...] = ()
    merges: tuple[Merge, ...] = ()
    struck: frozenset[tuple[int, int]] = frozenset()
    comments: Mapping[tuple[int, int], str] = field(default_factory=dict)
    fills: Mapping[tuple[int, int], str] = field(default_factory=dict)


@frozen
class Book:
    """A whole file. `loose_texts` are texts outside cells: page headers and footers, text boxes, properties."""

    sheets: tuple[Sheet, ...]
    loose_texts: tuple[str, ...] = ()


def without_false_results(sheets: list[Sheet]) -> list[Sheet]:
    """Return sheets to be calculated on opening, with no value where their formulas were never calculated.

    Programs that write formulas without calculating (XlsxWriter) leave nought in all of them; where any holds more, the
    noughts are results too.
    """
    if any(cell.formula and cell.value not in (None, 0) for sheet in sheets for cell in sheet.cells):
        return sheets
    return [
        replace(
            sheet,
            cells=tuple(cell._replace(value=None) if cell.formula else cell for cell in sheet.cells),
        )
        for sheet in sheets
    ]


@lru_cache(maxsize=16_384)
def column_letters(col: int) -> str:
    """Return the letters of a column counted from 1: 1 is A, 27 is AA."""
    letters = ""
    while col > 0:
        col, rest = divmod(col - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def address(row: int, col: int) -> str:
    """Return the A1 address of a cell counted from 1."""
    return f"{column_letters(col)}{row}"


def row_and_column(place: str) -> tuple[int, int]:
    """Return (row, column) of an A1 address, counted from 1."""
    letters = place.rstrip("0123456789")
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return int(place[len(letters) :]), column
