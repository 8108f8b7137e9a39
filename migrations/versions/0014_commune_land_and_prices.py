"""Prices and the land of communes, by which gaps are closed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables forward."""
    op.create_table(
        "type_price",
        sa.Column("type_code", sa.String(length=10), nullable=False),
        sa.Column("price_vnd", sa.BigInteger(), nullable=False),
        sa.Column("repair_percent", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("priced_on", sa.Date(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("price_vnd > 0", name=op.f("ck_type_price_price_positive")),
        sa.CheckConstraint(
            "repair_percent BETWEEN 0 AND 100", name=op.f("ck_type_price_repair_percent_within")
        ),
        sa.ForeignKeyConstraint(["type_code"], ["resource_type.code"], name=op.f("fk_type_price_type_code")),
        sa.PrimaryKeyConstraint("type_code", name=op.f("pk_type_price")),
    )
    op.create_table(
        "commune_land",
        sa.Column("commune_code", sa.String(length=10), nullable=False),
        sa.Column("coastal", sa.Boolean(), nullable=False),
        sa.Column("remote", sa.Boolean(), nullable=False),
        sa.Column("difficult", sa.Boolean(), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["commune_code"], ["commune.code"], name=op.f("fk_commune_land_commune_code")
        ),
        sa.PrimaryKeyConstraint("commune_code", name=op.f("pk_commune_land")),
    )


def downgrade() -> None:
    """Take the tables back."""
    op.drop_table("commune_land")
    op.drop_table("type_price")
