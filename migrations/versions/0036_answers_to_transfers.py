"""A transfer keeps what its receiver says: how much really came, and why it was declined or came short."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the columns; what was received until now was received whole."""
    op.add_column("lot_transfer", sa.Column("received", sa.BigInteger(), nullable=True))
    op.add_column("lot_transfer", sa.Column("answer", sa.Text(), nullable=False, server_default=""))
    op.execute("UPDATE lot_transfer SET received = quantity WHERE state IN ('received', 'ordered')")


def downgrade() -> None:
    """Take the columns back."""
    op.drop_column("lot_transfer", "answer")
    op.drop_column("lot_transfer", "received")
