"""The columns of the lists of readiness, gaps, prices and land as Excel."""

from __future__ import annotations

from core.excel.writing import Column, Look

READINESS_COLUMNS = (
    Column("TT", 6, Look.CENTRE), Column("Xã, phường, đặc khu", 26), Column("Chỉ huy (%)", 12, Look.NUMBER),
    Column("Lực lượng (%)", 12, Look.NUMBER), Column("Phương tiện, vật tư (%)", 14, Look.NUMBER),
    Column("Hậu cần (%)", 12, Look.NUMBER), Column("Mức chung (%)", 12, Look.NUMBER), Column("Mức", 18),
    Column("Tháng trước (%)", 12, Look.NUMBER),
)  # fmt: skip
GAP_COLUMNS = (
    Column("TT", 6, Look.CENTRE), Column("Xã, phường, đặc khu", 24), Column("Mã loại", 10, Look.CENTRE),
    Column("Nguồn lực", 34), Column("ĐVT", 8, Look.CENTRE), Column("Cần", 11, Look.NUMBER),
    Column("Còn thiếu", 11, Look.NUMBER), Column("Cách bù", 60),
    Column("Chi phí đã rõ giá (đồng)", 18, Look.NUMBER), Column("Số chưa có giá", 11, Look.NUMBER),
)  # fmt: skip
PRICE_COLUMNS = (
    Column("TT", 6, Look.CENTRE), Column("Mã loại", 10, Look.CENTRE), Column("Nguồn lực", 34),
    Column("ĐVT", 8, Look.CENTRE), Column("Đơn giá (đồng)", 16, Look.NUMBER),
    Column("Sửa một cái (% giá)", 12, Look.NUMBER), Column("Cách có phần còn thiếu", 34),
    Column("Nguồn giá", 40), Column("Ngày của giá", 12, Look.DAY),
)  # fmt: skip
OWED_COLUMNS = (
    Column("TT", 6, Look.CENTRE), Column("Sự cố", 40), Column("Xã, phường, đặc khu", 26),
    Column("Mở lúc", 18, Look.MOMENT), Column("Đóng lúc", 18, Look.MOMENT), Column("Diễn tập", 10, Look.CENTRE),
    Column("Báo cáo còn phải lập", 30), Column("Hạn", 18, Look.MOMENT), Column("Quá hạn", 10, Look.CENTRE),
)  # fmt: skip
WRITTEN_COLUMNS = (
    Column("TT", 6, Look.CENTRE), Column("Báo cáo", 34), Column("Của ngày", 12, Look.DAY),
    Column("Lập lúc", 18, Look.MOMENT), Column("Lần lưu", 9, Look.NUMBER), Column("Lưu lúc", 18, Look.MOMENT),
    Column("Người lưu", 26),
)  # fmt: skip
FROZEN_COLUMNS = (
    Column("TT", 6, Look.CENTRE), Column("Năm", 8, Look.CENTRE), Column("Của", 30),
    Column("Chốt lúc", 18, Look.MOMENT), Column("Người chốt", 26), Column("Cỡ tệp (byte)", 14, Look.NUMBER),
    Column("SHA-256", 68), Column("Gốc chuỗi kiểm toán", 68),
)  # fmt: skip
LAND_COLUMNS = (
    Column("TT", 6, Look.CENTRE), Column("Xã, phường, đặc khu", 26),
    Column("Ven biển, đảo", 12, Look.CENTRE), Column("Vùng sâu, vùng xa", 12, Look.CENTRE),
    Column("Đặc biệt khó khăn", 12, Look.CENTRE), Column("Căn cứ", 50),
)  # fmt: skip
