"""The words for the register's codes; its refusals stand beside."""

from __future__ import annotations

from flask_babel import lazy_gettext as _

from inventory.sentences.refusals import SENTENCES as SENTENCES

PILLARS = {
    "command": _("Chỉ huy tại chỗ"),
    "forces": _("Lực lượng tại chỗ"),
    "means": _("Phương tiện, vật tư tại chỗ"),
    "logistics": _("Hậu cần tại chỗ"),
}

MOVEMENT_KINDS = {
    "receive": _("Nhập thêm"),
    "count": _("Kiểm đếm"),
    "adjust": _("Điều chỉnh"),
    "reserve": _("Giữ cho sự cố"),
    "release": _("Thôi giữ"),
    "issue": _("Xuất phát"),
    "take_back": _("Trả về"),
    "consume": _("Đã dùng"),
    "lose": _("Mất"),
    "damage": _("Hỏng khi làm nhiệm vụ"),
    "write_off": _("Thanh lý"),
    "transfer_in": _("Nhận điều chuyển"),
    "transfer_out": _("Điều chuyển đi"),
}

HOLDER_KINDS = {
    "commune": _("UBND cấp xã"),
    "agency": _("Cơ quan, đơn vị"),
    "armed_forces": _("Lực lượng vũ trang"),
    "enterprise": _("Doanh nghiệp"),
    "household": _("Hộ dân"),
    "province": _("Kho tỉnh"),
}

UNDO_STATES = {
    "open": _("chưa ai sửa thêm, hoàn tác được"),
    "undone": _("đã hoàn tác"),
    "changed": _("giữ nguyên, vì đã có người đổi hoặc xác nhận số sau lần lưu"),
    "closed": _("giữ nguyên, vì dòng đã được bỏ khỏi danh sách"),
    "committed": _("giữ nguyên, vì số này đang giữ cho sự cố"),
}

LEGAL_FORMS = {
    "huy_dong": _("huy động"),
    "dieu_dong": _("điều động"),
    "trung_dung": _("trưng dụng"),
    "trung_mua": _("trưng mua"),
}

COUNT_STATES = {
    "counting": _("đang đếm"),
    "reviewing": _("đang giải thích chênh lệch"),
    "closed": _("đã chốt"),
    "cancelled": _("đã huỷ"),
}

COUNT_HELD = {
    "committed": _("số đếm ít hơn số đang giữ cho sự cố: báo Sở chỉ huy trả bớt phần đang giữ, rồi chốt lại"),
    "recounted": _("số trong danh sách đã được sửa sau lúc đếm: hãy đếm lại dòng này"),
    "gone": _("dòng đã được bỏ khỏi danh sách: hãy để dòng này ra ngoài đợt kiểm kê"),
}

REVIEW_STATES = {
    "empty": _("chưa có số liệu"),
    "not_started": _("chưa bắt đầu"),
    "working": _("đang làm"),
    "confirmed": _("đã xong, chờ chốt"),
    "signed": _("đã chốt"),
}

FUNDS = {
    "national": _("dự trữ quốc gia"),
    "budget": _("ngân sách"),
    "social": _("xã hội hóa"),
    "household": _("của hộ dân"),
    "aid": _("viện trợ nước ngoài"),
    "donated": _("được tặng cho"),
}

CONDITIONS = {"good": _("tốt"), "fair": _("trung bình"), "broken": _("hỏng")}

AGREEMENTS = {
    "hiep_dong": _("hiệp đồng"),
    "nguyen_tac": _("hợp đồng nguyên tắc"),
    "cam_ket": _("cam kết"),
}

# What one piece can do, with the unit that stands behind the figure.
CAPABILITIES = {
    "seats": (_("Chỗ ngồi"), _("chỗ")),
    "tonnes": (_("Tải trọng"), _("tấn")),
    "kva": (_("Công suất điện"), "kVA"),
    "m3_per_hour": (_("Lưu lượng"), "m³/h"),
    "persons": (_("Sức chứa"), _("người")),
    "area_m2": (_("Diện tích"), "m²"),
}

DETAIL_LABELS = {
    "keep": _("Phải giữ lại cho xã"),
    "keep_seasonal": _("Giữ lại trong mùa"),
    "season_from": _("Mùa từ tháng"),
    "season_to": _("Mùa đến tháng"),
    "ready_minutes": _("Sẵn sàng sau (phút)"),
    "condition": _("Tình trạng"),
    "fund": _("Nguồn"),
    "donor": _("Bên tặng, viện trợ"),
    "expires_on": _("Hạn dùng"),
    "lat": _("Vĩ độ"),
    "lon": _("Kinh độ"),
    **{code: words for code, (words, _unit) in CAPABILITIES.items()},
    "peacetime_use": _("Công dụng thời bình"),
    "convert_minutes": _("Chuyển đổi trong (phút)"),
    "decided_by": _("Người quyết định cho dùng"),
    "operator": _("Người vận hành, tổ lái"),
    "fuel": _("Nhiên liệu"),
    "agreement": _("Thỏa thuận"),
    "agreement_no": _("Số thỏa thuận"),
    "signed_on": _("Ngày ký"),
    "ends_on": _("Ngày hết hạn thỏa thuận"),
    "phoned_on": _("Gọi kiểm tra gần nhất"),
    "note": _("Ghi chú"),
}

DUAL_FILTERS = {
    "": _("Tất cả"),
    "ending": _("Hết hạn trong 30 ngày tới"),
    "ended": _("Đã hết hạn"),
    "none": _("Chưa có thỏa thuận"),
    "phone": _("Quá 90 ngày chưa gọi kiểm tra"),
}

TRANSFER_STATES = {
    "proposed": _("chờ bên nhận"),
    "received": _("đã nhận"),
    "declined": _("bị từ chối"),
    "withdrawn": _("đã rút"),
    "ordered": _("theo quyết định của tỉnh"),
}

REQUEST_STATES = {
    "asked": _("chờ trả lời"),
    "given": _("đã đồng ý giao"),
    "declined": _("bị từ chối"),
    "withdrawn": _("đã rút"),
    "ordered": _("theo quyết định của tỉnh"),
}

# NĐ 200/2025/NĐ-CP: the posts of a Ban Chỉ huy Phòng thủ dân sự, the one who holds each by office in brackets.
BOARD_POSTS = {
    "head": _("Trưởng ban (Chủ tịch UBND)"),
    "standing": _("Phó Trưởng ban Thường trực (Phó Chủ tịch UBND)"),
    "military": _("Phó Trưởng ban (chỉ huy quân sự)"),
    "police": _("Phó Trưởng ban (công an)"),
    "economy": _("Phó Trưởng ban (kinh tế, nông nghiệp)"),
    "member": _("Ủy viên"),
}

BOARD_GAPS = {
    "vacant": _("khuyết"),
    "ended": _("hết nhiệm kỳ"),
    "ending": _("sắp hết nhiệm kỳ"),
    "no_phone": _("chưa có số điện thoại"),
    "twice": _("có hơn một người giữ"),
}

WATCH_KINDS = {"leader": _("Trực chỉ huy"), "desk": _("Trực ban")}

CALLERS = {
    "commune_chair": _("Chủ tịch UBND cấp xã"),
    "commune_military": _("Chỉ huy trưởng Ban CHQS cấp xã, được Chủ tịch UBND đồng ý"),
    "commune_police": _("Trưởng Công an cấp xã"),
    "own_unit": _("Thủ trưởng đơn vị quản lý"),
    "province": _("Cấp tỉnh"),
}

PERSON_PLACES = {
    "seat": _("Ban Chỉ huy"),
    "watch": _("Trực ban"),
    "squad": _("Đội trưởng"),
    "member": _("Thành viên đội"),
    "holder": _("Đơn vị, hộ quản lý"),
    "look": _("Nhật ký xem số điện thoại"),
}

CATEGORIES = {
    "LL": _("Lực lượng"),
    "PT": _("Phương tiện"),
    "TB": _("Trang bị, dụng cụ"),
    "VT": _("Vật tư"),
    "HC": _("Hậu cần, nhu yếu phẩm"),
    "CT": _("Công trình, nơi trú ẩn"),
}

LIST_STATES = {
    "good": _("tình trạng tốt"),
    "fair": _("tình trạng trung bình"),
    "broken": _("tình trạng hỏng"),
    "some_broken": _("có cái hỏng"),
    "reserved": _("đang giữ cho sự cố"),
    "away": _("đang đi làm nhiệm vụ"),
    "busy": _("đang huy động (giữ hoặc đã đi)"),
    "empty": _("đã hết"),
}

LIST_AGES = {
    "fresh": _("đã kiểm tra trong hạn"),
    "stale": _("quá hạn kiểm tra"),
    "never": _("chưa rà soát"),
}

LIST_ORDERS = {
    "ten": _("Tên nguồn lực (A, Ă, Â…)"),
    "xa": _("Xã, theo mã xã"),
    "kt": _("Lâu chưa kiểm tra nhất"),
}

COMMUNE_GAPS = {
    "": _("Tất cả các xã"),
    "cu": _("Xã còn dòng cần rà soát"),
    "trong": _("Xã còn trụ cột trống"),
}

COMMUNE_ORDERS = {
    "": _("Theo danh mục chính thức"),
    "ten": _("Theo tên (A, Ă, Â…)"),
    "cu": _("Nhiều dòng cần rà soát trước"),
}

DUAL_USES = {"yes": _("có"), "no": _("không"), "depends": _("tùy từng thứ")}
