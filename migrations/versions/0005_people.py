"""People: command boards, duty rosters, squads and their members, and every look at a telephone number."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables forward."""
    op.create_table(
        "board_seat",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("commune_code", sa.String(length=10), nullable=False),
        sa.Column("post", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("folded", sa.String(length=120), nullable=False),
        sa.Column("unit", sa.String(length=160), nullable=False),
        sa.Column("phone", sa.String(length=60), nullable=False),
        sa.Column("stand_in", sa.String(length=120), nullable=False),
        sa.Column("term_from", sa.Date(), nullable=False),
        sa.Column("term_to", sa.Date(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("document", sa.String(length=160), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("term_to IS NULL OR term_from <= term_to", name=op.f("ck_board_seat_term")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_board_seat")),
    )
    op.create_index("ix_board_seat_commune", "board_seat", ["commune_code", "ended_on"], unique=False)
    op.create_index(op.f("ix_board_seat_folded"), "board_seat", ["folded"], unique=False)
    op.create_table(
        "duty_watch",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("commune_code", sa.String(length=10), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("folded", sa.String(length=120), nullable=False),
        sa.Column("unit", sa.String(length=160), nullable=False),
        sa.Column("phone", sa.String(length=60), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("starts_at < ends_at", name=op.f("ck_duty_watch_span")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duty_watch")),
    )
    op.create_index("ix_duty_watch_commune_ends", "duty_watch", ["commune_code", "ends_at"], unique=False)
    op.create_index("ix_duty_watch_ends", "duty_watch", ["ends_at"], unique=False)
    op.create_index(op.f("ix_duty_watch_folded"), "duty_watch", ["folded"], unique=False)
    op.create_table(
        "phone_look",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=False),
        sa.Column("actor", sa.String(length=120), nullable=False),
        sa.Column("commune_code", sa.String(length=10), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("row_id", sa.Integer(), nullable=False),
        sa.Column("whose", sa.String(length=200), nullable=False),
        sa.Column("page", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_phone_look")),
    )
    op.create_index("ix_phone_look_commune", "phone_look", ["commune_code", "id"], unique=False)
    op.create_table(
        "force_person",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("commune_code", sa.String(length=10), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("folded", sa.String(length=120), nullable=False),
        sa.Column("birth_year", sa.Integer(), nullable=False),
        sa.Column("phone", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(
            ["commune_code"], ["commune.code"], name=op.f("fk_force_person_commune_code")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_force_person")),
        sa.UniqueConstraint("commune_code", "folded", "birth_year", name="uq_force_person"),
    )
    op.create_index(op.f("ix_force_person_folded"), "force_person", ["folded"], unique=False)
    op.create_table(
        "squad",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("commune_code", sa.String(length=10), nullable=False),
        sa.Column("type_code", sa.String(length=10), nullable=False),
        sa.Column("name", sa.String(length=160), nullable=False),
        sa.Column("strength", sa.Integer(), nullable=False),
        sa.Column("trained", sa.Integer(), nullable=False),
        sa.Column("shared", sa.Integer(), nullable=False),
        sa.Column("shared_with_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("leader", sa.String(length=120), nullable=False),
        sa.Column("leader_folded", sa.String(length=120), nullable=False),
        sa.Column("phone", sa.String(length=60), nullable=False),
        sa.Column("caller", sa.String(length=20), nullable=False),
        sa.Column("form", sa.String(length=20), nullable=False),
        sa.Column("equipment", sa.Text(), nullable=False),
        sa.Column("counted_on", sa.Date(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("closed", sa.Boolean(), nullable=False),
        sa.CheckConstraint("0 <= shared AND shared <= strength", name=op.f("ck_squad_shared_within")),
        sa.CheckConstraint("0 <= trained AND trained <= strength", name=op.f("ck_squad_trained_within")),
        sa.ForeignKeyConstraint(["commune_code"], ["commune.code"], name=op.f("fk_squad_commune_code")),
        sa.ForeignKeyConstraint(["shared_with_id"], ["squad.id"], name=op.f("fk_squad_shared_with_id")),
        sa.ForeignKeyConstraint(["type_code"], ["resource_type.code"], name=op.f("fk_squad_type_code")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_squad")),
    )
    op.create_index("ix_squad_commune", "squad", ["commune_code", "closed"], unique=False)
    op.create_table(
        "squad_member",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("squad_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["force_person.id"], name=op.f("fk_squad_member_person_id")),
        sa.ForeignKeyConstraint(["squad_id"], ["squad.id"], name=op.f("fk_squad_member_squad_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_squad_member")),
        sa.UniqueConstraint("squad_id", "person_id", name="uq_squad_member"),
    )
    op.create_index(op.f("ix_squad_member_person_id"), "squad_member", ["person_id"], unique=False)


def downgrade() -> None:
    """Take the tables back."""
    op.drop_index(op.f("ix_squad_member_person_id"), table_name="squad_member")
    op.drop_table("squad_member")
    op.drop_index("ix_squad_commune", table_name="squad")
    op.drop_table("squad")
    op.drop_index(op.f("ix_force_person_folded"), table_name="force_person")
    op.drop_table("force_person")
    op.drop_index("ix_phone_look_commune", table_name="phone_look")
    op.drop_table("phone_look")
    op.drop_index(op.f("ix_duty_watch_folded"), table_name="duty_watch")
    op.drop_index("ix_duty_watch_ends", table_name="duty_watch")
    op.drop_index("ix_duty_watch_commune_ends", table_name="duty_watch")
    op.drop_table("duty_watch")
    op.drop_index(op.f("ix_board_seat_folded"), table_name="board_seat")
    op.drop_index("ix_board_seat_commune", table_name="board_seat")
    op.drop_table("board_seat")
