"""Where a header ends and the records begin, in tables whose rows have no number."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from importers.rules.layout.grid import Grid, GridCell
from importers.rules.names.items import ItemIndex
from importers.rules.texts.units import is_unit, states_amount

FIGURE = re.compile(r"^[\d.,\s]+(?:m2|m²|m)?$")
YEAR = re.compile(r"^20\d\d$")
FURTHEST, FEWEST_COMMUNES = 6, 2


def begins_records(grid: Grid, row: int) -> bool:
    """Return whether a row is a name with figures alone right of it, and the next one too: records without numbers."""
    heads: list[int] = []
    for number in (row, row + 1):
        cells = [cell for cell in grid.rows.get(number, ()) if cell.text]
        named = bool(cells) and any(map(str.isalpha, cells[0].text))
        if not named or len(cells) < 2 or not all(FIGURE.match(cell.text) for cell in cells[1:]):
            return False
        heads.append(cells[0].col)
    return heads[0] == heads[1]


def begins_under_heads(grid: Grid, top: int, row: int) -> bool:
    """Return whether a row is a name with figures, each right under a header of its own: "Kho xã | 60 | 30" is a record.

    Sizes stand below a group of several columns, or beside it under none.
    """
    cells = [cell for cell in grid.rows.get(row, ()) if cell.text]
    if len(cells) < 2 or not any(map(str.isalpha, cells[0].text)) or is_unit(cells[0].text):
        return False
    figures = [cell for cell in cells[1:] if FIGURE.match(cell.text)]
    if not figures or all(YEAR.match(cell.text) for cell in figures):
        return False
    return all(any(grid.get(above, cell.col) for above in range(top, row)) for cell in (cells[0], *figures))


def counts_item(cells: list[GridCell], items: ItemIndex) -> bool:
    """Return whether a row begins with a thing and says how many there are of it: "Băng ca" and "20 cái", or "gói" and 2026."""
    if not items.match(cells[0].text).certain:
        return False
    others = [cell.text for cell in cells[1:]]
    if any(map(FIGURE.match, others)):
        return any(map(is_unit, others))
    return any(map(states_amount, others))


def one_of_many(grid: Grid, cells: list[GridCell], kinds: Iterable[Callable[[str], bool]]) -> bool:
    """Return whether a row of a thing or commune and a figure that may be a year is one of a list of its kind.

    "Xe lu" and 2016 above or below "Xe khách" is a vehicle with its year, "Xã Vạn Tường" and 2025 beside "Xã Bình Minh" a
    count; beside figures or names of another kind they are headings.
    """
    first = cells[0]
    own = [is_kind for is_kind in kinds if is_kind(first.text)]
    if not own or not any(YEAR.match(cell.text) for cell in cells[1:]):
        return False
    below = (grid.get(row, first.col) for row in range(first.row + 1, grid.last_row + 1))
    after, before = next(filter(None, below), None), grid.get(first.row - 1, first.col)
    return any(is_kind(cell.text) for cell in (before, after) if cell for is_kind in own)


def communes_below(grid: Grid, cell: GridCell, is_place: Callable[[str], bool]) -> bool:
    """Return whether communes stand below words that name none: they head the column of places ("Xã nhận")."""
    found = [grid.get(number, cell.col) for number in range(cell.row + 1, cell.row + FURTHEST)]
    named = sum(below is not None and is_place(below.text) for below in found)
    return named >= FEWEST_COMMUNES and not is_place(cell.text)


def above_communes(grid: Grid, cells: list[GridCell], is_place: Callable[[str], bool]) -> bool:
    """Return whether communes stand below one of some words."""
    return any(communes_below(grid, cell, is_place) for cell in cells)
