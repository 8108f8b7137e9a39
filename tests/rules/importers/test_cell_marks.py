"""Cells struck through, remarks on cells, notes of other years, totals by other names, and figures beside people."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from core.excel.book import Sheet
from importers.rules.results import Recognition, RowStatus
from importers.rules.rows.against_notes import notes_of_passed_years

Read = Callable[..., Recognition]
Make = Callable[..., Sheet]
TOP = ["DANH MỤC TRANG BỊ XÃ BA VÌ NĂM 2026"]
HEAD = ["TT", "Danh mục", "ĐVT", "Số lượng"]
ROWS: list[list[Any]] = [[1, "Áo phao", "cái", 40], [2, "Bộ đàm", "cái", 4], [3, "Loa cầm tay", "cái", 6]]


def taken(found: Recognition) -> list[Decimal | None]:
    """Return the quantities that are taken."""
    return [row.quantity for row in found.rows if row.status is RowStatus.ACCEPTED]


STRUCK = {(4, 4): [40, 6], (4, 2): [40, 6], (4, 3): [40, 4, 6], (1, 1): [40, 4, 6]}


@pytest.mark.parametrize("at", STRUCK)
def test_a_figure_or_name_struck_through_is_asked_about(at: tuple[int, int], read: Read, sheet: Make) -> None:
    found = read(replace(sheet("S", [TOP, HEAD, *ROWS]), struck=frozenset({at})))
    assert taken(found) == STRUCK[at]


def test_a_total_may_leave_out_what_is_struck_through(read: Read, sheet: Make) -> None:
    rows = [TOP, HEAD, *ROWS, [None, "Cộng", None, 46]]
    assert [check.ok for check in read(rows).checks] == [False]
    assert [check.ok for check in read(replace(sheet("S", rows), struck=frozenset({(4, 2)}))).checks] == [
        True
    ]


LEGEND = "Ghi chú: dòng tô màu đỏ là trang bị đã hỏng, chờ thanh lý"
# A coloured cell, its colour, and what stands below the list -> what is taken.
COLOURED = (
    ((4, 4), "FFFF0000", LEGEND, [40, 6]),
    ((4, 2), "FFFF0000", LEGEND, [40, 6]),
    ((4, 3), "FFFF0000", LEGEND, [40, 4, 6]),
    ((4, 4), "FFFFFF00", LEGEND, [40, 4, 6]),
    ((4, 4), "FFFF0000", "Ghi chú: dòng tô màu đỏ là trang bị mới", [40, 4, 6]),
    ((4, 4), "FFFF0000", "", [40, 4, 6]),
    ((4, 4), "theme5", "Ô màu cam: đề nghị bổ sung", [40, 6]),
    ((4, 4), "FFFFFF00", "Ô tô màu: đang cho mượn", [40, 6]),
    ((1, 1), "FFFF0000", LEGEND, [40, 4, 6]),
)


@pytest.mark.parametrize("case", COLOURED)
def test_a_colour_is_asked_about_where_a_legend_speaks_against_it(
    case: tuple[tuple[int, int], str, str, list[int]], read: Read, sheet: Make
) -> None:
    at, colour, legend, left = case
    found = read(replace(sheet("S", [TOP, HEAD, *ROWS, [], [legend]]), fills={at: colour}))
    assert taken(found) == left
    assert [question.key.startswith("row:") for question in found.questions] == [True] * (
        len(left) < len(ROWS)
    )


REMARKS = {
    "Số của năm 2023, chưa kiểm kê lại": False,
    "mượn của xã Ba Vinh": False,
    "đã trả": False,
    "đếm ngày 5/9": True,
}


@pytest.mark.parametrize("remark", REMARKS)
@pytest.mark.parametrize("at", [(4, 4), (4, 2)])
def test_a_remark_on_a_cell_is_a_note_of_its_row(
    remark: str, at: tuple[int, int], read: Read, sheet: Make
) -> None:
    found = read(replace(sheet("S", [TOP, HEAD, *ROWS]), comments={at: remark}))
    assert taken(found) == ([40, 4, 6] if REMARKS[remark] else [40, 6])
    assert found.rows[1].note == remark


# Notes of a table's rows, the year its titles name -> those that speak of another year's figure.
YEARS: dict[tuple[tuple[str, ...], int], set[str]] = {
    (("năm 2022", "", "tốt", ""), 2026): {"năm 2022"},
    (("năm 2022", "", "tốt", ""), 0): {"năm 2022"},
    (("năm 2026", "", "tốt", ""), 2026): set(),
    (("năm 2022", "năm 2021", "năm 2020", ""), 2026): set(),  # when they were bought
    (("số liệu năm 2023", "số liệu năm 2023"), 2026): {"số liệu năm 2023"},
    (("cấp năm 2022", "sx năm 2019", "mua năm 2020"), 2026): set(),
    (("chưa kiểm kê lại", "đã kiểm kê"), 2026): {"chưa kiểm kê lại"},
}


@pytest.mark.parametrize("case", YEARS)
def test_notes_of_another_year(case: tuple[tuple[str, ...], int]) -> None:
    assert notes_of_passed_years(*case) == YEARS[case]


VILLAGES: list[list[Any]] = [[1, "Thôn Một", 400, 15], [2, "Thôn Hai", 350, 12], [3, "Thôn Ba", 250, 8]]
LAST: dict[tuple[str, int, int], bool] = {
    ("Như vậy toàn xã có", 1000, 35): True,
    ("Tất cả", 1000, 35): True,
    ("Tất cả", 1000, 30): False,  # no sum: what it counts nobody wrote
    ("Thôn Bốn", 1000, 35): False,
    ("Nhà sinh hoạt công cộng", 1000, 35): False,
}


@pytest.mark.parametrize("case", LAST)
def test_a_row_that_speaks_of_all_and_is_the_sum_is_a_total(case: tuple[str, int, int], read: Read) -> None:
    found = read(
        [
            ["VẬT TƯ CÁC THÔN XÃ BA VÌ"],
            ["TT", "Thôn", "Bao cát (cái)", "Áo phao (cái)"],
            *VILLAGES,
            [None, *case],
        ]
    )
    assert (len(found.rows) == 6) is LAST[case]


def test_lines_of_money_below_a_bill_belong_to_no_thing(read: Read) -> None:
    money = [
        [None, "Cộng tiền hàng", None, None, 900],
        [None, "Thuế GTGT 8%", None, None, 72],
        [None, "Tổng cộng thanh toán", None, None, 972],
    ]
    found = read([TOP, [*HEAD, "Thành tiền"], *([*row, 300] for row in ROWS), *money])
    assert [row.resource_raw for row in found.rows] == ["Áo phao", "Bộ đàm", "Loa cầm tay"]


def test_a_group_ends_where_its_numbering_goes_on(read: Read) -> None:
    rows = [
        [1, "Lực lượng dân quân", "người", 66],
        [None, "- Dân quân cơ động", "người", 26],
        [None, "- Dân quân tại chỗ", "người", 40],
        [2, "Cáng cứu thương", "cái", 4],
    ]
    assert taken(read([TOP, HEAD, *rows])) == [26, 40, 4]


def test_who_must_leave_is_no_place_to_go(read: Read) -> None:
    head = ["TT", "Xã, phường", "Số hộ", "Số khẩu", "Người phải sơ tán", "Ca nô (chiếc)", "Áo phao (cái)"]
    rows = [[1, "Xã Ba Vì", 820, 3239, 210, 2, 180], [2, "Xã Ba Xa", 500, 2135, 170, 1, 145]]
    found = read([["BIỂU DÂN CƯ VÀ PHƯƠNG TIỆN"], head, *rows])
    assert [row.quantity for row in found.rows] == [2, 180, 1, 145]


THOUSANDS = {"1,2": 1200, "0,0005": None, "2": 2000}


@pytest.mark.parametrize("figure", THOUSANDS)
def test_a_part_of_a_thousand_is_a_whole_number_of_things(figure: str, read: Read) -> None:
    head = ["TT", "Xã", "Bao cát (nghìn cái)"]
    found = read([["TỔNG HỢP VẬT TƯ CÁC XÃ"], head, [1, "Xã Ba Vì", figure], [2, "Xã Ba Xa", 2]])
    wanted = THOUSANDS[figure]
    assert taken(found) == ([2000] if wanted is None else [wanted, 2000])


def test_a_list_without_numbers_whose_last_header_is_its_own(read: Read) -> None:
    rows = [["Áo phao", "25 cái", "Trường học"], ["Gạo", "1,2 tấn", "Kho xã"]]
    assert taken(read([["Vật tư của xã Ba Vì"], ["Nội dung", "Số lượng", "Để ở đâu"], *rows])) == [25, 1200]


@pytest.mark.parametrize(("kind", "broken"), [("Hỏng", 12), ("Trẻ em", None)])
def test_a_kind_that_says_broken_is_the_condition(kind: str, broken: int | None, read: Read) -> None:
    found = read([TOP, ["TT", "Tên", "Chủng loại", "ĐVT", "Số lượng"], [1, "Áo phao", kind, "cái", 12], [2, "Bộ đàm", "Motorola", "cái", 5]])  # fmt: skip
    assert [row.broken_quantity for row in found.rows] == [broken, None]
