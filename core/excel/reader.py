"""The throw-away child process that opens a spreadsheet: `python -m core.excel.reader`, one order on its input.

The order is [kind, file, result, seconds, task, argument] as JSON. The process may have been started before there was
a file: then it loads what it may need while it waits, and calls what a module of ours names `warm_up`. It gives up its
network and bounds its own memory and time before any library touches the file. What is made of the book is made here
too, within the same bounds: a task is a function of ours ("package.module:function") of the book and the bytes of the
argument's file. The exit status says what happened; the result file holds what the task returned.
"""

from __future__ import annotations

import ctypes
import gc
import importlib
import json
import os
import resource
import select
import socket
import sys
import traceback
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NoReturn

from core.excel.book import Book
from core.excel.exits import (
    EXIT_DONE,
    EXIT_FAILED,
    EXIT_LOCKED,
    EXIT_SECRET,
    EXIT_TOO_LARGE,
    EXIT_UNREADABLE,
)
from core.excel.extent import bounded
from core.excel.from_csv import read_csv
from core.excel.from_ods import read_ods
from core.excel.from_xls import LockedWorkbookError, read_xls
from core.excel.from_xlsx import read_xlsx
from core.excel.limits import DEFAULT_LIMITS, ReadingLimits
from core.excel.preflight import FileKind
from core.excel.secrecy import find_secret_marking
from core.excel.xlsx_sheet import TooManyCellsError

CLONE_NEWUSER, CLONE_NEWNET = 0x10000000, 0x40000000


def main() -> int:
    """Read the file that is ordered and return the exit status."""
    gc.disable()  # the process ends with its one file; collecting would only slow the building of cells
    channel = os.dup(sys.stdout.fileno())
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # what libraries print goes nowhere
    if not select.select([sys.stdin], [], [], 0)[0]:
        _make_ready("xlrd", "python_calamine", *sys.argv[1:])
    _cut_network()  # before the order, while nobody waits: it takes as long as reading a small file
    order = sys.stdin.read()
    if not order:
        return EXIT_DONE  # sent away without a file
    told = json.loads(order)
    importlib.import_module(told[4].partition(":")[0])
    seconds = float(told[3])
    _bound(DEFAULT_LIMITS, seconds)
    return carry_out(told, lambda: _go_on(channel, seconds))


def _make_ready(*modules: str) -> None:
    for name in modules:
        module = importlib.import_module(name)
        if hasattr(module, "warm_up"):
            module.warm_up()


def carry_out(order: Sequence[str], on_read: Callable[[], object]) -> int:
    """Do what an order says and return the exit status; `on_read` is called between reading and working."""
    kind, source, result, _seconds, task, argument = order
    work = _task(task, argument)
    book = _read(FileKind(kind), Path(source), DEFAULT_LIMITS)
    if isinstance(book, int):
        return book
    on_read()
    return _work(book, work, Path(result))


def _task(name: str, argument: str) -> Callable[[Book], bytes]:
    module, _, function = name.partition(":")
    work = getattr(importlib.import_module(module), function)
    given = Path(argument).read_bytes()
    return lambda book: bytes(work(book, given))


def _work(book: Book, work: Callable[[Book], bytes], result: Path) -> int:
    try:
        marking = find_secret_marking(book)
        if marking is not None:
            result.write_text(json.dumps([marking.sheet, marking.cell]), encoding="utf-8")
            return EXIT_SECRET
        result.write_bytes(work(book))
    except MemoryError:
        return EXIT_TOO_LARGE
    except OSError:
        return EXIT_TOO_LARGE  # more than a result may hold
    except Exception as problem:
        # Where it happened, not what the message says: that may quote the file.
        frames = "".join(traceback.format_tb(problem.__traceback__))
        result.write_text(f"{type(problem).__name__}\n{frames}", encoding="utf-8")
        return EXIT_FAILED
    return EXIT_DONE


def _read(kind: FileKind, source: Path, limits: ReadingLimits) -> Book | int:
    """Return the book, or the exit status that says why there is none."""
    readers = {
        FileKind.XLSX: read_xlsx,
        FileKind.XLS: read_xls,
        FileKind.ODS: read_ods,
        FileKind.CSV: read_csv,
    }
    try:
        return bounded(readers[kind](source, limits), limits)
    except LockedWorkbookError:
        return EXIT_LOCKED
    except (TooManyCellsError, MemoryError):
        return EXIT_TOO_LARGE
    except Exception:  # whatever a library makes of a damaged file, the parent needs one answer
        return EXIT_UNREADABLE


def _bound(limits: ReadingLimits, seconds: float) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory_bytes, limits.memory_bytes))
    resource.setrlimit(resource.RLIMIT_CPU, (_ends(seconds), _ends(2 * seconds) + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (limits.result_bytes, limits.result_bytes))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))


def _go_on(channel: int, seconds: float) -> None:
    """Say that the file is read; what follows has as much of the processor's time as reading had, whatever that took."""
    _, most = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (_ends(seconds), most))
    os.write(channel, b".")


def _ends(seconds: float) -> int:
    """Return the processor's time of this process that so many seconds from now come to; loading while it waited is over."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    return max(1, int(seconds + used.ru_utime + used.ru_stime))


def _cut_network() -> None:
    """Leave the network: an empty network name space where the system lets us, and no sockets in any case."""
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.unshare(CLONE_NEWNET) != 0:
        libc.unshare(CLONE_NEWUSER | CLONE_NEWNET)
    socket.socket = _NoSocket  # type: ignore[assignment,misc]


class _NoSocket:
    """Stands where `socket.socket` was: reading a file never needs one."""

    def __init__(self, *_: object, **__: object) -> NoReturn:
        raise OSError("no network in the reader")


if __name__ == "__main__":
    sys.exit(main())
