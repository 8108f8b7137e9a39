"""Telephone numbers leave the register only where they are asked for; free text may hide one."""

from __future__ import annotations

import re

# A Vietnamese number (0 or 84, then 8 to 10 digits, however parted), or one whose leading 0 a spreadsheet ate.
_PHONE = re.compile(r"(?<![\d.])(?:(?:\+?84|0)(?:[ .\-]?\d){8,10}|\d{9,11})(?!\d)")


def without_phones(text: str) -> str:
    """Return the text with all but the first three digits of every telephone number hidden."""
    return _PHONE.sub(lambda found: re.sub(r"\D", "", found[0])[:3] + "•••••••", text)
