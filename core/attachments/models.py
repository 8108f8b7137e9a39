"""The table of photographs; their content lies under its digest among the kept files."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Base, RowId, UtcDateTime


class PhotoRow(Base):
    """One photograph of one thing. `commune_code` is whose it is, empty for the province's own."""

    __tablename__ = "photo"
    __table_args__ = (UniqueConstraint("subject", "sha256"),)

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    subject: Mapped[str] = mapped_column(String(60))
    commune_code: Mapped[str] = mapped_column(String(10))
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    width: Mapped[int] = mapped_column(Integer)
    height: Mapped[int] = mapped_column(Integer)
    caption: Mapped[str] = mapped_column(String(200))
    taken_in_at: Mapped[datetime] = mapped_column(UtcDateTime)
    taken_in_by: Mapped[str] = mapped_column(String(120))
