"""Incidents, needs, plans, orders and dispatches."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op


revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables forward."""
    op.create_table(
        "incident",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("title", sa.String(length=160), nullable=False),
        sa.Column("hazard", sa.String(length=30), nullable=False),
        sa.Column("commune_code", sa.String(length=10), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("run_by", sa.String(length=10), nullable=False),
        sa.Column("ptds_level", sa.Integer(), nullable=True),
        sa.Column("risk_level", sa.Integer(), nullable=True),
        sa.Column("drill", sa.Boolean(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("opened_by", sa.String(length=120), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "ptds_level IS NULL OR ptds_level BETWEEN 1 AND 3", name=op.f("ck_incident_ptds_level")
        ),
        sa.CheckConstraint(
            "risk_level IS NULL OR risk_level BETWEEN 1 AND 5", name=op.f("ck_incident_risk_level")
        ),
        sa.ForeignKeyConstraint(["commune_code"], ["commune.code"], name=op.f("fk_incident_commune_code")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incident")),
    )
    op.create_index(op.f("ix_incident_commune_code"), "incident", ["commune_code"], unique=False)
    op.create_table(
        "mobilization_order",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("incident_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("form", sa.String(length=20), nullable=False),
        sa.Column("issuer", sa.String(length=10), nullable=False),
        sa.Column("issuer_code", sa.String(length=10), nullable=False),
        sa.Column("commune_code", sa.String(length=10), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("destination", sa.String(length=200), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("commander", sa.String(length=120), nullable=False),
        sa.Column("arrive_by", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("failed_ways", sa.Text(), nullable=False),
        sa.Column("assigned_to", sa.String(length=200), nullable=False),
        sa.Column("assigned_address", sa.String(length=200), nullable=False),
        sa.Column("handover_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("handover_place", sa.String(length=200), nullable=False),
        sa.Column("drafted_by_id", sa.Integer(), nullable=False),
        sa.Column("drafted_by", sa.String(length=120), nullable=False),
        sa.Column("drafted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("approved_by", sa.String(length=120), nullable=False),
        sa.Column("approved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("number", sa.String(length=60), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["commune_code"], ["commune.code"], name=op.f("fk_mobilization_order_commune_code")
        ),
        sa.ForeignKeyConstraint(
            ["incident_id"], ["incident.id"], name=op.f("fk_mobilization_order_incident_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mobilization_order")),
    )
    op.create_index(
        op.f("ix_mobilization_order_commune_code"), "mobilization_order", ["commune_code"], unique=False
    )
    op.create_index(
        op.f("ix_mobilization_order_incident_id"), "mobilization_order", ["incident_id"], unique=False
    )
    op.create_table(
        "need",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("incident_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("commune_code", sa.String(length=10), nullable=False),
        sa.Column("type_code", sa.String(length=10), nullable=False),
        sa.Column("quantity", sa.BigInteger(), nullable=False),
        sa.Column("priority", sa.Integer(), nullable=False),
        sa.Column("within_minutes", sa.Integer(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.CheckConstraint("quantity > 0", name=op.f("ck_need_quantity")),
        sa.ForeignKeyConstraint(["commune_code"], ["commune.code"], name=op.f("fk_need_commune_code")),
        sa.ForeignKeyConstraint(["incident_id"], ["incident.id"], name=op.f("fk_need_incident_id")),
        sa.ForeignKeyConstraint(["type_code"], ["resource_type.code"], name=op.f("fk_need_type_code")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_need")),
    )
    op.create_index(op.f("ix_need_incident_id"), "need", ["incident_id"], unique=False)
    op.create_table(
        "plan",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("incident_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("result", sa.Text(), nullable=False),
        sa.Column("proved", sa.Boolean(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.String(length=120), nullable=False),
        sa.ForeignKeyConstraint(["incident_id"], ["incident.id"], name=op.f("fk_plan_incident_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan")),
    )
    op.create_index(op.f("ix_plan_incident_id"), "plan", ["incident_id"], unique=False)
    op.create_table(
        "dispatch",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("incident_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("plan_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("need_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("lot_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("order_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("commune_code", sa.String(length=10), nullable=False),
        sa.Column("quantity", sa.BigInteger(), nullable=False),
        sa.Column("covers", sa.BigInteger(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("tier", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("state_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("back", sa.BigInteger(), nullable=False),
        sa.Column("used", sa.BigInteger(), nullable=False),
        sa.Column("lost", sa.BigInteger(), nullable=False),
        sa.Column("damaged", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "state <> 'returned' OR quantity = back + used + lost + damaged",
            name=op.f("ck_dispatch_returned_adds_up"),
        ),
        sa.CheckConstraint("quantity > 0", name=op.f("ck_dispatch_quantity")),
        sa.ForeignKeyConstraint(["commune_code"], ["commune.code"], name=op.f("fk_dispatch_commune_code")),
        sa.ForeignKeyConstraint(["incident_id"], ["incident.id"], name=op.f("fk_dispatch_incident_id")),
        sa.ForeignKeyConstraint(["lot_id"], ["lot.id"], name=op.f("fk_dispatch_lot_id")),
        sa.ForeignKeyConstraint(["need_id"], ["need.id"], name=op.f("fk_dispatch_need_id")),
        sa.ForeignKeyConstraint(["order_id"], ["mobilization_order.id"], name=op.f("fk_dispatch_order_id")),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_dispatch_plan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dispatch")),
    )
    op.create_index(op.f("ix_dispatch_commune_code"), "dispatch", ["commune_code"], unique=False)
    op.create_index(op.f("ix_dispatch_incident_id"), "dispatch", ["incident_id"], unique=False)
    op.create_index(op.f("ix_dispatch_lot_id"), "dispatch", ["lot_id"], unique=False)
    op.create_index(op.f("ix_dispatch_need_id"), "dispatch", ["need_id"], unique=False)
    op.create_index(op.f("ix_dispatch_order_id"), "dispatch", ["order_id"], unique=False)
    op.create_index(op.f("ix_dispatch_plan_id"), "dispatch", ["plan_id"], unique=False)
    op.create_table(
        "dispatch_event",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("dispatch_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("incident_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("happened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(length=120), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["dispatch_id"], ["dispatch.id"], name=op.f("fk_dispatch_event_dispatch_id")),
        sa.ForeignKeyConstraint(["incident_id"], ["incident.id"], name=op.f("fk_dispatch_event_incident_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dispatch_event")),
    )
    op.create_index(op.f("ix_dispatch_event_dispatch_id"), "dispatch_event", ["dispatch_id"], unique=False)
    op.create_index(op.f("ix_dispatch_event_incident_id"), "dispatch_event", ["incident_id"], unique=False)


def downgrade() -> None:
    """Take the tables back."""
    op.drop_index(op.f("ix_dispatch_event_incident_id"), table_name="dispatch_event")
    op.drop_index(op.f("ix_dispatch_event_dispatch_id"), table_name="dispatch_event")
    op.drop_table("dispatch_event")
    op.drop_index(op.f("ix_dispatch_plan_id"), table_name="dispatch")
    op.drop_index(op.f("ix_dispatch_order_id"), table_name="dispatch")
    op.drop_index(op.f("ix_dispatch_need_id"), table_name="dispatch")
    op.drop_index(op.f("ix_dispatch_lot_id"), table_name="dispatch")
    op.drop_index(op.f("ix_dispatch_incident_id"), table_name="dispatch")
    op.drop_index(op.f("ix_dispatch_commune_code"), table_name="dispatch")
    op.drop_table("dispatch")
    op.drop_index(op.f("ix_plan_incident_id"), table_name="plan")
    op.drop_table("plan")
    op.drop_index(op.f("ix_need_incident_id"), table_name="need")
    op.drop_table("need")
    op.drop_index(op.f("ix_mobilization_order_incident_id"), table_name="mobilization_order")
    op.drop_index(op.f("ix_mobilization_order_commune_code"), table_name="mobilization_order")
    op.drop_table("mobilization_order")
    op.drop_index(op.f("ix_incident_commune_code"), table_name="incident")
    op.drop_table("incident")
