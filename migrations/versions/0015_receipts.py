"""The real time of what was typed while the line was down; a person's own receipts found quickly."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables forward."""
    op.add_column("done_request", sa.Column("entered_at", sa.DateTime(timezone=True), nullable=True))
    op.create_index(op.f("ix_done_request_user_id_at"), "done_request", ["user_id", "at"])


def downgrade() -> None:
    """Take the tables back."""
    op.drop_index(op.f("ix_done_request_user_id_at"), table_name="done_request")
    op.drop_column("done_request", "entered_at")
