"""Columns that add up others of their row: compared with them and never taken as stock, whatever words follow "Cộng"."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from importers.rules.results import Recognition, RowStatus

# Headers of four columns -> the columns (from the first) that the fourth one sums.
SUMS: dict[tuple[str, str, str, str], tuple[int, ...]] = {
    ("Áo phao (cái)", "Phao tròn (cái)", "Rọ thép (cái)", "Cộng phao"): (0, 1),
    ("Áo phao (cái)", "Phao tròn (cái)", "Rọ thép (cái)", "Tổng số phao (cái)"): (0, 1),
    ("Áo phao", "Phao tròn", "Phao bè", "Tổng phao"): (0, 1, 2),
    ("Ca nô", "Ghe, thuyền", "Áo phao", "Tổng cộng"): (0, 1, 2),
    ("Ca nô", "Ghe, thuyền", "Xe múc", "Cộng các loại phương tiện"): (0, 1, 2),
    ("Ca nô", "Ghe, thuyền", "Xe múc", "Tổng hợp"): (0, 1, 2),
}


@pytest.mark.parametrize("heads", SUMS)
def test_a_column_that_adds_up_its_row(
    heads: tuple[str, str, str, str], read: Callable[..., Recognition]
) -> None:
    figures = [(12, 5, 3), (20, 6, 4)]
    names = ("Xã Ba Gia", "Xã Ba Vì")
    sums = [sum(line[at] for at in SUMS[heads]) for line in figures]
    rows = [[name, *line, total] for name, line, total in zip(names, figures, sums, strict=True)]
    found = read([["THỐNG KÊ PHƯƠNG TIỆN, VẬT TƯ NĂM 2026"], ["Xã", *heads], *rows])
    assert [row.quantity for row in found.rows if row.status is RowStatus.ACCEPTED] == [12, 5, 3, 20, 6, 4]
    assert {check.cell: check.ok for check in found.checks} == {"E3": True, "E4": True}


# Headers that only look like sums -> the quantities that are taken of 12, 5 and 3 below the last one.
NO_SUMS = {"Công an xã (người)": 3, "Máy cưa xích (cái)": 3}


@pytest.mark.parametrize("head", NO_SUMS)
def test_what_only_reads_like_a_sum(head: str, read: Callable[..., Recognition]) -> None:
    rows = [["THỐNG KÊ NĂM 2026"], ["TT", "Xã", "Áo phao (cái)", "Phao tròn (cái)", head], [1, "Xã Ba Gia", 12, 5, 3], [2, "Xã Ba Vì", 9, 4, 2]]  # fmt: skip
    found = read(rows)
    assert found.checks == ()
    assert NO_SUMS[head] in [row.quantity for row in found.rows]


@pytest.mark.parametrize("head", ["Tổng", "Tổng cộng", "Cộng", "Tổng số"])
def test_the_only_figures_of_a_list_beside_empty_columns(head: str, read: Callable[..., Recognition]) -> None:
    rows = [["BÁO CÁO TỒN KHO DỰ PHÒNG NGÀY 20/10/2026"], ["Xã/phường", "STT", "Mặt hàng", head, "Đơn vị đo", "Bộ phận giữ", "Lưu ý"],
            ["Xã Bờ Y", 1, "Áo phao", 50, "cái"], [None, 2, "Gạo tẻ", 770, "kg"], ["Xã Ba Vì", 1, "Áo phao", 9, "cái"]]  # fmt: skip
    found = read(rows, merges=["A3:A4"])
    assert [(row.commune_code, row.quantity) for row in found.rows if row.status is RowStatus.ACCEPTED] == [
        ("23377", 50),
        ("23377", 770),
        ("21529", 9),
    ]


@pytest.mark.parametrize(
    "head", ["Cộng hiện có", "Tổng hiện có", "Tổng số hiện có", "Cộng", "Tổng cộng số lượng"]
)
def test_a_column_right_of_the_communes_that_adds_up_what_they_have(
    head: str, read: Callable[..., Recognition]
) -> None:
    top = [["TT", "Tên", "ĐVT", "Xã Ba Gia", None, "Xã Ba Vì", None, head], [None, None, None, "Hiện có", "Nhu cầu", "Hiện có", "Nhu cầu", None]]  # fmt: skip
    rows = [[1, "Áo phao", "cái", 20, 5, 30, 6, 50], [2, "Rọ thép", "cái", 4, 1, 5, 2, 10]]
    found = read([["HIỆN TRẠNG VÀ NHU CẦU CÁC XÃ"], *top, *rows], merges=["A2:A3", "B2:B3", "C2:C3", "D2:E2", "F2:G2", "H2:H3"])  # fmt: skip
    assert [row.quantity for row in found.rows if row.status is RowStatus.ACCEPTED] == [20, 30, 4, 5]
    assert {check.cell: (check.stated, check.computed, check.ok) for check in found.checks} == {"H4": (50, 50, True), "H5": (10, 9, False)}  # fmt: skip
