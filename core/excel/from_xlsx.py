"""Read .xlsx and .xlsm: values, fonts, merges, hidden rows and columns; macros and links are never followed."""

from __future__ import annotations

import datetime as dt
import posixpath
import re
import zipfile
from html import unescape
from pathlib import Path
from typing import Any

import defusedxml.ElementTree as SafeTree

from core.excel.book import Book, Cell, CellValue, Merge, Sheet, column_letters
from core.excel.limits import ReadingLimits

_TEXT_RUN = re.compile(rb"<(?:\w+:)?t(?:\s[^>]*)?>([^<]*)</(?:\w+:)?t>")
_HEADER_FOOTER = re.compile(rb"<(?:\w+:)?(?:odd|even|first)(?:Header|Footer)(?:\s[^>]*)?>([^<]*)<")
_PROPERTY = re.compile(
    rb"<(?:dc|cp):(?:title|subject|keywords|category|description|contentStatus)[^>]*>([^<]*)<"
)
# A formula followed by no value at all: the file was written by a program that does not calculate.
_FORMULA = re.compile(
    rb'<(?:\w+:)?c\s[^>]*?\br="([A-Z]{1,3}\d{1,7})"[^>]*>\s*<(?:\w+:)?f\b(?:[^>]*/>|[^<]*(?:</(?:\w+:)?f>|>[^<]*</(?:\w+:)?f>))\s*(<(?:\w+:)?v\b[^/>]*>[^<]|<(?:\w+:)?is>)?'
)
LONGEST_TEXT = 4_000


class TooManyCellsError(Exception):
    """The sheets hold more cells than the limit."""


def read_xlsx(path: Path, limits: ReadingLimits) -> Book:
    """Return the book with stored values; formulas without one are cells with value None."""
    import openpyxl

    # A kept file is named by its digest; given a path, openpyxl would judge it by an ending it does not have.
    with path.open("rb") as file:
        book: Any = openpyxl.load_workbook(file, data_only=True, keep_links=False, keep_vba=False)
    with zipfile.ZipFile(path) as archive:
        parts = _sheet_parts(archive)
        sheets, left = [], limits.cells
        for sheet in book._sheets:
            if not hasattr(sheet, "_cells"):
                sheets.append(Sheet(name=str(sheet.title), state="chart"))
                continue
            formulas = _formulas(archive, parts.get(sheet.title))
            cells = _cells(sheet, formulas, left)
            left -= len(cells)
            merges = tuple(
                Merge(m.min_row, m.min_col, m.max_row, m.max_col) for m in sheet.merged_cells.ranges
            )
            state = "visible" if sheet.sheet_state == "visible" else "hidden"
            sheets.append(Sheet(name=str(sheet.title), state=state, cells=cells, merges=merges))
        loose = _loose_texts(archive)
    return Book(sheets=tuple(sheets), loose_texts=loose)


def _cells(sheet: Any, formulas: dict[str, bool], most: int) -> tuple[Cell, ...]:
    if len(sheet._cells) > most:
        raise TooManyCellsError
    hidden_rows = {number for number, row in sheet.row_dimensions.items() if row.hidden}
    hidden_cols: set[int] = set()
    for dimension in sheet.column_dimensions.values():
        if dimension.hidden and dimension.min:
            hidden_cols.update(range(dimension.min, min(dimension.max or dimension.min, 16_384) + 1))
    styles: dict[int, tuple[str, bool]] = {}
    fonts = sheet.parent._fonts
    found = []
    for (row, col), cell in sorted(sheet._cells.items()):
        value = getattr(cell, "value", None)
        calculated = False
        if formulas:
            place = f"{column_letters(col)}{row}"
            calculated = place in formulas
        if value is None and not calculated:
            continue
        number = cell._style.fontId if cell.has_style else 0
        if number not in styles:
            font = fonts[number]
            styles[number] = (str(font.name or ""), bool(font.b))
        name, bold = styles[number]
        found.append(
            Cell(
                row, col, plain_value(value), name, bold, row in hidden_rows or col in hidden_cols, calculated
            )
        )
    return tuple(found)


def plain_value(value: Any) -> CellValue:
    """Return a cell's value as text, number, truth value or date; rich text loses its looks."""
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, dt.timedelta):
        return str(value)
    if isinstance(value, dt.datetime | dt.date | dt.time):
        return value
    return str(value)[:LONGEST_TEXT]


def _sheet_parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """Return sheet title -> name of its part, from the workbook's own relations."""
    try:
        relations = SafeTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
        workbook = SafeTree.fromstring(archive.read("xl/workbook.xml"))
    except KeyError:
        return {}
    targets = {item.get("Id"): item.get("Target", "") for item in relations}
    parts = {}
    for item in workbook.iter():
        if not item.tag.endswith("}sheet"):
            continue
        number = next((value for key, value in item.attrib.items() if key.endswith("}id")), None)
        target = targets.get(number, "")
        parts[item.get("name", "")] = (
            target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"xl/{target}")
        )
    return parts


def _formulas(archive: zipfile.ZipFile, part: str | None) -> dict[str, bool]:
    """Return the addresses of the formulas of a sheet, each with whether a result is stored."""
    if part is None:
        return {}
    try:
        raw = archive.read(part)
    except KeyError:
        return {}
    if b"<f" not in raw and b":f" not in raw:
        return {}
    return {found.group(1).decode("ascii"): found.group(2) is not None for found in _FORMULA.finditer(raw)}


def _loose_texts(archive: zipfile.ZipFile) -> tuple[str, ...]:
    """Return the texts that stand in no cell: page headers and footers, text boxes, comments, properties."""
    texts: list[str] = []
    for entry in archive.namelist():
        if entry.startswith(("xl/drawings/drawing", "xl/comments", "xl/charts/")) and entry.endswith(".xml"):
            joined = b" ".join(_TEXT_RUN.findall(_drawing_text(archive.read(entry))))
            texts.append(joined.decode("utf-8", "replace"))
        elif entry.startswith("xl/worksheets/") and entry.endswith(".xml"):
            texts.extend(
                text.decode("utf-8", "replace")
                for text in _HEADER_FOOTER.findall(archive.read(entry)[-65_536:])
            )
        elif entry == "docProps/core.xml":
            texts.extend(text.decode("utf-8", "replace") for text in _PROPERTY.findall(archive.read(entry)))
    return tuple(unescape(text)[:LONGEST_TEXT] for text in texts if text.strip())


def _drawing_text(raw: bytes) -> bytes:
    """Return a drawing's XML with paragraph ends as blanks so that words do not run together."""
    return raw.replace(b"</a:p>", b"<a:t> </a:t>")
