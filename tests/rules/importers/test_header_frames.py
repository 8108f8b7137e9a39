"""Headers by how they are built: four rows deep, a group in words of the office's own, units in a row of their own."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from importers.rules.layout.grid import GridCell
from importers.rules.layout.header_frames import tells_units
from importers.rules.results import Recognition, RowStatus

TITLE = ["TÌNH HÌNH DỰ TRỮ TẠI CHỖ NĂM 2026"]


@pytest.mark.parametrize("group", ["DỰ TRỮ TẠI CHỖ CỦA CÁC ĐỊA PHƯƠNG", "SỐ LIỆU", "Lương thực, nhiên liệu"])
@pytest.mark.parametrize("units", [("(tấn)", "(lít)", "(lít)", "(lít)"), ("tấn", "lít", "lít", "lít")])
def test_four_rows_of_which_the_last_tells_units(
    group: str, units: tuple[str, ...], read: Callable[..., Recognition]
) -> None:
    rows = [TITLE, ["Đơn vị cấp xã", group, None, None, None, "Ghi chú"], [None, "Lương thực", "Nhiên liệu"], [None, "Gạo", "Xăng", "Dầu DO", "Cộng"],
            [None, *units], ["Xã Ba Gia", 2.5, 300, 200, 500], ["UBND xã Ba Vì", 1, 80, 40, 120], ["Tổng cộng", 3.5, 380, 240, 620]]  # fmt: skip
    found = read(rows, merges=["A2:A5", "F2:F5", "B2:E2", "C3:E3"])
    taken = [(row.commune_code, row.quantity) for row in found.rows if row.status is RowStatus.ACCEPTED]
    assert taken == [
        ("21205", 2500),
        ("21205", 300),
        ("21205", 200),
        ("21529", 1000),
        ("21529", 80),
        ("21529", 40),
    ]
    assert len(found.rows) == 6
    assert {check.cell: check.ok for check in found.checks} == dict.fromkeys(
        ("E6", "E7", "B8", "C8", "D8", "E8"), True
    )


def test_a_record_merged_down_is_no_header(read: Callable[..., Recognition]) -> None:
    rows = [["CHỦ PHƯƠNG TIỆN XÃ BA VÌ NĂM 2026"], ["TT", "Chủ xe", "Loại xe", "Số lượng", "Ghi chú"],
            [1, "Ông Lê Ba", "Xe ben", 2, "huy động khi cần"], [None, None, "Xe múc", 1, "tốt", "cũ"], [2, "Ông Hà", "Xe lu", 1]]  # fmt: skip
    found = read(rows, merges=["A3:A4", "B3:B4", "E3:F3"])
    assert [row.quantity for row in found.rows if row.status is RowStatus.ACCEPTED] == [2, 1, 1]


@pytest.mark.parametrize(
    ("texts", "units"),
    [
        (("(tấn)", "(kg)", "(gói)"), True),
        (("ĐVT", "cái", "bộ"), True),
        (("cái", "bộ"), False),
        (("Hộ", "Khẩu", "Hộ"), False),
        (("cái", "bộ", "Áo phao"), False),
        (("ĐVT", "cái", "12"), False),
    ],
)
def test_rows_of_units(texts: tuple[str, ...], units: bool) -> None:
    cells = [GridCell(5, col, text, text, text, False, False, False) for col, text in enumerate(texts, 1)]
    assert tells_units(cells) is units


@pytest.mark.parametrize("first", ["Phương tiện", "Loại phương tiện"])
def test_own_words_head_columns_without_numbers_before_the_names(
    first: str, read: Callable[..., Recognition]
) -> None:
    head = [first, "ĐVT", "Của phường", "Của doanh nghiệp, hộ dân"]
    rows = [["Ca nô", "Chiếc", 1, "-"], ["Xe ben", "Xe", "-", 9], ["Flycam", "Bộ", 1, 3]]
    found = read([["Phương tiện của phường Đức Phổ"], head, *rows])
    assert [line.quantity for line in found.rows] == [1, 0, 0, 9, 1, 3]
    assert all(line.status is RowStatus.ACCEPTED for line in found.rows)


def test_communes_without_numbers_below_kinds_of_two_levels(read: Callable[..., Recognition]) -> None:
    head = ["Đơn vị", "Dân quân (người)", None, None, "Đội xung kích PCTT (người)", "Dân phòng (người)"]
    parts = [None, "Tổng số", "Cơ động", "Tại chỗ"]
    rows = [["Xã Sơn Linh", 68, 28, 40, 70, 12], ["Xã Sơn Kỳ", 61, 25, 36, 65, 10]]
    merges = ["A2:A3", "B2:D2", "E2:E3", "F2:F3"]
    found = read([["TỔNG HỢP LỰC LƯỢNG CÁC XÃ"], head, parts, *rows], merges=merges)
    assert [line.quantity for line in found.rows] == [28, 40, 70, 12, 25, 36, 65, 10]
    assert [check.ok for check in found.checks] == [True, True]


def test_own_words_above_communes_head_them(read: Callable[..., Recognition]) -> None:
    head = ["Xã nhận", "Rọ thép (cái)", None, "Vải lọc (m2)", None, "Thủ kho"]
    parts = [None, "Đã dùng 2025", "Tồn kho", "Đã dùng 2025", "Tồn kho"]
    rows = [["Xã Tịnh Khê", 20, 80, 100, 600, "Nguyễn Thị Lựu"], ["Xã An Phú", 0, 60, "-", 450, "Trần Hưng"]]
    merges = ["A2:A3", "B2:C2", "D2:E2", "F2:F3"]
    found = read([["VẬT TƯ DỰ TRỮ ĐẶT TẠI CÁC XÃ"], head, parts, *rows], merges=merges)
    taken = [(line.commune_code, line.quantity) for line in found.rows if line.status is RowStatus.ACCEPTED]
    assert taken == [("21211", 80), ("21211", 600), ("21034", 60), ("21034", 450)]
