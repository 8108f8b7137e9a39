"""Read the old .xls with its fonts, merges and hidden rows and columns."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

from core.excel.book import Book, Cell, CellValue, Merge, Sheet
from core.excel.calculating import calculated
from core.excel.covered import without_covered
from core.excel.limits import ReadingLimits
from core.excel.number_words import with_words, writes_words
from core.excel.struck_runs import Run, left_of
from core.excel.xls_formulas import formulas_without_result, words_of_formulas
from core.excel.xlsx_comments import without_author
from core.excel.xlsx_sheet import LONGEST_TEXT, TooManyCellsError


class LockedWorkbookError(Exception):
    """The file opens only with a password."""


def read_xls(path: Path, limits: ReadingLimits) -> Book:
    """Return the book; raises `LockedWorkbookError` where a password is needed."""
    import xlrd

    content = path.read_bytes()
    try:
        book = xlrd.open_workbook(file_contents=content, formatting_info=True, logfile=io.StringIO())
    except xlrd.XLRDError as problem:
        if "encrypt" in str(problem).casefold():
            raise LockedWorkbookError from problem
        raise
    sheets, worded, left = [], [], limits.cells
    fonts = _Fonts(book)
    for sheet in book.sheets():
        cells, struck, fills, words = _cells(book, sheet, fonts, left)
        worded.append(words)
        left -= len(cells)
        merges = tuple(
            Merge(top + 1, start + 1, bottom, end) for top, bottom, start, end in sheet.merged_cells
        )
        state = "visible" if sheet.visibility == 0 else "hidden"
        comments = {
            (row + 1, col + 1): without_author(str(note.text), str(note.author or ""))[:LONGEST_TEXT]
            for (row, col), note in sheet.cell_note_map.items()
        }
        sheets.append(
            Sheet(
                name=sheet.name,
                state=state,
                cells=cells,
                merges=merges,
                struck=struck,
                comments=comments,
                fills=fills,
            )
        )
    loose = tuple(text for sheet in book.sheets() for text in _page_texts(sheet))
    shown = (
        replace(sheet, cells=with_words(sheet.cells, words)) if words else sheet
        for sheet, words in zip(_without_false_results(sheets, content, book), worded, strict=True)
    )
    return Book(sheets=tuple(shown), loose_texts=loose)


class _Fonts(dict[int, tuple[str, bool, bool, str, str]]):
    """Number of a cell's format -> (font, bold, struck through, fill, number format that writes words); each is looked up once."""

    def __init__(self, book: Any) -> None:
        self._book = book

    def __missing__(self, number: int) -> tuple[str, bool, bool, str, str]:
        font = self._book.font_list[self._book.xf_list[number].font_index]
        look = self[number] = (
            font.name,
            bool(font.bold or font.weight >= 600),
            bool(font.struck_out),
            self._fill(number),
            self._words(number),
        )
        return look

    def _words(self, number: int) -> str:
        known = self._book.format_map.get(self._book.xf_list[number].format_key)
        code = str(known.format_str or "") if known is not None else ""
        return code if writes_words(code) else ""

    def _fill(self, number: int) -> str:
        background = self._book.xf_list[number].background
        colour = (
            self._book.colour_map.get(background.pattern_colour_index) if background.fill_pattern else None
        )
        return "".join(f"{part:02X}" for part in colour) if colour else ""


def _without_false_results(sheets: list[Sheet], content: bytes, book: Any) -> tuple[Sheet, ...]:
    """Return the sheets with the formulas that were never calculated as far as that is easy, else without a value there;
    empty texts are left out."""
    if all(cell.value not in ("", 0) for sheet in sheets for cell in sheet.cells):
        return tuple(sheets)
    stream = _stream(content)
    empty = formulas_without_result(stream)
    found = []
    for number, sheet in enumerate(sheets):
        bare = empty[number] if number < len(empty) else frozenset()
        cells = (
            cell._replace(value=None, formula=True) if (cell.row - 1, cell.col - 1) in bare else cell
            for cell in sheet.cells
        )
        kept = tuple(cell for cell in cells if cell.value != "")
        if bare:
            words = words_of_formulas(stream, book, number)
            asked = {(row + 1, col + 1): text for (row, col), text in words.items() if (row, col) in bare}
            seen = {(cell.row, cell.col) for cell in without_covered(kept, sheet.merges)}
            kept = calculated(kept, asked, frozenset((cell.row, cell.col) for cell in kept) - seen)
        found.append(replace(sheet, cells=kept))
    return tuple(found)


def _stream(content: bytes) -> bytes:
    """Return the records of the file: those of its stream, or the file itself where it is older than streams."""
    from xlrd import compdoc

    if not content.startswith(compdoc.SIGNATURE):
        return content
    streams = compdoc.CompDoc(content, logfile=io.StringIO())
    for name in ("Workbook", "Book"):
        held, start, length = streams.locate_named_stream(name)
        if held:
            return bytes(held[start : start + length])
    return b""


def _page_texts(sheet: Any) -> list[str]:
    return [
        str(text) for text in (getattr(sheet, "header_str", ""), getattr(sheet, "footer_str", "")) if text
    ]


def _cells(
    book: Any, sheet: Any, fonts: _Fonts, most: int
) -> tuple[
    tuple[Cell, ...],
    frozenset[tuple[int, int]],
    dict[tuple[int, int], str],
    dict[tuple[int, int], str],
]:
    """Return the cells, which of them are struck through, the colours behind them, and the formats that write words."""
    import xlrd

    hidden_rows = {number for number, info in sheet.rowinfo_map.items() if info.hidden}
    hidden_cols = {number for number, info in sheet.colinfo_map.items() if info.hidden}
    blank, typed, number = (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK), xlrd.XL_CELL_TEXT, xlrd.XL_CELL_NUMBER
    found: list[Cell] = []
    struck: set[tuple[int, int]] = set()
    fills: dict[tuple[int, int], str] = {}
    worded: dict[tuple[int, int], str] = {}
    add, made, look_of = found.append, tuple.__new__, sheet.cell_xf_index
    for row in range(sheet.nrows):
        row_hidden = row in hidden_rows
        for col, (kind, raw) in enumerate(zip(sheet.row_types(row), sheet.row_values(row), strict=True)):
            if kind in blank:
                continue
            font, bold, crossed, fill, words = fonts[look_of(row, col)]
            if crossed:
                struck.add((row + 1, col + 1))
            if fill:
                fills[row + 1, col + 1] = fill
            if words:
                worded[row + 1, col + 1] = words
            if kind == typed:
                runs = sheet.rich_text_runlist_map.get((row, col))
                if runs and not crossed:
                    raw, part = left_of(_runs(book, raw, runs))  # noqa: PLW2901 - what is left of it
                    if part:
                        struck.add((row + 1, col + 1))
                value: CellValue = raw[:LONGEST_TEXT] if len(raw) > LONGEST_TEXT else raw
            elif kind == number and raw % 1 == 0:
                value = int(raw)
            else:
                value = _value(book, kind, raw)
            # Not by the class's own way, which takes three times as long: a long list has half a million cells.
            add(made(Cell, (row + 1, col + 1, value, font, bold, row_hidden or col in hidden_cols, False)))
        if len(found) > most:
            raise TooManyCellsError
    return tuple(found), frozenset(struck), fills, worded


def _runs(book: Any, text: str, starts: Sequence[tuple[int, int]]) -> Iterator[Run]:
    """Yield the stretches of a text from where their fonts begin; the first, up to there, is in the cell's own."""
    begins = [(0, None), *starts]
    for (begin, font), (end, _) in pairwise([*begins, (len(text), None)]):
        yield text[begin:end], font is not None and bool(book.font_list[font].struck_out)


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
