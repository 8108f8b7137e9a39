"""Read the old .xls with its fonts, merges and hidden rows and columns."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

from core.excel.book import Book, Cell, CellValue, Merge, Sheet
from core.excel.limits import ReadingLimits
from core.excel.xlsx_sheet import LONGEST_TEXT, TooManyCellsError


class LockedWorkbookError(Exception):
    """The file opens only with a password."""


def read_xls(path: Path, limits: ReadingLimits) -> Book:
    """Return the book; raises `LockedWorkbookError` where a password is needed."""
    import xlrd

    try:
        book = xlrd.open_workbook(str(path), formatting_info=True, logfile=io.StringIO())
    except xlrd.XLRDError as problem:
        if "encrypt" in str(problem).casefold():
            raise LockedWorkbookError from problem
        raise
    sheets, left = [], limits.cells
    for sheet in book.sheets():
        cells = _cells(book, sheet, left)
        left -= len(cells)
        merges = tuple(
            Merge(top + 1, start + 1, bottom, end) for top, bottom, start, end in sheet.merged_cells
        )
        state = "visible" if sheet.visibility == 0 else "hidden"
        sheets.append(Sheet(name=sheet.name, state=state, cells=cells, merges=merges))
    loose = tuple(text for sheet in book.sheets() for text in _page_texts(sheet))
    return Book(sheets=tuple(sheets), loose_texts=loose)


def _page_texts(sheet: Any) -> list[str]:
    return [
        str(text) for text in (getattr(sheet, "header_str", ""), getattr(sheet, "footer_str", "")) if text
    ]


def _cells(book: Any, sheet: Any, most: int) -> tuple[Cell, ...]:
    import xlrd

    hidden_rows = {number for number, info in sheet.rowinfo_map.items() if info.hidden}
    hidden_cols = {number for number, info in sheet.colinfo_map.items() if info.hidden}
    found: list[Cell] = []
    for row in range(sheet.nrows):
        for col in range(sheet.row_len(row)):
            kind = sheet.cell_type(row, col)
            if kind in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK):
                continue
            font = book.font_list[book.xf_list[sheet.cell_xf_index(row, col)].font_index]
            hidden = row in hidden_rows or col in hidden_cols
            value = _value(book, kind, sheet.cell_value(row, col))
            if value == "":
                continue
            found.append(
                Cell(row + 1, col + 1, value, font.name, bool(font.bold or font.weight >= 600), hidden)
            )
        if len(found) > most:
            raise TooManyCellsError
    return tuple(found)


def _value(book: Any, kind: int, value: Any) -> CellValue:
    import xlrd

    if kind == xlrd.XL_CELL_NUMBER:
        return int(value) if value == int(value) else float(value)
    if kind == xlrd.XL_CELL_DATE:
        try:
            return xlrd.xldate_as_datetime(value, book.datemode)  # type: ignore[no-any-return]
        except (ValueError, OverflowError):
            return float(value)
    if kind == xlrd.XL_CELL_BOOLEAN:
        return bool(value)
    if kind == xlrd.XL_CELL_ERROR:
        return str(xlrd.error_text_from_code.get(value, "#ERR!"))
    return str(value)[:LONGEST_TEXT]
