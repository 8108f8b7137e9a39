"""Columns that tell how much of a quantity is good or broken are parts of it: never taken on top, and each with its own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from importers.rules.results import Recognition, RowStatus

GIA, VI = "21205", "21529"
# Headings of the parts -> what is taken of 10, 8, 2 and of 20, 17, 3 standing below them: (quantity, broken) of each.
PARTS: dict[tuple[str, ...], list[tuple[int, int | None]]] = {
    ("SL", "Tốt"): [(10, None), (20, None)],
    ("Hiện có", "Sử dụng được"): [(10, None), (20, None)],
    ("Số lượng", "Tốt", "Hỏng"): [(10, 2), (20, 3)],
    ("Tổng số", "Còn tốt", "Hỏng"): [(10, 2), (20, 3)],
    ("Số lượng", "Chất lượng tốt", "Hỏng"): [(10, 2), (20, 3)],
    ("Số lượng", "Trong đó: mượn của dân", "Trong đó hỏng"): [(10, 2), (20, 3)],
    ("Tổng số", "Trong đó loại nhỏ", "Trong đó hỏng"): [(10, 2), (20, 3)],
}
FIGURES = ((10, 8, 2), (20, 17, 3))


def taken(found: Recognition) -> list[tuple[Any, Any, Any, Any]]:
    """Return what is accepted: commune, type, quantity, its broken part."""
    rows = [row for row in found.rows if row.status is RowStatus.ACCEPTED]
    return [(row.commune_code, row.resource_code, row.quantity, row.broken_quantity) for row in rows]


def row_of(count: int, *figures: tuple[int, ...]) -> list[int]:
    """Return the first figures of each group, one after the other."""
    return [number for group in figures for number in group[:count]]


@pytest.mark.parametrize("parts", PARTS)
def test_below_a_commune(parts: tuple[str, ...], read: Callable[..., Recognition]) -> None:
    blank = [None] * (len(parts) - 1)
    rows = [["VẬT TƯ CÁC XÃ NĂM 2026"], ["TT", "Vật tư", "ĐVT", "Xã Ba Gia", *blank, "Xã Ba Vì", *blank], [None, None, None, *parts, *parts],
            [1, "Áo phao", "cái", *row_of(len(parts), *FIGURES)], [2, "Rọ thép", "cái", *row_of(len(parts), *FIGURES)]]  # fmt: skip
    expected = [
        (commune, kind, *figures)
        for kind in ("TB-001", "VT-002")
        for commune, figures in zip((GIA, VI), PARTS[parts], strict=True)
    ]
    assert taken(read(rows)) == expected


@pytest.mark.parametrize("parts", PARTS)
def test_below_an_item(parts: tuple[str, ...], read: Callable[..., Recognition]) -> None:
    blank = [None] * (len(parts) - 1)
    rows = [["VẬT TƯ CÁC XÃ NĂM 2026"], ["TT", "Xã", "Áo phao (cái)", *blank, "Rọ thép (cái)", *blank], [None, None, *parts, *parts],
            [1, "Ba Gia", *row_of(len(parts), *FIGURES)], [2, "Ba Vì", *row_of(len(parts), *FIGURES)]]  # fmt: skip
    expected = [
        (commune, kind, *figures)
        for commune in (GIA, VI)
        for kind, figures in zip(("TB-001", "VT-002"), PARTS[parts], strict=True)
    ]
    assert taken(read(rows)) == expected


def test_in_a_list_and_right_of_an_item(read: Callable[..., Recognition]) -> None:
    down = [["XÃ BA VÌ"], ["TT", "Vật tư", "ĐVT", "Số lượng", "Trong đó hỏng"], [1, "Áo phao", "cái", 10, 2]]
    assert taken(read(down)) == [(VI, "TB-001", 10, 2)]
    across = [["NĂM 2026"], ["TT", "Xã", "Áo phao", "Trong đó: hỏng", "Rọ thép"], [1, "Ba Gia", 10, 2, 5], [2, "Ba Vì", 4, 1, 6]]  # fmt: skip
    assert [figures[1:] for figures in taken(read(across))] == [
        ("TB-001", 10, 2),
        ("VT-002", 5, None),
        ("TB-001", 4, 1),
        ("VT-002", 6, None),
    ]


def test_broken_ones_beside_good_ones_alone_are_no_part_of_these(read: Callable[..., Recognition]) -> None:
    rows = [["NĂM 2026"], ["TT", "Xã", "Áo phao", None, "Rọ thép", None], [None, None, "Tốt", "Hỏng", "Tốt", "Hỏng"],
            [1, "Ba Gia", 10, 8, 5, 1], [2, "Ba Vì", 4, 3, 6, 2]]  # fmt: skip
    found = read(rows)
    assert [figures[2:] for figures in taken(found)] == [(10, None), (5, None), (4, None), (6, None)]
    assert {cell.reason for cell in found.unread} == {"broken_part"}


def test_groups_parted_by_blank_rows_are_one_table(read: Callable[..., Recognition]) -> None:
    rows = [["XÃ BA VÌ NĂM 2026"], ["TT", "Tên", "ĐVT", "SL"], ["A. CỨU SINH"], [1, "Áo phao", "cái", 5], [], ["B. VẬT TƯ"], [2, "Rọ thép", "cái", 6],
            [], ["C. Kiến nghị: cấp thêm"], [None, "Người lập biểu"]]  # fmt: skip
    assert [row[1:3] for row in taken(read(rows))] == [("TB-001", 5), ("VT-002", 6)]


# A row and the one below it with a bullet -> the quantities accepted and asked about.
ABOVE_ONE: dict[tuple[str, int, str, int], tuple[list[int], list[int]]] = {
    ("Ca nô", 4, "Áo phao", 3): ([4, 3], []),
    ("Áo phao", 40, "Phao tròn", 10): ([10], [40]),
    ("Ghe, thuyền", 10, "Xuồng máy", 4): ([4], [10]),
    ("Dân quân cơ động", 28, "Đoàn viên thanh niên", 6): ([], [28, 6]),
    ("Áo phao", 10, "Phao tròn", 10): ([10], [10]),
    ("Ca nô", 4, "Áo phao", 4): ([4], [4]),
    ("Phương tiện", 4, "Ca nô", 4): ([4], []),
}


@pytest.mark.parametrize("rows", ABOVE_ONE)
def test_a_thing_above_one_other_thing(
    rows: tuple[str, int, str, int], read: Callable[..., Recognition]
) -> None:
    name, count, below, part = rows
    head = [["DANH MỤC TRANG BỊ XÃ BA VÌ"], ["TT", "Danh mục", "Số lượng"]]
    found = read([*head, [1, name, count], [None, f"- {below}", part], [2, "Rựa", 7]]).rows
    taken = [row.quantity for row in found[:-1] if row.status is RowStatus.ACCEPTED]
    assert (taken, [row.quantity for row in found if row.status is RowStatus.REVIEW]) == ABOVE_ONE[rows]


def test_a_thing_above_several_others_is_compared(read: Callable[..., Recognition]) -> None:
    head = [["DANH MỤC TRANG BỊ XÃ BA VÌ"], ["TT", "Danh mục", "Số lượng"]]
    found = read(
        [*head, [1, "Áo phao", 40], [None, "- Phao tròn", 10], [None, "- Phao bè", 5], [2, "Rựa", 7]]
    )
    assert [row.quantity for row in found.rows] == [40, 10, 5, 7]
    assert [row.quantity for row in found.rows if row.status is RowStatus.ACCEPTED] == [7]
    assert {check.cell: check.ok for check in found.checks} == {"C3": False}
