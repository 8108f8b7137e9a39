"""The unit of a sheet above its table, in the short words offices use: "Đơn vị: nghìn cái" was passed over, and 5 was five."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from importers.rules.results import Recognition, RowStatus

Read = Callable[..., Recognition]

# A line above the table -> what five is, None where it is asked about.
OF_RICE: dict[str, int | None] = {
    "Đơn vị: tấn": 5000,
    "(Đơn vị : tấn)": 5000,
    "Đơn vị tính: tấn": 5000,
    "Đơn vị: kg": 5,
    "Đơn vị: nghìn cái": None,
    "Đơn vị: UBND xã": None,
    "Đơn vị: Đội 5": None,
    "Đơn vị: Kho": None,
}


@pytest.mark.parametrize("line", OF_RICE)
def test_rice_below_a_line(line: str, read: Read) -> None:
    rows = [
        ["LƯƠNG THỰC CÁC XÃ NĂM 2026"],
        [None, None, None, line],
        ["TT", "Xã", "Gạo", "Muối"],
        [1, "Xã Ba Vì", 5, 1],
        [2, "Xã Ba Gia", 6, 2],
    ]
    row = read(rows).rows[0]
    assert (int(row.quantity or 0) if row.status is RowStatus.ACCEPTED else None) == OF_RICE[line]


OF_BAGS: dict[str, int | None] = {
    "VẬT TƯ XÃ BA VÌ (đơn vị: nghìn cái)": 5000,
    "VẬT TƯ XÃ BA VÌ (ĐVT: nghìn cái)": 5000,
    "VẬT TƯ XÃ BA VÌ (đơn vị: cái)": 5,
    "VẬT TƯ XÃ BA VÌ (đơn vị: tấn)": None,
    "VẬT TƯ XÃ BA VÌ": 5,
}


@pytest.mark.parametrize("title", OF_BAGS)
def test_bags_below_a_title(title: str, read: Read) -> None:
    row = read([[title], ["TT", "Tên", "Số lượng"], [1, "Bao tải", 5], [2, "Rọ thép", 1]]).rows[0]
    assert (int(row.quantity or 0) if row.status is RowStatus.ACCEPTED else None) == OF_BAGS[title]
