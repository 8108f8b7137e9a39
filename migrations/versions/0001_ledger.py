"""The ground: communes, accounts, audit chain, catalogue, holders, lots and the ledger of movements."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op


revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


APPEND_ONLY = ("audit_entry", "movement")


def refuse_changes(table: str) -> None:
    """Let the database itself refuse to change or delete a line of a ledger."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'append only: %', TG_TABLE_NAME; END $$"
        )
        op.execute(
            f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        )
        return
    for verb in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, 'append only: {table}'); END"
        )


def upgrade() -> None:
    """Bring the tables forward."""
    op.create_table(
        "audit_entry",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("stream", sa.String(length=60), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("act", sa.String(length=32), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(length=80), nullable=False),
        sa.Column("action", sa.String(length=60), nullable=False),
        sa.Column("subject", sa.String(length=80), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("rows", sa.String(length=64), nullable=False),
        sa.Column("previous", sa.String(length=64), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_entry")),
        sa.UniqueConstraint("stream", "seq", name=op.f("uq_audit_entry_stream_seq")),
    )
    op.create_index(op.f("ix_audit_entry_act"), "audit_entry", ["act"], unique=False)
    op.create_table(
        "audit_stream",
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("head", sa.String(length=64), nullable=False),
        sa.Column("seal", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_audit_stream")),
    )
    op.create_table(
        "commune",
        sa.Column("code", sa.String(length=10), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("old_province", sa.String(length=80), nullable=False),
        sa.Column("lat", sa.Float(), nullable=False),
        sa.Column("lon", sa.Float(), nullable=False),
        sa.Column("area_km2", sa.Float(), nullable=False),
        sa.Column("population", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("folded", sa.String(length=80), nullable=False),
        sa.Column("sort_key", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_commune")),
    )
    op.create_table(
        "commune_alias",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("alias", sa.String(length=80), nullable=False),
        sa.Column("old_district", sa.String(length=80), nullable=False),
        sa.Column("old_code", sa.String(length=10), nullable=False),
        sa.Column("new_code", sa.String(length=10), nullable=False),
        sa.Column("what", sa.String(length=120), nullable=False),
        sa.Column("period", sa.String(length=60), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_commune_alias")),
    )
    op.create_table(
        "done_request",
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("location", sa.Text(), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_done_request")),
    )
    op.create_table(
        "resource_type",
        sa.Column("code", sa.String(length=10), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("gloss", sa.String(length=160), nullable=False),
        sa.Column("unit", sa.String(length=20), nullable=False),
        sa.Column("category", sa.String(length=2), nullable=False),
        sa.Column("pillar", sa.String(length=20), nullable=False),
        sa.Column("dual_use", sa.String(length=10), nullable=False),
        sa.Column("forms", sa.String(length=80), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("folded", sa.String(length=120), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_resource_type")),
    )
    op.create_table(
        "unit_factor",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("type_code", sa.String(length=10), nullable=False),
        sa.Column("unit", sa.String(length=40), nullable=False),
        sa.Column("base", sa.String(length=20), nullable=False),
        sa.Column("factor", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit_factor")),
        sa.UniqueConstraint("type_code", "unit", "base", name=op.f("uq_unit_factor_type_code_unit_base")),
    )
    op.create_table(
        "commune_link",
        sa.Column("a", sa.String(length=10), nullable=False),
        sa.Column("b", sa.String(length=10), nullable=False),
        sa.Column("border_km", sa.Float(), nullable=False),
        sa.Column("by_sea", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["a"], ["commune.code"], name=op.f("fk_commune_link_a")),
        sa.ForeignKeyConstraint(["b"], ["commune.code"], name=op.f("fk_commune_link_b")),
        sa.PrimaryKeyConstraint("a", "b", name=op.f("pk_commune_link")),
    )
    op.create_table(
        "holder",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("commune_code", sa.String(length=10), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=160), nullable=False),
        sa.Column("folded", sa.String(length=160), nullable=False),
        sa.Column("phone", sa.String(length=60), nullable=False),
        sa.Column("address", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["commune_code"], ["commune.code"], name=op.f("fk_holder_commune_code")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_holder")),
        sa.UniqueConstraint("commune_code", "folded", name=op.f("uq_holder_commune_code_folded")),
    )
    op.create_index(op.f("ix_holder_commune_code"), "holder", ["commune_code"], unique=False)
    op.create_table(
        "old_commune",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("old_province", sa.String(length=80), nullable=False),
        sa.Column("old_district", sa.String(length=80), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("old_code", sa.String(length=10), nullable=False),
        sa.Column("new_code", sa.String(length=10), nullable=False),
        sa.Column("whole", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["new_code"], ["commune.code"], name=op.f("fk_old_commune_new_code")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_old_commune")),
    )
    op.create_index(op.f("ix_old_commune_new_code"), "old_commune", ["new_code"], unique=False)
    op.create_table(
        "resource_name",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("type_code", sa.String(length=10), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("folded", sa.String(length=120), nullable=False),
        sa.ForeignKeyConstraint(
            ["type_code"], ["resource_type.code"], name=op.f("fk_resource_name_type_code")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_resource_name")),
    )
    op.create_index(op.f("ix_resource_name_type_code"), "resource_name", ["type_code"], unique=False)
    op.create_table(
        "user_account",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("login", sa.String(length=60), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.Column("commune_code", sa.String(length=10), nullable=True),
        sa.Column("password_hash", sa.String(length=200), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("session_no", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["commune_code"], ["commune.code"], name=op.f("fk_user_account_commune_code")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_user_account")),
        sa.UniqueConstraint("login", name=op.f("uq_user_account_login")),
    )
    op.create_index(op.f("ix_user_account_commune_code"), "user_account", ["commune_code"], unique=False)
    op.create_table(
        "lot",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("commune_code", sa.String(length=10), nullable=False),
        sa.Column("type_code", sa.String(length=10), nullable=False),
        sa.Column("holder_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("place_folded", sa.String(length=200), nullable=False),
        sa.Column("mark", sa.String(length=40), nullable=False),
        sa.Column("on_hand", sa.BigInteger(), nullable=False),
        sa.Column("reserved", sa.BigInteger(), nullable=False),
        sa.Column("away", sa.BigInteger(), nullable=False),
        sa.Column("broken", sa.BigInteger(), nullable=False),
        sa.Column("keep", sa.BigInteger(), nullable=False),
        sa.Column("ready_minutes", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("checked_on", sa.Date(), nullable=True),
        sa.Column("checked_by", sa.String(length=120), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("closed", sa.Boolean(), nullable=False),
        sa.CheckConstraint("0 <= away AND away <= reserved", name=op.f("ck_lot_away_within")),
        sa.CheckConstraint("0 <= broken AND reserved + broken <= on_hand", name=op.f("ck_lot_broken_within")),
        sa.CheckConstraint("0 <= keep", name=op.f("ck_lot_keep_positive")),
        sa.CheckConstraint("0 <= reserved AND reserved <= on_hand", name=op.f("ck_lot_reserved_within")),
        sa.ForeignKeyConstraint(["commune_code"], ["commune.code"], name=op.f("fk_lot_commune_code")),
        sa.ForeignKeyConstraint(["holder_id"], ["holder.id"], name=op.f("fk_lot_holder_id")),
        sa.ForeignKeyConstraint(["type_code"], ["resource_type.code"], name=op.f("fk_lot_type_code")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lot")),
        sa.UniqueConstraint(
            "commune_code", "type_code", "holder_id", "place_folded", "mark", name="uq_lot_identity"
        ),
    )
    op.create_index(op.f("ix_lot_holder_id"), "lot", ["holder_id"], unique=False)
    op.create_index("ix_lot_type_commune", "lot", ["type_code", "commune_code"], unique=False)
    op.create_table(
        "movement",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("lot_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("commune_code", sa.String(length=10), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("on_hand", sa.BigInteger(), nullable=False),
        sa.Column("reserved", sa.BigInteger(), nullable=False),
        sa.Column("away", sa.BigInteger(), nullable=False),
        sa.Column("broken", sa.BigInteger(), nullable=False),
        sa.Column("on_hand_after", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("actor", sa.String(length=120), nullable=False),
        sa.Column("act", sa.String(length=32), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("document", sa.String(length=200), nullable=False),
        sa.Column("source", sa.String(length=300), nullable=False),
        sa.Column("batch", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(["lot_id"], ["lot.id"], name=op.f("fk_movement_lot_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_movement")),
    )
    op.create_index(op.f("ix_movement_at"), "movement", ["at"], unique=False)
    op.create_index("ix_movement_batch", "movement", ["batch"], unique=False)
    op.create_index("ix_movement_commune_act", "movement", ["commune_code", "act"], unique=False)
    op.create_index("ix_movement_lot", "movement", ["lot_id", "id"], unique=False)
    for table in APPEND_ONLY:
        refuse_changes(table)


def downgrade() -> None:
    """Take the tables back."""
    op.drop_index("ix_movement_lot", table_name="movement")
    op.drop_index("ix_movement_commune_act", table_name="movement")
    op.drop_index("ix_movement_batch", table_name="movement")
    op.drop_index(op.f("ix_movement_at"), table_name="movement")
    op.drop_table("movement")
    op.drop_index("ix_lot_type_commune", table_name="lot")
    op.drop_index(op.f("ix_lot_holder_id"), table_name="lot")
    op.drop_table("lot")
    op.drop_index(op.f("ix_user_account_commune_code"), table_name="user_account")
    op.drop_table("user_account")
    op.drop_index(op.f("ix_resource_name_type_code"), table_name="resource_name")
    op.drop_table("resource_name")
    op.drop_index(op.f("ix_old_commune_new_code"), table_name="old_commune")
    op.drop_table("old_commune")
    op.drop_index(op.f("ix_holder_commune_code"), table_name="holder")
    op.drop_table("holder")
    op.drop_table("commune_link")
    op.drop_table("unit_factor")
    op.drop_table("resource_type")
    op.drop_table("done_request")
    op.drop_table("commune_alias")
    op.drop_table("commune")
    op.drop_table("audit_stream")
    op.drop_index(op.f("ix_audit_entry_act"), table_name="audit_entry")
    op.drop_table("audit_entry")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION refuse_change() CASCADE")
