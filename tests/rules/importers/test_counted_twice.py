"""Rows of one table for one type in one commune: the sum of the others and the same row again are asked about."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

import pytest

from importers.rules.results import ONCE, SKIP, SUM, QuestionKind, Recognition, RowStatus
from importers.rules.rows.counted_twice import sum_among

FIGURES: dict[str, tuple[Sequence[tuple[int, str]], int | None]] = {
    "the first is the sum": ([(210, ""), (150, "người lớn"), (60, "trẻ em")], 0),
    "the last is": ([(150, "Xã Bình Trị"), (60, "Xã Bình Hải"), (210, "")], 2),
    "nothing tells them apart": ([(1, ""), (3, ""), (2, "")], 1),
    "what has words of its own is a part": ([(210, "các loại"), (150, "người lớn"), (60, "trẻ em")], None),
    "no sum": ([(200, ""), (150, "người lớn"), (60, "trẻ em")], None),
    "two are no sum": ([(60, ""), (60, "trẻ em")], None),
    "noughts add nothing": ([(60, ""), (60, "trẻ em"), (0, "người lớn")], None),
}


@pytest.mark.parametrize("case", FIGURES)
def test_which_is_the_sum_of_the_others(case: str) -> None:
    rows, expected = FIGURES[case]
    assert sum_among([Decimal(figure) for figure, _ in rows], [own for _, own in rows]) == expected


LIST = ["TT", "Tên trang bị", "ĐVT", "Số lượng", "Nơi để", "Ghi chú"]
PLACES = ["TT", "Xã", "Áo phao (cái)", "Đèn pin (cái)"]

FORMS: dict[str, tuple[list[list[Any]], list[str]]] = {
    "a commune's row again under another number": (
        [PLACES, [1, "Xã Vạn Tường", 95, 41], [2, "Xã Bình Minh", 77, 20], [3, "Xã Vạn Tường", 95, 41], [4, "Xã Bình Chương", 64, 18]],
        ["C3", "C5", "D3", "D5"],
    ),
    "a commune's row again with other figures": (
        [PLACES, [1, "Xã Vạn Tường", 95, 41], [2, "Xã Bình Minh", 77, 20], [3, "Xã Vạn Tường", 31, 9]], [],
    ),
    "former communes of one, with the same figures": (
        [PLACES, [1, "Xã Bình Trị", 95, 41], [2, "Xã Bình Hải", 95, 41]], [],
    ),
    "things with the sum of their kinds": (
        [LIST, [1, "Áo phao", "cái", 210], [2, "Áo phao trẻ em", "cái", 60], [3, "Áo phao người lớn", "cái", 150]], ["D3"],
    ),
    "things at several places": (
        [LIST, [1, "Áo phao", "cái", 30, "Kho A"], [2, "Áo phao", "cái", 20, "Kho B"], [3, "Áo phao", "cái", 10, "Kho C"]], [],
    ),
    "as many at several places": ([LIST, [1, "Áo phao", "cái", 30, "Kho A"], [2, "Áo phao", "cái", 30, "Kho B"]], []),
    "as many with other remarks": (
        [LIST, [1, "Áo phao", "cái", 30, None, "mua 2024"], [2, "Áo phao", "cái", 30, None, "mua 2025"]], [],
    ),
    "makes, of which one counts as many as the others": (
        [LIST, [1, "Xuồng ST450", "chiếc", 2], [2, "Xuồng ST660", "chiếc", 1], [3, "Xuồng ST750", "chiếc", 1]], [],
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", FORMS)
def test_what_a_table_counts_twice_is_asked_about(case: str, read: Callable[..., Recognition]) -> None:
    rows, asked = FORMS[case]
    found = read(
        [
            ["XÃ VẠN TƯỜNG: TRANG BỊ HIỆN CÓ NĂM 2026"]
            if rows[0] is LIST
            else ["TRANG BỊ HIỆN CÓ CÁC XÃ NĂM 2026"],
            *rows,
        ]
    )
    questions = {
        key
        for question in found.questions
        for key in [question.key]
        if question.kind is not QuestionKind.ITEM
    }
    assert sorted(row.cell for row in found.rows if questions.intersection(row.questions)) == asked


def test_the_same_row_is_added_or_left_out_as_in_the_register(read: Callable[..., Recognition]) -> None:
    rows = [["TRANG BỊ HIỆN CÓ CÁC XÃ NĂM 2026"], *FORMS["a commune's row again under another number"][0]]
    asked = read(rows).questions
    assert [(question.key, question.kind) for question in asked] == [
        ("same_row:TB-001", QuestionKind.SAME_ROW),
        ("same_row:TB-026", QuestionKind.SAME_ROW),
    ]
    assert [candidate.value for candidate in asked[0].candidates] == [ONCE, SUM, SKIP]
    assert {row.status for row in read(rows, answers={"same_row:TB-001": ONCE, "same_row:TB-026": ONCE}).rows} == {RowStatus.ACCEPTED}  # fmt: skip
    found = read(rows, answers={"same_row:TB-001": SUM, "same_row:TB-026": SKIP})
    statuses = {row.cell: row.status for row in found.rows if row.cell in {"C3", "C5", "D3", "D5"}}
    taken, left = RowStatus.ACCEPTED, RowStatus.REJECTED
    assert statuses == {"C3": taken, "C5": taken, "D3": left, "D5": left}
    assert not found.questions


SINGLE = ["TT", "Chủ xe", "Điện thoại", "Loại xe, máy", "Biển số"]
LORRIES = [
    [1, "Đinh Quang Hòa", "0955900811", "Xe ben", "76C-083.74"],
    [2, "Lê Quang Bé", "0952705028", "Xe múc", "76C-292.92"],
    [3, "Trần Tấn Lâm", "0956682221", "Xe múc", "76C-481.98"],
]


@pytest.mark.parametrize(
    ("figures", "asked"),
    [
        ((1, 2), ["D4", "D5"]),
        ((2, 2), []),  # the lorries of others are among them, or these are none of them
        ((None, 2), ["D5"]),
        ((1, None), []),  # one may well be another
    ],
)
def test_what_is_counted_above_a_list_of_each_one_is_asked_about(
    figures: tuple[int | None, int | None], asked: Sequence[str], read: Callable[..., Recognition]
) -> None:
    counted = [[1, "Xe ben", "xe", figures[0]], [2, "Xe múc", "xe", figures[1]]]
    rows = [["UBND XÃ BA VÌ"], ["I. TỔNG HỢP"], ["TT", "Loại xe, máy", "ĐVT", "Số lượng"], *counted]
    found = read([*rows, [], ["II. DANH SÁCH CHI TIẾT"], SINGLE, *LORRIES])
    assert [line.cell for line in found.rows if line.status is RowStatus.REVIEW] == asked
    said = {2: ["Xe ben: 1 = 1; Xe múc: 2 = 1 + 1"], 1: ["Xe múc: 2 = 1 + 1"]}
    assert [question.raw for question in found.questions] == said.get(len(asked), [])
    assert [line.status for line in found.rows if line.mark] == [RowStatus.ACCEPTED] * 3
