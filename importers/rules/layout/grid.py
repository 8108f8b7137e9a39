"""A sheet as a grid of texts in Unicode, with merges at hand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from core.excel.book import LARGEST_SPREAD, CellValue, Merge, Sheet, address
from core.excel.legacy import (
    Encoding,
    encoding_of_font,
    is_unicode,
    may_be_legacy,
    shows_capitals,
    to_unicode,
)
from core.text import tidy
from importers.rules.texts.encodings import EncodingChoice
from importers.rules.texts.numbers import FigureKind, read_figure
from importers.rules.texts.second_language import without_english


class GridCell(NamedTuple):
    """One non-empty cell; `text` is its value as tidy Unicode text, `raw` as stored."""

    row: int
    col: int
    text: str
    value: CellValue
    raw: str
    hidden: bool
    bold: bool
    formula: bool

    @property
    def address(self) -> str:
        """The A1 address."""
        return address(self.row, self.col)

    @property
    def exact(self) -> Decimal | None:
        """The number that it plainly states, or None."""
        figure = read_figure(self.value, formula=self.formula)
        return figure.amount if figure is not None and figure.kind is FigureKind.EXACT else None


@dataclass(kw_only=True, slots=True)
class Grid:
    """The cells of one sheet by (row, column); `anchors` maps each covered cell of a merge to its top left one.

    `struck` are the cells struck through, `comments` the remarks on cells, `fills` their colours.
    """

    name: str
    cells: dict[tuple[int, int], GridCell] = field(default_factory=dict)
    rows: dict[int, list[GridCell]] = field(default_factory=dict)
    anchors: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)
    merges: dict[tuple[int, int], Merge] = field(default_factory=dict)
    converted: set[tuple[int, int]] = field(default_factory=set)
    struck: frozenset[tuple[int, int]] = frozenset()
    comments: dict[tuple[int, int], str] = field(default_factory=dict)
    fills: Mapping[tuple[int, int], str] = field(default_factory=dict)

    @property
    def last_row(self) -> int:
        """The number of the last row with anything in it, or 0."""
        return max(self.rows, default=0)

    def get(self, row: int, col: int) -> GridCell | None:
        """Return the cell itself, or None where it is empty or covered by a merge."""
        return self.cells.get((row, col))

    def spread(self, row: int, col: int) -> GridCell | None:
        """Return the cell, or the one whose merge covers it."""
        found = self.cells.get((row, col))
        if found is None and (anchor := self.anchors.get((row, col))):
            return self.cells.get(anchor)
        return found

    def text(self, row: int, col: int) -> str:
        """Return the text of a cell or of the merge that covers it, "" where there is none."""
        found = self.cells.get((row, col)) or self.spread(row, col)
        return found.text if found else ""

    def row_cells(self, row: int, left: int, right: int) -> Iterator[GridCell]:
        """Yield the non-empty cells of a row between two columns, both included."""
        return (cell for cell in self.rows.get(row, ()) if left <= cell.col <= right)


def build_grid(sheet: Sheet, choice: EncodingChoice) -> Grid:
    """Return the sheet's grid with its texts converted from the encoding of each cell's font, or the sheet's."""
    comments = {at: tidy(text) for at, text in sheet.comments.items()}
    grid = Grid(name=sheet.name, struck=sheet.struck, comments=comments, fills=sheet.fills)
    read: dict[tuple[str, str], tuple[str, bool]] = {}  # lists repeat their words on every row
    cells, line, number = grid.cells, list[GridCell](), 0
    made = tuple.__new__  # a long list has half a million cells: the class's own way takes a third of this
    for row, col, value, font, bold, hidden, formula in sheet.cells:
        if isinstance(value, str):
            typed = read.get((value, font))
            if typed is None:
                typed = read[value, font] = _read_text(value, font, choice)
            text, converted = typed
            if converted:
                grid.converted.add((row, col))
            if not text:
                continue
            found = made(GridCell, (row, col, text, text, value, hidden, bold, formula))
        else:
            raw = str(value) if value is not None else ""
            found = made(GridCell, (row, col, raw, value, raw, hidden, bold, formula))
        cells[row, col] = found
        if row != number:
            line, number = grid.rows.setdefault(row, []), row
        line.append(found)
    for merge in sheet.merges:
        if (merge.bottom - merge.top + 1) * (merge.right - merge.left + 1) > LARGEST_SPREAD:
            continue
        grid.merges[merge.top, merge.left] = merge
        for row in range(merge.top, merge.bottom + 1):
            for col in range(merge.left, merge.right + 1):
                if (row, col) != (merge.top, merge.left):
                    grid.anchors[row, col] = (merge.top, merge.left)
    return grid


def _read_text(value: str, font: str, choice: EncodingChoice) -> tuple[str, bool]:
    """Return (tidy Unicode text, whether it was converted from an old encoding)."""
    of_sheet = encoding_of_cell(value, font if choice.fonts_hold else "", choice.encoding)
    encoding = choice.own.get(value, of_sheet)
    capitals = shows_capitals(font) and encoding is Encoding.TCVN3
    text = tidy(without_english(to_unicode(value, encoding, capitals=capitals)))
    return text, encoding is not Encoding.UNICODE and text != tidy(value)


def encoding_of_cell(text: str, font: str, sheet: Encoding) -> Encoding:
    """Return the encoding of one cell: its font's, else the sheet's where the text can be of it; Unicode stays."""
    if is_unicode(text):
        return Encoding.UNICODE
    of_font = encoding_of_font(font)
    if of_font is not None:
        return of_font
    return sheet if may_be_legacy(text) else Encoding.UNICODE
