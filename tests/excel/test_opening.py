"""The look for what Excel would repair finds it where it is planted: a look that finds nothing proves nothing."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest

from core.clock import now
from core.excel.writing import Column, Formula, Look, Sheet, Span, write_workbook
from tests.excel.opening import faults, parts_of

COLUMNS = (Column("Xã", 20), Column("Số", 10, Look.NUMBER))
SHEETS = [
    Sheet(
        name=name,
        columns=COLUMNS,
        rows=[["Xã Bình Minh", 1], ["x" * 40_000, 2.5]],
        top=((Span("Đầu trang", Look.TITLE, 2),),),
        totals=["Cộng", Formula("=SUM(B3:B4)", 3)],
    )
    for name in ("Trang, một", "Trang hai")
]


def made() -> bytes:
    """Return a small workbook of two sheets."""
    file = BytesIO()
    write_workbook(SHEETS, file, title="Thử", author="UBND", made_at=now())
    return file.getvalue()


def test_what_the_writer_makes_opens_in_silence() -> None:
    assert faults(made()) == []


SHEET, BOOK = "xl/worksheets/sheet1.xml", "xl/workbook.xml"


@pytest.mark.parametrize(
    ("part", "was", "planted", "fault"),
    [
        (SHEET, "<t>", "<t>\x0b", "not well-formed"),
        (SHEET, "Xã Bình Minh", "x" * 33_000, "too long"),
        (SHEET, '<mergeCell ref="A1:B1"/>', '<mergeCell ref="A1:B1"/><mergeCell ref="B1:C1"/>', "overlap"),
        (SHEET, '<mergeCell ref="A1:B1"/>', '<mergeCell ref="A2:B2"/>', "in the filter"),
        (SHEET, "<v>1</v>", "<v>nan</v>", "no number"),
        (SHEET, "<f>SUM(B3:B4)</f>", "<f>TONG(B3:B4)</f>", "not there"),
        (SHEET, "<f>SUM(B3:B4)</f>", "<f>SUM('Khác'!B3)</f>", "not there"),
        (SHEET, "<sheetData>", "<pageMargins/><sheetData>", "out of order"),
        (BOOK, "Trang hai", "trang, MỘT", "two sheets"),
        (BOOK, "Trang hai", "Trang/hai", "no name"),
        (BOOK, "Trang hai", "T" * 32, "no name"),
        ("[Content_Types].xml", "/xl/styles.xml", "/xl/other.xml", "named but not there"),
    ],
)  # fmt: skip
def test_each_planted_fault_is_found(part: str, was: str, planted: str, fault: str) -> None:
    parts = parts_of(made())
    assert was.encode() in parts[part]
    parts[part] = parts[part].replace(was.encode(), planted.encode())
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    assert any(fault in one for one in faults(file.getvalue())), faults(file.getvalue())
