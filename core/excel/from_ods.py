"""Read .ods: its values by calamine, how the cells look from the styles beside them."""

from __future__ import annotations

import datetime as dt
import re
import zipfile
from collections.abc import Mapping
from html import unescape
from pathlib import Path
from typing import Any

from core.excel.book import Book, Cell, CellValue, Sheet
from core.excel.calculating import calculated
from core.excel.covered import without_covered
from core.excel.limits import ReadingLimits
from core.excel.ods_looks import CellLook, read_looks
from core.excel.xlsx_sheet import LONGEST_TEXT, TooManyCellsError

PLAIN = CellLook()
_MASTER = re.compile(r"<style:(?:header|footer)[^>]*>(.*?)</style:(?:header|footer)[^>]*>", re.DOTALL)
_TAG = re.compile(r"<[^>]+>")


def read_ods(path: Path, limits: ReadingLimits) -> Book:
    """Return the book with values, merges, fonts, hidden rows and columns, and which cells were calculated."""
    import python_calamine

    book = python_calamine.CalamineWorkbook.from_path(str(path))
    sheets, left = [], limits.cells
    looks = read_looks(path, limits.cells)
    for meta in book.sheets_metadata:
        if "WorkSheet" not in str(meta.typ):
            sheets.append(Sheet(name=meta.name, state="chart"))
            continue
        sheet = book.get_sheet_by_name(meta.name)
        cells = _cells(sheet.to_python(skip_empty_area=False), looks.tables.get(meta.name, {}))
        if texts := looks.left.get(meta.name):
            cells = tuple(cell._replace(value=texts.get((cell.row, cell.col), cell.value)) for cell in cells)
        left -= len(cells)
        if left < 0:
            raise TooManyCellsError
        merges = tuple(looks.merges.get(meta.name, ()))
        state = "visible" if "Visible" in str(meta.visible) else "hidden"
        seen = without_covered(cells, merges)
        if asked := looks.formulas.get(meta.name):
            out_of_sight = frozenset((cell.row, cell.col) for cell in set(cells) - set(seen))
            seen = calculated(seen, asked, out_of_sight)
        struck = frozenset(looks.struck.get(meta.name, ()))
        fills = looks.fills.get(meta.name, {})
        sheets.append(
            Sheet(name=meta.name, state=state, cells=seen, merges=merges, struck=struck, fills=fills)
        )
    return Book(sheets=tuple(sheets), loose_texts=_page_texts(path))


def _cells(lines: list[list[Any]], looks: Mapping[tuple[int, int], CellLook]) -> tuple[Cell, ...]:
    """Return the cells that hold something; a formula without a stored result has no value."""
    found = []
    for row, line in enumerate(lines, start=1):
        for col, value in enumerate(line, start=1):
            look = looks.get((row, col), PLAIN)
            if value != "" or look.formula:
                found.append(Cell(row, col, None if value == "" else _plain(value), *look))
    width = max(map(len, lines), default=0)
    beyond = [  # the values end where the last one stands; formulas without one may stand further out
        Cell(row, col, None, *look)
        for (row, col), look in looks.items()
        if look.formula and (row > len(lines) or col > width)
    ]
    return tuple(sorted([*found, *beyond], key=lambda cell: (cell.row, cell.col)) if beyond else found)


def _plain(value: Any) -> CellValue:
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, bool | int | float | dt.datetime | dt.date | dt.time):
        return value
    return str(value)[:LONGEST_TEXT]


def _page_texts(path: Path) -> tuple[str, ...]:
    with zipfile.ZipFile(path) as archive:
        if "styles.xml" not in archive.namelist():
            return ()
        raw = archive.read("styles.xml").decode("utf-8", "replace")
    texts = (unescape(_TAG.sub(" ", found)).strip() for found in _MASTER.findall(raw))
    return tuple(text[:LONGEST_TEXT] for text in texts if text)
