"""Sizes told as spans, words beside a number in its cell, sums of pages and areas, people who keep nothing."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from importers.rules.names.vocabulary import is_total_label
from importers.rules.results import Recognition, RowStatus
from importers.rules.texts.beside_number import spelled_number
from importers.rules.texts.numbers import FigureKind, read_figure

Read = Callable[..., Recognition]
HEAD = ["TT", "Danh mục", "ĐVT", "Số lượng"]

# A size told as a span -> the type, None where the span goes over more than one.
SPANS: dict[str, str | None] = {
    "Máy phát điện < 10 kVA": "TB-010", "Máy phát điện 10 - 30 kVA": "TB-011", "Máy phát điện > 30 kVA": "TB-012",
    "Máy phát điện từ 5 đến dưới 10 kVA": "TB-010", "MPĐ 5-7 kVA": "TB-010", "Máy phát điện ≥50kVA": "TB-012",
    "Máy phát điện 10kVA-30kVA": "TB-011", "Máy phát điện dưới 5 kW": "TB-010", "Máy phát điện ≤ 10 kVA": None,
    "Máy phát điện trên 10 kVA": None, "Máy phát điện 5 - 15 kVA": None, "Máy phát điện 220-380V 10kVA": "TB-011",
    "Xe trên 29 chỗ": "PT-016", "Xe khách dưới 29 chỗ": None, "Xe dưới 9 chỗ": "PT-018",
    "Nhà bạt dưới 16,5 m2": None, "Nhà bạt trên 60 m2": None, "Nhà bạt 60 m2": "TB-008",
}  # fmt: skip


@pytest.mark.parametrize("name", SPANS)
def test_a_span_of_sizes_is_the_type_that_holds_all_of_it(name: str, read: Read) -> None:
    (row,) = read([["DANH MỤC TRANG BỊ XÃ BA VÌ"], HEAD, [1, name, "cái", 3]]).rows
    assert (row.status is RowStatus.ACCEPTED, row.resource_code) == (SPANS[name] is not None, SPANS[name])


def test_spans_head_columns_too(read: Read) -> None:
    kinds = ["< 10 kVA", "10 - 30 kVA", "> 30 kVA"]
    found = read(
        [["TỔNG HỢP TRANG BỊ"], ["TT", "Xã", "Máy phát điện (cái)", None, None], [None, None, *kinds], [1, "Xã Ba Vì", 2, 3, 4]],
        merges=["A2:A3", "B2:B3", "C2:E2"],
    )  # fmt: skip
    assert [(row.status, row.resource_code) for row in found.rows] == [
        (RowStatus.ACCEPTED, code) for code in ("TB-010", "TB-011", "TB-012")
    ]


# What stands in a cell -> (amount, unit, condition), None where it is asked about.
CELLS: dict[str, tuple[str, str, str] | None] = {
    "05 (tốt)": ("5", "", "tốt"), "10 cái còn tốt": ("10", "cái", "còn tốt"), "02 cái (trung bình)": ("2", "cái", "trung bình"),
    "02 (hai)": ("2", "", ""), "15(mười lăm)": ("15", "", ""), "03 cái (ba cái)": ("3", "cái", ""), "1.200 (một nghìn hai trăm)": ("1200", "", ""),
    "02 (ba)": None, "12 cái/12 thôn": None, "05 cái (xem ghi chú)": None,
}  # fmt: skip


@pytest.mark.parametrize("text", CELLS)
def test_words_that_take_nothing_from_a_number(text: str) -> None:
    figure, wanted = read_figure(text, counted=False), CELLS[text]
    assert figure is not None
    if wanted is None:
        assert figure.kind is not FigureKind.EXACT or figure.extra
    else:
        told = (figure.kind, figure.amount, figure.unit, figure.condition, figure.extra)
        assert told == (FigureKind.EXACT, Decimal(wanted[0]), wanted[1], wanted[2], "")


def test_the_condition_beside_a_number_is_kept_with_it(read: Read) -> None:
    (row,) = read([["TRANG BỊ XÃ BA VÌ"], HEAD, [1, "Máy cưa", "cái", "05 (TỐT)"]]).rows
    assert (row.status, row.quantity, row.condition) == (RowStatus.ACCEPTED, 5, "tốt")


NUMBERS = {"mười": 10, "hai mươi mốt": 21, "một trăm lẻ năm": 105, "hai nghìn ba trăm": 2300, "tốt": None, "hai ba": None, "": None}  # fmt: skip


@pytest.mark.parametrize("words", NUMBERS)
def test_numbers_in_words(words: str) -> None:
    assert spelled_number(words) == NUMBERS[words]


LABELS = {"Cộng khu vực": True, "Tổng nhóm": True, "cong khu vuc": True, "Cộng xã Ba Tơ": True, "Cộng đồng dân cư": False, "Công an xã": False}  # fmt: skip


@pytest.mark.parametrize("label", LABELS)
def test_a_sum_of_an_area_needs_no_name_of_it(label: str) -> None:
    assert is_total_label(label) is LABELS[label]


# A sheet -> its totals with whether they agree; everything else is read as stock.
SUMS: dict[str, tuple[list[list[Any]], dict[str, bool]]] = {
    "areas summed below their communes": (
        [["TỔNG HỢP TRANG BỊ"], ["TT", "Xã", "Áo phao", "Đèn pin"], [None, "Khu vực đồng bằng"], [1, "Xã Mộ Đức", 3, 4],
         [2, "Xã Tư Nghĩa", 5, 6], [None, "Cộng khu vực", 8, 10], [None, "Khu vực miền núi"], [1, "Xã Ba Vì", 1, 2], [2, "Xã Ba Xa", 1, 1],
         [None, "Cộng khu vực", 2, 3], [None, "Toàn tỉnh", 11, 13]],
        {"C6": True, "D6": True, "C10": True, "D10": True, "C11": False, "D11": True},
    ),
    "a page carried forward below its number": (
        [["DANH MỤC TRANG BỊ XÃ BA VÌ"], HEAD, [1, "Áo phao", "cái", 3], [2, "Phao tròn", "cái", 4], [None, "Cộng trang 1", None, 7],
         [None, None, None, "Trang 2"], HEAD, [None, "Mang sang", None, 7], [3, "Đèn pin", "cái", 5], [None, "Tổng cộng", None, 12]],
        {"D5": True, "D8": True, "D10": True},
    ),
    "the rows that a sum lists": (
        [["DANH MỤC TRANG BỊ XÃ BA VÌ"], HEAD, [1, "Áo phao", "cái", 3], [2, "Phao tròn", "cái", 4], [3, "Đèn pin", "cái", 5],
         [None, "Cộng trang thiết bị (2+3)", "cái", 9], [4, "Cọc tre", "cây", 8], [None, "Cộng đồ gỗ (1+4)", None, 12]],
        {"D6": True, "D8": False},
    ),
    "sums of parts named in words": (
        [["DANH MỤC TRANG BỊ XÃ BA VÌ"], HEAD, ["I", "Trang bị"], [1, "Áo phao", "cái", 3], [2, "Phao tròn", "cái", 4],
         [None, "Cộng trang thiết bị", "cái", 7], ["II", "Phương tiện"], [1, "Ca nô", "chiếc", 2], [2, "Xe múc", "xe", 1],
         [None, "Cộng phương tiện", "chiếc", 3]],
        {"D6": True, "D10": True},
    ),
    "no name beside the sum of two groups": (
        [["TỔNG HỢP TRANG BỊ"], ["TT", "Xã", "Áo phao", "Đèn pin"], [None, "Khu Đông", 8, 10], [1, "Xã Mộ Đức", 3, 4],
         [2, "Xã Tư Nghĩa", 5, 6], [None, "Khu Tây", 2, 3], [1, "Xã Ba Vì", 1, 2], [2, "Xã Ba Xa", 1, 1], [None, None, 10, 13]],
        {"C3": True, "D3": True, "C6": True, "D6": True, "C9": True, "D9": True},
    ),
    "parts of the sum below it": (
        [["TỔNG HỢP TRANG BỊ"], ["TT", "Xã", "Áo phao", "Đèn pin"], [1, "Xã Mộ Đức", 3, 4], [2, "Xã Ba Vì", 5, 6],
         [None, "Tổng cộng", 8, 10], [None, "Trong đó: ven biển", 3, 4], [None, "- Miền núi", 5, 6]],
        {"C5": True, "D5": True},
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", SUMS)
def test_every_sum_of_a_sheet_is_compared(name: str, read: Read) -> None:
    rows, sums = SUMS[name]
    found = read(rows)
    assert {check.cell: check.ok for check in found.checks} == sums
    assert {row.status for row in found.rows} == {RowStatus.ACCEPTED}
    assert {row.cell for row in found.rows}.isdisjoint(sums)


def test_a_part_said_without_a_number_is_none_of_its_own(read: Read) -> None:
    found = read([["TRANG BỊ XÃ BA VÌ"], HEAD, [1, "Áo phao", "cái", 9], [None, "Trong đó: hỏng", "cái", 2], [2, "Phao tròn", "cái", 4]])  # fmt: skip
    assert [(row.cell, row.quantity) for row in found.rows] == [("D3", 9), ("D5", 4)]
    assert not found.questions


def test_people_who_are_hit_keep_nothing(read: Read) -> None:
    found = read(
        [["THỐNG KÊ CÁC ĐIỂM NGẬP XÃ BA VÌ"], ["TT", "Vị trí", "Số hộ bị ảnh hưởng", "Biện pháp"], [1, "Cầu Mới", 5, "Rào chắn"], [2, "Chợ", 3, "Biển báo"]],
    )  # fmt: skip
    assert RowStatus.ACCEPTED not in {row.status for row in found.rows}


def test_what_comes_with_a_plan_is_a_list_of_what_there_is(read: Read) -> None:
    found = read([["PHỤ LỤC KÈM PHƯƠNG ÁN XÃ BA VÌ"], ["TT", "Lực lượng", "Số người", "Phụ trách"], [1, "Dân quân cơ động", 9, "Đ/c Hải"]])  # fmt: skip
    assert [row.status for row in found.rows] == [RowStatus.ACCEPTED]
