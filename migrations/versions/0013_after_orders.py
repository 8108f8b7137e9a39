"""Requests to the level above, offers from outside, telegrams; who may order and day pay as rows with a date."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from core.db import Quantity, UtcDateTime

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
SUM = "quantity = back + used + lost + damaged"
HOME_AGAIN = "('returned', 'checked', 'settled')"
TABLES = ("day_pay", "day_rate", "competence", "telegram", "outside_offer", "shortfall_case")


def _adds_up(states: str) -> None:
    op.drop_constraint(op.f("ck_dispatch_returned_adds_up"), "dispatch", type_="check")
    op.create_check_constraint(
        op.f("ck_dispatch_returned_adds_up"), "dispatch", f"state NOT IN {states} OR {SUM}"
    )


def upgrade() -> None:
    """Bring the tables forward. SQLite cannot change a constraint of a table in use: a trigger guards there."""
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            f"CREATE TRIGGER dispatch_adds_up BEFORE UPDATE ON dispatch WHEN NEW.state IN {HOME_AGAIN} "
            "AND NEW.quantity <> NEW.back + NEW.used + NEW.lost + NEW.damaged "
            "BEGIN SELECT RAISE(ABORT, 'a return adds up'); END"
        )
    else:
        _adds_up(HOME_AGAIN)
    _incident_tables()
    _order_tables()


def _incident_tables() -> None:
    op.create_table(
        "shortfall_case",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("incident_id", ROW_ID, nullable=False),
        sa.Column("plan_id", ROW_ID, nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("made_by", sa.String(length=120), nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.Column("sent_by", sa.String(length=120), nullable=False),
        sa.Column("sent_at", UtcDateTime(), nullable=True),
        sa.Column("taken_by", sa.String(length=120), nullable=False),
        sa.Column("taken_at", UtcDateTime(), nullable=True),
        sa.Column("taken_incident_id", ROW_ID, nullable=True),
        sa.ForeignKeyConstraint(["incident_id"], ["incident.id"], name=op.f("fk_shortfall_case_incident_id")),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_shortfall_case_plan_id")),
        sa.ForeignKeyConstraint(
            ["taken_incident_id"], ["incident.id"], name=op.f("fk_shortfall_case_taken_incident_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shortfall_case")),
        sa.UniqueConstraint("plan_id", name=op.f("uq_shortfall_case_plan_id")),
    )
    op.create_index(op.f("ix_shortfall_case_incident_id"), "shortfall_case", ["incident_id"])
    op.create_index(op.f("ix_shortfall_case_state"), "shortfall_case", ["state"])
    op.create_table(
        "outside_offer",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("incident_id", ROW_ID, nullable=False),
        sa.Column("need_id", ROW_ID, nullable=True),
        sa.Column("giver", sa.String(length=200), nullable=False),
        sa.Column("giver_kind", sa.String(length=20), nullable=False),
        sa.Column("contact", sa.String(length=200), nullable=False),
        sa.Column("type_code", sa.String(length=10), nullable=False),
        sa.Column("quantity", Quantity(), nullable=False),
        sa.Column("arrives_at", UtcDateTime(), nullable=False),
        sa.Column("until", UtcDateTime(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("thanked_at", UtcDateTime(), nullable=True),
        sa.Column("decided_by", sa.String(length=120), nullable=False),
        sa.Column("made_by", sa.String(length=120), nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("quantity > 0", name=op.f("ck_outside_offer_quantity")),
        sa.ForeignKeyConstraint(["incident_id"], ["incident.id"], name=op.f("fk_outside_offer_incident_id")),
        sa.ForeignKeyConstraint(
            ["need_id"], ["need.id"], ondelete="SET NULL", name=op.f("fk_outside_offer_need_id")
        ),
        sa.ForeignKeyConstraint(
            ["type_code"], ["resource_type.code"], name=op.f("fk_outside_offer_type_code")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outside_offer")),
    )
    op.create_index(op.f("ix_outside_offer_incident_id"), "outside_offer", ["incident_id"])
    op.create_index(op.f("ix_outside_offer_need_id"), "outside_offer", ["need_id"])
    op.create_table(
        "telegram",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("incident_id", ROW_ID, nullable=False),
        sa.Column("urgency", sa.String(length=20), nullable=False),
        sa.Column("addressees", sa.Text(), nullable=False),
        sa.Column("situation", sa.Text(), nullable=False),
        sa.Column("orders", sa.Text(), nullable=False),
        sa.Column("report_by", UtcDateTime(), nullable=False),
        sa.Column("made_by", sa.String(length=120), nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["incident_id"], ["incident.id"], name=op.f("fk_telegram_incident_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_telegram")),
    )
    op.create_index(op.f("ix_telegram_incident_id"), "telegram", ["incident_id"])


def _order_tables() -> None:
    op.create_table(
        "competence",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("form", sa.String(length=20), nullable=False),
        sa.Column("commune", sa.Boolean(), nullable=False),
        sa.Column("province", sa.Boolean(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("basis", sa.String(length=300), nullable=False),
        sa.Column("made_by", sa.String(length=120), nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_competence")),
    )
    op.create_table(
        "day_rate",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("dong", sa.BigInteger(), nullable=False),
        sa.Column("basis", sa.String(length=300), nullable=False),
        sa.Column("made_by", sa.String(length=120), nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.CheckConstraint("dong > 0", name=op.f("ck_day_rate_dong")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_day_rate")),
    )
    op.create_table(
        "day_pay",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("order_id", ROW_ID, nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("group_name", sa.String(length=200), nullable=False),
        sa.Column("worked_on", sa.Date(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("nights", sa.Integer(), nullable=False),
        sa.Column("rate_dong", sa.BigInteger(), nullable=False),
        sa.Column("amount_dong", sa.BigInteger(), nullable=False),
        sa.Column("budget", sa.String(length=20), nullable=False),
        sa.Column("made_by", sa.String(length=120), nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.CheckConstraint("people > 0 AND days >= 0 AND nights >= 0", name=op.f("ck_day_pay_amounts")),
        sa.ForeignKeyConstraint(["order_id"], ["mobilization_order.id"], name=op.f("fk_day_pay_order_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_day_pay")),
    )
    op.create_index(op.f("ix_day_pay_order_id"), "day_pay", ["order_id"])


def downgrade() -> None:
    """Take them back."""
    for table in TABLES:
        op.drop_table(table)
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TRIGGER dispatch_adds_up")
    else:
        op.drop_constraint(op.f("ck_dispatch_returned_adds_up"), "dispatch", type_="check")
        op.create_check_constraint(
            op.f("ck_dispatch_returned_adds_up"), "dispatch", f"state <> 'returned' OR {SUM}"
        )
