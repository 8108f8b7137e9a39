"""Beside a question stands a small picture of the sheet: the header, the rows around, the cell itself."""

from __future__ import annotations

from collections.abc import Callable

from importers.rules.results import PictureRow, Recognition


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
