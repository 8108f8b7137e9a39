"""What comes after reading is bounded too: a small file must not make the server walk to the end of the world."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.excel import reader
from core.excel.book import Book, Cell, Merge, Sheet
from core.excel.exits import EXIT_TOO_LARGE
from core.excel.extent import LAST_COLUMN, LAST_ROW, bounded
from core.excel.limits import ReadingLimits
from core.excel.preflight import FileKind
from core.excel.xlsx_sheet import TooManyCellsError

HERE = (Cell(1, 1, "TT"), Cell(2, 1, 1), Cell(2, 4, 5))


@pytest.mark.parametrize(
    "sheet",
    [
        Sheet(name="hàng xa", cells=(*HERE, Cell(LAST_ROW + 1, 1, 1))),
        Sheet(name="cột xa", cells=(*HERE, Cell(3, LAST_COLUMN + 1, 1))),
        Sheet(name="nhiều hàng", cells=tuple(Cell(row, 1, 1) for row in range(1, 12))),
        Sheet(name="gộp chồng", cells=HERE, merges=tuple(Merge(1, 1, 10, 10 + n) for n in range(10))),
    ],
    ids=lambda sheet: sheet.name,
)
def test_what_reaches_too_far_is_refused(sheet: Sheet) -> None:
    with pytest.raises(TooManyCellsError):
        bounded(Book(sheets=(sheet,)), ReadingLimits(rows=10, merged_cells=1_000))


def test_merges_beyond_the_cells_and_over_whole_columns_are_only_looks() -> None:
    title, column = Merge(1, 1, 1, 9), Merge(1, 3, LAST_ROW, 3)
    beyond = tuple(Merge(row, 1, row, 700) for row in range(10, 200))
    book = Book(sheets=(Sheet(name="Xã", cells=HERE, merges=(title, column, *beyond)),))
    assert bounded(book, ReadingLimits(merged_cells=100)).sheets[0].merges == (title, column)


def test_what_is_read_is_bounded(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text("TT,Tên\n1,Áo phao\n", encoding="utf-8")
    assert reader._read(FileKind.CSV, file, ReadingLimits(rows=1)) == EXIT_TOO_LARGE
    assert isinstance(reader._read(FileKind.CSV, file, ReadingLimits(rows=2)), Book)


@pytest.mark.parametrize(("megabytes", "seconds"), [(0, 9), (6, 9), (16, 39), (23, 60), (40, 60)])
def test_a_larger_file_has_more_time_to_a_minute(megabytes: int, seconds: float) -> None:
    assert ReadingLimits().seconds_for(megabytes << 20) == seconds
