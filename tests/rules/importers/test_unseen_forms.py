"""Traps of forms beside the usual ones, each by its name: (rows, cell -> (commune, type, quantity) or None where asked)."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from importers.rules.results import Recognition, RowStatus

Expected = dict[str, tuple[str, str, int] | None]

TRAPS: dict[str, tuple[list[list[Any]], Expected]] = {
    "list marks of any kind before goods that are no parts of each other": (
        [["XÃ BA VÌ 2026"], ["Danh mục", "ĐVT", "SL"], ["1. Áo phao", "cái", 40], ["2) Phao tròn", "cái", 10],
         ["a) Bao cát", "cái", 300], ["- Rọ thép", "cái", 25], ["+ Cuốc, xẻng", "cái", 60]],
        {"C3": ("21529", "TB-001", 40), "C4": ("21529", "TB-002", 10), "C5": ("21529", "VT-001", 300), "C6": ("21529", "VT-002", 25), "C7": ("21529", "VT-011", 60)},
    ),
    "list marks in a column of their own, and a total that counts every row": (
        [["XÃ BA VÌ 2026"], ["TT", "Vật tư", "ĐVT", "SL"], ["1)", "Áo phao", "cái", 10], ["2)", "Bao cát", "cái", 20],
         ["a)", "Phao tròn", "cái", 7], ["-", "Rọ thép", "cái", 3], [None, "Cộng", None, 40]],
        {"D3": ("21529", "TB-001", 10), "D4": ("21529", "VT-001", 20), "D5": ("21529", "TB-002", 7), "D6": ("21529", "VT-002", 3)},
    ),
    "list marks below no header are no figures": (
        [["NĂM 2026"], [None, "Xã", "Áo phao", "Phao tròn"], ["1)", "Ba Gia", 10, 5], ["2)", "Ba Vì", 20, 3], ["-", "Ba Xa", 4, 2]],
        {"C3": ("21205", "TB-001", 10), "D3": ("21205", "TB-002", 5), "C4": ("21529", "TB-001", 20), "D5": ("21538", "TB-002", 2)},
    ),
    "parts whose sum is wrong stay parts": (
        [["XÃ BA VÌ 2026"], ["Vật tư", "ĐVT", "SL"], ["1. Cuốc, xẻng", "cái", 10], ["- Cuốc", "cái", 20], ["- Xẻng", "cái", 7],
         ["2. Áo phao", "cái", 5]],
        {"C4": ("21529", "VT-011", 20), "C5": ("21529", "VT-011", 7), "C6": ("21529", "TB-001", 5)},
    ),
    "short names on a sheet typed without accents, where they may be other words": (
        [["XA BA VI 2026"], ["TT", "Ten", "DVT", "SL"], [1, "HANG", "CAI", 8], [2, "Ghe", "chiec", 4], [3, "Cac loai thang", "cai", 2],
         [4, "AO PHAO", "CAI", 5], [5, "Ghe, thuyen", "chiec", 3]],
        {"D3": None, "D4": None, "D5": None, "D6": ("21529", "TB-001", 5), "D7": ("21529", "PT-008", 3)},
    ),
    "the same short names where accents are typed": (
        [["XÃ BA VÌ 2026"], ["TT", "Tên", "ĐVT", "SL"], [1, "Ghe", "chiếc", 4], [2, "Thang", "cái", 2], [3, "Rọ thép", "cái", 5]],
        {"D3": ("21529", "PT-008", 4), "D4": ("21529", "TB-029", 2), "D5": ("21529", "VT-002", 5)},
    ),
    "an abbreviation that heads figures too, without and with a unit": (
        [["NĂM 2026"], ["TT", "Xã", "LK", "LK (kg)", "Áo phao"], [1, "Xã Ba Vì", 10, 40, 20], [2, "Xã Ba Gia", 9, 30, 30]],
        {"C3": None, "D3": ("21529", "HC-003", 40), "E4": ("21205", "TB-001", 30)},
    ),
    "a name that means something else below its group": (
        [["XÃ THỌ PHONG 2026"], ["TT", "Lực lượng", "ĐVT", "Số lượng"], ["I", "Dân quân", "người", None],
         [1, "Cơ động", "người", 40], [2, "Thường trực", "người", 20], ["II", "Công an xã", "người", None], [1, "Thường trực", "người", 5]],
        {"D4": ("21181", "LL-001", 40), "D5": ("21181", "LL-003", 20), "D7": None},
    ),
    "the same in a header of two levels": (
        [["NĂM 2026"], ["TT", "Xã", "Dân quân", None, "Áo phao"], [None, None, "Cơ động", "Thường trực", None],
         [1, "Xã Ba Gia", 10, 4, 20], [2, "Xã Ba Vì", 9, 3, 30]],
        {"C4": ("21205", "LL-001", 10), "D4": ("21205", "LL-003", 4), "E5": ("21529", "TB-001", 30)},
    ),
    "a unit of thousands": (
        [["XÃ BA VÌ 2026"], ["TT", "Danh mục", "SL (nghìn cái)"], [1, "Bao cát", 5], [2, "Cuốc", 2]],
        {"C3": ("21529", "VT-001", 5000), "C4": ("21529", "VT-011", 2000)},
    ),
    "a unit of some other number": (
        [["XÃ BA VÌ 2026"], ["TT", "Danh mục", "SL (tá)"], [1, "Bao cát", 5], [2, "Cuốc", 2]],
        {"C3": None, "C4": None},
    ),
    "households beside the stock of villages": (
        [["XÃ THIỆN TÍN 2026"], ["TT", "Thôn", "Lực lượng xung kích", "Áo phao", "Tổng số hộ", "Số khẩu"],
         [1, "Thôn Phú Khương", 20, 30, 300, 1200], [2, "Thôn Tân Hòa", 25, 40, 250, 1100]],
        {"C3": ("21388", "LL-007", 20), "D4": ("21388", "TB-001", 40)},
    ),
    "one commune with a district's name among numbered communes": (
        [["Thống kê"], ["TT", "Xã", "Áo phao"], [1, "Xã Sơn Linh", 5], [2, "Đăk Hà", 6], [3, "Xã Sơn Kỳ", 7]],
        {"C3": ("21307", "TB-001", 5), "C4": None, "C5": ("21325", "TB-001", 7)},
    ),
    "communes of today and former ones of the same name across, without a year": (
        [["Tổng hợp"], ["TT", "Danh mục", "ĐVT", "Trà Phong", "Trà Giang", "Trà Phú"], [1, "Áo phao", "cái", 5, 6, 7], [2, "Phao tròn", "cái", 1, 2, 3]],
        {"D3": ("21154", "TB-001", 5), "D4": ("21154", "TB-002", 1), "E3": None, "E4": None, "F3": ("21127", "TB-001", 7), "F4": ("21127", "TB-002", 3)},
    ),
    "communes of today beside the rows, one of them with a former one's name, without a year": (
        [["Tổng hợp"], ["TT", "Xã", "Danh mục", "ĐVT", "Số lượng"], [1, "Xã Thiện Tín", "Áo phao", "cái", 5], [2, "Xã Trà Giang", "Áo phao", "cái", 6], [3, "Xã Lân Phong", "Áo phao", "cái", 7]],
        {"E3": ("21388", "TB-001", 5), "E4": ("21244", "TB-001", 6), "E5": ("21433", "TB-001", 7)},
    ),
    "communes of today above the rows, one of them with a former one's name, without a year": (
        [["Tổng hợp"], ["TT", "Danh mục", "ĐVT", "Số lượng"], ["A", "Xã Thiện Tín"], [1, "Áo phao", "cái", 5], ["B", "Xã Trà Giang"], [1, "Áo phao", "cái", 6], ["C", "Xã Lân Phong"], [1, "Áo phao", "cái", 7]],
        {"D4": ("21388", "TB-001", 5), "D6": ("21244", "TB-001", 6), "D8": ("21433", "TB-001", 7)},
    ),
    "tents whose size stands in a column of its own": (
        [["XÃ LÂN PHONG 2026"], ["TT", "Tên vật tư", "Quy cách", "ĐVT", "Số lượng"],
         [1, "Nhà bạt", "24,5 m2", "bộ", 2], [2, "Nhà bạt", None, "bộ", 3]],
        {"E3": ("21433", "TB-006", 2), "E4": None},
    ),
    "schools named one by one below their header": (
        [["XÃ AN PHÚ 2026"], ["TT", "Tên trường học", "ĐVT", "Số lượng"], [1, "THCS Nghĩa Dõng", "cơ sở", 1],
         [2, "Mầm non Hoa Sen", "cơ sở", 1], [3, "Chùa Ông", "cơ sở", 1]],
        {"D3": ("21034", "CT-001", 1), "D4": ("21034", "CT-001", 1), "D5": None},
    ),
    "facilities named below their sections": (
        [["XÃ AN PHÚ 2026"], ["TT", "Tên công trình", "ĐVT", "Số lượng"], ["I", "Nhà văn hóa", None, None],
         [1, "Thôn Kim Thạch", "cơ sở", 1], ["II", "Chùa, nhà thờ", None, None], [1, "Chùa Ông", "cơ sở", 1]],
        {"D4": ("21034", "CT-002", 1), "D6": ("21034", "CT-006", 1)},
    ),
    "places of shelter, each named by its kind, below a header that names none": (
        [["DANH SÁCH ĐỊA ĐIỂM TRÁNH TRÚ BÃO, LŨ - XÃ BÌNH MINH"], ["TT", "Tên công trình", "Thôn", "Sức chứa (người)", "SĐT"],
         [1, "Trường Tiểu học Bình Minh", "Tân Phước", 400, "0905 555 666"], [2, "Nhà văn hóa thôn Lộc Thanh", "Lộc Thanh", 60, 914777888],
         [3, "UBND xã", "Mỹ Long", 250, None]],
        {"B3": ("21085", "CT-001", 1), "B4": ("21085", "CT-002", 1), "B5": None},
    ),
    "women among those a column counts, whatever the office calls them": (
        [["TỔNG HỢP LỰC LƯỢNG NĂM 2026"], ["TT", "Đơn vị", "Quân xung kích", None, "Xe ben"], [None, None, "Tổng số", "Trong đó: nữ", None],
         [1, "Xã Bình Minh", 70, 12, 3], [2, "Xã Bình Chương", 60, 10, 2]],
        {"C4": None, "C5": None, "E4": ("21085", "PT-014", 3), "E5": ("21100", "PT-014", 2)},
    ),
    "owners and plates whose kind the title alone names": (
        [["DANH SÁCH TÀU CÁ, GHE THUYỀN SẴN SÀNG HUY ĐỘNG"], ["(Đặc khu Lý Sơn)"], ["STT", "Chủ tàu", "Số đăng ký", "Công suất (CV)", "Nơi neo đậu"],
         [1, "Bùi Văn Phải", "QNg-96169-TS", 400, "Cảng An Hải"], [2, "Nguyễn Lộc", "QNg-96382-TS", 120, "Vũng neo An Vĩnh"]],
        {"B4": None, "B5": None},
    ),
    "a team with a post beside each name": (
        [["DANH SÁCH ĐỘI XUNG KÍCH XÃ NGHĨA GIANG"], ["STT", "Họ và tên", "Chức vụ", "Nhiệm vụ", "Số điện thoại"],
         [1, "Nguyễn Văn An", "Đội trưởng", "Hậu cần", "0905123456"], [2, "Trần Thị Bé", "Đội phó", "Cứu hộ", "0914123456"]],
        {},
    ),
    "headers as a program writes them": (
        [["ma_xa", "ten_xa", "ma_tb", "ten_tb", "so_luong", "dvt"], ["21085", "Xã Bình Minh", "TB-001", "Áo phao", 120, "cái"]],
        {"E2": ("21085", "TB-001", 120)},
    ),
    "planned and laid in": (
        [["TỔNG HỢP DỰ TRỮ NĂM 2026"], ["TT", "Xã", "Gạo (kg)", None], [None, None, "KH", "Đã dự trữ"], [1, "Xã Long Phụng", 10, 6]],
        {"D4": ("21409", "HC-001", 6)},
    ),
    "the stores of communes across": (
        [["KIỂM KÊ VẬT TƯ CÁC KHO NĂM 2026"], ["TT", "Chủng loại", "ĐVT", "Kho xã Bình Sơn", "Kho UBND xã Vạn Tường", "Tổng số"],
         [1, "Xuồng ST-660", "chiếc", 1, 2, 3], [2, "Phao bè", "cái", 12, 10, 22]],
        {"D3": ("21040", "PT-002", 1), "E3": ("21061", "PT-002", 2), "D4": ("21040", "TB-003", 12), "E4": ("21061", "TB-003", 10)},
    ),
    "what there was, what was added and what there is now": (
        [["XÃ NGHĨA GIANG"], ["TT", "Tên trang bị", "ĐVT", "Có đến 31/12/2025", "Bổ sung năm 2026", "Tổng có năm 2026"],
         [1, "Áo phao", "cái", 100, 20, 120], [2, "Loa cầm tay", "cái", 4, 1, 5]],
        {"F3": ("21250", "TB-001", 120), "F4": ("21250", "TB-024", 5)},
    ),
}  # fmt: skip


@pytest.mark.parametrize("trap", TRAPS)
def test_a_trap_is_read_right_or_asked(trap: str, read: Callable[..., Recognition]) -> None:
    rows, expected = TRAPS[trap]
    found = read(rows)
    by_cell = {row.cell: row for row in found.rows}
    accepted = {row.cell for row in found.rows if row.status is RowStatus.ACCEPTED}
    assert accepted == {cell for cell, value in expected.items() if value is not None} | {
        cell for cell in accepted if cell not in expected and rows[0][0] in {"NĂM 2026", "XÃ THIỆN TÍN 2026"}
    }
    for cell, value in expected.items():
        row = by_cell[cell]
        if value is None:
            assert row.status is RowStatus.REVIEW
        else:
            assert (row.commune_code, row.resource_code, row.quantity) == (*value[:2], Decimal(value[2]))


def test_facilities_of_one_kind_stay_rows_of_their_own(read: Callable[..., Recognition]) -> None:
    found = read(TRAPS["facilities named below their sections"][0])
    assert [row.location for row in found.rows] == ["Thôn Kim Thạch", "Chùa Ông"]


def test_a_total_right_below_the_header_and_sums_carried_over_are_checked(
    read: Callable[..., Recognition],
) -> None:
    top = read([["2026"], ["TT", "Đơn vị", "Áo phao"], [None, "TOÀN TỈNH", 30], [1, "Xã Ba Vì", 10], [2, "Xã Ba Gia", 20]])  # fmt: skip
    assert [(check.cell, check.ok) for check in top.checks] == [("C3", True)]
    head = ["TT", "Danh mục", "ĐVT", "SL"]
    pages = read(
        [
            ["XÃ BA VÌ"],
            head,
            [1, "Áo phao", "cái", 1],
            [None, "Cộng mang sang", None, 1],
            head,
            [None, "Mang sang", None, 1],
            [2, "Cáng", "cái", 4],
            [None, "Tổng cộng", None, 5],
        ]
    )
    assert [(row.cell, row.quantity) for row in pages.rows] == [("D3", 1), ("D7", 4)]
    assert {check.cell: check.ok for check in pages.checks} == {"D4": True, "D6": True, "D8": True}


def test_a_column_of_districts_is_a_summary_not_stock(read: Callable[..., Recognition]) -> None:
    found = read(
        [["NĂM 2021"], ["TT", "Huyện", "Áo phao", "Phao tròn"], [1, "Sơn Hà", 5, 2], [2, "Ba Tơ", 6, 3]]
    )
    assert not found.rows
    assert {cell.reason for cell in found.unread} == {"district_sum"}


def test_strength_of_units_is_summed_but_never_stock(read: Callable[..., Recognition]) -> None:
    rows = [["HIỆP ĐỒNG 2026"], ["TT", "Đơn vị", "Quân số", None, None, "Phương tiện", None], [None, None, "SQ", "QNCN", "Cộng", "Xe", "Xuồng"],
            [1, "Trung đoàn 887", 5, 6, 11, 2, 1], [2, "Tiểu đoàn Lý Sơn", 4, 5, 9, 1, 1]]  # fmt: skip
    found = read(rows)
    assert not [row for row in found.rows if row.status is RowStatus.ACCEPTED]
    assert {check.cell: check.ok for check in found.checks} == {"E4": True, "E5": True}
