"""Each kind of notice may be turned off by the person, and how much waits stands in the head of every page."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Bring the tables forward."""
    with op.batch_alter_table("notice_choice") as table:
        table.add_column(sa.Column("muted", sa.String(length=400), nullable=False, server_default=""))
    op.create_table(
        "notice_count",
        sa.Column("user_id", ROW_ID, nullable=False),
        sa.Column("late", sa.Integer(), nullable=False),
        sa.Column("due", sa.Integer(), nullable=False),
        sa.Column("counted_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name=op.f("fk_notice_count_user_id")),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_notice_count")),
    )


def downgrade() -> None:
    """Take the tables back: every notice shows again."""
    op.drop_table("notice_count")
    with op.batch_alter_table("notice_choice") as table:
        table.drop_column("muted")
