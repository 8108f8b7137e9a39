"""Words that are a size and nothing more: "16,5 m2", "loại 30 kVA", "45 chỗ". What is so large, the row above says."""

from __future__ import annotations

import re

from importers.rules.texts.words import fold_key

_BARE = re.compile(
    r"\W*(?:(?:loai|co|cong suat|trong tai|tai trong)\s+)?\d+(?:[.,]\d+)?\s*"
    r"(?:m2|m²|kva|kv|kw|w|cv|hp|ma luc|cho(?: ngoi)?|ghe|tan|inch)\W*"
)


def is_bare_size(text: str) -> bool:
    """Return whether a text says only how large something is."""
    return _BARE.fullmatch(fold_key(text)) is not None
