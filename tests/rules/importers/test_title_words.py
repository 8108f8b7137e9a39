"""Titles word by word: what a list of stock is called, and every other document, whose figures are asked about."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from importers.rules.results import IMPORT, Recognition, RowStatus

Read = Callable[..., Recognition]
# A title -> whether the figures below it are taken.
TITLES: dict[str, bool] = {
    "THỐNG KÊ VẬT TƯ THEO ĐƠN VỊ HÀNH CHÍNH CŨ (trước 01/7/2025)": True,  # what is old are the communes
    "VẬT TƯ THEO ĐỊA BÀN CẤP XÃ CŨ": True,
    "TRANG BỊ CŨ": False,
    "BẢNG KÊ TRANG BỊ DÙNG CHO PHÒNG CHỐNG THIÊN TAI": True,  # to be used, not used up
    "PHƯƠNG TIỆN DÙNG ĐỂ SƠ TÁN DÂN": True,
    "THỐNG KÊ CƠ SỞ CÓ THỂ DÙNG LÀM NƠI SƠ TÁN": True,
    "VẬT TƯ ĐÃ DÙNG CHO PHÒNG CHỐNG THIÊN TAI": False,
    "VẬT TƯ DÙNG TRONG ỨNG PHÓ BÃO SỐ 12": False,
    "VẬT TƯ DÙNG HẾT": False,
    "THIẾT BỊ DÙNG THỬ": False,
    "THỐNG KÊ PHƯƠNG TIỆN, TRANG THIẾT BỊ PHỤC VỤ PHÒNG, CHỐNG THIÊN TAI VÀ TÌM KIẾM CỨU NẠN": True,
    "BẢNG KÊ KHAI VẬT TƯ, TRANG BỊ CỦA XÃ BA VÌ": True,
    "BIỂU SỐ LIỆU PHỤC VỤ CHỈ ĐẠO, ĐIỀU HÀNH": True,
    "Phụ lục 2: Vật tư dự phòng tại chỗ của thôn Phú Long": True,
    "TỔNG HỢP ÁO PHAO, BỘ ĐÀM (Kèm theo Kế hoạch số 15/KH-UBND)": True,
    "DANH SÁCH XE CỦA CÔNG TY TNHH PHÚ THỊNH": True,
    "TRANG THIẾT BỊ ỦNG HỘ HIỆN CÒN TẠI KHO": True,
    "VẬT TƯ PHỤC VỤ CHỐNG SỤT LÚN, NẠO VÉT": True,
    "TỔNG HỢP THIẾT BỊ BAY CỦA CÁC ĐƠN VỊ": True,
    "VẬT TƯ DO TỈNH CẤP ĐANG QUẢN LÝ TẠI XÃ": True,
    "VẬT TƯ, TRANG THIẾT BỊ PHÒNG CHÁY CHỮA CHÁY RỪNG CỦA XÃ": True,
    "TRANG THIẾT BỊ TRONG DỰ ÁN ĐẦU TƯ": False,
    "TRANG THIẾT BỊ THEO ĐỀ ÁN ĐƯỢC DUYỆT": False,
    "THIẾT BỊ TRÊN THỊ TRƯỜNG": False,
    "PHƯƠNG TIỆN DO CÔNG AN TẠM GIỮ": False,
    "TRANG THIẾT BỊ TẠI HỘI THI": False,
    "XĂNG, DẦU TẠI CÁC XÃ": True,
    "PHỤ LỤC HỢP ĐỒNG MUA BÁN": False,
    "PHƯƠNG TIỆN BÁN ĐẤU GIÁ": False,
    "THỐNG KÊ TAI NẠN GIAO THÔNG": False,
    "DANH SÁCH TỔ CHỨC, CÁ NHÂN ỦNG HỘ": False,
    "TỔNG HỢP TRANG BỊ CÁC XÃ, PHƯỜNG": True,
    "CHỈ TIÊU XÂY DỰNG LỰC LƯỢNG": False,
    "PHIẾU NHẬP KHO": False,
    "HÀNG HÓA BÁN RA TRONG QUÝ III": False,
    "LỊCH TRỰC": False,
    "DANH MỤC TRANG THIẾT BỊ GIAI ĐOẠN 2026 - 2030": False,
    "KẾ HOẠCH PHÒNG THỦ DÂN SỰ GIAI ĐOẠN 2026-2030": True,
    "THỐNG KÊ TRANG THIẾT BỊ (Kèm theo Kế hoạch giai đoạn 2026-2030)": True,
    "TRANG THIẾT BỊ HIỆN CÓ SAU GIAI ĐOẠN 2021-2025": True,
    "NHẬT KÝ BẢO DƯỠNG": False,
    "CHẤM ĐIỂM TRANG BỊ HIỆN CÓ CÁC XÃ (thang điểm 100)": False,
    "BÌNH QUÂN TRANG BỊ HIỆN CÓ TRÊN 100 DÂN": False,
    "TRANG BỊ HIỆN CÓ TÍNH TRÊN 1.000 DÂN": False,
    "SỐ THÔN CÓ TRANG BỊ NĂM 2026": False,
    "SỐ XÃ, THÔN CÓ TRANG BỊ HIỆN CÓ": False,
    "TRANG BỊ NĂM 2026 (ĐVT: thôn)": False,
    "TRANG BỊ HIỆN CÓ CÁC XÃ (đơn vị: %)": False,
    "XẾP HẠNG TRANG BỊ HIỆN CÓ": False,
    "MỨC TĂNG TRANG BỊ HIỆN CÓ SO VỚI NĂM 2025": False,
    "HƯ HỎNG CỦA TRANG BỊ HIỆN CÓ": False,
    "ƯỚC TÍNH TRANG BỊ HIỆN CÓ": False,
    "TRANG BỊ HIỆN CÓ VÀ TỶ LỆ ĐÁP ỨNG CÁC XÃ": True,
    "SỐ NGƯỜI, PHƯƠNG TIỆN HIỆN CÓ": True,
    "TRANG BỊ HIỆN CÓ CÒN TỐT, TRUNG BÌNH": True,
    "TRANG BỊ HIỆN CÓ, SO VỚI NĂM 2025": True,
    "TRANG BỊ HIỆN CÓ (ĐVT: cái)": True,
    "TỔNG HỢP VẬT TƯ SAU SÁP NHẬP NĂM 2026": True,
    "PHƯƠNG TIỆN CỦA CÁC XÃ SAU KHI HỢP NHẤT": True,
    "VẬT TƯ LƯU TẠI CÁC CÔNG TRÌNH ĐÊ ĐIỀU, HỒ CHỨA": True,
    "THỐNG KÊ PHƯƠNG TIỆN, VẬT TƯ CỦA ĐỒN BIÊN PHÒNG": True,
    "BIÊN BẢN KIỂM KÊ TÀI SẢN PHÒNG CHỐNG THIÊN TAI": True,
    "BIÊN BẢN KIỂM KÊ THIỆT HẠI": False,
    "THỐNG KÊ PHƯƠNG TIỆN THI CÔNG": True,
    "VẬT TƯ THI CÔNG CỦA CÔNG TRÌNH KÈ": False,
    "TRANG THIẾT BỊ CỨU SINH TẠI CÁC BẾN ĐÒ": True,
    "TRANG BỊ CỨU HỘ CỦA NGHIỆP ĐOÀN NGHỀ CÁ": True,
    "ÁO PHAO CỨU SINH TẠI BÃI TẮM": True,
    "NHẬT KÝ TẠI BÃI TẮM": False,
    "VẬT TƯ DỰ TRỮ CỦA CÁC XÃ VEN SÔNG TRÀ KHÚC": True,
    "DANH SÁCH PHƯƠNG TIỆN TRƯNG DỤNG KHI CẦN": True,
    "DANH SÁCH PHƯƠNG TIỆN TRƯNG DỤNG ĐÃ TRẢ": False,
    "TRANG THIẾT BỊ TẠI TRIỂN LÃM": False,
    "THIẾT BỊ TẠI GIAN HÀNG TRƯNG BÀY": False,
    "TRANG BỊ CỦA ĐỘI TUYỂN THI CẤP TỈNH": False,
    "TRANG BỊ CỦA QUÂN ĐỘI NƯỚC BẠN": False,
    "TRANG THIẾT BỊ CỦA CÔNG TY CHÀO BÁN": False,
    "PHƯƠNG TIỆN CỦA TỔ PHẢN ỨNG NHANH": True,
    "LỰC LƯỢNG, PHƯƠNG TIỆN KHU KINH TẾ DUNG QUẤT": True,
    "PHƯƠNG TIỆN CỦA NHÀ TÀI TRỢ": False,
    "PHƯƠNG TIỆN CỦA TỈNH TĂNG CƯỜNG CHO XÃ": False,
    "TRANG BỊ CỦA MỘT ĐỘI XUNG KÍCH": False,
    "PHƯƠNG TIỆN, TRANG THIẾT BỊ CỦA TỪNG XÃ": True,
    "DANH BẠ CHỦ PHƯƠNG TIỆN ĐỒNG Ý HUY ĐỘNG": True,
    "VẬT TƯ DO MTTQ VÀ CÁC ĐOÀN THỂ QUẢN LÝ": True,
    "TRANG BỊ ĐANG QUẢN LÝ CHỜ TIÊU HỦY": False,
    "KẾ HOẠCH TRANG BỊ PHƯƠNG TIỆN NĂM 2027": False,
    "QUYẾT ĐỊNH TRƯNG DỤNG TÀI SẢN": False,
    "THỐNG KÊ TÀU THUYỀN NEO ĐẬU TẠI CỬA SA KỲ": True,
    "SỔ THEO DÕI XUẤT NHẬP TỒN VẬT TƯ PCLB": True,
    "HỢP ĐỒNG CUNG ỨNG HÀNG HÓA THIẾT YẾU": True,
    "BIÊN BẢN XÁC NHẬN SỐ LƯỢNG VẬT TƯ TRONG KHO": True,
    "XE Ô TÔ, MÁY CÔNG TRÌNH THUỘC DIỆN HUY ĐỘNG": True,
    "PHƯƠNG TIỆN KỸ THUẬT CỦA NỀN KINH TẾ QUỐC DÂN": True,
    "SỐ LƯỢNG ÁO PHAO MỖI THÔN CẦN CÓ": False,
    "VẬT TƯ TRONG KHO CHỜ THANH LÝ": False,
    "BM-07": True,
    "DANH SÁCH CÁC ĐỘI BÓNG CHUYỀN": False,
    "BẢNG DỰ TRÙ VẬT TƯ CHO PHƯƠNG ÁN CHỐNG BÃO": False,
    "NHIÊN LIỆU, CHẤT ĐỐT DỰ TRỮ TRONG MÙA MƯA": True,
    "THỐNG KÊ NGUỒN LỰC CHIA THEO XÃ": True,
}
# The same in the offices' abbreviations.
TITLES |= {
    "CHẤM ĐIỂM TRANG BỊ HIỆN CÓ CÁC XÃ (thang điểm 100)": False,
    "BÌNH QUÂN TRANG BỊ HIỆN CÓ TRÊN 100 DÂN": False,
    "TRANG BỊ HIỆN CÓ BÌNH QUÂN MỖI THÔN": False,
    "SỐ THÔN CÓ TRANG BỊ HIỆN CÓ (ĐVT: thôn)": False,
    "TRANG BỊ HIỆN CÓ CÁC XÃ (đơn vị: %)": False,
    "XẾP HẠNG TRANG BỊ HIỆN CÓ CÁC XÃ": False,
    "MỨC TĂNG TRANG BỊ HIỆN CÓ": False,
    "HƯ HỎNG CỦA TRANG BỊ HIỆN CÓ": False,
    "CÒN THIẾU SO VỚI TRANG BỊ HIỆN CÓ": False,
    "TRANG BỊ HIỆN CÓ VÀ HƯ HỎNG": True,
    "TRANG BỊ HIỆN CÓ (ĐVT: cái)": True,
    "TRANG BỊ HIỆN CÓ CỦA CÁC THÔN": True,
    "BẢNG TỔNG HỢP LL, PT THAM GIA PCTT NĂM 2026": True,
    "DM LL, PT, VT, TTB ƯPSCTT VÀ TKCN": True,
    "THỐNG KÊ CSVC, TTB PHỤC VỤ PCTT": True,
    "DS LL XK CỦA CÁC THÔN": True,
    "DANH MỤC LT, TP, NYP DỰ TRỮ": True,
    "BIÊN CHẾ LL DQTV, DBĐV": True,
    "PHÂN CÔNG LỰC LƯỢNG TẠI CHỖ CÁC THÔN": True,
    "SƠ ĐỒ LỰC LƯỢNG": True,
    "BẢNG PHÂN CÔNG": False,
    "PHƯƠNG TIỆN TẠI CHỖ - CÁC XÃ BIÊN GIỚI VÀ VÙNG CAO": True,
    "BIỂU LỰC LƯỢNG CÁC XÃ SẴN SÀNG CƠ ĐỘNG CHI VIỆN KHI CÓ LỆNH": True,
    "KIỂM ĐẾM ĐẦU MÙA BÃO 2026": True,
    "PHƯƠNG TIỆN THỦY NỘI ĐỊA HOẠT ĐỘNG TRÊN SÔNG TRÀ KHÚC": True,
    "ĐỘI ỨNG CỨU THÔNG TIN VIETTEL, VNPT": True,
    "VẬT TƯ NHẬN TỪ BỘ TƯ LỆNH": False,
    "TRANG BỊ CẤP CHO CÁC XÃ": False,
    "VẬT TƯ ỨNG PHÓ NƯỚC DÂNG, XÂM NHẬP MẶN, DÔNG, LỐC, SÉT": True,
    "PHƯƠNG TIỆN ĐÃ CHI VIỆN": False,
    "VẬT TƯ TỐI THIỂU": False,
    "DS TTB ĐỀ NGHỊ CẤP": False,
    "TTB MUA SẮM THEO QĐ 15": False,
    "DM VKTBKT": False,
}
HEAD = ["TT", "Danh mục", "ĐVT", "Số lượng"]


# A header -> whether the figures below it are taken, beside a title that speaks of stock.
HEADERS: dict[str, bool] = {
    "Số lượng (cái/bộ)": True,
    "Số lượng thực tế tại kho": True,
    "Khối lượng dự trữ": True,
    "Số lượng điều đi": False,
    "Số lượng trao tặng": False,
    "Số lượng bị hỏng": False,
    "Đã bán": False,
    "Con số rà soát": True,
    "Quân số, số lượng": True,
    "Số lượng hiện đang sử dụng": True,
    "Số lần": False,
    "Số tồn": True,
    "Đã chuẩn bị": True,
    "Giá trị": False,
}


def taken(found: Recognition) -> bool:
    return {row.status for row in found.rows} == {RowStatus.ACCEPTED}


@pytest.mark.parametrize("title", TITLES)
def test_a_title_says_what_the_list_is(title: str, read: Read) -> None:
    found = read([["UBND XÃ BA VÌ", None, "CỘNG HÒA"], [title], HEAD, [1, "Áo phao", "cái", 3]])
    assert taken(found) is TITLES[title]


def test_one_answer_settles_a_table_and_next_years(read: Read) -> None:
    def wide(year: int) -> list[list[Any]]:
        head = ["TT", "Xã", "Áo phao", "Đèn pin"]
        return [[f"KẾT QUẢ TRAO TẶNG NĂM {year}"], head, [1, "Xã Ba Vì", 3, 4], [2, "Xã Ba Gia", 5, 6]]

    (question,) = read(wide(2026)).questions
    assert (question.raw, question.cells) == ("KẾT QUẢ TRAO TẶNG NĂM 2026", 4)
    assert taken(read(wide(2027), answers={question.key: IMPORT}))


def test_a_header_that_says_what_there_is_needs_no_title(read: Read) -> None:
    assert taken(
        read([["XÃ BA VÌ"], ["LỊCH TRỰC"], [*HEAD[:3], "Số lượng hiện có"], [1, "Áo phao", "cái", 3]])
    )
    assert taken(read([["XÃ BA VÌ"], ["THẺ KHO"], [*HEAD[:3], "Tồn cuối kỳ"], [1, "Áo phao", "cái", 3]]))


def test_the_title_of_a_sheet_is_that_of_its_later_tables_too(read: Read) -> None:
    found = read(
        [["XÃ BA VÌ"], ["LỊCH TRỰC"], ["1. Tổ 1"], HEAD, [1, "Áo phao", "cái", 3], [], ["2. Tổ 2"], HEAD, [1, "Xẻng", "cái", 4]]
    )  # fmt: skip
    assert {(row.cell, row.status) for row in found.rows} == {
        ("D5", RowStatus.REVIEW),
        ("D9", RowStatus.REVIEW),
    }


def test_the_title_of_a_form_counts_too(read: Read) -> None:
    lines = [["Tên: Áo phao"], ["Số lượng: 12"], ["Đơn vị tính: cái"]]
    assert taken(read([["XÃ BA VÌ"], ["PHIẾU KÊ KHAI"], *lines]))
    assert not taken(read([["XÃ BA VÌ"], ["PHIẾU GIAO HÀNG"], *lines]))


@pytest.mark.parametrize("header", HEADERS)
def test_a_header_of_quantities_says_what_it_counts(header: str, read: Read) -> None:
    found = read(
        [
            ["XÃ BA VÌ"],
            ["THỐNG KÊ TRANG BỊ"],
            [*HEAD[:3], header],
            [1, "Áo phao", "cái", 3],
            [2, "Xẻng", "cái", 4],
        ]
    )
    assert taken(found) is HEADERS[header]


# The header of the only figures beside what is needed -> whether they are taken.
ONLY_FIGURES: dict[str, bool] = {
    "Đã dự trữ": True,
    "Đang giữ": True,
    "Được trang bị": True,
    "Số đang sử dụng": True,
    "Có thể huy động": True,
    "Huy động được": True,
    "Cam kết": True,
    "Kiểm đếm": True,
    "Tại chỗ": True,
    "Đang sử dụng": True,
    "Tốt": False,  # how many others there are nobody wrote
    "Đã cấp": False,
    "Số huy động": False,
    "Đã mua": False,
}


@pytest.mark.parametrize("header", ONLY_FIGURES)
def test_the_only_figures_beside_needs(header: str, read: Read) -> None:
    rows: list[list[Any]] = [["VẬT TƯ XÃ BA VÌ NĂM 2026"], ["TT", "Danh mục", "ĐVT", "Nhu cầu", header], [1, "Áo phao", "cái", 30, 12], [2, "Gạo", "kg", 900, 70]]  # fmt: skip
    assert taken(read(rows)) is ONLY_FIGURES[header]
    both = [[*row[:4], figure, row[4]] for row, figure in zip(rows[1:], ("Số lượng", 20, 80), strict=True)]
    found = [row.quantity for row in read([rows[0], *both]).rows if row.status is RowStatus.ACCEPTED]
    assert found in ([20, 80], []), "beside the number of things no other figure is one"


def test_where_things_are_kept_says_that_they_are_there(read: Read) -> None:
    found = read([["XÃ BA VÌ"], ["TRANG BỊ TỰ QUẢN"], [*HEAD, "Nơi để"], [1, "Áo phao", "cái", 3, "Kho"]])
    assert taken(found)


def test_a_contractor_keeps_machines_that_may_be_called_on(read: Read) -> None:
    rows = [[*HEAD, "Nhà thầu"], [1, "Xe múc", "xe", 3, "Công ty A"], [2, "Xe ben", "xe", 4, "Công ty B"]]
    assert taken(read([["XÃ BA VÌ"], ["MÁY MÓC CÓ THỂ HUY ĐỘNG"], *rows]))
    assert not taken(read([["XÃ BA VÌ"], ["DANH MỤC MÁY MÓC"], *rows]))


def test_values_beside_units_of_things_are_asked_about(read: Read) -> None:
    found = read([["XÃ BA VÌ"], ["SỐ LIỆU NGUỒN LỰC"], [*HEAD[:3], "Giá trị"], [1, "Áo phao", "cái", 3]])
    assert [(row.quantity, row.status) for row in found.rows] == [(3, RowStatus.REVIEW)]


# A line above the title -> whether it is only who sends the list, or until when it holds.
LETTERHEADS: dict[str, bool] = {
    "BAN CHPTKV 3 - KON TUM": True,
    "BAN CH PTDS XÃ": True,
    "TIỂU BAN HẬU CẦN": True,
    "BQL RỪNG PHÒNG HỘ": True,
    "CẢNG VỤ ĐƯỜNG THỦY": True,
    "LIÊN ĐOÀN LAO ĐỘNG": True,
    "KHU QUẢN LÝ ĐƯỜNG BỘ": True,
    "ĐỘI QUẢN LÝ THỊ TRƯỜNG SỐ 2": True,
    "BÁN CHẾ PHẨM": False,
    "Thời hạn cam kết: 31/12/2026": True,
    "Hạn trả: 31/12/2026": False,
}


@pytest.mark.parametrize("line", LETTERHEADS)
def test_who_sends_a_list_is_no_title(line: str, read: Read) -> None:
    rows = [["TT", "Xã", "Áo phao (cái)"], [1, "Xã Ba Vì", 3], [2, "Xã Ba Xa", 4]]
    found = read([[line], ["TỔNG HỢP PHƯƠNG TIỆN, VẬT TƯ"], *rows])
    assert ({row.status for row in found.rows} == {RowStatus.ACCEPTED}) is LETTERHEADS[line]
