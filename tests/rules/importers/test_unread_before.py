"""Small forms of which nothing was read: things and figures without a header, last period and this one. They are asked about."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from importers.rules.results import Recognition, RowStatus

Read = Callable[..., Recognition]

OWNER = [
    ["UBND XÃ TỊNH KHÊ"],
    ["PHIẾU KÊ KHAI CỦA HỘ GIA ĐÌNH"],
    ["Họ và tên chủ hộ:", "Nguyễn Văn Tèo"],
    ["Địa chỉ:", "Thôn Cổ Lũy"],
]
FORMS: dict[str, list[list[object]]] = {
    "the unit behind the name": [["Áo phao (cái)", 6], ["Ghe máy (chiếc)", 1], ["Máy bơm nước (cái)", "02"]],
    "the unit behind the figure": [["Áo phao", "6 cái"], ["Ghe máy", "1 chiếc"], ["Máy bơm nước", "02 cái"]],
    "the unit in a column": [["Áo phao", 6, "cái"], ["Ghe máy", 1, "chiếc"], ["Máy bơm nước", "02", "cái"]],
}


@pytest.mark.parametrize("form", FORMS)
def test_a_form_of_a_household_without_a_header(form: str, read: Read) -> None:
    found = read([*OWNER, *FORMS[form]]).rows
    assert [(row.commune_code, row.resource_code, row.quantity) for row in found] == [
        ("21211", "TB-001", 6),
        ("21211", "PT-008", 1),
        ("21211", "TB-013", 2),
    ]


@pytest.mark.parametrize(
    "rows",
    [
        [["Áo phao", 6], ["Rọ thép", 10], ["Gạo", "5,5"]],  # nobody says of what
        [["Áo phao (cái)", 6, 7], ["Rọ thép (cái)", 10, 11], ["Gạo (tấn)", "5,5", 6]],
        [["Nguyễn Văn A", "6 cái"], ["Trần Thị B", "1 chiếc"], ["Lê C", "02 cái"]],
    ],
)
def test_what_no_form_says_is_not_read(rows: list[list[object]], read: Read) -> None:
    assert not read([["XÃ BA VÌ"], *rows]).rows


# Heads of figures -> the column that is asked about, none of them taken.
PERIODS: dict[tuple[str, ...], str] = {
    ("Kỳ trước", "Kỳ này"): "E",
    ("Năm trước", "Năm nay"): "E",
    ("Năm nay",): "D",
    ("Kỳ này", "Lũy kế"): "D",
    ("Năm trước",): "",
}


@pytest.mark.parametrize("heads", PERIODS)
def test_last_period_and_this_one(heads: tuple[str, ...], read: Read) -> None:
    rows = [["VẬT TƯ XÃ BA VÌ NĂM 2026"], ["TT", "Tên vật tư", "ĐVT", *heads], [1, "Áo phao", "cái", *(10, 12)[: len(heads)]],
            [2, "Phao tròn", "cái", *(20, 21)[: len(heads)]]]  # fmt: skip
    found = read(rows).rows
    assert "".join(sorted({row.cell[0] for row in found})) == PERIODS[heads]
    assert all(row.status is RowStatus.REVIEW for row in found)


def test_what_is_there_beside_last_period_is_taken(read: Read) -> None:
    rows = [
        ["VẬT TƯ XÃ BA VÌ NĂM 2026"],
        ["TT", "Tên vật tư", "ĐVT", "Kỳ trước", "Hiện có"],
        [1, "Áo phao", "cái", 10, 12],
        [2, "Phao tròn", "cái", 20, 21],
    ]
    assert [(row.cell, row.status) for row in read(rows).rows] == [
        ("E3", RowStatus.ACCEPTED),
        ("E4", RowStatus.ACCEPTED),
    ]


@pytest.mark.parametrize("head", ["Số phương tiện", "Số phương tiện hiện có", "Tổng số phương tiện"])
def test_how_many_vehicles_are_no_wards(head: str, read: Read) -> None:
    rows = [
        ["PHƯƠNG TIỆN XÃ BA VÌ NĂM 2026"],
        ["TT", "Loại", "ĐVT", head],
        [1, "Xe ben", "xe", 9],
        [2, "Xe múc", "xe", 12],
    ]
    assert [(row.quantity, row.status) for row in read(rows).rows] == [
        (9, RowStatus.ACCEPTED),
        (12, RowStatus.ACCEPTED),
    ]


def test_the_sum_of_all_vehicles_is_checked(read: Read) -> None:
    rows = [
        ["PHƯƠNG TIỆN CÁC XÃ NĂM 2026"],
        ["TT", "Xã", "Tổng số phương tiện", "Xe ben", "Xe múc"],
        [1, "Xã Ba Vì", 5, 2, 3],
        [2, "Xã Ba Gia", 8, 3, 4],
    ]
    found = read(rows)
    assert [(check.cell, check.ok) for check in found.checks] == [("C3", True), ("C4", False)]
    assert [row.cell for row in found.rows] == ["D3", "E3", "D4", "E4"]


@pytest.mark.parametrize("head", ["Số phường", "Số xã, phường", "Số thôn"])
def test_how_many_wards_are_no_stock(head: str, read: Read) -> None:
    rows = [
        ["PHƯƠNG TIỆN CÁC XÃ NĂM 2026"],
        ["TT", "Khu vực", "Xe ben", "Xe múc", head],
        [1, "Xã Ba Vì", 5, 2, 3],
        [2, "Xã Ba Gia", 8, 3, 4],
    ]
    assert {row.cell[0] for row in read(rows).rows} == {"C", "D"}
