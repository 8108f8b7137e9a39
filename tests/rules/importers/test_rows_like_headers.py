"""Rows of things whose words head columns elsewhere, and headers within whose words others are spelt: nothing is lost."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest

from importers.rules.names.vocabulary import Role, role_of
from importers.rules.results import Recognition

Read = Callable[..., Recognition]
KEPT = ["Mặt hàng", "ĐVT", "Số lượng", "Điểm dự trữ", "Chủ hàng"]
STATE = ["Trang bị", "Số lượng", "Tình trạng", "Ghi chú"]


@pytest.mark.parametrize(
    ("head", "row", "figure"),
    [
        (KEPT, ["Mì tôm", "gói", 2026, "Tổ dân phố 4", "Ban CHQS"], 2026),
        (KEPT, ["Mì tôm", "gói", "2083 ", "Tổ dân phố 4", "Ban CHQS"], 2083),
        (STATE, ["Băng ca", "20 cái", "Trung bình", "Huy động trong dân"], 20),
    ],
)
def test_a_row_that_counts_a_thing_opens_no_table(
    head: Sequence[str], row: Sequence[Any], figure: int, read: Read
) -> None:
    first, last = ["Gạo tẻ", "kg", 40], ["Lương khô", "kg", 7]
    if head is STATE:
        first, last = ["Bộ đàm", "16 cái"], ["Áo phao", "7 cái"]
    found = read([["UBND XÃ BA VÌ"], ["THỐNG KÊ VẬT TƯ"], head, first, row, last])
    assert figure in [line.quantity for line in found.rows]
    assert len(found.rows) == 3


@pytest.mark.parametrize(
    ("header", "role"),
    [
        ("Hộ kinh doanh", None),  # no longitude: "kinh độ"
        ("Số chốt", None),  # no seats: "số chỗ"
        ("Kinh độ", Role.CAPACITY),
        ("Số chỗ ngồi", Role.CAPACITY),
        ("Tên chủng loại", Role.ITEM),
        ("Ban, ngành, đoàn thể", None),
        ("Bản Nước Đang", Role.LOCATION),
    ],
)
def test_a_role_is_told_by_whole_words(header: str, role: Role | None) -> None:
    assert role_of(header) is role


def test_figures_of_a_holder_in_other_words_are_taken(read: Read) -> None:
    head = ["TT", "Hàng hóa", "ĐVT", "Cửa hàng xăng dầu", "Hộ kinh doanh", "Cộng"]
    found = read([["UBND XÃ BA VÌ"], ["DỰ TRỮ HÀNG HÓA"], head, [1, "Gạo", "kg", 30, 12, 42]])
    assert [line.quantity for line in found.rows] == [30, 12]


@pytest.mark.parametrize("office", ["BCH PHÒNG THỦ DÂN SỰ", "Ban Chỉ huy PTDS"])
def test_a_body_of_today_tells_of_which_time_a_name_is(office: str, read: Read) -> None:
    head = ["TT", "Danh mục", "ĐVT", "Số lượng"]
    (row,) = read([[f"UBND XÃ ĐĂK HÀ - {office}"], ["THỐNG KÊ VẬT TƯ"], head, [1, "Gạo", "kg", 30]]).rows
    assert row.commune_code == "23500"
    (row,) = read([["UBND XÃ ĐĂK HÀ"], ["THỐNG KÊ VẬT TƯ"], head, [1, "Gạo", "kg", 30]]).rows
    assert row.commune_code is None


@pytest.mark.parametrize(
    ("line", "code"),
    [("Xã: Ya Ly", "23548"), ("Tên xã: Ya Ly", "23548"), ("Các xã: Ya Ly, Ba Vì", None)],
)
def test_a_form_names_its_commune_behind_a_colon(line: str, code: str | None, read: Read) -> None:
    rows = [["TT", "Trang bị", "ĐVT", "Số lượng"], [1, "Áo phao", "cái", 3]]
    (row,) = read([["PHIẾU CUNG CẤP THÔNG TIN TRANG BỊ"], [line], *rows]).rows
    assert row.commune_code == code


def test_a_first_row_that_counts_as_many_as_a_year_is_a_record(read: Read) -> None:
    found = read(
        [
            ["UBND XÃ BA VÌ"],
            ["TRANG BỊ TẠI CÁC THÔN"],
            ["TT", "Thôn", "Nhà bạt (bộ)", "Bộ đàm (cái)"],
            [None, "Kho xã", "2024", "30"],
            [1, "Thôn 1", 3, 5],
            [2, "Thôn 2", 4, 6],
        ]
    )
    assert {row.cell for row in found.rows} == {"C4", "D4", "C5", "D5", "C6", "D6"}


def test_years_right_below_heads_of_their_own_are_a_header(read: Read) -> None:
    heads = [["TRANG BỊ XÃ BA VÌ"], ["TT", "Thôn", "Áo phao", "Áo phao"], [None, "(năm)", "2024", "2025"]]
    found = read([*heads, [1, "Thôn 1", 3, 5], [2, "Thôn 2", 4, 6]])
    assert {row.cell: row.quantity for row in found.rows} == {"D4": 5, "D5": 6}


def test_sizes_beside_their_unit_are_a_header(read: Read) -> None:
    heads = [["TRANG BỊ CÁC XÃ"], ["TT", "Xã", "ĐVT", "Nhà bạt", "Nhà bạt"], [None, None, "bộ", 16.5, 60]]
    found = read([*heads, [1, "Xã Ba Vì", "bộ", 3, 5], [2, "Xã Ba Xa", "bộ", 4, 6]])
    assert {row.cell: row.resource_code for row in found.rows} == {
        f"{col}{row}": code for row in (4, 5) for col, code in {"D": "TB-005", "E": "TB-008"}.items()
    }


VEHICLES = ["TT", "Chủ xe", "Loại xe", "Biển số", "Năm sản xuất", "Trọng tải"]
OWNED = (
    [1, "Nguyễn Văn Sơn", "Xe ben", "76C-112.45", 2018, "10 tấn"],
    ["", "", "Xe lu", "", 2016, ""],
    [2, "Trần Thị Liễu", "Xe khách", "76B-001.23", 2019, "45 chỗ"],
)


def test_a_vehicle_with_its_year_alone_opens_no_table(read: Read) -> None:
    found = read(
        [["UBND XÃ BA GIA"], ["DANH SÁCH XE, MÁY CỦA NHÂN DÂN"], VEHICLES, *OWNED], merges=["A4:A5", "B4:B5"]
    )
    assert [(line.resource_raw, line.quantity) for line in found.rows] == [
        ("Xe ben", 1),
        ("Xe lu", 1),
        ("Xe khách", 1),
    ]


@pytest.mark.parametrize("year", [2000, 2025, "2025", 2050])
@pytest.mark.parametrize(
    ("head", "names"),
    [
        (
            ["Xã", "Bao cát (cái)", "Rọ thép (cái)"],
            ["Xã Bình Sơn", "Xã Vạn Tường", "Xã Bình Minh", "Xã Mộ Đức"],
        ),
        (["Tên vật tư", "Số lượng (cái)", "Ghi chú"], ["Bao cát", "Áo phao", "Phao tròn", "Khẩu trang y tế"]),
        (["Tên vật tư", "Số lượng (cái)", "Ghi chú"], ["Vật lạ", "Áo phao", "Phao tròn", "Khẩu trang y tế"]),
        (["Tên vật tư", "Số lượng (cái)", "Ghi chú"], ["Phao tròn", "Áo phao", "Vật lạ", "Khẩu trang y tế"]),
    ],
)
def test_as_many_as_a_year_are_a_count_wherever_they_stand(
    head: list[str], names: list[str], year: object, read: Read
) -> None:
    above = ["UBND PHƯỜNG TRÀ CÂU"] if "Tên vật tư" in head else ["TỈNH QUẢNG NGÃI"]
    rows = [[name, year if place in (1, 3) else 80 + place] for place, name in enumerate(names)]
    found = read([above, ["VẬT TƯ HIỆN CÓ"], head, *rows])
    assert [line.quantity for line in found.rows][1::2] == [int(str(year))] * 2
    assert len(found.rows) == len(names)


def test_years_beside_a_heading_of_another_kind_stay_headings(read: Read) -> None:
    rows = [["Xã Bình Sơn", 2024, 2025], ["Áo phao", 1, 3], ["Phao tròn", 2, 4]]
    found = read([["TỈNH QUẢNG NGÃI"], ["VẬT TƯ HIỆN CÓ (ĐVT: cái)"], *rows])
    assert [line.quantity for line in found.rows] == [3, 4]
