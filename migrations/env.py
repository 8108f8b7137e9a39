"""Alembic's way to the tables. Run through `flask db`, which hands over the database's address."""

from __future__ import annotations

from typing import Any

from alembic import context
from sqlalchemy import BigInteger, Integer
from sqlalchemy.types import TypeEngine

import app as _application  # every package's tables
from core.db import Base, Database, Quantity, UtcDateTime

assert _application


def render_item(kind: str, item: Any, _context: Any) -> str | bool:
    """Return plain column types, so that a landed migration never changes with the program."""
    if kind != "type":
        return False
    if isinstance(item, Quantity):
        return "sa.BigInteger()"
    if isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    if isinstance(item, BigInteger):
        return "sa.BigInteger().with_variant(sa.Integer(), 'sqlite')"
    return False


def same_type(_context: Any, _column: Any, _metadata_column: Any, inspected: TypeEngine[Any], declared: Any) -> bool:
    """Return whether a column's type differs, taking SQLite's integers as one."""
    plain = declared.impl if isinstance(declared, (Quantity, UtcDateTime)) else declared
    if isinstance(plain, Integer) and isinstance(inspected, Integer):
        return False
    return inspected._type_affinity is not plain._type_affinity


def run() -> None:
    """Run the migrations in one transaction."""
    url = context.config.attributes["url"]
    database = Database(url)
    engine = database.engine.execution_options(writes=True)
    with engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=Base.metadata,
            render_as_batch=False,
            transactional_ddl=True,
            render_item=render_item,
            compare_type=same_type,
        )
        with context.begin_transaction():
            context.run_migrations()
        connection.commit()
    database.dispose()


run()
