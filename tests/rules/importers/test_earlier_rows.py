"""Two rows of one commune, one of last year and one of this: the earlier one is asked about, never counted beside the later."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from importers.rules.results import Recognition, RowStatus
from importers.rules.rows.earlier_rows import Moment, earlier_rows, moment_of

Read = Callable[..., Recognition]

MOMENTS: dict[str, Moment | None] = {
    "2025": (2025, 0, 0, 0, 0, 0),
    "Năm 2025": (2025, 0, 0, 0, 0, 0),
    "Cuối năm 2025": (2025, 0, 0, 0, 0, 0),
    "31/12/2025": (2025, 12, 31, 0, 0, 0),
    "Đến 30/6/2026": (2026, 6, 30, 0, 0, 0),
    "15/9/2026 10:30:05": (2026, 9, 15, 10, 30, 5),
    "15/09/2026 8:30": (2026, 9, 15, 8, 30, 0),
    "2026-09-15 10:30:00": (2026, 9, 15, 10, 30, 0),
    "Tháng 6/2026": (2026, 6, 0, 0, 0, 0),
    "Quý I": None,
    "12": None,
    "2025 cái": None,
}


@pytest.mark.parametrize("text", MOMENTS)
def test_moments(text: str) -> None:
    assert moment_of(text) == MOMENTS[text]


# Head of the column beside the communes, what stands there for Ba Vì, Ba Vì, Ba Gia, Ba Gia -> rows that are taken.
COLUMNS: dict[tuple[str, ...], list[int]] = {
    ("Năm", "2025", "2026", "2025", "2026"): [4, 6],
    ("Năm", "Năm 2025", "Năm 2026", "Năm 2025", "Năm 2026"): [4, 6],
    ("Thời điểm", "31/12/2025", "30/6/2026", "31/12/2025", "30/6/2026"): [4, 6],
    ("Năm", "2026", "2026", "2026", "2026"): [3, 4, 5, 6],
    ("Năm thành lập", "2019", "2021", "2018", "2020"): [3, 4, 5, 6],
    ("Dấu thời gian", "01/9/2026 8:30:12", "01/9/2026 16:05:00", "03/9/2026 9:00:00", "02/9/2026 9:00:00"): [
        4,
        5,
    ],
    ("Ngày cập nhật", "01/9/2026", "01/9/2026", "05/9/2026", "05/9/2026"): [3, 4, 5, 6],
}


@pytest.mark.parametrize("column", COLUMNS)
def test_rows_of_communes(column: tuple[str, ...], read: Read) -> None:
    head, *cells = column
    rows = [["TRANG BỊ CÁC XÃ"], ["TT", "Đơn vị", head, "Áo phao (cái)", "Phao tròn (cái)"],
            *([1, ("Xã Ba Vì", "Xã Ba Gia")[at // 2], cell, 18 + at, 9 + at] for at, cell in enumerate(cells))]  # fmt: skip
    found = read(rows)
    taken = [
        int(row.cell[1:]) for row in found.rows if row.status is RowStatus.ACCEPTED and row.cell[0] == "D"
    ]
    assert taken == COLUMNS[column]
    assert len(found.rows) == 8


def test_a_name_written_once_above_its_rows(read: Read) -> None:
    rows = [["TRANG BỊ CÁC XÃ"], ["TT", "Đơn vị", "Thời điểm", "Áo phao (cái)", "Phao tròn (cái)"], [1, "Xã Ba Vì", "31/12/2025", 18, 9],
            [None, None, "30/6/2026", 13, 6], [2, "Xã Ba Gia", "31/12/2025", 28, 19], [None, None, "30/6/2026", 33, 16]]  # fmt: skip
    assert not [row.cell for row in read(rows).rows if row.status is RowStatus.ACCEPTED]
    merged = read(rows, merges=("A3:A4", "B3:B4", "A5:A6", "B5:B6"))
    assert [row.cell for row in merged.rows if row.status is RowStatus.ACCEPTED] == ["D4", "E4", "D6", "E6"]


def test_days_of_different_communes_are_no_earlier_figures() -> None:
    assert not earlier_rows({3: ("Ba Vì", (2026, 9, 1, 0, 0, 0)), 4: ("Ba Gia", (2026, 9, 5, 0, 0, 0))})
    assert earlier_rows({3: ("Ba Vì", (2024, 0, 0, 0, 0, 0)), 4: ("Ba Gia", (2026, 0, 0, 0, 0, 0))}) == {3}


# What a list says beside two rows of life jackets -> the rows that are taken.
LISTS: dict[tuple[str, ...], list[int]] = {
    ("Năm", "2025", "2026"): [4],
    ("Thời điểm", "31/12/2025", "30/6/2026"): [4],
    ("Năm", "2026", "2026"): [3, 4],
    ("Năm trang bị", "2019", "2022"): [3, 4],
    ("Năm sản xuất", "2019", "2022"): [3, 4],
}


@pytest.mark.parametrize("column", LISTS)
def test_two_rows_of_a_thing(column: tuple[str, ...], read: Read) -> None:
    head, *cells = column
    rows = [
        ["VẬT TƯ XÃ BA VÌ"],
        ["TT", "Tên", "ĐVT", head, "Số lượng"],
        [1, "Áo phao", "cái", cells[0], 18],
        [2, "Áo phao", "cái", cells[1], 25],
        [3, "Rọ thép", "cái", None, 7],
    ]
    taken = [int(row.cell[1:]) for row in read(rows).rows if row.status is RowStatus.ACCEPTED]
    assert taken == [*LISTS[column], 5]


def test_of_two_keepers_each_has_the_year_of_its_own_figures(read: Read) -> None:
    rows = [
        ["VẬT TƯ XÃ BA VÌ"],
        ["TT", "Tên", "ĐVT", "Năm", "Số lượng", "Đơn vị quản lý"],
        [1, "Áo phao", "cái", 2025, 18, "UBND xã"],
        [2, "Áo phao", "cái", 2026, 25, "Trạm Y tế"],
    ]
    assert [row.status for row in read(rows).rows] == [RowStatus.ACCEPTED] * 2


@pytest.mark.parametrize(
    ("column", "kinds"),
    [("Chất lượng", ("Tổng số", "Tốt", "Hỏng")), ("Nguồn", ("UBND xã", "Hộ dân", "Cộng"))],
)
def test_the_sum_of_a_communes_own_rows_is_not_taken(column: str, kinds: tuple[str, ...], read: Read) -> None:
    rows = [["TRANG BỊ CÁC XÃ NĂM 2026"], ["TT", "Xã", column, "Áo phao (cái)", "Rọ thép (cái)"],
            *([at // 3, ("Xã Ba Vì", "Xã Ba Gia", "Xã Ba Xa")[at // 3], kinds[at % 3], 15 + at, 26 + at] for at in range(9))]  # fmt: skip
    found = {row.cell: row.status for row in read(rows).rows}
    of_sums = [found.get(f"D{3 + at}") for at in range(9) if kinds[at % 3] in {"Tổng số", "Cộng"}]
    assert RowStatus.ACCEPTED not in of_sums
    first = kinds.index("Tốt") if "Tốt" in kinds else 0
    assert [found[f"D{3 + first + 3 * at}"] for at in range(3)] == [RowStatus.ACCEPTED] * 3
