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
    "PHIẾU KHAI BÁO NGUỒN LỰC TẠI CHỖ": True,
    "DANH SÁCH XE, MÁY CỦA TỔ CHỨC, CÁ NHÂN ĐĂNG KÝ HUY ĐỘNG": True,
    "THỐNG KÊ DỤNG CỤ THỦ CÔNG, ĐỒ BẢO HỘ": True,
    "TÀI SẢN HÌNH THÀNH TỪ NGUỒN XÃ HỘI HÓA": True,
    "KHAI BÁO THIỆT HẠI PHƯƠNG TIỆN": False,
    "XE, MÁY ĐĂNG KÝ MUA": False,
    "ĐỒ BẢO HỘ CẤP CHO NGƯỜI NGHÈO": False,
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


# What stands above two columns of things -> whether the figures below it are taken.
GROUPS: dict[str, bool] = {
    "Lực lượng quần chúng": True,
    "Lực lượng bán chuyên trách": True,
    "Hội, đoàn thể": True,
    "Tổ chức chính trị - xã hội": True,
    "Con người": True,
    "Con người bị nạn": False,
    "Quần chúng được cứu": False,
    "Lực lượng xã bạn": False,
}


@pytest.mark.parametrize("group", GROUPS)
def test_groups_of_forces(group: str, read: Callable[..., Recognition]) -> None:
    rows = [
        ["TỔNG HỢP LỰC LƯỢNG CÁC XÃ NĂM 2026"],
        ["TT", "Xã", group, None],
        [None, None, "Đoàn viên thanh niên (người)", "Hội viên phụ nữ (người)"],
        [1, "Xã Ba Xa", 11, 12],
        [2, "Xã Ba Vì", 13, 14],
    ]
    assert {row.status is RowStatus.ACCEPTED for row in read(rows).rows} == {GROUPS[group]}
