"""Radios, lights, machines, motorbikes and houses may be requisitioned: Luật 15/2008/QH12 điều 23 names such things."""

from __future__ import annotations

from alembic import op

revision = "0044"
down_revision = "0043"
branch_labels = None
depends_on = None

TYPES = "'PT-019', 'TB-018', 'TB-019', 'TB-020', 'TB-021', 'TB-023', 'TB-027', 'CT-007'"


def upgrade() -> None:
    """Let the shipped types be requisitioned that the catalogue held for called out only; others stay as they are."""
    op.execute(
        f"UPDATE resource_type SET forms = 'huy_dong,trung_dung' WHERE forms = 'huy_dong' AND code IN ({TYPES})"  # noqa: S608
    )


def downgrade() -> None:
    """Change nothing: what the law lets be requisitioned stood in the catalogue of the older program too, for other types."""
