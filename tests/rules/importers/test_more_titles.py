"""Titles that say how large, how needful or of which day the things are: lists of stock all the same."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from importers.rules.results import Recognition, RowStatus

# A title -> whether the figures below it are taken.
TITLES: dict[str, bool] = {
    "TỔNG HỢP PHƯƠNG TIỆN LỚN TẠI CÁC XÃ": True,
    "MỘT SỐ TRANG BỊ CƠ BẢN CỦA CÁC XÃ": True,
    "TRANG BỊ HIỆN ĐƯỢC BIÊN CHẾ": True,
    "SỐ LIỆU CHỐT ĐẾN NGÀY 15/9/2026": True,
    "TỔNG HỢP NHÀ TRÁNH TRÚ, ĐIỂM SƠ TÁN": True,
    "TRANG BỊ CƠ BẢN CẦN MUA": False,
    "ĐẦU TƯ XÂY DỰNG CƠ BẢN": False,
    "PHƯƠNG TIỆN LỚN ĐÃ CẤP CHO XÃ BẠN": False,
}


@pytest.mark.parametrize("title", TITLES)
def test_titles(title: str, read: Callable[..., Recognition]) -> None:
    rows = [
        [title],
        ["TT", "Xã", "Áo phao (cái)", "Xe múc (xe)"],
        [1, "Xã Ba Xa", 1, 2],
        [2, "Xã Ba Vì", 3, 4],
    ]
    assert {row.status is RowStatus.ACCEPTED for row in read(rows).rows} == {TITLES[title]}
