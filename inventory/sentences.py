"""The register's refusals in words, and the words for its codes."""

from __future__ import annotations

from flask_babel import lazy_gettext as _

SENTENCES = {
    "quantity_unreasonable": _(
        "Số lượng phải từ 0 đến %(most)s, tối đa ba chữ số thập phân. Vui lòng kiểm tra lại."
    ),
    "quantity_not_whole": _("Đơn vị “%(unit)s” đếm theo số nguyên; %(quantity)s không phải số nguyên."),
    "broken_more_than_on_hand": _(
        "Số hỏng (%(broken)s) lớn hơn số hiện có (%(on_hand)s). Vui lòng kiểm tra lại."
    ),
    "less_than_committed": _(
        "Số còn dùng được sẽ ít hơn số đang giữ cho sự cố và số hỏng (cộng lại %(committed)s, hiện có %(on_hand)s). "
        "Hãy báo Sở chỉ huy trả bớt phần đang giữ rồi sửa lại."
    ),
    "not_free": _(
        "Chỉ còn %(free)s %(unit)s %(resource)s ở %(place)s, không đủ %(asked)s (đơn vị khác vừa giữ hoặc số liệu vừa đổi). "
        "Vui lòng lập lại phương án."
    ),
    "return_does_not_add_up": _(
        "Số trả về, đã dùng, mất và hỏng cộng lại là %(total)s, phải đúng bằng số đã đi là %(sent)s."
    ),
    "lot_exists": _("Danh sách đã có %(resource)s của %(holder)s ở nơi này. Hãy sửa dòng đã có."),
    "holder_of_other_commune": _("Đơn vị quản lý này không thuộc xã đang nhập. Vui lòng chọn lại."),
}

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
    "consume": _("Đã dùng hết"),
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

LEGAL_FORMS = {
    "huy_dong": _("huy động"),
    "dieu_dong": _("điều động"),
    "trung_dung": _("trưng dụng"),
    "trung_mua": _("trưng mua"),
}
