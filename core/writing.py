"""Thousands of rows written past the session's objects: one for each takes longer than all the rest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import Table, insert
from sqlalchemy.orm import Session

from core.db import Base


def table_of(row: type[Base]) -> Table:
    """Return the table behind a class of rows."""
    table = row.__table__
    assert isinstance(table, Table)
    return table


def write_many(session: Session, row: type[Base], rows: Sequence[Mapping[str, object]]) -> None:
    """Write new rows of a table; what waits in the session is written first."""
    if rows:
        session.flush()
        session.connection().execute(insert(table_of(row)), rows)
