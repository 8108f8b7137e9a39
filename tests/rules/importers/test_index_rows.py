"""Rows that number the columns, also where columns were moved, deleted or put in after the numbers were written."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest

from importers.rules.results import Recognition, RowStatus

Read = Callable[..., Recognition]
HEAD = ["TT", "Xã", "Áo phao (cái)", "Máy cưa (cái)", "Đèn pin (cái)", "Ghi chú"]


@pytest.mark.parametrize(
    "numbers",
    [
        [1, 2, 3, 4, 5, 6],
        [1, 2, 4, 3, 5, 6],  # columns moved
        ["(1)", "(2)", "(5)", "(3)", "(4)", "(6)"],
        [1, 2, 3, 5, 6, 7],  # one deleted
        [1, 2, 9, 3, 4, 5],  # one from further right, three deleted
    ],
)
def test_a_row_of_column_numbers_is_none_of_the_table(numbers: Sequence[Any], read: Read) -> None:
    rows = [["TỔNG HỢP TRANG THIẾT BỊ CÁC XÃ NĂM 2026"], HEAD, numbers, [1, "Xã Ba Vì", 30, 2, 9, None]]
    found = read([*rows, [2, "Xã Ba Tô", 40, 3, 8, None], [None, "Tổng cộng", 70, 5, 17, None]])
    assert {(row.cell[1:], row.status) for row in found.rows} == {
        ("4", RowStatus.ACCEPTED),
        ("5", RowStatus.ACCEPTED),
    }
    assert [check.ok for check in found.checks] == [True] * 3
    assert not found.questions


@pytest.mark.parametrize(
    "row",
    [
        [1, 2, 30, 4, 5, 6],
        [1, 2, 3, 3, 4, 5],
        [2, 1, 3, 4, 5, 6],
        [1, "Thôn 2", 3, 5, 4, 6],
        [1, 3, 2, 4, 5, 6],
    ],
)
def test_figures_of_a_village_are_no_column_numbers(row: Sequence[Any], read: Read) -> None:
    head = ["TT", "Thôn", *HEAD[2:5], "Loa tay (cái)"]
    others = [[at, f"Thôn Gò {name}", 8, 7, 6, 5] for at, name in enumerate(("Lang", "Rem", "Chùa"), 2)]
    found = read([["UBND XÃ BA VÌ"], ["TRANG THIẾT BỊ CÁC THÔN NĂM 2026"], head, row, *others])
    assert "C4" in {told.cell for told in found.rows}
