"""A decision that declares or lifts a civil-defence level is kept: number, day, signer and since when it holds."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Bring the table; levels chosen when an incident was opened have no decision yet."""
    op.create_table(
        "level_decision",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("incident_id", ROW_ID, nullable=False),
        sa.Column("act", sa.String(length=10), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=60), nullable=False),
        sa.Column("dated", sa.Date(), nullable=False),
        sa.Column("signer", sa.String(length=120), nullable=False),
        sa.Column("since", MOMENT, nullable=False),
        sa.Column("noted_by", sa.String(length=120), nullable=False),
        sa.Column("noted_at", MOMENT, nullable=False),
        sa.CheckConstraint("act IN ('declared', 'lifted')", name=op.f("ck_level_decision_act")),
        sa.CheckConstraint("level BETWEEN 1 AND 3", name=op.f("ck_level_decision_level")),
        sa.ForeignKeyConstraint(
            ["incident_id"], ["incident.id"], name=op.f("fk_level_decision_incident_id_incident")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_level_decision")),
    )
    op.create_index(op.f("ix_level_decision_incident_id"), "level_decision", ["incident_id"])


def downgrade() -> None:
    """Take the table back; the incident keeps its level."""
    op.drop_table("level_decision")
