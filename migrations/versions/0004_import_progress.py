"""Imports that are read beside the pages: how far the reading is, and why a file was refused."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op


revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables forward."""
    op.add_column("import_batch", sa.Column("stage", sa.String(length=12), nullable=True))
    op.add_column("import_batch", sa.Column("stage_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("import_batch", sa.Column("refusal", sa.Text(), nullable=True))


def downgrade() -> None:
    """Take the columns back; a file not read to its end is put away, as the older program cannot read it further."""
    op.execute("UPDATE import_batch SET state = 'discarded' WHERE state IN ('reading', 'refused')")
    op.drop_column("import_batch", "refusal")
    op.drop_column("import_batch", "stage_at")
    op.drop_column("import_batch", "stage")
