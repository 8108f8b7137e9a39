"""SQLite keeps any text in a column of ten letters, PostgreSQL refuses it: in the tests SQLite refuses it too."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Connection, Engine, String, event
from sqlalchemy.sql import ClauseElement, Insert, Update
from sqlalchemy.sql.elements import BindParameter
from sqlalchemy.sql.schema import Table


class TextTooLongError(AssertionError):
    """A statement writes more letters into a column than it has."""


@cache
def widths(table: Table) -> Mapping[str, int]:
    """Return how many letters each bounded column of a table takes."""
    return {
        column.name: column.type.length
        for column in table.columns
        if isinstance(column.type, String) and column.type.length
    }


def check_widths(table: Table, rows: Iterable[Mapping[str, Any]]) -> None:
    """Raise `TextTooLongError` where a row has a text that its column cannot take."""
    bounds = widths(table)
    for row in rows:
        for name, value in row.items():
            if isinstance(value, str) and len(value) > bounds.get(name, len(value)):
                raise TextTooLongError(
                    f"{table.name}.{name} takes {bounds[name]} letters, not {len(value)}: {value!r}"
                )


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
    check_widths(statement.table, [*written, row, fixed])


def watch_widths() -> None:
    """Have every statement of this process looked at before it is executed."""
    event.listen(Engine, "before_execute", _before)
