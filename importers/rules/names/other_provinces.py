"""Titles that name another province: its communes often have the names of ours ("UBND tỉnh Gia Lai", "xã An Phú")."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from importers.rules.texts.words import fold_key

# As they were until June 2025; those of today keep one of these names. Folded.
PROVINCES = (
    "an giang", "ba ria vung tau", "bac giang", "bac kan", "bac lieu", "bac ninh", "ben tre", "binh dinh", "binh duong",
    "binh phuoc", "binh thuan", "ca mau", "cao bang", "dak lak", "dac lac", "dak nong", "dac nong", "dien bien", "dong nai",
    "dong thap", "gia lai", "ha giang", "ha nam", "ha tinh", "hai duong", "hau giang", "hoa binh", "hung yen", "khanh hoa",
    "kien giang", "kon tum", "lai chau", "lam dong", "lang son", "lao cai", "long an", "nam dinh", "nghe an", "ninh binh",
    "ninh thuan", "phu tho", "phu yen", "quang binh", "quang nam", "quang ngai", "quang ninh", "quang tri", "soc trang",
    "son la", "tay ninh", "thai binh", "thai nguyen", "thanh hoa", "thua thien hue", "tien giang", "tra vinh",
    "tuyen quang", "vinh long", "vinh phuc", "yen bai",
)  # fmt: skip
_CITIES = ("can tho", "da nang", "ha noi", "hai phong", "hcm", "ho chi minh", "hue")
_NAMED = re.compile(
    rf"\btinh:? ({'|'.join(PROVINCES)})\b|\b(?:thanh pho|tp\.?) ?({'|'.join(_CITIES)})\b", re.IGNORECASE
)
_FIRST = re.compile(
    rf"(tinh:? |thanh pho |tp\.? ?)?({'|'.join((*PROVINCES, *_CITIES))}|sai gon|lao|campuchia|trung quoc|tay nguyen)\b"
)
_GAP = re.compile(r"[\s–-]+")


def other_province(titles: Iterable[str], own: Collection[str]) -> str:
    """Return the title that names another province where none names one of `own` (folded), or ""."""
    found = ""
    for text in titles:
        for match in _NAMED.finditer(_GAP.sub(" ", fold_key(text))):
            if (match.group(1) or match.group(2)) in own:
                return ""
            found = found or text
    return found


def named_first(words: str) -> tuple[str, bool]:
    """Return the province or city that words begin with, folded, or "", and whether they call it one ("tỉnh Gia Lai")."""
    found = _FIRST.match(_GAP.sub(" ", fold_key(words)))
    return (found.group(2), bool(found.group(1))) if found is not None else ("", False)
