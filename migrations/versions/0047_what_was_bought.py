"""Compulsory purchases are found by an index of their own: what is owed for them is looked for among all orders."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0047"
down_revision = "0046"
branch_labels = None
depends_on = None

BOUGHT = sa.text("form = 'trung_mua'")


def upgrade() -> None:
    """Index the few orders that buy."""
    op.create_index(
        "ix_mobilization_order_bought",
        "mobilization_order",
        ["id"],
        sqlite_where=BOUGHT,
        postgresql_where=BOUGHT,
    )


def downgrade() -> None:
    """Drop the index; no row is touched."""
    op.drop_index("ix_mobilization_order_bought", table_name="mobilization_order")
