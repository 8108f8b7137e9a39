"""What a remark says of where things or people are now: outside the commune, sent away, kept for it by others."""

from __future__ import annotations

import re
from functools import lru_cache

from importers.rules.names.other_provinces import named_first
from importers.rules.names.places import PlaceCertainty, PlaceIndex, PlaceMatch
from importers.rules.rows.of_others import names_another
from importers.rules.texts.words import accent_key, wording

_NOW = r"(?:đang|hiện|hiện nay|hiện tại|hiện đang|nay|tạm|tạm thời|còn|vẫn|đã|phải)"
_BE = r"(?:để|đặt|ở|nằm|gửi|gởi|giữ|lưu|cất|thi công|làm việc|làm|làm ăn|hoạt động|công tác|chạy|phục vụ|làm nhiệm vụ|sử dụng|neo đậu|đậu|neo|sửa chữa|sửa|bảo hành|bảo dưỡng|học|học tập|sinh sống|cư trú|tăng cường|điều động|điều|biệt phái|chuyển|đi)"
_AT = r"(?:ở|tại|ngoài|bên|trong|đi|về|cho|sang|lên|xuống|vào|ra|tới|đến)"
# "hiện để ở …", "đang thi công ở …", "đã điều động đi …", "gửi …", "nhờ … giữ hộ"
_GOING = (
    rf"(?<!\w)(?:(?:xe|máy|tàu|ghe|thuyền|phương tiện|vật tư|hàng|chủ xe|chủ tàu|chủ hộ|chủ) (?:{_BE} )?(?:ở|tại|ngoài)|{_NOW} (?:{_NOW} ){{0,2}}(?:đi )?{_BE}(?: {_BE})?(?: {_AT})*|(?:đi|điều động|biệt phái|tăng cường) (?:{_BE} )?(?:{_AT} )*|(?:gửi|gởi|nhờ)(?: (?:ở|tại|kho|sang|qua|bên|nhờ|tạm|cho))*)"
    r" (?:(?:kho|ubnd|ban chqs|công an|trạm y tế|địa bàn|bên|khu vực|trụ sở) )*"
)
_GOES = wording(rf"{_GOING}(?=[^\W\d])")
_GOES_TO_COMMUNE = wording(rf"{_GOING}((?:xã|phường|đặc khu) )(?=[^\W\d])")
_OTHERS = r"(?:tỉnh|huyện|xã|phường|địa phương|địa bàn|nơi|chỗ|vùng) (?:khác|bạn|ngoài|xa|lân cận)(?!\w)"
_OF_OTHERS = wording(
    rf"(?<!\w)(?:của|từ|do) (?:các )?{_OTHERS}|(?<!\w)(?:tăng cường|chi viện)(?: (?:của|từ|bởi)| về| cho xã)* (?:tỉnh|huyện|cấp trên|trung ương|quân khu)(?!\w)"
)
_OUTSIDE = wording(
    rf"(?:ngoài )?{_OTHERS}|ngoài (?:tỉnh|huyện|xã|địa bàn)(?!\w)|nước ngoài(?!\w)|(?:làm )?(?:ăn )?xa(?!\w)|"
    r"(?:kho |trụ sở |sở chỉ huy )?(?:(?:ban chqs|bộ chqs|bộ chỉ huy quân sự|công an|ubnd|bchqs|của) )?(?:tỉnh|huyện|tỉnh đội|huyện đội|quân khu|trung ương)(?: đội)?(?=$|[ ,;.()])(?! (?:lộ|đoàn|ủy|cấp|giao))|(?:miền|bắc|trung|tuyến) (?:nam|bắc|trung|liên tỉnh|đường dài)(?!\w)"
)
# People who have left, things somebody has driven off with.
_AWAY = wording(
    r"(?:(?:đang|đã|hiện|hiện nay|thường|xin) ){0,3}(?:đi (?:làm ăn(?: xa)?|làm xa|làm ăn|vắng|học(?: \w+){0,2}|nghĩa vụ(?: \w+){0,2}|xuất khẩu lao động|biển|công tác(?: \w+)?|viện)|vắng mặt|vắng nhà|nghỉ hưu|nghỉ việc|nghỉ công tác|xuất ngũ|chuyển công tác(?: .*)?|chuyển đi(?: .*)?|chuyển nơi ở(?: .*)?|(?:chuyển|cắt) (?:hộ )?khẩu(?: .*)?|từ trần|qua đời|chết|thôi việc|rút(?: đi| về)?|rút quân(?: .*)?|(?:gửi|gởi|đưa|mang|đem)(?: đi)? (?:sửa|sửa chữa|bảo hành|đại tu|phục hồi)(?: .*)?|đi sửa(?: chữa)?)"
)
_LENT = wording(
    r"(?!.*(?<!\w)(?:đi|tự|có thể|được|phải|cần|xin|khi|chưa|không|cho|không ai|hay|thường|để) mượn)(?:[^\W\d]+ ){1,5}?(?:(?:đã|đang|còn|tạm) )*mượn(?: (?:tạm|chưa trả|rồi|dùng|sử dụng))*"
)
_CLAUSES = re.compile(r"[,;.:()\n]|\s[-–]\s")


def is_elsewhere(remark: str, own: PlaceMatch, places: PlaceIndex) -> bool:
    """Return whether a remark beside a figure of the commune `own` says that it is away: "đang thi công ở Đà Nẵng"."""
    if _is_away(remark):
        return True
    key = accent_key(remark)
    if _OF_OTHERS.of(key).search(key):
        return True
    for found in _GOES.of(key).finditer(key):
        behind = key[found.end() :]
        if _OUTSIDE.of(key).match(behind) or _other_province(behind, places):
            return True
    return own.certain and names_another(_GOES_TO_COMMUNE.of(key), remark, own, places)


@lru_cache(maxsize=4096)
def _is_away(remark: str) -> bool:
    key = accent_key(remark)
    clauses = [clause.strip() for clause in _CLAUSES.split(key)]
    return any(_AWAY.of(key).fullmatch(clause) or _LENT.of(key).fullmatch(clause) for clause in clauses)


def _other_province(words: str, places: PlaceIndex) -> bool:
    """Return whether words begin with another province; a bare name that is also one of our communes' is that."""
    name, titled = named_first(words)
    match = places.match(name)
    ours = not titled and (match.certain or match.certainty is PlaceCertainty.AMBIGUOUS)
    return bool(name) and name not in places.provinces and not ours
