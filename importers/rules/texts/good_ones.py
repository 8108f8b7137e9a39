"""How many a note says are good: "5 cái tốt, 10 hỏng" beside a quantity."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from importers.rules.texts.words import fold_key

_GOOD = r"(?:(?:con|hoat dong|su dung|chat luong) )*(?:tot|(?:su dung|dung|hoat dong)(?: duoc)? tot|(?:su dung|dung|hoat dong) duoc)"
_THINGS = r"(?: ?(?:cai|chiec|bo|xe|may|cuon|thung|bao|tam|binh|doi))?"
_SAID = re.compile(
    rf"(?<![\d/.,-])(\d{{1,5}}){_THINGS} (?:con )?{_GOOD}\b|\b{_GOOD}(?: (?:la|con))?\s*:?\s*(\d{{1,5}})(?!\d|[/.,-] ?\d)(?! ?(?:%|phan tram|nam|thang|nguoi|tan|m\b))"
)
_YEARS = range(1990, 2100)


@lru_cache(maxsize=4096)
def good_ones(text: str) -> Decimal | None:
    """Return the one number of good ones that a text tells, None where it tells none or several."""
    if not any(map(str.isdigit, text)):
        return None
    found = [int(before or after) for before, after in _SAID.findall(fold_key(text))]
    return Decimal(found[0]) if len(found) == 1 and found[0] not in _YEARS else None
