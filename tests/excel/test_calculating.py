"""Formulas that no program has calculated: plain ones come with Excel's result, all others stay without a value."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.formula import ArrayFormula

from core.excel.book import Cell
from core.excel.calculating import LONGEST_FORMULA, calculated
from tests.excel.whole import read_workbook

# F4 and F5 = texts for nought, F6 = 7, B4 = 12, C4 = 3.5, B5 = a dash, B6 = text, B7 blank, B8 = 100, D4 = a formula
CELLS: dict[tuple[int, int], Any] = {
    (4, 2): 12,
    (4, 3): 3.5,
    (5, 2): "-",
    (6, 2): "02 cái",
    (8, 2): 100,
    (4, 6): "không",
    (5, 6): "0",
    (6, 6): 7,
}


def _value(formula: str, **more: str) -> Any:
    formulas = {(10, 1): formula, (4, 4): "=B4*2", **{_at(name): text for name, text in more.items()}}
    asked = [Cell(row, col, None, formula=True) for row, col in formulas]
    plain = [Cell(row, col, value) for (row, col), value in CELLS.items()]
    found = calculated(sorted([*plain, *asked]), formulas)
    return next(cell.value for cell in found if (cell.row, cell.col) == (10, 1))


def _at(name: str) -> tuple[int, int]:
    return int(name[1:]), ord(name[0]) - 64


@pytest.mark.parametrize(
    ("formula", "result"),
    [
        ("=B4", 12),
        ("B4+C4", 15.5),
        ("=$B$4 + b8", 112),
        ("=B4+B7", 12),
        ("=B4*2-B8/4", -1),
        ("=-(B4-2)*3", -30),
        ("=SUM(B4:B5)", 12),
        ("=SUM(B4,B8,3)", 115),
        ("=SUM(B4:C4;B8)", None),
        ("=SUM(B8:B7)+SUM(C4:B4)", 115.5),
        ("=D4+1", 25),
        ("=5+3", 8),
        ("=0.1+0.2", 0.3),
        ("=SUM(B4)/3", 4),
        ("=SUM(F4:F6)", 7),
    ],
)
def test_plain_formulas_are_calculated(formula: str, result: float | None) -> None:
    assert _value(formula) == result


@pytest.mark.parametrize(
    "formula",
    [
        "=B7",  # blank is unknown, not nought
        "=SUM(B7:B7)",
        "=B7*2",
        "=B5+1",  # a dash in arithmetic is an error to Excel
        "=B6",
        "=F4+F6",
        "=SUM(B4:B8)",  # a text in the range may hide a number
        "=B4/0",
        "=B4/B7",
        "=A10",  # itself
        "=E1",  # a circle of two
        "=Trang2!B4",
        "='Trang 2'!B4",
        "=[1]Sheet1!B4",
        "=IF(B4>0,1,2)",
        "=SUBTOTAL(9,B4:B5)",
        "=SUMIF(B4:B5,1)",
        "=ROUND(C4,0)",
        "=B4^2",
        "=B4%",
        "=B4&C4",
        "=B:B",
        "=4:5",
        "=SUM(A1:XFD1048576)",
        "=SUM()",
        "=SUM(B4:C4",
        "=B4+",
        "=B4 B8",
        "=TONG",
        "=ZZZ1+B4",
        '=cmd|"/c calc"!A1',
        '=HYPERLINK("http://x.vn","12")',
        '=WEBSERVICE("http://x.vn")',
        "=" + "(" * 200 + "B4" + ")" * 200,
        "=" + "-" * 200 + "B4",
        "=B4" + "+1" * LONGEST_FORMULA,
        "=99999999999*99999999999",
        "",
    ],
)
def test_all_else_stays_without_a_value(formula: str) -> None:
    assert _value(formula, E1="=F1", F1="=E1+1") is None


def test_a_cell_that_a_merge_covers_counts_for_nobody() -> None:
    cells = [Cell(1, 1, 5), Cell(3, 1, None, formula=True)]
    assert calculated(cells, {(3, 1): "=SUM(A1:A2)"})[-1].value == 5
    assert calculated(cells, {(3, 1): "=SUM(A1:A2)"}, frozenset({(2, 1)}))[-1].value is None


def test_bombs_of_formulas_end_soon() -> None:
    down = {(row, 1): f"=A{row + 1}+A{row + 1}" for row in range(1, 4_000)}
    running = {(row, 2): f"=SUM(C$1:C{row})" for row in range(1, 4_000)}
    cells = [Cell(row, col, None, formula=True) for row, col in sorted({**down, **running})]
    cells += [Cell(row, 3, 1) for row in range(1, 4_000)]
    begun = time.process_time()
    found = calculated(cells, {**down, **running})
    assert time.process_time() - begun < 4
    assert [cell.value for cell in found if cell.col == 2][:3] == [1, 2, 3]


def test_numbers_in_order_run_on_over_a_long_list() -> None:
    formulas = {(row, 1): f"=A{row - 1}+1" for row in range(2, 5_000)}
    cells = [Cell(1, 1, 1), *(Cell(row, 1, None, formula=True) for row in range(2, 5_000))]
    assert calculated(cells, formulas)[-1].value == 4_999


def test_a_workbook_saved_by_another_program_is_calculated(tmp_path: Path) -> None:
    book = Workbook()
    sheet: Any = book.active
    for row in ([12, "=A1*2", "=SUM(A1:B1)"], ["=A1+A1", "=NOW()", "=IF(A1>1,5,6)"]):
        sheet.append(row)
    sheet["D1"] = ArrayFormula("D1:D2", "=A1:A2*2")
    book.save(tmp_path / "a.xlsx")
    cells = read_workbook(tmp_path / "a.xlsx", "a.xlsx").sheets[0].cells
    assert [(cell.value, cell.formula) for cell in cells] == [
        (12, False),
        (24, True),
        (36, True),
        (None, True),
        (24, True),
        (None, True),
        (None, True),
    ]
