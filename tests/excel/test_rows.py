"""Rows written straight into a sheet's XML are those the library writes itself, and no typed text becomes markup."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

import xlsxwriter
from openpyxl import load_workbook

from core.clock import now
from core.excel.cells import Exact, Formula, Value, said
from core.excel.looks import LINE, Formats, Look, lines_of
from core.excel.rows import HIGHEST, Pen, Rows
from core.excel.writing import Column, Sheet, Span, column_name, write_workbook

TEXTS = ("Áo phao", "a & b < c > \"d\"", " đầu", "cuối ", "một\nhai\tba", "=1+1", "-5", "@x", "_x0041_", "\x0bđen",
         "gọi 0905124096 nhé", "🚤" * 20_000, "chữ " * 40, "", "x" * 33_000)  # fmt: skip
ROWS: list[Sequence[Value]] = [
    *((text, Decimal(number), date(2026, 11, number + 1)) for number, text in enumerate(TEXTS)),
    (None, Decimal("2.125"), datetime(2026, 11, 28, 23, 30, tzinfo=UTC)),
    (Exact("0905124096"), 1_234_567, None),
    ("Cộng", Formula("=SUM(B1:B9)&{1}", Decimal("2.5")), Formula('=IF(A1<>"",1,0)', 1)),
    ("dài " * 3_000, -3.5, None),
]
LOOKS = (Look.TEXT, Look.NUMBER, Look.DAY)
OPTIONS = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}


def number_of(value: Any) -> int | float:
    whole = int(value)
    return whole if value == whole else float(value)


def by_the_library(page: Any, pens: Sequence[Pen]) -> None:
    """Write the rows with the library's own calls alone."""
    for row, values in enumerate(ROWS, start=1):
        lines = 1
        for column, (value, pen) in enumerate(zip(values, pens, strict=True)):
            if value is None or value == "":
                page.write_blank(row, column, None, pen.plain)
            elif isinstance(value, str):
                live = value.startswith(("=", "+", "-", "@", "\t"))
                text = value if isinstance(value, Exact) else said(value)
                page.write_string(row, column, text, pen.quoted if live else pen.plain)
                lines = max(lines, lines_of(value, pen.letters))
            elif isinstance(value, Formula):
                number = number_of(value.value)
                pen_of = pen.fraction if isinstance(number, float) else pen.plain
                page.write_formula(row, column, value.text, pen_of, number)
            elif isinstance(value, date):
                moment = value.replace(tzinfo=None) if isinstance(value, datetime) else value
                page.write_datetime(row, column, moment, pen.plain)
            else:
                number = number_of(value)
                page.write_number(
                    row, column, number, pen.fraction if isinstance(number, float) else pen.plain
                )
        if lines > 1:
            page.set_row(row, min(HIGHEST, LINE * lines))


def sheet_of(*, ours: bool) -> bytes:
    """Return the XML of a sheet with a title before and a line after the rows."""
    file = BytesIO()
    book = xlsxwriter.Workbook(file, OPTIONS)
    formats, page = Formats(book), book.add_worksheet()
    pens = [
        Pen(
            column=column_name(index),
            plain=formats.of(look),
            quoted=formats.of(look, "quoted"),
            fraction=formats.of(look, "fraction" if look is Look.NUMBER else ""),
            letters=20,
        )
        for index, look in enumerate(LOOKS)
    ]
    page.write_string(0, 0, "Đầu trang", formats.of(Look.TITLE))
    if ours:
        data = Rows(page, pens)
        for row, values in enumerate(ROWS, start=1):
            data.write(row, values)
    else:
        by_the_library(page, pens)
    page.write_string(len(ROWS) + 1, 0, "Cuối trang", formats.of(Look.BARE))
    book.close()
    with zipfile.ZipFile(file) as parts:
        return parts.read("xl/worksheets/sheet1.xml")


def test_rows_are_those_the_library_writes() -> None:
    assert sheet_of(ours=True) == sheet_of(ours=False)


def test_no_typed_text_becomes_markup() -> None:
    """The library takes text between these marks for markup of its own."""
    typed = '<r><t>x</t></r></is></c><c r="B9"><v>9</v></c><r></r>'
    file = BytesIO()
    sheet = Sheet(
        name="Thử",
        columns=(Column("Ghi chú", 30), Column("Số", 9)),
        rows=[[typed, None]],
        below=((Span(typed, Look.BARE),),),
    )
    write_workbook([sheet], file, title="Thử", author="UBND", made_at=now())
    page = load_workbook(file).active
    assert page is not None
    assert page["A2"].value == typed
    assert page["B2"].value is None
    assert str(page["A3"].value).strip() == typed
    assert page.max_row == 3
