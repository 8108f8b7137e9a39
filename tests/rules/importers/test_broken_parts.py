"""How many of a row a remark calls broken, and words that hold the same letters."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from importers.rules.results import Recognition, RowStatus
from importers.rules.texts.fields import broken_part
from importers.rules.texts.numbers import read_figure

SAID: dict[str, int | None] = {
    "hỏng 2": 2, "hỏng: 02 cái": 2, "Hư hỏng 3 chiếc": 3, "hư 1": 1, "02 cái hỏng": 2, "3 hư": 3, "1 xe bị hỏng, còn lại tốt": 1, "còn tốt 18, hỏng 2": 2,
    "hỏng hết 02 cái": 2, "hong 2": 2, "02 cai bi hong": 2, "2 cái đã hỏng": 2, "hỏng (2)": None,
    "để ở phòng 2": None, "Phòng 101 UBND xã": None, "số phòng: 12": None, "phụ 3 cái": None, "thứ 2 hằng tuần": None, "chú 5": None, "kho phong 2": None, "không 2 tầng": None,
    "QL24 km 5 hướng Ba Tơ": None, "nhà ông Hồng 2": None, "hỏng 1 phần": None, "hỏng 5/2026": None, "hỏng 20%": None, "hỏng 2 lần": None, "": None,
}  # fmt: skip


@pytest.mark.parametrize("remark", SAID)
def test_how_many_are_broken(remark: str) -> None:
    assert broken_part(remark) == SAID[remark]


CELLS: dict[str, int | None] = {"20 (hỏng 2)": 2, "20/hong 2": 2, "20 trong đó hỏng: 3": 3, "20 (phòng 2)": None, "20 phụ 3": None, "20 (thứ 2)": None}  # fmt: skip


@pytest.mark.parametrize("text", CELLS)
def test_how_many_of_the_figure_in_a_cell_are_broken(text: str) -> None:
    figure = read_figure(text)
    assert figure is not None
    assert figure.broken == CELLS[text]


def test_a_room_of_the_store_breaks_nothing(read: Callable[..., Recognition]) -> None:
    head = ["TT", "Danh mục", "ĐVT", "Số lượng", "Ghi chú"]
    found = read([["XÃ BA VÌ 2026"], head, [1, "Áo phao", "cái", 20, "để ở phòng 2"], [2, "Bộ đàm", "cái", 4, "hỏng 1"]])  # fmt: skip
    assert [(row.status, row.broken_quantity) for row in found.rows] == [
        (RowStatus.ACCEPTED, None),
        (RowStatus.ACCEPTED, 1),
    ]
