"""Forces without a number behind "Trong đó" of another: asked about, for they may be some of the same people."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from importers.rules.results import Recognition, RowStatus

TEAM = [1, "Đội xung kích PCTT", "người", 70]
PART = [None, "Trong đó: Dân quân cơ động", "người", 28]
# The rows -> those whose figures are taken, and those asked about.
CASES: dict[str, tuple[list[list[Any]], list[str], list[str]]] = {
    "another without a number": ([TEAM, PART, [None, "Y tế", "người", 4], [2, "Hội phụ nữ", "người", 9]], ["D3", "D6"], ["D5"]),
    "two without a number": ([TEAM, PART, [None, "Y tế", "người", 4], [None, "Thợ lặn", "người", 2]], ["D3"], ["D5", "D6"]),
    "the next number": ([TEAM, PART, [2, "Y tế", "người", 4], [3, "Hội phụ nữ", "người", 9]], ["D3", "D5", "D6"], []),
    "no part before": ([TEAM, [None, "Y tế", "người", 4], [2, "Hội phụ nữ", "người", 9]], ["D3", "D4", "D5"], []),
    "a thing": ([TEAM, PART, [None, "Áo phao", "cái", 4], [2, "Hội phụ nữ", "người", 9]], ["D3", "D5", "D6"], []),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_lines_behind_a_part(case: str, read: Callable[..., Recognition]) -> None:
    rows, taken, asked = CASES[case]
    found = read([["LỰC LƯỢNG TẠI CHỖ XÃ BA GIA"], ["TT", "Lực lượng", "ĐVT", "Số lượng"], *rows])
    assert [row.cell for row in found.rows if row.status is RowStatus.ACCEPTED] == taken
    assert [row.cell for row in found.rows if row.status is RowStatus.REVIEW] == asked
