"""A stated whole is asked about where its own parts contradict it, and only there."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any

import pytest

from importers.rules.results import Recognition, RowStatus
from importers.rules.rows.against_parts import contradicted, exceeded

Read = Callable[..., Recognition]
Figures = Sequence[tuple[int | None, ...]]
THINGS = ["Gạo", "Áo phao", "Băng ca", "Xe múc", "Loa cầm tay"]
TITLE = [["UBND XÃ BA VÌ"], ["THỐNG KÊ VẬT TƯ HIỆN CÓ"]]


def _rows(figures: Figures) -> Mapping[int, Mapping[int, Decimal | None]]:
    return {
        at: {col: None if told is None else Decimal(told) for col, told in enumerate(row)}
        for at, row in enumerate(figures)
    }


@pytest.mark.parametrize(
    ("figures", "agree", "against"),
    [
        ([(12, 10, 2), (7, 5, 2), (45, 29, 6)], 2, {2}),
        ([(12, 10, 2), (45, 29, 6)], 1, set()),  # one sum may be chance: "Trung bình" may be left untold
        ([(12, 10, 2), (7, 5, 2), (45, 29, 6), (8, 4, 1)], 2, set()),  # half of the rows speak otherwise
        ([(12, 10, 2), (7, 5, 2), (45, 0, 0)], 2, set()),  # no parts are told
        ([(12, 10, 2), (7, 5, 2), (45, 29, None)], 2, set()),  # nor can this one be read
        ([(12, 10, 2), (7, 5, 2), (45,)], 2, set()),
    ],
)
def test_a_whole_is_contradicted_where_most_rows_add_up(
    figures: Figures, agree: int, against: set[int]
) -> None:
    assert contradicted(_rows(figures), 0, (1, 2)) == (agree, frozenset(against))


@pytest.mark.parametrize(
    ("row", "more"), [((12, 10, 5), True), ((12, 10, 2), False), ((12, 9, 1), False), ((12, 10, None), False)]
)
def test_good_and_broken_ones_are_never_more_than_all(row: tuple[int | None, ...], more: bool) -> None:
    assert bool(exceeded(_rows([row]), 0, (1, 2))) is more


def _asked(found: Recognition) -> list[str]:
    return [row.resource_raw for row in found.rows if row.status is RowStatus.REVIEW]


@pytest.mark.parametrize(
    "head",
    [
        ["Tổng số", "Tốt", "Hỏng"],
        ["Số lượng", "Sử dụng được", "Chờ thanh lý"],
        ["Tổng số", "Đang dùng", "Dự phòng"],
        ["Quân số", "Nam", "Nữ"],
    ],
)
@pytest.mark.parametrize("last", [False, True])
@pytest.mark.parametrize(("wrong", "asked"), [(6, ["Xe múc"]), (16, [])])
def test_columns_that_divide_a_sum(
    head: list[str], last: bool, wrong: int, asked: list[str], read: Read
) -> None:
    figures: list[list[Any]] = [[12, 10, 2], [7, 5, 2], [9, 9, None], [45, 29, wrong], [8, 4, 4]]
    lines: list[list[Any]] = [[*row[1:], row[0]] if last else row for row in [head, *figures]]
    body: list[list[Any]] = [
        [at, thing, "cái" if at > 1 else "kg", *row]
        for at, (thing, row) in enumerate(zip(THINGS, lines[1:], strict=True), 1)
    ]
    found = read([*TITLE, ["TT", "Danh mục", "ĐVT", *lines[0]], *body])
    assert _asked(found) == asked
    assert len(found.rows) == len(THINGS)
    assert [row.quantity for row in found.rows][3] == 45


def test_shares_that_leave_some_untold_ask_nothing(read: Read) -> None:
    figures: list[list[Any]] = [[12, 10, 1], [7, 5, 1], [9, 9, None], [45, 29, 5], [8, 4, 1]]
    body = [[at, THINGS[at], "cái", *row] for at, row in enumerate(figures[1:], 1)]
    assert _asked(read([*TITLE, ["TT", "Danh mục", "ĐVT", "Số lượng", "Tốt", "Hỏng"], *body])) == []
    body[0][4] = 15
    assert _asked(read([*TITLE, ["TT", "Danh mục", "ĐVT", "Số lượng", "Tốt", "Hỏng"], *body])) == ["Áo phao"]


def test_a_column_behind_the_parts_may_be_none(read: Read) -> None:
    figures: list[list[Any]] = [[12, 10, 2, 3], [7, 5, 2, 1], [9, 9, 0, 8], [45, 29, 6, 4], [8, 4, 4, 3]]
    body = [[at, THINGS[at - 1], "cái" if at > 1 else "kg", *row] for at, row in enumerate(figures, 1)]
    head = ["TT", "Danh mục", "ĐVT", "Số lượng", "Tốt", "Hỏng", "Số đã tập huấn"]
    assert _asked(read([*TITLE, head, *body])) == ["Xe múc"]


def test_each_thing_of_a_commune_has_parts_of_its_own(read: Read) -> None:
    head: list[list[Any]] = [
        ["TT", "Xã, phường", "Áo phao", None, None, "Băng ca"],
        [None, None, *["Tổng", "Tốt", "Hỏng"] * 2],
    ]
    body = [
        [1, "Xã Ba Vì", 30, 28, 2, 5, 4, 1],
        [2, "Xã Ba Xa", 20, 18, 2, 6, 4, 2],
        [3, "Xã Sơn Linh", 45, 28, 2, 5, 4, 1],
        [4, "Xã Ba Tơ", 45, 40, 5, 5, 4, 1],
    ]
    found = read([["BIỂU TỔNG HỢP VẬT TƯ"], *head, *body], merges=["C2:E2", "F2:H2"])
    assert [row.cell for row in found.rows if row.status is RowStatus.REVIEW] == ["C6"]


@pytest.mark.parametrize(("broken", "asked"), [(2, []), (6, ["Phao tròn"])])
def test_rows_below_a_thing_that_say_how_good_it_is(broken: int, asked: list[str], read: Read) -> None:
    body: list[list[Any]] = []
    for at, (thing, whole, good, bad) in enumerate(
        [("Áo phao", 45, 29, 16), ("Phao tròn", 10, 8, broken)], 1
    ):
        body += [[at, thing, "cái", whole], [None, "- Tốt", "cái", good], [None, "- Hỏng", "cái", bad]]
    assert _asked(read([*TITLE, ["TT", "Danh mục", "ĐVT", "Số lượng"], *body])) == asked
