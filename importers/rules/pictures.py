"""A small picture of the sheet around a cell that is asked about: its header, the rows beside it, where it stands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from core.excel.book import column_letters, row_and_column
from importers.rules.results import Picture, PictureRow, Place, Question
from importers.rules.sheets import SheetRead

MOST = 200  # questions with a picture: nobody answers more of them one by one
LEADING, BESIDE = 3, 2  # columns: those that name the row, and those on either side of the cell
HEADERS = 2
LONGEST = 60


def pictures_of(questions: Sequence[Question], reads: Iterable[SheetRead]) -> tuple[Picture, ...]:
    """Return a picture of the first cell of each of the first questions."""
    by_name = {read.name: read for read in reads}
    places = dict.fromkeys(place for question in questions[:MOST] for place in question.samples[:1])
    return tuple(_picture(by_name[place.sheet], place) for place in places if place.sheet in by_name)


def _picture(read: SheetRead, place: Place) -> Picture:
    row, col = row_and_column(place.cell)
    headers = [number for number in read.header_rows if number < row][-HEADERS:]
    body = [number for number in (row - 1, row, row + 1) if number > max(headers, default=0)]
    shown = [number for number in (*headers, *body) if number in read.grid.rows]
    used = sorted({col} | {cell.col for number in shown for cell in read.grid.rows[number]})
    at = used.index(col)
    cols = sorted({*used[:LEADING], *used[max(0, at - BESIDE) : at + BESIDE + 1]})
    return Picture(
        sheet=place.sheet,
        cell=place.cell,
        columns=tuple(column_letters(number) for number in cols),
        rows=tuple(
            PictureRow(
                number=number,
                texts=tuple(_short(read.grid.text(number, column)) for column in cols),
                heads=number in headers,
            )
            for number in shown
        ),
    )


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
