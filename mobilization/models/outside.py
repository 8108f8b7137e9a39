"""Tables of what goes beyond an incident: requests to the level above, offers from outside, telegrams.

Each keeps the number and the day the clerk gave its paper; of an offer that is the letter of thanks.
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import CheckConstraint, Date, ForeignKey, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Base, Quantity, RowId, UtcDateTime


class ShortfallRow(Base):
    """A case "vượt quá khả năng" made from one plan; `content` is what was tried, need by need, as JSON."""

    __tablename__ = "shortfall_case"
    __table_args__ = (UniqueConstraint("plan_id"),)

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    incident_id: Mapped[int] = mapped_column(ForeignKey("incident.id"), index=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"))
    content: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(String(10), index=True)
    made_by: Mapped[str] = mapped_column(String(120))
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    sent_by: Mapped[str] = mapped_column(String(120))
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    taken_by: Mapped[str] = mapped_column(String(120))
    taken_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    taken_incident_id: Mapped[int | None] = mapped_column(ForeignKey("incident.id"))
    number: Mapped[str] = mapped_column(String(60), default="")
    dated: Mapped[date | None] = mapped_column(Date)


class OfferRow(Base):
    """Help offered from outside the register; accepted, it covers so much of one need.

    `covers` is in the units of a need by ability; empty, the quantity itself is what is covered. `came` is how much of it
    really arrived.
    """

    __tablename__ = "outside_offer"
    __table_args__ = (CheckConstraint("quantity > 0", name="quantity"),)

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    incident_id: Mapped[int] = mapped_column(ForeignKey("incident.id"), index=True)
    need_id: Mapped[int | None] = mapped_column(ForeignKey("need.id", ondelete="SET NULL"), index=True)
    giver: Mapped[str] = mapped_column(String(200))
    giver_kind: Mapped[str] = mapped_column(String(20))
    contact: Mapped[str] = mapped_column(String(200))
    type_code: Mapped[str] = mapped_column(ForeignKey("resource_type.code"))
    quantity: Mapped[Decimal] = mapped_column(Quantity)
    covers: Mapped[Decimal | None] = mapped_column(Quantity)
    came: Mapped[Decimal | None] = mapped_column(Quantity)
    arrives_at: Mapped[datetime] = mapped_column(UtcDateTime)
    until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    note: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(String(10))
    thanked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    thanks_number: Mapped[str] = mapped_column(String(60), default="")
    thanks_dated: Mapped[date | None] = mapped_column(Date)
    decided_by: Mapped[str] = mapped_column(String(120))
    made_by: Mapped[str] = mapped_column(String(120))
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(Integer)


class TelegramRow(Base):
    """A công điện as drafted; addressees and orders one a line."""

    __tablename__ = "telegram"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    incident_id: Mapped[int] = mapped_column(ForeignKey("incident.id"), index=True)
    urgency: Mapped[str] = mapped_column(String(20))
    addressees: Mapped[str] = mapped_column(Text)
    situation: Mapped[str] = mapped_column(Text)
    orders: Mapped[str] = mapped_column(Text)
    report_by: Mapped[datetime] = mapped_column(UtcDateTime)
    made_by: Mapped[str] = mapped_column(String(120))
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    number: Mapped[str] = mapped_column(String(60), default="")
    dated: Mapped[date | None] = mapped_column(Date)
