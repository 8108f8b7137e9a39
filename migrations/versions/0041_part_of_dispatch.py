"""A part of a dispatch may be given up, leave, stop or be sent home apart from the rest."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0041"
down_revision = "0040"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the column; made anew on SQLite the table would lose its triggers, so it names its whole without a key."""
    op.add_column("dispatch", sa.Column("part_of", sa.BigInteger(), nullable=True))


def downgrade() -> None:
    """Take it back; a part stays a dispatch like any other."""
    op.drop_column("dispatch", "part_of")
