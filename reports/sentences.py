"""The reports' refusals in words."""

from __future__ import annotations

from flask_babel import force_locale
from flask_babel import lazy_gettext as _

from inventory.sentences import LEGAL_FORMS, MOVEMENT_KINDS
from mobilization.sentences import STATES
from reports.rules.frame import Words

SENTENCES = {
    "report_year_unknown": _(
        "Không có báo cáo năm %(year)s. Vui lòng chọn một năm từ %(first)s đến %(last)s."
    ),
}


def workbook_words() -> Words:
    """Return the words of an official file: Vietnamese whatever language its reader has chosen."""
    with force_locale("vi"):
        return Words(
            kinds={code: str(text) for code, text in MOVEMENT_KINDS.items()},
            forms={code: str(text) for code, text in LEGAL_FORMS.items()},
            states={code.value: str(text) for code, text in STATES.items()},
        )
