"""Titles that speak of several communes, and "X. " for "Xã" where it looks like the tenth of a list."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from importers.rules.layout.short_kinds import kinds_written_out
from importers.rules.results import Recognition, RowStatus
from importers.rules.rows.whose_rows import only_as_several
from tests.rules.importers.conftest import _known

# Names of a sheet, and what else stands there -> how those are written out.
WRITTEN_OUT: dict[tuple[str, ...], list[str]] = {
    ("X. Bình Sơn", "X. Vạn Tường"): ["Xã Bình Sơn", "Xã Vạn Tường"],
    ("x. Bình Sơn", "p. Nghĩa Lộ"): ["Xã Bình Sơn", "Phường Nghĩa Lộ"],
    ("X. Bình Sơn", "I. Vật tư", "II. Trang bị"): ["Xã Bình Sơn"],
    ("X. Vật tư thông dụng",): [],
    ("X. Xã Bình Sơn",): [],
    ("X. Nghĩa Lộ",): [],  # a ward
    ("X. Đắk Hà", "IX. Đắk Glei"): [],
    ("X. Đắk Hà", "(IX) Đắk Glei", "XI. Ngọc Hồi"): [],
    ("X. Đắk Hà", "XI. Ngọc Hồi"): [],
    ("x. Ba Vì", "y. Ba Xa"): [],
    ("p. Nghĩa Lộ", "o. Cẩm Thành"): [],
}


@pytest.mark.parametrize("texts", WRITTEN_OUT)
def test_kinds_written_out(texts: tuple[str, ...]) -> None:
    short = [text for text in texts if text[:2] in {"X.", "x.", "p."}]
    assert list(kinds_written_out(short, texts, _known().indexes.places).values()) == WRITTEN_OUT[texts]


# A commune's name within some titles -> whether these speak of several only.
SEVERAL: dict[tuple[str, ...], bool] = {
    ("VẬT TƯ CÁC XÃ SƠN TỊNH CŨ",): True,
    ("VẬT TƯ CÁC  XÃ SƠN TỊNH, BÌNH SƠN",): True,
    ("VẬT TƯ CỤM XÃ SƠN TỊNH",): True,
    ("VẬT TƯ CAC XÃ SƠN TỊNH",): True,
    ("UBND XÃ SƠN TỊNH", "VẬT TƯ CÁC XÃ SƠN TỊNH"): False,
    ("PHỤ LỤC 2 XÃ SƠN TỊNH",): False,
    ("VẬT TƯ XÃ SƠN TỊNH",): False,
    ("VẬT TƯ",): False,
}


@pytest.mark.parametrize("titles", SEVERAL)
def test_several_spoken_of(titles: tuple[str, ...]) -> None:
    assert only_as_several("xã sơn tịnh", titles) is SEVERAL[titles]


# A title and how the columns are headed -> how many of the ten figures are taken.
ACROSS = {
    ("VẬT TƯ Ở CÁC XÃ SƠN TỊNH, BÌNH SƠN CŨ", "X. {}"): 10,
    ("VẬT TƯ Ở CÁC XÃ SƠN TỊNH, BÌNH SƠN CŨ", "{}"): 10,
    ("VẬT TƯ Ở CÁC XÃ SƠN TỊNH CŨ", "x. {}"): 10,
    ("VẬT TƯ XÃ SƠN TỊNH", "X. {}"): 10,
    ("VẬT TƯ XÃ SƠN TỊNH", "{}"): 2,  # its villages, or the other communes of these names
    ("VẬT TƯ XÃ SƠN TỊNH", "V. {}"): 2,
}


@pytest.mark.parametrize("case", ACROSS)
def test_communes_across_below_a_title_of_several(
    case: tuple[str, str], read: Callable[..., Recognition]
) -> None:
    title, form = case
    names = ("Bình Sơn", "Vạn Tường", "Bình Minh", "Bình Chương", "Sơn Tịnh")
    head = ["TT", "Tên vật tư", "ĐVT", *(form.format(name) for name in names)]
    rows = [[1, "Áo phao", "Cái", 11, 12, 13, 14, 15], [2, "Phao tròn", "Cái", 21, 22, 23, 24, 25]]
    found = read([[title], head, *rows]).rows
    assert sum(row.status is RowStatus.ACCEPTED for row in found) == ACROSS[case]


def test_a_list_of_several_communes_is_none_of_the_one_named(read: Callable[..., Recognition]) -> None:
    rows = [["TT", "Tên vật tư", "ĐVT", "Số lượng"], [1, "Áo phao", "Cái", 120]]
    (row,) = read([["VẬT TƯ CÁC XÃ SƠN TỊNH CŨ"], *rows]).rows
    assert row.status is RowStatus.REVIEW
    (row,) = read([["VẬT TƯ XÃ SƠN TỊNH"], *rows]).rows
    assert row.status is RowStatus.ACCEPTED
