"""Communes are found in their order: lists over the province begin with the first commune instead of sorting all rows."""

from __future__ import annotations

from alembic import op

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the index."""
    op.create_index(op.f("ix_commune_position"), "commune", ["position"])


def downgrade() -> None:
    """Take the index back."""
    op.drop_index(op.f("ix_commune_position"), table_name="commune")
