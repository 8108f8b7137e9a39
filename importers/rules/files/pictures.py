"""A small picture of the sheet around a cell that is asked about: its header, the rows beside it, where it stands.

Where a question is about words (an item, a place, a unit, a header, a note), the cell with those words is the one asked about.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from core.excel.book import column_letters, row_and_column
from core.text import fold
from importers.rules.files.sheet_read import SheetRead
from importers.rules.layout.grid import GridCell
from importers.rules.results import Picture, PictureRow, Question, QuestionKind

MOST = 200  # questions with a picture: nobody answers more of them one by one
LEADING, BESIDE = 3, 2  # columns: those that name the row, and those on either side of the cell
HEADERS = 2
ABOVE = 60  # rows above a figure in which the words for it are looked for
LONGEST = 60
ALIKE = 3
_WORD = re.compile(r"\w+")
OF_WORDS = frozenset(
    {QuestionKind.ITEM, QuestionKind.PLACE, QuestionKind.UNIT, QuestionKind.COLUMN, QuestionKind.NOTE}
)


def pictures_of(questions: Sequence[Question], reads: Iterable[SheetRead]) -> tuple[Picture, ...]:
    """Return a picture of the first cell of each of the first questions."""
    by_name = {read.name: read for read in reads}
    return tuple(
        _picture(by_name[question.samples[0].sheet], question)
        for question in questions[:MOST]
        if question.samples and question.samples[0].sheet in by_name
    )


def _picture(read: SheetRead, question: Question) -> Picture:
    place = question.samples[0]
    row, col = row_and_column(place.cell)
    words = _words(read, question.raw, row, col) if question.kind in OF_WORDS else None
    headers = [number for number in read.header_rows if number < row][-HEADERS:]
    body = [number for number in (row - 1, row, row + 1) if number > max(headers, default=0)]
    wanted = {*headers, *body, *([words.row] if words else [])}
    shown = [number for number in sorted(wanted) if number in read.grid.rows]
    used = sorted({col} | {cell.col for number in shown for cell in read.grid.rows[number]})
    at = used.index(col)
    beside = used[max(0, at - BESIDE) : at + BESIDE + 1]
    cols = sorted({*used[:LEADING], *beside, *([words.col] if words else [])})
    return Picture(
        sheet=place.sheet,
        cell=place.cell,
        columns=tuple(column_letters(number) for number in cols),
        rows=tuple(
            PictureRow(
                number=number,
                texts=tuple(_short(read.grid.text(number, column)) for column in cols),
                heads=number in headers,
                struck=tuple(n for n, column in enumerate(cols) if (number, column) in read.grid.struck),
            )
            for number in shown
        ),
        key=question.key,
        asked=words.address if words else place.cell,
    )


def _words(read: SheetRead, raw: str, row: int, col: int) -> GridCell | None:
    """Return the cell whose words a question repeats: in the figure's row, its header, or a row above; None where none does."""
    asked = _folded(raw)
    best, found = 0, None
    for cell, near in _around(read, row, col):
        likeness = _likeness(_folded(cell.text), asked, near=near)
        if likeness > best:
            best, found = likeness, cell
        if best == ALIKE:
            break
    return found


def _around(read: SheetRead, row: int, col: int) -> Iterator[tuple[GridCell, bool]]:
    """Yield the cells that may name a figure, the nearest first, and whether they stand in its row or its column's header."""
    grid = read.grid
    for cell in grid.rows.get(row, ()):
        if cell.col != col:
            yield cell, True
    for cell in filter(None, (grid.spread(row, column) for column in range(1, col))):
        if cell.row != row:  # merged over several rows
            yield cell, True
    headers = [number for number in read.header_rows if number < row]
    for cell in filter(None, (grid.spread(number, col) for number in reversed(headers))):
        yield cell, True
    titles = range(min(headers, default=1) - 1, 0, -1)
    for number in (*range(row - 1, max(0, row - 1 - ABOVE), -1), *titles):
        for cell in grid.rows.get(number, [])[:LEADING]:  # what names a group or a sheet stands on its left
            yield cell, False


def _likeness(cell: tuple[str, ...], asked: tuple[str, ...], *, near: bool) -> int:
    """Return ALIKE for the same words, 2 where the cell says them among others, 1 where a near cell says part of them."""
    if not cell or not asked:
        return 0
    if cell == asked:
        return ALIKE
    if _within(asked, cell):
        return 2
    return 1 if near and _within(cell, asked) else 0


def _within(part: tuple[str, ...], whole: tuple[str, ...]) -> bool:
    return any(whole[at : at + len(part)] == part for at in range(len(whole) - len(part) + 1))


@lru_cache(maxsize=4096)
def _folded(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(fold(text)))


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
