"""Photographs of things: whose they are, and under which digest their content is kept."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op


revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the table forward."""
    op.create_table(
        "photo",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("subject", sa.String(length=60), nullable=False),
        sa.Column("commune_code", sa.String(length=10), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("caption", sa.String(length=200), nullable=False),
        sa.Column("taken_in_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("taken_in_by", sa.String(length=120), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_photo")),
        sa.UniqueConstraint("subject", "sha256", name=op.f("uq_photo_subject_sha256")),
    )
    op.create_index(op.f("ix_photo_sha256"), "photo", ["sha256"], unique=False)


def downgrade() -> None:
    """Take the table back; the kept files stay."""
    op.drop_index(op.f("ix_photo_sha256"), table_name="photo")
    op.drop_table("photo")
