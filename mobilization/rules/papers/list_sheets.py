"""The columns of the command post's lists as Excel."""

from __future__ import annotations

from core.excel.writing import Column, Look

INCIDENT_COLUMNS = (
    Column("TT", 6, Look.CENTRE), Column("Số", 7, Look.CENTRE), Column("Sự cố", 40),
    Column("Diễn tập", 10, Look.CENTRE), Column("Loại hình", 22), Column("Xã, phường, đặc khu", 24),
    Column("Nơi xảy ra", 28), Column("Cấp chỉ huy", 12, Look.CENTRE), Column("Mở lúc", 18, Look.MOMENT),
    Column("Người mở", 24), Column("Đóng lúc", 18, Look.MOMENT), Column("Việc cần làm", 22),
    Column("Cụ thể", 50), Column("Nguồn lực không còn đường đến", 14, Look.NUMBER),
)  # fmt: skip
NEED_COLUMNS = (
    Column("TT", 6, Look.CENTRE), Column("Nhu cầu", 34), Column("Nơi cần", 24),
    Column("ĐVT", 8, Look.CENTRE), Column("Cần", 11, Look.NUMBER), Column("Đã có nguồn", 11, Look.NUMBER),
    Column("Trong đó từ bên ngoài", 12, Look.NUMBER), Column("Đã đến", 11, Look.NUMBER),
    Column("Tỉnh đang lo", 11, Look.NUMBER), Column("Còn thiếu", 11, Look.NUMBER), Column("Ưu tiên", 9, Look.CENTRE),
    Column("Trong (phút)", 10, Look.NUMBER), Column("Ghi chú", 34),
)  # fmt: skip
RESOURCE_COLUMNS = (
    Column("TT", 6, Look.CENTRE), Column("Nguồn lực", 34), Column("Ký hiệu, biển số", 16),
    Column("ĐVT", 8, Look.CENTRE), Column("Số lượng", 11, Look.NUMBER), Column("Trạng thái", 24),
    Column("Từ lúc", 18, Look.MOMENT), Column("Xã điều đi", 24), Column("Đơn vị, hộ quản lý", 30),
    Column("Điện thoại (che bớt)", 15), Column("Lệnh", 8, Look.CENTRE),
    Column("Đi hết (phút)", 10, Look.NUMBER), Column("Đã về", 10, Look.NUMBER),
    Column("Đã dùng hết", 10, Look.NUMBER), Column("Mất", 10, Look.NUMBER),
    Column("Hư hỏng", 10, Look.NUMBER),
)  # fmt: skip
ORDER_COLUMNS = (
    Column("TT", 6, Look.CENTRE), Column("Mã", 7, Look.CENTRE), Column("Số văn bản", 18),
    Column("Ngày", 12, Look.DAY), Column("Hình thức", 22), Column("Gửi", 24), Column("Trạng thái", 20),
    Column("Đến nơi", 28), Column("Mục đích", 34), Column("Chỉ huy", 24),
    Column("Có mặt trước", 18, Look.MOMENT), Column("Hết thời hạn", 18, Look.MOMENT),
    Column("Người soạn", 24), Column("Soạn lúc", 18, Look.MOMENT), Column("Người duyệt", 24),
    Column("Duyệt lúc", 18, Look.MOMENT),
)  # fmt: skip
LOG_COLUMNS = (
    Column("TT", 6, Look.CENTRE), Column("Xảy ra lúc", 18, Look.MOMENT), Column("Ghi lúc", 18, Look.MOMENT),
    Column("Trạng thái", 24), Column("Nguồn lực", 34), Column("Số lượng", 11, Look.NUMBER),
    Column("Trước khi sửa", 14, Look.NUMBER), Column("ĐVT", 8, Look.CENTRE), Column("Xã", 24), Column("Người ghi", 24),
    Column("Ghi chú", 40),
)  # fmt: skip
OFFER_COLUMNS = (
    Column("TT", 6, Look.CENTRE), Column("Ai hỗ trợ", 30), Column("Thuộc loại", 26),
    Column("Người liên hệ", 26), Column("Nguồn lực", 34), Column("ĐVT", 8, Look.CENTRE),
    Column("Số lượng", 11, Look.NUMBER), Column("Đến thực tế", 12, Look.NUMBER), Column("Đến lúc", 18, Look.MOMENT),
    Column("Đến hết", 18, Look.MOMENT), Column("Trạng thái", 18), Column("Cảm ơn lúc", 18, Look.MOMENT),
    Column("Số thư cảm ơn", 18), Column("Ngày thư", 12, Look.DAY), Column("Ghi chú", 34), Column("Người ghi", 24), Column("Người quyết định", 24),
)  # fmt: skip
TELEGRAM_COLUMNS = (
    Column("TT", 6, Look.CENTRE), Column("Mã", 7, Look.CENTRE), Column("Số văn bản", 18),
    Column("Ngày", 12, Look.DAY), Column("Độ khẩn", 14), Column("Nơi nhận", 50),
    Column("Tình hình", 50), Column("Yêu cầu", 60), Column("Báo cáo trước", 18, Look.MOMENT),
    Column("Người soạn", 24), Column("Soạn lúc", 18, Look.MOMENT),
)  # fmt: skip
DRILL_COLUMNS = (
    Column("TT", 6, Look.CENTRE), Column("Nơi", 26), Column("Tình trạng", 18),
    Column("Chậm nhất", 12, Look.DAY), Column("Lần gần nhất", 12, Look.DAY), Column("Tình huống", 22),
    Column("Cuộc diễn tập", 40), Column("Văn bản ghi nhận", 30),
)  # fmt: skip
AUTHORITY_COLUMNS = (
    Column("TT", 6, Look.CENTRE), Column("Hình thức", 30), Column("Áp dụng từ", 12, Look.DAY),
    Column("Cấp được ra lệnh", 22), Column("Người ký", 26), Column("Trường hợp", 26),
    Column("Cần sự thống nhất của", 40), Column("Căn cứ pháp lý", 50), Column("Điểm chưa chắc", 40),
    Column("Người ghi", 24),
)  # fmt: skip
NORM_COLUMNS = (
    Column("TT", 6, Look.CENTRE), Column("Nhóm", 26), Column("Định mức", 50),
    Column("Giá trị", 12, Look.NUMBER), Column("Đơn vị", 18), Column("Nguồn", 50),
    Column("Mức tin cậy", 26),
)  # fmt: skip
ROAD_COLUMNS = (
    Column("TT", 6, Look.CENTRE), Column("Loại", 22), Column("Nơi", 26), Column("Đến", 26),
    Column("Nội dung", 30), Column("Đến lúc", 18, Look.MOMENT), Column("Ghi chú", 34),
    Column("Ghi lúc", 18, Look.MOMENT), Column("Người ghi", 24),
)  # fmt: skip
TERM_COLUMNS = (
    Column("TT", 6, Look.CENTRE), Column("Thời hạn", 34), Column("Hạn", 18, Look.MOMENT),
    Column("Tình trạng", 18), Column("Mã lệnh", 8, Look.CENTRE), Column("Số văn bản", 20),
    Column("Hình thức", 22), Column("Xã", 24), Column("Sự cố", 40),
)  # fmt: skip
MESSAGE_COLUMNS = (
    Column("TT", 6, Look.CENTRE), Column("Loại bản tin", 26), Column("Tiêu đề", 50), Column("Bên gửi", 34),
    Column("Gửi lúc", 18, Look.MOMENT), Column("Nhận lúc", 18, Look.MOMENT), Column("Trạng thái", 18),
    Column("Ghi chú", 34), Column("Người nhận", 24), Column("Người quyết định", 24),
)  # fmt: skip
RATE_COLUMNS = (
    Column("TT", 6, Look.CENTRE), Column("Việc", 28), Column("Áp dụng từ", 12, Look.DAY),
    Column("Đồng một ngày", 14, Look.NUMBER), Column("Căn cứ pháp lý", 50),
)  # fmt: skip
