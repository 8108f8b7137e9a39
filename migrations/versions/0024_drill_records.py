"""Drills held without the software: the paper that tells of one."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables forward."""
    op.add_column("incident", sa.Column("record", sa.String(length=200), nullable=True))


def downgrade() -> None:
    """Take the tables back."""
    op.drop_column("incident", "record")
