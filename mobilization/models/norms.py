"""What a province changed in its planning norms."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import CheckConstraint, Date, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Base, Quantity, RowId, UtcDateTime


class NormChangeRow(Base):
    """The province's own value of one norm from a day on; without a value the default holds again.

    Rows are only added: the `version` of a key counts them, so two people who change it at once cannot both win.
    """

    __tablename__ = "norm_change"
    __table_args__ = (
        CheckConstraint("value IS NULL OR value >= 0", name="value"),
        UniqueConstraint("key", "version", name="uq_norm_change_key_version"),
    )

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    key: Mapped[str] = mapped_column(String(40))
    value: Mapped[Decimal | None] = mapped_column(Quantity)
    source: Mapped[str] = mapped_column(String(300))
    reason: Mapped[str] = mapped_column(String(300))
    valid_from: Mapped[date] = mapped_column(Date)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    made_by: Mapped[str] = mapped_column(String(120))
    version: Mapped[int] = mapped_column(Integer)
