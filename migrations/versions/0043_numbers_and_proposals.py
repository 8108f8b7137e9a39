"""Every paper keeps the clerk's number and day; what a tờ trình asks for is known until the province decides."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0043"
down_revision = "0042"
branch_labels = None
depends_on = None

PAPERS = (
    ("shortfall_case", "number", "dated"),
    ("telegram", "number", "dated"),
    ("outside_offer", "thanks_number", "thanks_dated"),
)


def upgrade() -> None:
    """Bring the columns; papers signed before keep their number on paper until somebody notes it."""
    for table, number, dated in PAPERS:
        op.add_column(table, sa.Column(number, sa.String(length=60), nullable=False, server_default=""))
        op.add_column(table, sa.Column(dated, sa.Date(), nullable=True))
    op.add_column("dispatch", sa.Column("proposal_id", sa.BigInteger(), nullable=True))


def downgrade() -> None:
    """Take them back; what waits on a tờ trình is held without an order again, and the tờ trình leaves the program."""
    asked = "(SELECT id FROM mobilization_order WHERE state IN ('proposed', 'taken', 'declined', 'recalled'))"
    op.execute(f"UPDATE dispatch SET order_id = NULL WHERE order_id IN {asked}")  # noqa: S608 - a constant
    op.execute(f"DELETE FROM order_act WHERE order_id IN {asked}")  # noqa: S608 - a constant
    op.execute(f"DELETE FROM mobilization_order WHERE id IN {asked}")  # noqa: S608 - a constant
    op.drop_column("dispatch", "proposal_id")
    for table, number, dated in reversed(PAPERS):
        op.drop_column(table, dated)
        op.drop_column(table, number)
