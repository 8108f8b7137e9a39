"""Heads that are opposed or numbered: all their columns are asked about at once, or counted together where a sum says so."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from importers.rules.names.series import are_of_series, series_of
from importers.rules.results import IMPORT, SKIP, QuestionKind, Recognition, RowStatus
from importers.rules.stock.lines import LineReason
from tests.rules.importers.compared import ROW, against

PAIRS: list[tuple[str, str, bool]] = [
    ("Ngày", "Đêm", True),
    ("Ban ngày", "Ban đêm", True),
    ("Ca sáng", "Ca chiều", True),
    ("NGAY", "DEM", True),
    ("Mới", "Cũ", True),
    ("Hàng mới", "Hàng cũ", True),
    ("Mới cấp", "Cũ còn lại", True),
    ("Người lớn", "Trẻ em", True),
    ("Trong nhà", "Ngoài trời", True),
    ("Mùa khô", "Mùa mưa", True),
    ("Nhập khẩu", "Nội địa", True),
    ("Đã kiểm định", "Chưa kiểm định", True),
    ("Ca 1", "Ca 2", True),
    ("Ca I", "Ca II", True),
    ("Lần thứ nhất", "Lần thứ hai", True),
    ("Loại A", "Loại B", True),
    ("Kho A", "Kho B", False),  # each has his own: who keeps the goods divides them
    ("Kho mới", "Kho cũ", False),
    ("Thôn 1", "Thôn 2", False),
    ("Trong xã", "Ngoài xã", False),
    ("Tháng 1", "Tháng 2", False),
    ("Năm 2025", "Năm 2026", False),
    ("Trước bão", "Sau bão", False),
    ("Tốt", "Hỏng", False),
    ("Nhập", "Xuất", False),
    ("Áo phao", "Phao tròn", False),
    ("Mới", "Mới", False),
    ("Ca 1", "Đợt 2", False),
    ("Mới", "Nhỏ", False),
]


@pytest.mark.parametrize(("one", "other", "series"), PAIRS)
def test_heads_of_one_series(one: str, other: str, series: bool) -> None:
    assert are_of_series(one, other) is are_of_series(other, one) is series


def test_a_series_stands_side_by_side_below_one_heading() -> None:
    above, beside = ("Áo phao",), ("Phao tròn",)
    paths = {3: (*above, "Ca 1"), 4: (*above, "Ca 2"), 5: (*beside, "Ca 1"), 6: (*beside, "Ca 2"), 8: ("Mới",), 9: ("Rọ",), 10: ("Cũ",)}  # fmt: skip
    assert [list(run) for run in series_of(paths)] == [[3, 4], [5, 6]]


def test_a_series_may_stand_above_the_same_things() -> None:
    paths = {2: ("Ngày", "Áo phao"), 3: ("Ngày", "Rọ thép"), 4: ("Đêm", "Áo phao"), 5: ("Đêm", "Rọ thép")}
    (run,) = series_of(paths)
    assert {col: series.rest for col, series in run.items()} == {2: ("Áo phao",), 3: ("Rọ thép",), 4: ("Áo phao",), 5: ("Rọ thép",)}  # fmt: skip
    assert run[4].heads == ("Ngày", "Đêm")
    assert not series_of({**paths, 5: ("Đêm", "Xuồng")})  # other things, and no parts of the same


Rows = list[list[Any]]
TITLE: list[Any] = ["PHƯƠNG TIỆN HIỆN CÓ NĂM 2026 - XÃ BA TƠ"]
GOODS = ("Áo phao", "Phao tròn", "Rọ thép")
FIGURES = ((20, 30), (5, 7), (4, 6))
HEADS = [
    ("Ngày", "Đêm"),
    ("Ban ngày", "Ban đêm"),
    ("Mới", "Cũ"),
    ("Mới cấp", "Cũ còn lại"),
    ("Người lớn", "Trẻ em"),
    ("Ca 1", "Ca 2"),
    ("Mùa khô", "Mùa mưa"),
]


def a_list(heads: tuple[str, str], heading: str = "", total: tuple[int, ...] = ()) -> Rows:
    """Return a list of things with two columns of a series, below a heading or none, with sums right of them or none."""
    more = ["Cộng"] if total else []
    top: Rows = [["TT", "Tên", "ĐVT", *heads, *more]]
    if heading:
        top = [
            ["TT", "Tên", "ĐVT", heading, None, *[None] * len(more)],
            [None, None, None, *heads, *more],
        ]
    return [TITLE, *top, *([number, name, "cái", *told, *total[number - 1 : number]]
            for number, (name, told) in enumerate(zip(GOODS, FIGURES, strict=True), 1))]  # fmt: skip


def wide(heads: tuple[str, str]) -> Rows:
    """Return a table of communes with the columns of a series below two things."""
    top = [["TT", "Xã", "Áo phao", None, "Phao tròn", None], [None, None, *heads, *heads]]
    return [["PHƯƠNG TIỆN HIỆN CÓ NĂM 2026"], *top, [1, "Xã Ba Tơ", 20, 30, 5, 7], [2, "Xã Ba Vì", 5, 7, 6, 8]]  # fmt: skip


def matrix(heads: tuple[str, str]) -> Rows:
    """Return a table of things with the columns of a series below two communes."""
    top = [["TT", "Tên", "ĐVT", "Xã Ba Tơ", None, "Xã Ba Vì", None], [None, None, None, *heads, *heads]]
    return [["PHƯƠNG TIỆN HIỆN CÓ NĂM 2026"], *top, *([number, name, "cái", *FIGURES[0], *FIGURES[1]] for number, name in enumerate(GOODS, 1))]  # fmt: skip


def read_all(
    read: Callable[..., Recognition], heads: tuple[str, str], **given: object
) -> dict[str, Recognition]:
    """Return how each kind of table with such heads is read."""
    merges = {"below": ["A2:A3", "B2:B3", "C2:C3", "D2:E2"], "wide": ["A2:A3", "B2:B3", "C2:D2", "E2:F2"], "matrix": ["A2:A3", "B2:B3", "C2:C3", "D2:E2", "F2:G2"]}  # fmt: skip
    tables = {"bare": a_list(heads), "below": a_list(heads, "Số lượng"), "wide": wide(heads), "matrix": matrix(heads)}  # fmt: skip
    return {kind: read(rows, merges=merges.get(kind, ()), **given) for kind, rows in tables.items()}


@pytest.mark.parametrize("heads", HEADS)
def test_all_columns_are_asked_about_at_once(
    heads: tuple[str, str], read: Callable[..., Recognition]
) -> None:
    cells = {"bare": 6, "below": 6, "wide": 8, "matrix": 12}
    for kind, found in read_all(read, heads).items():
        assert {row.status for row in found.rows} == {RowStatus.REVIEW}, kind
        assert len(found.rows) == cells[kind], kind
        assert not [cell for cell in found.unread if cell.raw.isdecimal()], kind
        assert not any(row.holder for row in found.rows), kind
        (question,) = found.questions
        assert (question.kind, question.raw) == (QuestionKind.COLUMN, " | ".join(heads))
        assert [candidate.value for candidate in question.candidates] == [*heads, IMPORT, SKIP]


@pytest.mark.parametrize(
    ("answer", "taken"), [("Ngày", {20, 5}), ("ĐÊM", {30, 7}), (IMPORT, {20, 30, 5, 7}), (SKIP, set())]
)
def test_one_answer_settles_all(answer: str, taken: set[int], read: Callable[..., Recognition]) -> None:
    (question,) = read(wide(("Ngày", "Đêm"))).questions
    rows = wide(("Ngày", "Đêm"))[:-1]
    found = read(rows, merges=["A2:A3", "B2:B3", "C2:D2", "E2:F2"], answers={question.key: answer})
    assert not found.questions
    assert {row.quantity for row in found.rows if row.status is RowStatus.ACCEPTED} == taken
    assert {row.status for row in found.rows if row.quantity not in taken} <= {RowStatus.REJECTED}


@pytest.mark.parametrize("heading", ["", "Số lượng"])
@pytest.mark.parametrize("heads", HEADS)
def test_a_sum_beside_them_says_that_they_add_up(
    heads: tuple[str, str], heading: str, read: Callable[..., Recognition]
) -> None:
    merges = ["A2:A3", "B2:B3", "C2:C3", "D2:F2"] if heading else []
    found = read(a_list(heads, heading, (50, 12, 10)), merges=merges)
    assert [row.quantity for row in found.rows if row.status is RowStatus.ACCEPTED] == [20, 30, 5, 7, 4, 6]
    assert [check.ok for check in found.checks] == [True] * 3
    # One row that is no sum, and nobody knows.
    found = read(a_list(heads, heading, (50, 7, 10)), merges=merges)
    assert {row.status for row in found.rows} == {RowStatus.REVIEW}
    assert [check.ok for check in found.checks] == [True, False, True]


def test_one_row_alone_says_nothing_of_the_others(read: Callable[..., Recognition]) -> None:
    found = read(a_list(("Mới", "Cũ"), total=(50, 12, 10))[:3])
    assert {row.status for row in found.rows} == {RowStatus.REVIEW}


def test_the_columns_of_one_row_become_one_row_of_the_register() -> None:
    lines = against(*(ROW._replace(cell=f"{col}5", condition=said) for col, said in zip("DE", ("mới", "Cũ còn lại"), strict=True))).lines  # fmt: skip
    assert LineReason.CONDITIONS_SUMMED in lines[0].reasons
    assert lines[0].on_hand == 2 * (ROW.quantity or 0)
