"""Forms as clerks keep them, each by its name: (rows, merges, cell -> (commune, type, quantity) or None where not taken)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from core.communes.rules import Gazetteer
from core.excel.book import Sheet
from importers.rules.files.file_era import era_of_names
from importers.rules.names.places import Era, index_places
from importers.rules.results import Recognition, RowStatus
from importers.rules.texts.notes import opens_with_broken

Expected = dict[str, tuple[str, str, int] | None]
Form = tuple[list[list[Any]], tuple[str, ...], Expected]

FORMS: dict[str, Form] = {
    "a row of units below the names, some with 'ĐVT:'": (
        [["NĂM 2026"], ["TT", "Xã, phường", "Máy ủi", "Xe rùa", "Tàu cá"], [None, None, "(xe)", "ĐVT: cái", "chiếc"],
         [1, "Xã Ba Vì", 2, 3, 4], [2, "Xã Ba Gia", 5, 6, 7]],
        (),
        {"C4": ("21529", "PT-021", 2), "D4": ("21529", "VT-017", 3), "E5": ("21205", "PT-009", 7)},
    ),
    "groups of one column above names, merged nowhere": (
        [["NĂM 2026"], ["TT", "Địa phương", "Hậu cần tại chỗ", "PHƯƠNG TIỆN", None, "VẬT TƯ"],
         [None, None, "Gạo (kg)", "Ca nô (chiếc)", "Xe ben (xe)", "Găng tay (đôi)"], [1, "Xã Ba Vì", 250, "02", 3, 40], [2, "Xã Ba Gia", 70, 1, "-", 5]],
        (),
        {"C4": ("21529", "HC-001", 250), "D4": ("21529", "PT-005", 2), "E5": ("21205", "PT-014", 0), "F4": ("21529", "VT-015", 40)},
    ),
    "the stock a year began with beside that of its end": (
        [["XÃ BA VÌ 2026"], ["TT", "Tên vật tư", "ĐVT", "Tồn kho đầu năm", "Biến động", None, "Tồn cuối năm"], [None, None, None, None, "Tăng", "Giảm", None],
         [1, "Áo phao", "cái", 30, 5, 2, 33], [2, "Phao tròn", "cái", 9, 0, 1, 8]],
        ("E2:F2",),
        {"D4": None, "E4": None, "F4": None, "G4": ("21529", "TB-001", 33), "D5": None, "G5": ("21529", "TB-002", 8)},
    ),
    "the same below each thing": (
        [["NĂM 2026"], ["TT", "Xã", "Áo phao (cái)", None, "Phao tròn (cái)", None], [None, None, "Đầu năm", "Cuối năm", "Đầu năm", "Cuối năm"],
         [1, "Xã Ba Vì", 30, 33, 9, 8], [2, "Xã Ba Gia", 5, 6, 7, 8]],
        ("C2:D2", "E2:F2"),
        {"C4": None, "D4": ("21529", "TB-001", 33), "E5": None, "F5": ("21205", "TB-002", 8)},
    ),
    "an opening stock alone says what there is": (
        [["XÃ BA VÌ 2026"], ["TT", "Tên vật tư", "ĐVT", "Hiện có đầu năm"], [1, "Áo phao", "cái", 30], [2, "Phao tròn", "cái", 9]],
        (),
        {"D3": ("21529", "TB-001", 30), "D4": ("21529", "TB-002", 9)},
    ),
    "a sum divided into what is in use and what is kept back": (
        [["XÃ BA VÌ 2026"], ["TT", "Tên trang bị", "ĐVT", "Tổng số", "Chia ra", None], [None, None, None, None, "Đang sử dụng", "Dự phòng"],
         [1, "Áo phao", "cái", 30, 20, 10], [2, "Phao tròn", "cái", 9, 9, 0]],
        ("E2:F2",),
        {"D4": ("21529", "TB-001", 30), "E4": None, "F4": None, "D5": ("21529", "TB-002", 9), "F5": None},
    ),
    "what the men of a team wear": (
        [["DANH SÁCH ĐỘI XUNG KÍCH XÃ BA VÌ"], ["STT", "Họ và tên", "Năm sinh", "Nhiệm vụ", "Số điện thoại", "Trang bị"],
         [1, "Lê Văn A", 1990, "Đội trưởng", "0950000001", "Áo phao"], [2, "Võ Thị B", 1992, "Đội viên", "0950000002", "Đèn pin"]],
        (),
        {"F3": None, "F4": None},
    ),
    "the year a vehicle's owner was born": (
        [["DANH SÁCH PHƯƠNG TIỆN XÃ BA VÌ"], ["STT", "Họ và tên", "Năm sinh", "Loại phương tiện", "Điện thoại"],
         [1, "Lê Văn A", 1970, "Xe múc", "0950000001"], [2, "Võ Thị B", 1982, "Xe ben", "0950000002"]],
        (),
        {"D3": ("21529", "PT-020", 1), "D4": ("21529", "PT-014", 1)},
    ),
    "units without accents that are others too": (
        [["XA BA VI 2026"], ["TT", "Ten vat tu", "DVT", "So luong"], [1, "Co so thuoc", "co so", 13], [2, "Gang tay", "doi", 40], [3, "Ao phao", "cai", 7]],
        (),
        {"D3": ("21529", "HC-012", 13), "D4": ("21529", "VT-015", 40), "D5": ("21529", "TB-001", 7)},
    ),
    "a word that may be a unit ends the name above it": (
        [["NĂM 2026"], ["TT", "Xã", "Phao (cái)", None, None], [None, None, "Áo", "Tròn", "Bè"], [1, "Xã Ba Vì", 9, 8, 7], [2, "Xã Ba Gia", 1, 2, 3]],
        ("C2:E2",),
        {"C4": ("21529", "TB-001", 9), "D4": ("21529", "TB-002", 8), "E5": ("21205", "TB-003", 3)},
    ),
    "'Số' and 'S.L' beside the unit": (
        [["XÃ BA VÌ 2026"], ["TT", "Loại", "ĐVT", "Số", "Ghi chú"], [1, "Áo phao", "cái", 30, None], [2, "Phao tròn", "cái", 9, None],
         [None], [None], ["TT", "Loại", "ĐVT", "S.L", "Ghi chú"], [1, "Rọ thép", "cái", 20, None], [2, "Xe rùa", "cái", 4, None]],
        (),
        {"D3": ("21529", "TB-001", 30), "D4": ("21529", "TB-002", 9), "D8": ("21529", "VT-002", 20)},
    ),
    "a report in words that closes as reports do": (
        [["BÁO CÁO"], ["Về việc rà soát phương tiện, vật tư của xã Ba Vì năm 2026"], ["1. Về phương tiện:"], ["TT", "Nội dung", "ĐVT", "Số lượng"],
         [1, "Ca nô", "chiếc", 2], [2, "Xe ben", "xe", 3], ["Trên đây là báo cáo của UBND xã, đề nghị cấp trên xem xét, tổng hợp./."]],
        (),
        {"D5": ("21529", "PT-005", 2), "D6": ("21529", "PT-014", 3)},
    ),
    "a report that closes with what is wanted": (
        [["BÁO CÁO"], ["Về việc rà soát phương tiện, vật tư của xã Ba Vì năm 2026"], ["TT", "Nội dung", "ĐVT", "Số lượng"],
         [1, "Ca nô", "chiếc", 2], [2, "Xe ben", "xe", 3], ["Trên đây là danh mục của UBND xã, đề nghị cấp trên xem xét, hỗ trợ./."]],
        (),
        {"D4": None, "D5": None},
    ),
    "a part of the item above it, which is not its sum": (
        [["XÃ BA VÌ 2026"], ["TT", "Danh mục", "ĐVT", "Số lượng"], [1, "Loa cầm tay", "cái", 24], [None, "- Trong đó mới cấp 2025", None, 1],
         [2, "Áo phao", "cái", 40], [None, "Trong đó: loại trẻ em", None, 5], [3, "Xe rùa", "cái", 4]],
        (),
        {"D3": ("21529", "TB-024", 24), "D4": None, "D5": ("21529", "TB-001", 40), "D6": None, "D7": ("21529", "VT-017", 4)},
    ),
    "parts that are the sum of the item above them": (
        [["XÃ BA VÌ 2026"], ["TT", "Danh mục", "ĐVT", "Số lượng"], [1, "Phao các loại", "cái", 24], [None, "Trong đó: phao tròn", None, 20],
         [None, "Áo phao", None, 4], [2, "Xe rùa", "cái", 4]],
        (),
        {"D3": None, "D5": ("21529", "TB-001", 4), "D6": ("21529", "VT-017", 4)},
    ),
    "a thing's name of two words that head other columns, below a group": (
        [["NĂM 2026"], ["TT", "Đơn vị", "Trang bị", None, None], [None, None, "Điện thoại vệ tinh", "Bộ đàm", "Áo phao"], [None, None, "(cái)", "(cái)", "(cái)"],
         [1, "Xã Ba Vì", 1, 8, 7], [2, "Xã Ba Gia", 2, 2, 3]],
        ("C2:E2", "A2:A4", "B2:B4"),
        {"C5": ("21529", "TB-023", 1), "D5": ("21529", "TB-021", 8), "C6": ("21205", "TB-023", 2)},
    ),
    "a village numbered as one of the communes": (
        [["NĂM 2026"], ["TT", "Đơn vị", "Áo phao (cái)", "Phao tròn (cái)"], [7, "Xã Ba Gia", 2, 3], [8, "Xã Ba Vì", 9, 8], [9, "Thôn 3", 5, 4]],
        (),
        {"C4": ("21529", "TB-001", 9), "D4": ("21529", "TB-002", 8), "C5": None, "D5": None},
    ),
    "villages numbered anew below each commune": (
        [["NĂM 2026"], ["TT", "Đơn vị", "Áo phao (cái)", "Phao tròn (cái)"], [1, "Xã Ba Gia", 5, 5], [1, "Thôn 1", 3, 3], [2, "Thôn 2", 2, 2],
         [2, "Xã Ba Vì", 9, 8], [1, "Thôn 1", 5, 4], [2, "Thôn 2", 4, 4]],
        (),
        {"C3": None, "C4": ("21205", "TB-001", 3), "C6": None, "D8": ("21529", "TB-002", 4)},
    ),
    "what others promised to help with": (
        [["XÃ BA VÌ 2026"], ["PHƯƠNG TIỆN CỦA CÁC ĐƠN VỊ QUÂN ĐỘI HIỆP ĐỒNG HỖ TRỢ"], ["TT", "Danh mục", "ĐVT", "Số lượng"], [1, "Ca nô", "chiếc", 8], [2, "Xe ben", "xe", 2]],
        (),
        {"D4": None, "D5": None},
    ),
    "what the villages propose": (
        [["XÃ BA VÌ 2026"], ["VẬT TƯ DO CÁC THÔN ĐỀ XUẤT"], ["TT", "Danh mục", "ĐVT", "Số lượng"], [1, "Áo phao", "cái", 8], [2, "Xe rùa", "cái", 2]],
        (),
        {"D4": None, "D5": None},
    ),
    "how much work is to be built": (
        [["XÃ BA VÌ 2026"], ["BẢNG KHỐI LƯỢNG THI CÔNG KÈ CHỐNG SẠT LỞ"], ["TT", "Vật liệu", "ĐVT", "Khối lượng"], [1, "Đá hộc", "m3", 80], [2, "Rọ thép", "cái", 20]],
        (),
        {"D4": None, "D5": None},
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", FORMS)
def test_forms_of_clerks(name: str, read: Callable[..., Recognition]) -> None:
    rows, merges, expected = FORMS[name]
    found = {row.cell: row for row in read(rows, merges=merges).rows if row.status is RowStatus.ACCEPTED}
    for cell, wanted in expected.items():
        row = found.get(cell)
        taken = (row.commune_code, row.resource_code, row.quantity) if row is not None else None
        assert taken == wanted, cell


def test_the_sum_of_a_village_is_a_total(read: Callable[..., Recognition]) -> None:
    rows = [["XÃ BA VÌ 2026"], ["TT", "Danh mục", "ĐVT", "Số lượng"], ["I", "Thôn 1"], [1, "Áo phao", "cái", 4], [2, "Phao tròn", "cái", 5],
            [None, "Cộng thôn 1", None, 9], ["II", "Thôn 2"], [1, "Áo phao", "cái", 2], [2, "Phao tròn", "cái", 1], [None, "Cộng thôn 2", None, 4]]  # fmt: skip
    checks = {check.cell: check.ok for check in read(rows).checks}
    assert checks == {"D6": True, "D10": False}


# "Trà Giang" is a commune of today and, elsewhere, one of before; the others are of one time alone.
SHEETS: dict[str, tuple[tuple[str, ...], dict[str, str | None]]] = {
    "names of today": (("Trà Giang", "Nghĩa Giang", "Tư Nghĩa"), {"Trà Giang": "21244"}),
    "names of before": (("Trà Giang", "Trà Phú", "Trà Bình"), {"Trà Giang": "21127", "Trà Phú": "21127"}),
    "names of both": (("Trà Giang", "Nghĩa Giang", "Trà Phú"), {"Trà Giang": None, "Nghĩa Giang": "21250"}),
    "names of both times alone": (("Trà Giang", "Ba Vinh"), {"Trà Giang": None}),
    "no other sheet": (("Trà Giang",), {"Trà Giang": None}),
}


@pytest.mark.parametrize(
    ("words", "opens"),
    [("hỏng, không sử dụng được", True), ("hu hong, khong dung duoc", True), ("hỏng", True), ("hỏng 02, còn 3", False), ("hỏng, 01 cái nặng", False),
     ("hỏng, đã mua thay", False), ("chưa hỏng, mới", False), ("loại to, không hỏng", False)],
)  # fmt: skip
def test_brackets_that_say_all_is_broken(words: str, opens: bool) -> None:
    assert opens_with_broken(words) is opens


def test_a_name_whose_brackets_say_that_all_is_broken(read: Callable[..., Recognition]) -> None:
    rows = [["XÃ BA VÌ 2026"], ["TT", "Danh mục", "ĐVT", "Số lượng"], [1, "Xe công nông (hỏng, không sử dụng được)", "xe", 8], [2, "Ca nô", "chiếc", 2]]  # fmt: skip
    found = {row.cell: row for row in read(rows).rows}
    assert found["D3"].broken_quantity == 8
    assert not found["D4"].broken_quantity


def test_months_in_the_titles_of_sheets(
    read: Callable[..., Recognition], sheet: Callable[..., Sheet]
) -> None:
    sheets = [
        sheet(
            name,
            [[f"VẬT TƯ HIỆN CÓ XÃ BA VÌ THÁNG {month}/2026"], ["TT", "Danh mục", "ĐVT", "Số lượng"], [1, "Áo phao", "cái", month], [2, "Phao tròn", "cái", 3], [3, "Xe rùa", "cái", 5]],
        )
        for name, month in (("T8", 8), ("T10", 10), ("T9", 9))
    ]  # fmt: skip
    assert {row.sheet for row in read(*sheets).rows} == {"T10"}


@pytest.mark.parametrize("name", SHEETS)
@pytest.mark.parametrize("in_title", [False, True], ids=["sheet's name", "title"])
def test_other_sheets_settle_a_name_of_two_times(
    name: str, in_title: bool, read: Callable[..., Recognition], sheet: Callable[..., Sheet]
) -> None:
    communes, expected = SHEETS[name]
    sheets = [
        sheet(
            f"Biểu {number}" if in_title else commune,
            [[f"VẬT TƯ XÃ {commune.upper()}" if in_title else "VẬT TƯ"], ["TT", "Danh mục", "ĐVT", "Số lượng"], [1, "Áo phao", "cái", number + 5], [2, "Phao tròn", "cái", 3]],
        )
        for number, commune in enumerate(communes)
    ]  # fmt: skip
    found = {row.sheet: row.commune_code for row in read(*sheets).rows if row.status is RowStatus.ACCEPTED}
    names = {commune: f"Biểu {number}" if in_title else commune for number, commune in enumerate(communes)}
    assert {commune: found.get(names[commune]) for commune in expected} == expected


def test_the_time_of_names(gazetteer: Gazetteer) -> None:
    places = index_places(gazetteer)
    assert era_of_names(["Trà Giang", "Nghĩa Giang"], places) is Era.NEW
    assert era_of_names(["Trà Giang", "Trà Phú"], places) is Era.OLD
    assert era_of_names(["Trà Giang", "Ba Vinh"], places) is Era.UNKNOWN
