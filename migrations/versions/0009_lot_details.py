"""What a row says beyond its number: details, capabilities, dual use, and transfers between communes."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op


revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def _row_id() -> sa.types.TypeEngine:
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Bring the tables forward."""
    op.create_table(
        "lot_detail",
        sa.Column("lot_id", _row_id(), autoincrement=False, nullable=False),
        sa.Column("lat", sa.Float(), nullable=True),
        sa.Column("lon", sa.Float(), nullable=True),
        sa.Column("fund", sa.String(length=20), nullable=False),
        sa.Column("donor", sa.String(length=160), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=True),
        sa.Column("condition", sa.String(length=10), nullable=False),
        sa.Column("keep_seasonal", sa.BigInteger(), nullable=False),
        sa.Column("season_from", sa.Integer(), nullable=True),
        sa.Column("season_to", sa.Integer(), nullable=True),
        sa.CheckConstraint("keep_seasonal >= 0", name=op.f("ck_lot_detail_keep_seasonal_positive")),
        sa.CheckConstraint(
            "season_from IS NULL OR season_from BETWEEN 1 AND 12", name=op.f("ck_lot_detail_season_from_month")
        ),
        sa.CheckConstraint(
            "season_to IS NULL OR season_to BETWEEN 1 AND 12", name=op.f("ck_lot_detail_season_to_month")
        ),
        sa.CheckConstraint(
            "(season_from IS NULL) = (season_to IS NULL)", name=op.f("ck_lot_detail_season_whole")
        ),
        sa.ForeignKeyConstraint(["lot_id"], ["lot.id"], name=op.f("fk_lot_detail_lot_id")),
        sa.PrimaryKeyConstraint("lot_id", name=op.f("pk_lot_detail")),
    )
    op.create_index(op.f("ix_lot_detail_expires_on"), "lot_detail", ["expires_on"], unique=False)
    op.create_table(
        "lot_capability",
        sa.Column("lot_id", _row_id(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("value > 0", name=op.f("ck_lot_capability_value_positive")),
        sa.ForeignKeyConstraint(["lot_id"], ["lot.id"], name=op.f("fk_lot_capability_lot_id")),
        sa.PrimaryKeyConstraint("lot_id", "kind", name=op.f("pk_lot_capability")),
    )
    op.create_table(
        "dual_use",
        sa.Column("lot_id", _row_id(), autoincrement=False, nullable=False),
        sa.Column("peacetime_use", sa.String(length=200), nullable=False),
        sa.Column("convert_minutes", sa.Integer(), nullable=True),
        sa.Column("decided_by", sa.String(length=160), nullable=False),
        sa.Column("operator", sa.String(length=160), nullable=False),
        sa.Column("fuel", sa.String(length=80), nullable=False),
        sa.Column("agreement", sa.String(length=20), nullable=False),
        sa.Column("agreement_no", sa.String(length=80), nullable=False),
        sa.Column("signed_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("phoned_on", sa.Date(), nullable=True),
        sa.Column("phoned_by", sa.String(length=120), nullable=False),
        sa.ForeignKeyConstraint(["lot_id"], ["lot.id"], name=op.f("fk_dual_use_lot_id")),
        sa.PrimaryKeyConstraint("lot_id", name=op.f("pk_dual_use")),
    )
    op.create_index(op.f("ix_dual_use_ends_on"), "dual_use", ["ends_on"], unique=False)
    _create_transfers()


def _create_transfers() -> None:
    op.create_table(
        "lot_transfer",
        sa.Column("id", _row_id(), nullable=False),
        sa.Column("lot_id", _row_id(), nullable=False),
        sa.Column("from_code", sa.String(length=10), nullable=False),
        sa.Column("to_code", sa.String(length=10), nullable=False),
        sa.Column("quantity", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("document", sa.String(length=200), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("proposed_by", sa.String(length=120), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("settled_by", sa.String(length=120), nullable=False),
        sa.Column("to_lot_id", _row_id(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("quantity > 0", name=op.f("ck_lot_transfer_quantity")),
        sa.ForeignKeyConstraint(["from_code"], ["commune.code"], name=op.f("fk_lot_transfer_from_code")),
        sa.ForeignKeyConstraint(["lot_id"], ["lot.id"], name=op.f("fk_lot_transfer_lot_id")),
        sa.ForeignKeyConstraint(["to_code"], ["commune.code"], name=op.f("fk_lot_transfer_to_code")),
        sa.ForeignKeyConstraint(["to_lot_id"], ["lot.id"], name=op.f("fk_lot_transfer_to_lot_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lot_transfer")),
    )
    for column in ("from_code", "lot_id", "to_code"):
        op.create_index(op.f(f"ix_lot_transfer_{column}"), "lot_transfer", [column], unique=False)


def downgrade() -> None:
    """Take the tables back."""
    for column in ("to_code", "lot_id", "from_code"):
        op.drop_index(op.f(f"ix_lot_transfer_{column}"), table_name="lot_transfer")
    op.drop_table("lot_transfer")
    op.drop_index(op.f("ix_dual_use_ends_on"), table_name="dual_use")
    op.drop_table("dual_use")
    op.drop_table("lot_capability")
    op.drop_index(op.f("ix_lot_detail_expires_on"), table_name="lot_detail")
    op.drop_table("lot_detail")
