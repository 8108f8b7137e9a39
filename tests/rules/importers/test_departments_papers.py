"""Papers of departments: rows that say what they tell, two communes in a row, districts in brackets, notes that count anew."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

import pytest

from core.communes.rules import Gazetteer
from importers.rules.names.places import Era, PlaceCertainty, index_places
from importers.rules.results import Recognition, RowStatus
from importers.rules.rows.against_notes import counts_otherwise, speaks_against

Read = Callable[..., Recognition]
THINGS = ["TT", "Xã", "Nội dung", "Áo phao (cái)", "Bộ đàm (cái)"]


def taken(found: Recognition) -> dict[str, Decimal | None]:
    """Return the figure of each row taken."""
    return {row.cell: row.quantity for row in found.rows if row.status is RowStatus.ACCEPTED}


def left(found: Recognition) -> dict[str, str]:
    """Return why each cell left out is so."""
    return {cell.cell: cell.reason for cell in found.unread}


# The words of the two rows of each commune -> the rows taken, and why the others are left out.
KINDS: dict[tuple[str, str], tuple[set[int], str]] = {
    ("Hiện có", "Nhu cầu"): ({4, 6}, "need_not_stock"),
    ("Định mức", "Được trang cấp"): ({5, 7}, "need_not_stock"),
    ("Hiện có", "Kế hoạch 2027"): ({4, 6}, "need_not_stock"),
    ("Hiện có", "Hỏng"): ({4, 6}, "broken_part"),
    ("Tốt", "Hỏng"): (set(), ""),
}


@pytest.mark.parametrize("words", KINDS)
def test_rows_say_what_they_tell(words: tuple[str, str], read: Read) -> None:
    one, two = words
    rows = [
        ["TRANG BỊ CÁC XÃ NĂM 2026"], [None], THINGS,
        [1, "Xã Ba Vinh", one, 160, 14], [None, None, two, 90, 8], [2, "Xã Sơn Linh", one, 150, 13], [None, None, two, 80, 7],
    ]  # fmt: skip
    found = read(rows, merges=["A4:A5", "B4:B5", "A6:A7", "B6:B7"])
    rows_taken, reason = KINDS[words]
    assert set(taken(found)) == {f"{col}{row}" for row in rows_taken for col in "DE"}
    gone = {f"{col}{row}" for row in set(range(4, 8)) - rows_taken for col in "DE"} if reason else set()
    assert {cell: why for cell, why in left(found).items() if cell[0] in "DE"} == dict.fromkeys(gone, reason)


@pytest.mark.parametrize("word", ["Hiện có", None])
def test_a_sum_adds_up_the_rows_of_its_own_kind(word: str | None, read: Read) -> None:
    rows = [
        ["TRANG BỊ CÁC XÃ NĂM 2026"], [None], THINGS,
        [1, "Xã Ba Vinh", "Hiện có", 60, 4], [None, None, "Nhu cầu", 90, 8],
        [2, "Xã Sơn Linh", "Hiện có", 50, 3], [None, None, "Nhu cầu", 80, 7],
        [None, "Tổng cộng", word, 110, 7],
    ]  # fmt: skip
    found = read(rows, merges=["A4:A5", "B4:B5", "A6:A7", "B6:B7"])
    assert {check.cell: (check.computed, check.ok) for check in found.checks} == {
        "D8": (110, True),
        "E8": (7, True),
    }


def test_a_word_that_each_thing_has_is_no_kind_of_row(read: Read) -> None:
    head = ["TT", "Xã", "Đợt cấp", "Áo phao (cái)", "Bộ đàm (cái)"]
    rows = [
        ["TRANG BỊ CÁC XÃ"],
        head,
        [1, "Xã Ba Vinh", "Bổ sung 2024", 60, 4],
        [2, "Xã Ba Vì", "Bổ sung 2024", 5, 3],
    ]
    assert len(taken(read(rows))) == 4


@pytest.mark.parametrize("head", ["Năm đưa vào sử dụng", "Năm"])
def test_years_of_things_are_no_kinds_of_rows(head: str, read: Read) -> None:
    years = [2024, 2023, 2024, 2023]
    goods = ["Áo phao", "Loa cầm tay", "Máy bơm nước", "Bộ đàm"]
    rows = [[name, year, "cái", 7] for name, year in zip(goods, years, strict=True)]
    assert len(taken(read([["TRANG BỊ XÃ BA VÌ"], ["Danh mục", head, "ĐVT", "Số lượng"], *rows]))) == 4


# The headers of two columns of communes -> which of them has the things.
COLUMNS: dict[tuple[str, str], str] = {
    ("Chi viện cho xã", "Xã quản lý phương tiện"): "21307",
    ("Xã nhận hỗ trợ", "Xã có phương tiện"): "21307",
    ("Đơn vị thụ hưởng", "Nơi cất giữ"): "21307",
    ("Xã quản lý", "Xã được chi viện"): "21490",
}


@pytest.mark.parametrize("heads", COLUMNS)
def test_things_belong_to_who_manages_them(heads: tuple[str, str], read: Read) -> None:
    head = ["TT", heads[0], "Loại phương tiện", "ĐVT", "Số lượng", heads[1]]
    rows = [
        [1, "Xã Ba Vinh", "Xuồng máy", "chiếc", 3, "Xã Sơn Linh"],
        [2, "Xã Ba Vinh", "Ca nô", "chiếc", 2, "Xã Sơn Linh"],
    ]
    found = read([["PHƯƠNG TIỆN HIỆN CÓ CỦA CÁC XÃ"], head, *rows])
    assert {row.commune_code for row in found.rows} == {COLUMNS[heads]}


def test_who_received_the_things_has_them_where_nobody_else_is_told(read: Read) -> None:
    head = ["TT", "Đơn vị thụ hưởng", "Loại phương tiện", "ĐVT", "Số lượng"]
    found = read([["PHƯƠNG TIỆN HIỆN CÓ CỦA CÁC XÃ"], head, [1, "Xã Ba Vinh", "Ca nô", "chiếc", 3]])
    assert [row.commune_code for row in found.rows] == ["21490"]


@pytest.mark.parametrize(
    ("text", "era", "code"),
    [
        ("Xã Trà Giang (huyện Tư Nghĩa cũ)", Era.UNKNOWN, "21244"),
        ("Xã Trà Giang (huyện Trà Bồng cũ)", Era.UNKNOWN, "21127"),
        ("Xã Trà Giang (huyện Trà Bồng cũ)", Era.NEW, "21127"),
        ("Xã Trà Giang (Tư Nghĩa)", Era.OLD, "21244"),
        ("Trà Giang, huyện Tư Nghĩa cũ", Era.UNKNOWN, "21244"),
        ("Xã Đăk Hà (huyện Đăk Hà cũ)", Era.UNKNOWN, "23500"),
        ("Nguyễn Nghiêm (Đức Phổ)", Era.NEW, "21457"),
        ("Nguyễn Nghiêm (Đức Phổ cũ)", Era.NEW, "21439"),
        ("Nguyễn Nghiêm (Đức Phổ)", Era.UNKNOWN, None),
    ],
)
def test_the_district_beside_a_name_decides(
    text: str, era: Era, code: str | None, gazetteer: Gazetteer
) -> None:
    assert index_places(gazetteer).match(text, era).code == code


def test_a_district_that_has_no_such_commune_is_asked_about(gazetteer: Gazetteer) -> None:
    match = index_places(gazetteer).match("Xã Trà Giang (huyện Mộ Đức cũ)", Era.OLD)
    assert match.certainty is PlaceCertainty.AMBIGUOUS
    assert {"21127", "21244"} <= set(match.candidates)


# The head of an office of a commune -> the kind and name behind it.
OFFICES: dict[str, str | None] = {
    "CAX Vạn Tường": "21061",
    "TYT xã Ba Vinh": "21490",
    "Trạm Y tế xã Ba Vinh": "21490",
    "Hội CTĐ xã Ba Vinh": "21490",
    "CA đặc khu Lý Sơn": "21548",
    "CA tỉnh": None,
}


@pytest.mark.parametrize("text", OFFICES)
def test_offices_of_a_commune(text: str, gazetteer: Gazetteer) -> None:
    assert index_places(gazetteer).match(text, Era.NEW).code == OFFICES[text]


# A note beside 8 -> whether it is asked about.
COUNTED: dict[str, bool] = {
    "Thực tế kiểm đếm còn 5 cái": True,
    "Kiểm kê thực tế: 12": True,
    "hiện chỉ còn 3": True,
    "Thực tế kiểm đếm còn 8 cái": False,
    "Kiểm kê ngày 05/10/2026": False,
    "kiểm kê năm 2025": False,
    "chỉ còn 2 năm bảo hành": False,
    "hiện còn 80% chất lượng": False,
    "kiểm kê đợt 2": False,
    "kiểm kê thực tế 3 lần": False,
    "hiện còn 2 năm": False,
    "Mua năm 2024": False,
}


@pytest.mark.parametrize("note", COUNTED)
def test_a_note_that_counts_anew(note: str) -> None:
    assert counts_otherwise(note, Decimal(8)) is COUNTED[note]


def test_what_a_note_counts_anew_is_asked_about(read: Read) -> None:
    head = ["TT", "Danh mục", "ĐVT", "Số lượng", "Ghi chú"]
    rows: Sequence[Sequence[Any]] = [
        [1, "Áo phao", "cái", 8, "Thực tế kiểm đếm còn 5 cái"],
        [2, "Đèn pin", "cái", 8, "Thực tế kiểm đếm còn 8 cái"],
    ]
    assert list(taken(read([["TRANG BỊ XÃ BA VÌ"], head, *rows]))) == ["D4"]


PLANS: dict[str, bool] = {
    "Kế hoạch mua, chưa có kinh phí": True,
    "sẽ cấp trong tháng 12": True,
    "Tỉnh sẽ bàn giao đợt 2": True,
    "chờ nghiệm thu": True,
    "đã nghiệm thu": False,
    "sẽ kiểm tra trong tháng 12": False,
    "Đang mượn của Trạm Y tế": True,
    "đang tạm mượn của Ban CHQS": True,
    "Thiếu, cần mua thêm": False,
    "đã mua theo kế hoạch": False,
    "Đang cho bảo dưỡng": False,
}


@pytest.mark.parametrize("note", PLANS)
def test_notes_of_what_is_planned_or_borrowed(note: str) -> None:
    assert speaks_against(note, "Xã Ba Vì") is PLANS[note]


HAMLETS = [["UBND XÃ BA VÌ"], ["TRANG BỊ TẠI CÁC THÔN"], ["TT", "Thôn", "Nhà bạt (bộ)", "Bộ đàm (cái)"]]


@pytest.mark.parametrize("first", ["Kho xã", "Kho UBND xã", "Ban CHQS xã"])
def test_a_first_row_without_a_number_is_no_header(first: str, read: Read) -> None:
    found = read([*HAMLETS, [None, first, 60, 30], [1, "Thôn 1", 3, 5], [2, "Thôn 2", 4, 6]])
    assert {row.cell: row.quantity_raw for row in found.rows} == {
        "C4": "60", "D4": "30", "C5": "3", "D5": "5", "C6": "4", "D6": "6",
    }  # fmt: skip
    assert {row.resource_raw for row in found.rows if row.cell[0] == "C"} == {"Nhà bạt (bộ)"}


def test_a_first_row_of_sums_is_checked(read: Read) -> None:
    found = read([*HAMLETS, [None, "Toàn xã", 7, 11], [1, "Thôn 1", 3, 5], [2, "Thôn 2", 4, 6]])
    assert {check.cell: check.ok for check in found.checks} == {"C4": True, "D4": True}


@pytest.mark.parametrize(("head", "word"), [("Xã", None), ("Thôn", "(loại)")])
def test_sizes_below_a_group_are_a_header_still(head: str, word: str | None, read: Read) -> None:
    rows = [
        ["TRANG BỊ XÃ BA VÌ"], ["TT", head, "Nhà bạt (m2)", None, "Bộ đàm"], [None, word, 16.5, 60, None],
        [1, "Xã Ba Vì", 3, 5, 2], [2, "Xã Ba Xa", 4, 6, 1],
    ]  # fmt: skip
    found = read(rows, merges=["C2:D2"])
    codes = {"C": "TB-005", "D": "TB-008", "E": "TB-021"}
    assert {row.cell: row.resource_code for row in found.rows} == {
        f"{col}{row}": code for row in (4, 5) for col, code in codes.items()
    }


@pytest.mark.parametrize(
    ("figure", "total", "asked"), [(3500, 13, True), (4, 13.5, False), (3500, 3509.5, False), (30, 13, False)]
)
def test_a_figure_beyond_its_stated_sum(figure: int, total: float, asked: bool, read: Read) -> None:
    rows = [
        [1, "Xã Ba Vì", 3],
        [2, "Xã Ba Xa", 4.5],
        [3, "Xã Ba Vinh", figure],
        [4, "Xã Ba Tô", 2],
        [None, "Cộng", total],
    ]
    found = read([["GẠO DỰ TRỮ CỦA CÁC XÃ"], ["TT", "Xã", "Gạo (tấn)"], *rows])
    assert ("C5" not in taken(found)) is asked
    assert {"C3", "C4", "C6"} <= set(taken(found))


# The headers below "Dân quân cơ động" -> the figures taken.
TEAMS: dict[tuple[str, ...], set[str]] = {
    ("Số tiểu đội", "Số người"): {"D5", "D6"},
    ("Số người", "Số tiểu đội"): {"C5", "C6"},
    ("Số đội", "Quân số"): {"D5", "D6"},
    ("Số trung đội", "Số chiến sĩ"): {"D5", "D6"},
    ("Số tiểu đội", "Số tổ"): set(),
}


@pytest.mark.parametrize("heads", TEAMS)
def test_teams_are_not_people(heads: tuple[str, str], read: Read) -> None:
    rows = [
        ["THỐNG KÊ LỰC LƯỢNG CÁC XÃ"], [None], ["TT", "Xã", "Dân quân cơ động", None, "Áo phao (cái)"], [None, None, *heads, None],
        [1, "Xã Ba Vinh", 2, 28, 20], [2, "Xã Sơn Linh", 3, 25, 30],
    ]  # fmt: skip
    found = read(rows, merges=["A3:A4", "B3:B4", "C3:D3", "E3:E4"])
    assert set(taken(found)) == TEAMS[heads] | {"E5", "E6"}
    assert {row.resource_code for row in found.rows if row.cell in TEAMS[heads]} <= {"LL-001"}


def test_only_a_force_has_teams(read: Read) -> None:
    rows = [
        ["THỐNG KÊ THIẾT BỊ CÁC XÃ"], ["TT", "Xã", "Máy bơm nước", "Áo phao (cái)"], [None, None, "Số tổ", None],
        [1, "Xã Ba Vinh", 2, 20], [2, "Xã Sơn Linh", 3, 30],
    ]  # fmt: skip
    asked = [
        row.cell
        for row in read(rows, merges=["A2:A3", "B2:B3", "D2:D3"]).rows
        if "column_unsure" in row.reasons
    ]
    assert asked == []


def test_members_are_no_teams(read: Read) -> None:
    rows = [
        ["THỐNG KÊ LỰC LƯỢNG CÁC XÃ"],
        ["TT", "Xã", "Số đội viên đội dân phòng", "Số đội dân phòng"],
        [1, "Xã Ba Vinh", 28, 3],
    ]
    assert list(taken(read(rows))) == ["C3"]
