"""The short words for the most urgent thing of an incident."""

from __future__ import annotations

from flask_babel import lazy_gettext as _

from mobilization.rules.room import Urgency

URGENCIES = {
    Urgency.LATE: _("Đang trễ"),
    Urgency.LATE_OUTSIDE: _("Hỗ trợ trễ hẹn"),
    Urgency.UNANSWERED: _("Chưa trả lời lệnh"),
    Urgency.UNCOVERED_FIRST: _("Thiếu ưu tiên 1"),
    Urgency.TERM_OVER: _("Lệnh hết hạn"),
    Urgency.PROPOSED: _("Tờ trình chờ tỉnh"),
    Urgency.DRAFT: _("Chờ duyệt lệnh"),
    Urgency.HELD: _("Chưa ra lệnh"),
    Urgency.UNCOVERED: _("Còn thiếu"),
    Urgency.TERM_ENDING: _("Lệnh sắp hết hạn"),
    Urgency.SOUGHT_ABOVE: _("Tỉnh đang lo"),
    Urgency.NO_NEEDS: _("Chưa có nhu cầu"),
    Urgency.ALL_WELL: _("Đủ nguồn"),
}
