"""Messages of other systems, and the alerts that warnings were set from."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Bring the tables forward."""
    op.create_table(
        "exchange_message",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("commune_code", sa.String(length=10), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("message_id", sa.String(length=300), nullable=False),
        sa.Column("sender", sa.String(length=200), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("sent_at", MOMENT, nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("note", sa.String(length=20), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("incident_id", ROW_ID, nullable=True),
        sa.Column("made_by", sa.String(length=120), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("decided_by", sa.String(length=120), nullable=False),
        sa.Column("decided_at", MOMENT, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["incident_id"], ["incident.id"], name=op.f("fk_exchange_message_incident_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exchange_message")),
        sa.UniqueConstraint(
            "commune_code", "message_id", name=op.f("uq_exchange_message_commune_code_message_id")
        ),
    )
    op.create_index(op.f("ix_exchange_message_incident_id"), "exchange_message", ["incident_id"])
    op.create_index(op.f("ix_exchange_message_state"), "exchange_message", ["state"])
    op.create_table(
        "warning_source",
        sa.Column("warning_id", ROW_ID, nullable=False),
        sa.Column("message_id", ROW_ID, nullable=False),
        sa.ForeignKeyConstraint(["warning_id"], ["commune_warning.id"], name=op.f("fk_warning_source_warning_id")),
        sa.ForeignKeyConstraint(["message_id"], ["exchange_message.id"], name=op.f("fk_warning_source_message_id")),
        sa.PrimaryKeyConstraint("warning_id", name=op.f("pk_warning_source")),
    )
    op.create_index(op.f("ix_warning_source_message_id"), "warning_source", ["message_id"])


def downgrade() -> None:
    """Take the tables back."""
    op.drop_index(op.f("ix_warning_source_message_id"), table_name="warning_source")
    op.drop_table("warning_source")
    op.drop_index(op.f("ix_exchange_message_state"), table_name="exchange_message")
    op.drop_index(op.f("ix_exchange_message_incident_id"), table_name="exchange_message")
    op.drop_table("exchange_message")
