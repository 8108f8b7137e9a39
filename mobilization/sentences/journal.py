"""The words for what the post itself puts into an incident's log, and for what it may not."""

from __future__ import annotations

from flask_babel import lazy_gettext as _

from mobilization.rules.journal import Entry

SENTENCES = {
    "happened_in_future": _("Thời điểm ghi nhận không thể ở tương lai."),
    "happened_long_before": _(
        "Sự cố được báo lúc %(opened)s: việc xảy ra trước đó hơn 3 ngày không ghi vào nhật ký này. Hãy xem lại ngày."
    ),
}

ENTRIES = {
    Entry.SAID: _("Ghi nhận"),
    Entry.OPENED: _("Đã mở sự cố"),
    Entry.CORRECTED: _("Đã sửa thông tin sự cố"),
    Entry.CLOSED: _("Đã đóng sự cố"),
    Entry.NEED_ADDED: _("Nhu cầu mới"),
    Entry.NEED_CHANGED: _("Đã sửa nhu cầu"),
    Entry.NEED_WITHDRAWN: _("Đã rút nhu cầu"),
    Entry.BELOW_CHANGED: _("Xã đã sửa nhu cầu mà tỉnh đang lo"),
    Entry.BELOW_WITHDRAWN: _("Xã đã rút nhu cầu mà tỉnh đang lo"),
    Entry.BELOW_CLOSED: _("Xã đã đóng sự cố mà tỉnh đang lo"),
}
