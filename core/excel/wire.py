"""How the child process hands a book to its parent: JSON of columns, never anything that could run."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

from core.excel.book import Book, Cell, CellValue, Merge, Sheet


def pack(book: Book) -> bytes:
    """Return a book as bytes for `unpack`."""
    fonts: dict[str, int] = {}
    sheets = []
    for sheet in book.sheets:
        cells = [
            (
                cell.row,
                cell.col,
                _plain(cell.value),
                fonts.setdefault(cell.font, len(fonts)),
                cell.bold | cell.hidden << 1 | cell.formula << 2,
            )
            for cell in sheet.cells
        ]
        sheets.append((sheet.name, sheet.state, cells, sheet.merges))
    return json.dumps({"sheets": sheets, "fonts": list(fonts), "loose": book.loose_texts}).encode(
        "utf-8", "surrogatepass"
    )


def unpack(data: bytes) -> Book:
    """Return the book packed by `pack`; raises ValueError, KeyError or TypeError where the bytes are not one."""
    raw = json.loads(data.decode("utf-8", "replace"))
    fonts: list[str] = [str(font) for font in raw["fonts"]]
    sheets = []
    for name, state, cells, merges in raw["sheets"]:
        sheets.append(
            Sheet(
                name=str(name),
                state=str(state),
                cells=tuple(
                    Cell(
                        row,
                        col,
                        _value(value) if type(value) is list else value,
                        fonts[font],
                        bool(flags & 1),
                        bool(flags & 2),
                        bool(flags & 4),
                    )
                    for row, col, value, font, flags in cells
                ),
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
