"""Whole books as the child read them: what the tests of the readers look at."""

from __future__ import annotations

import pickle
from pathlib import Path

from core.excel.book import Book
from core.excel.limits import DEFAULT_LIMITS, ReadingLimits
from core.excel.reading import work_on_workbook


def packed(book: Book, _argument: bytes) -> bytes:
    """Run in the child: hand the book over as it stands."""
    return pickle.dumps(book)


def read_workbook(path: Path, name: str, limits: ReadingLimits = DEFAULT_LIMITS) -> Book:
    """Return the book in `path`; raises what `work_on_workbook` does."""
    book = pickle.loads(work_on_workbook(path, name, task=f"{__name__}:packed", limits=limits))
    assert isinstance(book, Book)
    return book
