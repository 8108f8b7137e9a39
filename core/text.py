"""Vietnamese text: tidy it, compare it without accents, sort it, and write numbers the Vietnamese way."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache

_SPACES = re.compile(r"\s+")
_INVISIBLE = dict.fromkeys(map(ord, "\x00\u200b\u200c\u200d\u2060\ufeff"))
_UNTIDY = re.compile(rf"[^\S ]|  |^ | $|[{''.join(map(chr, _INVISIBLE))}]")
_STROKES = str.maketrans({"đ": "d", "Đ": "d", "ð": "d", "Ð": "d"})

_FIRST_MARK = "\u0300"  # no combining mark stands before it

# Vietnamese alphabet order (TCVN 6909); the toned forms of a letter follow it in the order of the six tones.
_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_TONES = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}


def tidy(text: str) -> str:
    """Return `text` in NFC with runs of any white space as one blank and invisible marks removed."""
    whole = unicodedata.normalize("NFC", text)
    if _UNTIDY.search(whole) is None:  # most texts, and of a long list there are hundreds of thousands
        return whole
    return _SPACES.sub(" ", whole.translate(_INVISIBLE)).strip()


def fold(text: str) -> str:
    """Return the key under which two spellings compare equal: no case, no accents, đ as d, single blanks."""
    plain = unicodedata.normalize("NFD", tidy(text).translate(_STROKES).casefold())
    bare = (
        plain
        if plain.isascii()
        else "".join([c for c in plain if c < _FIRST_MARK or not unicodedata.combining(c)])
    )
    return _SPACES.sub(" ", bare).strip()


def same_name(one: str, other: str) -> bool:
    """Return whether two written names can be one person's: "Hùng" and "Hưng" are two, "Hoà", "Hòa" and "hoa" are one.

    A name without any accents was typed on a keyboard without them, and may be either.
    """
    if fold(one) != fold(other):
        return False
    said = [_spoken(one), _spoken(other)]
    return said[0] == said[1] or fold(one) in (_lower(one), _lower(other))


def _lower(text: str) -> str:
    return tidy(text).casefold()


def _spoken(text: str) -> list[tuple[str, str]]:
    """Return each word as its letters without tones, and its tone, wherever that is written."""
    words = []
    for word in _lower(text).replace("ð", "đ").split():
        parts = unicodedata.normalize("NFD", word)
        letters = unicodedata.normalize("NFC", "".join(c for c in parts if c not in _TONES))
        words.append((letters, "".join(c for c in parts if c in _TONES)))
    return words


@lru_cache(maxsize=4096)  # names of places and types, sorted on page after page
def sort_key(text: str) -> str:
    """Return a key whose plain string order is Vietnamese dictionary order (letters first, then tones)."""
    letters, tones = [], []
    for char in tidy(text).casefold():
        parts = unicodedata.normalize("NFD", char)
        tone = next((_TONES[mark] for mark in parts if mark in _TONES), 0)
        letter = unicodedata.normalize("NFC", "".join(mark for mark in parts if mark not in _TONES))
        place = _ALPHABET.find(letter)
        letters.append(chr(0x4100 + place) if place >= 0 else letter)
        tones.append(str(tone))
    return "".join(letters) + "\x01" + "".join(tones)


def plain_number(value: Decimal | int) -> int | float:
    """Return a quantity as the JSON number people expect: 5500, not 5500.0; 12.5 where it is fractional."""
    return int(value) if value == int(value) else float(value)


# A Vietnamese number (0 or 84, then 8 to 10 digits, however parted), one whose leading 0 a spreadsheet ate, or one with
# its area in brackets. A digest or a UUID is no number, though one in five holds nine digits in a row.
_PHONE = re.compile(
    r"\b(?P<kept>[\da-fA-F]{32,}|[\da-fA-F]{8}(?:-[\da-fA-F]{4}){3}-[\da-fA-F]{12})\b"
    r"|(?<![\d.])(?:(?:\+?84|0)(?:[ .\-]?\d){8,10}|\d{9,11})(?!\d)"
    r"|\((?:\+?84|0)\d{1,3}\)(?:[ .\-]?\d){6,8}(?!\d)"
)

MASK = "•••••••"  # stands for the digits of a number that are hidden


def masked(text: str) -> str:
    """Return the text with all but the first three digits of every telephone number hidden."""
    return _PHONE.sub(lambda found: found["kept"] or re.sub(r"\D", "", found[0])[:3] + MASK, text)


def masked_values(value: object, *, but: Container[str] = ()) -> object:
    """Return lists and mappings of plain values with every text masked, but for those under the names in `but`."""
    if isinstance(value, str):
        return masked(value)
    if isinstance(value, Mapping):
        return {key: one if key in but else masked_values(one, but=but) for key, one in value.items()}
    if isinstance(value, Sequence):
        return [masked_values(one, but=but) for one in value]
    return value
