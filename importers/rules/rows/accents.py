"""Whether the names of a sheet are typed without accents: then a word may be several, and short ones are asked about."""

from __future__ import annotations

from collections.abc import Iterable

from importers.rules.layout.drafts import Draft
from importers.rules.layout.grid import Grid
from importers.rules.names.items import ItemIndex
from importers.rules.texts.header_units import UNIT_BRACKET
from importers.rules.texts.words import accent_key, has_accents, without_numbering

LEAST_ACCENTED = 0.15  # in Vietnamese written out, most words carry an accent


def typed_without_accents(grid: Grid, drafts: Iterable[Draft], items: ItemIndex) -> bool:
    """Return whether a sheet's items are typed without accents, by those that have some when written in full.

    "Hang", "Xe ben" are the same either way and say nothing; where all are like that, the sheet's other words decide.
    """
    texts = {without_numbering(UNIT_BRACKET.sub("", draft.item_text)).strip() for draft in drafts}
    telling = {text for text in texts if has_accents(text) or accent_key(text) not in items.accented}
    return _is_plain(telling or (cell.text for cell in grid.cells.values()))


def _is_plain(texts: Iterable[str]) -> bool:
    words = [word for text in texts for word in text.split() if word.isalpha() and len(word) > 1]
    return sum(map(has_accents, words)) < LEAST_ACCENTED * len(words)
