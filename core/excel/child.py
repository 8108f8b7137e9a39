"""The process that reads the next file, started before the file is there: a throw-away process still reads one only."""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import select
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

_ROOT = Path(__file__).resolve().parents[2]
# Nothing of the server's environment goes to the child: no key, no database address.
_ENVIRONMENT = {
    "PATH": "/usr/bin:/bin",
    "LANG": "C.UTF-8",
    "PYTHONDONTWRITEBYTECODE": "1",
    "PYTHONPATH": os.pathsep.join(entry for entry in sys.path if entry),
}
# No site start-up files (-S, -s): half of the time a small file takes.
_COMMAND = (sys.executable, "-S", "-s", "-m", "core.excel.reader")

_lock = threading.Lock()
_waiting: list[subprocess.Popen[bytes]] = []
_modules: list[str] = []


class ChildTimeoutError(Exception):
    """The child took longer than it may; it is dead now."""


def load_beforehand(module: str) -> None:
    """Have every process load a module of ours while it waits for its file, and call its `warm_up` where it has one."""
    if module not in _modules:
        _modules.append(module)


def prepare() -> None:
    """Start the process for the next file unless one waits already: it loads its libraries meanwhile."""
    with _lock:
        if not _waiting:
            _waiting.append(_start())


def run(arguments: tuple[str, ...], seconds: float, on_read: Callable[[], None] | None = None) -> int:
    """Return the exit status of a child that was given these arguments; raises `ChildTimeoutError`.

    `on_read` is called when the child has read the file and goes on to work on it.
    """
    order = json.dumps(arguments).encode()
    with _lock:
        child = _waiting.pop() if _waiting else _start()
    if child.poll() is not None:  # it died while it waited
        _close(child)
        child = _start()
    with child:
        try:
            _follow(child, order, time.monotonic() + seconds, on_read)
        except subprocess.TimeoutExpired as problem:
            raise ChildTimeoutError from problem
        finally:
            child.kill()
    return child.returncode


def _follow(
    child: subprocess.Popen[bytes], order: bytes, end: float, on_read: Callable[[], None] | None
) -> None:
    assert child.stdin is not None
    assert child.stdout is not None
    with contextlib.suppress(BrokenPipeError):
        child.stdin.write(order)
        child.stdin.close()
    while select.select([child.stdout], [], [], max(0.0, end - time.monotonic()))[0]:
        if not os.read(child.stdout.fileno(), 1):
            child.wait(timeout=max(1.0, end - time.monotonic()))
            return
        if on_read is not None:
            on_read()
    raise ChildTimeoutError


def _start() -> subprocess.Popen[bytes]:
    return subprocess.Popen(  # noqa: S603 - our own interpreter and module, no shell
        (*_COMMAND, *_modules),
        cwd=_ROOT,
        env=_ENVIRONMENT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )


@atexit.register
def _dismiss() -> None:
    """Let a waiting child go with the process that started it; should that one be killed, the end of its input does so."""
    while _waiting:
        child = _waiting.pop()
        child.kill()
        _close(child)


def _close(child: subprocess.Popen[bytes]) -> None:
    with contextlib.suppress(OSError):
        child.communicate()
