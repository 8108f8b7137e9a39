"""A figure that says itself how many at a time it counts, or in which unit."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from importers.rules.results import Recognition
from importers.rules.verdicts.judge_amounts import unit_words

# Words beside a figure and the unit of its row -> the words of its unit.
UNITS = {
    ("kg", "bao"): "kg",
    ("", "cái"): "cái",
    ("nghìn", "cái"): "nghìn cái",
    ("nghìn", ""): "",
    ("nghìn", "nghìn cái"): "nghìn cái",
    ("vạn", "cái"): "cái",
    ("nghìn bao", "cái"): "cái",
}


@pytest.mark.parametrize(("said", "words"), UNITS.items())
def test_words_of_the_unit(said: tuple[str, str], words: str) -> None:
    assert unit_words(*said) == words


@pytest.mark.parametrize(
    ("figure", "unit", "expected"),
    [
        ("12 nghìn", "cái", 12_000),
        ("1,5 nghìn", "cái", 1_500),
        ("12 vạn", "cái", None),
        ("12 nghìn", "", None),
    ],
)
def test_thousands_beside_a_figure_are_counted(
    read: Callable[..., Recognition], figure: str, unit: str, expected: Any
) -> None:
    found = read(
        [
            ["XÃ BA VÌ 2026"],
            ["TT", "Danh mục", "ĐVT", "Số lượng"],
            [1, "Bao cát", unit, figure],
            [2, "Áo phao", "cái", 20],
        ]
    )
    row = found.rows[0]
    assert (row.quantity if not row.questions else None) == expected
