"""Reports told one after the other and the figure settled on; lines of a form that nobody filled in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from importers.rules.results import Recognition, RowStatus

Read = Callable[..., Recognition]
TOP: list[list[Any]] = [["UBND XÃ BA VÌ"], ["THỐNG KÊ TRANG THIẾT BỊ NĂM 2026"]]


def _told(found: Recognition) -> list[tuple[Any, ...]]:
    return [(row.cell, row.quantity, row.status is RowStatus.ACCEPTED) for row in found.rows]


@pytest.mark.parametrize(
    "settled", ["Số đã chốt", "SL chốt", "Số liệu chốt", "Số chốt đến 30/9", "Số lượng đã chốt"]
)
def test_the_settled_figure_counts_beside_earlier_reports(settled: str, read: Read) -> None:
    head = ["TT", "Tên", "ĐVT", "Báo cáo lần 1", "Báo cáo lần 2", settled]
    found = read([*TOP, head, [1, "Áo phao", "cái", 30, 32, 31], [2, "Máy cưa", "cái", 4, 5, 5]])
    assert _told(found) == [("F4", 31, True), ("F5", 5, True)]
    assert {cell.cell for cell in found.unread} == {"D4", "E4", "D5", "E5"}


def test_without_a_settled_figure_it_is_asked_which_report_counts(read: Read) -> None:
    head = ["TT", "Tên", "ĐVT", "Báo cáo lần 1", "Báo cáo lần 2"]
    found = read([*TOP, head, [1, "Áo phao", "cái", 30, 32], [2, "Máy cưa", "cái", 4, 5]])
    assert not any(taken for _, _, taken in _told(found))


@pytest.mark.parametrize("head", ["Số chốt", "Chốt trực", "Chốt kiểm soát (người)", "Số chốt gác"])
def test_check_points_are_none_of_the_things_beside_them(head: str, read: Read) -> None:
    rows = [["TT", "Xã", "Áo phao (cái)", head], [1, "Xã Ba Vì", 30, 2], [2, "Xã Ba Tô", 40, 3]]
    found = read([["TỔNG HỢP TRANG THIẾT BỊ CÁC XÃ NĂM 2026"], *rows])
    assert _told(found)[:1] == [("C3", 30, True)]
    assert not any(taken for cell, _, taken in _told(found) if cell.startswith("D"))


@pytest.mark.parametrize(
    "dots", [["....", "...", "..."], ["…………", None, None], ["…", None, "…"], ["______", None, None]]
)
def test_a_line_of_dots_is_no_row(dots: list[Any], read: Read) -> None:
    rows = [["TT", "Tên", "ĐVT", "Số lượng"], [1, "Áo phao", "cái", 30], [2, *dots], [3, "Máy cưa", "cái", 4]]
    found = read([*TOP, *rows])
    assert _told(found) == [("D4", 30, True), ("D6", 4, True)]
    assert not found.questions


@pytest.mark.parametrize("row", [["Rọ thép", "cái", "…"], ["....", "cái", 12]])
def test_dots_beside_a_name_or_a_figure_are_asked_about(row: list[Any], read: Read) -> None:
    found = read([*TOP, ["TT", "Tên", "ĐVT", "Số lượng"], [1, "Áo phao", "cái", 30], [2, *row]])
    assert [(row.cell, row.status) for row in found.rows] == [
        ("D4", RowStatus.ACCEPTED),
        ("D5", RowStatus.REVIEW),
    ]
