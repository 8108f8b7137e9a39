"""Tables of the register: catalogue, holders, lots and the ledger of their movements."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Date,
    ForeignKey,
    Index,
    Integer,
    String,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from core.clock import now
from core.db import Base, Quantity, RowId, UtcDateTime


class ResourceTypeRow(Base):
    """One type of the catalogue."""

    __tablename__ = "resource_type"

    code: Mapped[str] = mapped_column(String(10), primary_key=True)
    name: Mapped[str] = mapped_column(String(120))
    gloss: Mapped[str] = mapped_column(String(160))
    unit: Mapped[str] = mapped_column(String(20))
    category: Mapped[str] = mapped_column(String(2))
    pillar: Mapped[str] = mapped_column(String(20))
    dual_use: Mapped[str] = mapped_column(String(10))
    forms: Mapped[str] = mapped_column(String(80))
    note: Mapped[str] = mapped_column(Text)
    position: Mapped[int] = mapped_column(Integer)
    folded: Mapped[str] = mapped_column(String(120))
    # The place in the Vietnamese alphabet, as a number: no database sorts Vietnamese alike.
    alphabet_no: Mapped[int] = mapped_column(Integer, index=True, server_default="0")
    version: Mapped[int] = mapped_column(Integer, server_default="1")
    retired_on: Mapped[date | None] = mapped_column(Date)
    # The type this one turned out to be; answers given before still lead there.
    merged_into: Mapped[str | None] = mapped_column(String(10))


class TypeSubstituteRow(Base):
    """`given_per_asked` units of one type can stand for one unit of another."""

    __tablename__ = "type_substitute"
    __table_args__ = (
        CheckConstraint("asked <> given", name="another"),
        CheckConstraint("given_per_asked > 0", name="ratio_positive"),
        UniqueConstraint("asked", "given"),
    )

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    asked: Mapped[str] = mapped_column(ForeignKey("resource_type.code"))
    given: Mapped[str] = mapped_column(ForeignKey("resource_type.code"))
    given_per_asked: Mapped[Decimal] = mapped_column(Quantity)
    note: Mapped[str] = mapped_column(String(200))


class ResourceNameRow(Base):
    """Another name of a type; `folded` leads to one type only."""

    __tablename__ = "resource_name"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    type_code: Mapped[str] = mapped_column(ForeignKey("resource_type.code"), index=True)
    name: Mapped[str] = mapped_column(String(120))
    folded: Mapped[str] = mapped_column(String(120))


class UnitFactorRow(Base):
    """So many catalogue units make one `unit`; an empty type means every type counted in `base`."""

    __tablename__ = "unit_factor"
    __table_args__ = (UniqueConstraint("type_code", "unit", "base"),)

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    type_code: Mapped[str] = mapped_column(String(10))
    unit: Mapped[str] = mapped_column(String(40))
    base: Mapped[str] = mapped_column(String(20))
    factor: Mapped[Decimal] = mapped_column(Quantity)


class HolderRow(Base):
    """Who keeps things: the commune itself, an agency, an enterprise, a household."""

    __tablename__ = "holder"
    __table_args__ = (UniqueConstraint("commune_code", "folded"),)

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    commune_code: Mapped[str] = mapped_column(ForeignKey("commune.code"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    name: Mapped[str] = mapped_column(String(160))
    folded: Mapped[str] = mapped_column(String(160))
    phone: Mapped[str] = mapped_column(String(60))
    address: Mapped[str] = mapped_column(String(200))
    # The holder this one turned out to be; its name still leads there.
    merged_into: Mapped[int | None] = mapped_column(RowId)


class LotRow(Base):
    """What one holder keeps of one type in one place, with its balance."""

    __tablename__ = "lot"
    __table_args__ = (
        UniqueConstraint(
            "commune_code", "type_code", "holder_id", "place_folded", "mark", name="uq_lot_identity"
        ),
        CheckConstraint("0 <= reserved AND reserved <= on_hand", name="reserved_within"),
        CheckConstraint("0 <= away AND away <= reserved", name="away_within"),
        CheckConstraint("0 <= broken AND reserved + broken <= on_hand", name="broken_within"),
        CheckConstraint("0 <= keep", name="keep_positive"),
        Index("ix_lot_type_commune", "type_code", "commune_code"),
        Index("ix_lot_commune_type", "commune_code", "type_code"),
        Index("ix_lot_checked", "checked_on", "id"),
        Index("ix_lot_changed", "changed_at"),
        *(
            Index(
                f"ix_lot_{name}",
                "type_code",
                "commune_code",
                "id",
                sqlite_where=text(state),
                postgresql_where=text(state),
            )
            for name, state in (
                ("reserved", "reserved > 0"),
                ("broken", "broken > 0"),
                ("empty", "on_hand = 0"),
            )
        ),
    )

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    commune_code: Mapped[str] = mapped_column(ForeignKey("commune.code"))
    type_code: Mapped[str] = mapped_column(ForeignKey("resource_type.code"))
    holder_id: Mapped[int] = mapped_column(ForeignKey("holder.id"), index=True)
    place: Mapped[str] = mapped_column(String(200))
    place_folded: Mapped[str] = mapped_column(String(200))
    mark: Mapped[str] = mapped_column(String(40))
    on_hand: Mapped[Decimal] = mapped_column(Quantity)
    reserved: Mapped[Decimal] = mapped_column(Quantity)
    away: Mapped[Decimal] = mapped_column(Quantity)
    broken: Mapped[Decimal] = mapped_column(Quantity)
    keep: Mapped[Decimal] = mapped_column(Quantity)
    ready_minutes: Mapped[int] = mapped_column(Integer)
    note: Mapped[str] = mapped_column(Text)
    checked_on: Mapped[date | None] = mapped_column(Date)
    checked_by: Mapped[str] = mapped_column(String(120))
    version: Mapped[int] = mapped_column(Integer)
    closed: Mapped[bool] = mapped_column(Boolean)
    # When anything of the row was last written, so that another system can ask for what is new.
    changed_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=now, onupdate=now)


class MovementRow(Base):
    """One line of the ledger. Never changed and never deleted: triggers made by the migrations refuse both."""

    __tablename__ = "movement"
    __table_args__ = (
        Index("ix_movement_lot", "lot_id", "id"),
        Index("ix_movement_commune_act", "commune_code", "act"),
        Index("ix_movement_batch", "batch"),
    )

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    lot_id: Mapped[int] = mapped_column(ForeignKey("lot.id"))
    commune_code: Mapped[str] = mapped_column(String(10))
    kind: Mapped[str] = mapped_column(String(20))
    on_hand: Mapped[Decimal] = mapped_column(Quantity)
    reserved: Mapped[Decimal] = mapped_column(Quantity)
    away: Mapped[Decimal] = mapped_column(Quantity)
    broken: Mapped[Decimal] = mapped_column(Quantity)
    on_hand_after: Mapped[Decimal] = mapped_column(Quantity)
    at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    actor_id: Mapped[int | None] = mapped_column(Integer)
    actor: Mapped[str] = mapped_column(String(120))
    act: Mapped[str] = mapped_column(String(32))
    reason: Mapped[str] = mapped_column(Text)
    document: Mapped[str] = mapped_column(String(200))
    source: Mapped[str] = mapped_column(String(300))
    batch: Mapped[str] = mapped_column(String(40))
