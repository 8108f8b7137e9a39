"""Refusals of an incident in words, and the words for its codes."""

from __future__ import annotations

from flask_babel import lazy_gettext as _

from mobilization.rules.amendments import ChangeKind
from mobilization.rules.clocks import Clock, Standing
from mobilization.rules.compensation import Budget, Cause, Method
from mobilization.rules.drills import Owed
from mobilization.rules.hazards import Hazard
from mobilization.rules.problem import PinFault
from mobilization.rules.proposals import ProposalState
from mobilization.rules.roads import Source
from mobilization.rules.room import Column
from mobilization.rules.states import State
from mobilization.rules.wishes import PinLoss
from mobilization.sentences import exchange, journal, levels, orders
from mobilization.sentences.plans import SHORT, WHY

__all__ = ["SHORT", "WHY"]

SENTENCES = {
    **exchange.SENTENCES,
    **journal.SENTENCES,
    **levels.SENTENCES,
    **orders.SENTENCES,
    "incident_closed": _("Sự cố đã đóng, không làm thêm được trong sự cố này."),
    "resources_still_out": _(
        "Còn %(count)s nguồn lực chưa trả hoặc chưa kết thúc. Hãy hoàn trả xong rồi đóng sự cố."
    ),
    "least_each_wrong": _("“Mỗi chiếc ít nhất” chỉ dùng khi chọn theo năng lực, và phải lớn hơn 0."),
    "offer_covers": _("Hãy ghi hỗ trợ này đáp ứng được bao nhiêu của nhu cầu, số nguyên từ 1."),
    "need_quantity": _("Nhu cầu phải là số nguyên từ 1 đến %(most)s."),
    "need_in_use": _(
        "Nhu cầu này đã có nguồn lực được giữ nên không bỏ được. Hãy hủy các nguồn lực đó trước."
    ),
    "need_place": _(
        "Đã giữ hoặc gọi %(promised)s cho nhu cầu này ở nơi đang ghi nên không đổi nơi được. Hãy thêm nhu cầu mới ở nơi mới."
    ),
    "need_withdrawn": _("Nhu cầu này đã được %(who)s rút. Nếu vẫn cần, hãy thêm nhu cầu mới."),
    "level_decided": _(
        "Cấp độ phòng thủ dân sự đã có quyết định nên chỉ đổi theo quyết định mới. Hãy ghi quyết định ở trang cấp độ."
    ),
    "need_promised": _(
        "Nhu cầu này đã được hứa %(promised)s nên không giảm xuống dưới số đó được. Hãy cho về bớt trước."
    ),
    "driver_range": _("Số liệu của kịch bản phải từ %(least)s đến %(most)s."),
    "norm_value": _("Định mức phải lớn hơn 0 (riêng quy mô sự cố được bằng 0) và không quá %(most)s."),
    "norm_default": _("Định mức này đang dùng giá trị mặc định rồi."),
    "nothing_taken": _("Chưa chọn nhu cầu nào. Hãy đánh dấu ít nhất một dòng."),
    "nothing_needed": _(
        "Mọi nhu cầu đã được đáp ứng hoặc chưa nhập nhu cầu nào. Hãy thêm nhu cầu rồi lập phương án."
    ),
    "plan_passed": _("Phương án này đã được dùng hoặc đã có phương án mới. Vui lòng xem phương án mới nhất."),
    "pin_wrong": _("Ghim phải là số nguyên từ 1, của đúng loại nguồn lực mà nhu cầu cần."),
    "not_neighbours": _("Hai xã này không liền kề, hãy chọn một xã liền kề trong danh sách."),
    "ends_in_past": _("Thời điểm kết thúc phải ở tương lai."),
    "road_engine": _("Máy tính đường không trả lời được: %(why)s. Bảng đang dùng giữ nguyên."),
    "road_table": _("Bảng phút đi đường sai ở dòng %(line)s. Mỗi dòng cần: mã xã đi, mã xã đến, số phút."),
    "plan_outdated": _(
        "Đường đi, nguồn được phép dùng, người vận hành hoặc cảnh báo đã thay đổi từ khi lập phương án. Hãy lập lại phương án."
    ),
    "nothing_chosen": _("Chưa chọn nguồn lực nào để ra lệnh. Hãy đánh dấu ít nhất một dòng."),
    "one_commune_an_order": _("Mỗi lệnh gọi nguồn lực của một xã. Hãy chọn các dòng của cùng một xã."),
    "order_passed": _(
        "Lệnh này không còn là dự thảo, hoặc nguồn lực đã nằm trong lệnh khác. Vui lòng tải lại trang."
    ),
    "end_before_start": _("Thời hạn kết thúc phải sau thời điểm có mặt."),
    "part_wrong": _("Chỉ tách được số nguyên, ít hơn %(most)s, cho bước này."),
    "move_not_lawful": _("Bước này không còn hợp lệ vì trạng thái vừa thay đổi. Vui lòng tải lại trang."),
    "day_pay_days": _("Hãy ghi số ngày hoặc số đêm, không quá %(most)s."),
    "day_pay_no_rate": _("Chưa có mức chi áp dụng cho ngày này. Hãy ghi mức chi ở trang Thẩm quyền ra lệnh."),
    "nothing_short": _("Phương án mới nhất không thiếu nhu cầu nào, chưa cần đề nghị cấp trên."),
    "case_passed": _("Báo cáo này đã gửi hoặc đã được tiếp nhận. Vui lòng tải lại trang."),
    "offer_came": _("Hãy ghi số đến thực tế, số nguyên từ 1; nếu không có gì đến, hãy bấm “Không đến được”."),
    "offer_step": _("Đề nghị hỗ trợ đã chuyển trạng thái. Vui lòng tải lại trang."),
    "offer_needs_need": _("Hãy chọn một nhu cầu phù hợp của sự cố này để nhận lời."),
    "loss_paid": _("Khoản này đã được ghi chi trả."),
    "compensation_method": _("Cách tính này không dùng cho trường hợp đã chọn."),
    "compensation_beyond_loss": _("Kê khai %(claimed)s, nhưng khi hoàn trả chỉ ghi nhận %(found)s."),
    "compensation_cause": _(
        "Lệnh trưng mua chỉ ghi tiền mua; hàng đã dùng hết chỉ ghi ở lệnh huy động. Hãy chọn trường hợp khác."
    ),
    "compensation_price_set": _(
        "Quyết định trưng mua ghi giá %(agreed)s đồng một đơn vị: chi trả theo giá đó."
    ),
    "compensation_price_none": _(
        "Quyết định trưng mua không ghi giá: hãy chọn tính theo giá trị tài sản và ghi căn cứ."
    ),
    "compensation_beyond_bought": _(
        "Kê khai %(claimed)s, nhưng chỉ còn %(found)s đã giao mà chưa ghi tiền mua."
    ),
    "bought_not_handed": _("Ghi tiền mua sau khi tài sản đã được giao, lên đường."),
    "compensation_amount": _("Số tiền phải lớn hơn 0 và không quá một nghìn tỷ đồng."),
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
    State.STAND_BY: _("Sẵn sàng tại chỗ"),
    State.OUT_MECHANICAL: _("Tạm dừng: hỏng hóc"),
    State.OUT_PERSONNEL: _("Tạm dừng: thiếu người"),
    State.OUT_REST: _("Tạm dừng: nghỉ"),
    State.EXTENDED: _("Được gia hạn"),
    State.RELEASED: _("Cho về"),
    State.RETURNED: _("Đã hoàn trả"),
    State.CHECKED: _("Đã kiểm tra khi trả"),
    State.SETTLED: _("Đã thanh toán xong"),
    State.CANCELLED: _("Đã hủy"),
}

STEPS = {
    State.ACKNOWLEDGED: _("Đã nhận lệnh"),
    State.REFUSED: _("Từ chối, nêu lý do"),
    State.DEPARTED: _("Đã xuất phát"),
    State.ARRIVED: _("Đã đến nơi"),
    State.WORKING: _("Bắt đầu làm nhiệm vụ"),
    State.STAND_BY: _("Chuyển sang sẵn sàng"),
    State.OUT_MECHANICAL: _("Tạm dừng vì hỏng hóc"),
    State.OUT_PERSONNEL: _("Tạm dừng vì thiếu người"),
    State.OUT_REST: _("Tạm dừng để nghỉ"),
    State.RELEASED: _("Cho về"),
    State.RETURNED: _("Hoàn trả"),
    State.CHECKED: _("Đã kiểm tra tình trạng khi trả"),
    State.SETTLED: _("Thanh toán xong, kết thúc hồ sơ"),
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
    State.STAND_BY: "info",
    State.OUT_MECHANICAL: "bad",
    State.OUT_PERSONNEL: "late",
    State.OUT_REST: "info",
    State.EXTENDED: "ok",
    State.RELEASED: "info",
    State.RETURNED: "quiet",
    State.CHECKED: "quiet",
    State.SETTLED: "quiet",
    State.CANCELLED: "quiet",
}

TIERS = {0: _("tại chỗ"), 1: _("lân cận"), 2: _("trong tỉnh"), 3: _("Trung ương")}

SOURCES = {
    Source.ESTIMATE: _("ước tính"),
    Source.ADJUSTED: _("đã chỉnh"),
    Source.ENGINE: _("theo máy tính đường"),
}

UNKEPT = {
    PinLoss.NOT_OFFERED: _("nguồn này hiện không dùng được"),
    PinFault.OTHER_TYPE: _("khác loại và không thay thế được"),
    PinFault.FORBIDDEN: _("cặp này bị cấm"),
    PinFault.NO_WAY: _("không có đường đi"),
    PinFault.MORE_THAN_THERE_IS: _("vượt số lượng hiện có"),
    PinFault.MORE_THAN_MAY_LEAVE: _("vượt phần được đưa đi nơi khác"),
    PinFault.NO_CREW_LEFT: _("không còn người vận hành hoặc nhiên liệu"),
}

CHANGES = {
    ChangeKind.ADDED: _("Thêm"),
    ChangeKind.REMOVED: _("Bớt"),
    ChangeKind.CHANGED: _("Đổi số lượng"),
}

PTDS_LEVELS = {
    1: _("cấp độ 1 (cấp xã)"),
    2: _("cấp độ 2 (cấp tỉnh)"),
    3: _("cấp độ 3 (Thủ tướng Chính phủ)"),
}
RISK_LEVELS = {1: _("cấp 1"), 2: _("cấp 2"), 3: _("cấp 3"), 4: _("cấp 4"), 5: _("cấp 5 (thảm họa)")}

ORDER_STATES = {
    "draft": _("Dự thảo, chờ duyệt"),
    "approved": _("Đã duyệt"),
    "withdrawn": _("Đã rút"),
    "sent_back": _("Trả lại để sửa"),
    ProposalState.PROPOSED.value: _("Tờ trình, chờ tỉnh quyết định"),
    ProposalState.TAKEN.value: _("Tờ trình, tỉnh đã soạn quyết định"),
    ProposalState.DECLINED.value: _("Tờ trình, tỉnh không chấp thuận"),
    ProposalState.RECALLED.value: _("Tờ trình, xã đã rút"),
}

ORDER_MARKS = {
    "draft": "late",
    "approved": "ok",
    "sent_back": "late",
    ProposalState.PROPOSED.value: "late",
    ProposalState.TAKEN.value: "ok",
}
CLOCKS = {
    Clock.DECIDE: _("Tỉnh quyết định trên tờ trình"),
    Clock.CONFIRM: _("Xác nhận bằng văn bản quyết định lời nói"),
    Clock.TERM: _("Hết thời hạn: gia hạn hoặc hoàn trả"),
    Clock.PAY: _("Chi trả cho chủ tài sản"),
}
STANDINGS = {
    Standing.LATE: _("Quá hạn"),
    Standing.DUE: _("Sắp đến hạn"),
    Standing.RUNNING: _("Đang tính"),
    Standing.DONE: _("Đã xong"),
}
STANDING_MARKS = {
    Standing.LATE: "bad",
    Standing.DUE: "late",
    Standing.RUNNING: "info",
    Standing.DONE: "ok",
}
CAUSES = {
    Cause.LOST: _("Bị mất"),
    Cause.DAMAGED: _("Bị hư hỏng"),
    Cause.INCOME: _("Mất thu nhập"),
    Cause.USED: _("Đã dùng hết"),
    Cause.BOUGHT: _("Trưng mua"),
}
METHODS = {
    Method.VALUE: _("giá trị tài sản cùng loại"),
    Method.REPAIR_COST: _("chi phí sửa chữa theo giá thị trường khi hoàn trả"),
    Method.REPAIR: _("đơn vị sử dụng tự sửa chữa rồi trả"),
    Method.RENT: _("giá thuê tài sản cùng loại theo ngày"),
    Method.INCOME_BEFORE: _("thu nhập trước khi trưng dụng theo ngày"),
    Method.PRICE: _("giá ghi trong quyết định trưng mua"),
    Method.WAIVED: _("chủ tài sản không yêu cầu bồi thường"),
}
BUDGETS = {
    Budget.PROVINCE: _("ngân sách tỉnh"),
    Budget.COMMUNE: _("ngân sách cấp xã"),
    Budget.FUND: _("Quỹ phòng, chống thiên tai"),
    Budget.CENTRAL: _("ngân sách Trung ương"),
    Budget.OTHER: _("nguồn hợp pháp khác"),
}
# The columns of the rack of T-cards (ICS 219).
COLUMN_NAMES = {
    Column.HELD: _("Đang giữ"),
    Column.ORDERED: _("Đã ra lệnh"),
    Column.ON_THE_ROAD: _("Đang đi"),
    Column.THERE: _("Đã đến"),
    Column.WORKING: _("Đang làm"),
    Column.STAND_BY: _("Chờ"),
    Column.OUT: _("Ngừng"),
    Column.BACK: _("Đã trả"),
}
GIVEN_UP_NAME = _("Từ chối, hủy")

OWED = {
    Owed.LATE: _("Quá hạn"),
    Owed.DUE: _("Đến hạn năm nay"),
    Owed.DONE: _("Đạt"),
    Owed.NEVER: _("Chưa ghi nhận cuộc nào"),
}
OWED_MARKS = {Owed.LATE: "bad", Owed.DUE: "late", Owed.DONE: "ok", Owed.NEVER: "wait"}
