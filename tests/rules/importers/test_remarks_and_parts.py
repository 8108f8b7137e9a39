"""Remarks behind names of communes and things, parts beside their sums, several loads of one vehicle."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from importers.rules.names.place_names import remark_of
from importers.rules.results import Recognition, RowStatus

Read = Callable[..., Recognition]
ACCEPTED = RowStatus.ACCEPTED

# A commune with a remark -> its code, None where the two do not agree or more than one is meant.
PLACES: dict[str, str | None] = {
    "Xã Phổ Châu (nay là phường Sa Huỳnh)": "21478",
    "Xã Đức Phong (nay thuộc xã Lân Phong)": "21433",
    "Xã Vạn Tường (Bình Thuận, Bình Đông, Bình Trị cũ)": "21061",
    "Xã Bình Chương (gồm Bình Chương, Bình Mỹ)": "21100",
    "Phường Nghĩa Lộ (sáp nhập từ 4 phường)": "21028",
    "Xã Phổ Châu (nay là xã Ba Vì)": None,
    "Xã Vạn Tường (gồm Bình Thuận, Ba Động)": None,
    "Xã Trà Bùi (nay thuộc xã Cà Đam)": None,  # was divided between two
    "Xã Vạn Tường (thôn 3)": None,
}


@pytest.mark.parametrize("name", PLACES)
def test_a_remark_behind_a_commune_has_to_agree_with_it(name: str, read: Read) -> None:
    found = read([["TỔNG HỢP TRANG BỊ"], ["TT", "Xã, phường", "Áo phao (cái)", "Đèn pin (cái)"], [1, name, 3, 4], [2, "Xã Ba Xa", 1, 2]])  # fmt: skip
    told = {
        row.commune_code if row.status is ACCEPTED else None for row in found.rows if row.cell in {"C3", "D3"}
    }
    assert told == {PLACES[name]}


def test_what_a_remark_tells() -> None:
    assert remark_of("phổ châu (nay là phường sa huỳnh)") == ("phổ châu", True, ("phường sa huỳnh",))
    assert remark_of("bình châu (cũ)") is None


# A name with words that describe it -> its type, None where they may tell of another.
NAMES: dict[str, str | None] = {
    "Máy bơm nước chạy dầu D8, lưu lượng 50m3/h": "TB-013",
    "Bộ đàm Motorola GP328": "TB-021",
    "Áo phao cứu sinh người lớn size L": "TB-001",
    "Rọ thép mạ kẽm 2m x 1m x 0,5m": "VT-002",
    "Bao tải đựng cát (60x100 cm)": "VT-001",
    "Cái thang": "TB-029",
    "Máy phát điện chạy dầu": None,  # its power decides
    "Máy bơm nước cho thuê": None,
    "Áo phao bị cuốn trôi": None,
}


@pytest.mark.parametrize("name", NAMES)
def test_words_that_describe_a_thing(name: str, read: Read) -> None:
    (row,) = read(
        [["DANH MỤC TRANG BỊ XÃ BA VÌ"], ["TT", "Tên", "ĐVT", "Số lượng"], [1, name, "cái", 3]]
    ).rows
    assert (row.resource_code if row.status is ACCEPTED else None) == NAMES[name]


def cells(found: Recognition) -> dict[str, tuple[str | None, Any]]:
    return {row.cell: (row.resource_code, row.quantity) for row in found.rows if row.status is ACCEPTED}


def test_the_sum_of_each_thing_is_taken_where_only_its_broken_part_stands_beside_it(read: Read) -> None:
    found = read(
        [["TỔNG HỢP TRANG BỊ"], ["TT", "Xã", "Áo phao (cái)", None, "Máy cưa (cái)", None], [None, None, "Tổng số", "Hỏng", "Tổng số", "Hỏng"],
         [1, "Xã Ba Vì", 9, 2, 5, 1], [2, "Xã Ba Xa", 7, None, 4, 2]],
        merges=["A2:A3", "B2:B3", "C2:D2", "E2:F2"],
    )  # fmt: skip
    assert cells(found) == {
        "C4": ("TB-001", 9),
        "E4": ("TB-016", 5),
        "C5": ("TB-001", 7),
        "E5": ("TB-016", 4),
    }


def test_a_part_beside_its_sum_is_no_thing_of_its_own_and_its_total_is_compared(read: Read) -> None:
    found = read(
        [["TỔNG HỢP LỰC LƯỢNG"], ["TT", "Xã", "Đội xung kích PCTT (người)", "Trong đó nữ", "Dân quân cơ động (người)"],
         [1, "Xã Ba Vì", 70, 12, 25], [2, "Xã Ba Xa", 60, 10, 24], [None, "Cộng", 130, 22, 49]],
    )  # fmt: skip
    assert cells(found) == {
        "C3": ("LL-007", 70),
        "E3": ("LL-001", 25),
        "C4": ("LL-007", 60),
        "E4": ("LL-001", 24),
    }
    assert {check.cell: check.ok for check in found.checks} == {"C5": True, "D5": True, "E5": True}
    assert not found.questions


def test_of_several_loads_and_seats_the_one_that_tells_the_type_counts(read: Read) -> None:
    found = read(
        [["DANH SÁCH PHƯƠNG TIỆN XÃ BA VÌ"], ["TT", "Chủ xe", "Loại xe", "Số chỗ", "Tải trọng (tấn)", "Biển số"],
         [1, "Ông A", "Xe tải", 3, 3.5, "76C-1"], [2, "Ông B", "Xe tải", None, 8, "76C-2"], [3, "Ông C", "Xe khách", 45, None, "76B-3"]],
    )  # fmt: skip
    assert [row.resource_code for row in found.rows] == ["PT-012", "PT-013", "PT-016"]
    assert {row.status for row in found.rows} == {ACCEPTED}


def test_a_count_of_people_is_no_list_of_what_there_is(read: Read) -> None:
    found = read(
        [
            ["DÂN SỐ CÁC THÔN XÃ BA VÌ"],
            ["TT", "Thôn", "Số hộ", "Xe máy"],
            [1, "Thôn 1", 9, 5],
            [2, "Thôn 2", 8, 4],
        ]
    )
    assert not cells(found)


# (thing, unit) -> whether the unit counts pieces of it without a question.
UNITS: dict[tuple[str, str], bool] = {
    ("Cọc tre", "cọc"): True, ("Ca nô", "ca nô"): True, ("Cuốc, xẻng", "cây"): True, ("Chăn", "tấm"): True,
    ("Dân quân cơ động", "thành viên"): True, ("Biển báo", "biển"): True,
    ("Dây thừng", "dây"): False, ("Gạo", "gạo"): False, ("Bạt nhựa", "tấm"): False, ("Cọc tre", "bó"): False,
}  # fmt: skip


@pytest.mark.parametrize("told", UNITS)
def test_units_that_are_the_thing_itself_or_a_word_for_one_piece(told: tuple[str, str], read: Read) -> None:
    name, unit = told
    (row,) = read([["DANH MỤC TRANG BỊ XÃ BA VÌ"], ["TT", "Tên", "ĐVT", "Số lượng"], [1, name, unit, 6]]).rows
    assert (row.status is ACCEPTED) is UNITS[told]


# Names inside the catalogue's own -> the type.
INSIDE = {
    "Vòi chữa cháy": "TB-033", "Bình đựng nước": "HC-019", "Cán bộ, công chức": "LL-031", "Nhà sinh hoạt cộng đồng": "CT-002",
    "Cơ số thuốc PCLB": "HC-012", "Vật tư y tế": None, "Phương tiện công an": None, "Lực lượng công an": "LL-008", "Thực phẩm trẻ em": None,
}  # fmt: skip


@pytest.mark.parametrize("name", INSIDE)
def test_names_inside_the_name_of_a_type(name: str, read: Read) -> None:
    found = read(
        [
            ["DANH MỤC NGUỒN LỰC XÃ BA VÌ"],
            ["TT", "Tên", "ĐVT", "Số lượng"],
            [1, "Áo phao", "", 5],
            [2, name, "", 6],
        ]
    )
    row = next(row for row in found.rows if row.cell == "D4")
    told = (
        row.resource_code
        if not {"item_similar", "item_unknown", "item_vague", "item_several"} & set(row.reasons)
        else None
    )
    assert told == INSIDE[name]


# The rows below "Đèn pin" 80 -> what is taken and what is asked about of them all.
PARTS_OF: dict[tuple[tuple[str, int], ...], tuple[list[int], list[int | None]]] = {
    (("+ Riêng đội xung kích", 45),): ([80, 9], []),
    (("- Mới cấp", 20),): ([80, 9], []),
    (("- Đội một giữ", 20), ("- Đội hai giữ", 30)): ([9], [80]),
    (("- Đội một giữ", 50), ("- Đội hai giữ", 30)): ([50, 30, 9], []),  # all of them
    (("- Xã Ba Vì", 30),): ([9], [80, None]),
}


@pytest.mark.parametrize("parts", PARTS_OF)
def test_a_thing_stays_where_those_below_it_only_tell_who_has_some(
    parts: tuple[tuple[str, int], ...], read: Read
) -> None:
    below = [[None, name, "cái", figure] for name, figure in parts]
    found = read([["DANH MỤC TRANG BỊ XÃ BA VÌ NĂM 2026"], ["TT", "Danh mục", "ĐVT", "Số lượng"], [1, "Đèn pin", "cái", 80], *below, [2, "Áo phao", "cái", 9]])  # fmt: skip
    taken = [row.quantity for row in found.rows if row.status is ACCEPTED]
    asked = [row.quantity for row in found.rows if row.status is not ACCEPTED]
    assert (taken, asked) == PARTS_OF[parts]
