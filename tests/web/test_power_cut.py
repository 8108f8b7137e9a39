"""The server is killed while people save: what was answered stands, nothing is half done, and the same form sends again."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
import uuid
from contextlib import suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from urllib.parse import urlencode

import pytest
from flask import Flask
from sqlalchemy import func, select

from core.accounts.demo import DEMO_PASSWORD
from core.web.commands import verdict_of
from core.web.models import DoneRequest
from inventory.models import MovementRow
from tests.bench.posts import CuttingLine, children_of, free_port, kill_family
from tests.web.making import application, database_of, demo_copy, send, sign_in, token_in

ROOT = Path(__file__).parents[2]
LOT, CLERKS = 312, 4


@dataclass
class Clerk:
    """Somebody who adds one to the same row again and again over HTTP."""

    port: int
    cookie: str = ""
    answered: list[str] = field(default_factory=list)
    unanswered: dict[str, str] = field(default_factory=dict)
    action: str = ""

    def ask(self, path: str, form: dict[str, str] | None = None) -> tuple[int, str]:
        """Return (status, text); raises OSError or HTTPException where the server is gone."""
        line = HTTPConnection("127.0.0.1", self.port, timeout=10)
        headers = {"Cookie": self.cookie, "Content-Type": "application/x-www-form-urlencoded"}
        try:
            line.request("POST" if form else "GET", path, urlencode(form) if form else None, headers)
            answer = line.getresponse()
            text = answer.read().decode()
        finally:
            line.close()
        self.cookie = (answer.getheader("Set-Cookie") or self.cookie).partition(";")[0]
        return answer.status, text

    def sign_in(self) -> None:
        """Open a session."""
        form = {"login": "canbo.binhminh", "password": DEMO_PASSWORD}
        form["csrf_token"] = token_in(self.ask("/dang-nhap")[1])
        assert self.ask("/dang-nhap", form)[0] == 303

    def form(self) -> dict[str, str]:
        """Return the form that adds one to the row as it stands."""
        page = self.ask(f"/kho/xa/21085?open={LOT}")[1]
        self.action = re.findall(r'<form class="edit".*?action="([^"?]+)', page, re.DOTALL)[0]
        version = re.findall(r'name="version" value="(\d+)"', page)[0]
        held = re.findall(r'name="on_hand"[^>]*?value="(\d+)"', page, re.DOTALL)[0]
        return {
            "csrf_token": token_in(page),
            "_once": str(uuid.uuid4()),
            "version": version,
            "on_hand": str(int(held) + 1),
        }

    def work(self) -> None:
        """Add one to the row until the server is gone; remember the key of every form that was answered."""
        while True:
            try:
                form = self.form()
                self.unanswered = form
                status, _ = self.ask(self.action, form)
            except (OSError, HTTPException):
                return
            if status == 303:
                self.answered.append(form["_once"])
            self.unanswered = {}

    def lose_replies(self, line: CuttingLine, times: int) -> None:
        """Add one so many times over a line that loses the reply, then send the same form again over a sound one."""
        sound = self.port
        for _ in range(times):
            form = self.form()
            self.port = line.port
            with pytest.raises((OSError, HTTPException)):
                self.ask(self.action, form)
            self.port = sound
            assert self.ask(self.action, form)[0] == 303
            self.answered.append(form["_once"])


def _keys(app: Flask) -> set[str]:
    """Return the keys of all forms carried out."""
    with database_of(app).reading() as session:
        return {key.partition(":")[2] for key in session.scalars(select(DoneRequest.key))}


def _counts(app: Flask) -> int:
    """Return how often the row was counted."""
    with database_of(app).reading() as session:
        lines = select(func.count()).select_from(MovementRow).where(MovementRow.lot_id == LOT)
        return session.scalar(lines) or 0


def _wait_for(port: int) -> None:
    until = time.monotonic() + 240  # on a busy machine
    while time.monotonic() < until:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.05)
    raise AssertionError("the server did not start")


def _knock_while_open(port: int) -> None:
    until = time.monotonic() + 30
    while time.monotonic() < until:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
        time.sleep(0.02)


def _start(app: Flask, folder: Path) -> tuple[subprocess.Popen[bytes], int]:
    """Return a server of its own on a copy, which answers, and its port."""
    database_of(app).dispose()
    port = free_port()
    environment = {
        "PATH": os.environ["PATH"], "DATA_DIR": str(folder), "SECRET_KEY": app.config["SECRET_KEY"], "LOGIN_LIMIT": "100 per minute",
        "DATABASE_URL": _address(folder),
    }  # fmt: skip
    command = [str(Path(sys.executable).with_name("flask")), "serve", "--port", str(port)]
    server = subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    _wait_for(port)
    return server, port


def _address(folder: Path) -> str:
    return f"sqlite:///{folder / 'copy.sqlite3'}"


def test_a_server_told_to_stop_first_answers_what_was_begun(tmp_path: Path) -> None:
    server, port = _start(demo_copy(tmp_path), tmp_path)
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=30) as line:
            begun = b"POST /dang-nhap HTTP/1.1\r\nHost: localhost\r\nContent-Length: 12\r\nExpect: 100-continue\r\n\r\n"
            line.sendall(begun)
            assert line.recv(100).startswith(b"HTTP/1.1 100"), "it knows of the form"
            line.sendall(b"login=")
            server.terminate()
            with pytest.raises(ConnectionRefusedError):
                _knock_while_open(port)
            line.sendall(b"nobody")
            assert line.recv(20).startswith(b"HTTP/1.1 4"), "half a form is answered, not cut off"
        assert server.wait(timeout=30) == 0
    finally:
        if server.poll() is None:
            kill_family(server.pid)


def test_a_server_killed_in_the_middle_of_work_loses_nothing_it_answered(tmp_path: Path) -> None:
    app = demo_copy(tmp_path)
    before, counted = _keys(app), _counts(app)
    server, port = _start(app, tmp_path)
    try:
        clerks = [Clerk(port) for _ in range(CLERKS)]
        for clerk in clerks:
            clerk.sign_in()
        line = CuttingLine(port)
        line.cutting.set()
        line.start()
        clerks[0].lose_replies(line, 2)
        line.close()
        threads = [threading.Thread(target=clerk.work) for clerk in clerks]
        for thread in threads:
            thread.start()
        until = time.monotonic() + 60
        while time.monotonic() < until and not all(len(clerk.answered) > 2 for clerk in clerks):
            time.sleep(0.02)
        (answering,) = children_of(server.pid)
        os.kill(answering, signal.SIGKILL)
        assert Clerk(port).ask("/dang-nhap")[0] == 200, (
            "another takes the place of the process that was killed"
        )
        os.kill(server.pid, signal.SIGKILL)  # what it kept serving ends too, and leaves the door to the next
        for thread in threads:
            thread.join(timeout=20)
        with pytest.raises(ConnectionRefusedError):
            _knock_while_open(port)
    finally:
        kill_family(server.pid)
        server.wait(timeout=10)
    again = application(_address(tmp_path), tmp_path)
    answered = {key for clerk in clerks for key in clerk.answered}
    kept = _keys(again) - before
    assert all(len(clerk.answered) > 2 for clerk in clerks), "they worked before the power went"
    assert answered <= kept, "an answered form is not there"
    unanswered = [clerk for clerk in clerks if clerk.unanswered]
    assert kept - answered <= {clerk.unanswered["_once"] for clerk in unanswered}, "nobody sent this"
    client = sign_in(again, "canbo.binhminh")
    for clerk in unanswered:  # what got no answer is sent again as it was
        form = {name: value for name, value in clerk.unanswered.items() if name != "csrf_token"}
        assert send(client, clerk.action, form).status_code in {303, 409}
    assert _counts(again) - counted == len(_keys(again) - before), "each form is done exactly once"
    with again.app_context():
        assert verdict_of(database_of(again))[0] == []
    database_of(again).dispose()
