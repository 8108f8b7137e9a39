"""Figures whose headers or titles do not say that they are what there is: asked about, never taken silently."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from importers.rules.results import IMPORT, Recognition, RowStatus

TITLE = "XÃ BA VÌ 2026"
FIGURES = (9, 4, 3, 2)
# Headers beside "Vật tư" -> (figures taken, figures asked about) of 9, 4, 3, 2 standing below them.
HEADERS: dict[tuple[str, ...], tuple[list[int], list[int]]] = {
    ("SL giao", "SL nhận", "SL trả"): ([], [9, 4, 3]),
    ("Định mức/xã", "Số lượng cấp"): ([], [4]),
    ("Tổng số", "Trong kho", "Đang cho mượn"): ([4], [3]),
    ("Số lượng", "Số lượng lần trước"): ([], [9, 4]),
    ("UBND xã", "Ban CHQS xã"): ([9, 4], []),
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
}
TITLES: dict[str, bool] = {
    "DANH SÁCH CẤP PHÁT VẬT TƯ ĐỢT 2": True,
    "VẬT TƯ ĐÃ SỬ DỤNG TRONG ĐỢT MƯA LŨ": True,
    "THỐNG KÊ THIỆT HẠI DO BÃO SỐ 6": True,
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


def test_an_answer_takes_them(read: Read) -> None:
    rows = [[TITLE], ["TT", "Vật tư", "ĐVT", "SL nhận"], [1, "Áo phao", "cái", 9]]
    (question,) = read(rows).questions
    assert told(read(rows, answers={question.key: IMPORT})) == ([9], [])
