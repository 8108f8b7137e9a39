"""The reports' refusals and codes in words."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import force_locale
from flask_babel import lazy_gettext as _

from inventory.sentences import LEGAL_FORMS, MOVEMENT_KINDS, PILLARS
from mobilization.sentences import HAZARDS, PTDS_LEVELS, RISK_LEVELS, STATES
from reports.queries.readiness import Kind
from reports.queries.stories import StoryWords
from reports.rules.duties import DutyKind, DutyState
from reports.rules.frame import Words
from reports.rules.readiness import BOARD
from reports.rules.written import PaperKind

SENTENCES = {
    "report_year_unknown": _(
        "Không có báo cáo năm %(year)s. Vui lòng chọn một năm từ %(first)s đến %(last)s."
    ),
    "report_not_its_time": _(
        "Báo cáo hằng ngày chỉ lập khi sự cố đang diễn ra; báo cáo rút kinh nghiệm chỉ lập sau khi đã đóng sự cố."
    ),
    "plan_day_ahead": _("Ngày phê duyệt còn ở phía trước. Chỉ ghi kế hoạch, phương án đã được phê duyệt."),
    "year_frozen": _(
        "Sổ năm %(year)s của phạm vi này đã chốt lúc %(frozen_at)s. Tệp đã chốt được giữ nguyên, tải lại ở danh sách bên dưới."
    ),
    "year_still_running": _("Năm %(year)s chưa kết thúc. Chỉ chốt sổ khi đã hết năm."),
    "area_unknown": _("Không có khu vực huyện cũ nào tên “%(area)s”."),
    "frozen_file_lost": _(
        "Tệp đã chốt không còn hoặc đã bị thay đổi (dấu không khớp). Vui lòng khôi phục từ bản sao lưu."
    ),
}

PAPER_KINDS = {
    PaperKind.QUICK: _("Báo cáo nhanh"),
    PaperKind.DAILY: _("Báo cáo hằng ngày"),
    PaperKind.AFTER: _("Báo cáo tổng kết, rút kinh nghiệm"),
    PaperKind.YEARLY: _("Báo cáo năm gửi Ban Thường vụ"),
}
DUTY_KINDS = {
    DutyKind.BOARD: _("Kiện toàn ban chỉ huy"),
    DutyKind.BOARD_ENDING: _("Nhiệm kỳ ban chỉ huy sắp hết"),
    DutyKind.PLAN: _("Kế hoạch, phương án 5 năm"),
    DutyKind.REVIEW: _("Rà soát, ký xác nhận"),
    DutyKind.AGREEMENT: _("Thỏa thuận sắp hết hạn"),
    DutyKind.PAYMENT: _("Chi trả cho chủ tài sản"),
    DutyKind.REPORT: _("Báo cáo sự cố"),
    DutyKind.AFTER: _("Rút kinh nghiệm sau sự cố"),
    DutyKind.DRILL: _("Diễn tập phải tổ chức"),
}
DUTY_STATES = {
    DutyState.LATE: _("quá hạn hoặc còn thiếu"),
    DutyState.DUE: _("sắp đến hạn"),
    DutyState.RUNNING: _("còn hạn"),
}


def story_words() -> StoryWords:
    """Return the words of reports, in Vietnamese: they are official papers."""
    with force_locale("vi"):
        return StoryWords(
            hazards={code.value: str(text) for code, text in HAZARDS.items()},
            forms={code: str(text) for code, text in LEGAL_FORMS.items()},
            pillars={code: str(text) for code, text in PILLARS.items()},
            ptds_levels={level: str(text) for level, text in PTDS_LEVELS.items()},
            risk_levels={level: str(text) for level, text in RISK_LEVELS.items()},
        )


def workbook_words() -> Words:
    """Return the words of an official file: Vietnamese whatever language its reader has chosen."""
    with force_locale("vi"):
        return Words(
            kinds={code: str(text) for code, text in MOVEMENT_KINDS.items()},
            forms={code: str(text) for code, text in LEGAL_FORMS.items()},
            states={code.value: str(text) for code, text in STATES.items()},
        )


def name_of(code: str, kinds: Mapping[str, Kind]) -> str:
    """Return what a line is called."""
    return str(_("Ban chỉ huy đủ chức danh")) if code == BOARD else kinds[code].name


def unit_of(code: str, kinds: Mapping[str, Kind]) -> str:
    """Return what a line is counted in."""
    return str(_("chức danh")) if code == BOARD else kinds[code].unit
