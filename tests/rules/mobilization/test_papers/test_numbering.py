"""The clerk's numbers in one table."""

from __future__ import annotations

import pytest

from mobilization.rules.papers.numbering import given_twice


@pytest.mark.parametrize(
    ("numbers", "twice"),
    [
        ({}, set()),
        ({1: "12/QĐ-UBND", 2: "13/QĐ-UBND"}, set()),
        ({1: "12/QĐ-UBND", 2: "12/LĐĐ-UBND"}, set()),
        ({1: "12/QĐ-UBND", 2: "13/QĐ-UBND", 3: " 12 / qđ-ubnd"}, {1, 3}),
    ],
)
def test_which_papers_bear_one_number(numbers: dict[int, str], twice: set[int]) -> None:
    assert given_twice(numbers) == twice
