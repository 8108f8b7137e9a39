"""Forms that say by themselves what there is: no question is asked of them, and what is none of it is left where it stands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from core.excel.book import Sheet
from importers.rules.names.vocabulary import Role, role_of
from importers.rules.results import Recognition, RowStatus

Read = Callable[..., Recognition]
LIST = ["TT", "Tên", "ĐVT", "Số lượng"]


def taken(found: Recognition) -> dict[str, Any]:
    """Return the quantities by cell where all rows are accepted."""
    assert all(row.status is RowStatus.ACCEPTED for row in found.rows), found.questions
    return {row.cell: row.quantity for row in found.rows}


# The header of a column -> its role.
HEADERS: dict[str, Role | None] = {
    "Cần": Role.NEED,
    "Cần có": Role.NEED,
    "Can": None,
    "Cân": None,
    "Có": Role.QUANTITY,
    "Hạn dùng": Role.EXPIRY,
    "Hạn sử dụng": Role.EXPIRY,
    "Ngày hết hạn": Role.EXPIRY,
    "Hết hạn": None,
    "Thời hạn cam kết": Role.AGREEMENT,
}


@pytest.mark.parametrize("header", HEADERS)
def test_headers(header: str) -> None:
    assert role_of(header) is HEADERS[header]


def test_what_is_needed_there_and_missing_below_each_type(read: Read) -> None:
    found = read(
        [
            ["CÂN ĐỐI TRANG BỊ CÁC XÃ"],
            ["TT", "Xã", "Áo phao (cái)", None, None, "Bao cát (cái)", None, None],
            [None, None, "Cần", "Có", "Thiếu", "Cần", "Có", "Thiếu"],
            [1, "Tư Nghĩa", 300, 140, 160, 5000, 3000, 2000],
            [2, "Vệ Giang", 260, 90, 170, 4000, 2500, 1500],
        ],
        merges=["A2:A3", "B2:B3", "C2:E2", "F2:H2"],
    )
    assert taken(found) == {"D4": 140, "G4": 3000, "D5": 90, "G5": 2500}
    assert {cell.reason for cell in found.unread} == {"need_not_stock"}


# The second header of two columns of quantities -> the cells taken; what was before is left out, what cannot be told is asked.
BEFORE: dict[str, bool] = {"Số lượng cũ": True, "SL kỳ trước": True, "Số lượng khác": False}


@pytest.mark.parametrize("header", BEFORE)
def test_what_there_was_before_beside_what_there_is(header: str, read: Read) -> None:
    found = read(
        [["TRANG BỊ XÃ BA VÌ"], ["TT", "Tên", "ĐVT", header, "Số lượng"], [1, "Áo phao", "cái", 55, 75]]
    )
    accepted = [row.cell for row in found.rows if row.status is RowStatus.ACCEPTED]
    assert (accepted == ["E3"]) is BEFORE[header]
    assert (len(found.rows) == 1) is BEFORE[header]


def test_a_hidden_row_beside_what_there_was_before(read: Read, sheet: Callable[..., Sheet]) -> None:
    for header, asked in (("Số lượng cũ", ["D4"]), ("Ghi chú", [])):
        head = ["TT", "Tên", "ĐVT", "Số lượng", header]
        rows = [["TRANG BỊ XÃ BA VÌ"], head, [1, "Áo phao", "cái", 60, 50], [2, "Phao tròn", "cái", 20, 18]]
        made = sheet("Sheet1", rows)
        cells = tuple(cell._replace(hidden=cell.row == len(rows)) for cell in made.cells)
        found = read(replace(made, cells=cells))
        assert [row.cell for row in found.rows if row.status is RowStatus.REVIEW] == asked


# The lines above a list of the commune of Ba Vì -> whether its figures are taken.
TITLES: dict[tuple[str, ...], bool] = {
    ("Bên B luôn giữ sẵn tại cửa hàng số hàng dưới đây để giao cho Bên A khi có thiên tai:",): True,
    ("ĐỒ DÙNG HẬU CẦN",): True,
    ("VẬT DỤNG CỦA CÁC THÔN",): True,
    ("DANH SÁCH VẬT TƯ GIAO CÁC XÃ GIỮ", "Giao xã quản lý, sử dụng, tính vào vật tư tại chỗ của xã"): True,
    ("PHÂN BỔ VẬT TƯ ĐÃ CẤP VỀ CÁC XÃ (xã đã nhận, đang giữ)",): True,
    ("Phấn đấu đến năm 2027 có 300 áo phao", "Hiện nay xã có các phương tiện, vật tư sau:"): True,
    ("Đơn vị tiền: 1.000 đồng",): True,
    ("DANH SÁCH VẬT TƯ GIAO CÁC XÃ GIỮ HỘ",): False,
    ("PHÂN BỔ VẬT TƯ CHO CÁC XÃ",): False,
    ("Phấn đấu đến năm 2027 có các phương tiện sau:",): False,
    ("Bên B sẽ giao cho Bên A số hàng dưới đây:",): False,
}


@pytest.mark.parametrize("lines", TITLES)
def test_titles_of_what_is_there(lines: tuple[str, ...], read: Read) -> None:
    found = read(
        [
            ["UBND XÃ BA VÌ"],
            *([line] for line in lines),
            LIST,
            [1, "Áo phao", "cái", 20],
            [2, "Rựa", "cái", 30],
        ]
    )
    assert all(row.status is RowStatus.ACCEPTED for row in found.rows) is TITLES[lines]
    assert len(found.rows) == 2


def test_the_worth_of_things_beside_their_number(read: Read) -> None:
    found = read(
        [
            ["HÀNG DỰ TRỮ CỦA CÁC CỬA HÀNG XÃ BA VÌ"],
            ["TT", "Mặt hàng", "ĐVT", "Giá trị", "SL"],
            [1, "Gạo", "kg", 54000, 3000],
        ]
    )
    assert taken(found) == {"E3": 3000}
    assert [(cell.cell, cell.reason) for cell in found.unread] == [("D3", "price")]


def test_a_list_that_lies_on_its_side(read: Read) -> None:
    found = read(
        [
            ["THỐNG KÊ TRANG THIẾT BỊ XÃ BA XA NĂM 2026"],
            ["Tên trang thiết bị", "Áo phao", "Phao tròn", "Loa cầm tay"],
            ["Đơn vị tính", "cái", "cái", "cái"],
            ["Số lượng", 48, 20, 7],
            ["Nơi để", "Kho xã", "Kho xã", "Các thôn"],
        ]
    )
    assert taken(found) == {"B4": 48, "C4": 20, "D4": 7}
    assert [row.location for row in found.rows] == ["Kho xã", "Kho xã", "Các thôn"]


def test_good_middling_and_broken_ones_without_their_sum(read: Read) -> None:
    found = read(
        [
            ["KIỂM KÊ CHẤT LƯỢNG TRANG BỊ XÃ BA VÌ"],
            ["TT", "Trang bị", "ĐVT", "Chất lượng", None, None, "Nơi giữ"],
            [None, None, None, "Tốt", "Trung bình", "Hỏng", None],
            [1, "Áo phao", "cái", 60, 15, 5, "Kho xã"],
            [2, "Phao tròn", "cái", 30, 8, 2, "Kho xã"],
        ],
        merges=["D2:F2"],
    )
    assert taken(found) == {"D4": 60, "E4": 15, "F4": 5, "D5": 30, "E5": 8, "F5": 2}
    assert [row.broken_quantity for row in found.rows[:3]] == [None, None, 5]
    assert [row.condition for row in found.rows[:3]] == ["tốt", "trung bình", "hỏng"]


def test_the_sum_beside_its_parts_by_condition_goes_alone(read: Read) -> None:
    found = read(
        [
            ["KIỂM KÊ TRANG BỊ XÃ BA VÌ"],
            ["TT", "Trang bị", "ĐVT", "Số lượng", "Chất lượng", None],
            [None, None, None, None, "Tốt", "Hỏng"],
            [1, "Áo phao", "cái", 80, 75, 5],
        ],
        merges=["E2:F2"],
    )
    assert taken(found) == {"D4": 80}
    assert found.rows[0].broken_quantity == 5


# The header of the only figures of a list of villages -> whether it counts the people of the force.
MEMBERS: dict[str, bool] = {
    "Số đội viên xung kích PCTT (người)": True,
    "Số người tham gia xung kích PCTT": True,
    "Số buổi tập huấn": False,
}


@pytest.mark.parametrize("header", MEMBERS)
def test_members_of_a_force_by_village(header: str, read: Read) -> None:
    found = read(
        [
            ["ĐỘI XUNG KÍCH XÃ BA VÌ"],
            ["TT", "Tổ", "Tổ trưởng", "Năm sinh", "Số điện thoại", header],
            [1, "Thôn Thanh Sơn", "Võ Minh Quân", 1984, "0953118224", 15],
            [2, "Thôn Lâm Bình", "Phạm Thị Lài", 1990, "0954002117", 12],
        ]
    )
    accepted = [(row.resource_code, row.quantity) for row in found.rows if row.status is RowStatus.ACCEPTED]
    assert (accepted == [("LL-007", 15), ("LL-007", 12)]) is MEMBERS[header]
    assert bool(accepted) is MEMBERS[header]


def test_what_a_shelter_holds_by_the_strength_of_the_storm(read: Read) -> None:
    found = read(
        [
            ["DANH SÁCH CÔNG TRÌNH LÀM NƠI SƠ TÁN DÂN XÃ BA VÌ"],
            ["TT", "Tên công trình", "Địa chỉ", "Sức chứa (người)", None],
            [None, None, None, "Bão cấp 8-9", "Bão cấp 10-11"],
            [1, "Trường THCS Lê Lợi", "Tổ 5", 600, 420],
            [2, "Trường Tiểu học Nguyễn Trãi", "Tổ 3", 450, 300],
        ],
        merges=["D2:E2"],
    )
    assert [row.capacity for row in found.rows] == [
        "Bão cấp 8-9: 600; Bão cấp 10-11: 420",
        "Bão cấp 8-9: 450; Bão cấp 10-11: 300",
    ]
