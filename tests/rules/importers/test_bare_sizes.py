"""Rows that say only a size, below the thing that comes in these: "Nhà bạt" above "16,5 m2" and "24,5 m2"."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from importers.rules.results import Recognition, RowStatus
from importers.rules.texts.bare_sizes import is_bare_size

Read = Callable[..., Recognition]

SIZES: dict[str, bool] = {
    "16,5 m2": True,
    "60m2": True,
    "- 24,5 m²": True,
    "loại 30 KVA": True,
    "Loại 2,5 tấn": True,
    "45 chỗ ngồi": True,
    "410 CV": True,
    "16,5": False,
    "60 cái": False,
    "Nhà bạt 60 m2": False,
    "2 xe 45 chỗ": False,
    "60 m2 (cũ)": False,
    "500 kg": False,  # what is weighed, not how large it is
    "": False,
}


@pytest.mark.parametrize("text", SIZES)
def test_words_that_are_a_size_alone(text: str) -> None:
    assert is_bare_size(text) is SIZES[text]


# The rows of a list (TT, name, unit, figure) -> what is taken of each figure, None where it is asked about.
LISTS: list[tuple[list[list[Any]], dict[str, str | None]]] = [
    (
        [[1, "Nhà bạt", None, None], [None, "16,5 m2", "bộ", 1], [None, "24,5 m2", "bộ", 3], [2, "Áo phao", "cái", 9]],
        {"D4": "TB-005", "D5": "TB-006", "D6": "TB-001"},
    ),
    (
        [[1, "Xe tải", None, None], [None, "2,5 tấn", "xe", 1], [None, "8 tấn", "xe", 3], [2, "Xe khách", None, None], [None, "45 chỗ", "xe", 1], [None, "16 chỗ", "xe", 2]],
        {"D4": "PT-012", "D5": "PT-013", "D7": "PT-016", "D8": "PT-017"},
    ),
    (  # the row above states their sum
        [[1, "Nhà bạt", "bộ", 4], [None, "16,5 m2", "bộ", 1], [None, "24,5 m2", "bộ", 3], [2, "Áo phao", "cái", 9]],
        {"D4": "TB-005", "D5": "TB-006", "D6": "TB-001"},
    ),
    (  # numbered sizes
        [[1, "Nhà bạt", None, None], ["1.1", "16,5 m2", "bộ", 1], ["1.2", "60 m2", "bộ", 3], [2, "Áo phao", "cái", 9]],
        {"D4": "TB-005", "D5": "TB-008", "D6": "TB-001"},
    ),
    (  # a life jacket has no floor
        [[1, "Áo phao", "cái", 5], [None, "16,5 m2", "bộ", 1], [None, "24,5 m2", "bộ", 3], [2, "Loa tay", "cái", 9]],
        {"D3": "TB-001", "D4": None, "D5": None, "D6": "TB-024"},
    ),
    (  # between them stands another thing
        [[1, "Nhà bạt", None, None], [2, "Loa tay", "cái", 9], [None, "16,5 m2", "bộ", 1], [None, "24,5 m2", "bộ", 3]],
        {"D4": "TB-024", "D5": None, "D6": None},
    ),
]  # fmt: skip


@pytest.mark.parametrize(("rows", "wanted"), LISTS)
def test_sizes_below_a_thing(rows: list[list[Any]], wanted: dict[str, str | None], read: Read) -> None:
    found = read([["DANH MỤC TRANG BỊ XÃ BA XA"], ["TT", "Danh mục", "ĐVT", "Số lượng"], *rows])
    told = {
        row.cell: str(row.resource_code) if row.status is RowStatus.ACCEPTED else None for row in found.rows
    }
    assert told == wanted


def test_sizes_below_a_thing_of_a_matrix(read: Read) -> None:
    rows = [[1, "Nhà bạt", None, None, None], [None, "16,5 m2", "bộ", 1, 2], [None, "24,5 m2", "bộ", 3, 4]]
    found = read([["TỔNG HỢP TRANG BỊ"], ["TT", "Danh mục", "ĐVT", "Xã Ba Xa", "Xã Ba Vì"], *rows])
    assert {(row.cell, row.resource_code, row.status) for row in found.rows} == {
        ("D4", "TB-005", RowStatus.ACCEPTED),
        ("E4", "TB-005", RowStatus.ACCEPTED),
        ("D5", "TB-006", RowStatus.ACCEPTED),
        ("E5", "TB-006", RowStatus.ACCEPTED),
    }
