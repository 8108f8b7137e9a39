"""The program's scripts in a browser before a server made of a test's own answers: no application, no line to cut."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from jinja2 import Environment, FileSystemLoader
from playwright.sync_api import Browser, Page, Request, Route

ROOT = Path(__file__).resolve().parents[2]
BASE = "http://localhost:9"  # nobody is asked there: every call is answered below
FIRST = ("app.js", "palette.js")  # as they stand in a page's head
ALWAYS = ("offline-queue.js", "offline.js", "offline-draft.js")
BAR = (
    Environment(loader=FileSystemLoader(ROOT / "templates"), autoescape=True)
    .get_template("offline/_bar.html")
    .render(_=lambda text: text, url_for=lambda *_, **__: "/so-gui")
)
Answer = tuple[int, dict[str, Any]]


@dataclass
class Desk:
    """A page, what the server answers, and what it was sent."""

    page: Page
    who: str = "an"  # signed in by the server's word
    down: bool = False
    answers: list[Answer] = field(default_factory=list)  # to posts, one after the other; then each is taken
    sent: list[tuple[str, dict[str, str], str]] = field(
        default_factory=list
    )  # path, fields, when it was typed
    pages: dict[str, str] = field(default_factory=dict)
    asked: list[Request] = field(default_factory=list)
    room: list[tuple[int, dict[str, str], str]] = field(default_factory=list)  # to looks at what changed

    def open(self, path: str, *, main: str = "", who: str = "an", scripts: tuple[str, ...] = ()) -> None:
        """Open a page of the program's with some scripts beside those that every page has."""
        first = [name for name in scripts if name in FIRST]
        names = (*first, *ALWAYS, *(name for name in scripts if name not in FIRST))
        files = "".join(f'<script src="/static/{name}" defer></script>' for name in names)
        self.pages[path] = (
            f'<!doctype html><head>{files}</head><body data-who="{who}">{BAR}<main>{main}</main></body>'
        )
        self.page.goto(BASE + path)

    def answer(self, route: Route, request: Request) -> None:
        """Answer one call of the browser."""
        path = urlsplit(request.url).path
        if self.down:
            route.abort()
        elif path.startswith("/static/"):
            route.fulfill(path=ROOT / path[1:], content_type="text/javascript")
        elif request.method == "POST":
            fields = dict(parse_qsl(request.post_data or "", keep_blank_values=True))
            self.sent.append((path, fields, request.headers.get("x-entered-at", "")))
            status, said = (
                self.answers.pop(0) if self.answers else (200, {"receipt": "ABC-234", "message": ""})
            )
            route.fulfill(status=status, json=said)
        elif path == "/phien":
            route.fulfill(json={"who": self.who, "token": "fresh"})
        elif path.endswith("/dien-bien"):
            self.asked.append(request)
            status, headers, body = self.room.pop(0) if self.room else (304, {}, "")
            route.fulfill(status=status, headers=headers, body=body)
        elif path in self.pages:
            route.fulfill(body=self.pages[path], content_type="text/html; charset=utf-8")
        else:
            route.fulfill(status=404)

    def cut(self) -> None:
        """Take the line away and let the page notice."""
        self.down = True
        self.page.context.set_offline(True)
        self.page.wait_for_function("() => self.line.down()")

    def keep(self, path: str, who: str = "an", at: str | None = None, **fields: str) -> None:
        """Let a form wait as a page keeps it."""
        self.page.evaluate(
            "([path, fields, who, at]) => self.queue.keep(path, fields, who, at)",
            [path, list(fields.items()), who, at],
        )

    def send(self) -> None:
        """Send what waits."""
        self.page.evaluate("self.line.send()")

    def waits(self) -> list[tuple[str, str]]:
        """Return path and state of what is in the store."""
        return [(entry["path"], entry["state"]) for entry in self.page.evaluate("self.queue.all()")]


@contextmanager
def desk(browser: Browser, zone: str = "Asia/Ho_Chi_Minh") -> Iterator[Desk]:
    """A browser's own storage with nothing in it."""
    context = browser.new_context(locale="vi-VN", timezone_id=zone, service_workers="block")
    held = Desk(page=context.new_page())
    context.route("**/*", held.answer)
    yield held
    context.close()
