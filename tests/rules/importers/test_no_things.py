"""What a storm hit and how long something takes are left out and said, not asked about cell by cell."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from importers.rules.names.no_things import counts_time, tells_of_damage
from importers.rules.results import Recognition, RowStatus

# Words with the unit beside them -> whether they count no things.
WORDS = {
    ("Nhà sập hoàn toàn (nhà)", "nhà"): True,
    ("Nhà tốc mái", ""): True,
    ("NHA TOC MAI", ""): True,
    ("Tàu cá bị chìm (chiếc)", "chiếc"): True,
    ("Lúa ngập (ha)", "ha"): True,
    ("Lúa bị ngập úng", "ha"): True,
    ("Gia súc chết (con)", "con"): True,
    ("Người bị thương", "người"): True,
    ("Cây xanh gãy đổ", "cây"): True,
    ("Có mặt sau (giờ)", "giờ"): True,
    ("Có mặt sau (giờ)", ""): True,
    ("Thời gian cơ động", "Phút"): True,
    ("Cáng người bị thương", "cái"): False,
    ("Túi đựng xác người chết", "cái"): False,
    ("Máy bơm chống ngập (cái)", "cái"): False,
    ("Biển báo vùng ngập", "cái"): False,
    ("Vật tư khắc phục sạt lở", "bộ"): False,
    ("Xe chở gia súc", "chiếc"): False,
    ("Sáp thơm", "hộp"): False,
    ("Nhà tạm", "nhà"): False,
}


@pytest.mark.parametrize("words", WORDS)
def test_words_that_count_no_things(words: tuple[str, str]) -> None:
    assert (counts_time(*words) or tells_of_damage(words[0])) is WORDS[words]


TITLE = ["THỐNG KÊ THIỆT HẠI DO BÃO SỐ 13 NĂM 2025"]
LOST = ["Nhà sập hoàn toàn (nhà)", "Nhà tốc mái (nhà)", "Tàu cá bị chìm (chiếc)", "Gia súc chết (con)"]


def test_a_sheet_of_damage_is_left_out(read: Callable[..., Recognition]) -> None:
    rows = [[1, "Xã Đông Sơn", 4, 30, 2, 9], [2, "Xã Tịnh Khê", 5, 40, 1, 8]]
    found = read([TITLE, ["TT", "Địa phương", *LOST], *rows])
    assert (found.rows, found.questions) == ((), ())
    assert len(found.unread) == 8
    assert [(sheet.decision, sheet.reason) for sheet in found.sheets] == [("skipped", "not_stock_column")]


def test_what_was_hit_is_asked_about_elsewhere(read: Callable[..., Recognition]) -> None:
    rows = [[1, "Áo phao bị cuốn trôi", "cái", 12], [2, "Ca nô", "chiếc", 1]]
    found = read([["VẬT TƯ XÃ ĐÔNG SƠN"], ["TT", "Nội dung", "ĐVT", "Số lượng"], *rows])
    assert [row.status for row in found.rows] == [RowStatus.REVIEW, RowStatus.ACCEPTED]


def test_what_the_catalogue_knows_is_asked_about_below_damage(read: Callable[..., Recognition]) -> None:
    rows = [[1, "Nhà tốc mái", "nhà", 12], [2, "Lúa ngập", "ha", 7], [3, "Ca nô", "chiếc", 1]]
    found = read([["XÃ ĐÔNG SƠN"], TITLE, ["TT", "Nội dung", "ĐVT", "Số lượng"], *rows])
    assert [(row.cell, row.status) for row in found.rows] == [("D6", RowStatus.REVIEW)]
    assert {cell.cell for cell in found.unread} == {"D4", "D5"}
