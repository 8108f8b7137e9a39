"""Reports in words with their versions, response plans and their cycle, frozen workbooks."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from core.db import UtcDateTime

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Bring the tables forward."""
    op.create_table(
        "written_report",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("slot", sa.String(length=60), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("incident_id", ROW_ID, nullable=True),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("commune_code", sa.String(length=10), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.Column("made_by", sa.String(length=120), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["incident_id"], ["incident.id"], name=op.f("fk_written_report_incident_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_written_report")),
        sa.UniqueConstraint("slot", name=op.f("uq_written_report_slot")),
    )
    op.create_index(op.f("ix_written_report_commune_code"), "written_report", ["commune_code"])
    op.create_index(op.f("ix_written_report_incident_id"), "written_report", ["incident_id"])
    op.create_table(
        "written_report_version",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("report_id", ROW_ID, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("saved_at", UtcDateTime(), nullable=False),
        sa.Column("saved_by", sa.String(length=120), nullable=False),
        sa.ForeignKeyConstraint(
            ["report_id"], ["written_report.id"], name=op.f("fk_written_report_version_report_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_written_report_version")),
        sa.UniqueConstraint("report_id", "version", name=op.f("uq_written_report_version_report_id_version")),
    )
    _registers()


def _registers() -> None:
    op.create_table(
        "response_plan",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("commune_code", sa.String(length=10), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("document", sa.String(length=60), nullable=False),
        sa.Column("approved_on", sa.Date(), nullable=False),
        sa.Column("replaced", sa.Boolean(), nullable=False),
        sa.Column("changed_at", UtcDateTime(), nullable=False),
        sa.Column("changed_by", sa.String(length=120), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_response_plan")),
    )
    op.create_index(op.f("ix_response_plan_commune_code"), "response_plan", ["commune_code"])
    op.create_table(
        "frozen_book",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("scope", sa.String(length=80), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("audit_root", sa.String(length=64), nullable=False),
        sa.Column("bytes", sa.BigInteger(), nullable=False),
        sa.Column("frozen_at", UtcDateTime(), nullable=False),
        sa.Column("frozen_by", sa.String(length=120), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_frozen_book")),
        sa.UniqueConstraint("year", "scope", name=op.f("uq_frozen_book_year_scope")),
    )


def downgrade() -> None:
    """Take the tables back."""
    for table in ("frozen_book", "response_plan", "written_report_version", "written_report"):
        op.drop_table(table)
