"""Both databases for every database test: a migrated template is made once and copied for each test."""

from __future__ import annotations

import functools
import gc
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import time_machine
from alembic import command
from argon2 import PasswordHasher
from flask import Flask
from jinja2 import FileSystemBytecodeCache
from sqlalchemy import Engine, create_engine, event
from werkzeug.routing import BaseConverter
from werkzeug.routing.rules import Rule, RulePart

from app import create_app, open_database
from core import db
from core.accounts import services
from core.config import Settings
from core.db import Database
from core.excel import child
from core.excel.reader import carry_out
from core.web.commands import alembic_config
from tests import spare
from tests.as_postgres import refuse_as_postgres
from tests.own_folder import own_folder
from tests.postgres import Postgres, one_at_a_time

# Workers of a run stand in the folder of the process that started them.
if "PYTEST_XDIST_WORKER" not in os.environ:
    os.environ["TMPDIR"] = str(own_folder())
    tempfile.tempdir = None
    # The server package asks for a private run-time folder as soon as it is loaded; a bare machine has none.
    os.environ["XDG_RUNTIME_DIR"] = tempfile.mkdtemp(prefix="run-")

SECRET = "a secret for tests only, 0123456789 abcdef"


def make_settings(url: str, data_dir: Path) -> Settings:
    """Return settings for one test's application."""
    return Settings(
        demo=True,
        secret_key=SECRET,
        database_url=url,
        data_dir=data_dir,
        province_name="Quảng Ngãi",
        max_upload_mb=20,
        cookie_secure=False,
        proxies=0,
        login_limit="1000 per minute",
    )


def make_app(settings: Settings) -> Flask:
    """Return an application whose templates are compiled once in a run, not once for each test."""
    app = spare.take(settings)
    folder = Path(tempfile.gettempdir(), "templates")
    folder.mkdir(exist_ok=True)
    app.jinja_env.bytecode_cache = FileSystemBytecodeCache(str(folder))
    return app


def upgrade(url: str, data_dir: Path, revision: str = "head") -> None:
    """Bring a database's tables to a revision."""
    app = create_app(make_settings(url, data_dir))
    with app.app_context():
        command.upgrade(alembic_config(), revision)
    database: Database = app.extensions["database"]
    database.dispose()


# Checking a password takes a fifth of a second of work by design, and thousands of tests sign in.
STRONG = services._hasher
services._hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


@functools.cache
def _address_builder(rule: str, append_unknown: bool, defaults: str) -> list[Callable[..., object]]:
    """Return a place to keep what werkzeug compiled for an address: half of what an application takes to make."""
    return []


def _compiled_once(self: Rule, append_unknown: bool = True) -> Callable[..., object]:
    kept = _address_builder(self.rule, append_unknown, repr(self.defaults))
    if not kept:
        kept.append(COMPILE(self, append_unknown))
    return kept[0]


def _parsed_once(self: Rule, rule: str) -> list[RulePart]:
    """Take an address apart once in a run, as above."""
    known = PARSED.get(rule)
    if known is None:
        before = len(self._trace)
        parts = list(PARSE(self, rule))
        known = PARSED[rule] = (parts, self._trace[before:], dict(self._converters))
    else:
        self._trace.extend(known[1])
        self._converters.update(known[2])
        self.arguments.update(known[2])
    return known[0]


def _engine_that_remembers(url: str, **options: Any) -> Engine:
    """Return an engine that knows the SQL compiled for the run's earlier databases: a test's own asks everything once."""
    engine = create_engine(url, query_cache_size=5000, **options)
    kind = "sqlite" if url.startswith("sqlite") else "postgresql"
    if kind in SPOKEN:
        engine.dialect, engine._compiled_cache = SPOKEN[kind]
    else:
        event.listen(
            engine,
            "engine_connect",
            lambda _: SPOKEN.setdefault(kind, (engine.dialect, engine._compiled_cache)),
        )
    return engine


SPOKEN: dict[str, tuple[Any, Any]] = {}
db.create_engine = _engine_that_remembers  # type: ignore[attr-defined, assignment]
PARSED: dict[str, tuple[list[RulePart], list[tuple[bool, str]], dict[str, BaseConverter]]] = {}
PARSE = Rule._parse_rule
Rule._parse_rule = _parsed_once  # type: ignore[method-assign]
COMPILE = Rule._compile_builder
Rule._compile_builder = _compiled_once  # type: ignore[method-assign, assignment]
refuse_as_postgres()
# A run as on another day: what a list holds depends on the season (in January nothing is old yet).
if TEST_DAY := os.environ.get("TEST_DAY"):
    time_machine.travel(datetime.fromisoformat(TEST_DAY), tick=True).start()
# Thousands of applications leave what lives long to sweep through; young rubbish is still swept.
gc.set_threshold(50_000, 20, 100)


def pytest_sessionfinish() -> None:
    """Let nobody sweep through all that a run leaves, five times over, just before the process ends."""
    gc.freeze()


@pytest.fixture
def reads_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let spreadsheets be read in this process: starting the throw-away one takes longer than reading a small file.

    That process is tried in tests/excel, by the command line and by the long files.
    """

    def run(order: tuple[str, ...], seconds: float, on_read: Callable[[], None] | None = None) -> int:
        return carry_out(order, on_read or (lambda: None))

    monkeypatch.setattr(child, "run", run)
    monkeypatch.setattr(child, "prepare", lambda: None)


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """The run's PostgreSQL server."""
    held = Postgres()
    yield held
    held.stop()


@pytest.fixture(scope="session")
def empty_postgres(postgres: Postgres, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The name of a migrated PostgreSQL database to copy from."""
    folder = tmp_path_factory.mktemp("pgdata")
    return postgres.template("template_empty", lambda url: upgrade(url, folder))


@pytest.fixture(scope="session")
def empty_sqlite() -> Path:
    """A migrated SQLite file to copy from."""
    with one_at_a_time("sqlite") as folder:
        path, half = folder / "template.sqlite3", folder / "half.sqlite3"
        if not path.exists():
            upgrade(f"sqlite:///{half}", folder)
            half.rename(path)
    return path


@pytest.fixture(scope="session")
def template_sqlite(empty_sqlite: Path) -> Path:
    """The SQLite file a folder's tests begin with: an empty one unless the folder says otherwise."""
    return empty_sqlite


@pytest.fixture(scope="session")
def template_postgres(empty_postgres: str) -> str:
    """The same on PostgreSQL, by the name of its database."""
    return empty_postgres


def filled_sqlite(empty: Path, name: str, fill: Callable[[str], None]) -> Path:
    """Return a copy of a SQLite file that the first worker that asks has filled for all."""
    with one_at_a_time("sqlite") as folder:
        path, half = folder / f"{name}.sqlite3", folder / f"{name}_half.sqlite3"
        if not path.exists():
            shutil.copy(empty, half)
            fill(f"sqlite:///{half}")
            half.rename(path)
    return path


def copy_of(request: pytest.FixtureRequest, kind: str, tmp_path: Path, templates: tuple[str, str]) -> str:
    """Return the address of a database of one kind, copied from the template a fixture of that kind gives."""
    if kind == "sqlite":
        path = tmp_path / "test.sqlite3"
        shutil.copy(request.getfixturevalue(templates[0]), path)
        return f"sqlite:///{path}"
    held: Postgres = request.getfixturevalue("postgres")
    return held.make(request.getfixturevalue(templates[1]))


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_office(request: pytest.FixtureRequest, tmp_path: Path) -> Settings:
    """Settings with a migrated database, empty or as the folder begins, once for each kind of database."""
    return make_settings(
        copy_of(request, request.param, tmp_path, ("template_sqlite", "template_postgres")), tmp_path
    )


@pytest.fixture
def app(empty_office: Settings) -> Iterator[Flask]:
    """An application over that database."""
    app = make_app(empty_office)
    app.testing = True
    with app.app_context():
        yield app
    spare.give_back(app)


@pytest.fixture
def database(request: pytest.FixtureRequest, empty_office: Settings) -> Iterator[Database]:
    """That database, the application's own where the test has one: an application takes longer than most tests."""
    if "app" in request.fixturenames:
        held: Database = request.getfixturevalue("app").extensions["database"]
        yield held
    else:
        held = open_database(empty_office)
        yield held
        held.dispose()
