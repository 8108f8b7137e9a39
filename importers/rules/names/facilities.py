"""Names of single facilities ("THCS Nghĩa Dõng", "Chùa Ông"): the header, section or first words say what they are."""

from __future__ import annotations

import re

from importers.rules.names.items import Certainty, ItemIndex, ItemMatch
from importers.rules.texts.words import fold_key, without_numbering, without_punctuation
from inventory.rules.catalogue import Category, TypeCode

FACILITY_UNIT = "cơ sở"
_HEAD_WORDS = re.compile(r"^(?:tên|danh sách|danh mục|các|hệ thống)\s+(?:các\s+)?", re.IGNORECASE)
# One word is enough for these; of other kinds ("kho", "hầm", "bãi") one word says too little.
_PLAIN_HEADS = frozenset({"trường", "chùa", "nvh"})
_ANY_NAME = re.compile(r"^(?:[A-ZĐÀ-Ỹ]|thôn\b|xã\b|tdp\b|tổ\b|số\b|làng\b|khu\b)")
_MOST_HEAD_WORDS = 4


def facility_type(items: ItemIndex, text: str) -> TypeCode | None:
    """Return the kind of facility a header or section names ("Tên trường học", "II. Nhà văn hóa"), or None."""
    match = items.match(_HEAD_WORDS.sub("", without_numbering(text)).strip())
    return match.code if match.certain and is_facility(items, match.code) else None


def is_facility(items: ItemIndex, code: TypeCode | None) -> bool:
    """Return whether a type is a place people go to, counted one by one."""
    kind = items.kinds.get(code) if code is not None else None
    return kind is not None and kind.category is Category.WORKS and kind.unit == FACILITY_UNIT


def match_facility(items: ItemIndex, label: str, said: TypeCode | None) -> ItemMatch | None:
    """Return what a single facility is: `said` by its header or section, unless its own first words say otherwise."""
    words = label.split(" ")
    if said is None and not items.by_word.keys() & without_punctuation(fold_key(label)).split(" "):
        return None  # no word of it stands in any name
    for length in range(min(_MOST_HEAD_WORDS, len(words) - 1), 0, -1):
        head, rest = " ".join(words[:length]), " ".join(words[length:])
        match = items.named_as(head)
        if not match.certain:
            continue
        told = length > 1 or head.casefold() in _PLAIN_HEADS
        if said is not None and match.code == said:
            break
        if said is None and told and is_facility(items, match.code) and _ANY_NAME.match(rest):
            return ItemMatch(certainty=Certainty.QUALIFIED, code=match.code, qualifier=rest)
        return None  # it begins as something else
    if said is None or items.match(label).certainty not in {Certainty.UNKNOWN, Certainty.SIMILAR}:
        return None
    return ItemMatch(certainty=Certainty.QUALIFIED, code=said, qualifier=label)
