"""Refusals of orders and their papers in words; the words for who signs and when."""

from __future__ import annotations

from flask_babel import gettext as _t
from flask_babel import lazy_gettext as _

from inventory.rules.catalogue import LegalForm
from mobilization.rules.approving import LeftOut
from mobilization.rules.authority import Signer, Situation

PAPER_NAMES = {
    "giay-xac-nhan": _("Giấy xác nhận"),
    "giao-nhan": _("Biên bản giao nhận"),
    "hoan-tra": _("Biên bản hoàn trả"),
    "gia-han": _("Văn bản gia hạn"),
    "quyet-dinh-hoan-tra": _("Văn bản hoàn trả, kết thúc"),
    "thiet-hai": _("Biên bản xác định thiệt hại"),
    "chi-tra": _("Quyết định chi trả"),
    "sua-doi": _("Văn bản sửa đổi, bổ sung"),
}

ORDER_NAMES = {
    LegalForm.HUY_DONG: _("Quyết định huy động"),
    LegalForm.DIEU_DONG: _("Lệnh điều động"),
    LegalForm.TRUNG_DUNG: _("Quyết định trưng dụng"),
    LegalForm.TRUNG_MUA: _("Quyết định trưng mua"),
}

LEFT_OUT = {
    LeftOut.OTHERS: _("thuộc thẩm quyền cấp khác, người đứng đầu cấp đó duyệt"),
    LeftOut.OWN_HAND: _("đồng chí đã soạn dự thảo này nên cần người khác duyệt"),
    LeftOut.EMPTY: _("không còn nguồn lực nào trong dự thảo"),
    LeftOut.CHANGED: _("vừa được sửa, rút hoặc duyệt, hãy xem lại"),
}

SENTENCES = {
    "draft_changed": _(
        "Dự thảo vừa được sửa sau khi đồng chí mở trang nên chưa duyệt. Nội dung mới ở bên dưới: vui lòng đọc lại rồi duyệt."
    ),
    "rows_refused": _(
        "Chưa ghi dòng nào: %(count)s dòng vừa thay đổi hoặc chưa đúng, lý do ở cạnh từng dòng. Những gì đã điền vẫn còn bên dưới."
    ),
    "nothing_ticked": _("Chưa đánh dấu nguồn lực nào. Hãy đánh dấu ít nhất một dòng."),
    "nothing_numbered": _("Chưa điền số nào. Hãy điền số văn thư đã cấp của ít nhất một văn bản."),
    "number_twice": _("Số này ghi cho hai văn bản trong bảng. Hãy kiểm tra lại sổ văn thư."),
    "no_draft_chosen": _("Chưa chọn dự thảo nào. Hãy đánh dấu ít nhất một dòng."),
    "issuer_not_competent": _(
        "Cấp này không có thẩm quyền dùng hình thức đã chọn. Trưng dụng, trưng mua thuộc Chủ tịch UBND tỉnh "
        "(Luật 15/2008/QH12, Điều 14, Điều 24); cấp xã báo cáo để tỉnh quyết định."
    ),
    "nobody_above": _(
        "Sự cố này do tỉnh chỉ huy nên không lập tờ trình gửi tỉnh: tỉnh soạn thẳng quyết định trưng dụng hoặc trưng mua."
    ),
    "proposal_passed": _("Tờ trình này không còn chờ quyết định: đã rút, đã có quyết định hoặc đã trả lời."),
    "militia_situation": _(
        "Chủ tịch UBND chỉ huy động dân quân tự vệ để ứng phó thiên tai hoặc khi đã ban bố phòng thủ dân sự. Hãy bỏ chọn "
        "%(resource)s và soạn riêng lệnh điều động do Chỉ huy trưởng quân sự ký (Luật Dân quân tự vệ, Điều 32)."
    ),
    "militia_apart": _(
        "Dân quân tự vệ được điều động bằng lệnh riêng do Chỉ huy trưởng quân sự ký. Hãy bỏ chọn %(resource)s và soạn lệnh "
        "khác cho nguồn lực đó (Luật Dân quân tự vệ, Điều 32)."
    ),
    "not_an_object_of_form": _(
        "Không được dùng hình thức này với: %(resource)s. Hãy bỏ chọn các nguồn lực đó (soạn lệnh khác cho chúng) hoặc đổi "
        "hình thức: người không bị trưng dụng; hàng tiêu dùng chỉ mua hoặc trưng mua; tài sản công thì điều động "
        "(Luật 15/2008/QH12, Điều 23)."
    ),
    "outside_own_area": _("%(place)s nằm ngoài địa bàn xã. Cần quyết định của tỉnh."),
    "paper_date": _(
        "Ngày văn bản phải từ %(first)s (ngày lệnh được soạn hoặc được quyết định) đến %(last)s (hôm nay)."
    ),
    "drafter_may_not_approve": _("Người soạn thảo không được tự duyệt. Cần người có thẩm quyền khác duyệt."),
    "paper_incomplete": _(
        "Văn bản còn thiếu nội dung luật yêu cầu: %(missing)s. Vui lòng điền đủ rồi tạo lại."
    ),
    "not_requisitionable": _(
        "Không được trưng dụng: %(names)s. Người và hàng tiêu dùng không bị trưng dụng (Luật 15/2008/QH12, Điều 23); hãy bỏ chọn hoặc đổi hình thức."
    ),
    "not_purchasable": _(
        "Không được trưng mua: %(names)s. Chỉ trưng mua hàng hóa, không trưng mua người hoặc dịch vụ; hãy bỏ chọn hoặc đổi hình thức."
    ),
    "requisition_too_long": _(
        "Trưng dụng tính từ lúc giao tài sản đến “Đến hết”: thời hạn đang ghi là %(days)s ngày, luật cho phép trên 0 và không quá "
        "%(allowed)s ngày (Luật 15/2008/QH12, Điều 27). Hãy sửa một trong hai thời điểm."
    ),
    "wrong_authority": _("Cấp này không được ban hành văn bản này. Hãy lập đề nghị gửi tỉnh."),
    "oral_only_requisition": _(
        "Chỉ trưng dụng mới được quyết định bằng lời nói, và chỉ ghi quyết định đã ban hành (Luật 15/2008/QH12, Điều 26)."
    ),
    "extension_too_late": _(
        "Thời hạn đã hết. Gia hạn phải bằng văn bản trước khi hết hạn; hãy ra quyết định hoàn trả."
    ),
    "extension_length": _("Ngày gia hạn phải sau thời hạn cũ; trưng dụng gia hạn không quá %(days)s ngày."),
    "order_act_passed": _("Việc này đã được ghi trước đó hoặc không còn phù hợp. Vui lòng tải lại trang."),
    "order_not_returned": _("Còn nguồn lực chưa hoàn trả. Hãy ghi hoàn trả từng nguồn lực trước."),
    "compensation_unpaid": _(
        "Chưa kết thúc hồ sơ được: còn số mất, hỏng, đã dùng hết hoặc tiền mua của nguồn lực này chưa ghi đủ, chưa chi trả. Nếu chủ tài sản không yêu cầu bồi thường, hãy ghi như vậy trong trang Bồi thường, chi trả."
    ),
    "waiver_ground": _("Hãy ghi ở ô Căn cứ: chủ tài sản đã nói hoặc viết như thế nào, ngày nào."),
    "people_not_owed_for": _(
        "Người được gọi hưởng ngày công và chế độ khi bị nạn theo quy định riêng, không ghi vào bồi thường tài sản."
    ),
    "dispatch_settled": _("Hồ sơ của nguồn lực này đã kết thúc, không ghi thêm khoản nào."),
    "day_paid_already": _(
        "Nhóm “%(group)s” đã được ghi công ngày %(day)s ở lệnh %(number)s. Mỗi người chỉ được trả một lần một ngày; người khác thì ghi tên nhóm khác."
    ),
    "night_paid_already": _(
        "Nhóm “%(group)s” đã được ghi công đêm %(day)s ở lệnh %(number)s. Mỗi người chỉ được trả một lần một đêm; người khác thì ghi tên nhóm khác."
    ),
    "nobody_competent": _("Hãy chọn ít nhất một cấp được ra lệnh."),
}

# What a paper may lack, as its refusal lists it.
PAPER_FACTS = {
    "lines": _("nguồn lực"),
    "quantity": _("số lượng lớn hơn 0"),
    "destination": _("nơi đến"),
    "purpose": _("nhiệm vụ, mục đích"),
    "until": _("thời hạn"),
    "owner": _("tên chủ tài sản"),
    "owner_address": _("địa chỉ chủ tài sản"),
    "condition": _("tình trạng tài sản"),
    "failed_ways": _("vì sao các hình thức huy động khác không đáp ứng"),
    "assigned_to": _("đơn vị được giao sử dụng"),
    "assigned_address": _("địa chỉ đơn vị được giao sử dụng"),
    "handover_at": _("thời điểm giao tài sản"),
    "handover_place": _("nơi giao tài sản"),
    "pay_by": _("thời hạn thanh toán"),
    "pay_method": _("hình thức thanh toán"),
    "pay_place": _("địa điểm thanh toán"),
    "giver": _("bên giao"),
    "receiver": _("bên nhận"),
    "owed": _("khoản bồi thường"),
    "changed": _("nội dung thay đổi"),
}
# Those of them that are boxes of an order's form.
FORM_FACTS = frozenset({
    "destination", "purpose", "until", "failed_ways", "assigned_to", "assigned_address", "handover_at",
    "handover_place", "pay_by", "pay_method", "pay_place",
})  # fmt: skip

SIGNERS = {
    Signer.CHAIR: _("Chủ tịch UBND ký"),
    Signer.COMMAND: _("Trưởng Ban Chỉ huy Phòng thủ dân sự ký"),
    Signer.MILITARY: _("Chỉ huy trưởng quân sự cùng cấp ký"),
}

SITUATIONS = {
    Situation.ANY: _("mọi trường hợp"),
    Situation.DISASTER: _("chỉ khi ứng phó thiên tai hoặc đã ban bố phòng thủ dân sự"),
}


def in_drill(text: str, *, drill: bool) -> str:
    """Return a line of what is to be done; one of a drill says so before anything else."""
    return _t("DIỄN TẬP: %(text)s", text=text) if drill else text
