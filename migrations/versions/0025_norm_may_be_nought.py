"""A province may say that an event of a level has none of something, such as no hamlet cut off: a norm of nought."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

NAME = "ck_norm_change_value"


def upgrade() -> None:
    """Bring the table forward."""
    with op.batch_alter_table("norm_change") as table:
        table.drop_constraint(op.f(NAME), type_="check")
        table.create_check_constraint(op.f(NAME), "value IS NULL OR value >= 0")


def downgrade() -> None:
    """Take the table back; an older version cannot hold a norm of nought, so none may stand."""
    standing = op.get_bind().scalar(sa.text("SELECT count(*) FROM norm_change WHERE value = 0"))
    if standing:
        raise RuntimeError(f"{standing} norms are nought; the version before 0025 cannot hold them")
    with op.batch_alter_table("norm_change") as table:
        table.drop_constraint(op.f(NAME), type_="check")
        table.create_check_constraint(op.f(NAME), "value IS NULL OR value > 0")
