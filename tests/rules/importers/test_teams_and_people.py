""" "Số lượng" of a force counts its teams where "Quân số" beside it counts its people."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest

from importers.rules.results import Recognition, RowStatus

Read = Callable[..., Recognition]
TITLE = [["UBND XÃ BA VÌ"], ["THỐNG KÊ LỰC LƯỢNG HIỆN CÓ"]]


def _told(read: Read, heads: Sequence[str], *rows: Sequence[Any]) -> list[tuple[Any, ...]]:
    found = read([*TITLE, ["TT", "Nội dung", *heads], *([at, *row] for at, row in enumerate(rows, 1))])
    assert all(check.ok is not False for check in found.checks)
    return [(row.resource_code, row.quantity, row.status is RowStatus.ACCEPTED) for row in found.rows]


@pytest.mark.parametrize("people", ["Quân số", "Quân số (người)", "Tổng quân số"])
def test_the_people_of_teams_are_counted(people: str, read: Read) -> None:
    teams = [("Đội xung kích PCTT", "đội", 1, 70), ("Dân quân cơ động", "tiểu đội", 3, 28)]
    assert _told(read, ["ĐVT", "Số lượng", people], *teams) == [("LL-007", 70, True), ("LL-001", 28, True)]
    turned = [(name, unit, whole, number) for name, unit, number, whole in teams]
    assert _told(read, ["ĐVT", people, "Số lượng"], *turned) == [("LL-007", 70, True), ("LL-001", 28, True)]


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (("Áo phao", "cái", 20, 5), ("TB-001", 20, True)),  # whoever wears them
        (("Ca nô", "chiếc", 2, 6), ("PT-005", 2, True)),  # its crew
        (("Ca nô", None, 2, 6), ("PT-005", 2, True)),
        (("Dân quân thường trực", "người", 9, 9), ("LL-003", 9, True)),
        (("Dân quân thường trực", "người", 9, 12), ("LL-003", 9, False)),
        (("Dân quân thường trực", "tiểu đội", 1, None), ("LL-003", None, False)),
        (("Dân quân thường trực", None, 1, 9), ("LL-003", 9, False)),
    ],
)
def test_each_row_says_by_its_unit_what_is_counted(
    row: tuple[Any, ...], told: tuple[Any, ...], read: Read
) -> None:
    first = ("Dân quân cơ động", "tiểu đội", 3, 28)
    found = _told(read, ["ĐVT", "Số lượng", "Quân số"], first, row)
    assert found == [("LL-001", 28, True), told]


def test_without_a_unit_it_is_asked_which_column_counts(read: Read) -> None:
    rows = [("Dân quân cơ động", 3, 28), ("Dân quân thường trực", 1, 9)]
    assert _told(read, ["Số lượng", "Quân số"], *rows) == [("LL-001", 28, False), ("LL-003", 9, False)]


def test_a_column_of_people_is_none_of_teams(read: Read) -> None:
    rows = [("Dân quân cơ động", 30, 28), ("Dân quân thường trực", 10, 9)]
    heads = ["Quân số biên chế", "Quân số hiện có"]
    assert _told(read, heads, *rows) == [("LL-001", 28, True), ("LL-003", 9, True)]
    heads = ["Quân số", "Quân số hiện có"]
    assert _told(read, heads, *rows) == [("LL-001", 28, True), ("LL-003", 9, True)]


@pytest.mark.parametrize(
    ("head", "row", "told"),
    [
        ("Quân số", ("Trạm y tế", 7), ("CT-005", None, False)),  # its staff
        ("Quân số (người)", ("Ca nô", 5), ("PT-005", None, False)),  # its crew
        ("Số người", ("Xe cứu thương", 3), ("PT-026", None, False)),
        ("Quân số", ("Xe cứu thương", "02 xe"), ("PT-026", 2, True)),
        ("Quân số", ("Trạm y tế", "-"), ("CT-005", 0, True)),
        ("Quân số, phương tiện", ("Ca nô", 2), ("PT-005", 2, True)),
        ("Số lượng", ("Trạm y tế", 2), ("CT-005", 2, True)),
    ],
)
def test_things_in_a_column_of_people_are_asked_about(
    head: str, row: tuple[Any, ...], told: tuple[Any, ...], read: Read
) -> None:
    found = _told(read, [head], ("Dân quân cơ động", 28), row)
    assert found == [("LL-001", 28, True), told]
