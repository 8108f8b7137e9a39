"""Beside a question stands a small picture of the sheet: the header, the rows around, the cell itself."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace

import pytest

from core.excel.book import Sheet
from importers.rules.files.stored import pack, unpack
from importers.rules.results import PictureRow, QuestionKind, Recognition


def test_a_question_shows_its_first_cell_in_its_sheet(read: Callable[..., Recognition]) -> None:
    found = read(
        [
            ("DANH MỤC VẬT TƯ XÃ BÌNH MINH",),
            ("TT", "Tên vật tư", "ĐVT", "Số lượng", "Nơi để", "Điện thoại", "Ghi chú"),
            (1, "Áo phao", "cái", 120, "Kho xã", "0905123456", "x" * 100),
            (2, "Phao", "cái", 30, "Kho xã", "0905123456", None),
        ]
    )
    picture = found.pictures[0]
    assert picture.cell == "D4"
    assert picture.columns == ("A", "B", "C", "D", "E", "F")
    assert picture.rows == (
        PictureRow(2, ("TT", "Tên vật tư", "ĐVT", "Số lượng", "Nơi để", "Điện thoại"), heads=True),
        PictureRow(3, ("1", "Áo phao", "cái", "120", "Kho xã", "0905123456"), heads=False),
        PictureRow(4, ("2", "Phao", "cái", "30", "Kho xã", "0905123456"), heads=False),
    )


LIST = (
    ("DANH MỤC VẬT TƯ",),
    ("TT", "Xã", "Tên vật tư", "ĐVT", "Số lượng"),
    (1, "Trà Bùi", "Áo phao", "cái", 12),
    (2, "Xã Bình Minh", "Mì tôm", "thùng", 9),
    (3, "Xã Bình Minh", "Cà rem thần kỳ", "cái", "khoảng 7"),
)
WIDE = (
    ("TỔNG HỢP PHƯƠNG TIỆN",),
    ("TT", "Đơn vị", "Ca nô (chiếc)", "Xuồng ST (chiếc)", "Phao (cái)"),
    (1, "Xã Bình Minh", 1, 2, 3),
    (2, "Xã Bình Chương", 1, 2, 3),
)


@pytest.mark.parametrize(
    ("rows", "kind", "raw", "cell", "asked"),
    [
        (LIST, QuestionKind.PLACE, "Trà Bùi", "E3", "B3"),
        (LIST, QuestionKind.UNIT, "thùng", "E4", "D4"),
        (LIST, QuestionKind.ITEM, "Cà rem thần kỳ", "E5", "C5"),
        (LIST, QuestionKind.QUANTITY, "khoảng 7", "E5", "E5"),
        (WIDE, QuestionKind.ITEM, "Xuồng ST (chiếc)", "D3", "D2"),
        (WIDE, QuestionKind.ITEM, "Phao (cái)", "E3", "E2"),
    ],
)
def test_the_words_asked_about_are_marked_and_not_the_figure(
    read: Callable[..., Recognition],
    rows: tuple[tuple[str | int | None, ...], ...],
    kind: QuestionKind,
    raw: str,
    cell: str,
    asked: str,
) -> None:
    found = read(rows)
    (question,) = [one for one in found.questions if (one.kind, one.raw) == (kind, raw)]
    (picture,) = [one for one in found.pictures if one.key == question.key]
    assert (picture.cell, picture.asked) == (cell, asked)
    row, letters = int(asked[1:]), asked[0]
    texts = {line.number: line.texts for line in picture.rows}
    assert raw in texts[row][picture.columns.index(letters)]


def test_words_far_above_a_figure_are_in_its_picture(read: Callable[..., Recognition]) -> None:
    rows = [(number, "Áo phao", "cái", number if number > 5 else None) for number in range(1, 9)]
    found = read([("TT", "Tên vật tư", "ĐVT", "Số lượng"), ("II", "Trà Bùi", None, None), *rows])
    (question,) = [one for one in found.questions if one.kind is QuestionKind.PLACE]
    (picture,) = [one for one in found.pictures if one.key == question.key]
    assert (picture.cell, picture.asked) == ("D8", "B2")
    assert [row.number for row in picture.rows] == [1, 2, 7, 8, 9]


def test_a_picture_kept_before_it_told_what_is_asked_is_still_read(read: Callable[..., Recognition]) -> None:
    found = read(LIST)
    kept = json.loads(pack(found))
    kept["pictures"] = [
        [*values[:3], [row[:3] for row in values[3]]] for values in kept["pictures"]
    ]  # nor did it tell what is struck through
    assert [one.cell for one in unpack(json.dumps(kept).encode()).pictures] == [
        one.cell for one in found.pictures
    ]


def test_what_is_struck_through_is_struck_through_in_the_picture(
    read: Callable[..., Recognition], sheet: Callable[..., Sheet]
) -> None:
    rows = [
        ("DANH MỤC VẬT TƯ XÃ BÌNH MINH",),
        ("TT", "Tên vật tư", "Số lượng"),
        (1, "Áo phao", 12),
        (2, "Rìu", 3),
    ]
    found = read(replace(sheet("S", rows), struck=frozenset({(3, 3)})))
    again = unpack(pack(found)).pictures
    assert again == found.pictures
    assert {row.number: row.struck for row in again[0].rows} == {2: (), 3: (2,), 4: ()}
