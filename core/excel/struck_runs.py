"""Texts of which a part is struck through: what is left of them is what they say."""

from __future__ import annotations

from collections.abc import Iterable

Run = tuple[str, bool]  # a stretch of a text, whether it is struck through


def left_of(runs: Iterable[Run]) -> tuple[str, bool]:
    """Return (what a text says, whether letters or figures of it are struck through).

    Of "12" struck through and "15" behind it "15" is left, not 1215; of what is struck through as a whole, all.
    """
    runs = list(runs)
    crossed = any(struck and any(map(str.isalnum, text)) for text, struck in runs)
    left = "".join(text for text, struck in runs if not (struck and crossed))
    return left if left.strip() else "".join(text for text, _ in runs), crossed
