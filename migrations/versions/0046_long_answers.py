"""An answer keeps the whole name of a sheet or a heading: PostgreSQL refused what was longer than ten letters."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0046"
down_revision = "0045"
branch_labels = None
depends_on = None

# What the question is about, and the answer: a heading, a sheet's name.
WIDTHS = {"about": 10, "value": 120}


def upgrade() -> None:
    """Let both be as long as a sheet writes them."""
    with op.batch_alter_table("import_answer") as table:
        for name, width in WIDTHS.items():
            table.alter_column(
                name, existing_type=sa.String(width), type_=sa.Text(), existing_nullable=False
            )


def downgrade() -> None:
    """Cut what is longer; such an answer fits no question any more and is asked for again."""
    for name, width in WIDTHS.items():
        op.execute(f"UPDATE import_answer SET {name} = substr({name}, 1, {width})")  # noqa: S608 - constants
    with op.batch_alter_table("import_answer") as table:
        for name, width in WIDTHS.items():
            table.alter_column(
                name, existing_type=sa.Text(), type_=sa.String(width), existing_nullable=False
            )
