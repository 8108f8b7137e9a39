"""Stock for an incident to draw on, in a small register filled once and copied for each test."""

from __future__ import annotations

import pytest

from core.db import Database
from tests.db.inventory.conftest import template_postgres, template_sqlite
from tests.db.inventory.register import NEIGHBOUR, load_register, stock

__all__ = ["template_postgres", "template_sqlite"]


@pytest.fixture
def lots(database: Database) -> tuple[int, int]:
    """30 life jackets in the incident's own commune; 100 in its neighbour's, 10 of which must stay."""
    with database.transaction() as session:
        load_register(session)
        return stock(session, 30), stock(session, 100, commune=NEIGHBOUR, keep=10)
