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
