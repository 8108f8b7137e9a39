"""Open a spreadsheet safely: preflight, then a child process with limits that reads it, looks for state-secret markings
and does what is to be done with it."""

from __future__ import annotations

import json
import logging
import signal
import tempfile
from collections.abc import Callable
from pathlib import Path

from core.excel import child
from core.excel.errors import (
    ReaderTimeoutError,
    StateSecretError,
    WorkbookEncryptedError,
    WorkbookTooLargeError,
    WorkbookUnreadableError,
)
from core.excel.exits import EXIT_DONE, EXIT_FAILED, EXIT_LOCKED, EXIT_SECRET, EXIT_TOO_LARGE
from core.excel.limits import DEFAULT_LIMITS, ReadingLimits
from core.excel.preflight import examine

log = logging.getLogger("bontaicho")
_KILLED = {-signal.SIGXCPU, -signal.SIGKILL}


def work_on_workbook(
    path: Path,
    name: str,
    *,
    task: str,
    argument: bytes = b"",
    on_read: Callable[[], None] | None = None,
    limits: ReadingLimits = DEFAULT_LIMITS,
) -> bytes:
    """Return what a task ("package.module:function" of the book and `argument`) makes of the book in the child process.

    `name` is what the person called the file in `path`. Raises a `WorkbookError`: not a workbook, encrypted, too large,
    unsafe, unreadable, too slow, or a state secret; a task that fails is a workbook that could not be read. `on_read` is
    called between reading and working.
    """
    child.prepare()  # it starts while the file is examined
    kind = examine(path, name, limits)
    seconds = limits.seconds_for(path.stat().st_size)
    with tempfile.TemporaryDirectory(prefix="reader-") as folder:
        result, given = Path(folder) / "result", Path(folder) / "argument"
        given.write_bytes(argument)
        order = (str(kind), str(path.resolve()), str(result), str(seconds), task, str(given))
        try:
            status = child.run(order, seconds * limits.patience, on_read)
        except child.ChildTimeoutError as problem:
            raise ReaderTimeoutError(name=name, seconds=round(seconds)) from problem
        if status == EXIT_LOCKED:
            raise WorkbookEncryptedError(name=name)
        if status == EXIT_TOO_LARGE:
            raise WorkbookTooLargeError(name=name, what="cells", limit=limits.cells)
        if status == EXIT_SECRET:
            sheet, cell = json.loads(result.read_text(encoding="utf-8"))
            raise StateSecretError(name=name, sheet=sheet, cell=cell)
        if status == EXIT_FAILED:
            log.error("the program failed on a workbook: %s", result.read_text(encoding="utf-8"))
            raise WorkbookUnreadableError(name=name)
        if status in _KILLED:
            raise ReaderTimeoutError(name=name, seconds=round(seconds))
        if status != EXIT_DONE or not result.exists():
            raise WorkbookUnreadableError(name=name)
        return result.read_bytes()
