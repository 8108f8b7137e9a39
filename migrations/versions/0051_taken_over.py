"""A need of the province says which need of a commune's incident it takes over, so that nobody seeks the same twice."""

from __future__ import annotations

import json
from collections import defaultdict

import sqlalchemy as sa
from alembic import op

revision = "0051"
down_revision = "0050"
branch_labels = None
depends_on = None

ROW = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
NEED = sa.table(
    "need",
    sa.column("id", ROW),
    sa.column("incident_id", ROW),
    sa.column("for_need_id", ROW),
    sa.column("type_code", sa.String()),
    sa.column("ability", sa.String()),
    sa.column("note", sa.Text()),
)
CASE = sa.table(
    "shortfall_case",
    sa.column("id", ROW),
    sa.column("incident_id", ROW),
    sa.column("taken_incident_id", ROW),
    sa.column("content", sa.Text()),
)


def upgrade() -> None:
    """Bring the column; needs taken over before are known by the note they were given and what they ask for."""
    with op.batch_alter_table("need") as table:
        table.add_column(sa.Column("for_need_id", ROW, nullable=True))
        table.create_foreign_key(op.f("fk_need_for_need_id"), "need", ["for_need_id"], ["id"])
        table.create_index(op.f("ix_need_for_need_id"), ["for_need_id"], unique=False)
    line = op.get_bind()
    for case in line.execute(sa.select(CASE).where(CASE.c.taken_incident_id.is_not(None)).order_by(CASE.c.id)).all():
        noted = f"Chi viện theo báo cáo của cấp xã, sự cố SC-{case.incident_id}"
        waiting = defaultdict(list)
        for row in line.execute(
            sa.select(NEED)
            .where(NEED.c.incident_id == case.taken_incident_id, NEED.c.note == noted, NEED.c.for_need_id.is_(None))
            .order_by(NEED.c.id)
        ):
            waiting[row.type_code, row.ability].append(row.id)
        found = json.loads(case.content)
        asked = sa.select(NEED.c.id).where(NEED.c.id.in_([item["need_id"] for item in found]))
        there = set(line.execute(asked).scalars())  # older versions forgot a need that was taken back
        for item in found:
            mine = waiting[item.get("type_code"), item.get("ability")] or waiting[None, item.get("ability")]
            if mine and item["need_id"] in there:
                said = sa.update(NEED).where(NEED.c.id == mine.pop(0)).values(for_need_id=item["need_id"])
                line.execute(said)


def downgrade() -> None:
    """Drop the column: what was taken over is told by the notes alone again."""
    with op.batch_alter_table("need") as table:
        table.drop_index(op.f("ix_need_for_need_id"))
        table.drop_constraint(op.f("fk_need_for_need_id"), type_="foreignkey")
        table.drop_column("for_need_id")
