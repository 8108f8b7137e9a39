"""A tờ trình keeps what it asked for: asked for anew in another, the first printed nothing any more."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0045"
down_revision = "0044"
branch_labels = None
depends_on = None

ROW = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
OVER = "(SELECT id FROM mobilization_order WHERE state IN ('declined', 'recalled'))"
LAST = "(SELECT MAX(order_id) FROM proposal_line WHERE dispatch_id = dispatch.id)"


def upgrade() -> None:
    """Bring the table with what each tờ trình is still known to ask for; one that is over binds nothing."""
    op.create_table(
        "proposal_line",
        sa.Column("id", ROW, nullable=False),
        sa.Column("order_id", ROW, nullable=False),
        sa.Column("dispatch_id", ROW, nullable=False),
        sa.Column("quantity", sa.BigInteger(), nullable=False),
        sa.Column("price_dong", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["dispatch_id"], ["dispatch.id"], name=op.f("fk_proposal_line_dispatch_id")
        ),
        sa.ForeignKeyConstraint(
            ["order_id"], ["mobilization_order.id"], name=op.f("fk_proposal_line_order_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposal_line")),
        sa.UniqueConstraint("order_id", "dispatch_id", name=op.f("uq_proposal_line_order_id_dispatch_id")),
    )
    op.create_index(op.f("ix_proposal_line_dispatch_id"), "proposal_line", ["dispatch_id"], unique=False)
    op.execute(
        "INSERT INTO proposal_line (order_id, dispatch_id, quantity, price_dong) "
        "SELECT proposal_id, id, quantity, price_dong FROM dispatch WHERE proposal_id IS NOT NULL"
    )
    op.execute(f"UPDATE dispatch SET proposal_id = NULL WHERE proposal_id IN {OVER}")  # noqa: S608 - a constant


def downgrade() -> None:
    """Take it back; a resource names the tờ trình that asked for it last."""
    op.execute(f"UPDATE dispatch SET proposal_id = {LAST} WHERE proposal_id IS NULL")  # noqa: S608 - a constant
    op.drop_index(op.f("ix_proposal_line_dispatch_id"), table_name="proposal_line")
    op.drop_table("proposal_line")
