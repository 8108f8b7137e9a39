"""One header "Số lượng" over two columns, figures and their units; a sentence with a sum above a table."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from importers.rules.results import Recognition, RowStatus

Read = Callable[..., Recognition]
TOP: list[list[Any]] = [["UBND XÃ BA VÌ"], ["THỐNG KÊ PHƯƠNG TIỆN, VẬT TƯ NĂM 2026"]]
THINGS = [("Xe ben", 5, "xe"), ("Áo phao", "80", "cái"), ("Gạo", "1,5", "tấn"), ("Dây thừng", 200, "m")]
AMOUNTS = [5, 80, 1500, 200]


def _taken(found: Recognition) -> list[Any]:
    return [row.quantity for row in found.rows if row.status is RowStatus.ACCEPTED]


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize("header", ["Số lượng", "SL", "Hiện có", "Số lượng hiện có"])
def test_units_stand_beside_their_figures(header: str, turned: bool, read: Read) -> None:
    rows = [
        [at, name, *((unit, figure) if turned else (figure, unit))]
        for at, (name, figure, unit) in enumerate(THINGS, 1)
    ]
    found = read([*TOP, ["TT", "Danh mục", header, None, "Ghi chú"], *rows], merges=["C3:D3"])
    assert _taken(found) == AMOUNTS
    assert not found.questions


@pytest.mark.parametrize("beside", [("cái", "bộ", "xe", "m"), ("nhiều", "ít", "đủ", "thiếu")])
def test_words_below_another_header_are_no_units(beside: tuple[str, ...], read: Read) -> None:
    things = zip(THINGS, beside, strict=True)
    rows = [[at, name, figure, said] for at, ((name, figure, _), said) in enumerate(things, 1)]
    found = read([*TOP, ["TT", "Danh mục", "Số lượng", "Số lượng cấp", "Ghi chú"], *rows])
    assert not any(row.unit_raw for row in found.rows if row.cell.startswith("C"))


# A line right above the table -> whether it leaves the figures as they are.
LINES: dict[str, bool] = {
    "Tổng số: 214 người, trong đó nữ 45 người": True,
    "Tổng cộng: 12 loại": True,
    "Cộng: 4 mục": True,
    "Tổng số tiền: 214 triệu đồng": False,
    "Tổng số thiệt hại: 214 cái": False,
    "TỔNG SỐ CẦN MUA": False,
}


@pytest.mark.parametrize("line", LINES)
def test_a_sentence_that_sums_up_is_no_title(line: str, read: Read) -> None:
    rows = [[at, *thing] for at, thing in enumerate(THINGS, 1)]
    found = read([*TOP, [line], ["TT", "Danh mục", "Số lượng", "ĐVT"], *rows])
    assert (_taken(found) == AMOUNTS) is LINES[line]
