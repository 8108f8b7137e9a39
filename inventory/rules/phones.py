"""Telephone numbers are personal data: shown whole only to those who must call, wherever they stand in a text."""

from __future__ import annotations

import re

# A Vietnamese number (0 or 84, then 8 to 10 digits, however parted), or one whose leading 0 a spreadsheet ate.
_PHONE = re.compile(r"(?<![\d.])(?:(?:\+?84|0)(?:[ .\-]?\d){8,10}|\d{9,11})(?!\d)")


def masked(text: str) -> str:
    """Return the text with all but the first three digits of every telephone number hidden."""
    return _PHONE.sub(lambda found: re.sub(r"\D", "", found[0])[:3] + "•••••••", text)
