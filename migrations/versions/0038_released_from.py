"""A dispatch keeps where it stood when it was sent home, so that work not done is asked for anew."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0038"
down_revision = "0037"
branch_labels = None
depends_on = None

HOMEWARD = ("released", "returned", "checked", "settled")


def upgrade() -> None:
    """Bring the column; of what was sent home before, the log tells the step before its release."""
    op.add_column("dispatch", sa.Column("released_from", sa.String(length=20), nullable=True))
    row = sa.table("dispatch", sa.column("id"), sa.column("state"), sa.column("released_from"))
    step = sa.table("dispatch_event", sa.column("id"), sa.column("dispatch_id"), sa.column("state"))
    release = step.alias()
    released = (
        sa.select(sa.func.max(release.c.id))
        .where(release.c.dispatch_id == row.c.id, release.c.state == "released")
        .correlate(row)
        .scalar_subquery()
    )
    before = (
        sa.select(step.c.state)
        .where(step.c.dispatch_id == row.c.id, step.c.id < released)
        .order_by(step.c.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    op.execute(sa.update(row).where(row.c.state.in_(HOMEWARD)).values(released_from=before))


def downgrade() -> None:
    """Take the column back."""
    op.drop_column("dispatch", "released_from")
