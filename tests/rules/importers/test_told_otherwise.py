"""Figures that what stands beside them tells to be others: powers in a note, people for teams, a yard for a square metre."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from importers.rules.results import Recognition, RowStatus

Read = Callable[..., Recognition]

# A note beside "Máy phát điện" -> whether the smallest is still what it is.
NOTES: dict[str | None, bool] = {
    None: True,
    "Tốt": True,
    "5 kVA": True,
    "Honda 5,5kw": True,
    "01 cái 50 kVA, 02 cái 5 kVA": False,
    "20 kVA": False,
    "công suất trên 30 kVA": False,
}


@pytest.mark.parametrize("note", NOTES)
def test_the_smallest_is_assumed_only_without_a_power(note: str | None, read: Read) -> None:
    rows = [[1, "Máy phát điện", "cái", 3, note], [2, "Áo phao", "cái", 9, "loại 50 kVA"]]
    found = read([["VẬT TƯ XÃ BA VÌ NĂM 2026"], ["TT", "Tên", "ĐVT", "Số lượng", "Ghi chú"], *rows])
    assert [row.resource_code for row in found.rows] == ["TB-010" if NOTES[note] else None, "TB-001"]


# How a column is headed, and the unit of its rows -> whether the eight of "Đội cấp cứu" are taken as eight teams.
HEADS: dict[tuple[str, str | None], bool] = {
    ("Số lượng", None): True,
    ("Số lượng", "đội"): True,
    ("Số người", None): False,
    ("Quân số", None): False,
    ("Số người", "đội"): True,
}


@pytest.mark.parametrize("head", HEADS)
def test_people_are_no_teams(head: tuple[str, str | None], read: Read) -> None:
    rows = [[1, "Đội cấp cứu", head[1], 8], [2, "Dân quân cơ động", "người", 40]]
    found = read([["LỰC LƯỢNG XÃ BA VÌ NĂM 2026"], ["TT", "Tên", "ĐVT", head[0]], *rows])
    teams = [row for row in found.rows if row.resource_code == "LL-021" and row.status is RowStatus.ACCEPTED]
    assert [row.quantity for row in teams] == ([8] if HEADS[head] else [])


# A place of a list of one row each -> how many of it are taken.
SINGLE: dict[str, int | None] = {"Tầng hầm": None, "Sân vận động": None, "Trường học": 1, "Nhà văn hóa": 1}


@pytest.mark.parametrize("name", SINGLE)
def test_a_place_is_no_square_metre(name: str, read: Read) -> None:
    heads = ["TT", "Công trình", "Địa chỉ", "Sức chứa (người)", "Người quản lý"]
    found = read([["ĐIỂM SƠ TÁN XÃ BA VÌ NĂM 2026"], heads, [1, name, "Thôn 1", 200, "Ông A"]])
    taken = [int(row.quantity) for row in found.rows if row.status is RowStatus.ACCEPTED and row.quantity]
    assert taken == [number for number in [SINGLE[name]] if number]
