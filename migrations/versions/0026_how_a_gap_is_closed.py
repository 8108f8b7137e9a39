"""The price list may say how what is missing of a type is had: bought, by contract, or stored where a commune is remote."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the table forward."""
    with op.batch_alter_table("type_price") as table:
        table.add_column(sa.Column("rest", sa.String(length=10), nullable=True))
        table.create_check_constraint(op.f("ck_type_price_rest"), "rest IN ('buy', 'contract', 'store')")


def downgrade() -> None:
    """Take the table back: what the type's kind suggests holds again."""
    with op.batch_alter_table("type_price") as table:
        table.drop_constraint(op.f("ck_type_price_rest"), type_="check")
        table.drop_column("rest")
