"""Number formats that write words: the cell is read as people see it."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
import xlwt

from core.excel.from_xls import read_xls
from core.excel.from_xlsx import read_xlsx
from core.excel.limits import DEFAULT_LIMITS
from core.excel.number_words import as_shown, writes_words

# A number and its format -> what people see, None where it is the number alone.
SHOWN = {
    (12, '0" nghìn"'): "12 nghìn",
    (12_000, '#,##0," nghìn"'): "12 nghìn",
    (1_500_000, '0.0,," triệu"'): "1,5 triệu",
    (2400, '#,##0" kg"'): "2400 kg",
    (2.5, '#,##0.0\\ "tấn"'): "2,5 tấn",
    (2.345, '0.000" tấn"'): "2,3450 tấn",
    (12, "[Red]0\\ \\c\\á\\i"): "12 cái",
    (12, 'General" người"'): "12 người",
    (1, '"Thôn "0'): "Thôn 1",
    (0, '0" cái";;"không"'): "không",
    (-3, '0" cái";"thiếu "0'): "thiếu -3",
    (1_500_000, '[>=1000000]0.0,," triệu";0'): "1,5 triệu",
    (15, '[>=1000000]0.0,," triệu";0'): None,
    (15, '[>100]0" kg"'): None,
    (3, "[$-42A]#,##0"): None,
    (3, "_-* #,##0\\ _đ_-"): None,
    (3, '#,##0\\ "₫"'): None,
    (3, "0%"): None,
    (3, "@"): None,
    (3, "General"): None,
    (3, "00"): None,
    (3, "0.00E+00"): None,
    (3, '0"' + "x" * 300 + '"'): None,
    (float("inf"), '0" kg"'): None,
}


@pytest.mark.parametrize(("number", "shown"), SHOWN.items())
def test_a_number_reads_as_its_format_writes_it(number: tuple[float, str], shown: str | None) -> None:
    value, code = number
    assert as_shown(value, code) == shown
    assert shown is None or writes_words(code)


@pytest.mark.parametrize("code", ["dd/mm/yyyy", "[$-42A]#,##0", "_(* #,##0_)", "General", "", '0"."'])
def test_most_formats_write_no_words(code: str) -> None:
    assert not writes_words(code)


def test_cells_of_both_formats_read_as_they_are_shown(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    old = xlwt.Workbook()
    page = old.add_sheet("Sheet")
    cells: list[tuple[int | str, str]] = [
        (12, '0" nghìn"'),
        (12, "0"),
        (45_000, '"ngày "dd/mm'),
        ("x", '0" kg"'),
    ]
    for row, (value, code) in enumerate(cells, start=1):
        cell = sheet.cell(row, 1, value)
        cell.number_format = code
        page.write(row - 1, 0, value, xlwt.easyxf(num_format_str=code))
    sheet.cell(5, 1, "=SUM(A1:A2)").number_format = '0" nghìn"'
    book.save(tmp_path / "a.xlsx")
    old.save(str(tmp_path / "a.xls"))
    new = [cell.value for cell in read_xlsx(tmp_path / "a.xlsx", DEFAULT_LIMITS).sheets[0].cells]
    assert new[:2] == ["12 nghìn", 12]
    assert not isinstance(new[2], str)
    assert new[3:] == ["x", "24 nghìn"]  # sums are calculated from the numbers, before they are words
    before = [cell.value for cell in read_xls(tmp_path / "a.xls", DEFAULT_LIMITS).sheets[0].cells]
    assert before[:2] == ["12 nghìn", 12]
    assert not isinstance(before[2], str)
