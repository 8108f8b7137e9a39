"""The words around the name of an item: units, neutral words, words that lead or trail, joints of lists."""

from __future__ import annotations

import re

from importers.rules.texts.words import fold_key, without_numbering, without_punctuation

UNIT_IN_BRACKETS = re.compile(
    r"\(\s*(?:đvt|dvt|đơn vị tính|don vi tinh)?\s*:?\s*[^\W\d]{1,12}[23]?(?:\s[^\W\d]{1,6})?\s*\)\s*$",
    re.IGNORECASE,
)
UNIT_BEHIND = re.compile(r"\s*[-–,/:\[]\s*(?:cái|chiếc|bộ|kg|tấn|lít|m|mét|m2|m3|người|gói|thùng|hộp)\s*\]?$")
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
    plain = without_punctuation(fold_key(UNIT_IN_BRACKETS.sub("", without_numbering(text))))
    if plain in SHORT_NAMES:
        return not has_unit
    first, _, rest = TRAILING.sub("", LEADING.sub("", plain)).partition(" ")
    return accentless and first in PLAIN_NAMES and NEUTRAL.match(rest) is not None
