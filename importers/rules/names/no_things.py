"""What is counted and is no stock: houses, boats, fields and beasts that a storm hit, and hours."""

from __future__ import annotations

import re
from functools import lru_cache

from importers.rules.texts.words import accent_key, has_accents

# With their accents: folded, "sập" is wax, "chìm" a bird and "vỡ" a copybook.
_DAMAGED = re.compile(
    r"(?<!\w)(?:sập|đổ sập|tốc mái|bị chìm|chìm(?: (?:tại|do|đắm))?$|(?:bị )?ngập(?: úng| lụt| nước| sâu| hoàn toàn)?(?=$| ?\()|mất trắng|cuốn trôi|bị trôi|trôi mất|gãy đổ|đổ gãy|"
    r"bị gãy|bị đổ|bị vỡ|hư hại|thiệt hại|bồi lấp|vùi lấp|sạt lở(?=$| ?\())(?!\w)"
)
# Of people and beasts only where the words begin with them: "Cáng người bị thương" is a stretcher.
_HIT = re.compile(
    r"(?:(?:tổng )?số |con )?(?:người|dân|trâu|bò|lợn|heo|gà|vịt|gia súc|gia cầm|thủy sản|cá|tôm)(?!\w).*(?<!\w)(?:chết|bị thương|mất tích)(?!\w)"
)
_DAMAGED_PLAIN = re.compile(
    r"\b(?:nha (?:bi )?sap|toc mai|bi chim|bi ngap|mat trang|cuon troi|(?:gia suc|gia cam) (?:bi )?chet|gay do|thiet hai)\b"
)
# What is kept against it, or for those it hit: "Máy bơm chống ngập", "Vật tư khắc phục sạt lở".
_AGAINST = re.compile(
    r"(?<!\w)(?:chống|phòng|khắc phục|cứu|chữa|sửa|vá|báo|cảnh báo|đo|xử lý|vùng|khu|phục vụ|dùng|hỗ trợ|vận chuyển|chở|đựng|chong|khac phuc|cuu|chua|canh bao|xu ly|phuc vu|dung|ho tro|van chuyen|cho)(?!\w)"
)


_TIMES = frozenset({"giờ", "gio", "phút", "phut", "ngày", "ngay", "tuần", "tuan"})

_IN_TIME = re.compile(r"\((?:giờ|gio|phút|phut|ngày|ngay)\)$")


def counts_time(text: str, unit: str) -> bool:
    """Return whether a figure is counted in hours or days: "Có mặt sau (giờ)"."""
    return accent_key(unit).strip(" .") in _TIMES or _IN_TIME.search(accent_key(text)) is not None


@lru_cache(maxsize=4096)
def tells_of_damage(text: str) -> bool:
    """Return whether a header or row says how much was lost or hit: "Nhà tốc mái (nhà)", "Gia súc chết"."""
    key = accent_key(text)
    if _HIT.match(key):
        return True
    found = (_DAMAGED if has_accents(key) else _DAMAGED_PLAIN).search(key)
    return found is not None and _AGAINST.search(key[: found.start()]) is None
