"""What people changed of one row is found in the audit chain without reading the whole chain."""

from __future__ import annotations

from alembic import op

revision = "0039"
down_revision = "0038"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the index."""
    op.create_index(op.f("ix_audit_entry_subject"), "audit_entry", ["subject"])


def downgrade() -> None:
    """Take the index away."""
    op.drop_index(op.f("ix_audit_entry_subject"), table_name="audit_entry")
