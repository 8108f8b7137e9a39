"""Words in the cell of a number that take nothing from it: the number written out, the condition of what it counts."""

from __future__ import annotations

import re

from importers.rules.texts.words import fold_key

_DIGITS = {
    "khong": 0, "mot": 1, "hai": 2, "ba": 3, "bon": 4, "tu": 4, "nam": 5, "lam": 5, "sau": 6, "bay": 7, "tam": 8, "chin": 9,
}  # fmt: skip
_SCALES = {"muoi": 10, "tram": 100, "nghin": 1000, "ngan": 1000}
_FILLERS = frozenset({"linh", "le"})
_BRACKETS = re.compile(r"\(([^()]*)\)")
# How good all of them are. Broken ones are a matter of their own: of how many the words speak is not sure.
_CONDITIONS = frozenset(
    {"tot", "con tot", "sd tot", "su dung tot", "hoat dong tot", "chat luong tot", "trung binh", "kha", "moi", "con moi", "cu",
     "su dung duoc", "con su dung", "con su dung duoc", "dang su dung", "dang su dung tot", "dang hoat dong", "dung duoc", "con dung duoc"}
)  # fmt: skip
_LONGEST = 4


def spelled_number(text: str) -> int | None:
    """Return the whole number that words spell ("mười lăm", "một trăm hai mươi"), None where they spell none."""
    words = fold_key(text).split()
    total, digit = 0, None
    for word in words:
        if word in _FILLERS:
            continue
        if word in _DIGITS:
            if digit is not None:
                return None
            digit = _DIGITS[word]
            continue
        scale = _SCALES.get(word)
        if scale is None:
            return None
        if scale == 1000:
            total = (total + (digit or 0)) * scale
        else:
            total += (digit if digit is not None else 1) * scale
        digit = None
    return total + (digit or 0) if words else None


def take_spelled(rest: str) -> tuple[int | None, str]:
    """Return (the number that brackets behind a figure spell, with or without its unit; the words without them)."""
    for found in _BRACKETS.finditer(rest):
        inner = found.group(1).split()
        for words in (inner, inner[:-1]):
            number = spelled_number(" ".join(words))
            if number is not None:
                return number, (rest[: found.start()] + rest[found.end() :]).strip()
    return None, rest


def take_condition(rest: str) -> tuple[str, str]:
    """Return (the condition that the words behind a figure end with, the words before it)."""
    words = re.sub(r"[(),;]", " ", rest).split()
    for length in range(min(_LONGEST, len(words)), 0, -1):
        said = " ".join(words[-length:])
        if fold_key(said) in _CONDITIONS:
            return said, " ".join(words[:-length])
    return "", rest
