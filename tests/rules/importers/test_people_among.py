"""Forces below "Trong đó" beside the people of whom they are some: asked about, unless they divide these."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from importers.rules.results import Recognition, RowStatus

Read = Callable[..., Recognition]

# The column of people, what stands above the columns right of it, these, two rows -> the columns whose figures are taken.
CASES: dict[str, tuple[str, str, list[str], list[list[Any]], str]] = {
    "some of a team by trade": ("Đội xung kích PCTT (người)", "Trong đó", ["Lái xe", "Thợ điện", "Y tế"], [[20, 2, 3, 1], [30, 1, 2, 2]], "C"),
    "some of a sum": ("Tổng quân số (người)", "Trong đó", ["Lái xe", "Thợ điện", "Y tế"], [[20, 2, 3, 1], [30, 1, 2, 2]], ""),
    "some of a strength": ("Quân số (người)", "Trong đó", ["Lái xe", "Thợ điện", "Y tế"], [[20, 2, 3, 1], [30, 1, 2, 2]], ""),
    "one kind of some": ("Đội xung kích PCTT (người)", "Trong đó:", ["Dân quân", "Y tế", "Lái xe"], [[20, 2, None, None], [30, 1, 2, 2]], "C"),
    "a division": ("Tổng số (người)", "Trong đó", ["Dân quân cơ động", "Dân quân tại chỗ", "Y tế"], [[20, 12, 5, 3], [30, 20, 5, 5]], "DEF"),
    "a division with a gap": ("Tổng số (người)", "Trong đó", ["Dân quân cơ động", "Dân quân tại chỗ", "Y tế"], [[17, 12, 5, None], [30, 20, 5, 5]], "DEF"),
    "a division with one that nobody knows": ("Tổng số (người)", "Trong đó", ["Dân quân cơ động", "Đội hậu cứ", "Y tế"], [[20, 12, 5, 3], [30, 20, 5, 5]], "DF"),
    "a heading of another kind": ("Đội xung kích PCTT (người)", "Lực lượng khác", ["Lái xe", "Thợ điện", "Y tế"], [[20, 2, 3, 1], [30, 1, 2, 2]], "CDEF"),
    "things beside people": ("Đội xung kích PCTT (người)", "Trong đó", ["Áo phao (cái)", "Loa tay (cái)", "Đèn pin (cái)"], [[20, 2, 3, 1], [30, 1, 2, 2]], "CDEF"),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_one_man_is_no_two(case: str, read: Read, sheet: Callable[..., Any]) -> None:
    whole, above, parts, (first, second), taken = CASES[case]
    rows = [
        ["LỰC LƯỢNG TẠI CHỖ NĂM 2026"],
        ["TT", "Xã", whole, above, None, None],
        [None, None, None, *parts],
        [1, "Xã Ba Gia", *first],
        [2, "Xã Trà Giang", *second],
    ]
    found = read(sheet("S", rows, ["D2:F2", "A2:A3", "B2:B3", "C2:C3"]))
    assert "".join(sorted({row.cell[0] for row in found.rows if row.status is RowStatus.ACCEPTED})) == taken


def test_a_formula_that_was_never_calculated_adds_them_up(read: Read, sheet: Callable[..., Any]) -> None:
    rows = [
        ["LỰC LƯỢNG TẠI CHỖ NĂM 2026"],
        ["TT", "Xã", "Tổng số (người)", "Trong đó", None, None],
        [None, None, None, "Dân quân cơ động", "Dân quân tại chỗ", "Y tế"],
        [1, "Xã Ba Gia", 20, 12, 5, 3],
        [2, "Xã Trà Giang", 30, 20, 5, 5],
    ]
    plain = sheet("S", rows, ["D2:F2", "A2:A3", "B2:B3", "C2:C3"])
    cells = tuple(
        cell._replace(value=None, formula=True) if cell.row > 3 and cell.col == 3 else cell
        for cell in plain.cells
    )
    found = read(replace(plain, cells=cells))
    assert {row.cell[0] for row in found.rows if row.status is RowStatus.ACCEPTED} == {"D", "E", "F"}
