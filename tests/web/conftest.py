"""Applications over the demo's data; every test changes a copy of its own."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.conftest import run_outside
from tests.web.making import application, database_of, demo_copy, load_demo, sign_in

_numbers = itertools.count(1)


@pytest.fixture
def demo(tmp_path: Path) -> Iterator[Flask]:
    """An application over a copy of the demo's data (SQLite)."""
    app = demo_copy(tmp_path)
    yield app
    database_of(app).dispose()


@pytest.fixture(scope="session")
def demo_in_postgres(postgres: Callable[[str], str], tmp_path_factory: pytest.TempPathFactory) -> str:
    """The name of a PostgreSQL database with the demo's data, to copy from."""
    run_outside(postgres("postgres"), "CREATE DATABASE template_demo")
    load_demo(postgres("template_demo"), tmp_path_factory.mktemp("pgdemo"))
    return "template_demo"


@pytest.fixture(params=["sqlite", "postgresql"])
def demo_everywhere(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Flask]:
    """An application over a copy of the demo's data, once for each kind of database."""
    if request.param == "sqlite":
        app = demo_copy(tmp_path)
    else:
        address: Callable[[str], str] = request.getfixturevalue("postgres")
        template, name = request.getfixturevalue("demo_in_postgres"), f"demo_{next(_numbers)}"
        run_outside(address("postgres"), f"CREATE DATABASE {name} TEMPLATE {template}")
        app = application(address(name), tmp_path)
    yield app
    database_of(app).dispose()


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
    database_of(another).dispose()
