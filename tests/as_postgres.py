"""SQLite keeps what PostgreSQL refuses: texts longer than their column, NUL, whole numbers of more than 32 bits.

In the tests SQLite refuses it too, so that a page tried on SQLite alone does not break in an office that runs PostgreSQL.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Connection, Engine, Integer, String, event
from sqlalchemy.sql import ClauseElement, Insert, Update
from sqlalchemy.sql.elements import BindParameter
from sqlalchemy.sql.schema import Table

MOST = 2**31 - 1


class RefusedByPostgresError(AssertionError):
    """A statement writes what PostgreSQL does not keep."""


@cache
def bounds_of(table: Table) -> Mapping[str, int]:
    """Return how many letters, or up to which number, the bounded columns of a table take."""
    found: dict[str, int] = {}
    for column in table.columns:
        if isinstance(column.type, String) and column.type.length:
            found[column.name] = column.type.length
        elif type(column.type) is Integer:
            found[column.name] = MOST
    return found


def check_rows(table: Table, rows: Iterable[Mapping[str, Any]]) -> None:
    """Raise `RefusedByPostgresError` where a row has what its column cannot take."""
    bounds = bounds_of(table)
    for row in rows:
        for name, value in row.items():
            size = len(value) if isinstance(value, str) else value if isinstance(value, int) else 0
            if name in bounds and size > bounds[name]:
                raise RefusedByPostgresError(
                    f"{table.name}.{name} takes {bounds[name]}, not {size}: {value!r}"
                )
            if isinstance(value, str) and "\x00" in value:
                raise RefusedByPostgresError(f"{table.name}.{name} takes no NUL: {value!r}")


def _before(
    connection: Connection,
    statement: ClauseElement,
    rows: Sequence[Mapping[str, Any]],
    row: Mapping[str, Any],
    options: Mapping[str, Any],
) -> None:
    if not isinstance(statement, Insert | Update) or not isinstance(statement.table, Table):
        return
    written = [rows] if isinstance(rows, Mapping) else rows
    fixed = {
        str(getattr(column, "name", column)): value.value
        for column, value in (statement._values or {}).items()
        if isinstance(value, BindParameter)
    }
    check_rows(statement.table, [*written, row, fixed])


def refuse_as_postgres() -> None:
    """Have every statement of this process looked at before it is executed."""
    event.listen(Engine, "before_execute", _before)
