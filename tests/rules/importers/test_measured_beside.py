"""Lists with "Số lượng" and "Khối lượng (m3)": each row is counted by the one its unit is of, or asked about."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from importers.rules.results import Recognition, RowStatus

Read = Callable[..., Recognition]
# (thing, unit, number, volume) -> the columns that are taken, and those asked about.
ROWS: dict[tuple[Any, ...], tuple[str, str]] = {
    ("Rọ thép", "cái", 80, 160): ("D", ""),
    ("Rọ thép", "cái", 80, None): ("D", ""),
    ("Đá hộc", "m3", None, "120,5"): ("E", ""),
    ("Đá hộc", "m3", 50, None): ("D", ""),
    ("Đá hộc", "m3", 3, 120): ("", "DE"),
    ("Rọ thép", "cái", None, 160): ("", "E"),
    ("Đá hộc", None, None, 120): ("E", ""),
}  # fmt: skip
OTHERS = [[2, "Bao cát", "cái", 3000, None], [3, "Cát", "m3", None, 30]]


@pytest.mark.parametrize("row", ROWS)
def test_the_unit_of_a_row_says_which(row: tuple[Any, ...], read: Read) -> None:
    head = ["TT", "Tên vật tư", "ĐVT", "Số lượng", "Khối lượng (m3)"]
    found = read([["VẬT TƯ DỰ TRỮ XÃ BA GIA"], head, [1, *row], *OTHERS])
    own = [one for one in found.rows if one.cell.endswith("3")]
    taken = "".join(one.cell[0] for one in own if one.status is RowStatus.ACCEPTED)
    assert (taken, "".join(one.cell[0] for one in own if one.status is RowStatus.REVIEW)) == ROWS[row]
    assert {one.cell for one in found.rows if one.status is RowStatus.ACCEPTED} >= {"D4", "E5"}


# The head beside "Số lượng" -> whether a row of pieces with both figures is taken without a question.
BESIDE = {
    "Khối lượng (m3)": True,
    "Trọng lượng (kg)": True,
    "Số lượng (m3)": False,
    "Khối lượng": False,
    "Hiện có (tấn)": False,
}


@pytest.mark.parametrize("head", BESIDE)
def test_only_a_measure_with_its_own_unit_stands_back(head: str, read: Read) -> None:
    rows = [
        ["VẬT TƯ DỰ TRỮ XÃ BA GIA"],
        ["TT", "Tên vật tư", "ĐVT", "Số lượng", head],
        [1, "Rọ thép", "cái", 80, 160],
        [2, "Bao cát", "cái", 3000, 9],
    ]
    found = read(rows)
    taken = [one.cell for one in found.rows if one.status is RowStatus.ACCEPTED]
    assert (taken == ["D3", "D4"]) is BESIDE[head]
