"""Kinds of communes that look like the numbers of a list: "X. Bình Sơn" is a commune, unless it stands between IX and XI."""

from __future__ import annotations

import re
from collections.abc import Iterable

from importers.rules.layout.grid import Grid
from importers.rules.names.places import PlaceIndex
from importers.rules.texts.words import numbering_of, without_numbering

_TITLES = {"x": "Xã", "p": "Phường"}
# What stands before or after the same letter where a list counts by it: Roman numbers, letters.
_BESIDE = {"x": frozenset({"ix", "xi", "v", "y"}), "p": frozenset({"o", "q"})}
_FIRST = frozenset("(iIxXvVyYoOqQ")  # what those begin with: a long list has half a million cells
_MARKS = re.compile(r"[().:/\s-]+")


def write_out_kinds(grid: Grid, places: PlaceIndex) -> None:
    """Write the kinds of communes out in a sheet whose names begin with "X." for "Xã"."""
    short = [cell for cell in grid.cells.values() if cell.text[:2] in {"X.", "x.", "p."}]
    if not short:
        return
    texts = (cell.text for cell in grid.cells.values() if cell.text[:1] in _FIRST)
    whole = kinds_written_out([cell.text for cell in short], texts, places)
    for cell in short:
        text = whole.get(cell.text)
        if text is not None:
            spelled = cell._replace(text=text)
            grid.cells[cell.row, cell.col] = spelled
            line = grid.rows[cell.row]
            line[line.index(cell)] = spelled


def kinds_written_out(short: Iterable[str], texts: Iterable[str], places: PlaceIndex) -> dict[str, str]:
    """Return the names of communes among some texts with their kind in full, where no other of the texts counts on from it."""
    marks = {_mark(text) for text in texts}
    found = {}
    for text in dict.fromkeys(short):
        letter = _mark(text)
        whole = f"{_TITLES.get(letter, '')} {without_numbering(text)}"
        if letter in _TITLES and marks.isdisjoint(_BESIDE[letter]) and places.is_place(whole):
            found[text] = whole
    return found


def _mark(text: str) -> str:
    return _MARKS.sub("", numbering_of(text)).casefold()
