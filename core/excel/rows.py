"""Write rows of data straight into a sheet's XML.

`xlsxwriter` asks a dozen questions for each cell that have one answer for a whole column: four fifths of a long list's
time. Here a column's part of a cell is made once, a repeated text once. All else of the workbook stays the library's; the
XML is the one it writes itself, which a test holds beside its own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import Any

from core.excel.cells import Exact, Formula, Value, clean, said
from core.excel.looks import LINE, lines_of

HIGHEST = 409  # points of a row, by Excel's limits
_ESCAPE = re.compile("(_x[0-9a-fA-F]{4}_)")  # what Excel would read as a letter by its number
_LOOKS_LIVE = ("=", "+", "-", "@", "\t")


@dataclass(frozen=True)
class Pen:
    """One column: its letters, its formats (plain, for text that looks like a formula, for fractions), its width."""

    column: str
    plain: Any
    quoted: Any
    fraction: Any
    letters: float

    @cached_property
    def start(self) -> str:
        """What a cell begins with, up to its row's number."""
        return f'<c r="{self.column}'

    @cached_property
    def as_plain(self) -> str:
        """How a cell names its format; the library numbers formats when they are first used."""
        return f'" s="{self.plain._get_xf_index()}"'

    @cached_property
    def as_quoted(self) -> str:
        """The same for text that looks like a formula."""
        return f'" s="{self.quoted._get_xf_index()}"'

    @cached_property
    def as_fraction(self) -> str:
        """The same for a number that is not whole."""
        return f'" s="{self.fraction._get_xf_index()}"'


class Rows:
    """Writes one sheet's rows in their order; the library's own calls may come before and after."""

    def __init__(self, page: Any, pens: Sequence[Pen]) -> None:
        self._page = page
        self._pens = pens

    def write(self, row: int, values: Sequence[Value]) -> None:
        """Write a row of values, as high as its longest text needs."""
        self._page._write_single_row(row)  # what the library still holds of the row before
        number, cells, lines = str(row + 1), [], 1
        for value, pen in zip(values, self._pens, strict=True):
            if value is None or value == "":
                cells.append(f"{pen.start}{number}{pen.as_plain}/>")
            elif isinstance(value, str):
                style = pen.as_quoted if value.startswith(_LOOKS_LIVE) else pen.as_plain
                inner = _exact_inline(value) if isinstance(value, Exact) else _inline(value)
                cells.append(f'{pen.start}{number}{style} t="inlineStr">{inner}</c>')
                if len(value) > pen.letters or "\n" in value:
                    lines = max(lines, lines_of(value, pen.letters))
            elif isinstance(value, Formula):
                figure, style = _figure(value.value, pen)
                formula = _marked_up(self._page._prepare_formula(value.text))
                cells.append(f"{pen.start}{number}{style}><f>{formula}</f><v>{figure}</v></c>")
            elif isinstance(value, date):
                cells.append(f"{pen.start}{number}{pen.as_plain}><v>{self._day(value):.16G}</v></c>")
            else:
                figure, style = _figure(value, pen)
                cells.append(f"{pen.start}{number}{style}><v>{figure:.16G}</v></c>")
        self._put(row, number, "".join(cells), lines)

    def _day(self, value: date) -> float:
        """Return a day or a moment, on its own clock, as a workbook counts them."""
        moment = value.replace(tzinfo=None) if isinstance(value, datetime) else value
        serial: float = _serial(self._page._convert_date_time, moment)
        return serial

    def _put(self, row: int, number: str, cells: str, lines: int) -> None:
        page = self._page
        page._check_dimensions(row, 0)
        page._check_dimensions(row, len(self._pens) - 1)
        page.fh.write(f'<row r="{number}"{_height(lines)}>{cells}</row>')


@lru_cache(maxsize=1024)
def _serial(convert: Any, moment: date) -> Any:
    return convert(moment)


@lru_cache(maxsize=256)
def _height(lines: int) -> str:
    """Return how a row says its height; Excel would find it by itself, other programs and printers of the file do not."""
    if lines == 1:
        return ""
    pixels = int(min(HIGHEST, LINE * lines) * 4 / 3)
    return f' ht="{pixels * 0.75:.16g}" customHeight="1"'


def _figure(value: Decimal | float, pen: Pen) -> tuple[int | float, str]:
    whole = int(value)
    return (whole, pen.as_plain) if value == whole else (float(value), pen.as_fraction)


@lru_cache(maxsize=8192)  # names of places and types stand in thousands of rows
def _inline(text: str) -> str:
    return _element(said(text))


@lru_cache(maxsize=1024)
def _exact_inline(text: str) -> str:
    return _element(clean(text))


def _element(text: str) -> str:
    space = ' xml:space="preserve"' if text[:1].isspace() or text[-1:].isspace() else ""
    return f"<is><t{space}>{_escaped(text)}</t></is>"


def _escaped(text: str) -> str:
    return _marked_up(_ESCAPE.sub(r"_x005F\1", text))


def _marked_up(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
