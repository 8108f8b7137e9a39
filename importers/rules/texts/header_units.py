"""The unit that the header of a column, or a name, states."""

from __future__ import annotations

import re

from importers.rules.texts.units import is_unit, multiple_of, read_unit
from importers.rules.texts.words import accent_key, fold_key

UNIT_BRACKET = re.compile(r"\(\s*(?:đvt\s*:?|đơn vị tính\s*:?)?\s*([^()]{1,16})\)\s*$", re.IGNORECASE)
_UNIT_BEHIND = re.compile(
    r"(?:[-–,/:]|\[)\s*(cái|chiếc|bộ|kg|tấn|lít|m|mét|m2|m3|người|gói|thùng|xe|hộp|máy)\s*\]?\s*$",
    re.IGNORECASE,
)
_UNIT_AFTER = re.compile(r"(?:đvt|đơn vị tính)\s*:?\s*(\S{1,12})\s*$", re.IGNORECASE)
_UNIT_FROM_HERE = re.compile(
    r"(?:từ (?:đây|dòng này)(?: trở (?:đi|xuống))?\W*)?(?:đvt|đv tính|đơn vị(?: tính)?|tính (?:bằng|theo))(?:(?: [^\W\d]+)*\s*[:=-]\s*|\s+)([^:=-]{1,20})"
)
# No thing is called so: a column headed "Người" alone counts.
_ONLY_UNITS = frozenset({"nguoi", "cai", "chiec", "kg", "lit", "tan", "m3", "m2"})


def unit_in_name(text: str) -> str:
    """Return the words of the unit at the end of a name ("Gạo (tấn)", "Dây thép - kg"), or ""."""
    for pattern in (UNIT_BRACKET, _UNIT_AFTER, _UNIT_BEHIND):
        found = pattern.search(text)
        if found and (read_unit(found.group(1)) or multiple_of(found.group(1))):
            return found.group(1).strip()
    return ""


def unit_from_here(text: str) -> str:
    """Return the unit that a row of its own states for the rows below it ("Đơn vị tính từ đây: tấn"), or ""."""
    found = _UNIT_FROM_HERE.fullmatch(accent_key(text).strip(" .()"))
    said = found.group(1) if found is not None else ""
    return said if read_unit(said) or multiple_of(said) else ""


def is_only_unit(text: str) -> bool:
    """Return whether a header text says no more than the unit: "cái", "ĐVT: cái"."""
    said = _UNIT_AFTER.match(text.strip(" ()"))
    return is_unit(text) or (said is not None and is_unit(said.group(1)))


def unit_of_header(path: tuple[str, ...]) -> str:
    """Return the unit a column's header states: in brackets, the nearest first, or as its lowest text; else ""."""
    for text in reversed(path):
        if unit := unit_in_name(text):
            return unit
    leaf = path[-1] if path else ""
    return leaf if (is_unit(leaf) if len(path) > 1 else fold_key(leaf) in _ONLY_UNITS) else ""
