"""Tables of imports: each upload, each line it brought, each answer an office gave."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import Date, ForeignKey, Index, Integer, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Base, Quantity, RowId, UtcDateTime


class ImportBatchRow(Base):
    """One upload of one file. `office` is a commune's code, empty for the province.

    `reading` is what recognition found, packed; `reading_key` says with which answers. The counts are those of the
    commit, before it those of the last preview. `stage` and `stage_at` say how far the reading of a long file is,
    `refusal` why a file was not taken, `year` of which year the figures are that became stock.
    """

    __tablename__ = "import_batch"
    __table_args__ = (Index("ix_import_batch_office", "office", "id"),)

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    file_name: Mapped[str] = mapped_column(String(160))
    size: Mapped[int] = mapped_column(Integer)
    office: Mapped[str] = mapped_column(String(10))
    mode: Mapped[str] = mapped_column(String(10))
    state: Mapped[str] = mapped_column(String(12))
    made_by_id: Mapped[int | None] = mapped_column(Integer)
    made_by: Mapped[str] = mapped_column(String(120))
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    reading_key: Mapped[str] = mapped_column(String(64))
    reading: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    question_count: Mapped[int] = mapped_column(Integer)
    new_count: Mapped[int] = mapped_column(Integer)
    changed_count: Mapped[int] = mapped_column(Integer)
    same_count: Mapped[int] = mapped_column(Integer)
    ask_count: Mapped[int] = mapped_column(Integer)
    refused_count: Mapped[int] = mapped_column(Integer)
    committed_by: Mapped[str] = mapped_column(String(120))
    committed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    undone_by: Mapped[str] = mapped_column(String(120))
    undone_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    stage: Mapped[str | None] = mapped_column(String(12))
    stage_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    refusal: Mapped[str | None] = mapped_column(Text)
    year: Mapped[int | None] = mapped_column(Integer)


class ImportLineRow(Base):
    """One row of a committed file: its verdict, the figures before and after, and what undo made of it."""

    __tablename__ = "import_line"
    __table_args__ = (UniqueConstraint("batch_id", "position"),)

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    batch_id: Mapped[int] = mapped_column(ForeignKey("import_batch.id"))
    position: Mapped[int] = mapped_column(Integer)
    sheet: Mapped[str] = mapped_column(String(120))
    cell: Mapped[str] = mapped_column(String(20))
    status: Mapped[str] = mapped_column(String(10))
    reasons: Mapped[str] = mapped_column(Text)
    commune_code: Mapped[str] = mapped_column(String(10))
    type_code: Mapped[str] = mapped_column(String(10))
    commune_raw: Mapped[str] = mapped_column(String(200))
    resource_raw: Mapped[str] = mapped_column(String(200))
    quantity_raw: Mapped[str] = mapped_column(String(200))
    holder: Mapped[str] = mapped_column(String(160))
    place: Mapped[str] = mapped_column(String(200))
    mark: Mapped[str] = mapped_column(String(40))
    into: Mapped[str] = mapped_column(String(160))
    lot_id: Mapped[int | None] = mapped_column(ForeignKey("lot.id"), index=True)
    old_on_hand: Mapped[Decimal | None] = mapped_column(Quantity)
    old_broken: Mapped[Decimal | None] = mapped_column(Quantity)
    on_hand: Mapped[Decimal | None] = mapped_column(Quantity)
    broken: Mapped[Decimal | None] = mapped_column(Quantity)
    old_note: Mapped[str] = mapped_column(Text)
    old_checked_on: Mapped[date | None] = mapped_column(Date)
    old_checked_by: Mapped[str] = mapped_column(String(120))
    lot_version: Mapped[int | None] = mapped_column(Integer)
    outcome: Mapped[str] = mapped_column(String(20))
    # Where the row was, of a line that took it to another holder or place.
    old_holder_id: Mapped[int | None] = mapped_column(ForeignKey("holder.id"), index=True)
    old_place: Mapped[str | None] = mapped_column(String(200))
    # The last day of the goods after the line and before it.
    last_day: Mapped[date | None] = mapped_column(Date)
    old_last_day: Mapped[date | None] = mapped_column(Date)


class ImportAnswerRow(Base):
    """An office's answer to one question. `sha256` is empty where it serves every later file of the office.

    `offered` is what could be chosen, as JSON of values and their words, where nothing else can be the answer.
    """

    __tablename__ = "import_answer"
    __table_args__ = (UniqueConstraint("office", "sha256", "key"),)

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    office: Mapped[str] = mapped_column(String(10))
    sha256: Mapped[str] = mapped_column(String(64))
    key: Mapped[str] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(String(20))
    raw: Mapped[str] = mapped_column(Text)
    about: Mapped[str] = mapped_column(Text)
    value: Mapped[str] = mapped_column(Text)
    offered: Mapped[str] = mapped_column(Text, default="", server_default="")
    answered_by: Mapped[str] = mapped_column(String(120))
    answered_at: Mapped[datetime] = mapped_column(UtcDateTime)
