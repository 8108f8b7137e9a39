"""A line of an import keeps with whom and where its row was, where it took the row to another holder or place."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the table forward: the lines written before took no row anywhere."""
    with op.batch_alter_table("import_line") as table:
        table.add_column(sa.Column("old_holder_id", sa.Integer(), nullable=True))
        table.add_column(sa.Column("old_place", sa.String(length=200), nullable=True))
        table.create_foreign_key("fk_import_line_old_holder_id", "holder", ["old_holder_id"], ["id"])
        table.create_index("ix_import_line_old_holder_id", ["old_holder_id"])


def downgrade() -> None:
    """Take the table back: the rows stay where the imports took them."""
    with op.batch_alter_table("import_line") as table:
        table.drop_index("ix_import_line_old_holder_id")
        table.drop_constraint("fk_import_line_old_holder_id", type_="foreignkey")
        table.drop_column("old_place")
        table.drop_column("old_holder_id")
