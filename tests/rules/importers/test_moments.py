"""Forms with several moments side by side: months, quarters, before and after a storm."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from importers.rules.results import LATEST, SKIP, Recognition, RowStatus

Read = Callable[..., Recognition]
Rows = list[list[object]]
HEAD: list[object] = ["TT", "Danh mục", "ĐVT"]


def _form(heads: list[str], vests: list[object], rice: list[object]) -> Rows:
    return [[*HEAD, *heads, "Ghi chú"], [1, "Áo phao", "Cái", *vests], [2, "Gạo", "kg", *rice]]


def _taken(found: Recognition) -> list[tuple[str, int]]:
    return [(row.cell, int(row.quantity or 0)) for row in found.rows if row.status is RowStatus.ACCEPTED]


MONTHS = [f"Tháng {number}" for number in range(1, 13)]
QUARTERS = ["Quý I/2026", "Quý II/2026", "Quý III/2026", "Quý IV/2026"]


@pytest.mark.parametrize(
    ("heads", "label", "cells"),
    [(MONTHS, "Tháng 3", ["F2", "F3"]), (QUARTERS, "Quý III/2026", ["F2", "F3"])],
    ids=["months", "quarters"],
)
def test_months_are_asked_about_once_and_the_answer_holds_next_month(
    read: Read, heads: list[str], label: str, cells: list[str]
) -> None:
    found = read(_form(heads, [10, 12, 13], [100, 105, 106]), home="21085")
    (asked,) = found.questions
    assert (asked.kind, asked.cells) == ("phase", 2)
    assert [(said.value, said.label) for said in asked.candidates] == [(LATEST, label)]
    assert not _taken(found), "nothing is stock before the answer"
    assert {cell.cell for cell in found.unread if cell.reason == "other_period"} == {"D2", "E2", "D3", "E3"}
    answers = {asked.key: LATEST}
    answered = read(_form(heads, [10, 12, 13], [100, 105, 106]), home="21085", answers=answers)
    assert _taken(answered) == list(zip(cells, (13, 106), strict=True))
    assert not answered.rows[0].holder, "a month keeps no goods"
    later = read(_form(heads, [10, 12, 13, 15], [100, 105, 106, 108]), home="21085", answers=answers)
    assert _taken(later) == [("G2", 15), ("G3", 108)]
    ahead = read(_form(heads, [10, 12, 0, 0], [100, 105, 0, 0]), home="21085", answers=answers)
    assert _taken(ahead) == [("E2", 12), ("E3", 105)], "noughts of months to come are no figures"
    skipped = read(_form(heads, [10, 12, 13], [100, 105, 106]), home="21085", answers={asked.key: SKIP})
    assert not skipped.rows
    assert len([cell for cell in skipped.unread if cell.reason == "other_period"]) == 6


@pytest.mark.parametrize(
    "heads",
    [["Trước bão", "Sau bão"], ["SL trước mùa mưa bão", "SL sau mùa mưa bão"], ["Trước lũ", "Sau lũ"]],
)
def test_before_and_after_a_storm_are_asked_about_once(read: Read, heads: list[str]) -> None:
    rows = _form(heads, [10, 8], [100, 60])
    (asked,) = read(rows, home="21085").questions
    assert [said.value for said in asked.candidates] == heads
    after = read(rows, home="21085", answers={asked.key: heads[1]})
    assert _taken(after) == [("E2", 8), ("E3", 60)]
    before = read(rows, home="21085", answers={asked.key: heads[0]})
    assert _taken(before) == [("D2", 10), ("D3", 100)]


def test_months_below_each_item_are_asked_about_once(read: Read) -> None:
    rows: Rows = [["TT", "Xã", "Áo phao (cái)", None, "Phao tròn (cái)", None], [None, None, "Tháng 1", "Tháng 2", "Tháng 1", "Tháng 2"], [1, "Xã Bình Minh", 10, 12, 100, 102], [2, "Phường Sa Huỳnh", 1, 2, 10, 12]]  # fmt: skip
    (asked,) = read(rows, merges=["C1:D1", "E1:F1"]).questions
    found = read(rows, merges=["C1:D1", "E1:F1"], answers={asked.key: LATEST})
    assert _taken(found) == [("D3", 12), ("F3", 102), ("D4", 2), ("F4", 12)]


def test_a_column_that_says_what_there_is_settles_it(read: Read) -> None:
    found = read(_form(["Tháng 1", "Tháng 2", "Hiện có"], [10, 12, 9], [100, 105, 90]), home="21085")
    assert not found.questions
    assert _taken(found) == [("F2", 9), ("F3", 90)]
    rows: Rows = [["TT", "Xã", "Áo phao (cái)", None, "Phao tròn (cái)", None], [None, None, "Tháng 1", "Hiện có", "Tháng 1", "Hiện có"], [1, "Xã Bình Minh", 10, 12, 100, 102], [2, "Phường Sa Huỳnh", 1, 2, 10, 12]]  # fmt: skip
    below = read(rows, merges=["C1:D1", "E1:F1"])
    assert not below.questions
    assert _taken(below) == [("D3", 12), ("F3", 102), ("D4", 2), ("F4", 12)]


def test_months_of_another_form_are_asked_about_again(read: Read) -> None:
    (asked,) = read(_form(MONTHS, [10, 12], [100, 105]), home="21085").questions
    other: Rows = [["TT", "Tên vật tư", "ĐVT", "Tháng 1", "Tháng 2"], [1, "Áo phao", "Cái", 10, 12]]
    assert read(other, home="21085", answers={asked.key: LATEST}).questions
