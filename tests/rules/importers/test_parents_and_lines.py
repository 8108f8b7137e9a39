"""A row above lines that are no parts of it, or not all of it, is asked about beside them: it was a sum, and gone."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from importers.rules.names.items import UNKNOWN, Certainty, ItemMatch
from importers.rules.results import IMPORT, SKIP, Recognition, RowStatus
from importers.rules.rows.parents_and_lines import counts_besides
from inventory.rules.catalogue import TypeCode

OWN, OTHER = TypeCode("TB-013"), TypeCode("TB-026")
IT, ELSE = (ItemMatch(certainty=Certainty.EXACT, code=code) for code in (OWN, OTHER))
CASES: dict[str, tuple[int, list[tuple[ItemMatch, int]], bool]] = {
    "the sum of its own": (10, [(IT, 4), (IT, 6)], False),
    "the sum, of which some is not known": (10, [(IT, 4), (UNKNOWN, 6)], False),
    "the sum of what nobody knows": (10, [(UNKNOWN, 4), (UNKNOWN, 6)], False),
    "more than its own": (10, [(IT, 4), (IT, 5)], True),
    "less than what nobody knows": (4, [(UNKNOWN, 2), (UNKNOWN, 8)], True),
    "as many other things": (10, [(ELSE, 4), (ELSE, 6)], True),
    "as many, of which some are other things": (10, [(UNKNOWN, 4), (ELSE, 6)], True),
    "as many, of which some are its own": (10, [(IT, 4), (ELSE, 6)], False),
}


@pytest.mark.parametrize("case", CASES)
def test_what_counts_besides_its_lines(case: str) -> None:
    stated, lines, besides = CASES[case]
    assert (
        counts_besides(OWN, Decimal(stated), [(match, Decimal(amount)) for match, amount in lines]) is besides
    )


HEAD = [["LỰC LƯỢNG, TRANG BỊ HIỆN CÓ NĂM 2026 - XÃ SƠN KỲ"], ["TT", "Nội dung", "ĐVT", "Số lượng"]]
END = [[6, "Đèn pin", "cái", 55], [7, "Rọ thép", "cái", 9]]
PUMPS = [[5, "Máy bơm nước", "cái", 4], ["5.1", "Máy nổ kéo bơm", "cái", 2], ["5.2", "Vòi bơm", "cái", 8]]
TEAM = [[1, "Đội xung kích PCTT", "người", 70], [None, "- Dân quân", "người", 28], [None, "- Đoàn thanh niên", "người", 30], [None, "- Hội phụ nữ", "người", 12]]  # fmt: skip
JACKETS = [[5, "Áo phao", "cái", 40], ["5.1", "Áo phao người lớn", "cái", 20], ["5.2", "Áo phao trẻ em", "cái", 8]]  # fmt: skip


def statuses(found: Recognition) -> dict[str, RowStatus]:
    """Return the status of each row by its cell."""
    return {row.cell: row.status for row in found.rows}


@pytest.mark.parametrize(
    ("rows", "asked"),
    [
        (PUMPS, "Máy bơm nước: 4 | Máy nổ kéo bơm: 2; Vòi bơm: 8"),
        (TEAM, "Đội xung kích PCTT: 70 | Dân quân: 28; Đoàn thanh niên: 30; Hội phụ nữ: 12"),
    ],
)
def test_a_row_above_other_things_is_asked_about_with_them(
    rows: list[list[Any]], asked: str, read: Callable[..., Recognition]
) -> None:
    found = read([*HEAD, *rows, *END])
    below = [f"D{number}" for number in range(3, 3 + len(rows))]
    assert {statuses(found)[cell] for cell in below} == {RowStatus.REVIEW}
    assert [row.cell for row in found.rows] == [*below, f"D{3 + len(rows)}", f"D{4 + len(rows)}"]
    (question,) = [question for question in found.questions if question.kind == "column"]
    assert question.raw == asked
    assert [candidate.value for candidate in question.candidates] == [*asked.split(" | "), IMPORT, SKIP]
    assert [(check.cell, check.stated) for check in found.checks] == [("D3", rows[0][3])]


@pytest.mark.parametrize(
    ("answer", "taken"),
    [
        (None, {20, 8}),
        ("Áo phao: 40", {40}),
        ("Áo phao người lớn: 20; Áo phao trẻ em: 8", {20, 8}),
        (IMPORT, {40, 20, 8}),
        (SKIP, set()),
    ],
)
def test_lines_of_the_same_thing_count_until_another_is_chosen(
    answer: str | None, taken: set[int], read: Callable[..., Recognition]
) -> None:
    found = read([*HEAD, *JACKETS, *END])
    (question,) = found.questions
    assert (question.cells, statuses(found)["D3"]) == (1, RowStatus.REVIEW)
    assert [(check.stated, check.computed, check.ok) for check in found.checks] == [(40, 28, False)]
    if answer is not None:
        found = read([*HEAD, *JACKETS, *END], answers={question.key: answer})
        assert not found.questions
    assert {row.quantity for row in found.rows if row.status is RowStatus.ACCEPTED} == {*taken, 55, 9}


def test_a_sum_of_its_own_lines_asks_nothing(read: Callable[..., Recognition]) -> None:
    found = read([*HEAD, [5, "Áo phao", "cái", 28], *JACKETS[1:], *END])
    assert not found.questions
    assert [row.quantity for row in found.rows] == [20, 8, 55, 9]


def test_of_several_columns_each_is_chosen_by_itself(read: Callable[..., Recognition]) -> None:
    rows = [["TRANG BỊ HIỆN CÓ CÁC XÃ NĂM 2026"], ["TT", "Nội dung", "ĐVT", "Xã Ba Vì", "Xã Ba Tô"], [5, "Áo phao", "cái", 28, 40], ["5.1", "Áo phao cứu sinh", "cái", 20, 20], ["5.2", "Áo phao", "cái", 8, 8], [6, "Rọ thép", "cái", 3, 4]]  # fmt: skip
    (question,) = read(rows).questions
    found = statuses(read(rows, answers={question.key: "Áo phao: 40"}))
    assert [cell for cell, status in found.items() if status is RowStatus.ACCEPTED] == ["E3", "D4", "D5", "D6", "E6"]  # fmt: skip
    assert {found["E4"], found["E5"]} == {RowStatus.REJECTED}
