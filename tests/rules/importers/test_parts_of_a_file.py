"""What one part of a file says of another: a sheet that adds up others, a page that carries over, a unit from here on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

import pytest

from core.excel.book import Sheet
from importers.rules.names.vocabulary import is_carried
from importers.rules.results import Recognition, RowStatus
from importers.rules.texts.header_units import unit_from_here

Read = Callable[..., Recognition]
MakeSheet = Callable[..., Sheet]
GOODS = ("Áo phao", "Phao tròn", "Đèn pin", "Rọ thép")
HEAD = ["TT", "Loại vật tư", "ĐVT", "Số lượng"]


def of_commune(figures: Sequence[int], area: str) -> list[list[Any]]:
    """Return a list of the commune of Bình Chương for one of its areas."""
    goods = zip(GOODS, figures, strict=True)
    rows = [[number, good, "cái", figure] for number, (good, figure) in enumerate(goods, start=1)]
    return [["UBND XÃ BÌNH CHƯƠNG"], ["KIỂM KÊ VẬT TƯ PCTT NĂM 2026"], [f"({area})"], HEAD, *rows]


# The figures of a sheet beside two others of 4, 5, 6, 7 and 1, 2, 3, 0 -> whether it only adds them up.
SUMMED: dict[tuple[int, ...], bool] = {
    (5, 7, 9, 7): True,
    (4, 5, 6, 7): False,
    (9, 9, 9, 9): False,
}


@pytest.mark.parametrize("figures", SUMMED)
def test_a_sheet_that_adds_up_those_of_former_communes(
    figures: tuple[int, ...], read: Read, sheet: MakeSheet
) -> None:
    found = read(
        sheet("Tổng hợp", of_commune(figures, "Cả xã")),
        sheet("Bình Chương cũ", of_commune((4, 5, 6, 7), "xã Bình Chương cũ")),
        sheet("Bình Mỹ cũ", of_commune((1, 2, 3, 0), "xã Bình Mỹ cũ")),
    )
    skipped = [result.name for result in found.sheets if result.decision == "skipped"]
    assert ("Tổng hợp" in skipped) is SUMMED[figures]
    if SUMMED[figures]:
        assert skipped == ["Tổng hợp"]
        assert sum(row.quantity or 0 for row in found.rows) == sum(figures)


@pytest.mark.parametrize("names", [("Đợt 1", "Đợt 2"), ("Kho A", "Kho A (2)"), ("Năm 2025", "Năm 2026")])
def test_parts_of_a_sum_repeat_nothing_of_each_other(
    names: tuple[str, str], read: Read, sheet: MakeSheet
) -> None:
    found = read(
        sheet(names[0], of_commune((4, 5, 6, 7), "")),
        sheet(names[1], of_commune((1, 2, 3, 1), "")),
        sheet("Tổng hợp đợt 3 năm 2027", of_commune((5, 7, 9, 8), "")),
    )
    assert [result.name for result in found.sheets if result.decision == "skipped"] == [
        "Tổng hợp đợt 3 năm 2027"
    ]


# The names of two lists of one commune -> the one left out as the older copy of the other.
NAMED: dict[tuple[str, str], list[str]] = {
    ("Bình Chương", "Bình Mỹ cũ"): [],
    ("Bình Chương", "Bình Chương cũ"): ["Bình Chương cũ"],
    ("Biểu", "Biểu cũ"): ["Biểu cũ"],
}


@pytest.mark.parametrize("names", NAMED)
def test_a_former_commune_is_no_older_copy(names: tuple[str, str], read: Read, sheet: MakeSheet) -> None:
    one, two = names
    found = read(sheet(one, of_commune((4, 5, 6, 7), "")), sheet(two, of_commune((1, 2, 3, 4), "")))
    assert [result.name for result in found.sheets if result.decision == "skipped"] == NAMED[names]


# The label of a row -> whether it tells what the pages before come to.
CARRIED: dict[str, bool] = {
    "Trang trước chuyển sang": True,
    "Mang sang": True,
    "Cộng trang trước mang sang": True,
    "Số trang trước mang sang": True,
    "Cộng từ trang 1 chuyển sang": True,
    "Cộng trang": False,
    "Tổng cộng": False,
    "Trang thiết bị": False,
    "Trang phục chống cháy": False,
}


@pytest.mark.parametrize("label", CARRIED)
def test_rows_of_what_was_carried_over(label: str) -> None:
    assert is_carried(label) is CARRIED[label]


def test_what_a_page_carries_over_counts_once(read: Read) -> None:
    head = ["TT", "Thôn", "Cuốc, xẻng (cái)", "Đèn pin (cái)"]
    found = read(
        [
            ["UBND XÃ AN PHÚ"],
            ["KIỂM KÊ DỤNG CỤ CỦA CÁC THÔN NĂM 2026"],
            head,
            [1, "Cổ Lũy Bắc", 30, 12],
            [2, "Cổ Lũy Nam", 28, 10],
            [None, "Cộng trang 1", 58, 22],
            [],
            head,
            [None, "Trang trước chuyển sang", 58, 22],
            [3, "Tân An", 31, 11],
            [None, "Tổng cộng", 89, 33],
        ]
    )
    assert [row.cell for row in found.rows] == ["C4", "D4", "C5", "D5", "C10", "D10"]
    assert {check.cell: check.ok for check in found.checks} == dict.fromkeys(
        ["C6", "D6", "C9", "D9", "C11", "D11"], True
    )


# A row across a list -> the unit it states for the rows below it.
UNITS: dict[str, str] = {
    "Đơn vị tính từ đây: tấn": "tấn",
    "Đơn vị tính: tấn": "tấn",
    "(ĐVT: nghìn cái)": "nghìn cái",
    "Tính bằng tấn": "tấn",
    "Từ đây trở xuống tính bằng tấn": "tấn",
    "Đơn vị quản lý: Ban CHQS xã": "",
    "Đơn vị": "",
    "Lương thực": "",
    "Tính theo hộ nghèo": "",
}


@pytest.mark.parametrize("text", UNITS)
def test_rows_that_state_a_unit(text: str) -> None:
    assert unit_from_here(text) == UNITS[text]


def test_a_unit_holds_from_its_row_on(read: Read) -> None:
    found = read(
        [
            ["UBND XÃ TƯ NGHĨA"],
            ["LƯƠNG THỰC DỰ TRỮ NĂM 2026"],
            ["Đơn vị tính: kg"],
            ["TT", "Mặt hàng", "Số lượng", "Cửa hàng"],
            [1, "Gạo", 800, "Bà Ba"],
            [2, "Muối", 60, "Bà Ba"],
            ["Đơn vị tính từ đây: tấn"],
            [3, "Gạo", 15, "Kho Điện An"],
        ]
    )
    assert [row.quantity for row in found.rows] == [800, 60, Decimal(15_000)]


# The name of a row that counts on among the communes, and its figure -> whether it heads the two below it.
HEADS: dict[tuple[str, int], bool] = {
    ("Cụm Sơn Tây (3 xã)", 6): False,
    ("Cụm Sơn Tây", 7): True,
}


@pytest.mark.parametrize("row", HEADS)
def test_a_cluster_among_the_communes_heads_only_what_it_adds_up(row: tuple[str, int], read: Read) -> None:
    name, figure = row
    found = read(
        [
            ["TỔNG HỢP XE MÁY NĂM 2026"],
            ["TT", "Xã", "Xe múc (xe)", "Xe ben (xe)"],
            [1, "Sơn Hạ", 4, 6],
            [2, "Sơn Kỳ", 2, 3],
            [3, name, figure, figure],
            [4, "Sơn Linh", 5, 5],
            [5, "Minh Long", 2, 2],
        ]
    )
    checked = [check.cell for check in found.checks]
    asked = [found_row.cell for found_row in found.rows if found_row.status is RowStatus.REVIEW]
    assert (checked == ["C5", "D5"]) is HEADS[row]
    assert (asked == ["C5", "D5"]) is not HEADS[row]


def test_a_total_counts_what_was_carried_over_from_a_page_that_is_not_there(read: Read) -> None:
    found = read(
        [
            ["UBND XÃ AN PHÚ"],
            ["KIỂM KÊ DỤNG CỤ CỦA CÁC THÔN NĂM 2026"],
            ["TT", "Thôn", "Cuốc, xẻng (cái)", "Đèn pin (cái)"],
            [None, "Trang trước chuyển sang", 58, 22],
            [3, "Tân An", 31, 11],
            [4, "Tân Mỹ", 1, 1],
            [None, "Tổng cộng", 90, 34],
        ]
    )
    told = {check.cell: (check.ok, check.computed) for check in found.checks}
    assert (told["C7"], told["D7"]) == ((True, 90), (True, 34))
