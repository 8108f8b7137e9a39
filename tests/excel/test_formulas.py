"""Formulas with and without a stored result: what was never calculated is calculated where it is plain, else without a
value, and never taken for nought."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
import xlwt

from core.excel.calculating import moved
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
        ([UNCALCULATED, UNCALCULATED], [120, 240], [2]),
        ([NOUGHT_ON_OPEN, NOUGHT_ON_OPEN], [120, 240], [2]),
        ([NOUGHT_ON_OPEN, UNCALCULATED], [120, 240], [2]),
        ([TWO_HUNDRED_FORTY, NOUGHT_ON_OPEN], [120, 240], [0]),
        ([UNCALCULATED, TWO_HUNDRED_FORTY], [120], [240]),
    ],
)
def test_xls_formulas_without_a_result_are_not_taken_for_nought(
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


PLAIN = {  # formula -> result beside A1:A3 = 1, 2, 3 and B1:B3 = 10
    "A1*B1": 10,
    "SUM(A1:A3)": 6,
    "SUM(A1,B1:B3)": 31,
    "A1+B1-2": 9,
    "$A$2*(B1+0.5)": 21,
    "-A2/2": -1,
    "C1": 10,
    "AVERAGE(A1:A3)": None,
    "TODAY()": None,
}


def test_plain_xls_formulas_are_calculated(tmp_path: Path) -> None:
    book: Any = xlwt.Workbook()
    sheet, other = book.add_sheet("Một"), book.add_sheet("Hai")
    for row, formula in enumerate([*PLAIN, "Hai!A1"]):
        if row < 3:
            sheet.write(row, 0, row + 1)
            sheet.write(row, 1, 10)
        sheet.write(row, 2, xlwt.Formula(formula))
    other.write(0, 0, 5)
    other.write(1, 0, xlwt.Formula("A1+A1"))
    book.save(str(tmp_path / "a.xls"))
    first, second = read_workbook(tmp_path / "a.xls", "a.xls").sheets
    assert [cell.value for cell in first.cells if cell.formula] == [*PLAIN.values(), None]
    assert [cell.value for cell in second.cells] == [5, 10]


def test_plain_ods_formulas_are_calculated_and_none_is_lost(tmp_path: Path) -> None:
    from odf.opendocument import OpenDocumentSpreadsheet
    from odf.table import Table, TableCell, TableRow

    asked = {
        "of:=[.A1]*[.B1]": 10,
        "of:=SUM([.A1:.A3])": 6,
        "of:=SUM([.$A$1];[.B1:.B3])": 31,
        "oooc:=[.A1]+[.B1]": 11,
        "msoxl:=SUM(A1:A3)": 6,
        "of:=AVERAGE([.A1:.A3])": None,
        "of:=[$Hai.A1]": None,
    }
    document, table = OpenDocumentSpreadsheet(), Table(name="Một")
    for number, formula in enumerate(asked):
        row = TableRow()
        for value in (number + 1, 10):
            row.addElement(TableCell(valuetype="float", value=value) if number < 3 else TableCell())
        row.addElement(TableCell(formula=formula))
        table.addElement(row)
    document.spreadsheet.addElement(table)
    document.save(str(tmp_path / "a.ods"))
    cells = read_workbook(tmp_path / "a.ods", "a.ods").sheets[0].cells
    assert [cell.value for cell in cells if cell.formula] == list(asked.values())


def test_a_formula_that_xlsx_cells_share_is_calculated_in_each(tmp_path: Path) -> None:
    write_xlsx(tmp_path / "first.xlsx", 0, 0, 0)
    shared = (
        '<c r="A2"><f t="shared" ref="A2:A4" si="0">A1+$A$1</f></c>',
        '<c r="A3"><f t="shared" si="0"/></c>',
        '<c r="A4"><f t="array" ref="A4">SUM(A1:A3)</f></c><c r="B4"><f t="array" ref="B4">SUM(A1:A2*A1:A2)</f></c>',
    )
    with zipfile.ZipFile(tmp_path / "first.xlsx") as old, zipfile.ZipFile(tmp_path / "a.xlsx", "w") as new:
        for name in old.namelist():
            text = old.read(name)
            if name.endswith("sheet1.xml"):
                for row, cell in enumerate(shared, start=2):
                    plain = f'<c r="A{row}"><f>A1+A1</f><v>0</v></c>'
                    assert plain in text.decode()
                    text = text.decode().replace(plain, cell).encode()
            new.writestr(name, text)
    cells = read_workbook(tmp_path / "a.xlsx", "a.xlsx").sheets[0].cells
    assert [cell.value for cell in cells] == [120, 240, 360, 720, None]


@pytest.mark.parametrize(
    ("formula", "down", "right", "there"),
    [
        ("A1*$B$1", 2, 1, "B3*$B$1"),
        ("SUM(A$1:$B2)", 1, 1, "SUM(B$1:$B3)"),
        ("A1", -1, 0, ""),
        ("LOG10(A1)", 1, 0, "LOG10(A2)"),
    ],
)
def test_a_shared_formula_reads_as_from_its_own_cell(formula: str, down: int, right: int, there: str) -> None:
    assert moved(formula, down, right) == there
