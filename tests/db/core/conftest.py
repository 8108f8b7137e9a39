"""A second, empty database beside the one under test."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from app import create_app
from core.db import Database
from tests.conftest import make_settings
from tests.postgres import Postgres


@pytest.fixture
def empty_other(
    app: Flask,
    tmp_path: Path,
    postgres: Postgres,
    empty_postgres: str,
    empty_sqlite: Path,
) -> Iterator[Flask]:
    """An application over an empty database of the other kind than `app`'s, with the same secret."""
    database: Database = app.extensions["database"]
    folder = tmp_path / "other"
    folder.mkdir()
    if database.is_sqlite:
        url = postgres.make(empty_postgres)
    else:
        shutil.copy(empty_sqlite, folder / "other.sqlite3")
        url = f"sqlite:///{folder / 'other.sqlite3'}"
    other = create_app(make_settings(url, folder))
    yield other
    held: Database = other.extensions["database"]
    held.dispose()
