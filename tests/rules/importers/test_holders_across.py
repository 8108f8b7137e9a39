"""Goods by who keeps them, across: every keeper's column counts, whatever group stands above and whatever word names him."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from importers.rules.names.keepers import names_keeper
from importers.rules.results import Recognition, RowStatus

GROUPS = ["", "Nguồn dự trữ", "Dự trữ", "Hiện có", "Trong đó"]
KEEPERS = [
    ("Xã", "Dân", "Đại lý"),
    ("Chợ", "Siêu thị", "Tạp hóa"),
    ("Của xã", "Của dân", "Của DN"),
    ("Huy động từ dân", "Huy động DN", "UBND xã mua"),
]


@pytest.mark.parametrize("summed", [True, False])
@pytest.mark.parametrize("keepers", KEEPERS)
@pytest.mark.parametrize("group", GROUPS)
def test_all_keepers_count(
    group: str, keepers: tuple[str, ...], summed: bool, read: Callable[..., Recognition]
) -> None:
    head, total = ["TT", "Mặt hàng", "ĐVT"], ["Cộng"] if summed else []
    heads = (
        [[*head, group, None, None, *total], [None, None, None, *keepers]]
        if group
        else [[*head, *keepers, *total]]
    )
    rows = [[1, "Gạo", "kg", 200, 100, 30], [2, "Muối", "kg", 40, 5, 3]]
    sums = [[330], [48]] if summed else [[], []]
    found = read(
        [
            ["HẬU CẦN TẠI CHỖ XÃ BA VÌ NĂM 2026"],
            *heads,
            *([*row, *add] for row, add in zip(rows, sums, strict=True)),
        ],
        merges=["D2:F2"] if group else (),
    )
    assert [row.quantity for row in found.rows if row.status is RowStatus.ACCEPTED] == [
        200,
        100,
        30,
        40,
        5,
        3,
    ]
    assert [check.ok for check in found.checks] == [True] * (2 * summed)


@pytest.mark.parametrize(
    ("text", "keeps"),
    [
        ("Chợ", True),
        ("Đại lý", True),
        ("Huy động DN", True),
        ("Cho mượn", False),
        ("Đã bán", False),
        ("Chờ thanh lý", False),
    ],
)
def test_words_that_name_a_keeper(text: str, keeps: bool) -> None:
    assert names_keeper(text) is keeps
