"""Figures below "Thôn", "Tổ": as often the numbers of the villages as how many of a thing each has. Never taken for a count unasked."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from importers.rules.results import Recognition, RowStatus

Read = Callable[..., Recognition]
WORDS = ["Thôn", "Tổ", "TDP", "Tổ dân phố", "Khu phố", "Thôn/Tổ", "Đội"]


def _taken(found: Recognition) -> dict[str, float]:
    return {row.cell: float(row.quantity or 0) for row in found.rows if row.status is RowStatus.ACCEPTED}


@pytest.mark.parametrize("word", WORDS)
def test_owners_live_in_villages_that_have_numbers(word: str, read: Read) -> None:
    head = ["TT", "Loại xe", "Chủ xe", "Điện thoại", word]
    things = [[1, "Xe ben", "Ông Võ Hải", "0951234561", 12], [2, "Ca nô", "Bà Lê Hà", "0951234562", 3]]
    found = read([["UBND XÃ BA GIA"], ["DANH SÁCH PHƯƠNG TIỆN"], head, *things])
    assert _taken(found) == {"B4": 1, "B5": 1}


@pytest.mark.parametrize("word", WORDS)
def test_things_below_a_village_alone_are_asked_about(word: str, read: Read) -> None:
    head = ["TT", "Tên vật tư", "ĐVT", word]
    found = read([["TRANG THIẾT BỊ XÃ BA GIA"], head, [1, "Áo phao", "cái", 12], [2, "Loa tay", "cái", 3]])
    assert {row.cell: row.status for row in found.rows} == dict.fromkeys(("D3", "D4"), RowStatus.REVIEW)


@pytest.mark.parametrize("word", WORDS)
def test_rows_are_villages_by_number(word: str, read: Read) -> None:
    head = ["TT", word, "Áo phao (cái)", "Phao tròn (cái)"]
    found = read([["TRANG THIẾT BỊ XÃ BA GIA"], head, [1, 4, 20, 3], [2, 5, 30, 4], [3, 9, 10, 1]])
    assert _taken(found) == {"C3": 20, "D3": 3, "C4": 30, "D4": 4, "C5": 10, "D5": 1}


# What stands above the figures beside owners and plates, or beside a unit alone -> (taken as counts of vehicles, of things).
ALONE: dict[str, tuple[bool, bool]] = {
    "Kho số": (False, False), "Kho": (False, False), "Phòng": (False, False), "Trung đội": (False, False), "Tổ trưởng": (False, False), "Chủ hộ": (False, False),
    "Hộ dân": (False, True), "UBND xã": (False, True), "Đại lý": (False, True), "Kho xã": (False, True), "Kho tỉnh": (False, False), "Số lượng": (True, True), "Hiện có": (True, True),
}  # fmt: skip


@pytest.mark.parametrize("head", ALONE)
def test_one_column_of_who_or_where(head: str, read: Read) -> None:
    vehicles = [
        ["UBND XÃ BA GIA"],
        ["DANH SÁCH PHƯƠNG TIỆN"],
        ["TT", "Loại xe", "Biển số", "Chủ xe", "Điện thoại", head],
        [1, "Xe ben", "76C-001.12", "Ông Võ Hải", "0951234561", 12],
        [2, "Ca nô", "QNg-12345", "Bà Lê Hà", "0951234562", 3],
    ]
    things = [
        ["TRANG THIẾT BỊ XÃ BA GIA"],
        ["TT", "Tên vật tư", "ĐVT", head],
        [1, "Áo phao", "cái", 12],
        [2, "Loa tay", "cái", 3],
    ]
    counted = (any(many > 1 for many in _taken(read(vehicles)).values()), bool(_taken(read(things))))
    assert counted == ALONE[head]


# The heads between the thing's unit and its sum, what stands below them -> the cells that are taken.
KEEPERS: dict[tuple[str, ...], dict[str, float]] = {
    ("Xã", "Thôn", "Cộng"): {"D3": 12, "E3": 3},
    ("Kho xã", "Các thôn", "Cộng"): {"D3": 12, "E3": 3},
    ("Số lượng", "Thôn"): {"D3": 12},
    ("Thôn", "Số lượng"): {"E3": 3},
    ("Thôn", "Tổ"): {},
}


@pytest.mark.parametrize("heads", KEEPERS)
def test_villages_beside_others_who_keep_things(heads: tuple[str, ...], read: Read) -> None:
    figures: list[Any] = [12, 3, 15][: len(heads)]
    others = [7, 2, 9][: len(heads)]
    head = ["TT", "Tên vật tư", "ĐVT", *heads]
    found = read(
        [["TRANG THIẾT BỊ XÃ BA GIA"], head, [1, "Áo phao", "cái", *figures], [2, "Loa tay", "cái", *others]]
    )
    assert {cell: many for cell, many in _taken(found).items() if cell.endswith("3")} == KEEPERS[heads]
