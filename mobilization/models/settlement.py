"""Tables of what follows an order: its legal acts, its minutes, what is owed and paid."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Date,
    ForeignKey,
    Integer,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Base, Quantity, RowId, UtcDateTime


class OrderActRow(Base):
    """An act on an order, each kind once: confirmed in writing, extended, return decided, payment extended.

    Or how it came to nothing, as its state says: sent back, withdrawn, declined, recalled. `until` is the new term or hour,
    `text` why; of a return decision when, and where, the things go back.
    """

    __tablename__ = "order_act"
    __table_args__ = (UniqueConstraint("order_id", "kind"),)

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    order_id: Mapped[int] = mapped_column(ForeignKey("mobilization_order.id"))
    kind: Mapped[str] = mapped_column(String(20))
    happened_at: Mapped[datetime] = mapped_column(UtcDateTime)
    until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    number: Mapped[str] = mapped_column(String(60))
    text: Mapped[str] = mapped_column(Text)
    actor: Mapped[str] = mapped_column(String(120))
    entered_at: Mapped[datetime] = mapped_column(UtcDateTime)


class OrderPaperRow(Base):
    """The number and the day the clerk gave a paper that follows an order; `count` tells amendments apart."""

    __tablename__ = "order_paper"
    __table_args__ = (UniqueConstraint("order_id", "kind", "count"),)

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    order_id: Mapped[int] = mapped_column(ForeignKey("mobilization_order.id"))
    kind: Mapped[str] = mapped_column(String(20))
    count: Mapped[int] = mapped_column(Integer)
    number: Mapped[str] = mapped_column(String(60))
    dated: Mapped[date] = mapped_column(Date)
    noted_by: Mapped[str] = mapped_column(String(120))
    noted_at: Mapped[datetime] = mapped_column(UtcDateTime)


class MinutesRow(Base):
    """The minutes of a handing over or of a return: who, where, when. One of each kind for an order."""

    __tablename__ = "order_minutes"
    __table_args__ = (UniqueConstraint("order_id", "kind"),)

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    order_id: Mapped[int] = mapped_column(ForeignKey("mobilization_order.id"))
    kind: Mapped[str] = mapped_column(String(10))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    place: Mapped[str] = mapped_column(String(200))
    owner_delegate: Mapped[str] = mapped_column(String(120))
    owner_position: Mapped[str] = mapped_column(String(120))
    user_name: Mapped[str] = mapped_column(String(200))
    user_address: Mapped[str] = mapped_column(String(200))
    user_delegate: Mapped[str] = mapped_column(String(120))
    user_position: Mapped[str] = mapped_column(String(120))
    witness: Mapped[str] = mapped_column(String(120))
    remarks: Mapped[str] = mapped_column(Text)
    written_by: Mapped[str] = mapped_column(String(120))
    written_at: Mapped[datetime] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(Integer)


class MinutesLineRow(Base):
    """The condition of one resource in the minutes."""

    __tablename__ = "order_minutes_line"
    __table_args__ = (UniqueConstraint("minutes_id", "dispatch_id"),)

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    minutes_id: Mapped[int] = mapped_column(ForeignKey("order_minutes.id"))
    dispatch_id: Mapped[int] = mapped_column(ForeignKey("dispatch.id"), index=True)
    condition: Mapped[str] = mapped_column(String(300))
    meter: Mapped[str] = mapped_column(String(60))
    fuel: Mapped[str] = mapped_column(String(60))
    papers: Mapped[str] = mapped_column(String(200))


class CompensationRow(Base):
    """What one owner is owed for one resource lost, damaged or without income (Luật 15/2008/QH12 điều 34)."""

    __tablename__ = "compensation"
    __table_args__ = (CheckConstraint("amount_dong >= 0", name="amount"),)

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    order_id: Mapped[int] = mapped_column(ForeignKey("mobilization_order.id"), index=True)
    dispatch_id: Mapped[int] = mapped_column(ForeignKey("dispatch.id"), index=True)
    cause: Mapped[str] = mapped_column(String(20))
    method: Mapped[str] = mapped_column(String(20))
    quantity: Mapped[Decimal] = mapped_column(Quantity)
    unit_dong: Mapped[int] = mapped_column(BigInteger)
    days: Mapped[int] = mapped_column(Integer)
    amount_dong: Mapped[int] = mapped_column(BigInteger)
    payer: Mapped[str] = mapped_column(String(200))
    budget: Mapped[str] = mapped_column(String(20))
    ground: Mapped[str] = mapped_column(Text)
    paid_on: Mapped[date | None] = mapped_column(Date, index=True)
    paid_document: Mapped[str] = mapped_column(String(120))
    made_by: Mapped[str] = mapped_column(String(120))
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(Integer)
