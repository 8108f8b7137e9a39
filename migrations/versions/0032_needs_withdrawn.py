"""A need that is withdrawn stays on record, with who withdrew it, when and why."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the table forward: every need that stands is still wanted."""
    with op.batch_alter_table("need") as table:
        table.add_column(sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True))
        table.add_column(sa.Column("withdrawn_by", sa.String(length=120), nullable=True))
        table.add_column(sa.Column("withdrawn_why", sa.String(length=300), nullable=True))
        table.create_check_constraint(
            op.f("ck_need_withdrawn"),
            "(withdrawn_at IS NULL) = (withdrawn_by IS NULL) AND (withdrawn_at IS NULL) = (withdrawn_why IS NULL)",
        )


def downgrade() -> None:
    """Take the table back; needs withdrawn to which nothing was ever promised go, as they went before."""
    need = sa.table("need", sa.column("id"), sa.column("withdrawn_at"))
    held = [sa.table(name, sa.column("need_id")) for name in ("dispatch", "outside_offer", "plan_choice")]
    unused = [~sa.exists().where(other.c.need_id == need.c.id) for other in held]
    op.execute(sa.delete(need).where(need.c.withdrawn_at.is_not(None), *unused))
    with op.batch_alter_table("need") as table:
        table.drop_constraint(op.f("ck_need_withdrawn"), type_="check")
        table.drop_column("withdrawn_why")
        table.drop_column("withdrawn_by")
        table.drop_column("withdrawn_at")
