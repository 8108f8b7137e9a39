"""The columns of the register's lists as Excel."""

from __future__ import annotations

from core.excel.writing import Column, Look

LIST_COLUMNS = (
    Column("TT", 7, Look.CENTRE), Column("Xã, phường, đặc khu", 24), Column("Mã loại", 9, Look.CENTRE),
    Column("Nguồn lực", 34), Column("Ký hiệu, biển số", 16), Column("ĐVT", 8, Look.CENTRE),
    Column("Hiện có", 11, Look.NUMBER), Column("Hỏng", 9, Look.NUMBER), Column("Đang giữ", 10, Look.NUMBER),
    Column("Đang đi làm nhiệm vụ", 11, Look.NUMBER), Column("Dùng được", 11, Look.NUMBER),
    Column("Phải giữ lại cho xã", 10, Look.NUMBER), Column("Thiếu so với mức giữ", 10, Look.NUMBER),
    Column("Đơn vị, hộ quản lý", 30), Column("Loại chủ", 18), Column("Điện thoại (che bớt)", 15), Column("Nơi để", 24),
    Column("Tình trạng", 12, Look.CENTRE), Column("Hạn dùng", 12, Look.DAY),
    Column("Kiểm tra ngày", 12, Look.DAY), Column("Người kiểm tra", 20), Column("Ghi chú", 30),
    Column("Xem", 12, Look.CENTRE),
)  # fmt: skip
# Humanitarian Exchange Language 1.1, one tag for each column of LIST_COLUMNS; communes are Viet Nam's second level since
# 01/7/2025 (Luật 72/2025/QH15).
LIST_TAGS = (
    "#meta+no", "#adm2+name", "#item+code", "#item+name", "#item+id", "#item+unit", "#indicator+onhand+num",
    "#indicator+broken+num", "#indicator+reserved+num", "#indicator+away+num", "#indicator+usable+num",
    "#indicator+keep+num", "#indicator+lacking+num", "#org+name", "#org+type", "#contact+phone", "#loc+name", "#status+condition", "#date+expiry",
    "#date+checked", "#contact+name", "#description+note", "#meta+url",
)  # fmt: skip
SUM_COLUMNS = (
    Column("TT", 6, Look.CENTRE), Column("Mã loại", 9, Look.CENTRE), Column("Nguồn lực", 34),
    Column("ĐVT", 8, Look.CENTRE), Column("Hiện có", 12, Look.NUMBER), Column("Dùng được", 12, Look.NUMBER),
    Column("Đang giữ", 11, Look.NUMBER), Column("Đang đi làm nhiệm vụ", 11, Look.NUMBER), Column("Hỏng, vắng", 11, Look.NUMBER),
    Column("Số dòng", 10, Look.NUMBER), Column("Số xã", 9, Look.NUMBER),
)  # fmt: skip
# Of each pillar the rows there are and those to be checked; nothing where a commune has not reported it.
TABLE_COLUMNS = (
    Column("TT", 6, Look.CENTRE), Column("Mã xã", 9, Look.CENTRE), Column("Xã, phường, đặc khu", 26),
    *(
        Column(f"{pillar}: {what}", 14, Look.NUMBER)
        for pillar in ("Chỉ huy", "Lực lượng", "Phương tiện, vật tư", "Hậu cần")
        for what in ("số dòng", "cần rà soát")
    ),
    Column("Cần rà soát", 11, Look.NUMBER), Column("Đang huy động", 11, Look.NUMBER), Column("Đã hết", 10, Look.NUMBER),
)  # fmt: skip
DUAL_COLUMNS = (
    Column("TT", 6, Look.CENTRE), Column("Xã, phường, đặc khu", 24), Column("Nguồn lực", 32),
    Column("Ký hiệu, biển số", 16), Column("ĐVT", 8, Look.CENTRE), Column("Hiện có", 10, Look.NUMBER),
    Column("Chủ sở hữu", 28), Column("Loại chủ", 18), Column("Công dụng thời bình", 30),
    Column("Chuyển đổi (phút)", 10, Look.NUMBER), Column("Người quyết định cho dùng", 24),
    Column("Người vận hành", 20), Column("Nhiên liệu", 14), Column("Thỏa thuận", 18),
    Column("Số thỏa thuận", 18), Column("Hết hạn", 12, Look.DAY), Column("Gọi kiểm tra", 12, Look.DAY),
    Column("Xem", 12, Look.CENTRE),
)  # fmt: skip
WORKS_COLUMNS = (
    Column("TT", 6, Look.CENTRE), Column("Xã, phường, đặc khu", 24), Column("Công trình", 34),
    Column("Nơi có", 26), Column("Đơn vị quản lý", 28), Column("ĐVT", 8, Look.CENTRE),
    Column("Số lượng", 10, Look.NUMBER), Column("Sức chứa (người)", 12, Look.NUMBER),
    Column("Diện tích (m²)", 12, Look.NUMBER), Column("Tọa độ", 12, Look.CENTRE),
    Column("Công dụng thời bình", 30), Column("Xem", 12, Look.CENTRE),
)  # fmt: skip
PAST_COLUMNS = (
    Column("TT", 6, Look.CENTRE), Column("Nguồn lực", 34), Column("Ký hiệu, biển số", 16),
    Column("ĐVT", 8, Look.CENTRE), Column("Hiện có", 11, Look.NUMBER),
    Column("Hỏng, vắng", 10, Look.NUMBER), Column("Đang giữ", 10, Look.NUMBER),
    Column("Đơn vị, hộ quản lý (hiện nay)", 30), Column("Nơi để (hiện nay)", 26),
    Column("Xem", 12, Look.CENTRE),
)  # fmt: skip
TRANSFER_COLUMNS = (
    Column("TT", 6, Look.CENTRE), Column("Số", 8, Look.CENTRE), Column("Nguồn lực", 32),
    Column("Ký hiệu, biển số", 16), Column("ĐVT", 8, Look.CENTRE), Column("Số lượng", 11, Look.NUMBER),
    Column("Thực nhận", 11, Look.NUMBER), Column("Bên giao", 24), Column("Bên nhận", 24),
    Column("Kết quả", 22), Column("Văn bản", 24), Column("Lý do điều chuyển", 28),
    Column("Lý do của bên nhận", 28), Column("Ngày lập", 12, Look.DAY), Column("Người lập", 22),
    Column("Ngày xong", 12, Look.DAY), Column("Người ghi kết quả", 22),
)  # fmt: skip
REQUEST_COLUMNS = (
    Column("TT", 6, Look.CENTRE), Column("Số", 8, Look.CENTRE), Column("Nguồn lực", 32),
    Column("ĐVT", 8, Look.CENTRE), Column("Số đề nghị", 11, Look.NUMBER), Column("Số giao", 11, Look.NUMBER),
    Column("Bên đề nghị", 24), Column("Bên được hỏi", 24), Column("Kết quả", 22), Column("Lý do đề nghị", 32),
    Column("Lý do của bên được hỏi", 32), Column("Ngày đề nghị", 12, Look.DAY), Column("Người đề nghị", 22),
    Column("Ngày trả lời", 12, Look.DAY), Column("Người trả lời", 22),
)  # fmt: skip
HOLDER_COLUMNS = (
    Column("TT", 6, Look.CENTRE), Column("Đơn vị, hộ", 34), Column("Loại chủ", 20),
    Column("Số dòng", 10, Look.NUMBER), Column("Địa chỉ", 34), Column("Điện thoại (che bớt)", 15),
)  # fmt: skip
TYPE_COLUMNS = (
    Column("TT", 6, Look.CENTRE), Column("Mã loại", 9, Look.CENTRE), Column("Loại", 34),
    Column("ĐVT", 8, Look.CENTRE), Column("Tên tiếng Anh", 30), Column("Nhóm", 18), Column("Trụ cột", 26),
    Column("Hình thức huy động", 26), Column("Có công dụng thời bình", 14, Look.CENTRE),
    Column("Tên gọi khác", 40), Column("Quy đổi đơn vị", 26),
    Column("Loại thay thế được (số cái thay cho một)", 40), Column("Ghi chú", 30),
    Column("Tình trạng", 14, Look.CENTRE),
)  # fmt: skip
LOOK_COLUMNS = (
    Column("TT", 6, Look.CENTRE), Column("Người xem", 26), Column("Lúc", 18, Look.MOMENT),
    Column("Số của", 26), Column("Ghi ở", 22), Column("Nơi", 24), Column("Từ trang", 30),
)  # fmt: skip
WATCH_COLUMNS = (
    Column("TT", 6, Look.CENTRE), Column("Từ", 18, Look.MOMENT), Column("Đến", 18, Look.MOMENT),
    Column("Ca trực", 18), Column("Họ và tên", 24), Column("Đơn vị, chức vụ", 34),
    Column("Điện thoại (che bớt)", 15),
)  # fmt: skip
COUNT_COLUMNS = (
    Column("TT", 6, Look.CENTRE), Column("Số", 10, Look.CENTRE), Column("Phạm vi", 34),
    Column("Trạng thái", 26), Column("Số dòng", 10, Look.NUMBER), Column("Đã đếm", 10, Look.NUMBER),
    Column("Để lại", 10, Look.NUMBER), Column("Chênh lệch", 10, Look.NUMBER),
    Column("Chưa giải thích", 10, Look.NUMBER), Column("Mở lúc", 18, Look.MOMENT), Column("Người mở", 24),
    Column("Chốt lúc", 18, Look.MOMENT), Column("Người chốt", 24), Column("Số biên bản", 20),
)  # fmt: skip
COMPARED_COLUMNS = (
    Column("TT", 6, Look.CENTRE), Column("Xã, phường, đặc khu", 24), Column("Mã loại", 9, Look.CENTRE),
    Column("Nguồn lực", 34), Column("ĐVT", 8, Look.CENTRE), Column("Ngày trước", 12, Look.NUMBER),
    Column("Ngày sau", 12, Look.NUMBER), Column("Tăng, giảm", 12, Look.NUMBER),
)  # fmt: skip


def lot_path(lot_id: int) -> str:
    """Return the address, on the register's own site, of the page that tells one row's story."""
    return f"/kho/{lot_id}"
