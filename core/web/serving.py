"""Serve until told to stop: what was begun is answered first, so that a restart loses nothing."""

from __future__ import annotations

import gc
import signal
import socket
import sys
import threading
import time
from functools import partial
from typing import Any

import click
import waitress
from flask import Flask
from waitress import wasyncore
from waitress.server import BaseWSGIServer

from core.web.ahead import begin
from core.web.keeping import keep

PATIENCE_S = 20  # what is not answered by then hangs
LOOK_S = 0.05
WAITING = 1024  # calls in the queue before a door


def serve_app(app: Flask, *, host: str, port: int) -> None:
    """Serve an application; returns once SIGTERM came and every answer under way was given."""
    doors = _opened(host, port)
    gc.freeze()  # the addresses and pages made until now stay for as long as it serves
    click.echo(f"Serving on http://{host}:{port}")
    sys.stdout.flush()
    keep(partial(_serve, app, doors), doors)


def _opened(host: str, port: int) -> list[socket.socket]:
    """Return what is listened on: more than one where a name has several addresses."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
        return [
            socket.create_server(address[:2], family=family, backlog=WAITING)
            for family, _, _, _, address in dict.fromkeys(found)
        ]
    except OSError as error:
        raise SystemExit(f"{host}:{port}: {error}") from None


def _serve(app: Flask, open_doors: list[socket.socket]) -> None:
    lines: dict[int, Any] = {}  # everything that is listened to, by its number
    server = waitress.create_server(
        app, map=lines, sockets=open_doors, threads=16, ident="bon-tai-cho", channel_timeout=60
    )
    doors = [one for one in lines.values() if isinstance(one, BaseWSGIServer)]
    told = threading.Event()

    def stop(_signal: int, _frame: object) -> None:
        if not told.is_set():
            told.set()
            threading.Thread(target=_finish, args=(doors, lines), daemon=True).start()

    signal.signal(signal.SIGTERM, stop)
    begin(app)
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
