"""The tests' SQLite refuses what PostgreSQL would refuse: else a column too narrow shows in the office first."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import Insert, Update, insert, update

from core.communes.models import CommuneRow
from core.db import Database
from importers.models import ImportBatchRow
from tests.as_postgres import RefusedByPostgresError

LONG = "thành phố trực thuộc"


def test_what_postgres_refuses_is_refused_on_both_databases(database: Database) -> None:
    statements: tuple[tuple[Insert | Update, Any], ...] = (
        (update(CommuneRow).values(kind=LONG), {}),
        (update(CommuneRow), {"kind": LONG}),
        (insert(CommuneRow), [{"code": "1", "kind": "xã"}, {"code": "2", "kind": LONG}]),
        (update(CommuneRow), {"name": "a\x00"}),
        (update(ImportBatchRow), {"size": 2**31}),
    )
    for statement, rows in statements:
        with pytest.raises(RefusedByPostgresError), database.transaction() as session:
            session.connection().execute(statement, rows)


def test_a_row_too_long_is_refused(database: Database) -> None:
    with pytest.raises(RefusedByPostgresError), database.transaction() as session:
        session.add(CommuneRow(code="00000000001"))
