"""A thing known by its size, with what was assigned, is there and is asked for below it: read as any other thing is."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from importers.rules.results import Recognition, RowStatus

Read = Callable[..., Recognition]

THINGS = {"Áo phao (cái)": "TB-001", "Xuồng ST450 (chiếc)": "PT-001", "Nhà bạt 16,5 m2 (bộ)": "TB-005", "Máy phát điện 30 KVA (cái)": "TB-011"}  # fmt: skip
# Heads below the thing -> columns taken, columns asked about.
HEADS: dict[tuple[str, ...], tuple[str, str]] = {
    ("Được giao", "Đã có", "Đề nghị cấp"): ("D", ""),
    ("Kế hoạch", "Đã có"): ("D", ""),
    ("Được trang bị", "Hiện còn"): ("D", ""),
    ("Đã phát", "Hiện có"): ("D", ""),
    ("Hộ dân", "UBND xã"): ("CD", ""),
    ("Loại mới", "Loại cũ"): ("", "CD"),
    ("Tốt", "Hỏng"): ("C", ""),
}


@pytest.mark.parametrize("thing", THINGS)
@pytest.mark.parametrize("heads", HEADS)
def test_what_stands_below_a_thing(heads: tuple[str, ...], thing: str, read: Read) -> None:
    rows = [["TRANG BỊ CÁC XÃ"], ["TT", "Xã", thing, *[None] * (len(heads) - 1)], [None, None, *heads],
            [1, "Xã Ba Vì", *(5, 4, 3)[: len(heads)]], [2, "Xã Ba Gia", *(6, 2, 1)[: len(heads)]]]  # fmt: skip
    found = read(rows).rows
    taken = {row.cell[0] for row in found if row.status is RowStatus.ACCEPTED}
    assert ("".join(sorted(taken)), "".join(sorted({row.cell[0] for row in found} - taken))) == HEADS[heads]
    assert {row.resource_code for row in found} == {THINGS[thing]}


@pytest.mark.parametrize("size", ["16,5 m2", "loại 16,5"])
def test_a_size_below_its_thing_names_it(size: str, read: Read) -> None:
    rows = [["TRANG BỊ CÁC XÃ"], ["TT", "Xã", "Nhà bạt (bộ)", None], [None, None, size, "60 m2"], [1, "Xã Ba Vì", 5, 4], [2, "Xã Ba Gia", 6, 2]]  # fmt: skip
    assert [row.resource_code for row in read(rows).rows if row.status is RowStatus.ACCEPTED] == [
        "TB-005",
        "TB-008",
    ] * 2


@pytest.mark.parametrize("head", ["Dấu thời gian", "Ngày báo cáo", "Thời gian gửi báo cáo", "Ngày lập biểu"])
def test_when_a_row_was_reported_is_no_matter(head: str, read: Read) -> None:
    rows = [[head, "Xã, phường", "Áo phao (cái)", "Máy cưa (cái)"], ["01/9/2026", "Xã Ba Vì", 5, 4], ["03/9/2026", "Xã Ba Gia", 6, 2]]  # fmt: skip
    assert [row.status for row in read(rows).rows] == [RowStatus.ACCEPTED] * 4


@pytest.mark.parametrize("head", ["Ngày giao", "Ngày nộp", "Ngày trả"])
def test_when_things_changed_hands_is_asked_about(head: str, read: Read) -> None:
    rows = [[head, "Xã, phường", "Áo phao (cái)", "Máy cưa (cái)"], ["01/9/2026", "Xã Ba Vì", 5, 4], ["03/9/2026", "Xã Ba Gia", 6, 2]]  # fmt: skip
    assert [row.status for row in read(rows).rows] == [RowStatus.REVIEW] * 4


@pytest.mark.parametrize("label", ["So với năm 2025 (%)", "So với cùng kỳ", "So sánh với năm 2025"])
def test_a_row_of_growth_is_no_commune(label: str, read: Read) -> None:
    rows = [["TRANG BỊ CÁC XÃ NĂM 2026"], ["TT", "Xã", "Áo phao (cái)", "Máy cưa (cái)"], [1, "Xã Ba Vì", 5, 4], [2, "Xã Ba Gia", 6, 2],
            [None, "Tổng số", 11, 6], [None, label, 102, 98]]  # fmt: skip
    found = read(rows)
    assert [row.cell for row in found.rows] == ["C3", "D3", "C4", "D4"]
    assert {left.cell for left in found.unread} >= {"C6", "D6"}
