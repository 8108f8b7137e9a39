"""The words around the name of an item: units, neutral words, words that lead or trail, joints of lists."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from importers.rules.texts.units import is_unit, multiple_of
from importers.rules.texts.words import fold_key, without_numbering, without_punctuation
from inventory.rules.catalogue import Category, TypeCode

_LAST_BRACKETS = re.compile(
    r"\(\s*(?:(?:đvt|dvt|đơn vị tính|don vi tinh)\s*:?)?\s*([^()\d]{0,20}[23]?)\s*\)\s*$", re.IGNORECASE
)
UNIT_BEHIND = re.compile(r"\s*[-–,/:\[]\s*(?:cái|chiếc|bộ|kg|tấn|lít|m|mét|m2|m3|người|gói|thùng|hộp)\s*\]?$")
LONGEST = 400  # letters of a name; beyond that it is prose
BRACKETS = re.compile(r"\(([^()]*)\)")
# Words that say nothing about the type: kinds of persons, age, origin, make, "các loại".
NEUTRAL = re.compile(
    r"^(?:(?:loai|cac loai|nhieu loai|tre em|nguoi lon|cho tre em|cho nguoi lon|ca nhan|cu|moi|cac|da dung|tu tuc|hien co|san co|"
    r"con tot|dung duoc|so luong|tong so|cua xa|cua dan|trong dan|du phong|du tru|du kien huy dong|huy dong|pctt|pclb|tkcn|ptds|phong chong (?:thien tai|lut bao)|hien nay|dang su dung|"
    r"loai nho|loai lon|loai trung|loai to|nho|lon|trung|size [smlx\d]+|"
    # of what it is made, what drives it, what its label says: nothing the catalogue tells types by
    r"ma kem|boc nhua|inox|cam tay|chay (?:xang|dau|dien|pin|bang (?:xang|dau|dien))|dong co (?:xang|dau|no|dien)|sieu sang|sac dien|chong nuoc|doi dau|"
    r"ron \d+(?:[ -]i{1,3}v?)?|mau (?:cam|do|xanh|vang|den|trang)|(?:nhan )?hieu [a-z]+|honda|yamaha|kubota|stihl|husqvarna|motorola|kenwood|toa|bien (?:xanh|trang|vang)|"
    r"(?:cong suat|luu luong|dung tich|kich thuoc|duong kinh|phi|dai)|dung (?:cat|dat)|"
    r"(?:loai\s*)?[<>≥≤]?\s*\d+(?:[.,]\d+)?\s*(?:kg|lit|l|m|m3|m2|cm|mm|cv|hp|kw|w|kva|cho|tan|inch|v|ah|m3/h|lit/phut|ml|g)?(?:\s*(?:x|-)\s*\d+(?:[.,]\d+)?\s*(?:cm|m|mm)?)*|"
    r"[a-z]{1,6}-?\d[\w-]*|thon \d+|tdp \d+|\d+[a-z]{1,4}\d*)[\s,;.-]*)*$"
)
# Behind a force or a place: the commune's own.
_OWN_COMMUNE = frozenset(
    {"xã", "phường", "đặc khu", "cấp xã", "cấp phường", "của xã", "của phường", "xã, phường"}
)
_OWN_COMMUNE_PLAIN = frozenset(map(fold_key, _OWN_COMMUNE)) - {"xa"}  # "xa": far
# Whose, where or of what kind the things are, within the commune: none of it changes what they are.
_OWN_ASIDE = re.compile(
    r"(?:(?:cua|tai|thuoc|o|kho|huy dong (?:cua|tu|trong)?) )*(?:ho|nha|ong|ba|anh|chi|dan|nguoi dan|ho dan|nhan dan|tu nhan|thon|to|tdp|khu dan cu|doanh nghiep|cty|cong ty|dntn|htx|hop tac xa|"
    r"ubnd|ban chqs|cong an|tram y te|truong|nha van hoa|kho)(?!\S)(?!.*\b(?:xa|phuong|dac khu|huyen|tinh|thi xa|tp|thanh pho) \S)|"
    r"(?:gop|khac|chung|dong bo|du bo|day du|cam ket|khi can|(?:da |duoc )+(?:huan luyen|tap huan|dao tao)|da kiem dinh|con han|tot|(?:da |bi )*(?:hu )?hong|dang dung|dang hoat dong|san sang|thuong truc|kiem nhiem|ke ca du phong)(?:[ ,;]|$)|.*\bda du$"
)
# What one piece can do, not how many there are: "Ca nô (CV)", "Máy bơm nước (m3/h)".
_RATE_ALONE = re.compile(
    r"(?:(?:tong|so|cong suat|luu luong|tai trong|suc chua)[ :]*)*(?:cho(?: ngoi)?|cv|hp|kva|kw|w|[^\d]*(?:m[23]?|lit|l)\s*/\s*(?:h|gio|phut|p|s))"
)
_ELSEWHERE = re.compile(r"\b(?:xa|phuong|dac khu|huyen|tinh) [^\W\d]|\bda (?:cap|phat|dap|tha|giao|xuat)\b")
LEADING = re.compile(
    r"^(?:số lượng|so luong|tổng số|tong so|số|so|sl|lực lượng|luc luong|các loại|cac loai|các|cac|phương tiện|phuong tien|"
    r"trang thiết bị|trang thiet bi|thiết bị|thiet bi|vật tư|vat tu|hiện có|hien co|loại|loai|có|xe ô tô|xe o to|xe|cái|chiếc)\s+"
)
_OF_THINGS = re.compile(r"(?:phuong tien|trang thiet bi|thiet bi|vat tu|xe)\b")
TRAILING = re.compile(
    r"\s+(?:các loại|cac loai|hiện có|hien co|sẵn có|san co|các cỡ|cac co|nhiều loại|nhieu loai)$"
)
# Without accents these are as likely other words (hàng, đầm, tháng, thùng, đinh, chưa, rửa, tồn, sửa, của).
TOO_PLAIN = frozenset(
    {"hang", "dam", "thang", "bai", "ham", "ho", "man", "thung", "dinh", "chua", "rua", "nen", "song", "ton", "sua", "cua", "mung",
     "chieu", "men", "cang", "truong", "noi", "muoi", "hao", "bat", "dau", "thuoc", "tau"}
)  # fmt: skip
# Names written like this also with accents; on a sheet typed without any they are as likely another thing (hàng, ghế, trẻ).
PLAIN_NAMES = frozenset({"hang", "thang", "ghe", "tre", "kho", "bao"})
# Abbreviations that head columns of figures too (khối lượng, lũy kế): without a unit they may mean that.
SHORT_NAMES = frozenset({"kl", "lk"})
# Synonyms that only modify: below another group they mean a part of that group.
MODIFIERS = frozenset({"thuong truc", "tai cho", "co dong"})
# As offices shorten words within names ("XK PCTT", "Người điều khiển PT thủy"): in capitals, two letters.
_SHORTENED = {
    "PT": "phương tiện",
    "XK": "xung kích",
    "DQ": "dân quân",
    "LL": "lực lượng",
    "TB": "thiết bị",
    "TTB": "trang thiết bị",
}
_IN_CAPITALS = re.compile(rf"(?<!\w)(?:{'|'.join(_SHORTENED)})(?!\w)")
JOINTS = re.compile(r"\s*(?:,|;|\+|/|\bvà\b|\bva\b|&|(?<=\s)[-–](?=\s))\s*")


def spelled_out(text: str) -> str:
    """Return a name with the words that it shortens in full; "" where it shortens none, or is in capitals altogether."""
    if text.isupper() and len(text.split()) > 2:
        return ""
    full = _IN_CAPITALS.sub(lambda found: _SHORTENED[found.group()], text)
    return full if full != text else ""


def is_own_commune(name: str, words: str, category: Category) -> bool:
    """Return whether words behind a force or a place only say that it is the commune's own: "Hội Nông dân xã".

    Behind a place of one word they may say where things are kept: "Kho xã".
    """
    named = category is Category.FORCES or (category is Category.WORKS and " " in name)
    return named and (words in _OWN_COMMUNE or words in _OWN_COMMUNE_PLAIN)


def without_unit_in_brackets(label: str) -> str:
    """Return a label without the unit that stands in brackets behind it: "Áo phao (cái)", "Gạo (ĐVT: tấn)"."""
    found = _LAST_BRACKETS.search(label)
    if found is None or not (not found.group(1) or is_unit(found.group(1)) or multiple_of(found.group(1))):
        return label
    return label[: found.start()]


def says_nothing(aside: str, names: Iterable[str]) -> bool:
    """Return whether words in brackets behind a type's name say nothing against it: its unit or size, whose or where it is
    within the commune, a neutral word, or words of the type's own folded `names`.

    "(mô hình)", "(đã đắp đê)", "(mượn của xã Ba Tô)" or another thing's name may say that it is none, or not there.
    """
    plain = fold_key(aside).strip(" .,;:-")
    if _RATE_ALONE.fullmatch(plain):
        return False
    if not plain or NEUTRAL.match(plain) or _OWN_ASIDE.match(plain) or is_unit(aside) or multiple_of(aside):
        return True
    if any(char.isdigit() for char in plain):
        return _ELSEWHERE.search(plain) is None
    words = without_punctuation(plain).split()
    return any(set(words) <= set(without_punctuation(name).split()) for name in names)


def without_neutral_brackets(folded: str) -> str:
    """Return a folded name without the words in brackets behind its size that say nothing about the type ("(cũ)")."""
    head, bracket, rest = folded.partition("(")
    said = rest.strip(" )")
    return head.strip() if bracket and said.isalpha() and NEUTRAL.match(said) else folded


def leads_to(lead: str, code: str) -> bool:
    """Return whether what stands before a name suits its type: "vật tư" before "y tế" are no people, "lực lượng" are."""
    plain = fold_key(lead)
    return not (_OF_THINGS.match(plain) and code.startswith("LL"))


def has_another_sense(text: str, *, accentless: bool, has_unit: bool) -> bool:
    """Return whether a certain name may be another word all the same, as the sheet is typed."""
    plain = without_punctuation(fold_key(without_unit_in_brackets(without_numbering(text))))
    if plain in SHORT_NAMES:
        return not has_unit
    first, _, rest = TRAILING.sub("", LEADING.sub("", plain)).partition(" ")
    return accentless and first in PLAIN_NAMES and NEUTRAL.match(rest) is not None


def run_together(key: str, names: Mapping[str, TypeCode]) -> tuple[str, TypeCode] | None:
    """Return (the first name, the type) of a text that is names of one type in a row, without a comma between them."""
    words = key.split(" ")
    codes, start, first = set[TypeCode](), 0, ""
    while start < len(words):
        for end in range(len(words), start, -1):
            part = " ".join(words[start:end])
            code = names.get(part)
            if code is not None and part not in MODIFIERS:
                codes.add(code)
                start, first = end, first or part
                break
        else:
            return None
    return (first, codes.pop()) if len(codes) == 1 and len(words) > 1 else None
