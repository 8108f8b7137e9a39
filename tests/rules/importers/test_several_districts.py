"""Headings that name several former districts: a name that more than one of them had is asked about."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from importers.rules.results import Recognition, RowStatus

# A title, the name of a former commune -> where it is today, None where it is asked.
CASES = {
    ("THÀNH PHỐ QUẢNG NGÃI VÀ THÀNH PHỐ KON TUM NĂM 2023", "Phường Trần Hưng Đạo"): None,
    ("THÀNH PHỐ KON TUM VÀ THÀNH PHỐ QUẢNG NGÃI NĂM 2023", "Phường Trần Hưng Đạo"): None,
    ("THÀNH PHỐ QUẢNG NGÃI NĂM 2023", "Phường Trần Hưng Đạo"): "21025",
    ("THÀNH PHỐ KON TUM NĂM 2023", "Phường Trần Hưng Đạo"): "23302",
    ("HUYỆN ĐẮK GLEI VÀ HUYỆN ĐẮK HÀ NĂM 2023", "Xã Đăk Long"): None,
    ("HUYỆN ĐẮK GLEI, ĐẮK HÀ NĂM 2023", "Xã Đăk Long"): None,
    ("HUYỆN ĐẮK HÀ NĂM 2023", "Xã Đăk Long"): "23504",
    ("HUYỆN ĐẮK HÀ, TỈNH KON TUM NĂM 2023", "Xã Đăk Long"): "23504",
    ("THÀNH PHỐ QUẢNG NGÃI, THỊ XÃ ĐỨC PHỔ NĂM 2023", "Phường Nguyễn Nghiêm"): None,
    ("HUYỆN BA TƠ VÀ THỊ XÃ ĐỨC PHỔ NĂM 2023", "Phường Nguyễn Nghiêm"): "21439",
}


@pytest.mark.parametrize("case", CASES)
def test_a_name_of_two_districts(case: tuple[str, str], read: Callable[..., Recognition]) -> None:
    title, name = case
    (row,) = read([[f"KIỂM KÊ ÁO PHAO {title}"], ["TT", "Xã, phường", "Áo phao (cái)"], [1, name, 38]]).rows
    assert (row.commune_code if row.status is RowStatus.ACCEPTED else None) == CASES[case]


TODAY = ["Bình Sơn", "Vạn Tường", "Bình Minh", "Bình Chương", "Đông Sơn"]
FORMER = ["Bình Sơn", "Bình Mỹ", "Bình Minh", "Bình Chương", "Bình Chánh"]
# A title and the bare names below it -> where the first, which is the district's name too, is today; None where it is asked.
NAMED_AS_DISTRICT = {
    "CÁC XÃ HUYỆN BÌNH SƠN CŨ": (TODAY, "21040"),
    "CÁC XÃ THUỘC HUYỆN BÌNH SƠN (TRƯỚC ĐÂY)": (TODAY, "21040"),
    "CÁC XÃ HUYỆN BÌNH SƠN": (TODAY, None),
    "CÁC XÃ HUYỆN BÌNH SƠN CŨ NĂM 2023": (TODAY, None),
    "HUYỆN BÌNH SƠN, CÁC XÃ CŨ": (TODAY, None),
    "XÃ HUYỆN BÌNH SƠN CŨ": (FORMER, None),
}


@pytest.mark.parametrize("title", NAMED_AS_DISTRICT)
def test_a_commune_that_bears_its_former_districts_name(title: str, read: Callable[..., Recognition]) -> None:
    names, code = NAMED_AS_DISTRICT[title]
    rows = [[number, name, 38 + number] for number, name in enumerate(names, start=1)]
    found = read([[f"KIỂM KÊ ÁO PHAO {title}"], ["TT", "Tên xã", "Áo phao (cái)"], *rows]).rows
    assert (found[0].commune_code if found[0].status is RowStatus.ACCEPTED else None) == code


# The line right above the first list of a sheet of several communes -> whose the list is; None where it is asked.
LINES = {
    "1. Xã Ba Vì": "21529",
    "Xã Ba Vì:": "21529",
    "Ba Vì": None,
    "Xã Ba Gia": None,
    "1. Vật tư": None,
}


@pytest.mark.parametrize("line", LINES)
def test_the_line_above_the_first_list_of_several_communes(
    line: str, read: Callable[..., Recognition]
) -> None:
    head = ["TT", "Tên vật tư", "ĐVT", "Số lượng"]
    first = [["DANH MỤC VẬT TƯ CỤM XÃ BA VÌ - BA XA NĂM 2026"], [line], head, [1, "Áo phao", "cái", 90]]
    found = read([*first, [], ["2. Xã Ba Xa"], head, [1, "Áo phao", "cái", 70]]).rows
    assert (found[0].commune_code if found[0].status is RowStatus.ACCEPTED else None) == LINES[line]
    assert found[1].commune_code == "21538"
