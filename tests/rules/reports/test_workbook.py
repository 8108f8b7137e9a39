"""The workbook read back: formulas and values agree, blank is not nought, no text is a formula, no phone leaks."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from core.excel.writing import Sheet
from inventory.rules.catalogue import read_catalogue
from inventory.rules.stock import Balance
from reports.rules.frame import Words
from reports.rules.workbook import fingerprint, workbook
from reports.rules.year import YearFacts
from tests.rules.reports.conftest import Books, books, file_of

NAMES = [
    "Bìa",
    "PL1 Lực lượng",
    "PL2 Phương tiện",
    "PL3 Vật tư, TTB",
    "PL4 Hậu cần",
    "PL5 Công trình, nơi trú ẩn",
    "PL5b Từng công trình",
    "PL6 Huy động, trưng dụng",
    "PL7 So với năm trước",
    "PL8 Quá hạn kiểm tra",
    "PL9 Nhật ký nhập liệu",
    "Biến động",
    "Chi tiết",
    "Không cân",
]


def rows_of(page: Worksheet, first: int) -> list[tuple[Any, ...]]:
    return [row for row in page.iter_rows(min_row=first, values_only=True) if isinstance(row[0], int)]


class Recalculation:
    """The few formulas the workbook uses, worked out again from the cells they name."""

    def __init__(self, formulas: Workbook) -> None:
        self.book = formulas

    def value(self, page: str, cell: str) -> Any:
        raw = self.book[page][cell].value
        return self.work_out(page, raw[1:]) if isinstance(raw, str) and raw.startswith("=") else raw

    def number(self, page: str, cell: str) -> Decimal:
        return Decimal(str(self.value(page, cell) or 0))

    def area(self, page: str, letters: str, first: str, last: str) -> list[tuple[str, str]]:
        return [(page, f"{letters}{row}") for row in range(int(first), int(last) + 1)]

    def work_out(self, page: str, text: str) -> Decimal:
        if found := re.fullmatch(r"SUM\(([A-Z]+)(\d+):\1(\d+)\)", text):
            return sum((self.number(*at) for at in self.area(page, *found.groups())), Decimal(0))
        if found := re.fullmatch(r"ROUND\((\w+)/(\w+)\*100,1\)", text):
            share = self.number(page, found[1]) / self.number(page, found[2]) * 100
            return share.quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)
        if found := re.fullmatch(
            r"SUMIF\('([^']+)'!\$(\w)\$(\d+):\$\2\$(\d+),(\w+),'\1'!\$(\w)\$\3:\$\6\$\4\)", text
        ):
            other, key, first, last, wanted, column = found.groups()
            keys, worths = self.area(other, key, first, last), self.area(other, column, first, last)
            pairs = zip(keys, worths, strict=True)
            wish = self.value(page, wanted)
            return sum((self.number(*worth) for at, worth in pairs if self.value(*at) == wish), Decimal(0))
        assert re.fullmatch(r"[A-Z]+\d+([+-][A-Z]+\d+)+", text), text
        total = Decimal(0)
        for sign, cell in re.findall(r"([+-]?)([A-Z]+\d+)", text):
            total += -self.number(page, cell) if sign == "-" else self.number(page, cell)
        return total


def test_all_sheets_stand_in_their_order(drawn: Books) -> None:
    assert drawn[1].sheetnames == NAMES


def test_every_formula_is_live_and_its_stored_value_is_what_it_gives(
    drawn: Books,
) -> None:
    formulas, values = drawn
    again, checked = Recalculation(formulas), 0
    for page in formulas:
        for row in page.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    stored = values[page.title][cell.coordinate].value
                    assert again.work_out(page.title, str(cell.value)[1:]) == Decimal(str(stored)), cell
                    checked += 1
    assert checked == 31


def test_every_commune_stands_and_blank_is_not_nought(drawn: Books, facts: YearFacts) -> None:
    page = drawn[1]["PL3 Vật tư, TTB"]
    rows = rows_of(page, 8)
    assert [row[1] for row in rows] == [commune.code for commune in facts.communes]
    assert [row[3:] for row in rows] == [
        ("đã báo cáo", 88, 20, 68),
        ("đã báo cáo", 0, 0, 0),
        ("chưa báo cáo", None, None, None),
    ]
    assert [cell.value for cell in page[11]][2:] == ["Tổng cộng", "2/3 đơn vị", 88, 20, 68]
    assert page["E5"].value == "TB-001"
    assert page["E6"].value == "Áo phao cứu sinh (cái)"


def test_works_say_how_many_they_hold_and_what_they_serve(drawn: Books) -> None:
    formulas, values = drawn
    page = values["PL5 Công trình, nơi trú ẩn"]
    assert [row[3:] for row in rows_of(page, 8)] == [
        ("chưa báo cáo", None, None, None, None),
        ("đã báo cáo", 2, 0, 2, 240),
        ("chưa báo cáo", None, None, None, None),
    ]
    assert [cell.value for cell in page[7]][4:] == ["Hiện có", "Đã huy động", "Còn lại", "Sức chứa (người)"]
    assert page["H11"].value == 240
    work = rows_of(values["PL5b Từng công trình"], 6)[0]
    assert work[3:13] == ("CT-001", "Trường học", "cơ sở", 2, 0, 240, None, "có", "=Dạy học 090•••••••", 90)
    assert formulas["PL5b Từng công trình"]["I7"].value == "=SUM(I6:I6)"


def test_a_sheet_nobody_reported_still_lists_every_commune(drawn: Books) -> None:
    rows = rows_of(drawn[1]["PL1 Lực lượng"], 5)
    assert [row[3] for row in rows] == ["chưa báo cáo"] * 3


def test_opening_plus_in_minus_out_is_closing(drawn: Books, facts: YearFacts) -> None:
    formulas, values = drawn
    first = rows_of(values["Biến động"], 6)[0]
    assert first[3:14] == (
        "TB-001",
        "Áo phao cứu sinh",
        "cái",
        90,
        5,
        7,
        88,
        5,
        0,
        3,
        f"/bao-cao/nam/2026/{facts.communes[0].code}/TB-001",
    )
    assert formulas["Biến động"]["J6"].value == "=G6+H6-I6"


def test_details_hold_what_the_law_asks_and_fractions(drawn: Books) -> None:
    page = drawn[1]["Chi tiết"]
    heads = [cell.value for cell in page[4]]
    assert heads[:12] == [
        "TT",
        "Mã xã",
        "Xã, phường, đặc khu",
        "Mã loại",
        "Danh mục",
        "ĐVT",
        "Số lượng",
        "Trong đó hỏng",
        "Đơn vị quản lý",
        "Địa điểm để",
        "Biển số, ký hiệu",
        "Ngày kiểm tra",
    ]
    rice = rows_of(page, 5)[1]
    assert rice[3:8] == ("HC-001", "Gạo", "kg", 1250.5, 0)
    assert page["G6"].number_format == "[$-42A]#,##0.###"
    assert page["L5"].number_format == "dd/mm/yyyy"


def test_nothing_a_person_typed_becomes_a_formula_or_link(drawn: Books) -> None:
    formulas, _ = drawn
    live = re.compile(r"=(SUM|SUMIF|ROUND)?\(?'?[A-Z0-9]")
    seen = set()
    for page in formulas:
        for row in page.iter_rows():
            for cell in row:
                assert cell.hyperlink is None
                if cell.data_type == "f":
                    assert live.match(str(cell.value))
                    assert "HYPERLINK" not in str(cell.value)
                elif isinstance(cell.value, str) and cell.value.startswith(("=", "+", "-", "@")):
                    assert cell.quotePrefix, cell
                    seen.add(cell.value[0])
    assert seen == {"=", "+", "-", "@"}


def test_no_telephone_number_leaves(drawn: Books) -> None:
    texts = "\n".join(
        str(cell) for page in drawn[1] for row in page.iter_rows(values_only=True) for cell in row if cell
    )
    assert "123.456" not in texts
    assert "222 333" not in texts
    assert "090•••••••" in texts


def test_mobilized_late_and_due(drawn: Books) -> None:
    page = drawn[1]["PL6 Huy động, trưng dụng"]
    row = rows_of(page, 6)[0]
    assert row[1] == "411/QĐ-UBND"
    assert row[3] == "trưng dụng"
    assert row[14:19] == (17, 0, 2, 1, 3)
    assert row[21].date().isoformat() == "2026-11-22"
    assert "2 lượt của các cuộc diễn tập" in page["C4"].value


def test_stale_rows_and_the_log(drawn: Books) -> None:
    values = drawn[1]
    stale = rows_of(values["PL8 Quá hạn kiểm tra"], 6)
    assert [(row[3], row[9], row[10]) for row in stale] == [
        ("Gạo", 322, "quá hạn"),
        ("Áo phao cứu sinh", None, "chưa rà soát"),
        (stale[2][3], None, "chưa rà soát"),
    ]
    log = rows_of(values["PL9 Nhật ký nhập liệu"], 6)[0]
    assert log[3:8] == ("Nguyễn Văn A", "Kiểm đếm", "sự cố số 3", "=1+1", 3)


def test_what_does_not_balance_is_listed_and_counted_on_the_cover(facts: YearFacts, words: Words) -> None:
    wrong = replace(
        facts.lots[0], balance=Balance(on_hand=Decimal(80), reserved=Decimal(20), broken=Decimal(1))
    )
    values = books(replace(facts, lots=(wrong, *facts.lots[1:])), words)[1]
    row = rows_of(values["Không cân"], 6)[0]
    assert row[6:11] == ("Số hiện có khác tổng sổ biến động", 88, 80, -8, "/kho/1")
    cover = {row[0]: row[1] for row in values["Bìa"].iter_rows(values_only=True)}
    assert cover["Số chỗ không cân"] == "1, xem trang “Không cân”"
    assert cover["Số liệu tính đến"] == "20/11/2026 14:05 (giờ Việt Nam)"
    assert cover["Xã, phường, đặc khu đã báo cáo"] == "2 trên 3"
    assert cover["Gốc chuỗi kiểm toán"] == "ab" * 32


@pytest.mark.parametrize("name", NAMES)
def test_every_sheet_prints_on_a4_with_its_head_repeated(drawn: Books, name: str) -> None:
    page = drawn[0][name]
    assert (page.page_setup.orientation, int(page.page_setup.paperSize or 0)) == ("landscape", 9)
    assert page.print_title_rows
    assert page.freeze_panes
    assert next(cell.value for cell in page[1] if cell.value) == "UBND TỈNH QUẢNG NGÃI"


def test_no_type_is_torn_over_two_printed_pages(facts: YearFacts, words: Words) -> None:
    kinds = [kind for kind in read_catalogue() if kind.code.startswith("TB-")][:12]
    lots = tuple(
        replace(facts.lots[0], lot_id=1 + place, type_code=kind.code) for place, kind in enumerate(kinds)
    )
    formulas = books(replace(facts, types=tuple(kinds), lots=lots), words)[0]
    page = formulas["PL3 Vật tư, TTB"]
    assert [one.id for one in page.col_breaks.brk] == [4 + 15, 4 + 30]
    assert page.print_title_cols == "$A:$C"
    assert 60 <= int(page.page_setup.scale or 0) <= 90
    assert not page[
        "A1"
    ].value  # what stands in a repeated column would be printed again, cut off, on every page
    assert page["D1"].value == "UBND TỈNH QUẢNG NGÃI"


def test_rows_are_high_enough_for_what_they_say(facts: YearFacts, words: Words) -> None:
    long = replace(facts.lots[0], holder="Công ty TNHH Xây dựng và Thương mại tổng hợp Hùng Cường Quảng Ngãi")
    page = books(replace(facts, lots=(long, *facts.lots[1:])), words)[0]["Chi tiết"]
    assert page.row_dimensions[5].height == 45
    assert page.row_dimensions[6].height is None


def test_the_same_facts_give_the_same_bytes_and_other_facts_another_mark(
    facts: YearFacts, words: Words
) -> None:
    assert file_of(facts, words) == file_of(facts, words)
    other = replace(facts, lots=facts.lots[:-1])
    sheets: list[list[Sheet]] = [workbook(facts, words)[1:], workbook(other, words)[1:]]
    assert fingerprint(sheets[0]) == fingerprint(workbook(facts, words)[1:])
    assert fingerprint(sheets[0]) != fingerprint(sheets[1])


def test_one_commune_speaks_in_its_own_name(facts: YearFacts, words: Words) -> None:
    own = facts.communes[0]
    mine = tuple(lot for lot in facts.lots if lot.commune_code == own.code)
    values = books(replace(facts, commune=own, communes=(own,), lots=mine), words)[1]
    assert values["PL4 Hậu cần"]["A1"].value == f"UBND {own.title}".upper()
    assert len(rows_of(values["PL4 Hậu cần"], 8)) == 1
