"""Words around a row that speak against its figure: its group, name, note, the unit above, a title of elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from core.excel.book import Sheet
from importers.rules.results import IMPORT, Recognition, RowStatus

Read = Callable[..., Recognition]

HEAD = ["TT", "Danh mục", "ĐVT", "Số lượng", "Ghi chú"]
# The name of a group -> whether the figures below it are taken.
GROUPS: dict[str, bool] = {
    "Phương tiện của xã": True,
    "Phương tiện hiện có": True,
    "Phương tiện hiệp đồng": True,
    "Vật tư dự trữ tại xã": True,
    "Phương tiện cấp trên tăng cường": False,
    "Xe, xuồng tỉnh chi viện": False,
    "Phương tiện đã thanh lý": False,
    "Trang thiết bị hư hỏng": False,
    "Phương tiện không còn sử dụng được": False,
    "Vật tư cho mượn": False,
}
# What stands in brackets behind a name or alone in a note -> whether the figure is taken.
NOTES: dict[str, bool] = {
    "cấp năm 2024": True,
    "thiếu 2 cái": True,
    "nhu cầu theo thực tế đã đủ": True,
    "nhu cầu": False,
    "đề nghị cấp": False,
    "cần bổ sung": False,
    "dự kiến mua": False,
    "chưa bàn giao": False,
}
TITLES: dict[str, bool] = {
    "TIÊU CHUẨN TRANG BỊ CHO 01 ĐỘI VIÊN": False,
    "TRANG BỊ CHO MỖI ĐỘI XUNG KÍCH": False,
    "BẢNG BÁO GIÁ TRANG THIẾT BỊ": False,
    "PHƯƠNG TIỆN THAM GIA DIỄN TẬP": False,
    "VẬT TƯ HIỆN CÓ SAU DIỄN TẬP": True,
    "TỜ TRÌNH XIN HỖ TRỢ TRANG THIẾT BỊ": False,
    "HÓA ĐƠN MUA HÀNG": False,
    "BIÊN BẢN BÀN GIAO TRANG THIẾT BỊ CHO CÁC THÔN": False,
    "VẬT TƯ BỊ CUỐN TRÔI DO LŨ": False,
    "THIẾT BỊ CẦN SỬA CHỮA": False,
    "PHƯƠNG TIỆN ĐANG ĐƯỢC HUY ĐỘNG ỨNG PHÓ BÃO": False,
    "PHƯƠNG TIỆN HUY ĐỘNG KHI CÓ BÃO": True,
    "TRANG BỊ CHO LỰC LƯỢNG DỰ TẬP HUẤN": False,
    "CHI TRẢ CHẾ ĐỘ CHO LỰC LƯỢNG TRỰC BÃO": False,
    "TRANG BỊ CỦA LỰC LƯỢNG THƯỜNG TRỰC": True,
    "TRANG BỊ THEO TIÊU CHUẨN, DANH MỤC HIỆN HÀNH": True,
}
# Titles of a sheet whose list is of "Xã Ba Vì" -> whether it is taken for ours.
ELSEWHERE: dict[str, bool] = {
    "UBND TỈNH QUẢNG NGÃI": True,
    "UBND TỈNH KON TUM": True,
    "UBND TỈNH GIA LAI": False,
    "ỦY BAN NHÂN DÂN TỈNH BÀ RỊA - VŨNG TÀU": False,
    "UBND THÀNH PHỐ ĐÀ NẴNG": False,
    "HÀNG CỦA TỈNH BÌNH DƯƠNG TẠI TỈNH QUẢNG NGÃI": True,
}
HEADERS: dict[str, bool] = {
    "Số lượng": True,
    "Số lượng/ĐVT": True,
    "Số lượng/thôn": False,
    "SL cho mỗi đội": False,
    "Số lượng (cho 01 thôn)": True,
}


def taken(found: Recognition) -> list[Any]:
    """Return the quantities that are taken."""
    return [row.quantity for row in found.rows if row.status is RowStatus.ACCEPTED]


@pytest.mark.parametrize("group", GROUPS)
def test_groups(group: str, read: Read) -> None:
    rows = [["XÃ BA VÌ 2026"], HEAD, ["I", "Trang bị", None, None], [1, "Bộ đàm", "cái", 5], ["II", group, None, None], [1, "Ca nô", "chiếc", 3]]  # fmt: skip
    found = read(rows)
    assert taken(found) == ([5, 3] if GROUPS[group] else [5])
    assert [row.quantity for row in found.rows] == [5, 3]


@pytest.mark.parametrize("group", GROUPS)
def test_groups_inside_groups(group: str, read: Read) -> None:
    rows = [["XÃ BA VÌ 2026"], HEAD, ["A", "PHƯƠNG TIỆN", None, None], ["I", "Trang bị", None, None], [1, "Bộ đàm", "cái", 5], ["II", group, None, None], [1, "Ca nô", "chiếc", 3]]  # fmt: skip
    assert taken(read(rows)) == ([5, 3] if GROUPS[group] else [5])


@pytest.mark.parametrize("note", NOTES)
def test_notes_and_brackets(note: str, read: Read) -> None:
    rows = [["XÃ BA VÌ 2026"], HEAD, [1, f"Áo phao ({note})", "cái", 20], [2, "Bộ đàm", "cái", 4, note], [3, "Ca nô", "chiếc", 1]]  # fmt: skip
    assert taken(read(rows)) == ([20, 4, 1] if NOTES[note] else [1])


def test_missing_in_brackets_and_missing_as_a_judgement(read: Read) -> None:
    rows = [["XÃ BA VÌ 2026"], ["TT", "Danh mục", "ĐVT", "Mức tối thiểu", "Hiện có", "Đánh giá"],
            [1, "Áo phao (còn thiếu)", "cái", 30, 20, None], [2, "Bộ đàm", "cái", 9, 4, "Thiếu"]]  # fmt: skip
    assert taken(read(rows)) == [4]


@pytest.mark.parametrize("title", TITLES)
def test_titles(title: str, read: Read) -> None:
    rows = [["UBND XÃ BA VÌ"], [title], HEAD, [1, "Áo phao", "cái", 20]]
    assert taken(read(rows)) == ([20] if TITLES[title] else [])


@pytest.mark.parametrize("title", ELSEWHERE)
def test_titles_of_another_province(title: str, read: Read) -> None:
    rows = [[title], ["VẬT TƯ NĂM 2026"], ["TT", "Xã", "Áo phao", "Bộ đàm"], [1, "Xã Ba Vì", 20, 4]]
    assert taken(read(rows)) == ([20, 4] if ELSEWHERE[title] else [])


def test_another_province_speaks_of_every_table_below_it(read: Read) -> None:
    rows = [["UBND TỈNH GIA LAI"], ["XÃ BA VÌ 2026"], HEAD, [1, "Áo phao", "cái", 20], [], ["XÃ BA XA"], HEAD, [1, "Bộ đàm", "cái", 4]]  # fmt: skip
    assert taken(read(rows)) == []


def test_another_province_speaks_of_a_form_of_labels_and_values(read: Read) -> None:
    rows = [
        ["UBND TỈNH GIA LAI"],
        ["Xã:", "Ba Vì"],
        ["Tên phương tiện:", "Ca nô"],
        ["Số lượng:", 3],
        ["Đơn vị tính:", "chiếc"],
    ]
    assert taken(read(rows)) == []
    assert taken(read(rows[1:])) == [3]


def test_one_answer_settles_a_group(read: Read) -> None:
    rows = [["XÃ BA VÌ 2026"], HEAD, ["I", "Phương tiện cấp trên tăng cường", None, None], [1, "Ca nô", "chiếc", 3], [2, "Xe ben", "xe", 2]]  # fmt: skip
    (question,) = read(rows).questions
    assert question.cells == 2
    assert taken(read(rows, answers={question.key: IMPORT})) == [3, 2]


@pytest.mark.parametrize("header", HEADERS)
def test_headers_of_a_norm(header: str, read: Read) -> None:
    rows = [
        ["XÃ BA VÌ 2026"],
        ["TT", "Danh mục", "ĐVT", header],
        [1, "Áo phao", "cái", 2],
        [2, "Rọ thép", "cái", 3],
    ]
    assert taken(read(rows)) == ([2, 3] if HEADERS[header] else [])


def test_a_column_headed_by_a_unit_alone_counts(read: Read) -> None:
    rows = [
        ["XÃ BA VÌ 2026"],
        ["TT", "Lực lượng", "Người"],
        [None, "Tổng số", 11],
        [1, "Dân quân cơ động", 5],
        [2, "Công an xã", 6],
    ]
    found = read(rows)
    assert taken(found) == [5, 6]
    assert [check.ok for check in found.checks] == [True]


def test_the_crew_of_a_boat_is_no_stock(read: Read) -> None:
    rows = [["XÃ BA VÌ 2026"], ["TT", "Chủ tàu", "Số đăng ký", "Loại", "Số thuyền viên (người)", "Điện thoại"],
            [1, "Lê An", "QNg-1TS", "Tàu cá", 6, "0955203118"], [2, "Lê Bình", "QNg-2TS", "Ghe", 4, "0955203119"]]  # fmt: skip
    assert [(row.resource_code, row.quantity) for row in read(rows).rows] == [("PT-009", 1), ("PT-008", 1)]


def test_a_total_that_names_its_year(read: Read) -> None:
    rows = [
        ["NĂM 2026"],
        ["TT", "Xã", "Ca nô"],
        [1, "Xã Ba Vì", 3],
        [2, "Xã Ba Xa", 2],
        [None, "Tổng cộng năm 2026", 6],
    ]
    assert [check.ok for check in read(rows).checks] == [False]


def test_a_multiple_above_the_table_against_the_units_of_the_rows(read: Read) -> None:
    rows = [
        ["XÃ BA VÌ 2026"],
        [None, None, "ĐVT: 1.000 cái"],
        HEAD,
        [1, "Bao cát", "cái", 2],
        [2, "Muối", "kg", 50],
    ]
    assert taken(read(rows)) == [50]


def test_what_a_facility_is_made_of_is_no_facility(read: Read) -> None:
    rows = [["XÃ BA VÌ 2026"], HEAD, [1, "Trường học", "phòng", 20], [2, "Trạm y tế", "giường", 6], [3, "Nhà văn hóa", "nhà", 7]]  # fmt: skip
    assert taken(read(rows)) == [7]


def test_facilities_and_what_they_hold_below_one_heading(read: Read) -> None:
    rows = [["NĂM 2026"], ["TT", "Xã", "Trường học", None, "Trạm y tế", None], [None, None, "Số cơ sở", "Sức chứa", "Số cơ sở", "Sức chứa"],
            [1, "Xã Ba Vì", 3, 400, 1, 60], [2, "Xã Ba Xa", 2, 300, 1, 40], [None, "Tổng 2 xã", 5, 701, 2, 100]]  # fmt: skip
    found = read(rows, merges=["C2:D2", "E2:F2", "A2:A3", "B2:B3"])
    assert taken(found) == [3, 1, 2, 1]
    assert {check.cell: check.ok for check in found.checks} == {
        "C6": True,
        "D6": False,
        "E6": True,
        "F6": True,
    }


def test_what_the_state_and_people_have(read: Read) -> None:
    rows = [["XÃ BA VÌ 2026"], ["TT", "Phương tiện", "ĐVT", "Của Nhà nước", "Của tư nhân", "Cộng"], [1, "Ca nô", "chiếc", 2, 5, 7]]  # fmt: skip
    found = read(rows)
    assert taken(found) == [2, 5]
    assert [check.ok for check in found.checks] == [True]


def test_signs_explained_below_a_table_are_no_part_of_its_last_row(read: Read) -> None:
    rows = [["XÃ BA VÌ 2026"], HEAD, [1, "Áo phao", "cái", 20], [None, "Ký hiệu: T: tốt; X: hỏng"]]
    assert taken(read(rows)) == [20]


@pytest.mark.parametrize("name", ["Thanh ly", "Kế hoạch", "VI DU", "Hư hỏng", "Hướng dẫn"])
def test_names_of_sheets(name: str, read: Read) -> None:
    rows = [["XÃ BA VÌ 2026"], HEAD, [1, "Áo phao", "cái", 20]]
    assert taken(read(rows, name=name)) == []
    assert taken(read(rows, name="Hiện có")) == [20]


@pytest.mark.parametrize(
    "names", [("Quý 1", "Quý 2"), ("QUY II", "Quy IV"), ("Thang 9", "Thang 11"), ("Dot 2", "Dot 1")]
)
def test_of_several_counts_of_one_year_the_last_is_taken(
    names: tuple[str, str], read: Read, sheet: Callable[..., Sheet]
) -> None:
    goods = ["Áo phao", "Rọ thép", "Bộ đàm"]
    sheets = [
        sheet(
            name,
            [["XÃ BA VÌ 2026"], HEAD, *([i, good, "cái", 10 * number + i] for i, good in enumerate(goods))],
        )
        for number, name in enumerate(names, 1)
    ]
    expected = [10, 11, 12] if names[0] == "Dot 2" else [20, 21, 22]
    assert taken(read(*sheets)) == expected


def test_totals_of_clusters(read: Read) -> None:
    rows = [["NĂM 2026"], ["TT", "Xã", "Ca nô"], [None, "Cụm 1", 5], [1, "Xã Ba Vì", 3], [2, "Xã Ba Xa", 2],
            [None, "Cụm 2", 4], [1, "Xã Ba Dinh", 4], [None, "Cộng 2 cụm", 9]]  # fmt: skip
    found = read(rows)
    assert taken(found) == [3, 2, 4]
    assert [(check.cell, check.ok) for check in found.checks] == [("C3", True), ("C6", True), ("C8", True)]


def test_as_above_in_the_column_of_items(read: Read) -> None:
    rows = [["NĂM 2026"], ["TT", "Tên", "Xã", "SL"], [1, "Áo phao", "Xã Ba Vì", 5], [2, "nt", "Xã Ba Xa", 6], [3, "-nt-", "Xã Ba Dinh", 7]]  # fmt: skip
    assert [(row.resource_code, row.commune_code) for row in read(rows).rows] == [("TB-001", "21529"), ("TB-001", "21538"), ("TB-001", "21499")]  # fmt: skip
