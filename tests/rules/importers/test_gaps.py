"""A blank row among the rows of a list ends nothing; words, prices and other lists below one are none of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest

from importers.rules.results import Recognition

Read = Callable[..., Recognition]
HEAD = ["STT", "Danh mục", "ĐVT", "Số lượng", "Ghi chú"]
PLAIN = ["STT", "Danh mục", "Số lượng"]


def _quantities(found: Recognition) -> list[int | None]:
    return [None if line.quantity is None else int(line.quantity) for line in found.rows]


@pytest.mark.parametrize(
    ("below", "read_on"),
    [
        ([[None, "- Xe tải dưới 5 tấn", "Xe", 6], [3, "Rọ thép", "Cái", 70]], [6, 70]),
        ([[None, "Rựa", "Cái", 45]], [45]),  # a unit tells a thing that was never numbered
        ([[None, "Rựa", "Cái"], [None, "Cuốc, xẻng", "Cái", 9]], [9]),  # of which there is none yet
        ([["VẬT TƯ"], [1, "Rọ thép", "Cái", 70]], [70]),
        ([[None, "Vật tư"], [3, "Rọ thép", "Cái", 70]], [70]),
        ([[None, "B. VẬT TƯ"], [3, "Rọ thép", None, 70]], [70]),
        ([[None, "Đơn vị tính từ đây: bộ"], [3, "Rọ thép", None, 70]], [70]),  # the record goes on counting
        ([[None, "Danh sách liên hệ"], [1, "Nguyễn Văn Hùng", "Chủ tịch", "0905123456"]], []),
        ([[None, "Người nhận tin", "Chủ tịch", 12]], []),  # neither a unit nor a dash
    ],
)
def test_what_stands_below_a_blank_row(
    below: Sequence[Sequence[Any]], read_on: list[int], read: Read
) -> None:
    rows = [HEAD, [1, "Áo phao", "Cái", 60], [2, "Phao tròn", "Cái", 40], []]
    found = read([["UBND XÃ BA VÌ"], *rows, *below])
    assert _quantities(found) == [60, 40, *read_on]


def test_a_dash_tells_a_line_where_there_are_no_units(read: Read) -> None:
    rows = [PLAIN, [1, "Áo phao", 60], [2, "Xe tải các loại", 9], [], [None, "- Xe tải dưới 5 tấn", 9]]
    found = read([["UBND XÃ BA VÌ"], *rows])
    assert [line.cell for line in found.rows] == ["C3", "C6"]


def test_more_blank_rows_end_a_list(read: Read) -> None:
    rows = [HEAD, [1, "Áo phao", "Cái", 60], *[[] for _ in range(4)], [None, "- Rựa", "Cái", 45]]
    assert _quantities(read([["UBND XÃ BA VÌ"], *rows])) == [60]


@pytest.mark.parametrize(
    ("between", "name"),
    [
        ([[None, "Vật tư"]], "Phao tròn"),  # a pillar heads what follows
        ([[], [None, "Loại lớn", None, None, "Kho"]], "Phao tròn"),  # no name goes on beyond a blank row
        ([[None, "loại lớn"]], "Phao tròn loại lớn"),
    ],
)
def test_words_below_a_record_go_on_with_its_name(
    between: Sequence[Sequence[Any]], name: str, read: Read
) -> None:
    rows = [HEAD, [1, "Áo phao", "Cái", 60], [2, "Phao tròn", "Cái", 40], *between, [3, "Rọ thép", "Cái", 7]]
    found = read([["UBND XÃ BA VÌ"], *rows])
    assert found.rows[1].resource_raw == name


def test_a_name_goes_on_in_small_letters_where_no_row_has_a_number(read: Read) -> None:
    head = ["Tên thiết bị", "Số lượng", "Ghi chú"]
    rows = [
        ["Áo phao", 140],
        ["Máy phát điện", 1],
        ["loại 50 KVA"],
        ["Loa cầm tay", 9],
        ["Vật tư"],
        ["Rọ thép", 7],
    ]
    found = read([["UBND XÃ BA VÌ"], ["THIẾT BỊ HIỆN CÓ (ĐVT: cái)"], head, *rows])
    assert [line.resource_raw for line in found.rows] == [
        "Áo phao",
        "Máy phát điện loại 50 KVA",
        "Loa cầm tay",
        "Rọ thép",
    ]


@pytest.mark.parametrize("end", ["./.", "Hết", "---", "(Hết)", "…/."])
def test_the_end_of_a_paper_is_no_row(end: str, read: Read) -> None:
    head = ["TT", "Huyện", "Áo phao", "Phao tròn"]
    rows = [[1, "Huyện Bình Sơn", 3, 5], [2, "Thị xã Đức Phổ", 4, 6], [3, "Huyện Ba Tơ", 5, 7]]
    found = read([["TỔNG HỢP CÁC HUYỆN NĂM 2023"], head, *rows, [None, "Tổng cộng", 12, 18], [end]])
    assert [(check.stated, check.ok) for check in found.checks] == [(12, True), (18, True)]


def test_a_thing_without_a_figure_below_a_blank_row_ends_no_list_without_numbers(read: Read) -> None:
    head = ["Tên hàng", "ĐVT", "Số lượng"]
    rows = [["Gạo", "kg", 568], ["Mì tôm", "gói", 444], [], ["Nước lọc", "lít"], ["Sữa", "hộp", 72]]
    assert _quantities(read([["UBND XÃ BA VÌ"], head, *rows])) == [568, 444, 72]
