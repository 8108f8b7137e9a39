"""Blocks under communes of their own, owners with their numbers, plates, populations, sums of good and broken ones."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from importers.rules.layout.column_roles import writes_plates
from importers.rules.names.vocabulary import Role, role_of
from importers.rules.results import Recognition, RowStatus

Read = Callable[..., Recognition]
HEAD = ["STT", "Tên vật tư", "ĐVT", "Số lượng", "Nhận xét"]


def _blocks(column: int, head: list[str], mark: str) -> list[list[Any]]:
    """Return three blocks, each below its commune in one column, with its own header and the same mark in every row."""
    rows: list[list[Any]] = [["KẾT QUẢ KIỂM TRA VẬT TƯ TẠI CÁC XÃ"]]
    for commune, things in (
        ("XÃ BA VÌ", ["Áo phao", "Máy cưa", "Gạo"]),
        ("XÃ BA TÔ", ["Áo phao", "Cuốc xẻng"]),
        ("XÃ BA XA", ["Áo phao", "Bao tải", "Đèn pin"]),
    ):
        heading: list[Any] = [None] * column
        heading[-1] = commune
        units = ["kg" if thing == "Gạo" else "cái" for thing in things]
        rows += [[], heading, head]
        rows += [[n, thing, units[n - 1], 10 * n, mark] for n, thing in enumerate(things, 1)]
    return rows


@pytest.mark.parametrize("column", [1, 2, 3, 4, 5])
@pytest.mark.parametrize("head", [HEAD, [*HEAD[:4], "Kết quả"]])
def test_a_commune_alone_in_its_row_is_that_of_the_block_below(
    column: int, head: list[str], read: Read
) -> None:
    found = read(_blocks(column, head, "Đạt"))
    assert [(row.commune_code, row.resource_code) for row in found.rows] == [
        ("21529", "TB-001"), ("21529", "TB-016"), ("21529", "HC-001"),
        ("21523", "TB-001"), ("21523", "VT-011"),
        ("21538", "TB-001"), ("21538", "VT-001"), ("21538", "TB-026"),
    ]  # fmt: skip
    assert all(row.status is RowStatus.ACCEPTED for row in found.rows)


def test_a_commune_alone_in_its_row_within_a_table_is_that_of_the_rows_below(read: Read) -> None:
    rows: list[list[Any]] = [["THỐNG KÊ VẬT TƯ"], HEAD, [None, None, "XÃ BA VÌ"], [1, "Áo phao", "cái", 60]]
    rows += [[None, None, "XÃ BA TÔ"], [1, "Áo phao", "cái", 45]]
    assert [(row.commune_code, row.quantity) for row in read(rows).rows] == [("21529", 60), ("21523", 45)]


TWO = ["Phường Kon Tum", "Phường Đăk Cấm"]


@pytest.mark.parametrize(("total", "right"), [(200, True), (201, False)])
def test_a_total_of_good_and_broken_ones_adds_up_both(total: int, right: bool, read: Read) -> None:
    found = read(
        [
            ["THỐNG KÊ CHẤT LƯỢNG TRANG BỊ"],
            ["TT", "Đơn vị", "Trang bị cứu sinh"],
            [None, None, "Áo phao (cái)", None, None, "Phao tròn (cái)"],
            [None, None, "Tổng", "Tốt", "Hỏng", "Tổng", "Tốt", "Hỏng"],
            [1, TWO[0], total, 180, 20, 60, 55, 5],
            [2, TWO[1], 120, 118, 2, 30, 30, "-"],
            [None, "Cộng", total + 120, 298, 22, 90, 85, 5],
        ],
        merges=("C2:H2", "C3:E3", "F3:H3", "A2:A4", "B2:B4"),
    )
    assert {check.cell for check in found.checks} >= {"C5", "C6", "F5", "F6", "C7", "F7"}
    wrong = {check.cell for check in found.checks if check.ok is not True}
    assert wrong == (set() if right else {"C5", "C7"})
    assert {(row.commune_raw, row.quantity) for row in found.rows} >= {(TWO[0], 180), (TWO[1], 118)}


@pytest.mark.parametrize(
    ("header", "role"),
    [
        ("Chủ phương tiện, số điện thoại", Role.HOLDER),
        ("Họ và tên, SĐT", Role.HOLDER),
        ("Số điện thoại chủ phương tiện", Role.PHONE),
        ("Họ tên, số điện thoại lái xe", Role.PHONE),
        ("Nhận xét của đoàn", None),
        ("Nhận xét", Role.NOTE),
        ("Tổng dân (người)", Role.PEOPLE),
        ("Dân quân", None),
    ],
)
def test_what_a_header_tells(header: str, role: Role | None) -> None:
    assert role_of(header) is role


@pytest.mark.parametrize(
    ("header", "words", "plates"),
    [
        ("Số xe", ["76C-062.82", "76H-5544"], True),
        ("Số tàu", ["QNg-47859TS"], True),
        ("Số xe", ["2 xe", "01 xe"], False),
        ("Số xe", [], False),
        ("Số lượng", ["76C-062.82"], False),
    ],
)
def test_plates_below_the_number_of_vehicles(header: str, words: list[str], plates: bool) -> None:
    assert (writes_plates((header,), words) is Role.PLATE) is plates


def test_a_list_of_owners_with_their_numbers_and_plates(read: Read) -> None:
    found = read(
        [
            ["UBND xã Bình Sơn - DS phương tiện trưng dụng khi cần"],
            ["Số TT", "Chủ phương tiện, số điện thoại", "Thôn/TDP", "Phương tiện", "Số xe", "Tải trọng, số chỗ", "SL"],
            [1, "Cty CP Vạn Phát 0953.111.222", "TDP 1", "Xe ben", "76C-111.22", "15 tấn", "02"],
            [2, "Bà Trương Thị Mỹ; 0954555666", "TDP 4", "Xe khách", "76B-001.01", "45 chỗ", 3],
        ]
    )  # fmt: skip
    assert [(row.holder, row.contact_phones, row.mark, row.quantity) for row in found.rows] == [
        ("Cty CP Vạn Phát", ("0953111222",), "76C-111.22", 2),
        ("Bà Trương Thị Mỹ", ("0954555666",), "76B-001.01", 3),
    ]
    assert all(row.status is RowStatus.ACCEPTED for row in found.rows)


@pytest.mark.parametrize(
    ("counted", "taken"), [("Số lượng cam kết", True), ("Số lượng", False)], ids=["pledged", "lent"]
)
def test_a_term_is_that_of_a_pledge_or_of_a_loan(counted: str, taken: bool, read: Read) -> None:
    found = read(
        [
            ["UBND PHƯỜNG TRÀ CÂU"],
            ["BẢNG TỔNG HỢP LƯƠNG THỰC"],
            ["STT", "Cửa hàng, đại lý", "Mặt hàng", counted, "ĐVT", "Thời hạn"],
            [1, "Đại lý gạo Bảy Thơ", "Gạo", 4500, "kg", "31/12/2026"],
            [2, "Tạp hóa Minh Châu", "Mì tôm", 3600, "gói", "31/12/2026"],
        ]
    )
    assert {row.status is RowStatus.ACCEPTED for row in found.rows} == {taken}


def test_a_special_zone_without_accents(read: Read) -> None:
    found = read(
        [["TONG HOP"], ["TT", "Don vi", "Ao phao (cai)"], [1, "DK Ly Son", 40], [2, "P. Duc Pho", 5]]
    )
    assert [row.commune_code for row in found.rows][:1] == ["21548"]


@pytest.mark.parametrize("own", ["Của xã", "Xã quản lý"])
@pytest.mark.parametrize("below", ["Huy động trong dân", "Huy động", "Của thôn"])
def test_figures_below_what_there_is_are_counted_whatever_their_own_head(
    own: str, below: str, read: Read
) -> None:
    found = read(
        [
            ["DANH MỤC VẬT TƯ XÃ BÌNH MINH"],
            ["TT", "Tên vật tư", "ĐVT", "Nhu cầu", "Hiện có", None, "Còn thiếu"],
            [None, None, None, None, own, below, None],
            [1, "Áo phao", "cái", 200, 80, 40, 80],
            [2, "Máy bơm nước", "cái", 6, 2, 4, 0],
        ],
        merges=("E2:F2",),
    )
    assert {(row.cell, row.quantity) for row in found.rows} == {("E4", 80), ("F4", 40), ("E5", 2), ("F5", 4)}


@pytest.mark.parametrize(("total", "right"), [(250, True), (260, False)])
def test_a_sum_over_communes_may_hold_the_province_store_beside_them(
    total: int, right: bool, read: Read
) -> None:
    found = read(
        [
            ["THỐNG KÊ VẬT TƯ CÁC XÃ"],
            ["TT", "Tên vật tư", "ĐVT", "Xã Ba Vì", "Xã Ba Tô", "Kho tỉnh", "Tổng"],
            [1, "Áo phao", "cái", 20, 30, 200, total],
            [2, "Phao tròn", "cái", 5, 6, 100, 111],
        ]
    )
    assert [(check.cell, check.ok) for check in found.checks] == [("G3", right), ("G4", True)]


# The heads between "ĐVT" and the communes, and the sum of the row -> whether it is right.
BEFORE: dict[tuple[tuple[str, ...], int], bool] = {
    (("Kho tỉnh",), 250): True,
    (("Kho tỉnh",), 50): True,  # of the communes alone
    (("Kho tỉnh",), 260): False,
    (("Đơn giá (đồng)",), 250): False,
    (("Năm SX",), 250): False,
}


@pytest.mark.parametrize("case", BEFORE)
def test_so_may_a_sum_hold_the_store_before_them(case: tuple[tuple[str, ...], int], read: Read) -> None:
    heads, total = case
    rows = [
        ["THỐNG KÊ VẬT TƯ CÁC XÃ"],
        ["TT", "Tên vật tư", "ĐVT", *heads, "Xã Ba Gia", "Xã Trà Giang", "Tổng"],
        [1, "Áo phao", "cái", 200, 20, 30, total],
    ]
    found = read(rows)
    assert [(check.cell, check.ok) for check in found.checks] == [("G3", BEFORE[case])]
    assert [row.quantity for row in found.rows] == [20, 30]


def test_an_office_beside_the_motto_is_no_title(read: Read) -> None:
    head = ["VP BCH", None, "Độc lập - Tự do - Hạnh phúc"]
    found = read(
        [head, ["TỔNG HỢP TRANG BỊ"], ["Đơn vị", "Áo phao (cái)"], ["Xã Ba Vì", 20], ["Xã Ba Tô", 5]]
    )
    assert all(row.status is RowStatus.ACCEPTED for row in found.rows)
    assert len(found.rows) == 2
