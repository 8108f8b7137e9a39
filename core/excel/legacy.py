"""Old Vietnamese encodings: text typed for .VnTime, VNI-Times, VPS or VISCII fonts, turned into Unicode.

A spreadsheet keeps such text as the Latin-1 characters of its bytes together with the name of the font, so the
font is the best sign. Tables made from the published layouts: TCVN 5712:1993 (VN3, "ABC"), VNI for Windows,
VPS, and VISCII 1.1 (RFC 1456).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from enum import StrEnum
from functools import lru_cache


class Encoding(StrEnum):
    """How the text of a sheet was typed."""

    UNICODE = "unicode"
    TCVN3 = "tcvn3"
    VNI = "vni"
    VPS = "vps"
    VISCII = "viscii"


def _table(*rows: tuple[str, str]) -> dict[str, str]:
    """Return byte character -> letter from rows of (hexadecimal bytes, letters)."""
    found: dict[str, str] = {}
    for codes, letters in rows:
        for code, letter in zip(codes.split(), letters.split(), strict=True):
            found[chr(int(code, 16))] = letter
    return found


_TCVN3 = _table(
    ("A1 A2 A3 A4 A5 A6 A7 A8 A9 AA AB AC AD AE", "Ă Â Ê Ô Ơ Ư Đ ă â ê ô ơ ư đ"),
    ("B5 B6 B7 B8 B9 BB BC BD BE C6", "à ả ã á ạ ằ ẳ ẵ ắ ặ"),
    ("C7 C8 C9 CA CB CC CE CF D0 D1", "ầ ẩ ẫ ấ ậ è ẻ ẽ é ẹ"),
    ("D2 D3 D4 D5 D6 D7 D8 DC DD DE", "ề ể ễ ế ệ ì ỉ ĩ í ị"),
    ("DF E1 E2 E3 E4 E5 E6 E7 E8 E9", "ò ỏ õ ó ọ ồ ổ ỗ ố ộ"),
    ("EA EB EC ED EE EF F1 F2 F3 F4", "ờ ở ỡ ớ ợ ù ủ ũ ú ụ"),
    ("F5 F6 F7 F8 F9 FA FB FC FD FE", "ừ ử ữ ứ ự ỳ ỷ ỹ ý ỵ"),
)
_VPS = _table(
    ("E1 E0 E4 E3 E5 E6 A1 A2 A3 A4 A5 E2 C3 C0 C4 C5 C6", "á à ả ã ạ ă ắ ằ ẳ ẵ ặ â ấ ầ ẩ ẫ ậ"),
    ("E9 E8 C8 EB CB EA 89 8A 8B CD 8C ED EC CC EF CE", "é è ẻ ẽ ẹ ê ế ề ể ễ ệ í ì ỉ ĩ ị"),
    ("F3 F2 D5 F5 86 F4 D3 D2 B0 87 B6 D6 A7 A9 AA AB AE", "ó ò ỏ õ ọ ô ố ồ ổ ỗ ộ ơ ớ ờ ở ỡ ợ"),
    ("FA F9 FB DB F8 DC D9 D8 BA BB BF 9A FF 9B CF 9C C7", "ú ù ủ ũ ụ ư ứ ừ ử ữ ự ý ỳ ỷ ỹ ỵ đ"),
    ("C1 80 81 82 02 88 8D 8E 8F F0 04 C2 83 84 85 1C 03", "Á À Ả Ã Ạ Ă Ắ Ằ Ẳ Ẵ Ặ Â Ấ Ầ Ẩ Ẫ Ậ"),
    ("C9 D7 DE FE 05 CA 90 93 94 95 06 B4 B5 B7 B8 10", "É È Ẻ Ẽ Ẹ Ê Ế Ề Ể Ễ Ệ Í Ì Ỉ Ĩ Ị"),
    ("B9 BC BD BE 11 D4 96 97 98 99 12 F7 9D 9E 9F A6 13", "Ó Ò Ỏ Õ Ọ Ô Ố Ồ Ổ Ỗ Ộ Ơ Ớ Ờ Ở Ỡ Ợ"),
    ("DA A8 D1 AC 14 D0 AD AF B1 1D 15 DD B2 FD B3 19 F1", "Ú Ù Ủ Ũ Ụ Ư Ứ Ừ Ử Ữ Ự Ý Ỳ Ỷ Ỹ Ỵ Đ"),
)
_VISCII = _table(
    ("02 05 06 14 19 1E 80 81 82 83 84 85 86 87 88 89", "Ẳ Ẵ Ẫ Ỷ Ỹ Ỵ Ạ Ắ Ằ Ặ Ấ Ầ Ẩ Ậ Ẽ Ẹ"),
    ("8A 8B 8C 8D 8E 8F 90 91 92 93 94 95 96 97 98 99", "Ế Ề Ể Ễ Ệ Ố Ồ Ổ Ỗ Ộ Ợ Ớ Ờ Ở Ị Ỏ"),
    ("9A 9B 9C 9D 9E 9F A0 A1 A2 A3 A4 A5 A6 A7 A8 A9", "Ọ Ỉ Ủ Ũ Ụ Ỳ Õ ắ ằ ặ ấ ầ ẩ ậ ẽ ẹ"),
    ("AA AB AC AD AE AF B0 B1 B2 B3 B4 B5 B6 B7 B8 B9", "ế ề ể ễ ệ ố ồ ổ ỗ Ỡ Ơ ộ ờ ở ị Ự"),
    ("BA BB BC BD BE BF C0 C1 C2 C3 C4 C5 C6 C7 C8 C9", "Ứ Ừ Ử ơ ớ Ư À Á Â Ã Ả Ă ẳ ẵ È É"),
    ("CA CB CC CD CE CF D0 D1 D2 D3 D4 D5 D6 D7 D8 D9", "Ê Ẻ Ì Í Ĩ ỳ Đ ứ Ò Ó Ô ạ ỷ ừ ử Ù"),
    ("DA DB DC DD DE DF E0 E1 E2 E3 E4 E5 E6 E7 E8 E9", "Ú ỹ ỵ Ý ỡ ư à á â ã ả ă ữ ẫ è é"),
    ("EA EB EC ED EE EF F0 F1 F2 F3 F4 F5 F6 F7 F8 F9", "ê ẻ ì í ĩ ỉ đ ự ò ó ô õ ỏ ọ ụ ù"),
    ("FA FB FC FD FE FF", "ú ũ ủ ý ợ Ữ"),
)

# VNI: a base letter followed by one mark letter; the marks below as combining accents.
_VNI_MARKS: Mapping[str, str] = {
    "ù": "\u0301", "ø": "\u0300", "û": "\u0309", "õ": "\u0303", "ï": "\u0323",
    "â": "\u0302", "á": "\u0302\u0301", "à": "\u0302\u0300", "å": "\u0302\u0309", "ã": "\u0302\u0303", "ä": "\u0302\u0323",
    "ê": "\u0306", "é": "\u0306\u0301", "è": "\u0306\u0300", "ú": "\u0306\u0309", "ü": "\u0306\u0303", "ë": "\u0306\u0323",
}  # fmt: skip
_VNI_LETTERS: Mapping[str, str] = {
    "í": "í", "ì": "ì", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "ô": "ơ", "ö": "ư", "ñ": "đ", "î": "ỵ",
    "Í": "Í", "Ì": "Ì", "Æ": "Ỉ", "Ó": "Ĩ", "Ò": "Ị", "Ô": "Ơ", "Ö": "Ư", "Ñ": "Đ", "Î": "Ỵ",
}  # fmt: skip
_VNI_BASES = "aeouyôöAEOUYÔÖ"
# A mark behind a consonant or an "i" marks nothing: "Xã", "Biên" are Unicode, in whatever font they stand.
_NO_VNI = re.compile(f"[b-df-hj-np-tvwxzi][{''.join(_VNI_MARKS)}]", re.IGNORECASE)

_BYTE_TABLES: Mapping[Encoding, Mapping[str, str]] = {
    Encoding.TCVN3: _TCVN3,
    Encoding.VPS: _VPS,
    Encoding.VISCII: _VISCII,
}
_UNICODE_ONLY = re.compile(
    "[\u1ea0-\u1ef9ăĂđĐơƠưƯ\u0110\u0111\u0128\u0129\u0168\u0169\u0300\u0301\u0303\u0309\u0323\u0302\u0306\u031b]"
)
# Marks of ordinary text whose bytes are letters in VPS and VISCII.
_MARKS = frozenset("\u00a0\u2013\u2014\u2026")
# The marks that Windows shows for bytes that are no letters of an encoding, such as the dash 96.
_SHOWN = {chr(code): mark for code in range(0x80, 0xA0) if (mark := bytes([code]).decode("cp1252", "ignore"))}
_HIGH = re.compile(
    "[\x02-\x08\x0e-\x1f\x7f-\u00ff\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u2122]"
)


def is_unicode(text: str) -> bool:
    """Return whether `text` holds a letter that only Unicode has, so that it must never be converted."""
    return not text.isascii() and _UNICODE_ONLY.search(text) is not None


def may_be_legacy(text: str) -> bool:
    """Return whether `text` holds any character that an old encoding could have left, and none of Unicode's own."""
    if text.isascii() and text.isprintable():
        return False
    return _HIGH.search(text) is not None and not is_unicode(text)


@lru_cache(maxsize=1024)
def encoding_of_font(font: str) -> Encoding | None:
    """Return the encoding a font was made for, or None for an ordinary font."""
    name = font.strip().casefold()
    if name.startswith(".vn"):
        return Encoding.TCVN3
    if name.startswith(("vni-", "vni ")):
        return Encoding.VNI
    if name.startswith(("vps ", "vps-")):
        return Encoding.VPS
    if name.startswith(("vi ", "viscii")):
        return Encoding.VISCII
    return None


def shows_capitals(font: str) -> bool:
    """Return whether a font draws capitals from lower-case codes, as .VnTimeH does."""
    name = font.strip()
    return name.casefold().startswith(".vn") and name.endswith("H")


def to_unicode(text: str, encoding: Encoding, *, capitals: bool = False) -> str:
    """Return `text` in NFC, converted from `encoding` unless it is Unicode already."""
    no_vni = encoding is Encoding.VNI and _NO_VNI.search(text) is not None
    if encoding is Encoding.UNICODE or no_vni or is_unicode(text):
        return unicodedata.normalize("NFC", text)
    if encoding is Encoding.VNI:
        plain = _from_vni(text)
    else:
        table = _BYTE_TABLES[encoding]
        plain = "".join(
            char
            if char in _MARKS and _stands_alone(text, place)
            else table.get(_byte(char)) or _SHOWN.get(char, char)
            for place, char in enumerate(text)
        )
    plain = unicodedata.normalize("NFC", plain)
    return plain.upper() if capitals else plain


def _stands_alone(text: str, place: int) -> bool:
    """Return whether a mark is one: a dash for nought, a space between thousands or between small letters."""
    beside = [char for char in text[max(0, place - 1) : place + 2] if char not in _MARKS and char.isalnum()]
    if text[place] == "\u00a0":
        return not beside or not all(char.isupper() for char in beside)
    return not any(char.isalpha() for char in beside)


def _byte(char: str) -> str:
    """Return the Latin-1 character of the byte that Windows shows as `char`, such as 8C for Œ."""
    if ord(char) < 256:
        return char
    try:
        return char.encode("cp1252").decode("latin-1")
    except UnicodeEncodeError:
        return char


def _from_vni(text: str) -> str:
    out: list[str] = []
    position = 0
    while position < len(text):
        char = text[position]
        following = text[position + 1] if position + 1 < len(text) else ""
        base = _VNI_LETTERS.get(char) or _SHOWN.get(char, char)
        marks = _VNI_MARKS.get(following.lower()) if following and char in _VNI_BASES else None
        if marks is not None:
            out.append(unicodedata.normalize("NFC", base + marks))
            position += 2
            continue
        out.append(base)
        position += 1
    return "".join(out)
