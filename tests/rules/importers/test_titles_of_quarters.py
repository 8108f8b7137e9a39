"""Titles of a quarter, of where things are kept, and of what was handed out and is managed: lists of what there is."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from importers.rules.results import Recognition, RowStatus

Read = Callable[..., Recognition]
# A title -> whether the figures below it are taken.
TITLES: dict[str, bool] = {
    "TỔNG HỢP PHƯƠNG TIỆN, VẬT TƯ QUÝ III NĂM 2026": True,
    "BÁO CÁO QUÝ III/2026": True,
    "HÀNG HÓA BÁN RA TRONG QUÝ III": False,
    "KẾ HOẠCH MUA SẮM QUÝ IV NĂM 2026": False,
    "TỔNG HỢP PHƯƠNG TIỆN, TRANG BỊ THEO NƠI GIỮ CÁC XÃ": True,
    "VẬT TƯ CHIA THEO NƠI CẤT GIỮ": True,
    "DANH SÁCH LIÊN HỆ CHỦ PHƯƠNG TIỆN": True,
    "PHIẾU TỔNG HỢP SỐ LIỆU": True,
    "PHIẾU XUẤT KHO": False,
    "THỐNG KÊ CƠ SỞ LƯU TRÚ, NHÀ NGHỈ": True,
    "HÀNG DỰ TRỮ CỦA TIỂU THƯƠNG": True,
    "NHÀ KIÊN CỐ CỦA HỘ DÂN CÓ THỂ CHO Ở NHỜ": True,
    "TRANG BỊ ỨNG PHÓ SỰ CỐ SẬP ĐỔ CÔNG TRÌNH": True,
    "SỐ LIỆU ĐÃ RÀ SOÁT, CHỈNH SỬA": True,
    "VẬT TƯ ĐÃ CẤP CHO CÁC XÃ, PHƯỜNG ĐANG QUẢN LÝ": True,
    "VẬT TƯ ĐÃ ĐƯỢC CẤP PHÁT VÀ HIỆN ĐANG QUẢN LÝ": True,
    "TỔNG HỢP PHƯƠNG TIỆN THEO TRỌNG TẢI, CÔNG SUẤT PHƯƠNG TIỆN": True,
    "TỔNG HỢP XE KHÁCH THEO SỐ CHỖ NGỒI": True,
    "PHƯƠNG TIỆN DI CHUYỂN DÂN KHI SƠ TÁN": True,
    "PHƯƠNG TIỆN DI CHUYỂN SANG XÃ BẠN": False,
    "XE ĐANG SỬA CHỮA TẠI GARA": False,
    "DANH MỤC DỰ TRỮ CHIẾN LƯỢC CẤP XÃ": True,
    "VẬT TƯ ĐÃ CẤP CHO CÁC XÃ": False,
    "VẬT TƯ THANH LÝ, ĐÃ CẤP CHO CÁC XÃ ĐANG QUẢN LÝ": False,
    "DANH SÁCH HÀNG CỨU TRỢ ĐÃ CẤP CHO DÂN": False,
    "VẬT TƯ CẤP PHÁT CHO CÁC THÔN": False,
}


@pytest.mark.parametrize("title", TITLES)
def test_a_title_says_what_the_list_is(title: str, read: Read) -> None:
    head = ["TT", "Danh mục", "ĐVT", "Số lượng"]
    found = read([["UBND XÃ BA VÌ", None, "CỘNG HÒA"], [title], head, [1, "Áo phao", "cái", 3]])
    assert ({row.status for row in found.rows} == {RowStatus.ACCEPTED}) is TITLES[title]
