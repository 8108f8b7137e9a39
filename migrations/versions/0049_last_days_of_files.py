"""A line of a file keeps the last day it wrote and the one before it, so that an undo brings that back."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0049"
down_revision = "0048"
branch_labels = None
depends_on = None

COLUMNS = ("last_day", "old_last_day")


def upgrade() -> None:
    """Add both days, unknown of what was written before."""
    with op.batch_alter_table("import_line") as table:
        for name in COLUMNS:
            table.add_column(sa.Column(name, sa.Date(), nullable=True))


def downgrade() -> None:
    """Drop both days."""
    with op.batch_alter_table("import_line") as table:
        for name in reversed(COLUMNS):
            table.drop_column(name)
