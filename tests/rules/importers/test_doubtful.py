"""Figures whose headers or titles do not say that they are what there is: asked about, never taken silently."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from core.excel.book import Sheet
from importers.rules.results import IMPORT, HolderKind, Recognition, RowStatus
from importers.rules.texts.fields import kind_of_holder

TITLE = "XÃ BA VÌ 2026"
FIGURES = (9, 4, 3, 2)
# Headers beside "Vật tư" -> (figures taken, figures asked about) of 9, 4, 3, 2 standing below them.
HEADERS: dict[tuple[str, ...], tuple[list[int], list[int]]] = {
    ("SL giao", "SL nhận", "SL trả"): ([], [9, 4, 3]),
    ("Định mức/xã", "Số lượng cấp"): ([], [4]),
    ("Tổng số", "Trong kho", "Đang cho mượn"): ([4], [3]),
    ("Số lượng", "Số lượng lần trước"): ([], [9, 4]),
    ("UBND xã", "Ban CHQS xã"): ([9, 4], []),
    ("Của xã", "Của xã bạn"): ([9], [4]),
    ("Tại xã", "Gửi xã Ba Tơ"): ([9], [4]),
    ("Trong xã", "Ngoài xã"): ([9], [4]),
    ("Trong xã", "Đơn vị khác"): ([9], [4]),
    ("UBND xã", "Cho xã bạn mượn"): ([9], [4]),
    ("Kho xã", "Xã Ba Tơ"): ([9], [4]),
    ("Kho xã", "Tại xã Ba Tơ"): ([9], [4]),
    ("Kho xã", "Kho xã Ba Vì"): ([9, 4], []),
    ("Kho xã", "Gửi nhà dân"): ([9, 4], []),
    ("Ngân sách", "Xã hội hóa"): ([9, 4], []),
    ("Ban ngày", "Ban đêm"): ([], [9, 4]),
    ("Đang dùng", "Dự phòng"): ([], [9, 4]),
    ("Trong kho", "Đang sử dụng"): ([9], [4]),
    ("UBND xã", "Niêm cất"): ([9], [4]),
    ("Tổng số", "Đang dùng", "Dự phòng"): ([9], []),
    ("Cấp trên cấp", "Tự mua"): ([9, 4], []),
    ("Tồn 31/12/2025", "Tồn hiện nay"): ([4], []),
    ("Sổ sách", "Kiểm kê", "Thừa"): ([4], []),
    ("Theo QĐ 1899", "Thực tế"): ([4], []),
    ("Số lượng", "Khối lượng 1 cái (kg)"): ([9], []),
    ("Số lượng", "Fax"): ([9], []),
}
GROUPS: dict[tuple[str, ...], tuple[list[int], list[int]]] = {
    ("Phương án huy động", "Cấp độ 1", "Cấp độ 2"): ([], [9, 4]),
    ("Số lượng", "Theo QĐ 1899", "Thực tế"): ([4], []),
    ("Số lượng", "Tồn 31/12/2025", "Tồn hiện nay"): ([4], []),
    ("Hiện có", "UBND xã", "Hộ dân"): ([9, 4], []),
    ("Số lượng tại các thôn", "Phước Sơn", "Kỳ Tân"): ([9, 4], []),
    ("Phân bố tại các tổ dân phố", "Phước Sơn", "Kỳ Tân"): ([9, 4], []),
    ("Số lượng cấp cho các thôn", "Phước Sơn", "Kỳ Tân"): ([], [9, 4]),
    ("Phân bổ các thôn", "Phước Sơn", "Kỳ Tân"): ([], [9, 4]),
    ("Số lượng", "Phước Sơn", "Kỳ Tân"): ([], [9, 4]),
    ("Số thôn", "Phước Sơn", "Kỳ Tân"): ([], []),
}
TITLES: dict[str, bool] = {
    "DANH SÁCH CẤP PHÁT VẬT TƯ ĐỢT 2": True,
    "VẬT TƯ ĐÃ SỬ DỤNG TRONG ĐỢT MƯA LŨ": True,
    "THỐNG KÊ THIỆT HẠI DO BÃO SỐ 6": True,
    "VẬT TƯ PHÂN BỐ TẠI CÁC THÔN": False,
    "VẬT TƯ PHÂN BỔ TẠI CÁC THÔN": True,
    "PHÂN BỐ VẬT TƯ CHO CÁC THÔN": True,
    "TỔNG HỢP NHU CẦU VẬT TƯ": True,
    "DANH MỤC TRANG THIẾT BỊ ĐỀ NGHỊ CẤP": True,
    "ĐỊNH MỨC TRANG BỊ VẬT TƯ": True,
    "BÁO CÁO HIỆN TRẠNG VÀ NHU CẦU": False,
    "THỐNG KÊ VẬT TƯ VÀ NHU CẦU BỔ SUNG": False,
    "VẬT TƯ CÒN LẠI SAU KHI ĐÃ CẤP PHÁT": False,
    "VẬT TƯ PHỤC VỤ KHẮC PHỤC THIỆT HẠI DO THIÊN TAI": False,
}

Read = Callable[..., Recognition]


def told(found: Recognition) -> tuple[list[Any], list[Any]]:
    """Return the quantities taken and those asked about."""
    taken = [row.quantity for row in found.rows if row.status is RowStatus.ACCEPTED]
    return taken, [row.quantity for row in found.rows if row.status is RowStatus.REVIEW]


@pytest.mark.parametrize("headers", HEADERS)
def test_headers(headers: tuple[str, ...], read: Read) -> None:
    rows = [[TITLE], ["TT", "Vật tư", "ĐVT", *headers], [1, "Áo phao", "cái", *FIGURES[: len(headers)]]]
    assert told(read(rows)) == HEADERS[headers]


@pytest.mark.parametrize("headers", GROUPS)
def test_headers_below_another(headers: tuple[str, ...], read: Read) -> None:
    group, *below = headers
    rows = [[TITLE], ["TT", "Vật tư", "ĐVT", group, None], [None, None, None, *below], [1, "Áo phao", "cái", *FIGURES[: len(below)]]]  # fmt: skip
    assert told(read(rows, merges=("A2:A3", "B2:B3", "C2:C3", "D2:E2"))) == GROUPS[headers]


def test_what_is_kept_back_is_no_office() -> None:
    assert kind_of_holder("Dự phòng") is None
    assert kind_of_holder("Phòng Kinh tế") is HolderKind.OFFICE


def test_money_that_is_left(read: Read) -> None:
    rows = [[TITLE], ["TT", "Danh mục", "Kinh phí (triệu đồng)", "Còn lại"], [1, "Áo phao", 9, 4], [2, "Rọ thép", 9, 4]]  # fmt: skip
    assert told(read(rows)) == ([], [4, 4])


def test_goods_on_their_way(read: Read) -> None:
    rows = [[TITLE], ["TT", "Danh mục", "ĐVT", "SL", "Từ xã", "Đến xã"], [1, "Áo phao", "cái", 9, "Xã Ba Vì", "Xã Ba Xa"]]  # fmt: skip
    assert told(read(rows)) == ([], [9])


@pytest.mark.parametrize("title", TITLES)
def test_titles(title: str, read: Read) -> None:
    rows = [[TITLE], [title], ["TT", "Vật tư", "ĐVT", "Số lượng"], [1, "Áo phao", "cái", 9]]
    assert told(read(rows)) == (([], [9]) if TITLES[title] else ([9], []))


@pytest.mark.parametrize("name", ["Nhu cầu", "De nghi cap", "PL3 Cấp phát"])
def test_the_name_of_a_sheet(name: str, read: Read) -> None:
    rows = [[TITLE], ["TT", "Vật tư", "ĐVT", "Số lượng"], [1, "Áo phao", "cái", 9]]
    assert told(read(rows, name=name)) == ([], [9])


@pytest.mark.parametrize("name", ["Nháp", "Mẫu (ví dụ)", "Nam truoc"])
def test_a_draft_beside_the_list(name: str, read: Read, sheet: Callable[..., Sheet]) -> None:
    goods = ("Áo phao", "Rọ thép", "Bao cát")
    sheets = [
        sheet(title, [["XÃ BA VÌ"], ["TT", "Vật tư", "ĐVT", "SL"], *([1, name, "cái", number] for name in goods)])
        for title, number in ((name, 4), ("Biểu", 9))
    ]  # fmt: skip
    found = read(*sheets)
    assert told(found) == ([9, 9, 9], [])
    assert [question.key for question in found.questions] == [f"sheet:{name}"]


SUBS: dict[tuple[str, str], tuple[list[int], list[int]]] = {
    ("SL đăng ký", "SL thực có"): ([4], [9]),
    ("SL", "Số lượng mượn"): ([], [9, 4]),
    ("Năm 2025", "Năm 2026"): ([4], []),
}


@pytest.mark.parametrize("subs", SUBS)
def test_several_counts_below_one_commune(subs: tuple[str, str], read: Read) -> None:
    rows = [["VẬT TƯ NĂM 2026"], ["TT", "Vật tư", "ĐVT", "Xã Ba Vì", None, "Xã Ba Xa", None], [None, None, None, *subs, *subs], [1, "Áo phao", "cái", 9, 4, 9, 4]]  # fmt: skip
    taken, asked = SUBS[subs]
    assert told(read(rows, merges=("A2:A3", "B2:B3", "C2:C3", "D2:E2", "F2:G2"))) == (taken * 2, asked * 2)


@pytest.mark.parametrize("subs", SUBS)
def test_several_counts_below_one_item(subs: tuple[str, str], read: Read) -> None:
    rows = [["VẬT TƯ NĂM 2026"], ["TT", "Xã", "Áo phao", None, "Rọ thép", None], [None, None, *subs, *subs], [1, "Xã Ba Vì", 9, 4, 9, 4]]  # fmt: skip
    taken, asked = SUBS[subs]
    assert told(read(rows, merges=("A2:A3", "B2:B3", "C2:D2", "E2:F2"))) == (taken * 2, asked * 2)


@pytest.mark.parametrize("title", ["II. ĐỀ NGHỊ CẤP", "SỐ LIỆU NĂM 2025"])
def test_a_table_beside_has_its_own_title(title: str, read: Read) -> None:
    head = ["TT", "Vật tư", "ĐVT", "SL"]
    rows = [[TITLE, None, None, None, None, title], [*head, None, *head], [1, "Áo phao", "cái", 9, None, 1, "Áo phao", "cái", 4], [2, "Rọ thép", "cái", 3, None, 2, "Rọ thép", "cái", 2]]  # fmt: skip
    assert told(read(rows)) == ([9, 3], [4, 2])


@pytest.mark.parametrize("later", ["VẬT TƯ NĂM 2026", "KẾ HOẠCH NĂM 2026"])
def test_a_table_of_an_older_year_above(later: str, read: Read) -> None:
    head, row = ["TT", "Vật tư", "ĐVT", "SL"], [1, "Áo phao", "cái"]
    rows = [["XÃ BA VÌ"], ["VẬT TƯ NĂM 2025"], head, [*row, 9], [None], [later], head, [*row, 4]]
    assert told(read(rows)) == (([4], [9]) if later.startswith("VẬT") else ([9, 4], []))


def test_an_answer_takes_them(read: Read) -> None:
    rows = [[TITLE], ["TT", "Vật tư", "ĐVT", "SL nhận"], [1, "Áo phao", "cái", 9]]
    (question,) = read(rows).questions
    assert told(read(rows, answers={question.key: IMPORT})) == ([9], [])
