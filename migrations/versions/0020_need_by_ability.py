"""A need may ask for an ability instead of a type: so many seats, kVA or m³/h, or so many pieces of at least that."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

TYPE = sa.String(length=10)


def upgrade() -> None:
    """Bring the tables forward."""
    op.add_column("outside_offer", sa.Column("covers", sa.BigInteger(), nullable=True))
    with op.batch_alter_table("need") as table:
        table.alter_column("type_code", existing_type=TYPE, nullable=True)
        table.add_column(sa.Column("ability", sa.String(length=20), nullable=True))
        table.add_column(sa.Column("least_each", sa.BigInteger(), nullable=True))
        table.create_check_constraint(
            op.f("ck_need_type_or_ability"), "(type_code IS NULL) <> (ability IS NULL)"
        )
        table.create_check_constraint(
            op.f("ck_need_least_each"), "least_each IS NULL OR (least_each > 0 AND ability IS NOT NULL)"
        )


def downgrade() -> None:
    """Take the tables back; an older version cannot hold a need by ability, so none may stand."""
    standing = op.get_bind().scalar(sa.text("SELECT count(*) FROM need WHERE ability IS NOT NULL"))
    if standing:
        raise RuntimeError(f"{standing} needs ask for an ability; the version before 0020 cannot hold them")
    op.drop_column("outside_offer", "covers")
    with op.batch_alter_table("need") as table:
        table.drop_constraint(op.f("ck_need_least_each"), type_="check")
        table.drop_constraint(op.f("ck_need_type_or_ability"), type_="check")
        table.drop_column("least_each")
        table.drop_column("ability")
        table.alter_column("type_code", existing_type=TYPE, nullable=False)
