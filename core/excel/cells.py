"""What a cell of our own workbooks may hold, and text as a cell can hold and show it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache

from core.text import masked

MOST_LETTERS = 32_767  # of one cell, by the file format; a letter beyond the basic plane counts as two
# Not allowed in XML 1.0, or a carriage return that Excel shows as a box; line feed and tab stay.
_UNWRITABLE = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Formula:
    """A live formula (English function names) and the value it has now."""

    text: str
    value: Decimal | int


class Exact(str):
    """Text that no person typed and that must stay as it is, such as a hash."""


Value = str | int | float | Decimal | date | datetime | Formula | None


def clean(text: str) -> str:
    """Return the text as a cell can hold it, whatever marks it is typed between."""
    text = _UNWRITABLE.sub("", text)
    if text.startswith("<r>") and text.endswith("</r>"):  # xlsxwriter would write it as markup of its own
        text += " "
    if 2 * len(text) <= MOST_LETTERS:
        return text
    units = text.encode("utf-16-le")
    if len(units) <= 2 * MOST_LETTERS:
        return text
    return units[: 2 * (MOST_LETTERS - 1)].decode("utf-16-le", "ignore") + "…"


@lru_cache(maxsize=8192)  # names of places and types stand in thousands of rows
def said(text: str) -> str:
    """Return the text as a cell shows it: writable, telephone numbers masked."""
    return clean(masked(text))
