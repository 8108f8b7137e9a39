"""How the former districts are written."""

from __future__ import annotations

import re

from core.communes.rules import Gazetteer
from importers.rules.names.place_names import name_key
from importers.rules.texts.words import accent_key, fold_key


def spellings_of_districts(gazetteer: Gazetteer) -> dict[str, str]:
    """Return the spellings of the former districts -> their names; initials only where they fit one alone."""
    found: dict[str, str] = {}
    initials: dict[str, set[str]] = {}
    names = {old.old_district for old in gazetteer.old_communes} | {
        alias.old_district for alias in gazetteer.aliases if alias.old_district
    }
    modern = {old.old_district for old in gazetteer.old_communes}
    for district in sorted(names, key=lambda name: (name not in modern, name)):
        bare = re.sub(r"^(Thành phố|Thị xã|Huyện)\s+", "", district)
        for spelling in (bare, district, fold_key(bare), fold_key(district), name_key(bare)):
            found.setdefault(accent_key(spelling), district)
        if district in modern:
            initials.setdefault("".join(word[0] for word in fold_key(bare).split()), set()).add(district)
    for letters, districts in initials.items():
        if len(districts) == 1:
            found.setdefault(letters, next(iter(districts)))
    return found
