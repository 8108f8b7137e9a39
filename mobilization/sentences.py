"""Refusals of an incident in words, and the words for its codes."""

from __future__ import annotations

from flask_babel import lazy_gettext as _

from mobilization.rules.candidates import Barred
from mobilization.rules.hazards import Hazard
from mobilization.rules.plan import Reason, UnmetReason
from mobilization.rules.states import State

SENTENCES = {
    "incident_closed": _("Sự cố đã đóng, không làm thêm được trong sự cố này."),
    "resources_still_out": _(
        "Còn %(count)s nguồn lực chưa trả hoặc chưa kết thúc. Hãy hoàn trả xong rồi đóng sự cố."
    ),
    "need_quantity": _("Nhu cầu phải là số nguyên từ 1 đến %(most)s."),
    "need_in_use": _(
        "Nhu cầu này đã có nguồn lực được giữ nên không bỏ được. Hãy hủy các nguồn lực đó trước."
    ),
    "driver_range": _("Số liệu của kịch bản phải từ %(least)s đến %(most)s."),
    "nothing_taken": _("Chưa chọn nhu cầu nào. Hãy đánh dấu ít nhất một dòng."),
    "nothing_needed": _(
        "Mọi nhu cầu đã được đáp ứng hoặc chưa nhập nhu cầu nào. Hãy thêm nhu cầu rồi lập phương án."
    ),
    "plan_passed": _("Phương án này đã được dùng hoặc đã có phương án mới. Vui lòng xem phương án mới nhất."),
    "nothing_chosen": _("Chưa chọn nguồn lực nào để ra lệnh. Hãy đánh dấu ít nhất một dòng."),
    "one_commune_an_order": _("Mỗi lệnh gọi nguồn lực của một xã. Hãy chọn các dòng của cùng một xã."),
    "order_passed": _(
        "Lệnh này không còn là dự thảo, hoặc nguồn lực đã nằm trong lệnh khác. Vui lòng tải lại trang."
    ),
    "end_before_start": _("Thời hạn kết thúc phải sau thời điểm có mặt."),
    "happened_in_future": _("Thời điểm ghi nhận không thể ở tương lai."),
    "move_not_lawful": _("Bước này không còn hợp lệ vì trạng thái vừa thay đổi. Vui lòng tải lại trang."),
    "issuer_not_competent": _(
        "Cấp này không có thẩm quyền dùng hình thức đã chọn. Trưng dụng, trưng mua thuộc Chủ tịch UBND tỉnh "
        "(Luật 15/2008/QH12, Điều 14, Điều 24); cấp xã báo cáo để tỉnh quyết định."
    ),
    "not_an_object_of_form": _(
        "Không được dùng hình thức này với %(resource)s. Người không bị trưng dụng; hàng tiêu dùng chỉ mua hoặc trưng mua; "
        "tài sản công thì điều động (Luật 15/2008/QH12, Điều 23)."
    ),
    "outside_own_area": _("%(place)s nằm ngoài địa bàn xã. Cần quyết định của tỉnh."),
    "drafter_may_not_approve": _("Người soạn thảo không được tự duyệt. Cần người có thẩm quyền khác duyệt."),
    "paper_incomplete": _("Văn bản còn thiếu nội dung luật yêu cầu. Vui lòng điền đủ các mục rồi tạo lại."),
    "not_requisitionable": _("Không được trưng dụng người hoặc hàng tiêu dùng (Luật 15/2008/QH12, Điều 23)."),
    "not_purchasable": _("Chỉ được trưng mua hàng hóa, không trưng mua người hoặc dịch vụ."),
    "requisition_too_long": _(
        "Thời hạn trưng dụng là %(days)s ngày; luật cho phép từ 1 đến %(allowed)s ngày."
    ),
    "wrong_authority": _("Cấp này không được ban hành văn bản này. Hãy lập đề nghị gửi tỉnh."),
    "bad_problem": _("Bài toán không hợp lệ."),
    "duplicate_id": _("%(field)s: %(id)s có nhiều hơn một lần."),
    "unknown_id": _("%(field)s: không có %(id)s."),
    "bad_amount": _("%(field)s (%(id)s) là %(value)s, phải từ %(least)s đến %(most)s."),
    "pin_impossible": _("%(field)s: không thể giữ %(quantity)s của %(stock)s cho %(need)s (%(reason)s)."),
    "unlawful_plan": _("Phương án không đúng quy tắc nên không dùng. Vui lòng lập lại phương án."),
    "return_not_balanced": _("%(name)s: số đã đi %(sent)s, kê khai %(accounted)s. Hai số phải bằng nhau."),
}

HAZARDS = {
    Hazard.SO_TAN: _("Sơ tán dân"),
    Hazard.NGAP_LUT: _("Ngập lụt"),
    Hazard.BAO: _("Bão mạnh"),
    Hazard.SAT_LO: _("Sạt lở đất, lũ quét"),
    Hazard.CHAY_RUNG: _("Cháy rừng"),
    Hazard.CHAY_NO: _("Cháy, nổ khu dân cư, công nghiệp"),
    Hazard.SAP_DO: _("Sập đổ công trình"),
    Hazard.TRAN_DAU: _("Tràn dầu"),
    Hazard.HOA_CHAT: _("Sự cố hóa chất"),
    Hazard.BUC_XA: _("Sự cố bức xạ"),
    Hazard.DICH_BENH: _("Dịch bệnh"),
    Hazard.TAU_THUYEN: _("Tai nạn tàu thuyền"),
    Hazard.PKND: _("Phòng không nhân dân"),
}

STATES = {
    State.RESERVED: _("Đang giữ"),
    State.ORDERED: _("Đã ra lệnh"),
    State.ACKNOWLEDGED: _("Đã nhận lệnh"),
    State.REFUSED: _("Từ chối"),
    State.DEPARTED: _("Đã xuất phát"),
    State.ARRIVED: _("Đã đến nơi"),
    State.WORKING: _("Đang làm nhiệm vụ"),
    State.RELEASED: _("Cho về"),
    State.RETURNED: _("Đã hoàn trả"),
    State.CANCELLED: _("Đã hủy"),
}

STEPS = {
    State.ACKNOWLEDGED: _("Đã nhận lệnh"),
    State.REFUSED: _("Từ chối, nêu lý do"),
    State.DEPARTED: _("Đã xuất phát"),
    State.ARRIVED: _("Đã đến nơi"),
    State.WORKING: _("Bắt đầu làm nhiệm vụ"),
    State.RELEASED: _("Cho về"),
    State.RETURNED: _("Hoàn trả"),
    State.CANCELLED: _("Hủy, thôi giữ"),
}

STATE_MARKS = {
    State.RESERVED: "wait",
    State.ORDERED: "wait",
    State.ACKNOWLEDGED: "info",
    State.REFUSED: "bad",
    State.DEPARTED: "info",
    State.ARRIVED: "ok",
    State.WORKING: "ok",
    State.RELEASED: "info",
    State.RETURNED: "quiet",
    State.CANCELLED: "quiet",
}

TIERS = {0: _("tại chỗ"), 1: _("lân cận"), 2: _("trong tỉnh"), 3: _("Trung ương")}

WHY = {
    Reason.FORBIDDEN: _("chỉ huy không cho dùng"),
    Reason.NO_WAY: _("không có đường đến"),
    Reason.TOO_LATE: _("đến muộn hơn thời hạn"),
    Reason.KEPT: _("phần phải giữ lại cho xã có nguồn lực"),
    Reason.NEED_ALREADY_MET: _("nhu cầu đã đủ từ nguồn phù hợp hơn"),
    Reason.TOO_FEW_FOR_ONE: _("số còn lại không đủ thay cho một đơn vị"),
    Reason.BETTER_USED_ELSEWHERE: _("dùng cho nhu cầu khác có lợi hơn"),
    Barred.OUT_OF_REACH: _("ở xã khác, cần quyết định của tỉnh"),
    Barred.EMPTY: _("hiện không có"),
    Barred.BROKEN: _("hỏng hết"),
    Barred.RESERVED: _("đã giữ hết cho sự cố khác hoặc đang đi"),
}

SHORT = {
    UnmetReason.NO_STOCK: _("không xã nào trong tầm gọi còn loại này"),
    UnmetReason.ALL_GIVEN: _("mọi nguồn còn dùng được đã huy động hết"),
    UnmetReason.FORBIDDEN: _("nguồn còn lại chỉ huy không cho dùng"),
    UnmetReason.NO_WAY: _("nguồn còn lại không có đường đến"),
    UnmetReason.TOO_LATE: _("nguồn còn lại đến muộn hơn thời hạn"),
    UnmetReason.KEPT: _("nguồn còn lại các xã phải giữ cho mình"),
    UnmetReason.TOO_FEW_FOR_ONE: _("số lẻ còn lại không đủ thay thế"),
    UnmetReason.BETTER_USED_ELSEWHERE: _("nguồn còn lại đã dành cho nhu cầu khác"),
}

PTDS_LEVELS = {
    1: _("cấp độ 1 (cấp xã)"),
    2: _("cấp độ 2 (cấp tỉnh)"),
    3: _("cấp độ 3 (Thủ tướng Chính phủ)"),
}
RISK_LEVELS = {
    1: _("cấp 1"),
    2: _("cấp 2"),
    3: _("cấp 3"),
    4: _("cấp 4"),
    5: _("cấp 5 (thảm họa)"),
}

ORDER_STATES = {
    "draft": _("Dự thảo, chờ duyệt"),
    "approved": _("Đã duyệt"),
    "withdrawn": _("Đã rút"),
}
