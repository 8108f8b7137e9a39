"""Applications over the demo's data; every test changes a copy of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.postgres import Postgres
from tests.spare import give_back
from tests.web.making import application, demo_copy, demo_template, sign_in


@pytest.fixture
def demo(tmp_path: Path) -> Iterator[Flask]:
    """An application over a copy of the demo's data (SQLite)."""
    app = demo_copy(tmp_path)
    yield app
    give_back(app)


@pytest.fixture(params=["sqlite", "postgresql"])
def demo_everywhere(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Flask]:
    """An application over a copy of the demo's data, once for each kind of database."""
    if request.param == "sqlite":
        app = demo_copy(tmp_path)
    else:
        held: Postgres = request.getfixturevalue("postgres")
        app = application(held.make(demo_template(held)), tmp_path)
    yield app
    give_back(app)


@pytest.fixture
def official(demo: Flask) -> FlaskClient:
    """The demo commune's official, signed in."""
    return sign_in(demo, "canbo.binhminh")


@pytest.fixture
def site(app: Flask, tmp_path: Path) -> Iterator[Flask]:
    """An application over an empty database of each kind, without the context in which requests share their user."""
    url: str = app.extensions["settings"].database_url
    another = application(url, tmp_path)
    yield another
    give_back(another)
