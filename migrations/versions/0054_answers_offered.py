"""An answer keeps what its question offered, where that is all it can be: it can then be changed in the list of answers."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0054"
down_revision = "0053"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column, empty for answers given before: those can be forgotten only."""
    with op.batch_alter_table("import_answer") as table:
        table.add_column(sa.Column("offered", sa.Text(), nullable=False, server_default=""))


def downgrade() -> None:
    """Drop the column."""
    with op.batch_alter_table("import_answer") as table:
        table.drop_column("offered")
