"""Units below "Đơn vị", beside "Số lượng" under one heading, are no second quantity."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from importers.rules.layout.column_roles import writes_units
from importers.rules.names.vocabulary import Role
from importers.rules.results import Recognition, RowStatus

Read = Callable[..., Recognition]


@pytest.mark.parametrize("group", ["Khối lượng", "Số liệu", "Hiện có"])
@pytest.mark.parametrize("heads", [["Số lượng", "Đơn vị"], ["Đơn vị", "Số lượng"], ["SL", "Đv"]])
def test_units_stand_below_the_heading_of_quantities(group: str, heads: list[str], read: Read) -> None:
    first = heads[0].startswith("S")
    body: list[list[Any]] = [[1, "Đá hộc", 30, "m3"], [2, "Băng ca", 3, "cái"], [3, "Xăng", 40, "lít"]]
    rows = [row if first else [*row[:2], row[3], row[2]] for row in body]
    head = [["TT", "Danh mục", group, None, "Ghi chú"], [None, None, *heads]]
    found = read(
        [["UBND XÃ BA VÌ"], ["BẢNG KÊ VẬT TƯ"], *head, *rows], merges=["C3:D3", "A3:A4", "B3:B4", "E3:E4"]
    )
    assert [(row.quantity, row.unit) for row in found.rows] == [(30, "m3"), (3, "cái"), (40, "lít")]
    assert {row.status for row in found.rows} == {RowStatus.ACCEPTED}


@pytest.mark.parametrize(
    ("path", "words", "figures", "role"),
    [
        (("Khối lượng", "Đơn vị"), ["cái", "m3", "lít"], 0.0, Role.UNIT),
        (("Khối lượng", "Đơn vị"), ["UBND xã", "Trường học", "cái"], 0.0, None),  # offices
        (("Khối lượng", "Đơn vị"), ["cái"], 0.8, None),  # figures, and a unit slipped among them
        (("Khối lượng", "Ghi chú"), ["bộ", "cái"], 0.0, None),
        (("Đơn vị",), ["cái", "m3"], 0.0, None),  # told by what stands below, as ever
    ],
)
def test_what_writes_units(
    path: tuple[str, ...], words: list[str], figures: float, role: Role | None
) -> None:
    assert writes_units(path, words, figures) is role
