"""How names of places are written: kinds of units, spelling families, whose office it is, remarks in brackets behind them."""

from __future__ import annotations

import re

from importers.rules.texts.words import accent_key, without_numbering

_KINDS: tuple[tuple[str, str], ...] = (
    ("đặc khu", "dac_khu"), ("dac khu", "dac_khu"), ("đk.", "dac_khu"), ("đk ", "dac_khu"), ("dk.", "dac_khu"), ("dk ", "dac_khu"),
    ("thị trấn", "tt"), ("thi tran", "tt"), ("t.trấn", "tt"), ("ttr.", "tt"), ("tt.", "tt"), ("tt ", "tt"),
    ("phường", "phuong"), ("phuong", "phuong"), ("p.", "phuong"), ("p ", "phuong"), ("ph.", "phuong"),
    ("xã", "xa"), ("xa ", "xa"), ("x.", "xa"), ("x ", "xa"), ("huyện", "huyen"), ("huyen ", "huyen"), ("h.", "huyen"),
)  # fmt: skip
_ISSUER = re.compile(
    r"^(?:(?:kho\s+)?(?:ubnd|ủy ban nhân dân|uỷ ban nhân dân|uy ban nhan dan|ban chqs|ban chỉ huy quân sự|bch ptds|ban chỉ huy ptds|ban chỉ huy phòng thủ dân sự|công an|đảng ủy|hđnd|trạm y tế|tram y te|tyt|hội (?:ctđ|chữ thập đỏ)|hoi (?:ctd|chu thap do))\s+"
    r"|(?:kho|ca)\s+(?=(?:xã|xa|phường|phuong|đặc khu|dac khu)\b))"
)
_POLICE = (("cap ", "phường "), ("cax ", "xã "))  # "CAP Cẩm Thành": the police of a ward
# What says nothing about which commune it is: footnote marks, counts of villages, zones.
_ASIDE = re.compile(
    r"\s*(?:\((?:\d+ (?:thôn|tdp|tổ|hộ|khẩu|khu)[^()]*|(?:vùng|khu vực|kv) [\divx]+|(?:tên )?mới)\)|\(?\*+\)?|/)\s*$"
)
_FAMILY = {"đắk": "đăk", "dak": "đăk", "đak": "đăk", "dăk": "đăk", "dắk": "đăk", "đăc": "đăk", "đắc": "đăk", "ngọc": "ngọk", "ngok": "ngọk", "ngoc": "ngọk", "mĩ": "mỹ", "lí": "lý", "kì": "kỳ", "sĩ": "sỹ"}  # fmt: skip


# "(nay là phường Sa Huỳnh)", "(gồm Bình Chương, Bình Mỹ)", "(Bình Thuận, Bình Đông cũ)", "(sáp nhập từ 4 phường)".
_REMARK = re.compile(r"^([^()]+?)\s*\(\s*([^()]+?)\s*\)$")
# "Châu Ổ (cũ) - xã Bình Sơn", "Bình Chánh cũ, nay là xã Bình Sơn".
_BECAME = re.compile(
    r"^([^()]+?)\s*\(?\s*(?:cũ|cu)\s*\)?\s*[,;–-]\s*(?:(?:hiện |hien )?nay\s+)?(?:là\s+|la\s+|thuộc\s+|thuoc\s+)?((?:xã|xa|phường|phuong|đặc khu|dac khu)\s[^()]+)$"
)
_NOW = re.compile(r"^(?:hiện |hien )?nay(?: là| la| thuộc| thuoc)?\s+")
_MADE_OF = re.compile(
    r"^(?:(?:được |duoc )?(?:thành lập|sáp nhập|hợp nhất|thanh lap|sap nhap|hop nhat)(?: (?:từ|tu))?|bao gồm|gồm|bao gom|gom|trước (?:đây|kia)(?: là)?|truoc day(?: la)?)\s*:?\s*"
)
_COUNTED = re.compile(r"^\d+ (?:xã|phường|thị trấn|đơn vị|xa|phuong|don vi)(?: cũ| cu)?$")
_OLD_BEHIND = re.compile(r"\s+(?:cũ|cu)$")
_BETWEEN = re.compile(r"\s*(?:,|;|\+|\bvà\b|\bva\b|&|–| - )\s*")

# The official code written with the name: "Xã An Phú (21034)", "Xã An Phú (mã xã: 21034)", "21034 - Xã An Phú".
_CODE = (
    r"(?:(?:mã|ma|code)(?: số| so)?(?: đvhc| dvhc| xã| xa| phường| phuong| đơn vị| don vi)?\s*:?\s*)?(\d{5})"
)
_CODE_BEHIND = re.compile(
    rf"^([^()\[\]]*[^\W\d_])\s*(?:\({_CODE}\)|\[{_CODE}\]|\s[–—-]\s*{_CODE})$", re.IGNORECASE
)
_CODE_BEFORE = re.compile(r"^(?:[(\[](\d{5})[)\]]\s*[–—.:-]?|(\d{5})\s*[–—.:-])\s*([^\W\d_].*)$")
# A district's name as written, also before a commune's own or behind it.
_DISTRICT_WORDS = r"(?:huyện|huyen|thị xã|thi xa|thành phố|thanh pho|h\.|tx\.?|tp\.?|h )"
_DISTRICT_FIRST = re.compile(rf"^{_DISTRICT_WORDS}\s*")
_BEFORE_DISTRICT = re.compile(
    rf"^(?:ubnd|ủy ban nhân dân|uỷ ban nhân dân|khu vực|địa bàn|các xã|cụm|vùng)\s+(?:{_DISTRICT_WORDS}\s*)?"
)
IN_DISTRICT = re.compile(
    rf"^(.*?)\s*[,(\-–]\s*(?:thuộc\s+)?(?:{_DISTRICT_WORDS}\s*)?([^,()]+?)\s*(?:\(?cũ\)?|cu)?\s*\)?$"
)
OLD_WORD = re.compile(r"\s*\(?\s*(?:cũ|cu)\s*\)?\s*$")


def name_key(name: str) -> str:
    """Return a place name with the spelling families (Đăk/Đắk/Dak, Ngọk/Ngọc, i/y) made even."""
    words = re.sub(r"[\s\-'’.]+", " ", accent_key(name)).strip().split(" ")
    return " ".join(_FAMILY.get(word, word) for word in words)


def glued_key(name: str) -> str:
    """Return a place name made even as by `name_key`, written as one word: "ĐăkPék", "Đăk R've", "IaTơi"."""
    word = name_key(name).replace(" ", "")
    first = next((spelled for spelled in _FAMILY if len(spelled) > 2 and word.startswith(spelled)), "")
    return _FAMILY[first] + word[len(first) :] if first else word


def split_kind(text: str) -> tuple[str, str]:
    """Return (kind of unit or "", bare name) of a place as written."""
    small = accent_key(without_numbering(text))
    issuer = _ISSUER.match(small)
    if issuer:
        small = small[issuer.end() :]
    for short, whole in _POLICE:
        if small.startswith(short):
            small = f"{whole}{small[len(short) :]}"
    small = _ASIDE.sub("", small)
    for prefix, kind in _KINDS:
        if small.startswith(prefix) and len(small) > len(prefix):
            return kind, small[len(prefix) :].strip(" .:")
    return "", small.strip(" .:;,")


def remark_of(name: str) -> tuple[str, bool, tuple[str, ...]] | None:
    """Return (a name without the remark behind it, whether that says what the place is now, the places it names), or None.

    A remark that only counts what the place was made of names none. Names alone are what it was made of, if they agree.
    """
    became = _BECAME.match(name)
    if became is not None:
        return became.group(1), True, (became.group(2),)
    found = _REMARK.match(name)
    if found is None or found.group(2) in {"cũ", "cu"}:
        return None
    bare, said = found.group(1), found.group(2)
    now = _NOW.match(said)
    if now is not None:
        return bare, True, (said[now.end() :],)
    made_of = _MADE_OF.match(said)
    said = _OLD_BEHIND.sub("", said[made_of.end() :] if made_of is not None else said)
    return bare, False, () if _COUNTED.match(said) else tuple(part for part in _BETWEEN.split(said) if part)


def district_names(text: str) -> tuple[str, str]:
    """Return what a former district is called in a text ("Khu vực huyện Ba Tơ (cũ)"), with its kind and without."""
    small = OLD_WORD.sub("", _BEFORE_DISTRICT.sub("", accent_key(text).strip(" .:;,()")))
    return small, _DISTRICT_FIRST.sub("", small)


def apart_from_code(text: str) -> tuple[str, str]:
    """Return (a place as written without the official code before or behind it, that code), or (the text, "")."""
    if not any(map(str.isdigit, text)):
        return text, ""
    if (behind := _CODE_BEHIND.match(text.strip())) is not None:
        return behind.group(1).strip(), next(filter(None, behind.groups()[1:]))
    if (before := _CODE_BEFORE.match(text.strip())) is not None:
        return before.group(3).strip(), before.group(1) or before.group(2)
    return text, ""
