"""Tables beside a lot: what its row says more, what it can do, its peacetime use, and how it goes to another commune."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import BigInteger, CheckConstraint, Date, Float, ForeignKey, Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Base, Quantity, RowId, UtcDateTime


class LotDetailRow(Base):
    """What an official noted of a lot beyond its number; a lot without such a row has nothing noted."""

    __tablename__ = "lot_detail"
    __table_args__ = (
        CheckConstraint("keep_seasonal >= 0", name="keep_seasonal_positive"),
        CheckConstraint("season_from IS NULL OR season_from BETWEEN 1 AND 12", name="season_from_month"),
        CheckConstraint("season_to IS NULL OR season_to BETWEEN 1 AND 12", name="season_to_month"),
        CheckConstraint("(season_from IS NULL) = (season_to IS NULL)", name="season_whole"),
    )

    lot_id: Mapped[int] = mapped_column(RowId, ForeignKey("lot.id"), primary_key=True, autoincrement=False)
    lat: Mapped[float | None] = mapped_column(Float)
    lon: Mapped[float | None] = mapped_column(Float)
    fund: Mapped[str] = mapped_column(String(20))
    donor: Mapped[str] = mapped_column(String(160))
    expires_on: Mapped[date | None] = mapped_column(Date, index=True)
    condition: Mapped[str] = mapped_column(String(10))
    keep_seasonal: Mapped[Decimal] = mapped_column(Quantity)
    season_from: Mapped[int | None] = mapped_column(Integer)
    season_to: Mapped[int | None] = mapped_column(Integer)


class LotCapabilityRow(Base):
    """What one piece of a lot can do, such as 12 seats or 5 kVA."""

    __tablename__ = "lot_capability"
    __table_args__ = (
        CheckConstraint("value > 0", name="value_positive"),
        Index("ix_lot_capability_kind_value", "kind", "value"),
    )

    lot_id: Mapped[int] = mapped_column(RowId, ForeignKey("lot.id"), primary_key=True, autoincrement=False)
    kind: Mapped[str] = mapped_column(String(20), primary_key=True)
    value: Mapped[Decimal] = mapped_column(Quantity)


class DualUseRow(Base):
    """What a lot serves in peacetime, and the agreement under which it may be called on."""

    __tablename__ = "dual_use"

    lot_id: Mapped[int] = mapped_column(RowId, ForeignKey("lot.id"), primary_key=True, autoincrement=False)
    peacetime_use: Mapped[str] = mapped_column(String(200))
    convert_minutes: Mapped[int | None] = mapped_column(Integer)
    decided_by: Mapped[str] = mapped_column(String(160))
    operator: Mapped[str] = mapped_column(String(160))
    fuel: Mapped[str] = mapped_column(String(80))
    agreement: Mapped[str] = mapped_column(String(20))
    agreement_no: Mapped[str] = mapped_column(String(80))
    signed_on: Mapped[date | None] = mapped_column(Date)
    ends_on: Mapped[date | None] = mapped_column(Date, index=True)
    phoned_on: Mapped[date | None] = mapped_column(Date)
    phoned_by: Mapped[str] = mapped_column(String(120))


class LotTransferRow(Base):
    """A quantity that one commune gives to another: proposed, then received, declined or withdrawn.

    `received` is how much really came, `answer` why less came or nothing, `request_id` what it answers.
    """

    __tablename__ = "lot_transfer"
    __table_args__ = (CheckConstraint("quantity > 0", name="quantity"),)

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    lot_id: Mapped[int] = mapped_column(ForeignKey("lot.id"), index=True)
    from_code: Mapped[str] = mapped_column(ForeignKey("commune.code"), index=True)
    to_code: Mapped[str] = mapped_column(ForeignKey("commune.code"), index=True)
    quantity: Mapped[Decimal] = mapped_column(Quantity)
    state: Mapped[str] = mapped_column(String(10))
    document: Mapped[str] = mapped_column(String(200))
    reason: Mapped[str] = mapped_column(Text)
    proposed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    proposed_by: Mapped[str] = mapped_column(String(120))
    settled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    settled_by: Mapped[str] = mapped_column(String(120))
    to_lot_id: Mapped[int | None] = mapped_column(ForeignKey("lot.id"))
    received: Mapped[Decimal | None] = mapped_column(Quantity)
    answer: Mapped[str] = mapped_column(Text, server_default="")
    version: Mapped[int] = mapped_column(Integer)
    request_id: Mapped[int | None] = mapped_column(BigInteger)


class TransferRequestRow(Base):
    """A quantity of a type that one commune asks of another; the answer is given as transfers of the other's rows."""

    __tablename__ = "transfer_request"
    __table_args__ = (
        CheckConstraint("quantity > 0", name="quantity"),
        CheckConstraint("asker_code <> giver_code", name="two_communes"),
    )

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    asker_code: Mapped[str] = mapped_column(ForeignKey("commune.code"), index=True)
    giver_code: Mapped[str] = mapped_column(ForeignKey("commune.code"), index=True)
    type_code: Mapped[str] = mapped_column(ForeignKey("resource_type.code"))
    quantity: Mapped[Decimal] = mapped_column(Quantity)
    reason: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(String(10))
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    asked_by: Mapped[str] = mapped_column(String(120))
    given: Mapped[Decimal | None] = mapped_column(Quantity)
    answer: Mapped[str] = mapped_column(Text)
    settled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    settled_by: Mapped[str] = mapped_column(String(120))
