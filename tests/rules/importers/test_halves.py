"""Tables printed in halves side by side: the sum stands below the right one and counts both."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from importers.rules.layout.halves import same_columns
from importers.rules.results import Recognition, RowStatus

Read = Callable[..., Recognition]
HEAD = ["TT", "Xã", "Áo phao (cái)", "Ca nô (chiếc)"]


def test_columns_of_the_same_header() -> None:
    own = {6: ("TT",), 7: ("Xã",)}
    assert same_columns(own, [{1: ("TT",), 2: ("Xã",)}]) == {6: (1,), 7: (2,)}
    assert same_columns(own, [{1: ("TT",), 2: ("Tên",)}]) == {}
    assert same_columns(own, [{1: ("TT",)}]) == {}


# What stands below the right half -> whether each sum is right.
SUMS: dict[tuple[int, int], list[bool]] = {
    (96, 12): [True, True],  # of both halves
    (36, 6): [True, True],  # of its own
    (96, 13): [True, False],
    (97, 13): [False, False],
}


@pytest.mark.parametrize("sums", SUMS)
def test_sums_below_the_right_half(sums: tuple[int, int], read: Read) -> None:
    rows: list[list[Any]] = [
        ["TỔNG HỢP TRANG BỊ"],
        [*HEAD, None, *HEAD],
        [1, "Xã Ba Xa", 10, 1, None, 4, "Xã Ba Vì", 11, 1],
        [2, "Xã Ba Vinh", 20, 2, None, 5, "Xã Ba Tơ", 12, 2],
        [3, "Xã Ba Tô", 30, 3, None, 6, "Xã Ba Dinh", 13, 3],
        [None, None, None, None, None, None, "Tổng cộng", *sums],
    ]
    found = read(rows)
    assert [check.ok for check in found.checks] == SUMS[sums]
    assert sum(row.status is RowStatus.ACCEPTED for row in found.rows) == 12
