"""A spreadsheet that became stock keeps the year it speaks of, so that an older one is told from a newer."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the column; of files taken before, the year is not known."""
    op.add_column("import_batch", sa.Column("year", sa.Integer(), nullable=True))


def downgrade() -> None:
    """Take the column back."""
    op.drop_column("import_batch", "year")
