"""Types whose names begin alike: what "Xuồng các loại" may all be."""

from __future__ import annotations

import re
from collections.abc import Mapping

from importers.rules.texts.words import accent_key, fold_key, has_accents
from inventory.rules.catalogue import ResourceType, TypeCode, names_of

_ALL_KINDS = re.compile(r"\b(?:cac|nhieu|moi) (?:loai|co)\b")


def tells_all_kinds(key: str) -> bool:
    """Return whether a name speaks of all kinds of a thing ("Xuồng các loại")."""
    return _ALL_KINDS.search(fold_key(key)) is not None


def is_part_of_others(accented: Mapping[str, TypeCode], key: str, code: TypeCode) -> bool:
    """Return whether names of other types begin with one: "Xuồng hơi", "Xuồng ST450" beside "xuồng"; "Tàu ca nô" not with "tàu cá"."""
    even = accent_key if has_accents(key) else fold_key
    return any(even(name).startswith(f"{key} ") and other != code for name, other in accented.items())


def siblings_of(
    kinds: Mapping[TypeCode, ResourceType], key: str, code: TypeCode
) -> tuple[tuple[TypeCode, float], ...]:
    """Return a vague type itself and the types whose names begin with the same words."""
    head = " ".join(key.split(" ")[:2]) if key.count(" ") else key
    near = [other.code for other in kinds.values() if any(name.startswith(head) for name in names_of(other))]
    return tuple((other, 0.6 if other == code else 0.5) for other in dict.fromkeys([code, *near]))[:6]
