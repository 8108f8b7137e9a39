"""Alembic's way to the tables. Run through `flask db`, which hands over the database's address."""

from __future__ import annotations

from alembic import context

import app as _application  # every package's tables
from core.db import Base, Database
from migrations.columns import render_item, same_type

assert _application


def run() -> None:
    """Run the migrations in one transaction."""
    url = context.config.attributes["url"]
    database = Database(url)
    engine = database.engine.execution_options(writes=True)
    with engine.connect() as connection:
        if database.is_sqlite:
            # A table made anew in another shape is dropped in between; with the keys on, what refers to its rows
            # would go with it. https://sqlite.org/lang_altertable.html#otheralter
            connection.connection.cursor().execute("PRAGMA foreign_keys = OFF")
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
        if database.is_sqlite and (loose := connection.exec_driver_sql("PRAGMA foreign_key_check").all()):
            raise RuntimeError(f"rows that refer to nothing after the migration: {loose[:5]}")
        connection.commit()
    database.dispose()


run()
