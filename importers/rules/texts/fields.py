"""The words around a quantity: telephone numbers, holders, condition, broken parts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache

from importers.rules.results import HolderKind
from importers.rules.texts.numbers import read_figure
from importers.rules.texts.words import accent_key, fold_as_spelled, fold_key, wording

# The address of a row of the register, as our own lists name it beside each.
OWN_LOT = re.compile(r"/kho/(\d{1,18})")
_PHONE = re.compile(r"(?<![\d.,])(?:\+?84|0)?[\s.\-]?\d(?:[\s.\-]?\d){7,10}(?![\d])")
_PARTS = re.compile(r"[;,/&\n]|\s-\s|\s–\s|\bhoặc\b")
_HOLDERS: tuple[tuple[HolderKind, str], ...] = (
    (HolderKind.MILITARY_COMMAND, r"\b(?:ban chqs|bchqs|ban chi huy quan su|chqs|xa doi|phuong doi)\b"),
    (HolderKind.FIRM, r"\b(?:cty|cong ty|tnhh|dntn|doanh nghiep|htx|hop tac xa|cua hang|dai ly|tap hoa|sieu thi|chxd|nha thuoc|mo da|chi nhanh|nha may|xi nghiep|cp)\b"),
    (HolderKind.PEOPLES_COMMITTEE, r"\b(?:ubnd|uy ban nhan dan)\b|^(?:xa|phuong)(?: du tru| quan ly)?$"),
    (HolderKind.OFFICE, r"^hoi\b|\bhoi (?:nong dan|phu nu|lhpn|lien hiep|cuu chien binh|ccb|chu thap do|ctd|nguoi cao tuoi|thanh nien|khuyen hoc|cua xa|xa)\b|\b(?:cong an|tram y te|truong|doan xa|ban|(?<!du )phong|don|doi|van phong|trung tam|kho|nghiep doan|bch|dai|benh vien|hat)\b"),
    (HolderKind.HOUSEHOLD, r"\b(?:ho dan|cac ho|nhan dan|ong|ba|anh|chi|trong dan|nguoi dan|ho gia dinh)\b"),
)  # fmt: skip
# Words of one syllable that others fold to as well: "đời" and "đôi", "dài", "bán" and "bạn", "tính", "xa".
SPELLED: Mapping[str, frozenset[str]] = {
    "doi": frozenset({"đội"}), "dai": frozenset({"đài", "đại"}), "hat": frozenset({"hạt"}), "hoi": frozenset({"hội"}), "phong": frozenset({"phòng"}),
    "ban": frozenset({"ban", "bản"}), "to": frozenset({"tổ"}), "dan": frozenset({"dân"}), "tinh": frozenset({"tỉnh"}), "xa": frozenset({"xã"}),
}  # fmt: skip
_VILLAGE = re.compile(r"^(?:thon|tdp|to dan pho|khu dan cu|kdc|khu pho|xom)\b")
_PERSON = re.compile(r"^(?:[^\W\d_]+\s){1,4}[^\W\d_]+$")
_CONDITIONS: Mapping[str, str] = {
    "t": "tốt", "tot": "tốt", "con tot": "tốt", "su dung tot": "tốt", "hoat dong tot": "tốt", "tb": "trung bình",
    "trung binh": "trung bình", "kha": "khá", "h": "hỏng", "hong": "hỏng", "hu": "hỏng", "hu hong": "hỏng",
    "kem": "kém", "xau": "kém", "moi": "mới", "cu": "cũ",
}  # fmt: skip
# "Hỏng 01", "02 cái hỏng"; neither "phòng 2" nor "phụ 3", which hold the same letters, nor "hỏng 1 phần", "hỏng 5/2026".
_BROKEN = wording(
    r"(?<!\w)(?:hư hỏng|hỏng|hư)(?: (?:hết|toàn bộ|tất cả|cả|mất))?\s*:?\s*(\d{1,5})\b(?!\s*(?:phần|lần|bên|nửa|năm|tháng|ngày|phan|lan|ben|nua|nam|thang|ngay)(?!\w)|\s*%|[/.,-]\d)"
    r"|(?<![\w/.,-])(\d{1,5})\s*(?:cái|chiếc|bộ|xe|máy)?\s*(?:(?:đã|bị|đang) )*(?:hư hỏng|hỏng|hư)(?!\w)"
)


@lru_cache(maxsize=65_536)
def read_phones(text: str) -> tuple[str, ...]:
    """Return the telephone numbers in a text, with the leading 0 that Excel eats put back."""
    found: list[str] = []
    for part in _PARTS.split(text):
        for match in _PHONE.finditer(part):
            number = _phone(re.sub(r"\D", "", match.group()), "+" in match.group())
            if number and number not in found:
                found.append(number)
    return tuple(found)


def _phone(digits: str, international: bool) -> str:
    if digits.startswith("84") and (international or len(digits) == 11):
        digits = "0" + digits[2:]
    if len(digits) == 9 and digits[0] in "235789":
        digits = "0" + digits
    return digits if digits.startswith("0") and len(digits) in (10, 11) else ""


@lru_cache(maxsize=65_536)
def without_phones(text: str) -> str:
    """Return a text with its telephone numbers taken out."""
    kept = _PHONE.sub(lambda match: "" if read_phones(match.group()) else match.group(), text)
    return re.sub(r"\s*[-–;,:(]*\s*\)?\s*$", "", kept).strip(" ,;:-–")


@lru_cache(maxsize=65_536)
def kind_of_holder(text: str) -> HolderKind | None:
    """Return who a holder is, where the words make it evident."""
    plain = fold_as_spelled(text, SPELLED)
    for kind, pattern in _HOLDERS:
        if re.search(pattern, plain):
            return kind
    if _VILLAGE.match(plain):
        return None
    return HolderKind.HOUSEHOLD if _PERSON.match(text) and text == text.title() else None


@lru_cache(maxsize=65_536)
def read_condition(text: str) -> str:
    """Return the condition in full words ("T" is tốt, "TB" trung bình), other words as they stand."""
    return _CONDITIONS.get(fold_key(text).strip(" ."), text)


@lru_cache(maxsize=65_536)
def broken_part(text: str) -> Decimal | None:
    """Return how many are said to be broken in a note such as "hỏng 01", or None."""
    key = accent_key(text)
    found = _BROKEN.of(key).search(key)
    return Decimal(found.group(1) or found.group(2)) if found else None


def broken_figure(text: str) -> Decimal | None:
    """Return the figure of a column of broken ones, or None where it is not a plain number."""
    figure = read_figure(text)
    return figure.amount if figure else None
