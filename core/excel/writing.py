"""Write a workbook: plain values in, one .xlsx file out.

A sheet is, from the top: free lines, rows of group heads, the row of column titles, the data, a row of totals, free
lines. Moments are written as their own clock shows them. Rows go out one by one, so memory does not grow with the sheet.
Text is always written as text: whatever a person typed, it never becomes a formula or a link, and no telephone number in
it leaves whole, in whatever cell it was typed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from core.excel.cells import Exact, Formula, Value, clean, said
from core.excel.looks import FILLED, LINE, Formats, Look, height_of, lines_of, print_scale
from core.values import frozen

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

__all__ = [
    "Column",
    "Exact",
    "Formula",
    "Look",
    "Sheet",
    "Span",
    "Value",
    "clean",
    "column_name",
    "write_workbook",
]

HIGHEST = 409  # points of a row, by Excel's limits
_LOOKS_LIVE = ("=", "+", "-", "@", "\t")


@dataclass(frozen=True, slots=True)
class Span:
    """Text over so many columns."""

    text: str
    look: Look
    columns: int = 1


@dataclass(frozen=True, slots=True)
class Column:
    """A column's title, its width in characters, and how its cells look."""

    title: str
    width: float
    look: Look = Look.TEXT


@frozen
class Sheet:
    """One sheet of plain values; `totals` is empty where there is no such row.

    `page_starts` are the columns at which a new printed page begins, the frozen ones repeated on it; without them the sheet
    is one page wide. A `single` one stands on one page, without filters.
    """

    name: str
    columns: tuple[Column, ...]
    rows: Sequence[Sequence[Value]]
    top: tuple[tuple[Span, ...], ...] = ()
    groups: tuple[tuple[Span, ...], ...] = ()
    totals: Sequence[Value] = ()
    below: tuple[tuple[Span, ...], ...] = ()
    frozen_columns: int = 0
    page_starts: tuple[int, ...] = ()
    single: bool = False

    @property
    def first_row(self) -> int:
        """The number, as Excel counts, of the first row of data."""
        return len(self.top) + len(self.groups) + 2


def column_name(index: int) -> str:
    """Return a column's letters: A for 0, AA for 26."""
    letters = ""
    number = index + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def write_workbook(
    sheets: Sequence[Sheet], target: BinaryIO | Path, *, title: str, author: str, made_at: datetime
) -> None:
    """Write the sheets into `target`; the same sheets and properties always give the same bytes.

    A file that cannot be made raises OSError.
    """
    if isinstance(target, Path):
        with target.open("wb") as file:
            write_workbook(sheets, file, title=title, author=author, made_at=made_at)
        return
    import xlsxwriter

    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_numbers": False,
        "strings_to_urls": False,
        "default_format_properties": {"font_name": "Times New Roman", "font_size": 11},
    }
    book = xlsxwriter.Workbook(target, options)
    moment = made_at.astimezone(UTC).replace(tzinfo=None, microsecond=0)
    book.set_properties({"title": said(title), "author": said(author), "created": moment})
    formats = Formats(book)
    for sheet in sheets:
        _write_sheet(book.add_worksheet(sheet.name), sheet, formats)
    book.close()


def _write_sheet(page: Worksheet, sheet: Sheet, formats: Formats) -> None:
    last = len(sheet.columns) - 1
    head_row = sheet.first_row - 2
    last_row = head_row + len(sheet.rows)
    _set_page(page, sheet, head_row, last_row)
    widths = [column.width for column in sheet.columns]
    row = 0
    for line in (*sheet.top, *sheet.groups):
        _write_line(page, row, line, widths, formats)
        row += 1
    titles = tuple(Span(column.title, Look.HEAD) for column in sheet.columns)
    _write_line(page, row, titles, widths, formats)
    if sheet.rows and not sheet.single:
        page.autofilter(head_row, 0, last_row, last)
    pens = _pens(sheet, formats)
    for values in sheet.rows:
        row += 1
        _write_row(page, row, values, pens)
    if sheet.totals:
        row += 1
        _write_row(page, row, sheet.totals, _pens(sheet, formats, "bold"))
    for line in sheet.below:
        row += 1
        _write_line(page, row, line, widths, formats)


def _set_page(page: Worksheet, sheet: Sheet, head_row: int, last_row: int) -> None:
    page.set_landscape()
    page.set_paper(9)  # A4
    page.set_margins(left=0.6, right=0.4, top=0.6, bottom=0.6)
    page.set_footer("&L&A&RTrang &P/&N")
    page.repeat_rows(len(sheet.top), head_row)
    if sheet.page_starts:
        widths = [column.width for column in sheet.columns]
        page.set_print_scale(print_scale(widths, sheet.page_starts, sheet.frozen_columns))
        page.set_v_pagebreaks(list(sheet.page_starts))
        if sheet.frozen_columns:
            page.repeat_columns(0, sheet.frozen_columns - 1)
    else:
        page.fit_to_pages(1, 1 if sheet.single else 0)
    page.freeze_panes(head_row + 1, sheet.frozen_columns)
    for index, column in enumerate(sheet.columns):
        page.set_column(index, index, column.width)
    if sheet.rows:
        # Codes of communes are text on purpose; no green corners on them.
        area = f"A{sheet.first_row}:{column_name(len(sheet.columns) - 1)}{last_row + 1}"
        page.ignore_errors({"number_stored_as_text": area})


def _write_line(
    page: Worksheet, row: int, line: Sequence[Span], widths: Sequence[float], formats: Formats
) -> None:
    height, column = 0.0, 0
    for span in line:
        text = said(span.text)
        end = column + span.columns - 1
        height = max(height, height_of(span.look, text, sum(widths[column : end + 1])))
        made = formats.of(span.look)
        boxed = span.look in {Look.HEAD, Look.HINT}
        if span.columns > 1 and (text or boxed):
            page.merge_range(row, column, row, end, "", made)
        if text:
            page.write_string(row, column, text, made)
        elif boxed:
            page.write_blank(row, column, None, made)
        column = end + 1
    if height:
        page.set_row(row, min(HIGHEST, height))


@dataclass(frozen=True, slots=True)
class _Pen:
    """One column's formats (as it is, for text that looks like a formula, for fractions) and how many letters fit."""

    plain: Any
    quoted: Any
    fraction: Any
    letters: float


def _pens(sheet: Sheet, formats: Formats, variant: str = "") -> list[_Pen]:
    return [
        _Pen(
            plain=formats.of(column.look, variant),
            quoted=formats.of(column.look, variant + "quoted"),
            fraction=formats.of(column.look, variant + "fraction" if column.look is Look.NUMBER else variant),
            letters=column.width * FILLED,
        )
        for column in sheet.columns
    ]


def _write_row(page: Worksheet, row: int, values: Sequence[Value], pens: Sequence[_Pen]) -> None:
    lines = 1
    for column, (value, pen) in enumerate(zip(values, pens, strict=True)):
        if value is None or value == "":
            page.write_blank(row, column, None, pen.plain)
        elif isinstance(value, str):
            live = value.startswith(_LOOKS_LIVE)
            text = value if isinstance(value, Exact) else said(value)
            page.write_string(row, column, text, pen.quoted if live else pen.plain)
            if len(value) > pen.letters or "\n" in value:
                lines = max(lines, lines_of(value, pen.letters))
        elif isinstance(value, Formula):
            number = _number(value.value)
            page.write_formula(
                row, column, value.text, pen.fraction if isinstance(number, float) else pen.plain, number
            )
        elif isinstance(value, datetime):
            page.write_datetime(row, column, value.replace(tzinfo=None), pen.plain)
        elif isinstance(value, date):
            page.write_datetime(row, column, value, pen.plain)
        else:
            number = _number(value)
            page.write_number(row, column, number, pen.fraction if isinstance(number, float) else pen.plain)
    if lines > 1:
        # Excel would find the height by itself, other programs and printers of the file do not.
        page.set_row(row, min(HIGHEST, LINE * lines))


def _number(value: Decimal | float) -> int | float:
    whole = int(value)
    return whole if value == whole else float(value)
