"""Of help from outside it is kept how much really came; what came before is taken to be all that was offered."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0053"
down_revision = "0052"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the column, and fill it where help has come."""
    with op.batch_alter_table("outside_offer") as table:
        table.add_column(sa.Column("came", sa.BigInteger(), nullable=True))
    op.execute("UPDATE outside_offer SET came = quantity WHERE state = 'arrived'")


def downgrade() -> None:
    """Take it away; what has gone home again has come, and what left with its need open covers no need."""
    op.execute("UPDATE outside_offer SET need_id = NULL WHERE state = 'left'")
    op.execute("UPDATE outside_offer SET state = 'arrived' WHERE state IN ('done', 'left')")
    with op.batch_alter_table("outside_offer") as table:
        table.drop_column("came")
