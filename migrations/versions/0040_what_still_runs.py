"""What still runs on orders is found by indexes of its own, however many files are closed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0040"
down_revision = "0039"
branch_labels = None
depends_on = None

HARMED = sa.text("lost > 0 OR damaged > 0")


def upgrade() -> None:
    """Bring the indexes."""
    op.create_index("ix_dispatch_state_order_id", "dispatch", ["state", "order_id"])
    op.create_index("ix_dispatch_harmed", "dispatch", ["order_id"], sqlite_where=HARMED, postgresql_where=HARMED)
    op.create_index(op.f("ix_mobilization_order_oral_at"), "mobilization_order", ["oral_at"])
    op.create_index(op.f("ix_compensation_paid_on"), "compensation", ["paid_on"])


def downgrade() -> None:
    """Take them back."""
    op.drop_index(op.f("ix_compensation_paid_on"), "compensation")
    op.drop_index(op.f("ix_mobilization_order_oral_at"), "mobilization_order")
    op.drop_index("ix_dispatch_harmed", "dispatch")
    op.drop_index("ix_dispatch_state_order_id", "dispatch")
