"""The process that waits for the next file: it reads one only, and one that died meanwhile is replaced."""

from __future__ import annotations

import json
import os
import resource
import socket
import subprocess
import sys
import time
from pathlib import Path
from types import SimpleNamespace

import pytest

from core.excel import child, reader
from core.excel.book import Book
from core.excel.errors import (
    ReaderTimeoutError,
    StateSecretError,
    WorkbookTooLargeError,
    WorkbookUnreadableError,
)
from core.excel.limits import DEFAULT_LIMITS, ReadingLimits
from core.excel.reading import work_on_workbook
from tests.excel.whole import read_workbook

HERE = __name__
CALLED: list[str] = []


def warm_up() -> None:
    """What this module wants done while there is no file."""
    CALLED.append("warm_up")


def count_cells(book: Book, argument: bytes) -> bytes:
    """Run in the child: what it is given and what it read."""
    return argument + str(len(book.sheets[0].cells)).encode()


def never_ends(_book: Book, _argument: bytes) -> bytes:
    """Run in the child: computes for ever."""
    while True:
        pass


def waits(_book: Book, _argument: bytes) -> bytes:
    """Run in the child: gets no time of the processor for longer than its work may take."""
    time.sleep(1.3)
    return b"done"


def eats_memory(_book: Book, _argument: bytes) -> bytes:
    """Run in the child: takes more than it may."""
    return b"x" * (1 << 30)


def fails(_book: Book, _argument: bytes) -> bytes:
    """Run in the child: an error of the program."""
    raise ZeroDivisionError


def tells_its_bounds(_book: Book, _argument: bytes) -> bytes:
    """Run in the child: what it could get at, and how much it may take."""
    try:
        socket.socket(socket.AF_INET, socket.SOCK_STREAM).close()
        reached = True
    except OSError:
        reached = False
    bounds = (resource.RLIMIT_AS, resource.RLIMIT_FSIZE, resource.RLIMIT_CORE, resource.RLIMIT_NOFILE)
    told = {
        "environment": dict(os.environ),
        "network": os.readlink("/proc/self/ns/net"),
        "socket": reached,
        "bounds": [resource.getrlimit(bound) for bound in bounds],
    }
    return json.dumps(told).encode()


def sleeps(_book: Book, _argument: bytes) -> bytes:
    """Run in the child: waits for something that does not come, which takes no time of the processor."""
    time.sleep(40)
    return b"late"


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """A small file."""
    (tmp_path / "a.csv").write_text("TT,T\u00ean\n1,\u00c1o phao\n", encoding="utf-8")
    return tmp_path / "a.csv"


def test_work_on_a_book_is_done_where_it_was_read(table: Path) -> None:
    words: list[str] = []
    done = work_on_workbook(
        table, "a.csv", task=f"{HERE}:count_cells", argument=b"n=", on_read=lambda: words.append("read")
    )
    assert (done, words) == (b"n=4", ["read"])


@pytest.mark.parametrize(
    ("task", "refusal"),
    [
        ("never_ends", ReaderTimeoutError),
        ("eats_memory", WorkbookTooLargeError),
        ("fails", WorkbookUnreadableError),
    ],
)
def test_work_that_runs_over_or_fails_ends_in_a_refusal(
    table: Path, task: str, refusal: type[Exception]
) -> None:
    limits = ReadingLimits(base_seconds=1.0) if refusal is ReaderTimeoutError else ReadingLimits()
    with pytest.raises(refusal):
        work_on_workbook(table, "a.csv", task=f"{HERE}:{task}", limits=limits)


def test_an_honest_file_is_read_though_others_hold_the_processor(table: Path) -> None:
    limits = ReadingLimits(base_seconds=1.0, patience=10)
    assert work_on_workbook(table, "a.csv", task=f"{HERE}:waits", limits=limits) == b"done"


def may_leave_the_network() -> bool:
    """Return whether this machine lets a process of ours have a network of its own: not every container does."""
    tried = "import ctypes, sys; go = ctypes.CDLL(None).unshare; sys.exit(go(1 << 30) and go(5 << 28))"
    return subprocess.run([sys.executable, "-c", tried], check=False).returncode == 0


def test_a_reader_has_no_secret_no_network_and_bounded_means(
    table: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A hostile file that takes a library over finds nothing to take and nobody to send it to."""
    monkeypatch.setenv("SECRET_KEY", "not for readers")
    child._dismiss()  # one that waits was given the environment of an earlier moment
    told = json.loads(work_on_workbook(table, "a.csv", task=f"{HERE}:tells_its_bounds"))
    assert set(told["environment"]) <= {*child._ENVIRONMENT, "LC_CTYPE"}
    assert not told["socket"]
    if may_leave_the_network():
        assert told["network"] != os.readlink("/proc/self/ns/net")
    memory, result = DEFAULT_LIMITS.memory_bytes, DEFAULT_LIMITS.result_bytes
    assert told["bounds"] == [[memory] * 2, [result] * 2, [0, 0], [64, 64]]


def test_a_reader_that_waits_for_ever_is_ended_by_the_clock(table: Path) -> None:
    began = time.monotonic()
    with pytest.raises(ReaderTimeoutError):
        work_on_workbook(
            table, "a.csv", task=f"{HERE}:sleeps", limits=ReadingLimits(base_seconds=1.0, patience=1)
        )
    assert time.monotonic() - began < 30


def test_nothing_is_done_with_a_marked_file(table: Path) -> None:
    table.write_text("M\u1eacT,T\u00ean\n1,\u00c1o phao\n", encoding="utf-8")
    with pytest.raises(StateSecretError):
        work_on_workbook(table, "a.csv", task=f"{HERE}:fails")


def test_a_waiting_process_reads_one_file_and_a_dead_one_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("TT,Tên\n1,Áo phao\n", encoding="utf-8")
    child.prepare()
    waiting = child._waiting[-1]
    child.prepare()
    assert child._waiting == [waiting]
    assert len(read_workbook(tmp_path / "a.csv", "a.csv").sheets[0].cells) == 4
    assert waiting.returncode == 0
    assert not child._waiting

    child.prepare()
    child._waiting[-1].kill()
    child._waiting[-1].wait()
    assert len(read_workbook(tmp_path / "a.csv", "a.csv").sheets[0].cells) == 4


def test_what_a_module_wants_done_beforehand_is_done() -> None:
    reader._make_ready("json", HERE)
    assert CALLED == ["warm_up"]


@pytest.fixture
def bounds(monkeypatch: pytest.MonkeyPatch) -> dict[int, tuple[int, int]]:
    """The limits a reader sets itself, which has used two seconds and a half of the processor."""
    set_to: dict[int, tuple[int, int]] = {}
    monkeypatch.setattr(resource, "setrlimit", lambda what, most: set_to.update({what: most}))
    monkeypatch.setattr(resource, "getrlimit", lambda what: set_to.get(what, (0, 0)))
    monkeypatch.setattr(resource, "getrusage", lambda _who: SimpleNamespace(ru_utime=1.75, ru_stime=0.75))
    return set_to


def test_loading_beforehand_is_not_the_time_of_the_file(bounds: dict[int, tuple[int, int]]) -> None:
    """A list that needs nearly all of its time was refused where the machine is slow to load the libraries."""
    reader._bound(DEFAULT_LIMITS, 9.0)
    assert bounds[resource.RLIMIT_CPU] == (11, 21)


def test_what_is_made_of_a_file_has_as_much_time_as_reading_it(bounds: dict[int, tuple[int, int]]) -> None:
    """A list of 20,000 rows was refused where the machine was so slow that both together took nine seconds."""
    bounds[resource.RLIMIT_CPU] = (9, 21)
    told, channel = os.pipe()
    reader._go_on(channel, 9.0)
    assert os.read(told, 1) == b"."
    assert bounds[resource.RLIMIT_CPU] == (11, 21)
    os.close(told)
    os.close(channel)


def test_a_server_loads_no_reader_of_files() -> None:
    """The throw-away process has them; a server is sooner back after a power cut without."""
    told = "import sys, core.excel.reading; print(sorted(name for name in sys.modules if '.from_' in name))"
    done = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
