"""Refusals of decisions on a civil-defence level in words; who signs which level, what a decision does."""

from __future__ import annotations

from flask_babel import lazy_gettext as _

from mobilization.rules.levels import LevelAct

SENTENCES = {
    "level_not_of_issuer": _(
        "Cấp xã chỉ ghi quyết định về phòng thủ dân sự cấp độ 1. Cấp độ %(level)s do cấp trên ban bố, bãi bỏ; tỉnh ghi."
    ),
    "level_stands": _("Cấp độ %(level)s đã được ban bố và còn hiệu lực, không ghi lần nữa."),
    "level_not_declared": _("Cấp độ %(level)s không có hiệu lực ở sự cố này nên không bãi bỏ được."),
    "level_moment": _(
        "Thời điểm áp dụng phải từ ngày văn bản và sau quyết định trước, và không ở tương lai: quyết định áp dụng sau thì ghi "
        "khi đã có hiệu lực."
    ),
}

LEVEL_ACTS = {LevelAct.DECLARED: _("Ban bố"), LevelAct.LIFTED: _("Bãi bỏ")}

# Luật PTDS điều 20, NĐ 200/2025/NĐ-CP điều 14.
LEVEL_SIGNERS = {
    1: _("Chủ tịch UBND cấp xã"),
    2: _("Chủ tịch UBND tỉnh"),
    3: _("Thủ tướng Chính phủ"),
}
