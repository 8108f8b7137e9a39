"""The columns of the lists of people, boards, campaigns and places on the map as Excel."""

from __future__ import annotations

from core.excel.writing import Column, Look

SQUAD_COLUMNS = (
    Column("TT", 6, Look.CENTRE), Column("Đội, lực lượng", 34), Column("Loại", 28),
    Column("Quân số", 10, Look.NUMBER), Column("Đã huấn luyện", 11, Look.NUMBER),
    Column("Đồng thời thuộc đội khác", 12, Look.NUMBER), Column("Đội khác đó", 28),
    Column("Có tên trong danh sách", 12, Look.NUMBER), Column("Chỉ huy", 24),
    Column("Điện thoại (che bớt)", 15), Column("Ai được điều", 30), Column("Hình thức", 22),
    Column("Trang bị", 34), Column("Đếm ngày", 12, Look.DAY),
)  # fmt: skip
MEMBER_COLUMNS = (
    Column("TT", 6, Look.CENTRE), Column("Họ và tên", 28), Column("Năm sinh", 10, Look.CENTRE),
    Column("Điện thoại (che bớt)", 15), Column("Có ở đội khác", 12, Look.CENTRE),
)  # fmt: skip
BOARD_COLUMNS = (
    Column("TT", 6, Look.CENTRE), Column("Nơi", 26), Column("Đang trực", 34),
    Column("Ban Chỉ huy", 12, Look.CENTRE), Column("Còn thiếu, cần xem lại", 60),
)  # fmt: skip
CAMPAIGN_COLUMNS = (
    Column("TT", 6, Look.CENTRE), Column("Đợt rà soát", 40), Column("Trụ cột", 30),
    Column("Từ ngày", 12, Look.DAY), Column("Hạn chót", 12, Look.DAY), Column("Mở lúc", 18, Look.MOMENT),
    Column("Người mở", 24), Column("Kết thúc lúc", 18, Look.MOMENT), Column("Người kết thúc", 24),
)  # fmt: skip
MAP_COLUMNS = (
    Column("TT", 6, Look.CENTRE), Column("Lớp", 24), Column("Nơi", 34), Column("Xã, phường, đặc khu", 24),
    Column("Có gì", 34), Column("Số dùng được", 12, Look.NUMBER), Column("Số dòng", 10, Look.NUMBER),
    Column("Vĩ độ", 12, Look.CENTRE), Column("Kinh độ", 12, Look.CENTRE), Column("Km", 9, Look.NUMBER),
    Column("Phút", 9, Look.NUMBER),
)  # fmt: skip
