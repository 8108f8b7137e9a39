"""The words for why a candidate is not used and why a need stays short."""

from __future__ import annotations

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from mobilization.rules.abilities import Unfit
from mobilization.rules.candidates import Barred
from mobilization.rules.plan import Reason, UnmetReason
from mobilization.rules.shortfall import Declined

# Why one candidate is not used, by its code.
WHY: dict[str, LazyString] = {
    Reason.FORBIDDEN: _("chỉ huy không cho dùng"),
    Reason.NO_WAY: _("không có đường đến"),
    Reason.TOO_LATE: _("đến muộn hơn thời hạn"),
    Reason.KEPT: _("phần phải giữ lại cho xã có nguồn lực"),
    Reason.NEED_ALREADY_MET: _("nhu cầu đã đủ từ nguồn phù hợp hơn"),
    Reason.WITH_MACHINES: _("người, nhiên liệu đã tính cho phương tiện của sự cố khác"),
    Reason.TOO_FEW_FOR_ONE: _("số còn lại không đủ thay cho một đơn vị"),
    Reason.BETTER_USED_ELSEWHERE: _("dùng cho nhu cầu khác có lợi hơn"),
    Unfit.CAPACITY_UNKNOWN: _("chưa ghi năng lực mỗi chiếc trong sổ"),
    Unfit.TOO_WEAK: _("mỗi chiếc không đạt mức yêu cầu"),
    Barred.OUT_OF_REACH: _("ở xã khác, cần quyết định của tỉnh"),
    Barred.EXPIRED: _("đã hết hạn sử dụng"),
    Barred.EMPTY: _("hiện không có"),
    Barred.BROKEN: _("hỏng hết"),
    Barred.RESERVED: _("đã giữ hết cho sự cố khác hoặc đang đi"),
    Barred.NO_CREW: _("thiếu người vận hành"),
    Barred.NO_FUEL: _("thiếu nhiên liệu"),
    Declined.REFUSED: _("đơn vị quản lý đã từ chối"),
}

# Why a need stays short, by the code of what holds most back.
SHORT: dict[str, LazyString] = {
    UnmetReason.NO_STOCK: _("không xã nào trong tầm gọi còn loại này"),
    UnmetReason.ALL_GIVEN: _("mọi nguồn còn dùng được đã huy động hết"),
    UnmetReason.FORBIDDEN: _("nguồn còn lại chỉ huy không cho dùng"),
    UnmetReason.NO_WAY: _("nguồn còn lại không có đường đến"),
    UnmetReason.TOO_LATE: _("nguồn còn lại đến muộn hơn thời hạn"),
    UnmetReason.KEPT: _("nguồn còn lại các xã phải giữ cho mình"),
    UnmetReason.WITH_MACHINES: _("người, nhiên liệu còn lại đi cùng phương tiện của sự cố khác"),
    UnmetReason.TOO_FEW_FOR_ONE: _("số lẻ còn lại không đủ thay thế"),
    UnmetReason.BETTER_USED_ELSEWHERE: _("nguồn còn lại đã dành cho nhu cầu khác"),
    Unfit.CAPACITY_UNKNOWN: _("nguồn còn lại chưa ghi năng lực mỗi chiếc"),
    Unfit.TOO_WEAK: _("nguồn còn lại mỗi chiếc không đạt mức yêu cầu"),
    Barred.OUT_OF_REACH: _("nguồn còn lại ngoài thẩm quyền của cấp này"),
    Barred.EXPIRED: _("nguồn còn lại đã hết hạn sử dụng"),
    Barred.EMPTY: _("sổ có ghi nhưng hiện không còn"),
    Barred.BROKEN: _("nguồn còn lại hỏng hết"),
    Barred.RESERVED: _("nguồn còn lại đang giữ cho sự cố khác hoặc đang đi"),
    Barred.NO_CREW: _("nguồn còn lại thiếu người vận hành"),
    Barred.NO_FUEL: _("nguồn còn lại thiếu nhiên liệu"),
    Declined.REFUSED: _("đơn vị còn nguồn đã từ chối"),
}
