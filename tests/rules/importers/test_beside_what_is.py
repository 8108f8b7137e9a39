"""Columns that say what there is, with needs, shortages and promises beside them, in the words clerks use."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from importers.rules.names.vocabulary import Role, role_of
from importers.rules.results import Recognition, RowStatus

Read = Callable[..., Recognition]

# Heads of figures -> (columns taken, columns asked about).
HEADS: dict[tuple[str, ...], tuple[str, str]] = {
    ("Hiện trạng", "Nhu cầu"): ("D", ""),
    ("Hiện trạng tại xã", "Nhu cầu", "Thiếu hụt"): ("D", ""),
    ("Hiện trạng tại xã", "Khả năng huy động thêm", "Nhu cầu"): ("D", "E"),
    ("Hiện trạng", "Hiện có", "Nhu cầu"): ("E", ""),
    ("Hiện có", "Cam kết"): ("D", "E"),
    ("Hiện có", "Hiệp đồng"): ("D", "E"),
    ("Hiện có", "Khả năng huy động thêm"): ("D", "E"),
    ("Số lượng hiện có", "Cam kết huy động thêm"): ("D", "E"),
    ("Cam kết", "Hiện có"): ("E", "D"),
    ("Hiện có", "Số hợp đồng"): ("D", ""),
    ("Hiện có", "Huy động được"): ("D", ""),
    ("Hiện trạng",): ("", "D"),  # alone it may be how good they are
}


@pytest.mark.parametrize("heads", HEADS)
def test_columns_beside_what_there_is(heads: tuple[str, ...], read: Read) -> None:
    rows = [["VẬT TƯ XÃ BA VÌ NĂM 2026"], ["TT", "Tên vật tư", "ĐVT", *heads], [1, "Áo phao", "cái", *range(12, 12 + len(heads))],
            [2, "Phao tròn", "cái", *range(32, 32 + len(heads))], [3, "Rọ thép", "cái", *range(52, 52 + len(heads))]]  # fmt: skip
    found = read(rows).rows
    taken = {row.cell[0] for row in found if row.status is RowStatus.ACCEPTED}
    assert ("".join(sorted(taken)), "".join(sorted({row.cell[0] for row in found} - taken))) == HEADS[heads]


@pytest.mark.parametrize("word", ["Phẩm chất", "Phẩm cấp", "Phẩm chất, tình trạng"])
def test_quality_is_a_condition(word: str, read: Read) -> None:
    assert role_of(word) is Role.CONDITION
    assert role_of("Kém phẩm chất") is Role.BROKEN
    rows = [["KIỂM KÊ VẬT TƯ PHƯỜNG CẨM THÀNH"], ["TT", "Tên vật tư", "ĐVT", "Sổ sách", "Thực tế kiểm kê", "Chênh lệch", None, word],
            [None, None, None, None, None, "Thừa", "Thiếu", None], [1, "Áo phao", "cái", 12, 10, None, 2, "Tốt"],
            [2, "Phao tròn", "cái", 13, 13, None, None, "Còn dùng được"], [3, "Rọ thép", "cái", 14, 13, None, 1, "Tốt"]]  # fmt: skip
    found = read(rows, merges=("F2:G2",)).rows
    assert [(row.cell, row.quantity, row.status) for row in found] == [
        ("E4", 10, RowStatus.ACCEPTED),
        ("E5", 13, RowStatus.ACCEPTED),
        ("E6", 13, RowStatus.ACCEPTED),
    ]
