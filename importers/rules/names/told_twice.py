"""Names that say twice what they are: with the code of the catalogue, or in English beside ("Áo phao / Life jacket")."""

from __future__ import annotations

import re
from collections.abc import Iterator

from importers.rules.texts.words import without_punctuation

_CODE = r"\b([A-Z]{2}-\d{3})\b"
_CODE_FIRST = re.compile(rf"^[\[(]?{_CODE}[\])]?\s*[-–:.]?\s+(?=\S)")
_CODE_LAST = re.compile(rf"\s*(?:[-–:]\s*|[\[(]\s*(?:mã(?: số)?\s*:?\s*)?){_CODE}\s*[\])]?$", re.IGNORECASE)
_EMPTY_WORDS = frozenset({"or", "and", "the", "a", "for", "of", "with", "unspecified"})
MOST_WORDS = 12


def apart_from_type_code(label: str) -> tuple[str, str]:
    """Return (the name, the code of a type that stands before or behind it, "" where none does)."""
    for pattern in (_CODE_FIRST, _CODE_LAST):
        found = pattern.search(label)
        if found is not None:
            return (label[: found.start()] + label[found.end() :]).strip(), found.group(1).upper()
    return label, ""


def names_and_english(label: str) -> Iterator[tuple[str, str]]:
    """Yield the ways to part a label into a name and the words behind it that may be its English ones, longest name first."""
    words = re.sub(r"[()/\n]|\s[-–]\s", " ", label).split()
    if len(words) > MOST_WORDS:
        return
    for length in range(len(words) - 1, 0, -1):
        rest = " ".join(words[length:])
        if not rest.isascii() or not any(map(str.isalpha, rest)):
            return
        yield " ".join(words[:length]), rest


def says_gloss(words: str, gloss: str) -> bool:
    """Return whether all the words are among those of a type's English name, one of them at least a word of its own."""
    known = set(without_punctuation(gloss.casefold()).split()) - _EMPTY_WORDS
    said = {_singular(word, known) for word in without_punctuation(words.casefold()).split()} - _EMPTY_WORDS
    return bool(said) and said <= known


def _singular(word: str, known: set[str]) -> str:
    return word.removesuffix("s") if word not in known else word
