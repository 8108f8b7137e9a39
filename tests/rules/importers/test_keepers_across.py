"""Columns of those who keep the goods: who they are, what all of them come to, and what one of each costs."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from importers.rules.names.keepers import names_keeper
from importers.rules.results import Recognition, RowStatus

KEEPERS = {
    "Tiểu thương": True,
    "Thương nhân": True,
    "Tiểu thương trong chợ": True,
    "Cá nhân": True,
    "Mặt trận": True,
    "Cơ sở kinh doanh": True,
    "Trang bị cá nhân": False,
    "Thương binh": False,
    "Nhân công": False,
}


@pytest.mark.parametrize("head", KEEPERS)
def test_who_keeps_goods(head: str) -> None:
    assert names_keeper(head) is KEEPERS[head]


TWO = ("UBND xã", "Hộ dân")
# A title, the heads of the figures -> how many of the first row's are taken, and whether its last figure is checked as a sum.
HEADS: dict[tuple[str, tuple[str, ...]], tuple[int, bool]] = {
    ("DỰ TRỮ HÀNG HÓA", (*TWO, "Tổng khả năng")): (2, True),
    ("DỰ TRỮ HÀNG HÓA", (*TWO, "Tổng nguồn lực")): (2, True),
    ("DỰ TRỮ HÀNG HÓA", ("UBND xã", "Tổng khả năng")): (1, False),
    ("DỰ TRỮ HÀNG HÓA", ("Tổng khả năng",)): (0, False),
    ("DỰ TRỮ HÀNG HÓA", (*TWO, "Đơn giá (đ)")): (2, False),
    ("DỰ TRỮ HÀNG HÓA", (*TWO, "Giá bán lẻ")): (2, False),
    ("DỰ TRỮ HÀNG HÓA", (*TWO, "Thành tiền")): (0, False),
    ("DỰ TRỮ HÀNG HÓA", (*TWO, "Đơn giá", "Thành tiền")): (0, False),
    ("DỰ TRỮ HÀNG HÓA", ("Số lượng", "Đơn giá")): (0, False),
    ("DỰ TRỮ HÀNG HÓA", ("Xã Đông Sơn", "Xã Tịnh Khê", "Đơn giá")): (0, False),
    ("MUA SẮM HÀNG HÓA", (*TWO, "Đơn giá")): (0, False),
    ("", (*TWO, "Đơn giá")): (0, False),
}


@pytest.mark.parametrize("case", HEADS)
def test_columns_of_keepers(case: tuple[str, tuple[str, ...]], read: Callable[..., Recognition]) -> None:
    title, heads = case
    rows = [
        [number, name, "cái", *(10 * number + nth for nth in range(len(heads) - 1)), 20 * number + 1]
        for number, name in enumerate(("Áo phao", "Phao tròn", "Chăn"), start=1)
    ]
    found = read([["XÃ ĐÔNG SƠN"], [title or None], ["TT", "Mặt hàng", "ĐVT", *heads], *rows])
    taken = [row for row in found.rows if row.status is RowStatus.ACCEPTED and row.cell.endswith("4")]
    assert (len(taken), bool(found.checks)) == HEADS[case]
