"""Serve until told to stop: what was begun is answered first, so that a restart loses nothing."""

from __future__ import annotations

import gc
import signal
import threading
import time
from typing import Any

import click
import waitress
from flask import Flask
from waitress import wasyncore
from waitress.server import BaseWSGIServer

PATIENCE_S = 20  # what is not answered by then hangs
LOOK_S = 0.05


def serve_app(app: Flask, *, host: str, port: int) -> None:
    """Serve an application; returns once SIGTERM came and every answer under way was given."""
    lines: dict[int, Any] = {}  # everything that is listened to, by its number
    server = waitress.create_server(
        app, map=lines, host=host, port=port, threads=16, ident="bon-tai-cho", channel_timeout=60
    )
    doors = [one for one in lines.values() if isinstance(one, BaseWSGIServer)]

    def stop(_signal: int, _frame: object) -> None:
        threading.Thread(target=_finish, args=(doors, lines), daemon=True).start()

    signal.signal(signal.SIGTERM, stop)
    gc.freeze()  # the addresses and pages made until now stay for as long as it serves
    click.echo(f"Serving on http://{host}:{port}")
    server.run()


def _finish(doors: list[BaseWSGIServer], lines: dict[int, Any]) -> None:
    """Take no new line, let what is under way end, then close everything: the server's loop ends with its last line."""
    trigger = doors[0].trigger.pull_trigger  # what it is given runs in the thread that listens
    for door in doors:
        trigger(lambda door=door: _shut(door, lines))
    until = time.monotonic() + PATIENCE_S
    time.sleep(LOOK_S)
    while time.monotonic() < until and any(_busy(door) for door in doors):
        time.sleep(LOOK_S)
    trigger(lambda: wasyncore.close_all(lines))


def _shut(door: BaseWSGIServer, lines: dict[int, Any]) -> None:
    door.del_channel(lines)
    door.socket.close()


def _busy(door: BaseWSGIServer) -> bool:
    return any(
        line.request is not None or line.requests or line.total_outbufs_len
        for line in list(door.active_channels.values())
    )
