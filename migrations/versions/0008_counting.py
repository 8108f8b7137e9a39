"""Stocktakes line by line, review campaigns with signatures and reminders."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables forward."""
    op.create_table(
        "stock_count",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("commune_code", sa.String(length=10), nullable=False),
        sa.Column("pillar", sa.String(length=20), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("blind", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("opened_by", sa.String(length=120), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_by", sa.String(length=120), nullable=False),
        sa.Column("number", sa.String(length=60), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["commune_code"], ["commune.code"], name=op.f("fk_stock_count_commune_code")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stock_count")),
    )
    op.create_index(op.f("ix_stock_count_commune_code"), "stock_count", ["commune_code"], unique=False)
    op.create_table(
        "stock_count_line",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("count_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("lot_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("open_lot_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("held", sa.String(length=12), nullable=False),
        sa.Column("found", sa.Boolean(), nullable=False),
        sa.Column("book_on_hand", sa.BigInteger(), nullable=False),
        sa.Column("book_away", sa.BigInteger(), nullable=False),
        sa.Column("book_broken", sa.BigInteger(), nullable=False),
        sa.Column("book_movement_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("present", sa.BigInteger(), nullable=True),
        sa.Column("broken", sa.BigInteger(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("counted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("counted_by", sa.String(length=120), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["count_id"], ["stock_count.id"], name=op.f("fk_stock_count_line_count_id")),
        sa.ForeignKeyConstraint(["lot_id"], ["lot.id"], name=op.f("fk_stock_count_line_lot_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stock_count_line")),
        sa.UniqueConstraint("count_id", "lot_id", name=op.f("uq_stock_count_line_count_id_lot_id")),
        sa.UniqueConstraint("open_lot_id", name=op.f("uq_stock_count_line_open_lot_id")),
    )
    op.create_index("ix_stock_count_line_lot_id", "stock_count_line", ["lot_id"], unique=False)
    op.create_table(
        "review_campaign",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("title", sa.String(length=160), nullable=False),
        sa.Column("pillars", sa.String(length=80), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("opened_by", sa.String(length=120), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_by", sa.String(length=120), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review_campaign")),
    )
    op.create_table(
        "review_signature",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("campaign_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("commune_code", sa.String(length=10), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("signed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("signed_by", sa.String(length=120), nullable=False),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["review_campaign.id"], name=op.f("fk_review_signature_campaign_id")
        ),
        sa.ForeignKeyConstraint(
            ["commune_code"], ["commune.code"], name=op.f("fk_review_signature_commune_code")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review_signature")),
        sa.UniqueConstraint(
            "campaign_id", "commune_code", name=op.f("uq_review_signature_campaign_id_commune_code")
        ),
    )
    op.create_table(
        "review_reminder",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("campaign_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("commune_code", sa.String(length=10), nullable=False),
        sa.Column("sent_on", sa.Date(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_by", sa.String(length=120), nullable=False),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["review_campaign.id"], name=op.f("fk_review_reminder_campaign_id")
        ),
        sa.ForeignKeyConstraint(
            ["commune_code"], ["commune.code"], name=op.f("fk_review_reminder_commune_code")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review_reminder")),
        sa.UniqueConstraint(
            "campaign_id",
            "commune_code",
            "sent_on",
            name=op.f("uq_review_reminder_campaign_id_commune_code_sent_on"),
        ),
    )


def downgrade() -> None:
    """Take the tables back."""
    op.drop_table("review_reminder")
    op.drop_table("review_signature")
    op.drop_table("review_campaign")
    op.drop_index(op.f("ix_stock_count_line_lot_id"), table_name="stock_count_line")
    op.drop_table("stock_count_line")
    op.drop_index(op.f("ix_stock_count_commune_code"), table_name="stock_count")
    op.drop_table("stock_count")
