"""Columns and rows that are the sums of those beside them: the arithmetic shows them, and none is taken beside its parts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from core.excel.book import Sheet
from importers.rules.layout.neighbour_sums import Sum, sums_among
from importers.rules.names.kin import Named, counts_all, is_kin
from importers.rules.results import Recognition, RowStatus

Read = Callable[..., Recognition]
PLACES = ("Xã Ba Vì", "Xã Ba Tơ", "Xã Ba Dinh", "Xã Ba Động")

# Lines of figures (column 1, 2, 3), whether words speak for a sum, the figures calculated -> what is found.
FIGURES: dict[str, tuple[Sequence[Sequence[int]], bool, set[tuple[int, int]], list[Sum]]] = {
    "three large ones": ([(100, 250, 350), (20, 35, 55), (500, 700, 1200)], False, set(), [Sum(3, (1, 2), False)]),
    "three small ones": ([(1, 2, 3), (2, 2, 4), (1, 1, 2)], False, set(), []),
    "small ones of kin": ([(1, 2, 3), (2, 2, 4), (1, 1, 2)], True, set(), [Sum(3, (1, 2), True)]),
    "the first one": ([(350, 100, 250), (55, 20, 35), (1200, 500, 700)], False, set(), [Sum(1, (2, 3), False)]),
    "the middle one": ([(100, 350, 250), (20, 55, 35), (500, 1200, 700)], False, set(), [Sum(2, (1, 3), False)]),
    "two lines": ([(100, 250, 350), (500, 700, 1200)], False, set(), []),
    "one line of kin is in doubt": ([(20, 35, 55)], True, set(), [Sum(3, (1, 2), False)]),
    "one line, calculated": ([(20, 35, 55), (40, 60, 100)], False, {(0, 3)}, [Sum(3, (1, 2), True)]),
    "all are calculated": ([(20, 35, 55)], False, {(0, 1), (0, 2), (0, 3)}, []),
    "one part alone says nothing": ([(0, 35, 35), (40, 0, 40), (0, 60, 60)], True, set(), []),
    "one of nine is wrong": ([(at, 30, at + 30) for at in range(20, 28)] + [(9, 9, 19)], False, set(), [Sum(3, (1, 2), False)]),
    "two of six are wrong": ([(at, 30, at + 30) for at in range(20, 24)] + [(9, 9, 19)] * 2, False, set(), []),
}  # fmt: skip


@pytest.mark.parametrize("case", FIGURES)
def test_what_the_figures_show(case: str) -> None:
    lines, kin, formulas, expected = FIGURES[case]
    read = [{col: Decimal(figure) for col, figure in enumerate(line, start=1)} for line in lines]
    assert sums_among((1, 2, 3), read, lambda _whole, _parts: kin, formulas) == expected


def test_a_sum_of_sums_adds_up_what_these_add() -> None:
    lines = [{1: Decimal(a), 2: Decimal(b), 3: Decimal(a + b), 4: Decimal(c), 5: Decimal(a + b + c)} for a, b, c in ((100, 20, 7), (300, 45, 9), (70, 80, 5))]  # fmt: skip
    assert sums_among((1, 2, 3, 4, 5), lines, lambda _whole, _parts: False) == [
        Sum(3, (1, 2), False),
        Sum(5, (1, 2, 4), False),
    ]


# A name, those beside it -> whether it may count what they count.
KIN: dict[tuple[str, ...], bool] = {
    ("Áo phao", "Áo phao người lớn", "Áo phao trẻ em"): True,
    ("Cuốc, xẻng", "Cuốc", "Xẻng"): True,
    ("Máy phát điện (cái)", "Máy phát điện 5 kVA", "Máy phát điện 30 kVA"): True,
    ("DQTV", "Dân quân tự vệ thôn 1", "Dân quân tự vệ thôn 2"): True,
    ("Xuồng các loại", "ST-750", "ST-660"): True,
    ("Tổng dự trữ", "Xã", "Hộ dân"): True,
    ("Áo phao", "Áo phao", "Áo phao"): False,
    ("Rọ đá", "Áo mưa", "Đèn pin"): False,
    ("Công an xã", "Dân phòng", "Hội CTĐ"): False,
}


@pytest.mark.parametrize("names", KIN)
def test_whose_names_are_kin(names: tuple[str, ...]) -> None:
    whole, *parts = map(Named, names)
    assert is_kin(whole, parts) == KIN[names]


def test_the_catalogue_says_what_it_counts_together() -> None:
    assert is_kin(Named("DQTV", "LL-004"), [Named("a", "LL-001"), Named("b", "LL-003")])
    assert not is_kin(Named("DQTV", "LL-004"), [Named("a", "LL-001"), Named("b", "LL-015")])


@pytest.mark.parametrize("words", ["Dự trữ toàn xã", "Toàn bộ", "Tổng cộng dự trữ", "Cộng các nguồn"])
def test_words_that_count_all(words: str) -> None:
    assert counts_all(words)
    assert not any(map(counts_all, ("Công cộng đồng", "Mũ an toàn", "Công an", "Xăng dầu")))


def wide(*heads: str, rows: int = 4, extra: int = 0) -> list[list[Any]]:
    """Return a table of communes, of which the first column is the sum of the two others, and `extra` in the last row."""
    lines = [(17 + 5 * at, 8 + at) for at in range(rows)]
    body = [[at + 1, PLACES[at], a + b + (extra if at == rows - 1 else 0), a, b] for at, (a, b) in enumerate(lines)]  # fmt: skip
    return [["THỐNG KÊ CÁC XÃ NĂM 2026"], ["TT", "Xã", *heads], *body]


def taken(found: Recognition) -> list[str]:
    """Return the columns of which something is accepted."""
    return sorted({row.cell[0] for row in found.rows if row.status is RowStatus.ACCEPTED})


def asked(found: Recognition) -> list[str]:
    return sorted({row.cell[0] for row in found.rows if row.status is RowStatus.REVIEW})


OF_KIN = [
    ("Dân quân tự vệ (người)", "Dân quân cơ động (người)", "Dân quân tại chỗ (người)"),
    ("Xăng dầu (lít)", "Xăng (lít)", "Dầu DO (lít)"),
    ("Áo phao", "Áo phao người lớn", "Áo phao trẻ em"),
    ("Chăn, màn", "Chăn", "Màn"),
]


@pytest.mark.parametrize("heads", OF_KIN)
def test_a_column_of_things_is_checked_against_its_parts(heads: tuple[str, ...], read: Read) -> None:
    found = read(wide(*heads))
    assert (taken(found), asked(found)) == (["D", "E"], [])
    assert [(check.cell, check.ok) for check in found.checks] == [(f"C{row}", True) for row in range(3, 7)]


def test_a_wrong_sum_is_told(read: Read) -> None:
    found = read(wide(*OF_KIN[0], extra=1))
    assert [check.ok for check in found.checks] == [True, True, True, False]
    assert taken(found) == ["D", "E"]


# What is in doubt: one row alone, and things whose names have nothing to do with each other.
@pytest.mark.parametrize(("heads", "rows"), [(OF_KIN[0], 1), (OF_KIN[1], 1), (("Rọ đá", "Áo mưa", "Đèn pin"), 4)])  # fmt: skip
def test_a_column_in_doubt_is_asked_about(heads: tuple[str, ...], rows: int, read: Read) -> None:
    found = read(wide(*heads, rows=rows))
    assert (taken(found), asked(found)) == (["D", "E"], ["C"])


def test_a_formula_shows_a_sum_of_one_row(read: Read, sheet: Callable[..., Sheet]) -> None:
    plain = sheet("Biểu", wide(*OF_KIN[0], rows=1))
    cells = tuple(cell._replace(formula=(cell.row, cell.col) == (3, 3)) for cell in plain.cells)
    found = read(replace(plain, cells=cells))
    assert (taken(found), asked(found)) == (["D", "E"], [])
    assert [check.ok for check in found.checks] == [True]


@pytest.mark.parametrize(
    "head", ["Tổng cộng dự trữ", "Dự trữ toàn xã", "Tổng trong dân", "Tổng dự trữ của xã"]
)
@pytest.mark.parametrize("first", [True, False])
def test_what_all_keepers_have(head: str, first: bool, read: Read) -> None:
    goods = [("Gạo tẻ", "kg", 100, 250), ("Nước uống", "lít", 500, 700), ("Muối", "kg", 40, 5)]
    rows = [[number, name, unit, *((a + b, a, b) if first else (a, b, a + b))] for number, (name, unit, a, b) in enumerate(goods, 1)]  # fmt: skip
    heads = (head, "Xã dự trữ", "Hộ dân") if first else ("Xã dự trữ", "Hộ dân", head)
    found = read([["DỰ TRỮ HÀNG HÓA XÃ BA VÌ NĂM 2026"], ["TT", "Tên hàng", "ĐVT", *heads], *rows])
    assert (taken(found), asked(found)) == (["E", "F"] if first else ["D", "E"], [])
    assert [check.ok for check in found.checks] == [True, True, True]


# Rows of a list -> the numbers of those asked about; each column of a matrix shows it again, and then it is a sum.
LISTS: dict[tuple[tuple[str, int], ...], list[int]] = {
    (("Dân quân tự vệ", 60), ("Dân quân cơ động", 20), ("Dân quân tại chỗ", 35), ("Dân quân thường trực", 5)): [1],
    (("Dân quân cơ động", 20), ("Dân quân tại chỗ", 35), ("Dân quân tự vệ", 55), ("Bao tải", 900)): [3],
    (("Xăng dầu", 500), ("Xăng", 200), ("Dầu DO", 300)): [1],
    (("Xuồng các loại", 12), ("Xuồng ST-750", 5), ("Xuồng ST-660", 4), ("Xuồng máy", 3)): [1],
    (("Áo phao", 50), ("Phao tròn", 30), ("Rọ đá", 20), ("Đèn pin", 50)): [],
}  # fmt: skip


@pytest.mark.parametrize("goods", LISTS)
def test_rows_of_a_list(goods: tuple[tuple[str, int], ...], read: Read) -> None:
    rows = [[number, name, None, figure] for number, (name, figure) in enumerate(goods, 1)]
    found = read([["DANH MỤC XÃ BA VÌ NĂM 2026"], ["TT", "Tên", "ĐVT", "Số lượng"], *rows])
    assert [int(row.cell[1:]) - 2 for row in found.rows if "column_unsure" in row.reasons] == LISTS[goods]


@pytest.mark.parametrize("goods", [goods for goods, rows in LISTS.items() if rows])
def test_rows_of_a_matrix(goods: tuple[tuple[str, int], ...], read: Read) -> None:
    rows = [[number, name, None, figure, 2 * figure, 3 * figure] for number, (name, figure) in enumerate(goods, 1)]  # fmt: skip
    found = read([["TỔNG HỢP NĂM 2026"], ["TT", "Tên", "ĐVT", *PLACES[:3]], *rows])
    sums = LISTS[goods][0]
    assert {check.cell: check.ok for check in found.checks} == {f"{col}{sums + 2}": True for col in "DEF"}
    assert not [row.cell for row in found.rows if row.cell[1:] == str(sums + 2)]
