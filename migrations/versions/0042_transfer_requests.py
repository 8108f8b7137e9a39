"""A commune asks another for goods; what is given of it are transfers like any other."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0042"
down_revision = "0041"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the table, and the column by which a transfer names its request (a key would make the table anew)."""
    op.create_table(
        "transfer_request",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("asker_code", sa.String(length=10), nullable=False),
        sa.Column("giver_code", sa.String(length=10), nullable=False),
        sa.Column("type_code", sa.String(length=10), nullable=False),
        sa.Column("quantity", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked_by", sa.String(length=120), nullable=False),
        sa.Column("given", sa.BigInteger(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("settled_by", sa.String(length=120), nullable=False),
        sa.CheckConstraint("quantity > 0", name=op.f("ck_transfer_request_quantity")),
        sa.CheckConstraint("asker_code <> giver_code", name=op.f("ck_transfer_request_two_communes")),
        sa.ForeignKeyConstraint(
            ["asker_code"], ["commune.code"], name=op.f("fk_transfer_request_asker_code")
        ),
        sa.ForeignKeyConstraint(
            ["giver_code"], ["commune.code"], name=op.f("fk_transfer_request_giver_code")
        ),
        sa.ForeignKeyConstraint(
            ["type_code"], ["resource_type.code"], name=op.f("fk_transfer_request_type_code")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_transfer_request")),
    )
    for column in ("asker_code", "giver_code"):
        op.create_index(op.f(f"ix_transfer_request_{column}"), "transfer_request", [column], unique=False)
    op.add_column("lot_transfer", sa.Column("request_id", sa.BigInteger(), nullable=True))


def downgrade() -> None:
    """Take them back; a transfer that answered a request stays a transfer like any other."""
    op.drop_column("lot_transfer", "request_id")
    for column in ("giver_code", "asker_code"):
        op.drop_index(op.f(f"ix_transfer_request_{column}"), table_name="transfer_request")
    op.drop_table("transfer_request")
