"""Duplicate types and holders put together, so that it can be told and undone."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Bring the tables forward."""
    op.add_column("resource_type", sa.Column("merged_into", sa.String(length=10), nullable=True))
    op.create_table(
        "duplicate_merge",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("commune_code", sa.String(length=10), nullable=False),
        sa.Column("source", sa.String(length=20), nullable=False),
        sa.Column("target", sa.String(length=20), nullable=False),
        sa.Column("source_name", sa.String(length=160), nullable=False),
        sa.Column("target_name", sa.String(length=160), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("carried", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.String(length=120), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undone_by", sa.String(length=120), nullable=False),
        sa.CheckConstraint("kind IN ('type', 'holder')", name=op.f("ck_duplicate_merge_kind")),
        sa.CheckConstraint("source <> target", name=op.f("ck_duplicate_merge_another")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duplicate_merge")),
    )
    op.create_index(op.f("ix_duplicate_merge_commune_code"), "duplicate_merge", ["commune_code"], unique=False)
    op.create_index(op.f("ix_duplicate_merge_source"), "duplicate_merge", ["source"], unique=False)
    op.create_table(
        "duplicate_merge_line",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("merge_id", ROW_ID, nullable=False),
        sa.Column("lot_id", ROW_ID, nullable=False),
        sa.Column("into_lot_id", ROW_ID, nullable=True),
        sa.Column("on_hand", sa.BigInteger(), nullable=False),
        sa.Column("broken", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("into_version", sa.Integer(), nullable=True),
        sa.Column("before", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["merge_id"], ["duplicate_merge.id"], name=op.f("fk_duplicate_merge_line_merge_id")),
        sa.ForeignKeyConstraint(["lot_id"], ["lot.id"], name=op.f("fk_duplicate_merge_line_lot_id")),
        sa.ForeignKeyConstraint(["into_lot_id"], ["lot.id"], name=op.f("fk_duplicate_merge_line_into_lot_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duplicate_merge_line")),
    )
    op.create_index(op.f("ix_duplicate_merge_line_merge_id"), "duplicate_merge_line", ["merge_id"], unique=False)
    op.create_index(op.f("ix_duplicate_merge_line_lot_id"), "duplicate_merge_line", ["lot_id"], unique=False)
    op.create_index(op.f("ix_duplicate_merge_line_into_lot_id"), "duplicate_merge_line", ["into_lot_id"], unique=False)


def downgrade() -> None:
    """Take the tables back."""
    op.drop_table("duplicate_merge_line")
    op.drop_table("duplicate_merge")
    op.drop_column("resource_type", "merged_into")
