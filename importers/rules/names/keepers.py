"""Words that name who keeps goods, or the source they came from."""

from __future__ import annotations

import re

from importers.rules.results import HolderKind
from importers.rules.texts.fields import SPELLED, kind_of_holder
from importers.rules.texts.words import accent_key, fold_as_spelled, fold_key

VILLAGE = re.compile(r"^(?:thôn|tdp|tổ dân phố|khu phố|bản|xóm|làng|khu dân cư|kdc|tổ)\b", re.IGNORECASE)
# Beyond the kinds of holders.
_KEEPERS = re.compile(
    r"\b(?:dtqg|du tru|ngan sach|nsnn|nstw|xhh|vien tro|trung uong|dia phuong|tinh|huyen|xa|phuong|thon|tdp|to|khu pho|ban|xom|ho|dan|quan su|bien phong|y te|"
    r"cua hang|dai ly|sieu thi|tap hoa|doanh nghiep|dn|htx|van dong|tai tro|ho tro|xa hoi hoa|tu nhan|nha nuoc|tu mua|tu co|(?:cap |don vi )?tren cap|cap tren|tu trang bi|tu tuc|cap phat|duoc cap|kho)\b"
)
# Who trades, or stands for many: that is all such a head says.
_TRADERS = re.compile(
    r"(?:cac )?(?:tieu thuong|thuong nhan|thuong lai|tu thuong|ca nhan|doan the|mat tran|co so kinh doanh|chu vua)(?: (?:tai|o|trong|tren) .*| dia phuong)?"
)
_DRY = re.compile(r"(?<!\w)khô(?!\w)")  # folded, "mùa khô" is a store ("kho")
_MARKET = re.compile(r"(?<!\w)chợ(?!\w)")  # folded, it reads "cho"
# Whose they are, or where, is not this commune: "Của xã bạn", "Ngoài xã", "Cho xã bạn mượn", "Gửi xã Ba Tơ".
_ELSEWHERE = re.compile(
    r"(?<!\w)(?:xã|phường|đặc khu|huyện|tỉnh|đơn vị|địa phương|nơi|xa|phuong|dac khu|huyen|tinh|don vi|dia phuong|noi) (?:bạn|khác|lân cận|bên cạnh|giáp ranh|liền kề|khac|lan can|ben canh|giap ranh|lien ke)(?!\w)|"
    r"(?<!\w)kho (?:dự trữ |du tru )?(?:cấp |của |cap |cua )?(?:tỉnh|huyện|quân khu|trung ương|bộ chqs|bộ chỉ huy|tinh|huyen|quan khu|trung uong|bo chqs|bo chi huy)(?!\w)|"
    r"(?<!\w)(?:xa|phuong|don vi) ban$|(?<!\w)(?:ngoài|ngoai) (?:xã(?! hội)|phường|đặc khu|địa bàn|địa phương|huyện|tỉnh|đơn vị|xa(?! hoi)|phuong|dac khu|dia ban|dia phuong|huyen|tinh|don vi)(?!\w)|"
    r"(?<!\w)(?:gửi|gởi|gui|goi) (?:sang |nhờ |tại |ở |cho |sang |nho |tai |o )?(?:xã|phường|đặc khu|huyện|tỉnh|xa|phuong|dac khu|huyen|tinh)(?!\w)|(?<!\w)(?:cho|đi|di) (?:[^\W\d_]+ ){0,3}(?:mượn|thuê|muon|thue)(?!\w)"
)
_HAPPENED = re.compile(r"(?:da|bi|se) ")
_COUNTED = re.compile(r"(?:tong )?so (?:ho|dan|nguoi|thon|tdp|to|ban|xom|khu pho)\b")


def names_keeper(text: str) -> bool:
    """Return whether words name one of those who keep goods, or the source they came from."""
    if _HAPPENED.match(fold_key(text)) or _COUNTED.match(fold_key(text)):
        return False  # "Đã bán": not the hamlet ("bản") it folds to; "Số hộ nghèo" counts households, it keeps nothing
    plain = fold_as_spelled(_DRY.sub("", accent_key(text)), SPELLED)
    if _TRADERS.fullmatch(plain.strip(" .:")):
        return True
    named = kind_of_holder(text) not in {None, HolderKind.HOUSEHOLD} or VILLAGE.match(text) is not None
    return named or _KEEPERS.search(plain) is not None or _MARKET.search(accent_key(text)) is not None


def is_of_others(header: str) -> bool:
    """Return whether a header says that what it counts is another commune's or the province's, or lies outside of this one."""
    return _ELSEWHERE.search(accent_key(header)) is not None
