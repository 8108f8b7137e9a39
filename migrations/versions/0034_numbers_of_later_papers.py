"""Papers that follow an order keep the number and the day the clerk gave them; amendments are counted."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Bring the table; of papers signed before, the number of a return decision stays with its act."""
    op.create_table(
        "order_paper",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("order_id", ROW_ID, nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=60), nullable=False),
        sa.Column("dated", sa.Date(), nullable=False),
        sa.Column("noted_by", sa.String(length=120), nullable=False),
        sa.Column("noted_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["order_id"], ["mobilization_order.id"], name=op.f("fk_order_paper_order_id_mobilization_order")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_order_paper")),
        sa.UniqueConstraint("order_id", "kind", "count", name=op.f("uq_order_paper_order_id_kind_count")),
    )


def downgrade() -> None:
    """Take the table back."""
    op.drop_table("order_paper")
