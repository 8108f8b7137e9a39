"""What a note beside a quantity says about all of it: that it is no longer there, or that it is broken.

Words are compared with their accents ("mất" is not "mặt"), without them only where none are typed.
"""

from __future__ import annotations

import re
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from importers.rules.texts.words import accent_key, fold_key, has_accents


class Fate(StrEnum):
    """What has become of the things a row counts."""

    GONE = "gone"  # no longer there, or lent; what was borrowed is there
    BROKEN = "broken"  # all there, none of it works
    REPLACED = "replaced"  # all broken, and something was bought, mended or given for it


class Said(NamedTuple):
    """The fate a note tells, and of how many where it gives a number of them."""

    fate: Fate
    part: Decimal | None = None


_GONE = (
    r"(?<!chưa )(?<!không )(?<!chưa được )(?<!thay số đã )(?<!thay thế số đã )(?<!thay cho số đã )(?<!bù số đã )thanh l[ýí]"
    r"|không còn(?! (?:tốt|mới|nguyên|nhiều|sử dụng|dùng|hoạt động|thiếu|hư|hỏng))"
    r"|(?<!chưa )(?:đã|bị) (?:mất|trôi|cháy|chìm|bán|tiêu h[ủu][ỷy]?|hủy|huỷ|thu hồi|điều chuyển|điều đi|chuyển nhượng|sang nhượng|thất lạc)(?! (?:điện|dấu|sơn|ổ khóa|chìa))"
    r"|mất (?:hết|cắp|trộm|tích)|thất lạc|cuốn trôi"
    r"|đã (?:hoàn )?trả(?! (?:lời|tiền|góp|nợ|lương|công|phí))|trả lại|hoàn trả|bàn giao (?:lại|trả|về)|đã chuyển (?:đi|cho|sang|về|trả)"
    r"|(?:đã|dùng|sử dụng|cấp|phát|xuất|bán) hết(?! (?:hạn|hiệu|bảo hành|khấu hao|thời|niên hạn))"
    r"|(?:cho|đi) mượn(?! khi (?:cần|có))"
    r"|(?<!chưa )(?:đã|xuất) (?:xuất |cấp |phát )*(?:cho|tới|đến) (?:(?:nhân|người|các|từng|một số) )*(?:dân(?! quân| phòng)|hộ|bà con)\b"
    r"|(?<!chưa )(?<!để )cấp (?:phát )?cho (?:(?:nhân|người|các) )*(?:dân|hộ|bà con) (?:(?:trong|vào|dịp) )?(?:năm|tháng|đợt|mùa|ngày)\b"
    r"|(?:không|chưa) (?:tìm|thấy|tìm thấy|thấy có)(?= (?:trong|ở|tại|ngoài) (?:\w+ ){0,2}kho)|(?:không|chưa) có (?:trong|ở|tại) kho|không có (?:thật|thực tế|thực)(?!\w)|thực tế (?:là )?không (?:có|còn)(?! hỏng| hư)"
    r"|(?:tỉnh|huyện|trung ương|cấp trên|nhà nước|sở \w+) (?:đã )?thu hồi"
)
_WHOLE_GONE = (
    r"(?:bị )?mất|(?:bị )?(?:cháy|chìm)(?: rồi)?|(?:đang |bị )*niêm phong(?: .*)?|(?:là )?tang vật(?: .*)?|(?:đã |tạm )?ngừng hoạt động|hết(?: rồi)?|không có(?: nữa)?|trả rồi|đã (?:cho|tặng|biếu|phát|cấp phát|dùng|sử dụng|xuất|xuất kho|hủy|huỷ)(?: rồi| hết)?"
    r"|(?:(?:hiện|hiện nay|đang|kiểm kê|kiểm tra|xã) ){0,4}(?:không|chưa) (?:tìm )?thấy(?: .*)?|tìm không (?:thấy|ra)(?: .*)?"
    r"|(?:chờ|đề nghị|xin|đang|cho|sắp|sẽ) (?:tiêu )?(?:hủy|huỷ)(?: .*)?|(?:sẽ|phải|cần|chờ) (?:trả|giao trả|hoàn trả|nộp lại|giao nộp)(?: .*)?"
)
# Opens a note: "không có, thuê ngoài"; what more is said does not make it be there.
_NONE_HERE = r"(?:(?:xã|phường|thôn|địa phương|đơn vị|hiện|hiện nay|nay|hiện tại) ){0,4}không có(?: sẵn| nữa)?\s*[,;.(:-].*|(?:phải |đi )?thuê (?:ngoài|khi cần|tư nhân|doanh nghiệp|của .*)"
_NUMBER = r"(?P<{}>\d{{1,5}})(?![\d/.])(?:\s*(?:cái|chiếc|bộ|xe|máy|cuộn|thùng|bao|kg|lít))?"
_BROKEN_WORD = r"(?:hư hỏng|hỏng|hư)"
_ALL_BROKEN = (
    rf"(?<!không )(?<!chưa )(?<!gần )(?<!sắp ){_BROKEN_WORD} (?:hết|toàn bộ|tất cả|hoàn toàn)(?!\s*:?\s*\d)"
    rf"|(?:toàn bộ|tất cả)(?: \w+)?(?: đều)?(?: đã| bị)* {_BROKEN_WORD}(?! \d)"
)
_WHOLE_BROKEN = rf"(?:(?:đã|bị) )*{_BROKEN_WORD}(?: rồi)?(?:,? không (?:thể )?(?:sửa|khắc phục|phục hồi)(?: chữa)?(?: được)?(?: nữa)?)?|không (?:còn )?(?:sử dụng|dùng|hoạt động)(?: được)?(?: nữa)?"
# Opens a note: all is so broken that it is of no use, or is left standing for that.
_BADLY_BROKEN = rf"(?:(?:đã|bị|máy|xe) )*{_BROKEN_WORD} nặng(?:,? .*)?|không (?:đảm bảo|bảo đảm)(?: an toàn| chất lượng)?,? không .*"
_SLIGHTLY = re.compile(r"\d|nhẹ|ít|vài|một|phần|nhe\b|mot\b|phan\b")
_NEW_FOR_OLD = r"\b(?:mua|thay|sửa|cấp|bổ sung|khắc phục)\b"
_FILLERS = re.compile(
    r"\b(?:đã|da|bị|bi|đang|dang|đều|deu|hiện|hien|nay|toàn bộ|toan bo|tất cả|tat ca|chờ|cho)\b|\d+"
)
_YEARS = range(1990, 2100)


class _Patterns(NamedTuple):
    gone: re.Pattern[str]
    gone_part: re.Pattern[str]
    whole_gone: re.Pattern[str]
    none_here: re.Pattern[str]
    broken: re.Pattern[str]
    whole_broken: re.Pattern[str]
    badly_broken: re.Pattern[str]
    new: re.Pattern[str]


@lru_cache(maxsize=2)
def _compiled(plain: bool) -> _Patterns:
    before, after = _NUMBER.format("before"), _NUMBER.format("after")
    part = rf"{before}\s+(?:(?:đã|bị|đang) )*(?:{_GONE}|mất)|(?:{_GONE}|mất)\s*:?\s*{after}"
    texts = (
        rf"\b(?:{_GONE})",
        part,
        _WHOLE_GONE,
        _NONE_HERE,
        rf"\b(?:{_ALL_BROKEN})",
        _WHOLE_BROKEN,
        _BADLY_BROKEN,
        _NEW_FOR_OLD,
    )
    return _Patterns(*(re.compile(_without_accents(text) if plain else text) for text in texts))


def _without_accents(pattern: str) -> str:
    """Return a pattern for words typed without accents; only letters of Vietnamese change."""
    return re.sub(r"[^\x00-\x7f]", lambda found: fold_key(found.group()), pattern)


@lru_cache(maxsize=65_536)
def read_fate(text: str) -> Said | None:
    """Return what a note says has become of the whole quantity or of a number of it, or None for an ordinary note."""
    key = accent_key(text)
    by = _compiled(plain=not has_accents(key))
    whole = key.strip(" .,;:!()-–")
    part = by.gone_part.search(key)
    if part is not None:
        number = Decimal(part.group("before") or part.group("after"))
        return Said(Fate.GONE, None if int(number) in _YEARS else number)
    if by.gone.search(key) or by.whole_gone.fullmatch(whole) or by.none_here.fullmatch(whole):
        return Said(Fate.GONE)
    if by.broken.search(key) or by.whole_broken.fullmatch(whole):
        return Said(Fate.REPLACED if by.new.search(key) else Fate.BROKEN)
    if by.badly_broken.fullmatch(whole):
        return Said(Fate.REPLACED)
    return None


def opens_with_broken(text: str) -> bool:
    """Return whether words in brackets behind a name begin by saying that all is broken: "(hỏng, không sử dụng được)"."""
    key = accent_key(text)
    by = _compiled(plain=not has_accents(key))
    first, *more = re.split(r"[,;.]", key)
    return by.whole_broken.fullmatch(first.strip()) is not None and not any(
        _SLIGHTLY.search(part) or by.new.search(part) for part in more
    )


def names_one_thing(text: str) -> bool:
    """Return whether a note names what it speaks of ("máy phát đã thanh lý"): beside several figures it is not all."""
    key = accent_key(text)
    by = _compiled(plain=not has_accents(key))
    found = by.gone.search(key) or by.broken.search(key)
    return found is not None and bool(_FILLERS.sub("", key[: found.start()]).strip(" .,;:()-–"))
