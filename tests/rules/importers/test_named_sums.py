"""Rows named as the sum of what other rows hold: asked about, and taken where nothing else is of that thing."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from importers.rules.results import Recognition
from importers.rules.rows.named_sums import names_sum

Read = Callable[..., Recognition]
HEAD = ["TT", "Tên trang bị", "ĐVT", "Số lượng"]
PARTS = [[1, "Áo phao người lớn", "cái", 150], [2, "Áo phao trẻ em", "cái", 60]]


@pytest.mark.parametrize("figure", [210, 230])
@pytest.mark.parametrize("name", ["Tổng số áo phao", "Tổng số lượng áo phao", "Tong so ao phao"])
def test_a_sum_beside_its_parts_is_never_stock_as_well(name: str, figure: int, read: Read) -> None:
    rows = [*PARTS, [3, name, "cái", figure], [4, "Rựa", "cái", 5]]
    found = read([["UBND XÃ PHƯỚC GIANG"], ["TRANG BỊ HIỆN CÓ"], HEAD, *rows])
    assert [row.quantity for row in found.rows if row.status == "accepted"] == [150, 60, 5]


def test_a_thing_named_as_a_sum_alone_is_taken(read: Read) -> None:
    rows = [[1, "Tổng số áo phao", "cái", 210], [2, "Phao tròn", "cái", 40]]
    found = read([["UBND XÃ PHƯỚC GIANG"], ["TRANG BỊ HIỆN CÓ"], HEAD, *rows])
    assert [row.quantity for row in found.rows if row.status == "accepted"] == [210, 40]


@pytest.mark.parametrize(
    ("name", "is_sum"),
    [
        ("3. Tổng số áo phao", True),
        ("Cộng áo phao", True),
        ("Công an xã", False),
        ("Công nông", False),
        ("Tổng", False),
    ],
)
def test_which_names_are_those_of_sums(name: str, is_sum: bool) -> None:
    assert names_sum(name) is is_sum
