"""The direct reader of .xlsx gives what openpyxl gives, and reads what odd programs write."""

from __future__ import annotations

import datetime as dt
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter

from core.excel.book import Cell, Merge
from core.excel.covered import SMALL, without_covered
from core.excel.errors import WorkbookUnreadableError
from core.excel.number_words import as_shown
from core.excel.xlsx_styles import is_date_code
from tests.excel.whole import read_workbook

FORMATS = ("General", "@", "0.00", "dd/mm/yyyy", "h:mm", "[h]:mm", "[ss]", "#,##0 \"ngày\"", "#,##0\\ \\d", "[$-42A]d mmmm yyyy", "[Red]0;dd", "_d0", "mm:ss.0", "[$đ-42A]#,##0")  # fmt: skip
SERIALS = (0, 0.25, 0.999999999, 1, 59, 60, 61, 45000.123456, -0.5, 1e10)


def write_trying(path: Path, *, from_1904: bool) -> None:
    book: Any = xlsxwriter.Workbook(path, {"default_date_format": "dd/mm/yy", "date_1904": from_1904})
    sheet = book.add_worksheet("Biểu & <1>")
    for row, code in enumerate(FORMATS):
        look = book.add_format({"num_format": code, "bold": row % 2, "font_name": ".VnTime"})
        for col, serial in enumerate(SERIALS):
            sheet.write_number(row, col, serial, look)
    for number in range(14, 50):
        look = book.add_format()
        look.set_num_format(number)
        sheet.write_number(20, number, 45000.5, look)
    bold = book.add_format({"bold": True})
    sheet.write_rich_string(30, 0, "Áo ", bold, "phao ", "cứu sinh")
    sheet.write_string(30, 2, "  hai \n dòng _x000D_ ")
    sheet.write_boolean(30, 3, True)
    sheet.write_formula(31, 0, "=1+1", bold, 2)
    sheet.write_formula(31, 1, '="a"', None, "a")
    sheet.write_formula(31, 2, "=1/0", None, "#DIV/0!")
    sheet.merge_range(40, 0, 42, 3, "gộp", bold)
    sheet.write(41, 1, "che khuất")
    sheet.set_row(20, None, None, {"hidden": True})
    sheet.set_column(3, 4, 10, None, {"hidden": True})
    book.add_worksheet("ẩn").hide()
    book.close()


def _seen(cell: Any) -> object:
    """Return a value as openpyxl reads it, in the words that its format writes beside it."""
    if isinstance(cell.value, dt.timedelta):
        return str(cell.value)
    counted = type(cell.value) in {int, float}
    return (as_shown(cell.value, cell.number_format) if counted else None) or cell.value


@pytest.mark.parametrize("from_1904", [False, True])
@pytest.mark.filterwarnings("ignore:Cell .* is marked as a date")
def test_same_values_fonts_and_merges_as_openpyxl(tmp_path: Path, from_1904: bool) -> None:
    path = tmp_path / "a.xlsx"
    write_trying(path, from_1904=from_1904)
    ours = read_workbook(path, "a.xlsx").sheets
    theirs: Any = openpyxl.load_workbook(path, data_only=True)
    assert [(sheet.name, sheet.state) for sheet in ours] == [("Biểu & <1>", "visible"), ("ẩn", "hidden")]
    sheet = theirs.worksheets[0]
    expected = {
        (cell.row, cell.column): (_seen(cell), cell.font.name, cell.font.b)
        for row in sheet.iter_rows() for cell in row if cell.value is not None
    }  # fmt: skip
    found = {(cell.row, cell.col): (cell.value, cell.font, cell.bold) for cell in ours[0].cells}
    assert found == expected
    assert [type(value[0]) for value in found.values()] == [type(expected[at][0]) for at in found]
    assert ours[0].merges == (Merge(41, 1, 43, 4),)
    assert all(cell.hidden == (cell.row == 21 or cell.col in {4, 5}) for cell in ours[0].cells)


ODD_SHEET = (
    '<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:sheetData>'
    '<x:row><x:c t="inlineStr"><x:is><x:t>a &amp; b</x:t></x:is></x:c><x:c><x:v>5</x:v></x:c><x:c t="d"><x:v>2024-01-02</x:v></x:c></x:row>'
    '<x:row r="4"><x:c r="B4"><x:v>1E3</x:v></x:c><x:c r="A4"><x:f>NOW()</x:f></x:c><x:c r="C4"><x:v>1,5</x:v></x:c><x:c r="D4" t="str"><x:f>""</x:f><x:v></x:v></x:c></x:row>'
    '<x:row r="3"><x:c r="A3" t="inlineStr"><x:is><x:r><x:t>p</x:t></x:r><x:r><x:t> q</x:t></x:r><x:rPh><x:t>NO</x:t></x:rPh></x:is></x:c></x:row>'
    '</x:sheetData><x:mergeCells><x:mergeCell ref="A:C"/></x:mergeCells></x:worksheet>'
)  # fmt: skip


def _replace_sheet(path: Path, sheet: bytes) -> None:
    write_trying(path, from_1904=False)
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, sheet if name == "xl/worksheets/sheet1.xml" else content)


def test_prefixes_missing_addresses_and_order_do_not_matter(tmp_path: Path) -> None:
    _replace_sheet(tmp_path / "a.xlsx", ODD_SHEET.encode())
    sheet = read_workbook(tmp_path / "a.xlsx", "a.xlsx").sheets[0]
    assert [(cell.row, cell.col, cell.value, cell.formula) for cell in sheet.cells] == [
        (1, 1, "a & b", False),
        (1, 2, 5, False),
        (1, 3, dt.date(2024, 1, 2), False),
        (3, 1, "p q", False),
        (4, 1, None, True),
        (4, 2, 1000.0, False),
        (4, 3, "1,5", False),  # no number by the standard; its words are kept
        # D4, a formula whose result is an empty text, is blank
    ]
    assert sheet.merges == ()


def test_coded_characters_are_themselves_again(tmp_path: Path) -> None:
    book: Any = xlsxwriter.Workbook(tmp_path / "a.xlsx")
    book.add_worksheet().write_row(0, 0, ["C\x12NG", "Áo phao\r\n(cái)", "giữ _x000D_"])  # VPS for "CỘNG"
    book.close()
    cells = read_workbook(tmp_path / "a.xlsx", "a.xlsx").sheets[0].cells
    assert [cell.value for cell in cells] == ["C\x12NG", "Áo phao\r\n(cái)", "giữ _x000D_"]


def test_declared_entities_are_refused_wherever_they_stand(tmp_path: Path) -> None:
    bomb = (
        "<!--" + " " * 5000 + '--><!DOCTYPE x [<!ENTITY a "aaaa">]>' + ODD_SHEET.replace("a &amp; b", "&a;")
    )
    _replace_sheet(tmp_path / "a.xlsx", bomb.encode())
    with pytest.raises(WorkbookUnreadableError):
        read_workbook(tmp_path / "a.xlsx", "a.xlsx")


@pytest.mark.parametrize(
    "height", [2, SMALL, 1_000_000], ids=["small", "of many squares", "beyond all cells"]
)
def test_what_a_merge_covers_is_not_seen(height: int) -> None:
    """Whichever way the covered places are found, the corner and all outside stay."""
    cells = [Cell(row, col, row) for row in range(1, 4_101) for col in (1, 2, 3)]
    merges = [Merge(2, 1, height + 1, 2), Merge(1, 3, 1, 4)]
    left = {(cell.row, cell.col) for cell in without_covered(cells, merges)}
    assert left == {
        (cell.row, cell.col) for cell in cells if cell.col == 3 or cell.row in (1, *range(height + 2, 4_101))
    } | {(2, 1)}


def test_letters_in_quotes_brackets_and_after_a_stroke_make_no_date() -> None:
    assert [code for code in FORMATS if is_date_code(code)] == ["dd/mm/yyyy", "h:mm", "[h]:mm", "[ss]", "[$-42A]d mmmm yyyy", "mm:ss.0"]  # fmt: skip
