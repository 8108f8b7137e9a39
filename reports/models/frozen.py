"""The table of frozen years."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Base, RowId, UtcDateTime


class FrozenBookRow(Base):
    """A year's workbook as it was frozen, once for each scope; the file lies among the kept files under its SHA-256.

    `scope` is empty for the province, a commune's code, or a former district's name; `fingerprint` covers what the
    sheets say, `audit_root` the chain at that moment.
    """

    __tablename__ = "frozen_book"
    __table_args__ = (UniqueConstraint("year", "scope"),)

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    year: Mapped[int] = mapped_column(Integer)
    scope: Mapped[str] = mapped_column(String(80))
    sha256: Mapped[str] = mapped_column(String(64))
    fingerprint: Mapped[str] = mapped_column(String(64))
    audit_root: Mapped[str] = mapped_column(String(64))
    bytes: Mapped[int] = mapped_column(BigInteger)
    frozen_at: Mapped[datetime] = mapped_column(UtcDateTime)
    frozen_by: Mapped[str] = mapped_column(String(120))
