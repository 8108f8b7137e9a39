"""What stays locked until the transaction ends: the one way to ask for it."""

from __future__ import annotations

from typing import TypeVarTuple

from sqlalchemy import Connection, Select, func, select

from core.db import Base

Columns = TypeVarTuple("Columns")


def locked(
    query: Select[*Columns], *, read: bool = False, key_share: bool = False, of: type[Base] | None = None
) -> Select[*Columns]:
    """Return a query whose rows nobody else changes until the transaction ends, read anew.

    What the session learned of a row before it had to wait for another's change may be old. `read` and `key_share` are
    PostgreSQL's weaker locks (FOR SHARE, FOR KEY SHARE, FOR NO KEY UPDATE), `of` is the one of several tables that is
    locked; SQLite has one writer at a time.
    """
    return query.with_for_update(read=read, key_share=key_share, of=of).execution_options(
        populate_existing=True
    )


def hold(connection: Connection, name: str) -> None:
    """Wait until nobody else holds this name, and hold it until the transaction ends: for what has no row to lock yet.

    SQLite has one writer at a time, so there it is held already.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(name, 0))))
