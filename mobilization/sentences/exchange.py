"""Refusals of messages in words: typed in from the telephone, or of other systems; the words for the latter's kinds."""

from __future__ import annotations

from flask_babel import lazy_gettext as _

from mobilization.rules.exchange.areas import How
from mobilization.rules.exchange.edxl_table import MessageKind
from mobilization.rules.exchange.inbox import ALERT, MessageState

SENTENCES = {
    "message_unclear": _(
        "Chưa hiểu dòng “%(line)s”. Viết mã, việc, giờ, ví dụ BM-15-7 DI 1405. Chưa ghi gì."
    ),
    "message_code_wrong": _("Mã ở dòng “%(line)s” không đúng. Vui lòng hỏi lại người báo. Chưa ghi gì."),
    "message_time_wrong": _(
        "Sau việc chỉ ghi giờ, ví dụ 1405 hoặc 14 giờ 05: xem lại dòng “%(line)s”. "
        "Điều khác xin ghi ở trang của nguồn lực. Chưa ghi gì."
    ),
    "xml_unreadable": _(
        "Tệp không phải XML đọc được, hoặc có khai báo DTD mà bản tin không dùng. Vui lòng lấy lại tệp gốc."
    ),
    "xml_too_big": _("Bản tin quá lớn: tối đa %(most_kb)s kB. Hãy gửi từng bản tin một."),
    "message_kind_unknown": _(
        "Không nhận loại “%(name)s”. Chỉ nhận cảnh báo CAP 1.2 và bảy bản tin EDXL-RM 1.0: yêu cầu, trả lời, lệnh gọi, "
        "cam kết, cho về, đề nghị trả, trả lời đề nghị trả."
    ),
    "element_unknown": _("Chuẩn không có phần tử “%(name)s” tại %(path)s. Chưa ghi gì."),
    "element_missing": _("Thiếu phần tử bắt buộc “%(name)s” tại %(path)s. Chưa ghi gì."),
    "element_misplaced": _(
        "Phần tử “%(name)s” tại %(path)s xuất hiện quá số lần hoặc sai thứ tự của chuẩn. Chưa ghi gì."
    ),
    "element_value": _("Giá trị “%(value)s” tại %(path)s không đúng chuẩn. Chưa ghi gì."),
    "cap_nothing": _("Cảnh báo không nêu khu vực nào, hoặc đã hết hiệu lực. Chưa ghi gì."),
    "message_passed": _("Bản tin này đã được xử lý hoặc bên gửi đã thu hồi. Vui lòng tải lại trang."),
    "message_id_reused": _(
        "Mã bản tin này đã nhận trước đây với nội dung khác. Bên gửi cần dùng mã mới cho nội dung mới."
    ),
    "message_nothing_chosen": _(
        "Chưa có dòng nào dùng được. Hãy đánh dấu ít nhất một dòng, hoặc bấm Không tiếp nhận."
    ),
    "message_empty": _(
        "Chưa có gì để gửi trong bản tin này: không nguồn lực nào ở trạng thái mà bản tin nói đến."
    ),
}

MESSAGE_KINDS = {
    MessageKind.REQUEST: _("Yêu cầu nguồn lực"),
    MessageKind.RESPONSE: _("Trả lời yêu cầu"),
    MessageKind.REQUISITION: _("Lệnh gọi nguồn lực"),
    MessageKind.COMMIT: _("Cam kết nguồn lực"),
    MessageKind.RELEASE: _("Cho nguồn lực về"),
    MessageKind.RETURN: _("Đề nghị trả nguồn lực"),
    MessageKind.RETURN_RESPONSE: _("Trả lời đề nghị trả"),
    ALERT: _("Cảnh báo CAP"),
}
MESSAGE_STATES = {
    MessageState.RECEIVED: (_("Chờ xử lý"), "late"),
    MessageState.TAKEN: (_("Đã tiếp nhận"), "ok"),
    MessageState.DECLINED: (_("Không tiếp nhận"), "quiet"),
    MessageState.NOTED: (_("Đã ghi nhận"), "quiet"),
    MessageState.RECALLED: (_("Bên gửi thu hồi"), "quiet"),
}
# Why a message waits, and why one of its lines did nothing.
MESSAGE_NOTES = {
    "origin_unknown": _("Bản tin không trả lời yêu cầu nào của hệ thống này."),
    "incident_closed": _("Sự cố được trả lời đã đóng."),
    "not_your_incident": _("Sự cố được trả lời do nơi khác chỉ huy."),
    "no_line_fits": _("Không dòng nào ghép được với nhu cầu đang có."),
    "partly_in_force": _("Một phần đã có hiệu lực; phần còn lại cần người xem."),
    "declined": _("Bên kia từ chối."),
    "need_unknown": _("Không rõ trả lời nhu cầu nào."),
    "type_unknown": _("Không rõ là loại nào trong danh mục."),
    "no_quantity": _("Không có số lượng dùng được."),
    "resource_unknown": _("Không nhận ra nguồn lực này."),
    "state": _("Nguồn lực không ở trạng thái cho về được."),
    "quantity": _("Số lượng khác với số đã điều đi."),
}
HOWS = {How.CODE: _("theo mã"), How.OUTLINE: _("theo bản đồ"), How.NAME: _("theo tên")}
