"""Tables for closing gaps: what a type costs, and what a commune's land is where the register itself cannot know."""

from __future__ import annotations

from datetime import date

from sqlalchemy import BigInteger, Boolean, CheckConstraint, Date, ForeignKey, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Base


class TypePriceRow(Base):
    """What one unit of a type costs, what part of that its repair does, and how what is missing is had: as the type's
    kind suggests (`rest` None), bought, by contract, or stored where a commune is remote."""

    __tablename__ = "type_price"
    __table_args__ = (
        CheckConstraint("price_vnd > 0", name="price_positive"),
        CheckConstraint("repair_percent BETWEEN 0 AND 100", name="repair_percent_within"),
        CheckConstraint("rest IN ('buy', 'contract', 'store')", name="rest"),
    )

    type_code: Mapped[str] = mapped_column(ForeignKey("resource_type.code"), primary_key=True)
    price_vnd: Mapped[int] = mapped_column(BigInteger)
    repair_percent: Mapped[int] = mapped_column(Integer)
    source: Mapped[str] = mapped_column(String(200))
    priced_on: Mapped[date] = mapped_column(Date)
    rest: Mapped[str | None] = mapped_column(String(10))
    version: Mapped[int] = mapped_column(Integer)


class CommuneLandRow(Base):
    """What the province said of a commune's land; a commune without such a row goes by its terrain."""

    __tablename__ = "commune_land"

    commune_code: Mapped[str] = mapped_column(ForeignKey("commune.code"), primary_key=True)
    coastal: Mapped[bool] = mapped_column(Boolean)
    remote: Mapped[bool] = mapped_column(Boolean)
    difficult: Mapped[bool] = mapped_column(Boolean)
    source: Mapped[str] = mapped_column(String(200))
    version: Mapped[int] = mapped_column(Integer)
