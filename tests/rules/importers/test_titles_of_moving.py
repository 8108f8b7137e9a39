"""Titles of vehicles that carry people to safety, and of communes that a form left out."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from importers.rules.results import Recognition, RowStatus

# A title -> whether the figures below it are taken.
TITLES: dict[str, bool] = {
    "PHƯƠNG TIỆN VẬN CHUYỂN DÂN SƠ TÁN CỦA CÁC XÃ VEN BIỂN": True,
    "PHUONG TIEN VAN CHUYEN DAN SO TAN": True,
    "XE CHỞ DÂN ĐI SƠ TÁN": True,
    "PHƯƠNG TIỆN DI DỜI DÂN": True,
    "KẾ HOẠCH VẬN CHUYỂN DÂN SƠ TÁN": False,
    "PHƯƠNG TIỆN ĐÃ CHỞ DÂN SƠ TÁN": False,
    "PHƯƠNG TIỆN CẦN ĐỂ CHỞ DÂN SƠ TÁN": False,
    "DI DỜI DÂN CÁC XÃ": False,
    "SỐ DÂN SƠ TÁN": False,
    "DÂN SỐ CÁC XÃ": False,
    "BẢNG KÊ BỔ SUNG CÁC XÃ CHƯA CÓ TRONG BIỂU": True,
    "BẢNG KÊ ĐỀ NGHỊ BỔ SUNG CÁC XÃ": False,
    "CÁC XÃ CHƯA CÓ ÁO PHAO": False,
}


@pytest.mark.parametrize("title", TITLES)
def test_titles_of_moving(title: str, read: Callable[..., Recognition]) -> None:
    head, rows = ["TT", "Xã, phường", "Ca nô (chiếc)"], [[1, "Xã Đông Sơn", 4], [2, "Xã Tịnh Khê", 5]]
    found = read([[title], head, *rows]).rows
    assert all((row.status is RowStatus.ACCEPTED) is TITLES[title] for row in found)
    assert found
