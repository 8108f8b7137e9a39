"""Open a spreadsheet safely: preflight, a child process with limits, then the search for state-secret markings."""

from __future__ import annotations

import tempfile
from pathlib import Path

from core.excel import child
from core.excel.book import Book
from core.excel.collecting import collecting_paused
from core.excel.errors import (
    ReaderTimeoutError,
    StateSecretError,
    WorkbookEncryptedError,
    WorkbookTooLargeError,
    WorkbookUnreadableError,
)
from core.excel.limits import DEFAULT_LIMITS, ReadingLimits
from core.excel.preflight import FileKind, examine
from core.excel.reader import EXIT_DONE, EXIT_LOCKED, EXIT_TOO_LARGE
from core.excel.secrecy import find_secret_marking
from core.excel.wire import unpack


def read_workbook(path: Path, name: str, limits: ReadingLimits = DEFAULT_LIMITS) -> Book:
    """Return the book in `path`; `name` is what the person called it.

    Raises a `WorkbookError`: not a workbook, encrypted, too large, unsafe, unreadable, too slow, or a state secret.
    """
    kind = examine(path, name, limits)
    book = _read_in_child(path, name, kind, limits)
    marking = find_secret_marking(book)
    if marking is not None:
        raise StateSecretError(name=name, sheet=marking.sheet, cell=marking.cell)
    return book


def _read_in_child(path: Path, name: str, kind: FileKind, limits: ReadingLimits) -> Book:
    seconds = limits.seconds_for(path.stat().st_size)
    with tempfile.TemporaryDirectory(prefix="reader-") as folder:
        result = Path(folder) / "book.json"
        try:
            status = child.run((str(kind), str(path.resolve()), str(result), str(seconds)), seconds)
        except child.ChildTimeoutError as problem:
            raise ReaderTimeoutError(name=name, seconds=seconds) from problem
        if status == EXIT_LOCKED:
            raise WorkbookEncryptedError(name=name)
        if status == EXIT_TOO_LARGE:
            raise WorkbookTooLargeError(name=name, what="cells", limit=limits.cells)
        if status != EXIT_DONE or not result.exists():
            raise WorkbookUnreadableError(name=name)
        try:
            with collecting_paused():
                return unpack(result.read_bytes())
        except (ValueError, KeyError, TypeError, IndexError) as problem:
            raise WorkbookUnreadableError(name=name) from problem
