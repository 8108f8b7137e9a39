"""Keys for comparing words in sheets: tone places made even, numbering and punctuation taken off."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Mapping
from functools import lru_cache
from typing import NamedTuple

from core.text import fold, tidy

# Old and new places of the tone mark ("hoà", "hòa"; "thuỷ", "thủy"): the tone moves to the first vowel, but for "quý".
_TONE_PAIRS = (
    ("oà", "òa"), ("oá", "óa"), ("oả", "ỏa"), ("oã", "õa"), ("oạ", "ọa"),
    ("oè", "òe"), ("oé", "óe"), ("oẻ", "ỏe"), ("oẽ", "õe"), ("oẹ", "ọe"),
    ("uỳ", "ùy"), ("uý", "úy"), ("uỷ", "ủy"), ("uỹ", "ũy"), ("uỵ", "ụy"),
)  # fmt: skip
_TONE_AT_END = re.compile("(?<!q)(" + "|".join(old for old, _ in _TONE_PAIRS) + r")(?!\w)")
_NEW_TONES = dict(_TONE_PAIRS)
_NUMBERING = re.compile(
    r"^\s*(?:[-–—+*•·▪●○►✓]+\s*|\(?(?:\d{1,3}(?:\.\d{1,3})*|[a-zđ]|[IVXLC]{1,6})\s*[.)/:-]\s+|\d{1,3}(?:\.\d{1,3})+\.?\s+|\d{1,3}[.)]\s*(?=[^\W\d]))"
)
_LIST_MARK = re.compile(r"^(?:[-–—+*•·▪●○►✓]+|\(?(?:\d{1,3}|[a-zđ]|[IVXLC]{1,6})[.):]{1,2})$")
_WORD = re.compile(r"[^\W\d_]+")
_PUNCTUATION = re.compile(r"(?:[^\w\s]|_)+")


@lru_cache(maxsize=65_536)
def accent_key(text: str) -> str:
    """Return the key under which two spellings with the same accents compare equal."""
    small = unicodedata.normalize("NFC", tidy(text)).casefold().replace("ð", "đ")
    return _TONE_AT_END.sub(lambda found: _NEW_TONES[found.group(1)], small)


@lru_cache(maxsize=65_536)
def fold_key(text: str) -> str:
    """Return the folded text; cached because sheets repeat their words."""
    return fold(text)


def fold_as_spelled(text: str, spelled: Mapping[str, Container[str]]) -> str:
    """Return the folded text without the words that only fold to a key of `spelled` and have other accents than it tells.

    "Đời xe" is no team ("đội"), "Dài" no station ("đài"). Of a text typed without accents every word stays.
    """
    key = accent_key(text)
    if not has_accents(key):
        return fold_key(text)
    return fold_key(
        _WORD.sub(
            lambda found: (
                found.group()
                if found.group() in spelled.get(fold_key(found.group()), (found.group(),))
                else " "
            ),
            key,
        )
    )


def without_punctuation(key: str) -> str:
    """Return a folded key with every mark of punctuation as a blank."""
    return " ".join(_PUNCTUATION.sub(" ", key).split())


@lru_cache(maxsize=65_536)
def has_accents(text: str) -> bool:
    """Return whether a text holds any Vietnamese letter beyond the Latin alphabet."""
    return any(unicodedata.combining(char) or char in "đĐ" for char in unicodedata.normalize("NFD", text))


@lru_cache(maxsize=65_536)
def without_numbering(text: str) -> str:
    """Return a label without its leading "1.", "1.1", "a)", "-", "+", and the colon behind it."""
    label = tidy(text)
    for _ in range(2):
        label = _NUMBERING.sub("", label, count=1).strip()
    return label.rstrip(" :")


@lru_cache(maxsize=65_536)
def numbering_of(text: str) -> str:
    """Return the leading numbering of a label ("1.1", "+", "-", "a)"), or ""."""
    found = _NUMBERING.match(tidy(text))
    return found.group(0).strip() if found else ""


def is_list_mark(text: str) -> bool:
    """Return whether a text is nothing but the mark of a list: "-", "+", "2)", "a.", "(1)"."""
    return _LIST_MARK.match(text) is not None


def sorted_words(plain: str) -> str:
    """Return the words of a name in the order of the alphabet, so that "phao áo" is "áo phao"."""
    return " ".join(sorted(plain.split()))


class Wording(NamedTuple):
    """A pattern of words with their accents ("tính", not "tỉnh"), and of the same words typed without any."""

    accented: re.Pattern[str]
    plain: re.Pattern[str]

    def of(self, key: str) -> re.Pattern[str]:
        """Return the pattern for how a text is typed."""
        return self.accented if has_accents(key) else self.plain


def wording(pattern: str) -> Wording:
    """Return a pattern both ways; only its letters of Vietnamese change."""
    plain = re.sub(r"[^\x00-\x7f]", lambda found: fold_key(found.group()), pattern)
    return Wording(re.compile(pattern), re.compile(plain))
