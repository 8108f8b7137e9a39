"""Tables of communes in parts ("A. HIỆN CÓ", "B. NHU CẦU") and with lines below each commune ("- UBND xã", "- Nhân dân")."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from importers.rules.results import Recognition, RowStatus
from tests.rules.importers.conftest import make_sheet

Read = Callable[..., Recognition]
Rows = list[list[Any]]
TOP: Rows = [["TỔNG HỢP TRANG BỊ"], ["TT", "Đơn vị", "Áo phao (cái)", "Xe múc (xe)"]]
ONE, TWO = "Xã Bình Minh", "Xã Bình Chương"


def _parts(first: list[Any], second: list[Any]) -> Rows:
    return [*TOP, first, [1, ONE, 10, 2], [2, TWO, 20, 3], second, [1, ONE, 30, 1], [2, TWO, 40, 1]]


def _taken(found: Recognition) -> set[str]:
    return {row.cell for row in found.rows if row.status is RowStatus.ACCEPTED}


BOTH, FIRST, SECOND = {"C4", "D4", "C5", "D5", "C7", "D7", "C8", "D8"}, {"C4", "D4", "C5", "D5"}, {"C7", "D7", "C8", "D8"}  # fmt: skip
# The rows that head the parts of a table -> the figures that are taken.
PARTS: list[tuple[list[Any], list[Any], set[str]]] = [
    (["A", "HIỆN CÓ"], ["B", "NHU CẦU BỔ SUNG"], FIRST),
    (["A. HIỆN CÓ"], ["B. NHU CẦU BỔ SUNG"], FIRST),
    ([None, "Hiện có"], [None, "Đề nghị cấp"], FIRST),
    (["A", "Hiện có", 30, 5], ["B", "Nhu cầu", 70, 2], FIRST),
    (["I", "Đang sử dụng"], ["II", "Đã thanh lý"], FIRST),
    ([None, "Năm 2025"], [None, "Năm 2026"], SECOND),
    (["I", "Khu vực đồng bằng"], ["II", "Khu vực ven biển"], BOTH),
    (["I", "HUYỆN BÌNH SƠN"], ["II", "Huyện Sơn Tịnh"], BOTH),
]


@pytest.mark.parametrize(("first", "second", "wanted"), PARTS)
def test_parts_of_a_table(first: list[Any], second: list[Any], wanted: set[str], read: Read) -> None:
    rows = _parts(first, second)
    if wanted == BOTH:  # else the second part repeats the communes of the first
        rows[-2][1], rows[-1][1] = "Xã Vạn Tường", "Xã Đông Sơn"
    assert _taken(read(rows)) == wanted


def test_areas_within_what_is_wanted_are_wanted_too(read: Read) -> None:
    area = ["I", "Khu vực đồng bằng"]
    rows = [*TOP, ["A. HIỆN CÓ"], area, [1, ONE, 10, 2], ["B. NHU CẦU"], area, [1, ONE, 30, 1]]
    assert _taken(read(rows, merges=("A3:D3", "A6:D6"))) == {"C5", "D5"}


# Two lines below each commune -> the holders of the figures that are taken, by the row of the first commune.
LINES: dict[tuple[str, str], dict[str, str]] = {
    ("- UBND xã", "- Nhân dân"): {"C4": "UBND xã", "C5": "Nhân dân"},
    ("UBND xã", "Nhân dân"): {"C4": "UBND xã", "C5": "Nhân dân"},
    ("- Ban CHQS", "- Công an xã"): {"C4": "Ban CHQS", "C5": "Công an xã"},
    ("- Hiện có", "- Nhu cầu"): {"C4": ""},
    ("Hiện có", "Cần bổ sung"): {"C4": ""},
    ("- Kế hoạch", "- Thực hiện"): {"C5": ""},
    ("- Năm 2025", "- Năm 2026"): {},
    ("- UBND xã", "- Xã bạn cho mượn"): {},
    ("Tại xã", "Đang cho mượn"): {},
    ("- Đợt 1", "- Đợt 2"): {},
}


@pytest.mark.parametrize("lines", LINES)
def test_lines_below_a_commune(lines: tuple[str, str], read: Read) -> None:
    one, other = lines
    rows = [*TOP, [1, ONE, None, None], [None, one, 10, 2], [None, other, 20, 3], [2, TWO, None, None], [None, one, 30, 1], [None, other, 40, 1]]  # fmt: skip
    found = read(rows)
    taken = [row for row in found.rows if row.status is RowStatus.ACCEPTED]
    assert {row.cell: row.holder for row in taken if row.cell in {"C4", "C5"}} == LINES[lines]
    assert {str(row.commune_code) for row in taken} <= {"21085", "21100"}
    assert not found.checks  # no line states the sum of the next commune
    told = {row.cell for row in found.rows} | {left.cell for left in found.unread}
    assert {f"{col}{row}" for col in "CD" for row in (4, 5, 7, 8)} <= told


def test_lines_that_add_up_to_their_commune(read: Read) -> None:
    rows = [*TOP, [1, ONE, 30, 5], [None, "- UBND xã", 10, 2], [None, "- Nhân dân", 20, 3], [2, TWO, 70, 2], [None, "- UBND xã", 30, 1], [None, "- Nhân dân", 40, 1]]  # fmt: skip
    found = read(rows)
    assert _taken(found) == {f"{col}{row}" for col in "CD" for row in (4, 5, 7, 8)}
    assert {check.cell: check.ok for check in found.checks} == dict.fromkeys(("C3", "D3", "C6", "D6"), True)


# Words without a number above numbered communes, with figures -> whether these are the sum of those below.
HEADS: dict[tuple[Any, ...], bool] = {
    ("Các đơn vị phía bắc", 30, 5): True,
    ("Các đơn vị phía bắc", 31, 5): True,  # one of them adds up
    ("Các xã phía bắc", 31, 6): True,  # an area, and a wrong sum
    ("Đang cho mượn", 31, 6): False,
}


@pytest.mark.parametrize("head", HEADS)
def test_sums_without_a_number(head: tuple[Any, ...], read: Read) -> None:
    rows = [*TOP, [None, *head], [1, ONE, 10, 2], [2, TWO, 20, 3]]
    found = read(rows)
    assert ({check.cell for check in found.checks} == {"C3", "D3"}) is HEADS[head]
    assert _taken(found) == {"C4", "D4", "C5", "D5"}


def test_a_sum_that_was_calculated_is_one_though_it_is_wrong(read: Read) -> None:
    rows = [*TOP, [None, "Các đơn vị phía bắc", 31, 6], [1, ONE, 10, 2], [2, TWO, 20, 3]]
    sheet = make_sheet("Sheet1", rows)
    cells = tuple(
        cell._replace(formula=True) if cell.row == 3 and cell.col > 2 else cell for cell in sheet.cells
    )
    found = read(replace(sheet, cells=cells))
    assert {check.cell: check.ok for check in found.checks} == {"C3": False, "D3": False}
    assert _taken(found) == {"C4", "D4", "C5", "D5"}
