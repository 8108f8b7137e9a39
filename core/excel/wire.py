"""How the child process hands a book to its parent: JSON of columns, never anything that could run.

Each text is sent once: lists repeat their communes, units and remarks on every row.
"""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

from core.excel.book import Book, Cell, CellValue, Merge, Sheet

# (is text, font, bold, hidden, formula): few among hundreds of thousands of cells, so each is sent once.
_Look = tuple[bool, str, bool, bool, bool]


def pack(book: Book) -> bytes:
    """Return a book as bytes for `unpack`."""
    looks: dict[_Look, int] = {}
    texts: dict[str, int] = {}
    sheets = []
    for sheet in book.sheets:
        values: list[Any] = []
        of_look: list[int] = []
        for _, _, value, font, bold, hidden, formula in sheet.cells:
            is_text = isinstance(value, str)
            values.append(texts.setdefault(value, len(texts)) if isinstance(value, str) else _plain(value))
            of_look.append(looks.setdefault((is_text, font, bold, hidden, formula), len(looks)))
        rows, cols = [cell.row for cell in sheet.cells], [cell.col for cell in sheet.cells]
        sheets.append((sheet.name, sheet.state, rows, cols, values, of_look, sheet.merges))
    return json.dumps(
        {"sheets": sheets, "texts": list(texts), "looks": list(looks), "loose": book.loose_texts}
    ).encode("utf-8", "surrogatepass")


def unpack(data: bytes) -> Book:
    """Return the book packed by `pack`; raises ValueError, KeyError or TypeError where the bytes are not one."""
    raw = json.loads(data.decode("utf-8", "replace"))
    texts: list[str] = [str(text) for text in raw["texts"]]
    looks = [(bool(is_text), (str(font), *map(bool, flags))) for is_text, font, *flags in raw["looks"]]
    sheets = []
    for name, state, rows, cols, values, of_look, merges in raw["sheets"]:
        cells = []
        for row, col, value, number in zip(rows, cols, values, of_look, strict=True):
            is_text, look = looks[number]
            plain = texts[value] if is_text else (_value(value) if type(value) is list else value)
            cells.append(Cell._make((row, col, plain, *look)))
        sheets.append(
            Sheet(
                name=str(name),
                state=str(state),
                cells=tuple(cells),
                merges=tuple(Merge(*(int(edge) for edge in merge)) for merge in merges),
            )
        )
    return Book(sheets=tuple(sheets), loose_texts=tuple(str(text) for text in raw["loose"]))


def _plain(value: CellValue) -> Any:
    if isinstance(value, dt.datetime | dt.date | dt.time):
        return [type(value).__name__, value.isoformat()]
    return value


def _value(value: list[str]) -> CellValue:
    kind, text = value
    if kind == "datetime":
        return dt.datetime.fromisoformat(text)
    if kind == "date":
        return dt.date.fromisoformat(text)
    return dt.time.fromisoformat(text)
