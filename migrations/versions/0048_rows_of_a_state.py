"""Rows that are promised, broken or used up are few: an index of each, so that nobody reads all rows to find them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0048"
down_revision = "0047"
branch_labels = None
depends_on = None

STATES = {"reserved": "reserved > 0", "broken": "broken > 0", "empty": "on_hand = 0"}


def upgrade() -> None:
    """Bring the indexes, in the order of a list by name within a type."""
    for name, state in STATES.items():
        where = sa.text(state)
        columns = ["type_code", "commune_code", "id"]
        op.create_index(f"ix_lot_{name}", "lot", columns, sqlite_where=where, postgresql_where=where)


def downgrade() -> None:
    """Take them back."""
    for name in reversed(STATES):
        op.drop_index(f"ix_lot_{name}", table_name="lot")
