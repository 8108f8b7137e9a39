"""Sheets of which one is an older or another state of the other, and sheets that repeat some of another's rows."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any

import pytest

from core.excel.book import Sheet
from importers.rules.files.partly_repeated import Told, repeated_kinds
from importers.rules.results import Recognition, RowStatus

Read = Callable[..., Recognition]
Make = Callable[..., Sheet]
OLD, NEW = ("Áo phao", "Phao tròn", "Rọ thép", "Bao tải"), ("Đèn pin", "Loa tay", "Cuốc, xẻng", "Rọ thép")
PLACES = ("Xã Ba Vì", "Xã Ba Tơ", "Xã Ba Dinh", "Xã Ba Động")


def goods(title: str, names: Sequence[str], first: int = 7) -> list[list[Any]]:
    """Return a commune's list of things, each with another figure."""
    rows = [[at + 1, name, "cái", first + 13 * at] for at, name in enumerate(names)]
    return [[title], ["TT", "Vật tư", "ĐVT", "Số lượng"], *rows]


def left_out(found: Recognition) -> list[str]:
    """Return the sheets that are left out as repeated."""
    return [sheet.name for sheet in found.sheets if sheet.reason == "sheet_repeated"]


# Two titles -> whether the older of them is left out though its things are others.
TITLES: dict[tuple[str, str], bool] = {
    ("VẬT TƯ TẠI CHỖ XÃ BA VÌ NĂM 2024", "VẬT TƯ TẠI CHỖ XÃ BA VÌ NĂM 2026"): True,
    (
        "DANH MỤC VẬT TƯ XÃ BA VÌ (Rà soát tháng 8/2024)",
        "DANH MỤC VẬT TƯ XÃ BA VÌ (Rà soát tháng 9/2026)",
    ): True,
    ("VẬT TƯ MUA NĂM 2024 CỦA XÃ BA VÌ", "VẬT TƯ MUA NĂM 2026 CỦA XÃ BA VÌ"): False,
    ("VẬT TƯ XÃ BA VÌ NĂM 2024", "VẬT TƯ XÃ BA TƠ NĂM 2026"): False,
    ("VẬT TƯ CỦA BAN CHQS XÃ BA VÌ NĂM 2024", "VẬT TƯ CỦA CÔNG AN XÃ BA VÌ NĂM 2026"): False,
}


@pytest.mark.parametrize("titles", TITLES)
def test_the_older_of_two_lists_holds_no_more(titles: tuple[str, str], read: Read, sheet: Make) -> None:
    found = read(sheet("A", goods(titles[0], OLD)), sheet("B", goods(titles[1], NEW, 40)))
    assert left_out(found) == (["A"] if TITLES[titles] else [])


def places(title: str, first: int) -> list[list[Any]]:
    """Return a table of the same communes and things."""
    rows = [[at + 1, name, first + 17 * at, first + 3 * at] for at, name in enumerate(PLACES)]
    return [[title], ["TT", "Xã", "Áo phao (cái)", "Bộ đàm (cái)"], *rows]


# Names of two sheets with other figures of the same -> the one left out.
HANDS: dict[tuple[str, str], list[str]] = {
    ("Xã báo cáo", "Tỉnh thẩm định"): ["Xã báo cáo"],
    ("KB1", "KB2"): ["KB2"],
    ("Sheet1", "Sheet2"): ["Sheet2"],
    ("Kho 1", "Kho 2"): [],
    ("UBND xã", "Hộ dân"): [],
}


@pytest.mark.parametrize("names", HANDS)
def test_other_figures_of_just_the_same(names: tuple[str, str], read: Read, sheet: Make) -> None:
    title = "TRANG BỊ CỨU HỘ CÁC XÃ NĂM 2026"
    found = read(sheet(names[0], places(title, 31)), sheet(names[1], places(title, 52)))
    assert left_out(found) == HANDS[names]


def test_other_titles_are_other_lists(read: Read, sheet: Make) -> None:
    one, two = (
        places("TRANG BỊ CỦA BAN CHQS CÁC XÃ NĂM 2026", 31),
        places("TRANG BỊ CỦA DÂN CÁC XÃ NĂM 2026", 52),
    )
    assert left_out(read(sheet("S1", one), sheet("S2", two))) == []


def stated(*figures: int, cells: int = 1, single: bool = False) -> Mapping[tuple[str, str], Told]:
    """Return what a sheet states of one type after the other; nought is not stated."""
    return {
        ("xã", str(at)): Told(Decimal(figure), cells, single) for at, figure in enumerate(figures) if figure
    }


# What one sheet states, what another does, whether it is the later one -> how many figures repeat.
REPEATED: dict[str, tuple[Mapping[tuple[str, str], Told], Mapping[tuple[str, str], Told], bool, int]] = {
    "the later one": (stated(160, 163, 88, 56), stated(160, 163, 88), True, 3),
    "the earlier one": (stated(160, 163, 88, 56), stated(160, 163, 88), False, 0),
    "two only": (stated(160, 163, 88), stated(160, 163, 89), True, 0),
    "small ones": (stated(1, 2, 1, 3), stated(1, 2, 1, 3), True, 0),
    "most differ": (stated(160, 163, 88, 5, 6, 7, 8), stated(160, 163, 88, 1, 2, 3, 4), True, 0),
    "sums of the later one": (stated(312, 396, 556), stated(312, 396, 556, cells=4), False, 3),
    "listed one by one": (stated(1, 2, 1, 2), stated(1, 2, 1, 2, 5, single=True), False, 4),
    "one more than listed": (stated(1, 2, 1, 3), stated(1, 2, 1, 2, single=True), False, 0),
    "the list itself": (stated(1, 2, 1, 2, single=True), stated(1, 2, 1, 2), True, 0),
}  # fmt: skip


@pytest.mark.parametrize("case", REPEATED)
def test_what_is_repeated(case: str) -> None:
    own, other, later, number = REPEATED[case]
    assert len(repeated_kinds(own, other, later=later)) == number


def test_rows_that_repeat_another_sheets_are_one_question(read: Read, sheet: Make) -> None:
    one = goods("SO SÁNH VẬT TƯ XÃ BA VÌ NĂM 2026", [*OLD, "Máy cưa"], 160)
    two = goods("VẬT TƯ TẠI NHÀ VĂN HÓA XÃ BA VÌ", [*OLD[:3], "Bộ đàm", "Loa tay", "Cuốc, xẻng"], 160)
    two[5][3], two[6][3] = 31, 33
    found = read(sheet("So sánh", one), sheet("Vật tư", two))
    asked = [row for row in found.rows if row.status is RowStatus.REVIEW]
    assert [(row.sheet, row.cell) for row in asked] == [("Vật tư", f"D{row}") for row in (3, 4, 5)]
    assert len({key for row in asked for key in row.questions}) == 1
