"""What follows an order: legal acts, minutes, compensation; oral requisition and payment for what is bought."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from core.db import Quantity, UtcDateTime

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
NEW_STATES = {
    "returned": "'checked', 'settled'",
    "working": "'stand_by', 'out_mechanical', 'out_personnel', 'out_rest', 'extended'",
}


def upgrade() -> None:
    """Bring the tables forward."""
    op.add_column("mobilization_order", sa.Column("oral_at", UtcDateTime(), nullable=True))
    op.add_column("mobilization_order", sa.Column("oral_place", sa.String(length=200), nullable=True))
    op.add_column("mobilization_order", sa.Column("pay_by", UtcDateTime(), nullable=True))
    op.add_column("mobilization_order", sa.Column("pay_method", sa.String(length=120), nullable=True))
    op.add_column("mobilization_order", sa.Column("pay_place", sa.String(length=200), nullable=True))
    op.add_column("dispatch", sa.Column("price_dong", sa.BigInteger(), nullable=True))
    op.create_table(
        "order_act",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("order_id", ROW_ID, nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("happened_at", UtcDateTime(), nullable=False),
        sa.Column("until", UtcDateTime(), nullable=True),
        sa.Column("number", sa.String(length=60), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("actor", sa.String(length=120), nullable=False),
        sa.Column("entered_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["order_id"], ["mobilization_order.id"], name=op.f("fk_order_act_order_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_order_act")),
        sa.UniqueConstraint("order_id", "kind", name=op.f("uq_order_act_order_id_kind")),
    )
    _minutes()
    _compensation()


def _minutes() -> None:
    op.create_table(
        "order_minutes",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("order_id", ROW_ID, nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("owner_delegate", sa.String(length=120), nullable=False),
        sa.Column("owner_position", sa.String(length=120), nullable=False),
        sa.Column("user_name", sa.String(length=200), nullable=False),
        sa.Column("user_address", sa.String(length=200), nullable=False),
        sa.Column("user_delegate", sa.String(length=120), nullable=False),
        sa.Column("user_position", sa.String(length=120), nullable=False),
        sa.Column("witness", sa.String(length=120), nullable=False),
        sa.Column("remarks", sa.Text(), nullable=False),
        sa.Column("written_by", sa.String(length=120), nullable=False),
        sa.Column("written_at", UtcDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["order_id"], ["mobilization_order.id"], name=op.f("fk_order_minutes_order_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_order_minutes")),
        sa.UniqueConstraint("order_id", "kind", name=op.f("uq_order_minutes_order_id_kind")),
    )
    op.create_table(
        "order_minutes_line",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("minutes_id", ROW_ID, nullable=False),
        sa.Column("dispatch_id", ROW_ID, nullable=False),
        sa.Column("condition", sa.String(length=300), nullable=False),
        sa.Column("meter", sa.String(length=60), nullable=False),
        sa.Column("fuel", sa.String(length=60), nullable=False),
        sa.Column("papers", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["dispatch_id"], ["dispatch.id"], name=op.f("fk_order_minutes_line_dispatch_id")
        ),
        sa.ForeignKeyConstraint(
            ["minutes_id"], ["order_minutes.id"], name=op.f("fk_order_minutes_line_minutes_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_order_minutes_line")),
        sa.UniqueConstraint(
            "minutes_id", "dispatch_id", name=op.f("uq_order_minutes_line_minutes_id_dispatch_id")
        ),
    )
    op.create_index(
        op.f("ix_order_minutes_line_dispatch_id"), "order_minutes_line", ["dispatch_id"], unique=False
    )


def _compensation() -> None:
    op.create_table(
        "compensation",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("order_id", ROW_ID, nullable=False),
        sa.Column("dispatch_id", ROW_ID, nullable=False),
        sa.Column("cause", sa.String(length=20), nullable=False),
        sa.Column("method", sa.String(length=20), nullable=False),
        sa.Column("quantity", Quantity(), nullable=False),
        sa.Column("unit_dong", sa.BigInteger(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("amount_dong", sa.BigInteger(), nullable=False),
        sa.Column("payer", sa.String(length=200), nullable=False),
        sa.Column("budget", sa.String(length=20), nullable=False),
        sa.Column("ground", sa.Text(), nullable=False),
        sa.Column("paid_on", sa.Date(), nullable=True),
        sa.Column("paid_document", sa.String(length=120), nullable=False),
        sa.Column("made_by", sa.String(length=120), nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("amount_dong >= 0", name=op.f("ck_compensation_amount")),
        sa.ForeignKeyConstraint(["dispatch_id"], ["dispatch.id"], name=op.f("fk_compensation_dispatch_id")),
        sa.ForeignKeyConstraint(
            ["order_id"], ["mobilization_order.id"], name=op.f("fk_compensation_order_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_compensation")),
    )
    op.create_index(op.f("ix_compensation_dispatch_id"), "compensation", ["dispatch_id"], unique=False)
    op.create_index(op.f("ix_compensation_order_id"), "compensation", ["order_id"], unique=False)


def downgrade() -> None:
    """Take them back; the newer states become the nearest the older program knows."""
    for table in ("dispatch", "dispatch_event"):
        for known, newer in NEW_STATES.items():
            op.execute(f"UPDATE {table} SET state = '{known}' WHERE state IN ({newer})")  # noqa: S608 - constants above
    for table in ("compensation", "order_minutes_line", "order_minutes", "order_act"):
        op.drop_table(table)
    op.drop_column("dispatch", "price_dong")
    for column in ("pay_place", "pay_method", "pay_by", "oral_place", "oral_at"):
        op.drop_column("mobilization_order", column)
