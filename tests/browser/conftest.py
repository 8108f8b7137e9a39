"""A real server on a free port over a copy of the demo's data, and a real chromium in front of it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, sync_playwright

from tests.browser.person import Site
from tests.browser.server import Server
from tests.postgres import Postgres
from tests.web.making import application, database_of, demo_copy, demo_template

# The shell without windows takes a quarter of the work of the whole browser, which draws a tab strip for every page.
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
CHROMIUM = next(filter(None, map(shutil.which, BROWSERS)), None)
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test of this folder, and skip it with a clear message where there is no chromium."""
    here = f"{Path(__file__).parent}{os.sep}"
    for item in items:
        if str(item.path).startswith(here):
            item.add_marker(pytest.mark.browser)
            if CHROMIUM is None:
                item.add_marker(
                    pytest.mark.skip(reason="no chromium here: apt-get install chromium-headless-shell")
                )


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The browser, one for all tests."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


def serve(app: Flask, browser: Browser) -> Iterator[Site]:
    """Serve an application until the test is over."""
    server = Server(app)
    server.start()
    site = Site(browser=browser, base=f"http://127.0.0.1:{server.port}")
    yield site
    site.leave()
    server.stop()
    database_of(app).dispose()


@pytest.fixture
def site(chromium: Browser, tmp_path: Path) -> Iterator[Site]:
    """The demo, served from SQLite."""
    yield from serve(demo_copy(tmp_path), chromium)


@pytest.fixture
def site_on_postgres(chromium: Browser, postgres: Postgres, tmp_path: Path) -> Iterator[Site]:
    """The demo, served from PostgreSQL."""
    yield from serve(application(postgres.make(demo_template(postgres)), tmp_path), chromium)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """The demo behind a line that can be cut."""
    held = Server(demo_copy(tmp_path))
    held.start()
    yield held
    held.stop()
    database_of(held.app).dispose()


@pytest.fixture
def field_site(server: Server, chromium: Browser) -> Iterator[Site]:
    """People before that server."""
    site = Site(browser=chromium, base=f"http://127.0.0.1:{server.port}")
    yield site
    site.leave()
