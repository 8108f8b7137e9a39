"""Sheets that repeat another one of the file: by their year, their name, or figure by figure; and those that do not."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import pytest

from core.excel.book import Sheet
from importers.rules.results import Recognition, RowStatus

Read = Callable[..., Recognition]
GOODS = ("Áo phao", "Rọ thép", "Bộ đàm", "Ống nhòm", "Đèn pin")


def rows_of(number: int, goods: Sequence[str] = GOODS, title: str = "XÃ BA VÌ") -> list[list[Any]]:
    """Return a list of goods, each with the same figure."""
    return [[title], ["TT", "Vật tư", "ĐVT", "SL"], *([1, good, "cái", number] for good in goods)]


def left_out(found: Recognition) -> list[str]:
    """Return the sheets that are left out as repeated."""
    return [sheet.name for sheet in found.sheets if sheet.reason == "sheet_repeated"]


@pytest.mark.parametrize("name", ["Bieu copy", "Kỳ trước", "Bản sao", "Biểu cũ", "DM_old"])
def test_named_as_a_copy(name: str, read: Read, sheet: Callable[..., Sheet]) -> None:
    assert left_out(read(sheet(name, rows_of(4)), sheet("Biểu", rows_of(9)))) == [name]


# The names of two sheets of one form -> the one left out: of two moments the earlier; villages are no moments.
MOMENTS: dict[tuple[str, str, str], str] = {
    ("T8", "T9", "XÃ BA VÌ"): "T8",
    ("Q2.2026", "Q1.2026", "XÃ BA VÌ"): "Q1.2026",
    ("6 tháng", "9 tháng", "XÃ BA VÌ"): "6 tháng",
    ("T1", "T2", "VẬT TƯ CÁC THÔN XÃ BA VÌ"): "",
}


@pytest.mark.parametrize("form", MOMENTS)
def test_named_after_two_moments(form: tuple[str, str, str], read: Read, sheet: Callable[..., Sheet]) -> None:
    one, two, title = form
    found = read(sheet(one, rows_of(4, title=title)), sheet(two, rows_of(9, title=title)))
    assert left_out(found) == ([MOMENTS[form]] if MOMENTS[form] else [])


def test_of_an_older_year(read: Read, sheet: Callable[..., Sheet]) -> None:
    old, new = rows_of(4, title="XÃ BA VÌ NĂM 2025"), rows_of(9, title="XÃ BA VÌ NĂM 2026")
    assert left_out(read(sheet("B1", new), sheet("B2", old))) == ["B2"]


def test_the_same_figure_by_figure(read: Read, sheet: Callable[..., Sheet]) -> None:
    assert left_out(read(sheet("B1", rows_of(4)), sheet("B2", rows_of(4)))) == ["B2"]


def test_too_few_rows_to_tell(read: Read, sheet: Callable[..., Sheet]) -> None:
    assert left_out(read(sheet("B1", rows_of(4, GOODS[:2])), sheet("B2", rows_of(4, GOODS[:2])))) == []


def test_of_an_older_year_in_other_words(read: Read, sheet: Callable[..., Sheet]) -> None:
    words = ("Phao áo", "Rọ đá bằng thép", "Máy bộ đàm", "Ống nhòm", "Đèn bin")
    old, new = rows_of(4, words, "XÃ BA VÌ NĂM 2025"), rows_of(9, title="XÃ BA VÌ NĂM 2026")
    assert left_out(read(sheet("B1", new), sheet("B2", old))) == ["B2"]


def test_some_goods_in_common(read: Read, sheet: Callable[..., Sheet]) -> None:
    other = [*GOODS[:3], "Cuốc, xẻng", "Mũ bảo hộ"]
    old, new = rows_of(4, other, "XÃ BA VÌ NĂM 2025"), rows_of(9, title="XÃ BA VÌ NĂM 2026")
    assert left_out(read(sheet("B1", new), sheet("B2", old))) == []


def test_the_same_figures_of_other_holders(read: Read, sheet: Callable[..., Sheet]) -> None:
    one, other = (
        [["XÃ BA VÌ"], ["TT", "Vật tư", "ĐVT", *holders], *([1, good, "cái", 4, 4] for good in GOODS)]
        for holders in (("UBND xã", "Hộ dân"), ("Ban CHQS xã", "Công an xã"))
    )
    assert left_out(read(sheet("B1", one), sheet("B2", other))) == []


def test_a_sheet_left_out_takes_no_other_with_it(read: Read, sheet: Callable[..., Sheet]) -> None:
    old, new = rows_of(4, title="XÃ BA VÌ NĂM 2025"), rows_of(9, title="XÃ BA VÌ NĂM 2026")
    assert left_out(read(sheet("B1", old), sheet("B2", new), sheet("B3", rows_of(4)))) == ["B1"]


def summary_of(sheet: Callable[..., Sheet], figures: Sequence[int]) -> Sheet:
    head = ["TT", "Xã", "Áo phao", "Rọ thép", "Bộ đàm"]
    return sheet("Tổng hợp", [["TỔNG HỢP"], head, [1, "Xã Ba Vì", *figures], [2, "Xã Ba Xa", *figures]])


# What the sheet of all communes states of each -> whether it only sums up their own sheets: 4 + 5 of each thing.
SUMS: dict[tuple[int, ...], bool] = {(9, 9, 9): True, (9, 9, 4): False, (4, 5, 6): False}


@pytest.mark.parametrize("figures", SUMS)
def test_the_sum_of_the_sheets_of_all_communes(
    figures: tuple[int, ...], read: Read, sheet: Callable[..., Sheet]
) -> None:
    own = [
        sheet(name, [[name.upper()], ["TT", "Vật tư", "ĐVT", "UBND xã", "Hộ dân"], *([1, good, "cái", 4, 5] for good in GOODS[:3])])
        for name in ("Xã Ba Vì", "Xã Ba Xa")
    ]  # fmt: skip
    found = read(summary_of(sheet, figures), *own)
    assert left_out(found) == (["Tổng hợp"] if SUMS[figures] else [])
    assert [row.quantity for row in found.rows if row.sheet != "Tổng hợp"] == [4, 5] * 6


def test_what_stands_on_one_sheet_for_each_commune_and_again_for_all(
    read: Read, sheet: Callable[..., Sheet]
) -> None:
    own = [sheet(name, rows_of(4, GOODS[:3], name.upper())) for name in ("Xã Ba Vì", "Xã Ba Xa")]
    assert left_out(read(summary_of(sheet, (4, 4, 4)), *own)) == ["Tổng hợp"]


# The title and goods of a hidden sheet beside one of 2026 in sight -> whether it is left out.
HIDDEN: dict[tuple[str, tuple[str, ...]], bool] = {
    ("XÃ BA VÌ NĂM 2024", ("Áo phao", "Rọ thép", "Loa cầm tay")): True,
    ("XÃ BA VÌ", ("Áo phao", "Rọ thép", "Loa cầm tay")): True,
    ("XÃ BA VÌ NĂM 2027", ("Áo phao", "Rọ thép", "Loa cầm tay")): False,
    ("XÃ BA XA NĂM 2024", ("Áo phao", "Rọ thép", "Loa cầm tay")): False,
    ("XÃ BA VÌ NĂM 2024", ("Áo phao",)): True,
    ("XÃ BA VÌ NĂM 2024", ("Đồ gỗ", "Đồ sành", "Đồ sứ")): False,
    ("XÃ BA VÌ NĂM 2024", ("Áo phao", "Loa cầm tay", "Ca nô")): False,
}


@pytest.mark.parametrize("form", HIDDEN)
@pytest.mark.parametrize("first", [True, False])
def test_what_is_hidden_holds_no_longer_beside_what_is_in_sight(
    form: tuple[str, tuple[str, ...]], first: bool, read: Read, sheet: Callable[..., Sheet]
) -> None:
    hidden = replace(sheet("Lưu", rows_of(4, form[1], form[0])), state="hidden")
    shown = sheet("Hiện tại", rows_of(9, title="XÃ BA VÌ (cập nhật 10/2026)"))
    found = read(*((hidden, shown) if first else (shown, hidden)))
    assert left_out(found) == (["Lưu"] if HIDDEN[form] else [])


def test_a_column_of_an_older_year_beside_hides_no_hidden_sheet(
    read: Read, sheet: Callable[..., Sheet]
) -> None:
    hidden = replace(sheet("Lưu", rows_of(4, title="XÃ BA VÌ NĂM 2024")), state="hidden")
    head = ["TT", "Vật tư", "ĐVT", "Số lượng năm 2024", "Số lượng"]
    shown = [["XÃ BA VÌ"], head, *([1, good, "cái", 4, 9] for good in GOODS)]
    assert left_out(read(sheet("Hiện tại", shown), hidden)) == ["Lưu"]


@pytest.mark.parametrize("first", [True, False])
def test_what_there_is_repeats_no_request(first: bool, read: Read, sheet: Callable[..., Sheet]) -> None:
    asked = sheet("Đề nghị", rows_of(4, title="XÃ BA VÌ - BẢNG ĐỀ NGHỊ CẤP BỔ SUNG TRANG THIẾT BỊ NĂM 2027"))
    there = sheet("Hiện có", rows_of(4, title="XÃ BA VÌ - TRANG THIẾT BỊ HIỆN CÓ NĂM 2026"))
    found = read(*((asked, there) if first else (there, asked)))
    assert {row.sheet for row in found.rows if row.status is RowStatus.ACCEPTED} == {"Hiện có"}


def _by_commune(title: str, communes: Sequence[str], number: int) -> list[list[Any]]:
    head = ["TT", "Xã, phường", "Áo phao", "Rọ thép", "Bộ đàm"]
    return [[title], head, *([1, commune, number, number + 1, number + 2] for commune in communes)]


# The communes of one table of 2024 and of one of 2026 -> whether the older is left out, however they are written.
WRITTEN: dict[tuple[tuple[str, ...], tuple[str, ...]], bool] = {
    (("Xã Ba Vì", "Xã Ba Xa"), ("Xã Ba Vì", "Xã Ba Xa")): True,
    (("X. Ba Vì", "Ba Xa"), ("Xã Ba Vì", "Xã\u00a0Ba Xa")): True,
    (("BA VI", "Xã Ba Xa"), ("Xã Ba Vì", "xã Ba Xa")): True,
    (("Xã Ba Thành", "X. Ba Bích"), ("Ba Thành", "Ba Bích")): True,  # two former communes
    (("Xã Nghĩa Lộ", "Xã Tịnh Khê"), ("Phường Sa Huỳnh", "Xã Tịnh Khê")): False,
    (("Thị trấn Ba Tơ", "Xã Ba Cung"), ("Xã Ba Tơ", "Xã Đặng Thùy Trâm")): True,  # what became of them
}


@pytest.mark.parametrize("communes", WRITTEN)
def test_an_older_year_however_its_communes_are_written(
    communes: tuple[tuple[str, ...], tuple[str, ...]], read: Read, sheet: Callable[..., Sheet]
) -> None:
    old = _by_commune("TRANG BỊ HUYỆN BA TƠ NĂM 2024", communes[0], 4)
    new = _by_commune("TRANG BỊ CÁC XÃ NĂM 2026", communes[1], 9)
    assert left_out(read(sheet("Bảng 1", new), sheet("Bảng 2", old))) == (
        ["Bảng 2"] if WRITTEN[communes] else []
    )


def test_two_former_communes_of_one_of_today_repeat_nothing(read: Read, sheet: Callable[..., Sheet]) -> None:
    one = _by_commune("TRANG BỊ HUYỆN BA TƠ NĂM 2024", ("Xã Ba Thành", "Xã Ba Điền"), 4)
    other = _by_commune("TRANG BỊ HUYỆN BA TƠ NĂM 2023", ("Xã Ba Liên", "Xã Ba Vinh"), 9)
    assert left_out(read(sheet("Bảng 1", one), sheet("Bảng 2", other))) == []


def test_a_second_figure_of_one_thing_is_no_repetition(read: Read, sheet: Callable[..., Sheet]) -> None:
    """Names of one type ("Áo phao", "Phao áo") are one key: each of their figures must stand on both sheets."""
    goods = ("Áo phao", "Phao áo", "Rọ thép", "Bộ đàm")
    one, other = rows_of(4, goods), rows_of(4, goods)
    other[2][3] = 5
    assert left_out(read(sheet("B1", one), sheet("B2", other))) == []


PLACES = ("Xã Ba Vì", "Xã Ba Tô", "Xã Ba Xa")


def by_commune(sheet: Callable[..., Sheet], *figures: int) -> list[Sheet]:
    """Return a sheet for each commune, each with its own figure of all goods."""
    return [
        sheet(place, rows_of(number, title=place.upper()))
        for place, number in zip(PLACES, figures, strict=True)
    ]


@pytest.mark.parametrize("first", [True, False])
def test_a_sheet_of_no_commune_that_sums_up_the_communes(
    first: bool, read: Read, sheet: Callable[..., Sheet]
) -> None:
    summed, own = (
        sheet("Tổng hợp", rows_of(15, title="TỔNG HỢP TRANG BỊ HIỆN CÓ")),
        by_commune(sheet, 4, 5, 6),
    )
    found = read(*([summed, *own] if first else [*own, summed]))
    assert left_out(found) == ["Tổng hợp"]
    assert [(check.stated, check.computed, check.ok) for check in found.checks] == [(15, 15, True)] * len(
        GOODS
    )
    assert {row.status for row in found.rows} == {RowStatus.ACCEPTED}
    assert not any(cell.sheet == "Tổng hợp" and cell.raw == "15" for cell in found.unread)
    (question,) = found.questions
    assert [candidate.value for candidate in question.candidates] == ["skip", "import"]


def test_where_it_differs_both_figures_are_shown(read: Read, sheet: Callable[..., Sheet]) -> None:
    rows = rows_of(15, title="TỔNG HỢP TRANG BỊ HIỆN CÓ")
    rows[-1] = [1, GOODS[-1], "cái", 18]
    found = read(*by_commune(sheet, 4, 5, 6), sheet("Tổng hợp", rows))
    assert left_out(found) == ["Tổng hợp"]
    wrong = [(check.cell, check.stated, check.computed) for check in found.checks if not check.ok]
    assert wrong == [("D7", 18, 15)]


@pytest.mark.parametrize("figures", [(15, 15, 15, 9, 9), (14, 14, 14, 14, 14), (4, 4, 4, 4, 4)])
def test_a_sheet_of_no_commune_that_is_no_sum_is_asked_about(
    figures: Sequence[int], read: Read, sheet: Callable[..., Sheet]
) -> None:
    rows = [["TRANG BỊ HIỆN CÓ"], ["TT", "Vật tư", "ĐVT", "SL"], *([1, good, "cái", number] for good, number in zip(GOODS, figures, strict=True))]  # fmt: skip
    found = read(*by_commune(sheet, 4, 5, 6), sheet("Biểu chung", rows))
    assert left_out(found) == []
    assert {row.status for row in found.rows if row.sheet == "Biểu chung"} == {RowStatus.REVIEW}
