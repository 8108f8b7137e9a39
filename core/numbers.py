"""Numbers in papers and in the books, which are Vietnamese whoever reads them."""

from __future__ import annotations

from decimal import Decimal

from babel.numbers import format_decimal


def number_text(value: Decimal | int) -> str:
    """Return a number as Vietnamese offices write it: 1.250 and 12,5."""
    return format_decimal(value, locale="vi_VN")
