"""Heads that stand beside those of communes and name none: what is theirs is of no commune above them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest

from core.communes.rules import Gazetteer
from importers.rules.names.places import PlaceIndex, PlaceMatch, index_places
from importers.rules.results import Recognition, RowStatus
from importers.rules.rows.beside_communes import Line, beside_communes, style_of, value_of
from importers.rules.rows.whose_rows import note_of_another, of_level_above

Read = Callable[..., Recognition]

NUMBERINGS: dict[str, tuple[str, int]] = {
    "IV.": ("I", 4),
    "XIX": ("I", 19),
    "B": ("A", 2),
    "C": ("A", 3),
    "3)": ("1", 3),
    "2.4": ("1.1", 4),
    "c)": ("a", 3),
    "-": ("-", 0),
    "": ("", 0),
}


@pytest.mark.parametrize("numbering", NUMBERINGS)
def test_how_and_which_a_row_is_numbered(numbering: str) -> None:
    style, value = NUMBERINGS[numbering]
    assert style_of(numbering) == style
    assert style == "A" or value_of(numbering) == value


# Rows as they stand: "I!" heads a commune, "2=" has figures, "Vật tư" has no number. Behind "|" those beside communes.
BESIDE: dict[str, list[int]] = {
    "I! 1= 2= II! 1= 2= III= ": [6],
    "I! 1= 2= II= III! 1=": [3],
    "I! 1= II! 1= III 1= 2=": [4],
    "A! I 1= II 1= B! I 1=": [],
    "I! A 1= B 1= II! A 1=": [],
    "1! -= -= 2! -= 3 -= -=": [5],
    "1! 1.1= 2! 2.1= 3 3.1= 4=": [4, 6],
    "1! 1= 2= 2! 1= 2= 3=": [],  # its third thing
    "1! 1= 2= 2! 1= 2= 3 1= 2=": [6],
    "1! 1= 2= 2! 1= 2= 3= 4! 1=": [6],
    "1! 1= 2= 2! 1= 2= 4=": [],
    "1! 1= 2= 2! 1= 3=": [5],
    "1! 2= 3= 4=": [],  # the commune of a form, counted with the things
    "*! -= -= *! -= * -=": [5],
    "-! -= -= -! -= -=": [],
    "Xã! 1= 2= Xã! 1= Chung 1= 2=": [5],
    "Xã! Chung 1= Riêng 1= Xã! Chung 1= Riêng 1=": [],
    "Xã! 1= Chung 1= 2=": [],  # one commune is no row of communes
}


def _lines(rows: str) -> list[Line]:
    found = []
    for number, word in enumerate(rows.split()):
        bare = word.strip("!=")
        numbering = "" if bare in {"Xã", "Chung", "Riêng"} else bare
        found.append(Line(number, numbering, word.endswith("!"), word.endswith("="), bare))
    return found


@pytest.mark.parametrize("rows", BESIDE)
def test_rows_that_stand_beside_the_heads_of_communes(rows: str) -> None:
    assert sorted(beside_communes(_lines(rows))) == BESIDE[rows]


def test_a_head_that_stands_above_those_of_communes_ends_what_is_theirs() -> None:
    lines = [Line(0, "A", False, False), Line(1, "I", True, False, above=frozenset("A")), Line(2, "1", False, True)]  # fmt: skip
    assert beside_communes([*lines, Line(3, "B", False, False), Line(4, "1", False, True)]) == {3}


HEAD = ["TT", "Tên vật tư", "ĐVT", "Số lượng"]
ROWS: list[list[Any]] = [[None, "Áo phao", "cái", 20], [None, "Bao cát", "cái", 900]]
SHAPES: dict[str, tuple[Sequence[Sequence[Any]], list[str | None]]] = {
    "a single thing": ([["I", "Xã Ba Vì"], *ROWS, ["II", "Xã Ba Xa"], *ROWS, ["III", "Bao cát", "cái", 500]], [None]),
    "Arabic heads": ([[1, "Xã Ba Vì"], *ROWS, [2, "Xã Ba Xa"], *ROWS, [3, "Vật tư dùng chung"], *ROWS], [None, None]),
    "a district above": ([["A", "Các xã"], ["I", "Xã Ba Vì"], *ROWS, ["II", "Xã Ba Xa"], *ROWS, ["B", "Kho chung"], *ROWS], [None, None]),
    "no numbers": ([["", "Xã Ba Vì"], [1, *ROWS[0][1:]], [2, *ROWS[1][1:]], ["", "Xã Ba Xa"], [1, *ROWS[0][1:]], [2, *ROWS[1][1:]], ["", "Vật tư dùng chung"], [1, *ROWS[0][1:]]], [None]),
    "the commune's own third thing": ([[1, "Xã Ba Vì"], [1, *ROWS[0][1:]], [2, *ROWS[1][1:]], [2, "Xã Ba Xa"], [1, *ROWS[0][1:]], [2, *ROWS[1][1:]], [3, "Bộ đàm", "cái", 5]], ["21538"]),
}  # fmt: skip


@pytest.mark.parametrize("case", SHAPES)
def test_whose_the_last_rows_are(case: str, read: Read) -> None:
    rows, last = SHAPES[case]
    bare = [[value or None for value in row] for row in rows]
    found = read([["BẢNG KÊ CÁC ĐỊA PHƯƠNG"], HEAD, *bare])
    codes = [row.commune_code if row.status is RowStatus.ACCEPTED else None for row in found.rows]
    assert codes == ["21529", "21529", "21538", "21538", *last]


KEEPERS: dict[str, bool] = {
    "BCHQS tỉnh": True,
    "Bộ CHQS tỉnh": True,
    "Kho dự trữ tỉnh": True,
    "UBND tỉnh Quảng Ngãi": True,
    "Sở NN&MT": True,
    "Quân khu 5": True,
    "Ban CHQS huyện": True,
    "BCHQS TINH": True,
    "BCHQS tỉnh cấp": False,
    "Tỉnh cấp": False,
    "Sở chỉ huy xã": False,
    "Đội tình nguyện": False,
    "Doi tinh nguyen xa": False,
    "Thôn 2, tỉnh lộ 623": False,
    "Kho xã": False,
    "Hạt Kiểm lâm": False,
    "Đồn Biên phòng Sa Huỳnh": False,
    "Xã Ba Xa, tỉnh Quảng Ngãi": False,
}


@pytest.mark.parametrize("keeper", KEEPERS)
def test_keepers_above_the_communes(keeper: str) -> None:
    assert of_level_above(keeper) is KEEPERS[keeper]


def test_what_the_province_keeps_on_a_communes_list_is_asked_about(read: Read) -> None:
    keepers = ["UBND xã", "BCHQS tỉnh", "Ban CHQS xã", "Ông Nguyễn Văn A"]
    rows = [
        [number, "Bao cát", "cái", number * 100, keeper] for number, keeper in enumerate(keepers, start=1)
    ]
    found = read([["VẬT TƯ XÃ BA XA"], [*HEAD, "Đơn vị quản lý"], *rows])
    assert [row.status for row in found.rows].count(RowStatus.REVIEW) == 1
    assert found.rows[1].commune_code is None


@pytest.mark.parametrize(("title", "code"), [("VẬT TƯ XÃ BA XA", None), ("VẬT TƯ CÁC XÃ", "21529")])
def test_keepers_that_are_all_communes_are_not_the_communes_of_a_list_of_one(
    title: str, code: str | None, read: Read
) -> None:
    rows = [[1, "Áo phao", "cái", 20, "UBND xã Ba Xa"], [2, "Bao cát", "cái", 900, "UBND xã Ba Vì"]]
    found = read([[title], [*HEAD, "Đơn vị quản lý"], *rows])
    assert [row.commune_code for row in found.rows] == ["21538", code]


NOTES: dict[str, bool] = {
    "của xã ba vì": True,
    "mượn của xã Ba Vinh, hết mùa mưa trả": True,
    "của UBND xã Ba Động, đang để nhờ kho xã": True,
    "cho xã ba vì mượn": True,
    "hàng của tỉnh gửi": True,
    "cua xa ba vi": True,
    "của xã Ba Xa": False,
    "của xã quản lý": False,
    "mua của công ty ở xã Ba Vì": False,
    "nhận từ xã Ba Vì": False,
    "vốn của tỉnh": False,
    "phục vụ các xã Ba Vì, Ba Tô": False,
    "tốt": False,
}


@pytest.fixture(scope="module")
def places(gazetteer: Gazetteer) -> PlaceIndex:
    return index_places(gazetteer)


@pytest.mark.parametrize("note", NOTES)
def test_notes_that_name_another_owner(note: str, places: PlaceIndex) -> None:
    own: PlaceMatch = places.match("Xã Ba Xa")
    assert note_of_another(note, own, places) is NOTES[note]


@pytest.mark.parametrize("note", ["của xã ba vì", "của xã ba xa"])
def test_what_a_note_says_is_anothers_is_asked_about(note: str, read: Read) -> None:
    found = read(
        [["VẬT TƯ XÃ BA XA"], [*HEAD, "Ghi chú"], [1, "Áo phao", "cái", 20, note], [2, "Bao cát", "cái", 9]]
    )
    asked = [row.status is RowStatus.REVIEW for row in found.rows]
    assert asked == [note == "của xã ba vì", False]
