"""Servers of one database, a line that cuts replies, and people who work over HTTP: the tools of the load bench."""

from __future__ import annotations

import collections
import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
import uuid
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from urllib.parse import urlencode

from core.accounts.demo import DEMO_PASSWORD
from tests.web.making import token_in

ROOT = Path(__file__).parents[2]
GONE = (OSError, HTTPException)


def free_port() -> int:
    """Return a port nobody listens on."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        return int(held.getsockname()[1])


def children_of(pid: int) -> list[int]:
    """Return the processes a process has started."""
    return [int(found) for found in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def kill_family(pid: int) -> None:
    """End a process and those it has started as a power cut does: none of them finishes anything."""
    for one in [pid, *children_of(pid)]:
        with suppress(ProcessLookupError):
            os.kill(one, signal.SIGKILL)


class Server:
    """A server on loopback, `flask serve` where no command is given; `begin` again after `kill` comes up on the same port."""

    def __init__(self, settings: Mapping[str, str], command: Sequence[str] = ()) -> None:
        self.port = free_port()
        flask = [str(Path(sys.executable).with_name("flask")), "serve", "--port"]
        self.command = [*(command or flask), str(self.port)]
        self.settings = {"PATH": os.environ["PATH"], "LOGIN_LIMIT": "100000 per minute", **settings}
        self.process: subprocess.Popen[bytes] | None = None

    def begin(self) -> None:
        """Start the process; `wait` says when it answers."""
        self.process = subprocess.Popen(
            self.command, cwd=ROOT, env=self.settings, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )

    def wait(self) -> None:
        """Return once it takes calls; raises AssertionError after some minutes."""
        until = time.monotonic() + 240
        while time.monotonic() < until:
            with suppress(OSError), socket.create_connection(("127.0.0.1", self.port), timeout=1):
                return
            time.sleep(0.05)
        raise AssertionError("the server did not start")

    def kill(self) -> None:
        """End it as a power cut does."""
        if self.process is not None:
            kill_family(self.process.pid)
            self.process.wait(timeout=20)
            self.process = None

    def crash(self) -> None:
        """End the process that answers; the one that keeps it puts another in its place."""
        assert self.process is not None
        for child in children_of(self.process.pid):
            os.kill(child, signal.SIGKILL)


class CuttingLine(threading.Thread):
    """A line to a server that, when told so, waits for the whole reply and hangs up without passing it on."""

    def __init__(self, port: int) -> None:
        super().__init__(daemon=True)
        self.behind = port
        self.cutting = threading.Event()
        self.cuts = 0
        self.door = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.port = int(self.door.getsockname()[1])

    def run(self) -> None:
        """Take calls until the door is closed."""
        with suppress(OSError):
            while True:
                caller, _ = self.door.accept()
                threading.Thread(target=self._carry, args=(caller,), daemon=True).start()

    def _carry(self, caller: socket.socket) -> None:
        with caller, socket.create_connection(("127.0.0.1", self.behind)) as server:
            threading.Thread(target=_pass_on, args=(caller, server), daemon=True).start()
            reply = b""
            with suppress(OSError):
                while part := server.recv(65536):
                    reply += part
                if self.cutting.is_set():  # the server has answered: what it did is committed
                    self.cuts += 1
                else:
                    caller.sendall(reply)
            with suppress(OSError):  # closing alone would not wake who still reads from it
                caller.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """Take no more calls."""
        self.door.close()


def _pass_on(source: socket.socket, target: socket.socket) -> None:
    with suppress(OSError):
        while part := source.recv(65536):
            target.sendall(part)


@dataclass
class Tally:
    """Answers by status, the slowest of them, and what was answered with 500 and more."""

    seen: collections.Counter[int] = field(default_factory=collections.Counter)
    slowest: float = 0.0
    slowest_call: str = ""
    bad: list[str] = field(default_factory=list)
    note: str = ""
    may_fail: bool = (
        False  # the database itself is killed: then an answer of 500 is told, not counted as wrong
    )

    def add(self, status: int, seconds: float, told: str) -> None:
        """Count one answer."""
        self.seen[status] += 1
        if seconds > self.slowest:
            self.slowest, self.slowest_call = seconds, told[:60]
        if status >= 500 and not self.may_fail:
            self.bad.append(f"{status} {told}")


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What came back; header names are in small letters."""

    status: int
    text: str
    headers: Mapping[str, str]

    def json(self) -> dict[str, object]:
        """Return the body as JSON."""
        found: dict[str, object] = json.loads(self.text)
        return found


class Person:
    """Somebody signed in at one server, with a token for programs; every call is a connection of its own."""

    def __init__(self, port: int, login: str, bearer: str, tally: Tally) -> None:
        self.port, self.login, self.bearer, self.tally = port, login, bearer, tally
        self.cookie = self.csrf = ""

    def call(
        self, method: str, path: str, body: str | bytes = "", headers: Mapping[str, str] | None = None
    ) -> Answer:
        """Return the answer to a call; raises OSError or HTTPException where the line broke."""
        started = time.monotonic()
        line = HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            line.request(method, path, body or None, {"Connection": "close", **(headers or {})})
            answer = line.getresponse()
            text = answer.read().decode()
        finally:
            line.close()
        self.tally.add(answer.status, time.monotonic() - started, f"{method} {path}: {text[:200]}")
        if cookie := answer.getheader("Set-Cookie"):
            self.cookie = cookie.partition(";")[0]
        return Answer(
            status=answer.status,
            text=text,
            headers={name.lower(): value for name, value in answer.getheaders()},
        )

    def get(self, path: str) -> Answer:
        """Return a page."""
        return self.call("GET", path, headers={"Cookie": self.cookie})

    def post(self, path: str, form: Sequence[tuple[str, str]] = (), *, key: str = "") -> Answer:
        """Return the answer to a form sent once under `key`."""
        fields = [("csrf_token", self.csrf), ("_once", key or str(uuid.uuid4())), *form]
        headers = {"Cookie": self.cookie, "Content-Type": "application/x-www-form-urlencoded"}
        return self.call("POST", path, urlencode(fields), headers)

    def send_file(self, path: str, form: Mapping[str, str], name: str, content: bytes) -> Answer:
        """Return the answer to a form with a file."""
        edge = uuid.uuid4().hex
        parts = [
            f'--{edge}\r\nContent-Disposition: form-data; name="{field}"\r\n\r\n{value}\r\n'.encode()
            for field, value in {"csrf_token": self.csrf, **form}.items()
        ]
        parts.append(
            f'--{edge}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'.encode()
        )
        body = b"".join([*parts, content, f"\r\n--{edge}--\r\n".encode()])
        headers = {"Cookie": self.cookie, "Content-Type": f"multipart/form-data; boundary={edge}"}
        return self.call("POST", path, body, headers)

    def api(self, method: str, path: str, body: object = None, *, key: str = "", seen: str = "") -> Answer:
        """Return the answer of the JSON interface."""
        headers = {"Authorization": f"Bearer {self.bearer}", "Content-Type": "application/json"}
        if method != "GET":
            headers["Idempotency-Key"] = key or str(uuid.uuid4())
        if seen:
            headers["If-Match"] = seen
        return self.call(method, f"/api/v1{path}", json.dumps(body) if body is not None else "", headers)

    def sign_in(self) -> None:
        """Open a session and remember its form token."""
        self.csrf = token_in(self.get("/dang-nhap").text)
        done = self.post("/dang-nhap", [("login", self.login), ("password", DEMO_PASSWORD)])
        assert done.status == 303, done.text[:300]
        self.csrf = token_in(self.get("/").text)


def numbers_in(pattern: str, text: str) -> list[int]:
    """Return every number a pattern's one group finds."""
    return [int(found) for found in re.findall(pattern, text)]
