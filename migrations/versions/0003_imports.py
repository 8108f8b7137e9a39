"""Imports: uploads, the lines they brought, the answers offices gave."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op


revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables forward."""
    op.create_table(
        "import_answer",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("office", sa.String(length=10), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("raw", sa.Text(), nullable=False),
        sa.Column("about", sa.String(length=10), nullable=False),
        sa.Column("value", sa.String(length=120), nullable=False),
        sa.Column("answered_by", sa.String(length=120), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_answer")),
        sa.UniqueConstraint("office", "sha256", "key", name=op.f("uq_import_answer_office_sha256_key")),
    )
    op.create_table(
        "import_batch",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("file_name", sa.String(length=160), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("office", sa.String(length=10), nullable=False),
        sa.Column("mode", sa.String(length=10), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=True),
        sa.Column("made_by", sa.String(length=120), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reading_key", sa.String(length=64), nullable=False),
        sa.Column("reading", sa.LargeBinary(), nullable=False),
        sa.Column("question_count", sa.Integer(), nullable=False),
        sa.Column("new_count", sa.Integer(), nullable=False),
        sa.Column("changed_count", sa.Integer(), nullable=False),
        sa.Column("same_count", sa.Integer(), nullable=False),
        sa.Column("ask_count", sa.Integer(), nullable=False),
        sa.Column("refused_count", sa.Integer(), nullable=False),
        sa.Column("committed_by", sa.String(length=120), nullable=False),
        sa.Column("committed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undone_by", sa.String(length=120), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_batch")),
    )
    op.create_index("ix_import_batch_office", "import_batch", ["office", "id"], unique=False)
    op.create_index(op.f("ix_import_batch_sha256"), "import_batch", ["sha256"], unique=False)
    op.create_table(
        "import_line",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("batch_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("sheet", sa.String(length=120), nullable=False),
        sa.Column("cell", sa.String(length=20), nullable=False),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("reasons", sa.Text(), nullable=False),
        sa.Column("commune_code", sa.String(length=10), nullable=False),
        sa.Column("type_code", sa.String(length=10), nullable=False),
        sa.Column("commune_raw", sa.String(length=200), nullable=False),
        sa.Column("resource_raw", sa.String(length=200), nullable=False),
        sa.Column("quantity_raw", sa.String(length=200), nullable=False),
        sa.Column("holder", sa.String(length=160), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("mark", sa.String(length=40), nullable=False),
        sa.Column("into", sa.String(length=160), nullable=False),
        sa.Column("lot_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("old_on_hand", sa.BigInteger(), nullable=True),
        sa.Column("old_broken", sa.BigInteger(), nullable=True),
        sa.Column("on_hand", sa.BigInteger(), nullable=True),
        sa.Column("broken", sa.BigInteger(), nullable=True),
        sa.Column("old_note", sa.Text(), nullable=False),
        sa.Column("old_checked_on", sa.Date(), nullable=True),
        sa.Column("old_checked_by", sa.String(length=120), nullable=False),
        sa.Column("lot_version", sa.Integer(), nullable=True),
        sa.Column("outcome", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(["batch_id"], ["import_batch.id"], name=op.f("fk_import_line_batch_id")),
        sa.ForeignKeyConstraint(["lot_id"], ["lot.id"], name=op.f("fk_import_line_lot_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_line")),
        sa.UniqueConstraint("batch_id", "position", name=op.f("uq_import_line_batch_id_position")),
    )
    op.create_index(op.f("ix_import_line_lot_id"), "import_line", ["lot_id"], unique=False)


def downgrade() -> None:
    """Take the tables back."""
    op.drop_index(op.f("ix_import_line_lot_id"), table_name="import_line")
    op.drop_table("import_line")
    op.drop_index(op.f("ix_import_batch_sha256"), table_name="import_batch")
    op.drop_index("ix_import_batch_office", table_name="import_batch")
    op.drop_table("import_batch")
    op.drop_table("import_answer")
