"""The authority table says who signs, who must agree first and in which situation, militia apart (Luật DQTV điều 32)."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

TEXTS = (("situation", 10, "any"), ("consent_commune", 200, ""), ("consent_province", 200, ""), ("doubt", 300, ""))


def upgrade() -> None:
    """Bring the table forward: rows there were are of all but militia, and a dispatch order was the command's."""
    with op.batch_alter_table("competence") as table:
        table.add_column(sa.Column("militia", sa.Boolean(), nullable=False, server_default=sa.false()))
        table.add_column(sa.Column("signer", sa.String(length=10), nullable=False, server_default="chair"))
        for name, length, value in TEXTS:
            table.add_column(sa.Column(name, sa.String(length=length), nullable=False, server_default=value))
    op.execute("UPDATE competence SET signer = 'command' WHERE form = 'dieu_dong'")
    with op.batch_alter_table("competence") as table:
        for name in ("militia", "signer", *(name for name, _length, _value in TEXTS)):
            table.alter_column(name, server_default=None)


def downgrade() -> None:
    """Take the table back: rows of militia alone have no place in it."""
    op.execute(sa.text("DELETE FROM competence WHERE militia = :yes").bindparams(yes=True))
    with op.batch_alter_table("competence") as table:
        for name in ("militia", "signer", *(name for name, _length, _value in TEXTS)):
            table.drop_column(name)
