"""A catalogue that people keep: alphabetical order, retirement, substitutes; merged holders; indexes for long lists."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from core.text import sort_key

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def _row_id() -> sa.types.TypeEngine:
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Bring the tables forward; every type gets its place in the alphabet."""
    op.add_column("resource_type", sa.Column("alphabet_no", sa.Integer(), server_default="0", nullable=False))
    op.add_column("resource_type", sa.Column("version", sa.Integer(), server_default="1", nullable=False))
    op.add_column("resource_type", sa.Column("retired_on", sa.Date(), nullable=True))
    op.add_column("holder", sa.Column("merged_into", _row_id(), nullable=True))
    op.create_table(
        "type_substitute",
        sa.Column("id", _row_id(), nullable=False),
        sa.Column("asked", sa.String(length=10), nullable=False),
        sa.Column("given", sa.String(length=10), nullable=False),
        sa.Column("given_per_asked", sa.BigInteger(), nullable=False),
        sa.Column("note", sa.String(length=200), nullable=False),
        sa.CheckConstraint("asked <> given", name=op.f("ck_type_substitute_another")),
        sa.CheckConstraint("given_per_asked > 0", name=op.f("ck_type_substitute_ratio_positive")),
        sa.ForeignKeyConstraint(["asked"], ["resource_type.code"], name=op.f("fk_type_substitute_asked")),
        sa.ForeignKeyConstraint(["given"], ["resource_type.code"], name=op.f("fk_type_substitute_given")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_type_substitute")),
        sa.UniqueConstraint("asked", "given", name=op.f("uq_type_substitute_asked_given")),
    )
    op.create_index(op.f("ix_resource_type_alphabet_no"), "resource_type", ["alphabet_no"], unique=False)
    op.create_index("ix_lot_commune_type", "lot", ["commune_code", "type_code"], unique=False)
    op.create_index("ix_lot_checked", "lot", ["checked_on", "id"], unique=False)
    connection = op.get_bind()
    rows = connection.execute(sa.text("SELECT code, name FROM resource_type")).all()
    for number, row in enumerate(sorted(rows, key=lambda row: (sort_key(row.name), row.code)), start=1):
        connection.execute(
            sa.text("UPDATE resource_type SET alphabet_no = :number WHERE code = :code"),
            {"number": number, "code": row.code},
        )


def downgrade() -> None:
    """Take the tables back."""
    op.drop_index("ix_lot_checked", table_name="lot")
    op.drop_index("ix_lot_commune_type", table_name="lot")
    op.drop_index(op.f("ix_resource_type_alphabet_no"), table_name="resource_type")
    op.drop_table("type_substitute")
    op.drop_column("holder", "merged_into")
    op.drop_column("resource_type", "retired_on")
    op.drop_column("resource_type", "version")
    op.drop_column("resource_type", "alphabet_no")
