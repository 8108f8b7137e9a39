"""How the cells of an .ods file look: font, bold, hidden row or column, merged, calculated or typed; values come apart.

The format keeps looks in named styles: a cell names one, or takes that of its row or column, and a style may rest on
another one (OASIS OpenDocument 1.3, part 3, 9.1 and 16).
"""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from core.excel.book import Merge
from core.excel.struck_runs import Run, left_of
from core.excel.xlsx_sheet import TooManyCellsError
from core.excel.xml_events import LocalNames, read_events

MOST_REPEATS = 1_000  # a cell or row repeated more often than this is an empty rest of the sheet
_PREFIX = re.compile(r"^(?:of|oooc|msoxl)?:?=")
_PLACE = re.compile(r"\[\.(\$?[A-Z]{1,3}\$?\d{1,7})(?::\.(\$?[A-Z]{1,3}\$?\d{1,7}))?\]")
_RESULTS = frozenset({"value", "string-value", "date-value", "time-value", "boolean-value"})
DEEPEST = 20  # styles resting on one another


class CellLook(NamedTuple):
    """The look of one cell."""

    font: str = ""
    bold: bool = False
    hidden: bool = False
    formula: bool = False


class StyleLook(NamedTuple):
    """What a named style says; None where it leaves that to the style it rests on."""

    parent: str = ""
    font: str | None = None
    bold: bool | None = None
    struck: bool | None = None
    fill: str | None = None


@dataclass(kw_only=True, slots=True)
class Columns:
    """The columns of a table as they are declared: how many, hidden, with which style."""

    spans: list[tuple[int, int, bool, str]] = field(default_factory=list)

    def add(self, count: int, hidden: bool, style: str) -> None:
        """Append `count` columns."""
        first = self.spans[-1][1] + 1 if self.spans else 1
        self.spans.append((first, first + count - 1, hidden, style))

    def at(self, col: int) -> tuple[bool, str]:
        """Return (hidden, style) of a column."""
        return next(
            ((hidden, style) for first, last, hidden, style in self.spans if first <= col <= last),
            (False, ""),
        )


@dataclass(kw_only=True, slots=True)
class LookReader:
    """Gathers styles and, by the table's name, merges, the looks of cells that hold something and the formulas that hold
    no result; `most` cells in all."""

    most: int

    styles: dict[str, StyleLook] = field(default_factory=dict)
    fonts: dict[str, str] = field(default_factory=dict)
    tables: dict[str, dict[tuple[int, int], CellLook]] = field(default_factory=dict)
    table: dict[tuple[int, int], CellLook] = field(default_factory=dict)
    struck: dict[str, set[tuple[int, int]]] = field(default_factory=dict)
    crossed: set[tuple[int, int]] = field(default_factory=set)
    fills: dict[str, dict[tuple[int, int], str]] = field(default_factory=dict)
    coloured: dict[tuple[int, int], str] = field(default_factory=dict)
    merges: dict[str, list[Merge]] = field(default_factory=dict)
    merged: list[Merge] = field(default_factory=list)
    formulas: dict[str, dict[tuple[int, int], str]] = field(default_factory=dict)
    asked: dict[tuple[int, int], str] = field(default_factory=dict)
    names: LocalNames = field(default_factory=LocalNames)
    columns: Columns = field(default_factory=Columns)
    style: str = ""
    row: int = 0
    rows: int = 1
    col: int = 0
    row_hidden: bool = False
    row_style: str = ""
    at: tuple[int, int] | None = None  # the one cell whose text is open
    aside: bool = False  # inside a remark
    runs: list[Run] = field(default_factory=list)
    spans: list[bool] = field(default_factory=list)  # whether the stretches that are open are struck through
    left: dict[str, dict[tuple[int, int], str]] = field(default_factory=dict)
    texts: dict[tuple[int, int], str] = field(default_factory=dict)

    def start(self, tag: str, raw: dict[str, str]) -> None:
        """Take the beginning of an element."""
        name = self.names[tag]
        given = {self.names[key]: value for key, value in raw.items()}
        if name == "font-face":
            self.fonts[given.get("name", "")] = given.get("font-family", "").strip("'\"")
        elif name == "style":
            self.style = given.get("name", "")
            self.styles[self.style] = StyleLook(parent=given.get("parent-style-name", ""))
        elif name == "text-properties" and self.style:
            self._dress(given)
        elif name == "table-cell-properties" and self.style and "background-color" in given:
            fill = given["background-color"].removeprefix("#").removeprefix("transparent")
            self.styles[self.style] = self.styles[self.style]._replace(fill=fill)
        elif name == "table":
            self.table = self.tables.setdefault(given.get("name", ""), {})
            self.merged = self.merges.setdefault(given.get("name", ""), [])
            self.coloured = self.fills.setdefault(given.get("name", ""), {})
            self.crossed = self.struck.setdefault(given.get("name", ""), set())
            self.asked = self.formulas.setdefault(given.get("name", ""), {})
            self.texts = self.left.setdefault(given.get("name", ""), {})
            self.columns, self.row, self.rows = Columns(), 0, 1
        elif name == "table-column":
            hidden = given.get("visibility", "visible") != "visible"
            self.columns.add(
                _count(given, "number-columns-repeated"), hidden, given.get("default-cell-style-name", "")
            )
        elif name == "table-row":
            self.row, self.rows = self.row + self.rows, _count(given, "number-rows-repeated")
            self.rows, self.col = max(1, self.rows), 1
            self.row_hidden = given.get("visibility", "visible") != "visible"
            self.row_style = given.get("default-cell-style-name", "")
        elif name in {"table-cell", "covered-table-cell"} and self.tables:
            self._cell(given)
        elif name == "span":
            self.spans.append(self.dressed(given.get("style-name", ""))[2])
        elif name == "annotation":
            self.aside = True
        elif name == "p" and self.runs:
            self.runs.append(("\n", False))

    def end(self, tag: str) -> None:
        """Take the end of an element."""
        name = self.names[tag]
        if name == "style":
            self.style = ""
        elif name == "span" and self.spans:
            self.spans.pop()
        elif name == "annotation":
            self.aside = False
        elif name == "table-cell":
            self._end_text()

    def text(self, text: str) -> None:
        """Take a text: of those of which a part is struck through, what is left; the others are read elsewhere."""
        if self.at is not None and not self.aside:
            self.runs.append((text, bool(self.spans) and self.spans[-1]))

    def _end_text(self) -> None:
        left, part = left_of(self.runs)
        if part and self.at is not None and self.at not in self.crossed:
            self.crossed.add(self.at)
            self.texts[self.at] = left
        self.at = None
        self.runs.clear()

    def _dress(self, given: dict[str, str]) -> None:
        held = self.styles[self.style]
        font = given.get("font-name")
        family = given.get("font-family", "").strip("'\"")
        font = self.fonts.get(font, font) if font else family or held.font
        weight = given.get("font-weight")
        bold = (
            held.bold if weight is None else weight == "bold" or (weight.isdecimal() and int(weight) >= 600)
        )
        line = given.get("text-line-through-style") or given.get("text-line-through-type")
        struck = held.struck if line is None else line != "none"
        self.styles[self.style] = held._replace(font=font, bold=bold, struck=struck)

    def _cell(self, given: dict[str, str]) -> None:
        count = _count(given, "number-columns-repeated")
        holds = "value-type" in given or "formula" in given
        self.at = (
            (self.row, self.col) if given.get("value-type") == "string" and count == self.rows == 1 else None
        )
        if holds and count <= MOST_REPEATS and self.rows <= MOST_REPEATS:
            for col in range(self.col, self.col + count):
                hidden, of_column = self.columns.at(col)
                font, bold, struck, fill = self.dressed(
                    given.get("style-name") or self.row_style or of_column
                )
                look = CellLook(font, bold, hidden or self.row_hidden, "formula" in given)
                for row in range(self.row, self.row + self.rows):
                    self.table[row, col] = look
                    if struck:
                        self.crossed.add((row, col))
                    if fill:
                        self.coloured[row, col] = fill
            if "formula" in given and not _RESULTS.intersection(given) and count == self.rows == 1:
                self.asked[self.row, self.col] = as_in_xlsx(given["formula"])
            self.most -= count * self.rows
            if self.most < 0:
                raise TooManyCellsError
        wide, high = _count(given, "number-columns-spanned"), _count(given, "number-rows-spanned")
        if wide * high > 1 and count == self.rows == 1:
            self.most -= 1
            self.merged.append(Merge(self.row, self.col, self.row + high - 1, self.col + wide - 1))
        self.col += count

    def dressed(self, style: str) -> tuple[str, bool, bool, str]:
        """Return (font, bold, struck through, fill) of a style, looking through those it rests on."""
        font: str | None = None
        bold: bool | None = None
        struck: bool | None = None
        fill: str | None = None
        for _ in range(DEEPEST):
            held = self.styles.get(style)
            if held is None:
                break
            font, bold = (held.font if font is None else font), (held.bold if bold is None else bold)
            struck = held.struck if struck is None else struck
            fill = held.fill if fill is None else fill
            style = held.parent
        return font or "", bool(bold), bool(struck), fill or ""


def as_in_xlsx(formula: str) -> str:
    """Return a formula as .xlsx writes it: "of:=SUM([.C3:.C5];[.D1])" is "SUM(C3:C5,D1)"; other sheets keep their brackets."""
    return _PLACE.sub(lambda at: ":".join(filter(None, at.groups())), _PREFIX.sub("", formula)).replace(
        ";", ","
    )


def _count(given: dict[str, str], name: str) -> int:
    raw = given.get(name, "1")
    return max(1, int(raw)) if raw.isdecimal() and len(raw) < 8 else 1


def read_looks(path: Path, most: int) -> LookReader:
    """Return the looks and merges of a file of up to `most` cells that hold something, by the name of their table."""
    reader = LookReader(most=most)
    with zipfile.ZipFile(path) as archive:
        for part in ("styles.xml", "content.xml"):
            if part in archive.namelist():
                with archive.open(part) as source:
                    read_events(source, reader.start, reader.end, reader.text)
    return reader
