"""People at their screens: each signed in with a screen of some width, and nothing unsaid in the console."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, ConsoleMessage, Page, Request, expect

from core.accounts.demo import DEMO_PASSWORD

expect.set_options(timeout=10_000)
BLOCKED = "Service Worker registration blocked by Playwright"  # where a site is not to be kept


@dataclass
class Person:
    """One person's browser."""

    page: Page
    base: str
    complaints: list[str] = field(default_factory=list)

    def go(self, path: str) -> None:
        """Open an address of the site."""
        self.page.goto(self.base + path)

    def part(self, name: str) -> None:
        """Open one of the main parts from the navigation."""
        self.page.locator(".main-nav").get_by_role("link", name=name, exact=True).click()

    def press(self, name: str) -> None:
        """Press the button with this name."""
        self.page.get_by_role("button", name=name, exact=True).click()

    def follow(self, name: str | re.Pattern[str]) -> None:
        """Follow the first link with this name."""
        self.page.locator("main").get_by_role("link", name=name).first.click()

    def open(self, summary: str) -> None:
        """Unfold the first part with this heading, if it is folded."""
        details = self.page.locator("details", has=self.page.locator("summary", has_text=summary)).first
        if details.get_attribute("open") is None:
            details.locator("summary").click()

    def reads(self, *texts: str) -> None:
        """Check that the page says each of these."""
        for text in texts:
            expect(self.page.locator("main")).to_contain_text(text)

    def saves(self, name: str, folder: Path) -> Path:
        """Return the file behind a link, saved under its own name."""
        with self.page.expect_download() as waiting:
            self.follow(name)
        target = folder / waiting.value.suggested_filename
        waiting.value.save_as(target)
        return target

    def fits(self) -> bool:
        """Return whether nothing sticks out of the screen's side (needs JavaScript)."""
        return bool(
            self.page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
        )


@dataclass
class Site:
    """A running server and the people before it."""

    browser: Browser
    base: str
    people: dict[str, Person] = field(default_factory=dict)
    keeps: bool = True  # whether browsers may keep the program for when the line is down

    def person(self, login: str, *, width: int = 1366, javascript: bool = True) -> Person:
        """Return somebody signed in, the same one when asked again."""
        key = f"{login} {width} {javascript}"
        if key not in self.people:
            height = 740 if width < 600 else 768
            context = self.browser.new_context(
                viewport={"width": width, "height": height},
                java_script_enabled=javascript,
                locale="vi-VN",
                timezone_id="Asia/Ho_Chi_Minh",
                accept_downloads=True,
                service_workers="allow" if self.keeps else "block",
            )
            person = Person(page=context.new_page(), base=self.base)
            _listen(person)
            person.go("/dang-nhap")
            person.page.get_by_label("Tên đăng nhập").fill(login)
            person.page.get_by_label("Mật khẩu").fill(DEMO_PASSWORD)
            person.press("Đăng nhập")
            expect(person.page.locator("h1")).to_have_text("Việc cần làm")
            self.people[key] = person
        return self.people[key]

    def leave(self) -> None:
        """Close every screen."""
        for person in self.people.values():
            person.page.context.close()
        self.people.clear()

    def complaints(self) -> list[str]:
        """Return everything the browsers complained about."""
        return [text for person in self.people.values() for text in person.complaints]


def _listen(person: Person) -> None:
    def said(message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"} and message.text != BLOCKED:
            person.complaints.append(f"{person.page.url}: {message.text}")

    person.page.on("console", said)
    person.page.on("pageerror", lambda error: person.complaints.append(f"{person.page.url}: {error}"))

    def failed(request: Request) -> None:
        if request.failure != "net::ERR_ABORTED":  # a page left for a download is no failure
            person.complaints.append(f"{request.url}: {request.failure}")

    person.page.on("requestfailed", failed)
