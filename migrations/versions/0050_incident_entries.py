"""The log of an incident holds what the post writes down and does to its needs, beside the steps of its resources."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0050"
down_revision = "0049"
branch_labels = None
depends_on = None

ROW = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Bring the table, empty: when the needs there are were stated is not known."""
    op.create_table(
        "incident_entry",
        sa.Column("id", ROW, nullable=False),
        sa.Column("incident_id", ROW, nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("need_id", ROW, nullable=True),
        sa.Column("quantity", sa.BigInteger(), nullable=True),
        sa.Column("was", sa.BigInteger(), nullable=True),
        sa.Column("happened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(length=120), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["incident_id"], ["incident.id"], name=op.f("fk_incident_entry_incident_id")
        ),
        sa.ForeignKeyConstraint(["need_id"], ["need.id"], name=op.f("fk_incident_entry_need_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incident_entry")),
    )
    op.create_index(op.f("ix_incident_entry_incident_id"), "incident_entry", ["incident_id"], unique=False)


def downgrade() -> None:
    """Drop the table with what it holds."""
    op.drop_index(op.f("ix_incident_entry_incident_id"), table_name="incident_entry")
    op.drop_table("incident_entry")
