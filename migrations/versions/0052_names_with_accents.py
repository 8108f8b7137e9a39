"""Two people of a commune's forces may bear names that differ in their accents only, and be born in one year."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0052"
down_revision = "0051"
branch_labels = None
depends_on = None

PERSON = sa.table(
    "force_person",
    sa.column("id", sa.BigInteger),
    sa.column("commune_code", sa.String),
    sa.column("folded", sa.String),
    sa.column("birth_year", sa.Integer),
)


def upgrade() -> None:
    """Let the name as it is written tell people apart too."""
    with op.batch_alter_table("force_person") as table:
        table.drop_constraint("uq_force_person", type_="unique")
        table.create_unique_constraint("uq_force_person", ["commune_code", "folded", "birth_year", "name"])


def downgrade() -> None:
    """Tell them apart by the folded name again: of several alike, the later ones get their number behind it."""
    connection, seen = op.get_bind(), set()
    columns = PERSON.c
    for number, *key in connection.execute(
        sa.select(columns.id, columns.commune_code, columns.folded, columns.birth_year).order_by(columns.id)
    ).all():
        if tuple(key) in seen:
            other = f"{key[1][:100]} {number}"
            connection.execute(sa.update(PERSON).where(columns.id == number).values(folded=other))
        seen.add(tuple(key))
    with op.batch_alter_table("force_person") as table:
        table.drop_constraint("uq_force_person", type_="unique")
        table.create_unique_constraint("uq_force_person", ["commune_code", "folded", "birth_year"])
