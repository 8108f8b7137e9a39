"""Each trap met in real annexes, by name: what must be taken, what must be asked, what must never become stock."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from core.excel.book import Sheet
from importers.rules.results import Recognition, Row

Read = Callable[..., Recognition]
HEAD = [
    ["UBND XÃ ĐÔNG SƠN"],
    ["DANH MỤC NĂM 2026"],
    ["TT", "Danh mục", "ĐVT", "Số lượng", "Đơn vị quản lý", "Ghi chú"],
]


def one(read: Read, *line: Any, **given: Any) -> Row:
    """Return the row of a commune's list with one record."""
    rows = read([*HEAD, [1, *line]], **given).rows
    assert len(rows) == 1
    return rows[0]


ITEMS = [
    ("ST-750 (DT3)", "PT-003"), ("ST 1200", "PT-004"), ("ST-1.200 (DT4)", "PT-004"), ("Xuồng ST - 660", "PT-002"), ("DT1", "PT-001"),
    ("Nhà bạt 16,5 m2", "TB-005"), ("nhà bạt 24,5m2", "TB-006"), ("Nhà bạt 24,75 m2", "TB-007"), ("Nhà bạt 60,0 m2", "TB-008"),
    ("phao áo", "TB-001"), ("áo phao cứu sinh", "TB-001"), ("bè cứu sinh nhẹ", "TB-003"), ("phao bè", "TB-003"),
    ("máy phát điện loại 30KVA", "TB-011"), ("Máy phát điện 5 KVA", "TB-010"), ("MPĐ 100 kVA", "TB-012"), ("Máy phát điện 10 kW", "TB-011"),
    ("thiết bị khoan cắt", "TB-017"), ("đèn bin", "TB-026"), ("Xe tải (5 tấn)", "PT-013"), ("Xe tải 2,5 tấn", "PT-012"),
    ("Cuốc, xẻng, xà beng", "VT-011"), ("1. Ca-nô", "PT-005"), ("- Bao cát", "VT-001"), ("Áo phao (loại trẻ em)", "TB-001"),
    ("Bình chữa cháy xách tay MFZ8", "TB-032"), ("AO PHAO", "TB-001"), ("Xe khách 45 chỗ", "PT-016"), ("Xưởng", "CT-009"), ("Xuồng", "PT-006"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "code"), ITEMS)
def test_spellings_of_items(read: Read, name: str, code: str) -> None:
    assert one(read, name, "", 2).resource_code == code


OPEN_ITEMS = [
    ("Nhà bạt", "item_vague"), ("Nhà bạt các loại", "item_vague"), ("phao", "item_vague"), ("Máy phát điện các loại", "item_vague"), ("Máy phát điện (loại lớn)", "item_vague"), ("Xe tải", "item_vague"),
    ("Xuồng ST", "item_vague"), ("Nhà bạt 45 m2", "item_vague"), ("ST-750 (DT4)", "item_vague"), ("Máy phát điện 9 kW", "item_vague"),
    ("Xe tải, xe múc", "item_several"), ("Xăng, dầu", "item_several"), ("Áo phau", "item_similar"), ("Hàng", "item_similar"),
    ("Tkqvz bprx", "item_unknown"),
]  # fmt: skip


@pytest.mark.parametrize("name", ["Máy phát điện", "máy phát", "MPĐ", "may phat dien"])
def test_a_generator_of_no_stated_power_is_the_smallest_and_says_so(read: Read, name: str) -> None:
    row = one(read, name, "cái", 2)
    assert (row.status, row.resource_code) == ("accepted", "TB-010")
    assert "name_of_smallest" in row.reasons


@pytest.mark.parametrize(("name", "reason"), OPEN_ITEMS)
def test_items_that_are_asked(read: Read, name: str, reason: str) -> None:
    row = one(read, name, "", 2)
    assert row.status == "review"
    assert row.resource_code is None
    assert reason in row.reasons


NUMBERS = [
    ("01", 1), ("3000", 3000), ("3.806", 3806), ("153.300", 153300), ("1,200", 1200), ("1 200", 1200), ("1\xa0200", 1200), ("-", 0),
    ("–", 0), ("không", 0), (0, 0), ("02 cái (hỏng 01)", 2), ("1.200 (cái)", 1200), ("12 cái", 12), (7.0, 7), ("7", 7),
]  # fmt: skip


@pytest.mark.parametrize(("written", "number"), NUMBERS)
def test_numbers_as_people_write_them(read: Read, written: Any, number: int) -> None:
    row = one(read, "Áo phao", "cái", written)
    assert (row.status, row.quantity) == ("accepted", number)


OPEN_NUMBERS = [
    ("khoảng 50", "number_estimate"), (">100", "number_estimate"), ("trên 100", "number_estimate"), ("50+", "number_estimate"),
    ("03-05", "number_range"), ("từ 3 đến 5", "number_range"), ("500/1000", "number_pair"), ("20+5", "number_sum"), ("x", "number_mark"),
    ("X", "number_mark"), ("✓", "number_mark"), ("…", "number_placeholder"), ("chưa thống kê", "number_placeholder"), ("nt", "number_ditto"),
    (dt.date(2026, 2, 1), "number_date"), (1.2, "number_fraction"), ("5,5", "number_fraction"), ("#REF!", "formula_error"),
    ("hai cái", "number_words"), (99_000_000, "number_absurd"), ("3 xe tải", "number_words"),
]  # fmt: skip


@pytest.mark.parametrize(("written", "reason"), OPEN_NUMBERS)
def test_numbers_that_are_asked(read: Read, written: Any, reason: str) -> None:
    row = one(read, "Áo phao", "cái", written)
    assert row.status == "review"
    assert reason in row.reasons
    assert row.questions


def test_below_zero_is_rejected(read: Read) -> None:
    assert one(read, "Áo phao", "cái", -3).status == "rejected"


def test_blank_is_unknown_and_dash_is_nought(read: Read) -> None:
    found = read([*HEAD, [1, "Áo phao", "cái", None], [2, "Phao tròn", "cái", "-"]])
    assert [(row.resource_code, row.quantity) for row in found.rows] == [("TB-002", 0)]
    assert [(cell.raw, cell.reason) for cell in found.unread] == [("Áo phao", "no_quantity")]


def test_a_point_in_litres_is_asked_unless_the_sheet_settles_it(read: Read) -> None:
    assert "number_ambiguous" in one(read, "Xăng", "lít", "1.200").reasons
    settled = read(
        [*HEAD, [1, "Xăng", "lít", "1.200"], [2, "Gạo", "tấn", "5,5"], [3, "Bao cát", "cái", "2.000"]]
    )
    assert [row.quantity for row in settled.rows] == [1200, 5500, 2000]


def test_a_point_in_tonnes_is_settled_by_a_total_only(read: Read) -> None:
    rows = [
        ["TỔNG HỢP 2026"],
        ["TT", "Xã", "Gạo (tấn)", "Bao cát (cái)"],
        [1, "Xã Ba Tô", "1.200", "1.200"],
        [2, "Xã Ba Vì", 2, 5],
    ]
    assert {row.cell for row in read(rows).rows if row.status == "review"} == {"C3"}
    stated = read([*rows, [None, "Cộng", 3.2, 1205]])
    assert {row.cell: row.quantity for row in stated.rows}["C3"] == Decimal(1200)
    assert (
        stated.rows[0].reasons[-1] == "separator_by_sheet" or "separator_by_sheet" in stated.rows[0].reasons
    )


UNITS = [
    ("Gạo", "tấn", "5,5", 5500), ("Gạo", "tạ", 3, 300), ("Gạo", "Kg", 30, 30), ("Bao cát", "bao", 50, 50), ("Rọ thép", "rọ", 5, 5),
    ("Dân quân cơ động", "đ/c", 20, 20), ("Dây thừng", "m", 200, 200), ("Đá hộc", "khối", 12, 12), ("Xe múc", "Chiếc", 2, 2),
]  # fmt: skip


@pytest.mark.parametrize(("item", "unit", "written", "quantity"), UNITS)
def test_units_are_converted(read: Read, item: str, unit: str, written: Any, quantity: int) -> None:
    row = one(read, item, unit, written)
    assert (row.status, row.quantity) == ("accepted", quantity)


OPEN_UNITS = [
    ("Mì tôm", "thùng", "unit_factor_missing"), ("Dây thừng", "cuộn", "unit_factor_missing"), ("Gạo", "bao", "unit_factor_missing"),
    ("Gạo", "", "unit_missing"), ("Thịt hộp, cá hộp", "Hộp", "unit_factor_missing"), ("Áo phao", "tấn", "unit_factor_missing"),
    ("Gạo", "gánh", "unit_unknown"), ("Trạm y tế", "người", "unit_factor_missing"), ("Khẩu trang", "hộp", "unit_factor_missing"),
]  # fmt: skip


@pytest.mark.parametrize(("item", "unit", "reason"), OPEN_UNITS)
def test_units_that_are_asked(read: Read, item: str, unit: str, reason: str) -> None:
    row = one(read, item, unit, 5)
    assert row.status == "review"
    assert reason in row.reasons


@pytest.mark.parametrize("ditto", ["nt", "-nt-", "như trên", '"', "//", "n.t"])
def test_ditto_repeats_the_unit_above(read: Read, ditto: str) -> None:
    rows = read([*HEAD, [1, "Gạo", "tấn", 2], [2, "Lương khô", ditto, 3]]).rows
    assert rows[1].quantity == 3000


def test_owner_and_phone_in_one_cell(read: Read) -> None:
    row = one(read, "Xe múc", "chiếc", 2, "Ông Nguyễn Văn Thịnh 0957 118 402", "hỏng 01")
    assert (row.holder, row.contact_phones, row.holder_kind) == (
        "Ông Nguyễn Văn Thịnh",
        ("0957118402",),
        "household",
    )
    assert row.broken_quantity == 1


def test_group_rows_with_subtotals_are_checks(read: Read) -> None:
    found = read(
        [
            *HEAD,
            ["I", "LỰC LƯỢNG", "người", 50],
            [1, "Dân quân cơ động", "người", 28],
            [2, "Dân quân tại chỗ", "nt", 20],
        ]
    )
    assert [row.quantity for row in found.rows] == [28, 20]
    assert [(check.stated, check.computed, check.ok) for check in found.checks] == [(50, 48, False)]


def test_a_parent_line_is_the_sum_of_its_children(read: Read) -> None:
    lines = [[1, "Nhà bạt các loại", "bộ", 9], ["1.1", "Nhà bạt 16,5 m2", "bộ", 4], ["1.2", "Nhà bạt 60 m2", "bộ", 5], [2, "Bao tải các loại"],
             [None, "+ loại 50 kg", "cái", "2.000"], [None, "+ loại 25 kg", "cái", "1.500"]]  # fmt: skip
    found = read([*HEAD, *lines])
    assert [(row.resource_code, row.quantity) for row in found.rows] == [
        ("TB-005", 4),
        ("TB-008", 5),
        ("VT-001", 2000),
        ("VT-001", 1500),
    ]
    assert [check.ok for check in found.checks] == [True]


def test_cong_an_and_cong_nong_are_no_totals(read: Read) -> None:
    rows = read(
        [*HEAD, [1, "Công an xã", "người", 26], [2, "Công nông", "xe", 3], [None, "Cộng", None, 29]]
    ).rows
    assert [row.resource_code for row in rows] == ["LL-008", "PT-015"]


def test_count_and_boat_type_in_one_cell(read: Read) -> None:
    found = read(
        [
            ["2026"],
            ["TT", "Đơn vị", "Xuồng ST", "Ca nô"],
            [1, "Xã Ba Tô", "01 ST-750", 1],
            [2, "Xã Ba Vì", "01", 2],
        ]
    )
    boats = [row for row in found.rows if row.cell.startswith("C")]
    assert [(row.resource_code, row.status) for row in boats] == [("PT-003", "accepted"), (None, "review")]


def test_what_is_needed_is_not_what_there_is(read: Read) -> None:
    head = [["XÃ ĐÔNG SƠN 2026"], ["TT", "Danh mục", "ĐVT", "Hiện có", "Nhu cầu", "Còn thiếu", "Đơn giá"]]
    found = read([*head, [1, "Áo phao", "cái", 5, 9, 4, 120000]])
    assert [(row.cell, row.quantity) for row in found.rows] == [("D3", 5)]
    assert [cell.reason for cell in found.unread] == ["need_not_stock", "need_not_stock", "price"]


def test_the_newest_of_two_years_is_taken(read: Read) -> None:
    found = read(
        [["XÃ ĐÔNG SƠN"], ["TT", "Danh mục", "ĐVT", "Năm 2025", "Năm 2026"], [1, "Áo phao", "cái", 5, 7]]
    )
    assert [row.cell for row in found.rows] == ["E3"]
    assert [cell.reason for cell in found.unread] == ["other_period"]


def test_signatures_and_prices_below_are_no_stock(read: Read) -> None:
    foot = [
        [],
        [None, "Giá tham khảo (đồng):"],
        [None, "Gạo tẻ", None, 17500],
        [],
        ["NGƯỜI LẬP BIỂU", None, None, "TM. BAN CHỈ HUY"],
    ]
    found = read([*HEAD, [1, "Áo phao", "cái", 5], *foot])
    assert len(found.rows) == 1
    assert [(cell.raw, cell.reason) for cell in found.unread] == [("17500", "outside_table")]


def test_a_header_repeated_in_the_middle_and_a_record_on_two_rows(read: Read) -> None:
    lines = [
        [1, "Máy phát điện", "cái", "02"],
        [None, "loại 30 KVA"],
        HEAD[2],
        [2, "Áo phao"],
        [None, "(loại trẻ em)", "cái", 45],
    ]
    rows = read([*HEAD, *lines]).rows
    assert [(row.resource_code, row.quantity) for row in rows] == [("TB-011", 2), ("TB-001", 45)]


def test_numbers_of_people_to_be_moved_are_no_stock(read: Read) -> None:
    head = ["TT", "Thôn", "Tổng số", None, "Di dời tập trung", None, "Sức chứa (người)"]
    found = read([["XÃ ĐÔNG SƠN 2026"], head, [None, None, "Hộ", "Khẩu", "Hộ", "Khẩu"], [1, "Thôn 1", 20, 80, 5, 20, 100], [None, "Cộng", 20, 80, 5, 20]])  # fmt: skip
    assert found.rows == ()
    assert found.sheets[0].reason == "evacuation_plan"
    assert [check.ok for check in found.checks] == [True] * 4


def test_strength_of_units_is_not_kept_and_promises_are_asked(read: Read) -> None:
    head = [["HIỆP ĐỒNG 2026"], ["TT", "Đơn vị", "SQ", "QNCN", "DQTV", "Cộng", "Chỉ huy, SĐT"]]
    found = read([*head, [1, "Ban CHQS xã Bình Minh", 2, 3, 40, 45, "Đ/c Nam 0905123456"]])
    assert [(row.resource_code, row.status) for row in found.rows] == [("LL-004", "review")]
    assert [cell.reason for cell in found.unread] == ["military_strength"] * 2
    assert [check.ok for check in found.checks] == [True]


def test_hidden_rows_are_read_and_said(read: Read, sheet: Callable[..., Sheet]) -> None:
    made = sheet("S", [*HEAD, [1, "Áo phao", "cái", 5]])
    hidden = Sheet(name="S", cells=tuple(cell._replace(hidden=cell.row == 4) for cell in made.cells))
    assert "hidden_cell" in read(hidden).rows[0].reasons
