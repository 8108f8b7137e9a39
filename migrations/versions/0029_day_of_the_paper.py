"""An order keeps the day the clerk wrote on its paper beside the number."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the table forward: of orders numbered before, the day is not known."""
    with op.batch_alter_table("mobilization_order") as table:
        table.add_column(sa.Column("dated", sa.Date(), nullable=True))


def downgrade() -> None:
    """Take the table back."""
    with op.batch_alter_table("mobilization_order") as table:
        table.drop_column("dated")
