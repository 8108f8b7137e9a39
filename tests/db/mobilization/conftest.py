"""Stock for an incident to draw on, in a small register filled once and copied for each test."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import select

from core.config import Settings
from core.db import Database
from inventory.models import LotRow
from tests.conftest import copy_of, filled_sqlite, make_settings
from tests.db.inventory.conftest import template_postgres, template_sqlite
from tests.db.inventory.register import NEIGHBOUR, load_register, stock
from tests.db.mobilization.life_machine import in_memory, put_on_shelves, sealed, shelved
from tests.postgres import WORKER, Postgres

__all__ = ["template_postgres", "template_sqlite"]


def fill(url: str) -> None:
    """Write the register and the stock of `lots` into a migrated database."""
    database = sealed(Database(url))
    with database.transaction() as session:
        load_register(session)
        stock(session, 30)
        stock(session, 100, commune=NEIGHBOUR, keep=10)
    database.dispose()


@pytest.fixture(scope="session")
def stocked_sqlite(empty_sqlite: Path) -> Path:
    """A SQLite file with the register and that stock."""
    return filled_sqlite(empty_sqlite, "stocked", fill)


@pytest.fixture(scope="session")
def stocked_postgres(empty_postgres: str, postgres: Postgres) -> str:
    """The same on PostgreSQL, by the name of its database."""
    return postgres.template("template_stocked", fill, empty_postgres)


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_office(request: pytest.FixtureRequest, tmp_path: Path) -> Settings:
    """Settings with the register, and with stock in it where the test asks for `lots`, once for each kind of database."""
    begins = "stocked" if "lots" in request.fixturenames else "template"
    templates = (f"{begins}_sqlite", f"{begins}_postgres")
    return make_settings(copy_of(request, request.param, tmp_path, templates), tmp_path)


@pytest.fixture
def lots(database: Database) -> tuple[int, int]:
    """30 life jackets in the incident's own commune; 100 in its neighbour's, 10 of which must stay."""
    with database.reading() as session:
        own, neighbours = session.scalars(select(LotRow.id).order_by(LotRow.id))
    return own, neighbours


Fresh = Callable[[], tuple[Database, list[int]]]


@pytest.fixture(scope="module")
def in_memory_again(empty_sqlite: Path) -> Fresh:
    """What gives a register with its shelves, put into memory again and again, and the lots' ids."""
    kept, lots = shelved(empty_sqlite.read_bytes())
    return lambda: (in_memory(kept), lots)


@pytest.fixture(scope="module")
def on_postgres_again(postgres: Postgres, empty_postgres: str) -> Fresh:
    """The same on PostgreSQL, a copy of one database each time."""
    lots: list[int] = []
    name = f"whole_life_{WORKER}"

    def fill(url: str) -> None:
        database = sealed(Database(url))
        lots.extend(put_on_shelves(database))
        database.dispose()

    postgres.template(name, fill, empty_postgres)
    return lambda: (sealed(Database(postgres.make(name))), lots)
