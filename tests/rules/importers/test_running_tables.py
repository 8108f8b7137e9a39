"""Rows of a running table whose words head columns elsewhere are its rows; the header of the next table is still one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest

from importers.rules.results import Recognition

Read = Callable[..., Recognition]
Rows = Sequence[Sequence[Any]]
NOTES = ["HĐ nguyên tắc", "Còn tốt", "Có lái xe", "Nơi để: thôn 1", "Hiện có", "Chưa có số lượng", "Cam kết"]
OWNED: Rows = [
    ["UBND XÃ BA GIA"],
    ["DANH SÁCH XE, MÁY CỦA NHÂN DÂN"],
    ["TT", "Chủ phương tiện", "Điện thoại", "Địa chỉ", "Loại phương tiện", "Biển số", "Trọng tải", "Ghi chú"],
    [1, "Nguyễn Văn Sơn", "0912345678", "thôn 1", "Xe ben", "76C-112.45", "10 tấn", "Sẵn sàng"],
]
OTHER = [2, "Trần Thị Liễu", "0912345679", "thôn 2", "Xe khách", "76B-001.23", "45 chỗ", ""]
WIDE: Rows = [
    ["TỈNH QUẢNG NGÃI"],
    ["BIỂU TỔNG HỢP VẬT TƯ"],
    ["TT", "Xã, phường", "Áo phao (cái)", "Xe ben (chiếc)", "Ghi chú"],
    [1, "Xã Ba Vì", 3, 5, ""],
]
LIST: Rows = [
    ["UBND XÃ BA VÌ"],
    ["THỐNG KÊ VẬT TƯ"],
    ["TT", "Danh mục", "ĐVT", "Số lượng", "Nơi để", "Ghi chú"],
    [1, "Băng ca", "cái", 2, "Kho", ""],
]


@pytest.mark.parametrize("note", [*NOTES, "Sẵn sàng", "Đang sử dụng"])
@pytest.mark.parametrize(("kind", "code"), [("Xe múc", "PT-020"), ("Tàu cá, ca nô", None)])
def test_a_further_vehicle_of_an_owner_opens_no_table(
    kind: str, code: str | None, note: str, read: Read
) -> None:
    row = [None, None, None, None, kind, None, None, note]
    found = read([*OWNED, row, OTHER], merges=["B4:B5", "C4:C5", "D4:D5"])
    assert [line.cell for line in found.rows] == ["E4", "E5", "E6"]
    assert found.rows[1].resource_code == code
    assert not found.unread


def test_the_names_beside_tell_that_a_column_holds_names(read: Read) -> None:
    head = [*OWNED[2][:4], "Xe - máy", *OWNED[2][5:]]  # no head of names by itself
    row = [None, None, None, None, "Xe múc", None, None, NOTES[0]]
    found = read([*OWNED[:2], head, OWNED[3], row, OTHER])
    assert [line.cell for line in found.rows] == ["E4", "E5", "E6"]


@pytest.mark.parametrize("note", [*NOTES, "Đang tổng hợp, cam kết gửi trước 15/10"])
def test_a_commune_without_figures_opens_no_table(note: str, read: Read) -> None:
    found = read([*WIDE, [None, "Xã Đăk Hà", None, None, note], [2, "Xã Ba Xa", 4, 6, ""]])
    assert [line.cell for line in found.rows] == ["C4", "D4", "C6", "D6"]
    assert [cell.cell for cell in found.unread] == ["B5"]


@pytest.mark.parametrize("note", NOTES)
def test_a_thing_without_a_figure_opens_no_table(note: str, read: Read) -> None:
    found = read(
        [
            *LIST,
            [None, "Xe múc", None, None, None, note],
            [2, "Áo phao", "cái", 7, "Kho"],
            [3, "Loa cầm tay", "cái", 5],
        ]
    )
    assert [line.cell for line in found.rows] == ["D4", "D6", "D7"]
    assert found.sheets[0].header_rows == (3,)


@pytest.mark.parametrize(
    ("head", "body", "cells"),
    [
        (["Xã", "Áo phao", "Ghi chú"], ["Xã Ba Xa", 9, ""], ["B7"]),
        (["Đơn vị", "Áo phao", "Ca nô", "Hiện có"], ["Xã Ba Xa", 9, 8, ""], ["B7", "C7"]),
        ([None, "Áo phao", "Phao tròn", "Ghi chú"], ["Xã Ba Xa", 9, 8], ["B7", "C7"]),
        (["TT", "Xe ben", "ĐVT", "Số lượng"], [1, "Xe ben", "chiếc", 9], ["D7"]),
        (["TT", "Áo phao", "Nơi để"], [1, 9, "Kho"], ["B7"]),
        ([None, "Nhà bạt", "Hiện có", "Ghi chú"], [None, "Nhà bạt 60 m2", 9, ""], ["C7"]),
    ],
)
def test_the_header_of_the_next_table_is_one(
    head: Sequence[Any], body: Sequence[Any], cells: list[str], read: Read
) -> None:
    found = read([*LIST, ["TRANG BỊ CỦA XÃ"], head, body])
    assert {row.cell for row in found.rows} - {"D4"} == set(cells)
    assert 6 in found.sheets[0].header_rows
