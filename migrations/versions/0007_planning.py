"""The commander's word on plans, roads that are cut or corrected, minutes of a road engine, communes under warning."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op


revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Bring the tables forward."""
    op.create_table(
        "plan_choice",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("incident_id", ROW_ID, nullable=False),
        sa.Column("need_id", ROW_ID, nullable=True),
        sa.Column("lot_id", ROW_ID, nullable=True),
        sa.Column("holder_id", ROW_ID, nullable=True),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("quantity", sa.BigInteger(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("made_by", sa.String(length=120), nullable=False),
        sa.Column("undone_at", MOMENT, nullable=True),
        sa.Column("undone_by", sa.String(length=120), nullable=False),
        sa.CheckConstraint(
            "(kind = 'pin' AND need_id IS NOT NULL AND lot_id IS NOT NULL AND holder_id IS NULL AND quantity > 0)"
            " OR (kind = 'forbid' AND quantity IS NULL AND (lot_id IS NULL) <> (holder_id IS NULL))",
            name=op.f("ck_plan_choice_kind"),
        ),
        sa.ForeignKeyConstraint(["incident_id"], ["incident.id"], name=op.f("fk_plan_choice_incident_id")),
        sa.ForeignKeyConstraint(
            ["need_id"], ["need.id"], name=op.f("fk_plan_choice_need_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["lot_id"], ["lot.id"], name=op.f("fk_plan_choice_lot_id")),
        sa.ForeignKeyConstraint(["holder_id"], ["holder.id"], name=op.f("fk_plan_choice_holder_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_choice")),
    )
    op.create_index(op.f("ix_plan_choice_incident_id"), "plan_choice", ["incident_id"])
    _roads()
    op.create_table(
        "commune_warning",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("commune_code", sa.String(length=10), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("keep_percent", sa.Integer(), nullable=False),
        sa.Column("until", MOMENT, nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("made_by", sa.String(length=120), nullable=False),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.Column("ended_by", sa.String(length=120), nullable=False),
        sa.CheckConstraint("level BETWEEN 1 AND 5", name=op.f("ck_commune_warning_level")),
        sa.CheckConstraint("keep_percent BETWEEN 0 AND 100", name=op.f("ck_commune_warning_keep_percent")),
        sa.ForeignKeyConstraint(
            ["commune_code"], ["commune.code"], name=op.f("fk_commune_warning_commune_code")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_commune_warning")),
    )
    op.create_index(op.f("ix_commune_warning_commune_code"), "commune_warning", ["commune_code"])


def _roads() -> None:
    op.create_table(
        "road_change",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("a", sa.String(length=10), nullable=False),
        sa.Column("b", sa.String(length=10), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("until", MOMENT, nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("made_by", sa.String(length=120), nullable=False),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.Column("ended_by", sa.String(length=120), nullable=False),
        sa.CheckConstraint("a < b", name=op.f("ck_road_change_order")),
        sa.CheckConstraint("minutes IS NULL OR minutes > 0", name=op.f("ck_road_change_minutes")),
        sa.ForeignKeyConstraint(["a"], ["commune.code"], name=op.f("fk_road_change_a")),
        sa.ForeignKeyConstraint(["b"], ["commune.code"], name=op.f("fk_road_change_b")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_road_change")),
    )
    op.create_index("ix_road_change_link", "road_change", ["a", "b"])
    op.create_table(
        "road_minutes",
        sa.Column("start", sa.String(length=10), nullable=False),
        sa.Column("end", sa.String(length=10), nullable=False),
        sa.Column("minutes", sa.Float(), nullable=False),
        sa.CheckConstraint("minutes >= 0", name=op.f("ck_road_minutes_minutes")),
        sa.ForeignKeyConstraint(["start"], ["commune.code"], name=op.f("fk_road_minutes_start")),
        sa.ForeignKeyConstraint(["end"], ["commune.code"], name=op.f("fk_road_minutes_end")),
        sa.PrimaryKeyConstraint("start", "end", name=op.f("pk_road_minutes")),
    )
    op.create_index(op.f("ix_road_minutes_end"), "road_minutes", ["end"])


def downgrade() -> None:
    """Take the tables away."""
    for table in ("commune_warning", "road_minutes", "road_change", "plan_choice"):
        op.drop_table(table)
