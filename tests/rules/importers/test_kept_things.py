"""Who has some of a thing, named below it: in lines of a list ("- Công an xã" below "Áo phao") and in headers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from importers.rules.names.kept_things import kept_by_named
from importers.rules.results import Recognition, RowStatus
from tests.rules.importers.conftest import _known

Read = Callable[..., Recognition]

# A thing, the name below it, its unit -> the type meant: "" where it is asked which of both, None where the name counts itself.
NAMED: dict[tuple[str, str, str], str | None] = {
    ("Áo phao", "Công an xã", "cái"): "TB-001",
    ("Áo phao", "Công an xã", ""): "",
    ("Áo phao", "Công an xã", "người"): None,
    ("Áo phao", "Trạm y tế", "cái"): "TB-001",
    ("Bộ đàm", "Công an", ""): "",
    ("Nhà bạt", "Công an xã", ""): "",  # of no known size, but a tent
    ("Nhà bạt", "Nhà bạt 60 m2", "bộ"): None,
    ("Lực lượng", "Công an xã", ""): None,
    ("Đội xung kích PCTT", "Công an xã", ""): None,
    ("Áo phao", "Loa tay", "cái"): None,
    ("Phương tiện", "Xe múc", ""): None,
}


@pytest.mark.parametrize(("above", "label", "unit"), NAMED)
def test_a_force_below_a_thing(above: str, label: str, unit: str) -> None:
    found = kept_by_named(_known().indexes.items, above, label, unit)
    told = None if found is None else str(found[1].code or "")
    assert told == NAMED[above, label, unit]


# Two lines below "Áo phao" (name, unit) -> the holders of what is taken of it, None where it is asked about.
LINES: dict[tuple[tuple[str, str | None], ...], list[str | None]] = {
    (("- UBND xã", "cái"), ("- Nhân dân", "cái")): ["UBND xã", "Nhân dân"],
    (("- UBND xã", None), ("- Ban CHQS xã", None)): ["UBND xã", "Ban CHQS xã"],
    (("- Công an xã", "cái"), ("- Dân quân cơ động", "cái")): ["Công an xã", "Dân quân cơ động"],
    (("- Công an xã", None), ("- Trạm y tế", None)): [None, None],
    (("- Thôn 1", "cái"), ("- Thôn 2", "cái")): ["", ""],  # where they are
    (("- Cho xã bạn mượn", "cái"), ("- Đã cấp phát cho dân", "cái")): [None, None],
    (("- Xã Ba Tơ", "cái"), ("- Xã Ba Tô", "cái")): [None, None],
}


@pytest.mark.parametrize("lines", LINES)
@pytest.mark.parametrize("stated", [None, 30], ids=["alone", "their sum"])
def test_lines_below_a_thing(
    lines: tuple[tuple[str, str | None], ...], stated: int | None, read: Read
) -> None:
    below: list[list[Any]] = [
        [None, name, unit, figure] for (name, unit), figure in zip(lines, (10, 20), strict=True)
    ]
    rows = [["DANH MỤC TRANG BỊ XÃ BÌNH MINH"], ["TT", "Danh mục", "ĐVT", "SL"], [1, "Áo phao", "cái", stated], *below, [2, "Loa tay", "cái", 5]]  # fmt: skip
    found = {row.cell: row for row in read(rows).rows}
    taken = [
        row if row and row.status is RowStatus.ACCEPTED else None for row in map(found.get, ("D4", "D5"))
    ]
    assert [row and row.holder for row in taken] == LINES[lines]
    assert {str(row.resource_code) for row in taken if row} <= {"TB-001"}


# The header above "Công an xã" and "Trạm y tế" -> whether their figures are taken, as that thing.
HEADS: dict[str, bool] = {"Áo phao (cái)": True, "Bộ đàm": False, "Nhà bạt": False}


@pytest.mark.parametrize("head", HEADS)
def test_columns_below_a_thing(head: str, read: Read) -> None:
    rows = [["TỔNG HỢP"], ["TT", "Xã", head, None], [None, None, "Công an xã", "Trạm y tế"], [1, "Xã Ba Xa", 1, 2], [2, "Xã Ba Vì", 3, 4]]  # fmt: skip
    found = read(rows, merges=("C2:D2", "A2:A3", "B2:B3")).rows
    assert {row.status is RowStatus.ACCEPTED for row in found} == {HEADS[head]}
    assert {str(row.resource_code) for row in found if row.status is RowStatus.ACCEPTED} <= {"TB-001"}
