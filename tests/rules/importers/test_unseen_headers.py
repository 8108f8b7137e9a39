"""Headers and lines as offices write them: totals of an area, sums above deeper headings, who drew a list up, shortened names."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from importers.rules.names.item_words import spelled_out
from importers.rules.names.vocabulary import Role, is_total_label, role_of
from importers.rules.results import Recognition, RowStatus

Read = Callable[..., Recognition]

ROLES = {
    "Toàn khu vực": Role.TOTAL,
    "Toàn vùng": Role.TOTAL,
    "Tổng toàn cụm": Role.TOTAL,
    "Toàn bộ": None,
    "Quân số năm 2025": Role.PERIOD,
    "Số người 2026": Role.PERIOD,
    "Năm 2026": Role.PERIOD,
    "Còn trong kho": Role.QUANTITY,
    "Còn lại tại kho xã": Role.QUANTITY,
    "Còn thiếu": Role.NEED,
    "Trang": Role.IDENTITY,
    "Số trang": Role.IDENTITY,
    "Trang bị": Role.ITEM,
}


@pytest.mark.parametrize(("header", "role"), ROLES.items())
def test_words_of_headers(header: str, role: Role | None) -> None:
    assert role_of(header) is role


def test_a_sum_of_an_area_is_a_sum() -> None:
    assert is_total_label("Toàn khu vực")
    assert not is_total_label("Toàn Thắng")


# What a line says right above a table -> whether the figures are asked about.
LINES = {
    "Đơn vị lập: Ban CHQS khu vực phòng thủ 4": False,
    "Cơ quan lập: Văn phòng thường trực": False,
    "Ngày lập: 20/9/2026": False,
    "Ngày xuất: 05/10/2026 08:30": False,
    "Ngày in báo cáo: 05/10/2026": False,
    "Ngày xuất kho: 05/10/2026": True,
    "Đơn vị tổng hợp số liệu: Phòng Kinh tế": False,
    "Đơn vị nhận: Hội Chữ thập đỏ": True,
    "Đơn vị trúng thầu: Công ty Hải Long": True,
    "Ngày trao tặng: 20/9/2026": True,
}


@pytest.mark.parametrize(("line", "asked"), LINES.items())
def test_who_drew_a_list_up_is_no_title_of_another_paper(read: Read, line: str, asked: bool) -> None:
    rows = [
        ["VẬT TƯ, PHƯƠNG TIỆN CÁC XÃ NĂM 2026"],
        [line],
        [],
        ["TT", "Danh mục", "ĐVT", "Xã Ba Vì", "Xã Ba Tơ"],
        [1, "Áo phao", "cái", 20, 30],
    ]
    assert [bool(row.questions) for row in read(rows).rows] == [asked, asked]


# A column beside "Áo phao (cái)" and what stands below it -> the figures read there.
PEOPLE = {
    ("Người điều khiển PT thủy (người)", 12): ("LL-026", 12),
    ("Người quản lý đê (người)", 12): (None, 12),
    ("Người lái tàu (người)", 12): (None, 12),
}


@pytest.mark.parametrize(("column", "expected"), PEOPLE.items())
def test_figures_below_people_with_a_unit_are_read(read: Read, column: Any, expected: Any) -> None:
    header, figure = column
    found = read(
        [
            ["PHƯƠNG TIỆN CÁC XÃ NĂM 2026"],
            ["TT", "Địa phương", "Ca nô (chiếc)", "Áo phao (cái)", header],
            [1, "Xã Ba Vì", 2, 20, figure],
            [2, "Xã Ba Tơ", 3, 30, figure],
            ["", "Cộng", 5, 50, 2 * figure],
        ]
    )
    rows = {row.cell: row for row in found.rows}
    assert rows["E3"].stated_quantity == expected[1]
    assert rows["E3"].resource_code == expected[0]
    assert {check.cell: check.ok for check in found.checks}["E5"] is True


def test_words_below_people_stay_beside_the_figures(read: Read) -> None:
    found = read(
        [
            ["XÃ BA VÌ 2026"],
            ["TT", "Danh mục", "ĐVT", "Số lượng", "Người quản lý (người)"],
            [1, "Ca nô", "chiếc", 2, "Ông Nguyễn Văn An"],
            [2, "Áo phao", "cái", 20, "Ông Nguyễn Văn An"],
        ]
    )
    assert [(row.cell, row.holder) for row in found.rows] == [
        ("D3", "Ông Nguyễn Văn An"),
        ("D4", "Ông Nguyễn Văn An"),
    ]


@pytest.mark.parametrize(
    ("header", "read_there"), [("Người vận hành", set()), ("Người vận hành (người)", {"E3", "E4"})]
)
def test_figures_below_drivers_are_never_lost(read: Read, header: str, read_there: set[str]) -> None:
    found = read(
        [
            ["PHƯƠNG TIỆN CÁC XÃ NĂM 2026"],
            ["TT", "Địa phương", "Ca nô (chiếc)", "Áo phao (cái)", header],
            [1, "Xã Ba Vì", 2, 20, 12],
            [2, "Xã Ba Tơ", 3, 30, 14],
        ]
    )
    assert {row.cell for row in found.rows if row.cell.startswith("E")} == read_there
    assert {cell.cell for cell in found.unread} == {"E3", "E4"} - read_there


def test_a_sum_beside_a_deeper_heading_adds_up_its_own_group(read: Read) -> None:
    found = read(
        [
            ["TRANG BỊ CÁC XÃ NĂM 2026"],
            ["TT", "Địa phương", "Trang bị cứu hộ", None, None, None, None, "Áo phao (cái)"],
            [None, None, "Xuồng các loại (chiếc)", None, "Nhà bạt (bộ)"],
            [None, None, "ST450", "ST660", "Loại", None, "Cộng"],
            [None, None, None, None, "16,5 m2", "24,5 m2"],
            [1, "Xã Ba Vì", 1, 2, 3, 4, 7, 20],
            [2, "Xã Ba Tơ", 5, 1, 2, 2, 4, 30],
        ],
        merges=[
            "A2:A5", "B2:B5", "C2:G2", "H2:H5", "C3:D3", "E3:G3", "C4:C5", "D4:D5", "E4:F4", "G4:G5",
        ],
    )  # fmt: skip
    assert {check.cell: (check.computed, check.ok) for check in found.checks} == {
        "G6": (7, True),
        "G7": (4, True),
    }


def test_a_list_of_contents_is_no_stock(read: Read) -> None:
    rows = [["TT", "Xã", "Trang"], [1, "Trà Bồng", 2], [2, "Thanh Bồng", 3], [3, "Tây Trà", 4]]
    found = read(rows)
    assert not found.rows
    assert not found.questions


# Headers of the only figures, beside unit prices -> whether they are asked about.
PRICED = {"Tồn đến 30/9/2026": False, "SL dự trữ": False, "SL dự trù": True, "Còn trong kho": False}


@pytest.mark.parametrize(("header", "asked"), PRICED.items())
def test_prices_put_what_is_kept_in_no_doubt(read: Read, header: str, asked: bool) -> None:
    rows = [
        ["UBND XÃ BA VÌ"],
        ["TT", "Tên vật tư", "ĐVT", header, "Đơn giá (đồng)"],
        [1, "Áo phao", "cái", 178, 185_000],
        [2, "Phao tròn", "cái", 62, 240_000],
    ]
    accepted = [row.status is RowStatus.ACCEPTED for row in read(rows).rows]
    assert accepted == ([] if not accepted else [not asked, not asked])
    assert asked or accepted


SHORTENED = {
    "Người điều khiển PT thủy": "Người điều khiển phương tiện thủy",
    "XK PCTT": "xung kích PCTT",
    "Áo phao": "",
    "BỘ TB CỨU HỘ": "",
    "XKLĐ": "",
    "tb": "",
}


@pytest.mark.parametrize(("name", "full"), SHORTENED.items())
def test_shortened_words_of_names(name: str, full: str) -> None:
    assert spelled_out(name) == full


def test_communes_below_words_nobody_knows_are_read(read: Read) -> None:
    heads = ["A.phao (cái)", "N.bạt 24,5 (bộ)", "X.máy", "M.phát điện", "B.đàm", "Áo mưa (bộ)"]
    rows = [[1, "Xã Ba Xa", 1, 2, 3, 4, 5, 6], [2, "Xã Ba Vì", 2, 3, 4, 5, 6, 7]]
    found = read([["TỔNG HỢP TRANG BỊ"], ["TT", "Đơn vị", *heads], *rows])
    taken = {row.cell for row in found.rows if row.status is RowStatus.ACCEPTED}
    assert taken == {"H3", "H4"}
    assert len(found.rows) == 12
    assert not found.unread


# Names of one column beside "Xe ben (xe)" -> whether they are taken: no accent stands on them when written out.
PLAIN_NAMES: dict[str, bool] = {"Ghe (chiếc)": True, "Thang (cái)": True, "Tre (cây)": True, "Ghe": True}


@pytest.mark.parametrize("name", PLAIN_NAMES)
def test_a_unit_in_brackets_is_no_name_typed_without_accents(name: str, read: Read) -> None:
    rows = [["TỔNG HỢP TRANG BỊ CÁC XÃ"], ["TT", "Xã", name, "Xe ben (xe)"], [1, "Xã Ba Xa", 1, 2], [2, "Xã Ba Vì", 2, 3]]  # fmt: skip
    found = {row.cell: row.status for row in read(rows).rows}
    assert (found["C3"] is RowStatus.ACCEPTED) is PLAIN_NAMES[name]
    plain = [["TONG HOP TRANG BI CAC XA"], ["TT", "Xa", name.replace("chiếc", "chiec"), "Ao phao"], [1, "Xa Ba Xa", 1, 2], [2, "Xa Ba Vi", 2, 3]]  # fmt: skip
    assert {row.cell: row.status for row in read(plain).rows}["C3"] is RowStatus.REVIEW
