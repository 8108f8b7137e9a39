"""A process that keeps another one serving: where that crashes or is killed, the next takes its place with all loaded.

Loading the program takes seconds on a busy machine. The keeper loads it once, holds the doors open, so that calls wait
meanwhile instead of failing, and does nothing else: there is little in it that could break.
"""

from __future__ import annotations

import logging
import os
import signal
import socket
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress

NAME = "bontaicho.server"
QUICK_S, MOST_QUICK, PAUSE_S = 1.0, 10, 1.0  # what ends so soon, so often, is left to whoever started us


def keep(serve: Callable[[], None], doors: Sequence[socket.socket]) -> None:
    """Run `serve` in a process of its own, and again whenever it ends, until SIGTERM or Ctrl-C; then it ends its work first.

    Returns in the keeper; raises SystemExit in the process that served, and where that cannot be kept alive.
    """
    told, child, quick = False, 0, 0
    ours = os.pipe()  # its end tells the process that serves that the keeper is gone

    def stop(_signal: int, _frame: object) -> None:
        nonlocal told
        told = True
        for door in doors:
            door.close()
        _tell(child)

    for one in (signal.SIGTERM, signal.SIGINT):
        signal.signal(one, stop)
    while not told:
        began = time.monotonic()
        child = os.fork()
        if not child:
            _follow(*ours)
            serve()
            raise SystemExit
        if told:
            _tell(child)
        ended = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        child = 0
        if told:
            return
        logging.getLogger(NAME).error("the process that served ended (%s), another takes its place", ended)
        quick = quick + 1 if time.monotonic() - began < QUICK_S else 0
        if quick == MOST_QUICK:
            raise SystemExit(1)
        time.sleep(PAUSE_S if quick > 1 else 0)


def _tell(child: int) -> None:
    if child:
        with suppress(ProcessLookupError):
            os.kill(child, signal.SIGTERM)


def _follow(ear: int, mouth: int) -> None:
    """Let this process end as if told to, once its keeper is gone: whoever starts a new one needs the doors."""
    os.close(mouth)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches both; the keeper passes it on

    def wait() -> None:
        os.read(ear, 1)
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=wait, name="keeper", daemon=True).start()
