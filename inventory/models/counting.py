"""Tables of stocktakes and of review campaigns."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import Boolean, Date, ForeignKey, Index, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Base, Quantity, RowId, UtcDateTime


class StockCountRow(Base):
    """One stocktake of a commune's place, pillar or whole list."""

    __tablename__ = "stock_count"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    commune_code: Mapped[str] = mapped_column(ForeignKey("commune.code"), index=True)
    pillar: Mapped[str] = mapped_column(String(20))
    place: Mapped[str] = mapped_column(String(200))
    blind: Mapped[bool] = mapped_column(Boolean)
    state: Mapped[str] = mapped_column(String(12))
    opened_at: Mapped[datetime] = mapped_column(UtcDateTime)
    opened_by: Mapped[str] = mapped_column(String(120))
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    closed_by: Mapped[str] = mapped_column(String(120))
    number: Mapped[str] = mapped_column(String(60))
    version: Mapped[int] = mapped_column(Integer)


class StockCountLineRow(Base):
    """One row under count. `book_…` is the book at the moment of counting, before that at the opening.

    `open_lot_id` is the lot's id while the line is open and empty afterwards: being unique, it lets the database
    itself refuse a second open count of the same row.
    """

    __tablename__ = "stock_count_line"
    __table_args__ = (
        UniqueConstraint("count_id", "lot_id"),
        UniqueConstraint("open_lot_id"),
        Index("ix_stock_count_line_lot_id", "lot_id"),
    )

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    count_id: Mapped[int] = mapped_column(ForeignKey("stock_count.id"))
    lot_id: Mapped[int] = mapped_column(ForeignKey("lot.id"))
    open_lot_id: Mapped[int | None] = mapped_column(RowId)
    state: Mapped[str] = mapped_column(String(10))
    held: Mapped[str] = mapped_column(String(12))
    found: Mapped[bool] = mapped_column(Boolean)
    book_on_hand: Mapped[Decimal] = mapped_column(Quantity)
    book_away: Mapped[Decimal] = mapped_column(Quantity)
    book_broken: Mapped[Decimal] = mapped_column(Quantity)
    book_movement_id: Mapped[int] = mapped_column(RowId)
    present: Mapped[Decimal | None] = mapped_column(Quantity)
    broken: Mapped[Decimal | None] = mapped_column(Quantity)
    reason: Mapped[str] = mapped_column(Text)
    counted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    counted_by: Mapped[str] = mapped_column(String(120))
    version: Mapped[int] = mapped_column(Integer)


class ReviewCampaignRow(Base):
    """One review the province asks of every commune; `pillars` is empty for all of them."""

    __tablename__ = "review_campaign"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    title: Mapped[str] = mapped_column(String(160))
    pillars: Mapped[str] = mapped_column(String(80))
    starts_on: Mapped[date] = mapped_column(Date)
    due_on: Mapped[date] = mapped_column(Date)
    opened_at: Mapped[datetime] = mapped_column(UtcDateTime)
    opened_by: Mapped[str] = mapped_column(String(120))
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    closed_by: Mapped[str] = mapped_column(String(120))
    version: Mapped[int] = mapped_column(Integer)


class ReviewSignatureRow(Base):
    """The chairman's final word for his commune in a campaign, with the number of rows it covered."""

    __tablename__ = "review_signature"
    __table_args__ = (UniqueConstraint("campaign_id", "commune_code"),)

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("review_campaign.id"))
    commune_code: Mapped[str] = mapped_column(ForeignKey("commune.code"))
    rows: Mapped[int] = mapped_column(Integer)
    signed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    signed_by: Mapped[str] = mapped_column(String(120))


class ReviewReminderRow(Base):
    """A reminder of the province to a commune; at most one a day for each campaign."""

    __tablename__ = "review_reminder"
    __table_args__ = (UniqueConstraint("campaign_id", "commune_code", "sent_on"),)

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("review_campaign.id"))
    commune_code: Mapped[str] = mapped_column(ForeignKey("commune.code"))
    sent_on: Mapped[date] = mapped_column(Date)
    sent_at: Mapped[datetime] = mapped_column(UtcDateTime)
    sent_by: Mapped[str] = mapped_column(String(120))
