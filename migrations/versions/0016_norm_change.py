"""A province's own planning norms, each change with its day, source and reason."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from core.db import Quantity, UtcDateTime

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Bring the tables forward."""
    op.create_table(
        "norm_change",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("value", Quantity(), nullable=True),
        sa.Column("source", sa.String(length=300), nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.Column("made_by", sa.String(length=120), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("value IS NULL OR value > 0", name=op.f("ck_norm_change_value")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_norm_change")),
        sa.UniqueConstraint("key", "version", name=op.f("uq_norm_change_key_version")),
    )


def downgrade() -> None:
    """Take the table back: the defaults hold again."""
    op.drop_table("norm_change")
