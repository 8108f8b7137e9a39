"""How cells of our own workbooks look, how high their rows stand, and how much of a sheet fits on a printed page."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import Any


class Look(StrEnum):
    """How a cell is drawn: the first seven inside a table, the others on free lines."""

    TEXT = "text"
    CENTRE = "centre"
    NUMBER = "number"
    DAY = "day"
    MOMENT = "moment"
    HEAD = "head"
    HINT = "hint"
    BARE = "bare"
    ORGAN = "organ"
    NATION = "nation"
    TITLE = "title"
    REMARK = "remark"
    DATELINE = "dateline"
    SIGNER = "signer"
    SIGN_HINT = "sign_hint"


# 42A is Vietnamese: 1.250 and 0,5 in LibreOffice and on paper from it; Excel follows the reader's own computer.
_NUMBER, _FRACTION = "[$-42A]#,##0", "[$-42A]#,##0.###"
_BOX = {"border": 1, "valign": "vcenter"}
_FREE = {"align": "center", "valign": "vcenter"}
LOOKS: dict[Look, dict[str, object]] = {
    Look.TEXT: {**_BOX, "text_wrap": True},
    Look.CENTRE: {**_BOX, "align": "center", "text_wrap": True},
    Look.NUMBER: {**_BOX, "align": "right", "num_format": _NUMBER},
    Look.DAY: {**_BOX, "align": "center", "num_format": "dd/mm/yyyy"},
    Look.MOMENT: {**_BOX, "align": "center", "num_format": "dd/mm/yyyy hh:mm"},
    Look.HEAD: {**_BOX, "align": "center", "bold": True, "text_wrap": True, "bg_color": "#E8EEF3"},
    Look.HINT: {**_BOX, "align": "center", "font_size": 8, "font_color": "#566069", "bg_color": "#E8EEF3"},
    Look.BARE: {"valign": "vcenter"},
    Look.ORGAN: {**_FREE, "bold": True},
    Look.NATION: {**_FREE, "bold": True},
    Look.TITLE: {**_FREE, "bold": True, "font_size": 13, "text_wrap": True},
    Look.REMARK: {"valign": "vcenter", "italic": True, "text_wrap": True},
    Look.DATELINE: {**_FREE, "italic": True},
    Look.SIGNER: {**_FREE, "bold": True},
    Look.SIGN_HINT: {**_FREE, "italic": True},
}
LINE = 15.0  # points, of one line of text
FILLED = 0.92  # of a line's width: words do not break where it ends, and other programs' letters are wider
_HEIGHTS = {Look.TITLE: 22.0, Look.HINT: 12.0}
PAGE_PIXELS = 1_026  # between the margins of a landscape A4 page at its full size
_SLACK = 0.93  # other programs and other fonts make columns a little wider
_LEAST_SCALE = 40


class Formats:
    """The workbook's formats, made when first asked for."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._made: dict[tuple[Look, str], Any] = {}

    def of(self, look: Look, variant: str = "") -> Any:
        """Return the format of a look; variants: `bold`, `quoted` (shows as text even when edited), `fraction`."""
        made = self._made.get((look, variant))
        if made is None:
            made = self._book.add_format(LOOKS[look])
            if "bold" in variant:
                made.set_bold()
            if "quoted" in variant:
                made.set_quote_prefix()
            if "fraction" in variant:
                made.set_num_format(_FRACTION)
            self._made[(look, variant)] = made
        return made


def lines_of(text: str, letters: float) -> int:
    """Return how many lines a text takes in a cell so many letters wide."""
    wide = max(1, int(letters))
    return sum(max(1, -(-len(part) // wide)) for part in text.split("\n"))


def height_of(look: Look, text: str, letters: float) -> float:
    """Return how high a row must be for a text, in points; 0 where the usual height will do."""
    if not text:
        return 0
    if look in _HEIGHTS:
        return _HEIGHTS[look]
    lines = lines_of(text, letters - 1 if look is Look.HEAD else letters)  # bold letters are wider
    return LINE * lines + 3 if look is Look.HEAD else (LINE * lines if lines > 1 else 0)


def print_scale(widths: Sequence[float], starts: Sequence[int], repeated: int) -> int:
    """Return the percentage at which every page holds its columns, those repeated on each page included.

    `widths` are in letters, `starts` the columns at which a new page begins.
    """
    pixels = [width * 7 + 5 for width in widths]
    cuts = [0, *starts, len(pixels)]
    pages = [sum(pixels[cuts[place] : cuts[place + 1]]) for place in range(len(cuts) - 1)]
    again = sum(pixels[:repeated])
    widest = max(page + (again if place else 0) for place, page in enumerate(pages))
    return max(_LEAST_SCALE, min(100, int(100 * _SLACK * PAGE_PIXELS / widest)))
