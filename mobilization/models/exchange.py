"""Messages of other systems as they came, and what became of them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Integer, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Base, RowId, UtcDateTime


class ExchangeMessageRow(Base):
    """One message: `content` is the XML as it came, `answer` what each of its lines became, as JSON.

    `digest` is of what came and never changes; content of another digest had personal data corrected or erased in it.

    `commune_code` is whose post it came to, empty for the province; there its sender's identifier stands once.
    """

    __tablename__ = "exchange_message"
    __table_args__ = (UniqueConstraint("commune_code", "message_id"),)

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    commune_code: Mapped[str] = mapped_column(String(10))
    kind: Mapped[str] = mapped_column(String(30))
    message_id: Mapped[str] = mapped_column(String(300))
    sender: Mapped[str] = mapped_column(String(200))
    title: Mapped[str] = mapped_column(String(200))
    sent_at: Mapped[datetime] = mapped_column(UtcDateTime)
    content: Mapped[bytes] = mapped_column(LargeBinary)
    digest: Mapped[str] = mapped_column(String(64))
    state: Mapped[str] = mapped_column(String(10), index=True)
    note: Mapped[str] = mapped_column(String(20))
    answer: Mapped[str] = mapped_column(Text)
    incident_id: Mapped[int | None] = mapped_column(ForeignKey("incident.id"), index=True)
    made_by: Mapped[str] = mapped_column(String(120))
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    decided_by: Mapped[str] = mapped_column(String(120))
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(Integer)


class WarningSourceRow(Base):
    """The alert a commune's warning was set from."""

    __tablename__ = "warning_source"

    warning_id: Mapped[int] = mapped_column(ForeignKey("commune_warning.id"), primary_key=True)
    message_id: Mapped[int] = mapped_column(ForeignKey("exchange_message.id"), index=True)
