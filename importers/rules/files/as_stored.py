"""How texts that were converted from an old encoding stand in the file itself, for whoever compares with it."""

from __future__ import annotations

import re
from collections.abc import Mapping


def as_stored(text: str, stored: Mapping[str, str]) -> str:
    """Return a text as the file has it, itself or its parts where it was put together of several cells; "" where nothing
    of it was converted."""
    if text in stored:
        return stored[text]
    parts = sorted((part for part in stored if part in text), key=len, reverse=True)
    if not parts:
        return ""
    part = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, parts))})(?!\w)")
    found = part.sub(lambda match: stored[match[0]], text)
    return "" if found == text else found


def as_read(stored: Mapping[str, str]) -> dict[str, str]:
    """Return how a sheet's converted texts are read, by how the file has them."""
    return {raw: text for text, raw in stored.items()}
