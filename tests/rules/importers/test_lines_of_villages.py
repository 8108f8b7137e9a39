"""Rows of one commune that head others by their numbers: the sums of these, or asked about with them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from importers.rules.results import Recognition, RowStatus

Read = Callable[..., Recognition]
HEAD = ["TT", "Thôn, hộ", "Áo phao (cái)", "Ca nô (chiếc)"]

# The rows -> (the rows that are taken, those that are sums of others, those asked about), by their numbers.
CASES: dict[str, tuple[list[list[Any]], set[int], set[int], set[int]]] = {
    "Roman above others": ([["I", "Thôn 1", 15, 2], [1, "Ông Hải", 10, 1], [2, "Ông Hà", 5, 1], ["II", "Thôn 2", 7, 1], [1, "Bà Lan", 7, 1]], {4, 5, 7}, {3, 6}, set()),
    "letters above Roman": ([["A", "Vùng biển", 15, 2], ["I", "Thôn 1", 15, 2], [1, "Ông Hải", 10, 1], [2, "Ông Hà", 5, 1]], {5, 6}, {3, 4}, set()),
    "parts of a number": ([[1, "Thôn 1", 15, 2], ["1.1", "Ông Hải", 10, 1], ["1.2", "Ông Hà", 5, 1], [2, "Thôn 2", 7, 1]], {4, 5, 6}, {3}, set()),
    "lines that add up": ([[1, "Thôn 1", 15, 2], ["-", "Ông Hải", 10, 1], ["-", "Ông Hà", 5, 1], [2, "Thôn 2", 7, 1]], {4, 5, 6}, {3}, set()),
    "lines that do not": ([[1, "Thôn 1", 15, 2], [None, "Ông Hải", 9, 1], [2, "Thôn 2", 7, 1]], {3, 4, 5}, set(), set()),
    "Roman that add up to nothing": ([["I", "UBND xã", 15, 2], [1, "Thôn 1", 10, 1], [2, "Thôn 2", 6, 1]], set(), set(), {3, 4, 5}),
    "all alike": ([[1, "Thôn 1", 15, 2], [2, "Thôn 2", 15, 2]], {3, 4}, set(), set()),
    "all Roman": ([["I", "Thôn 1", 15, 2], ["II", "Thôn 2", 15, 2]], {3, 4}, set(), set()),
    "a head without figures": ([["I", "Vùng biển", None, None], [1, "Thôn 1", 15, 2], [2, "Thôn 2", 7, 1]], {4, 5}, set(), set()),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_villages_and_those_who_live_there(case: str, read: Read) -> None:
    rows, taken, sums, asked = CASES[case]
    found = read([["TRANG THIẾT BỊ XÃ BA GIA"], HEAD, *rows])
    assert {int(row.cell[1:]) for row in found.rows if row.status is RowStatus.ACCEPTED} == taken
    assert {int(check.cell[1:]) for check in found.checks if check.ok} == sums
    assert {int(row.cell[1:]) for row in found.rows if row.status is RowStatus.REVIEW} == asked
