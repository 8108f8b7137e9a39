"""Tables of what the law sets and the province keeps up: who may order, what a day is paid; and days paid."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import BigInteger, Boolean, CheckConstraint, Date, ForeignKey, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Base, RowId, UtcDateTime


class CompetenceRow(Base):
    """From `since` on, these levels may order in this form, militia or all else; it goes before the program's own rule."""

    __tablename__ = "competence"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    form: Mapped[str] = mapped_column(String(20))
    commune: Mapped[bool] = mapped_column(Boolean)
    province: Mapped[bool] = mapped_column(Boolean)
    since: Mapped[date] = mapped_column(Date)
    basis: Mapped[str] = mapped_column(String(300))
    militia: Mapped[bool] = mapped_column(Boolean)
    signer: Mapped[str] = mapped_column(String(10))
    situation: Mapped[str] = mapped_column(String(10))
    consent_commune: Mapped[str] = mapped_column(String(200))
    consent_province: Mapped[str] = mapped_column(String(200))
    doubt: Mapped[str] = mapped_column(String(300))
    made_by: Mapped[str] = mapped_column(String(120))
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)


class DayRateRow(Base):
    """From `since` on, a day of this kind is paid so many đồng."""

    __tablename__ = "day_rate"
    __table_args__ = (CheckConstraint("dong > 0", name="dong"),)

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    kind: Mapped[str] = mapped_column(String(10))
    since: Mapped[date] = mapped_column(Date)
    dong: Mapped[int] = mapped_column(BigInteger)
    basis: Mapped[str] = mapped_column(String(300))
    made_by: Mapped[str] = mapped_column(String(120))
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)


class DayPayRow(Base):
    """Days and nights of a group of people called out by an order, at the rate in force when they served."""

    __tablename__ = "day_pay"
    __table_args__ = (CheckConstraint("people > 0 AND days >= 0 AND nights >= 0", name="amounts"),)

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    order_id: Mapped[int] = mapped_column(ForeignKey("mobilization_order.id"), index=True)
    kind: Mapped[str] = mapped_column(String(10))
    group_name: Mapped[str] = mapped_column(String(200))
    worked_on: Mapped[date] = mapped_column(Date)
    people: Mapped[int] = mapped_column(Integer)
    days: Mapped[int] = mapped_column(Integer)
    nights: Mapped[int] = mapped_column(Integer)
    rate_dong: Mapped[int] = mapped_column(BigInteger)
    amount_dong: Mapped[int] = mapped_column(BigInteger)
    budget: Mapped[str] = mapped_column(String(20))
    made_by: Mapped[str] = mapped_column(String(120))
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
