"""A small register to begin with, filled once and copied for each test."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import filled_sqlite
from tests.db.inventory.register import fill
from tests.postgres import Postgres


@pytest.fixture(scope="session")
def template_sqlite(empty_sqlite: Path) -> Path:
    """A SQLite file with the register."""
    return filled_sqlite(empty_sqlite, "register", fill)


@pytest.fixture(scope="session")
def template_postgres(empty_postgres: str, postgres: Postgres) -> str:
    """The same on PostgreSQL, by the name of its database."""
    return postgres.template("template_register", fill, empty_postgres)
