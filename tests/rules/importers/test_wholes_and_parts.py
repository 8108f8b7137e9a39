"""A commune's or old district's row beside rows that state its parts: a sum that is checked, or a question, never both as stock."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

import pytest

from core.communes.rules import Gazetteer
from importers.rules.names.places import PlaceIndex, index_places
from importers.rules.results import SKIP, Recognition, RowStatus
from importers.rules.rows.wholes_and_parts import Line, Whole, wholes_of
from importers.rules.texts.words import numbering_of

Row = tuple[str, str, int, int]  # number, name, figures
SUM, ASK = True, False

CASES: dict[str, tuple[Sequence[Row], list[tuple[int, tuple[int, ...], bool]]]] = {
    "today's communes, each above its former ones": (
        [("1", "Xã Bình Sơn", 212, 397), ("", "Thị trấn Châu Ổ", 140, 175), ("", "Xã Bình Thạnh", 72, 222),
         ("2", "Xã Vạn Tường", 96, 279), ("", "Xã Bình Trị", 66, 54), ("", "Xã Bình Hải (cũ)", 30, 225),
         ("3", "Xã Bình Minh", 7, 8)],
        [(1, (2, 3), SUM), (4, (5, 6), SUM)],
    ),
    "former ones with a dash and without their kind, one of them of the same name": (
        [("1", "Xã Ba Tơ", 373, 309), ("", "- Ba Tơ", 111, 146), ("", "- Ba Cung", 262, 163)],
        [(1, (2, 3), SUM)],
    ),
    "below its former ones": (
        [("", "Xã Bình Trị", 66, 54), ("", "Xã Bình Hải", 30, 225), ("", "Xã Vạn Tường", 96, 279)],
        [(3, (1, 2), SUM)],
    ),
    "no sum of its former ones": (
        [("1", "Xã Vạn Tường", 50, 279), ("", "Xã Bình Trị", 66, 54), ("", "Xã Bình Hải", 30, 225)],
        [(1, (2, 3), ASK)],
    ),
    "one figure of two is no sum": (
        [("1", "Xã Vạn Tường", 96, 280), ("", "Xã Bình Trị", 66, 54), ("", "Xã Bình Hải", 30, 225)],
        [(1, (2, 3), ASK)],
    ),
    "nothing of its own": ([("1", "Xã Vạn Tường", 0, 0), ("", "Xã Bình Trị", 66, 54)], []),
    "communes of before, one of them of a name of today": (
        [("1", "Xã Sơn Hạ", 5, 6), ("2", "Xã Sơn Thành", 3, 1), ("3", "Xã Sơn Nham", 4, 2)], [],
    ),
    "the same, its figures their sums": (
        [("1", "Xã Sơn Hạ", 7, 3), ("2", "Xã Sơn Thành", 3, 1), ("3", "Xã Sơn Nham", 4, 2)],
        [(1, (2, 3), SUM)],
    ),
    "the same, numbered apart": (
        [("1", "Xã Sơn Hạ", 9, 6), ("1.1", "Xã Sơn Thành", 3, 1), ("1.2", "Xã Sơn Nham", 4, 2)],
        [(1, (2, 3), ASK)],
    ),
    "bare names of old districts above their communes": (
        [("", "Ba Tơ", 350, 266), ("1", "Xã Ba Tơ", 192, 131), ("2", "Xã Ba Vinh", 158, 135),
         ("", "Minh Long", 280, 298), ("1", "Xã Minh Long", 194, 63), ("2", "Xã Sơn Mai", 86, 235)],
        [(1, (2, 3), SUM), (4, (5, 6), SUM)],
    ),
    "such a name with a number": (
        [("1", "Ba Tơ", 350, 266), ("", "Xã Ba Tơ", 192, 131), ("", "Xã Ba Vinh", 158, 135)],
        [(1, (2, 3), SUM)],
    ),
    "such a name above its communes and one of a neighbour": (
        [("1", "Minh Long", 60, 33), ("", "Xã Minh Long", 20, 11), ("", "Xã Sơn Mai", 20, 11), ("", "Xã Phước Giang", 20, 11)],
        [(1, (2, 3, 4), SUM)],
    ),
    "such a name that is no sum": (
        [("", "Ba Tơ", 300, 266), ("1", "Xã Ba Tơ", 192, 131), ("2", "Xã Ba Vinh", 158, 135)],
        [(1, (2, 3), ASK)],
    ),
    "bare names of communes": (
        [("1", "Ba Tơ", 20, 30), ("2", "Ba Vinh", 10, 5), ("3", "Ba Động", 4, 6), ("4", "Sơn Hà", 9, 9), ("5", "Sơn Hạ", 1, 2)],
        [],
    ),
    "bare names of communes without numbers": ([("", "Ba Tơ", 20, 30), ("", "Ba Vinh", 10, 5), ("", "Ba Động", 4, 6)], []),
    "other communes": ([("1", "Xã Bình Sơn", 3, 4), ("2", "Xã Bình Minh", 1, 2), ("3", "Xã Bình Chương", 2, 2)], []),
}  # fmt: skip


@pytest.fixture(scope="module")
def places(gazetteer: Gazetteer) -> PlaceIndex:
    """Return the names of all communes."""
    return index_places(gazetteer)


@pytest.mark.parametrize("case", CASES)
def test_a_row_that_states_what_others_state_in_parts(case: str, places: PlaceIndex) -> None:
    rows, expected = CASES[case]
    lines = [
        Line(at, name, order or numbering_of(name), {3: Decimal(one), 4: Decimal(two)})
        for at, (order, name, one, two) in enumerate(rows, start=1)
    ]
    assert wholes_of(lines, places) == [Whole(*whole) for whole in expected]


@pytest.mark.parametrize(
    ("figures", "sums"), [([[2], [1], [1]], SUM), ([[2], [1], [3]], ASK)], ids=["a sum", "no sum"]
)
def test_of_one_figure(figures: list[list[int]], sums: bool, places: PlaceIndex) -> None:
    names = ["Xã Vạn Tường", "Xã Bình Trị", "Xã Bình Hải"]
    lines = [Line(at, name, "", {3: Decimal(figures[at][0])}) for at, name in enumerate(names)]
    assert wholes_of(lines, places) == [Whole(0, (1, 2), sums)]


HEADER = ["TT", "Đơn vị", "Áo phao (cái)", "Bao cát (cái)"]
TITLE: list[list[Any]] = [["TỔNG HỢP TRANG BỊ HIỆN CÓ CÁC XÃ NĂM 2026"], [], HEADER]


def test_the_sum_is_checked_and_its_parts_are_taken(read: Callable[..., Recognition]) -> None:
    rows = [[1, "Xã Vạn Tường", 96, 279], [None, "Xã Bình Trị", 66, 54], [None, "Xã Bình Hải", 30, 225],
            [2, "Xã Bình Chương", 4, 1], [None, "Tổng cộng", 100, 280]]  # fmt: skip
    found = read([*TITLE, *rows])
    taken = {
        row.cell: (row.commune_code, row.quantity) for row in found.rows if row.status == RowStatus.ACCEPTED
    }
    assert taken == {
        "C5": ("21061", 66), "D5": ("21061", 54), "C6": ("21061", 30), "D6": ("21061", 225), "C7": ("21100", 4), "D7": ("21100", 1),
    }  # fmt: skip
    assert {check.cell: (check.ok, check.computed) for check in found.checks} == {
        "C4": (True, 96), "D4": (True, 279), "C8": (True, 100), "D8": (True, 280),
    }  # fmt: skip
    assert not found.questions


def test_a_former_commune_of_another_district_is_not_the_whole_of_todays(
    read: Callable[..., Recognition],
) -> None:
    """ "Đăk Hà" of Tu Mơ Rông is now Xã Tu Mơ Rông, and "Đăk Long" stands in its own column of districts."""
    header = ["TT", "Huyện cũ", "Xã cũ", "Áo phao (cái)"]
    rows = [
        [1, "Tu Mơ Rông", "Đăk Hà", 111],
        [2, "Đăk Hà", "Thị trấn Đăk Hà", 127],
        [3, "Đăk Hà", "Đăk Long", 152],
    ]
    found = read([["TRANG BỊ HIỆN CÓ"], [], header, *rows])
    assert [(row.status, row.commune_code) for row in found.rows] == [
        (RowStatus.ACCEPTED, code) for code in ("23425", "23500", "23504")
    ]


def test_what_is_no_sum_is_asked_about_with_its_parts(read: Callable[..., Recognition]) -> None:
    rows = [[1, "Xã Vạn Tường", 90, 279], [None, "Xã Bình Trị", 66, 54], [None, "Xã Bình Hải", 30, 225]]
    found = read([*TITLE, *rows])
    assert {row.status for row in found.rows} == {RowStatus.REVIEW}
    assert [question.raw for question in found.questions] == [
        "Xã Bình Trị, Xã Bình Hải / Xã Vạn Tường",
        "Xã Vạn Tường / Xã Bình Trị, Xã Bình Hải",
    ]
    again = read([*TITLE, *rows], answers={found.questions[1].key: SKIP, found.questions[0].key: "import"})
    assert [row.cell for row in again.rows if row.status == RowStatus.ACCEPTED] == ["C5", "D5", "C6", "D6"]


def test_the_next_old_district_is_no_hamlet_of_the_commune_above_it(read: Callable[..., Recognition]) -> None:
    rows = [[None, "Ba Tơ", 350, 266], [1, "Xã Ba Tơ", 192, 131], [2, "Xã Ba Vinh", 158, 135],
            [None, "Minh Long", 280, 298], [1, "Xã Minh Long", 194, 63], [2, "Xã Sơn Mai", 86, 235]]  # fmt: skip
    found = read([*TITLE, *rows])
    assert {row.status for row in found.rows} == {RowStatus.ACCEPTED}
    assert {check.cell: check.ok for check in found.checks} == dict.fromkeys(("C4", "D4", "C7", "D7"), True)


def test_bare_names_below_a_numbered_commune_are_its_hamlets_or_communes(
    read: Callable[..., Recognition],
) -> None:
    hamlets = [
        [1, "Xã Bình Chương", 342, 202],
        [None, "An Phú", 173, 23],
        [None, "Bình Minh", 169, 179],
        [2, "Xã Ba Vì", 4, 5],
    ]
    found = read([*TITLE, *hamlets])
    assert {row.cell for row in found.rows if row.status == RowStatus.ACCEPTED} == {"C7", "D7"}
    assert {question.raw for question in found.questions} == {
        "An Phú, Xã Bình Chương", "Bình Minh, Xã Bình Chương", "Xã Bình Chương / …",
    }  # fmt: skip
    answers = {question.key: "21100" if question.kind == "place" else SKIP for question in found.questions}
    taken = [
        row for row in read([*TITLE, *hamlets], answers=answers).rows if row.status == RowStatus.ACCEPTED
    ]
    assert [(row.cell, row.commune_code) for row in taken[:4]] == [
        (cell, "21100") for cell in ("C5", "D5", "C6", "D6")
    ]
    communes = read(
        [*TITLE, [1, "Xã Bình Chương", 342, 202], [2, "An Phú", 173, 23], [3, "Bình Minh", 169, 179]]
    )
    assert {row.status for row in communes.rows} == {RowStatus.ACCEPTED}


def test_the_short_word_for_a_commune_is_no_tenth_group(read: Callable[..., Recognition]) -> None:
    head = ["Tên xã", "Áo phao", "Phao tròn"]
    rows = [["Xã Sơn Kỳ", 4, 13], ["X. Sơn Tây", None, 98], ["Xã Sơn Tây Hạ", 3, 5], ["Xã Minh Long", 1, 7]]
    found = read([["TRANG BỊ CÁC XÃ NĂM 2026"], head, *rows])
    assert {line.status for line in found.rows} == {RowStatus.ACCEPTED}


def test_a_commune_beside_its_district_is_no_district(read: Callable[..., Recognition]) -> None:
    head = ["Huyện (cũ)", "Xã (cũ)", "Áo phao", "Phao tròn"]
    rows = [
        ["TX Đức Phổ", "Nguyễn Nghiêm", 4, 13],
        ["Tu Mơ Rông", "Đăk Hà", 9, 98],
        ["Lý Sơn", "An Vĩnh", 3, 5],
    ]
    found = read([head, *rows, ["Minh Long", "Long Sơn", 3, 5], ["Ngọc Hồi", "Sa Loong", 1, 2]])
    assert not found.checks
    assert len(found.rows) == 10
