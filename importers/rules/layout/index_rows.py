"""Rows that only number or tag the columns of a table: (1) (2) (3), A B 1 2, #item+name."""

from __future__ import annotations

import itertools
import re

from importers.rules.layout.grid import Grid
from importers.rules.texts.second_language import names_columns_in_english

_INDEX = re.compile(r"^\(?\s*(?:\d{1,3}|[A-Z]|[a-z]|[IVX]{1,4})\s*\)?(?:\s*=.*)?$")
_FORMULA_INDEX = re.compile(r"^\(?\d{1,2}\)?\s*=\s*[\d()+\-*/ ]+$")

_BARE_INDEX = re.compile(r"^\(?\d{1,2}\)?$")
FEWEST_MOVED, MOST_DELETED = 5, 3


def numbers_columns(texts: list[str]) -> bool:
    """Return whether every text of a row may be the number of its column."""
    return all(_INDEX.match(text) or _FORMULA_INDEX.match(text) for text in texts)


def is_index_row(texts: list[str]) -> bool:
    """Return whether the texts of a row only number, tag or translate the columns: (1) (2) (3), A B 1 2, #item+name, No. Item Unit."""
    if len(texts) >= 3 and texts[0][:1] == "#" and all(text.startswith("#") for text in texts):
        return True  # the tags of the Humanitarian Exchange Language
    if len(texts) >= 3 and names_columns_in_english(texts):
        return True
    if len(texts) < 3 or not numbers_columns(texts):
        return False
    numbers = [int(digits.group()) for text in texts if (digits := re.search(r"\d+", text))]
    bracketed = all(text.startswith("(") for text in texts)
    rising = all(after - before == 1 for before, after in itertools.pairwise(numbers))
    return bracketed or (len(numbers) >= 2 and rising and numbers[0] <= 3)


def numbers_moved_columns(texts: list[str]) -> bool:
    """Return whether a row numbered the columns before some were moved, deleted or put in: (1) (2) (5) (3) (4), 1 2 3 5 6."""
    if len(texts) < FEWEST_MOVED or not all(map(_BARE_INDEX.match, texts)):
        return False
    numbers = [int(text.strip("() ")) for text in texts]
    distinct = len(set(numbers)) == len(numbers)
    return distinct and numbers[:2] == [1, 2] and max(numbers) <= len(numbers) + MOST_DELETED


def skip_index_rows(grid: Grid, row: int, last: int, left: int, right: int) -> tuple[int, tuple[int, ...]]:
    """Return (the first row behind the index rows that open a body, those index rows)."""
    skipped: list[int] = []
    while row <= last:
        texts = [cell.text for cell in grid.row_cells(row, left, right)]
        if texts and (is_index_row(texts) or (not skipped and numbers_moved_columns(texts))):
            skipped.append(row)
        elif texts or not any(grid.rows.get(ahead) for ahead in range(row, min(last, row + 2) + 1)):
            break
        row += 1
    return row, tuple(skipped)
