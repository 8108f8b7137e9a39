"""Read the cells of one .xlsx sheet in a single pass over its XML."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field
from typing import IO

from core.excel.book import Cell, CellValue, Merge
from core.excel.calculating import moved
from core.excel.covered import without_covered
from core.excel.struck_runs import Run, left_of
from core.excel.xlsx_styles import EPOCH_1900, Style, date_of, iso_date
from core.excel.xml_events import LocalNames, decoded, is_true, read_events
from core.values import frozen

LONGEST_TEXT = 4_000
LAST_COLUMN = 16_384
_RANGE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})(?::\$?([A-Z]{1,3})\$?(\d{1,7}))?")
_NO_STYLE = Style()
_made = tuple.__new__  # a long list has half a million cells: the class's own way takes three times as long


class TooManyCellsError(Exception):
    """The sheets hold more cells than the limit."""


@dataclass(kw_only=True, slots=True)
class Look:
    """What every sheet of a file needs: the shared texts, the styles, and the day that dates count from."""

    texts: Sequence[str] = ()
    crossed: Set[int] = frozenset()  # the numbers of the texts of which a part is struck through
    styles: Sequence[Style] = ()
    epoch: dt.datetime = EPOCH_1900


class Columns(dict[str, int]):
    """Column letters -> number counted from 1; each is worked out once."""

    def __missing__(self, letters: str) -> int:
        number = 0
        for letter in letters.upper():
            if not "A" <= letter <= "Z":
                raise ValueError(letters)
            number = number * 26 + ord(letter) - 64
        self[letters] = number
        return number


@dataclass(kw_only=True, slots=True)
class SheetReader:
    """Gathers cells and merges; `most` is how many cells may still be read.

    Texts inside a cell are joined without the reading aids (rPh) that Asian versions add.
    """

    look: Look
    most: int
    cells: list[Cell] = field(default_factory=list)
    merges: dict[Merge, None] = field(default_factory=dict)
    struck: set[tuple[int, int]] = field(default_factory=set)
    fills: dict[tuple[int, int], str] = field(default_factory=dict)
    worded: dict[tuple[int, int], str] = field(default_factory=dict)
    names: LocalNames = field(default_factory=LocalNames)
    columns: Columns = field(default_factory=Columns)
    hidden_cols: set[int] = field(default_factory=set)
    row: int = 0
    col: int = 0
    row_hidden: bool = False
    in_order: bool = True
    last: tuple[int, int] = (0, 0)
    kind: str = "n"
    style: int = 0
    formula: bool = False
    blank: bool = False
    inside: str = ""  # "" outside cells, "c", then "v" or "t" while their text is wanted
    aside: bool = False
    value: list[str] = field(default_factory=list)
    inline: list[Run] = field(default_factory=list)
    run_struck: bool = False
    has_inline: bool = False
    asked: list[str] = field(default_factory=list)  # the formula of the cell at hand
    formulas: dict[tuple[int, int], str] = field(default_factory=dict)
    shared: str = ""  # the number of the formula that the cell at hand shares with others
    shared_texts: dict[str, tuple[int, int, str]] = field(
        default_factory=dict
    )  # where written, and its words

    def start(self, raw: str, attributes: dict[str, str]) -> None:
        """Take the start of an element."""
        name = self.names[raw]
        if name == "c":
            self._start_cell(attributes)
        elif self.inside:
            if name == "v" or (name == "t" and not self.aside):
                self.inside = name
                self.blank = name == "v" and self.kind == "str"
            elif name == "f":
                self.formula = True
                self._start_formula(attributes)
            elif name == "is":
                self.has_inline = True
            elif name == "rPh":
                self.aside = True
            elif name in {"r", "strike"}:
                self.run_struck = name == "strike" and is_true(attributes, "val", "1")
        elif name == "row":
            number = attributes.get("r")
            self.row = int(float(number)) if number else self.row + 1
            self.col = 0
            self.row_hidden = is_true(attributes, "hidden")
        elif name == "mergeCell":
            self._merge(attributes.get("ref", ""))
        elif name == "col" and is_true(attributes, "hidden"):
            first = int(attributes["min"])
            self.hidden_cols.update(range(first, min(int(attributes.get("max") or first), LAST_COLUMN) + 1))

    def _start_formula(self, attributes: dict[str, str]) -> None:
        """Gather a formula's words: of an array only where it is of one cell, of a shared one wherever they stand."""
        kind = attributes.get("t", "normal")
        of_one_cell = ":" not in attributes.get("ref", ":")
        self.shared = attributes.get("si", "") if kind == "shared" else ""
        if kind in {"normal", "shared"} or (kind == "array" and of_one_cell):
            self.inside = "f"

    def _asked_here(self) -> str:
        """Return the formula of the cell at hand, of a shared one as it reads in this cell."""
        text = "".join(self.asked)
        if not self.shared:
            return text
        if text:
            self.shared_texts[self.shared] = (self.row, self.col, text)
        row, col, text = self.shared_texts.get(self.shared, (self.row, self.col, ""))
        return moved(text, self.row - row, self.col - col)

    def _start_cell(self, attributes: dict[str, str]) -> None:
        place = attributes.get("r")
        if place:
            letters = place.rstrip("0123456789")
            self.row, self.col = int(place[len(letters) :]), self.columns[letters]
        else:
            self.col += 1
        self.kind = attributes.get("t", "n")
        self.style = int(attributes.get("s", 0))
        self.inside = "c"
        self.formula = self.has_inline = self.aside = self.blank = self.run_struck = False
        self.shared = ""

    def text(self, text: str) -> None:
        """Take a text."""
        if self.inside == "v":
            self.value.append(text)
        elif self.inside == "t":
            self.inline.append((text, self.run_struck))
        elif self.inside == "f":
            self.asked.append(text)

    def end(self, raw: str) -> None:
        """Take the end of an element."""
        if not self.inside:
            return
        name = self.names[raw]
        if name == "c":
            self.inside = ""
            if self.value or self.has_inline or self.formula:
                self._end_cell()
        elif name in {"v", "t", "f"}:
            self.inside = "c"
        elif name == "rPh":
            self.aside = False

    def _end_cell(self) -> None:
        style = self.look.styles[self.style] if self.style < len(self.look.styles) else _NO_STYLE
        value: CellValue = None
        crossed = style.struck
        if self.kind == "inlineStr":
            if self.has_inline:
                text, part = left_of(self.inline)
                value, crossed = decoded(text)[:LONGEST_TEXT], crossed or part
        elif self.value:
            value = self._value("".join(self.value), style)
            crossed = crossed or (self.kind == "s" and int(self.value[0]) in self.look.crossed)
        if self.asked or self.shared:
            text = self._asked_here()
            if text and not value:
                self.formulas[self.row, self.col] = text
        self.value.clear()
        self.inline.clear()
        self.asked.clear()
        if value is None and (self.blank or not self.formula):
            return  # of a formula whose result is an empty text nobody sees anything
        at = (self.row, self.col)
        self.in_order = self.in_order and at > self.last
        self.last = at
        self.cells.append(
            _made(Cell, (self.row, self.col, value, style.font, style.bold, self.row_hidden, self.formula))
        )
        if crossed:
            self.struck.add(at)
        if style.fill:
            self.fills[at] = style.fill
        if style.words:
            self.worded[at] = style.words
        if len(self.cells) > self.most:
            raise TooManyCellsError

    def _value(self, text: str, style: Style) -> CellValue:
        if self.kind == "n":
            number = _number(text)
            if number is None or not style.date:
                return text[:LONGEST_TEXT] if number is None else number
            date = date_of(number, style, self.look.epoch)
            return str(date) if isinstance(date, dt.timedelta) else date
        if self.kind == "s":
            return self.look.texts[int(text)]
        if self.kind == "b":
            return text.strip() in {"1", "true"}
        if self.kind == "d":
            return iso_date(text)
        return decoded(text)[:LONGEST_TEXT]

    def _merge(self, ref: str) -> None:
        found = _RANGE.fullmatch(ref)
        if found is None:
            return  # whole rows or columns: only looks
        left, top, right, bottom = found.groups()
        cols = sorted((self.columns[left], self.columns[right or left]))
        rows = sorted((int(top), int(bottom or top)))
        self.merges[Merge(rows[0], cols[0], rows[1], cols[1])] = None


def _number(text: str) -> int | float | None:
    """Return a number as stored, or None where a damaged file holds something else."""
    try:
        return float(text) if "." in text or "E" in text or "e" in text else int(text)
    except ValueError:
        return None


@frozen
class SheetParts:
    """What a sheet's XML holds: cells in reading order without those a merge covers, which are `out_of_sight`; and of
    the formulas without a result, or with nought for one, the words."""

    cells: tuple[Cell, ...]
    merges: tuple[Merge, ...]
    formulas: Mapping[tuple[int, int], str]
    out_of_sight: frozenset[tuple[int, int]]
    struck: frozenset[tuple[int, int]]
    fills: Mapping[tuple[int, int], str]
    worded: Mapping[tuple[int, int], str]  # formats that write words beside the number


def read_sheet(source: IO[bytes], look: Look, most: int) -> SheetParts:
    """Return what a sheet's XML holds."""
    reader = SheetReader(look=look, most=most)
    read_events(source, reader.start, reader.end, reader.text)
    cells = reader.cells
    if not reader.in_order:
        cells = sorted({(cell.row, cell.col): cell for cell in cells}.values())
    if reader.hidden_cols:
        cells = [cell._replace(hidden=True) if cell.col in reader.hidden_cols else cell for cell in cells]
    merges = tuple(reader.merges)
    seen = without_covered(cells, merges)
    hidden: frozenset[tuple[int, int]] = frozenset()
    if reader.formulas and len(seen) < len(cells):
        at = {(cell.row, cell.col) for cell in seen}
        hidden = frozenset((cell.row, cell.col) for cell in cells) - at
    return SheetParts(
        cells=seen,
        merges=merges,
        formulas=reader.formulas,
        out_of_sight=hidden,
        struck=frozenset(reader.struck),
        fills=reader.fills,
        worded=reader.worded,
    )
