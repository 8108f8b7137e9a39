"""Names of the catalogue that a label is only like: suggestions, and never more."""

from __future__ import annotations

from collections.abc import Mapping

from rapidfuzz import fuzz, process

from importers.rules.texts.words import (
    accent_key,
    fold_key,
    sorted_words,
    without_numbering,
    without_punctuation,
)
from inventory.rules.catalogue import TypeCode


def types_like(
    label: str,
    in_order: Mapping[str, str],
    by_word: Mapping[str, tuple[str, ...]],
    names: Mapping[str, tuple[TypeCode, ...]],
) -> tuple[tuple[TypeCode, float], ...]:
    """Return the types with the names most like a label, the likest first: at most five.

    Whether one name holds the other is slow to find out: that is asked of names that have a whole word in common.
    """
    plain = without_punctuation(fold_key(accent_key(without_numbering(label))))
    if len(plain) < 3 or not any(char.isalpha() for char in plain):
        return ()
    words = sorted_words(plain)
    near = process.extract(words, in_order, scorer=fuzz.ratio, limit=6, score_cutoff=78)
    if not near:
        sharing = {name: in_order[name] for word in words.split(" ") for name in by_word.get(word, ())}
        near = process.extract(words, sharing, scorer=fuzz.partial_ratio, limit=3, score_cutoff=92)
    best = dict[TypeCode, float]()
    for _, score, name in near:
        for code in names[name]:
            best[code] = max(best.get(code, 0.0), round(score / 100, 2))
    return tuple(sorted(best.items(), key=lambda item: (-item[1], item[0])))[:5]
