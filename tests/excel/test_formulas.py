"""Formulas with and without a stored result: what was never calculated has no value, and is never taken for nought."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
import xlwt

from tests.excel.whole import read_workbook

UNCALCULATED = (
    b"\x03\x00\x00\x00\x00\x00\xff\xff\x00\x00"  # an empty text, no flags: as xlwt leaves a formula
)
NOUGHT_ON_OPEN = bytes(8) + b"\x03\x00"  # nought, to be calculated on opening: as PhpSpreadsheet leaves it
TWO_HUNDRED_FORTY = b"\x00\x00\x00\x00\x00\x00\x6e\x40\x00\x00"


def write_xls(path: Path, *results: bytes) -> None:
    """Write 120, then a formula for each result, the last on a second sheet."""
    book: Any = xlwt.Workbook()
    first, second = book.add_sheet("Một"), book.add_sheet("Hai")
    first.write(0, 0, 120)
    for row in range(1, len(results)):
        first.write(row, 0, xlwt.Formula("A1+A1"))
    second.write(0, 0, xlwt.Formula("1+1"))
    book.save(str(path))
    content = path.read_bytes()
    parts = content.split(UNCALCULATED)
    assert len(parts) == len(results) + 1
    path.write_bytes(b"".join(part + result for part, result in zip(parts, (*results, b""), strict=True)))


@pytest.mark.parametrize(
    ("results", "first", "second"),
    [
        ([UNCALCULATED, UNCALCULATED], [120, None], [None]),
        ([NOUGHT_ON_OPEN, NOUGHT_ON_OPEN], [120, None], [None]),
        ([NOUGHT_ON_OPEN, UNCALCULATED], [120, None], [None]),
        ([TWO_HUNDRED_FORTY, NOUGHT_ON_OPEN], [120, 240], [0]),
        ([UNCALCULATED, TWO_HUNDRED_FORTY], [120], [240]),
    ],
)
def test_xls_formulas_without_a_result_have_no_value(
    tmp_path: Path, results: list[bytes], first: list[int | None], second: list[int | None]
) -> None:
    write_xls(tmp_path / "a.xls", *results)
    sheets = read_workbook(tmp_path / "a.xls", "a.xls").sheets
    assert [[cell.value for cell in sheet.cells] for sheet in sheets] == [first, second]
    assert all(cell.formula for sheet in sheets for cell in sheet.cells if cell.value is None)


def test_an_xls_error_comes_as_it_is_shown(tmp_path: Path) -> None:
    write_xls(tmp_path / "a.xls", b"\x02\x00\x07\x00\x00\x00\xff\xff\x00\x00", TWO_HUNDRED_FORTY)
    assert [cell.value for cell in read_workbook(tmp_path / "a.xls", "a.xls").sheets[0].cells] == [
        120,
        "#DIV/0!",
    ]


def write_xlsx(path: Path, *values: int) -> None:
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet()
    sheet.write(0, 0, 120)
    for row, value in enumerate(values, start=1):
        sheet.write_formula(row, 0, "=A1+A1", None, value)
    book.close()


@pytest.mark.parametrize(
    ("values", "expected"),
    [([0, 0], [120, 240, 240]), ([240, 0], [120, 240, 0])],
)
def test_xlsx_noughts_of_a_file_never_calculated_are_not_taken_for_results(
    tmp_path: Path, values: list[int], expected: list[int | None]
) -> None:
    write_xlsx(tmp_path / "a.xlsx", *values)
    assert [cell.value for cell in read_workbook(tmp_path / "a.xlsx", "a.xlsx").sheets[0].cells] == expected
