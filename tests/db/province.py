"""The whole province with its communes and its catalogue but no stock, to begin with."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.communes.queries import store_tables
from core.communes.tables import read_tables
from core.db import Database
from inventory.rules.catalogue import read_catalogue
from inventory.services.catalogue import store_catalogue, store_commune_holders
from tests.conftest import filled_sqlite
from tests.postgres import Postgres


def fill(url: str) -> None:
    """Give a migrated database its communes and its catalogue."""
    tables = read_tables()
    database = Database(url)
    with database.transaction() as session:
        store_tables(session, tables)
        store_catalogue(session, read_catalogue())
        store_commune_holders(session, tables.gazetteer.communes)
    database.dispose()


@pytest.fixture(scope="session")
def template_sqlite(empty_sqlite: Path) -> Path:
    """A SQLite file filled once and copied for each test."""
    return filled_sqlite(empty_sqlite, "province", fill)


@pytest.fixture(scope="session")
def template_postgres(empty_postgres: str, postgres: Postgres) -> str:
    """The same on PostgreSQL, by the name of its database."""
    return postgres.template("template_province", fill, empty_postgres)
