"""Tables of one form for several scenarios ("Bão cấp 10-11", "Siêu bão"): the same men and things stand in each of them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from importers.rules.texts.words import fold_key

_SCENARIO = re.compile(
    r"\b(?:(?:bao|gio|ap thap nhiet doi|lu|mua)(?: manh| lon)? (?:tu )?cap (?:do )?\d{1,2}(?: ?[-–,] ?\d{1,2})?|sieu bao|bao manh|"
    r"(?:bao dong|bd) ?(?:\d|i{1,3})(?: ?\+ ?\d(?:[.,]\d)? ?m)?|cap do (?:rui ro )?(?:thien tai )?(?:cap )?(?:\d|i{1,3})|(?:kich ban|tinh huong) (?:so )?(?:\d|i{1,3}|[a-d]))\b"
)


def scenario_of(titles: Sequence[str]) -> str:
    """Return the scenario that the last of some titles that names any is about, "" where that names several."""
    for title in reversed(titles):
        if found := set(_SCENARIO.findall(fold_key(title))):
            return found.pop() if len(found) == 1 else ""
    return ""


def scenario_titles(titles: Sequence[str], others: Sequence[Sequence[str]]) -> list[str]:
    """Return a table's titles that name its scenario, where another table of the sheet is of another one."""
    own = scenario_of(titles)
    if not own or not any((other := scenario_of(found)) and other != own for found in others):
        return []
    return [title for title in titles if own in fold_key(title)]
