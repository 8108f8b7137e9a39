"""Rows are found by what one piece can do, such as at least 12 seats, without reading all of them."""

from __future__ import annotations

from alembic import op

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the index."""
    op.create_index(op.f("ix_lot_capability_kind_value"), "lot_capability", ["kind", "value"])


def downgrade() -> None:
    """Take the index away."""
    op.drop_index(op.f("ix_lot_capability_kind_value"), table_name="lot_capability")
