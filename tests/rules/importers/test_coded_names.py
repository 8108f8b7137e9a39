"""A commune's official code written in the cell of its name: it settles the name, or is asked about where it is another's."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from importers.rules.names.place_names import apart_from_code
from importers.rules.results import Recognition, RowStatus

APART: dict[str, tuple[str, str]] = {
    "Xã An Phú (21034)": ("Xã An Phú", "21034"),
    "Xã An Phú (mã xã: 21034)": ("Xã An Phú", "21034"),
    "Xã An Phú - 21034": ("Xã An Phú", "21034"),
    "[21034] Xã An Phú": ("Xã An Phú", "21034"),
    "21034 - Xã An Phú": ("Xã An Phú", "21034"),
    "21034. Xã An Phú": ("Xã An Phú", "21034"),
    "Xã An Phú (12 thôn)": ("Xã An Phú (12 thôn)", ""),
    "Xã An Phú 21034": ("Xã An Phú 21034", ""),
    "Bao tải 12000": ("Bao tải 12000", ""),
    "210345 - Xã An Phú": ("210345 - Xã An Phú", ""),
    "1. Xã An Phú": ("1. Xã An Phú", ""),
}


@pytest.mark.parametrize("text", APART)
def test_codes_and_names(text: str) -> None:
    assert apart_from_code(text) == APART[text]


# The cell of the commune -> its code where it is taken, None where it is asked about.
CELLS: dict[str, str | None] = {
    "Xã An Phú (21034)": "21034",
    "21034 - Xã An Phú": "21034",
    "Xã Trà Giang (21244)": "21244",  # today's, and no former commune of Trà Bồng
    "Xã Đăk Hà (23425)": None,  # today of Tu Mơ Rông, whose former commune bore the name
    "Xã Đăk Hà (23500)": "23500",
    "Xa Son Ha (21289)": "21289",  # without accents also Sơn Hạ
    "Xa Son Ha (21292)": "21292",
    "Xã An Phú (21040)": None,  # the code of Bình Sơn
    "Xã Sơn Hà (21292)": None,  # that of Sơn Hạ
    "Xã An Phú (21262)": None,  # the former commune's
    "Xã Nghĩa Hàng (21364)": None,
    "Xã Tam Hải (20500)": None,
}


@pytest.mark.parametrize("cell", CELLS)
def test_rows_of_communes(cell: str, read: Callable[..., Recognition]) -> None:
    rows = [
        ["TRANG BỊ CÁC XÃ NĂM 2026"],
        ["TT", "Đơn vị", "Áo phao (cái)", "Phao tròn (cái)"],
        [1, cell, 18, 9],
        [2, "Xã Ba Gia", 10, 5],
    ]
    found = read(rows).rows
    taken = {row.commune_code for row in found if row.cell.endswith("3") and row.status is RowStatus.ACCEPTED}
    assert taken == ({CELLS[cell]} if CELLS[cell] else set())
    assert len(found) == 4


@pytest.mark.parametrize(
    "heads", [("Xã Ba Gia (21205)", "Xã Ba Vì (21529)"), ("21205 - Ba Gia", "21529 - Ba Vì")]
)
def test_communes_across(heads: tuple[str, str], read: Callable[..., Recognition]) -> None:
    rows = [
        ["VẬT TƯ CÁC XÃ NĂM 2026"],
        ["TT", "Vật tư", "ĐVT", *heads],
        [1, "Áo phao", "cái", 12, 8],
        [2, "Rọ thép", "cái", 20, 30],
    ]
    found = read(rows).rows
    assert [row.commune_code for row in found if row.status is RowStatus.ACCEPTED] == ["21205", "21529"] * 2
