"""Tables of merged duplicates: which type or holder went into which, and what became of each row."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Base, Quantity, RowId, UtcDateTime


class MergeRow(Base):
    """One merge. `source` and `target` are codes of types or ids of holders; `carried` what else moved, as JSON."""

    __tablename__ = "duplicate_merge"
    __table_args__ = (
        CheckConstraint("kind IN ('type', 'holder')", name="kind"),
        CheckConstraint("source <> target", name="another"),
    )

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    kind: Mapped[str] = mapped_column(String(10))
    commune_code: Mapped[str] = mapped_column(String(10), index=True)
    source: Mapped[str] = mapped_column(String(20), index=True)
    target: Mapped[str] = mapped_column(String(20))
    source_name: Mapped[str] = mapped_column(String(160))
    target_name: Mapped[str] = mapped_column(String(160))
    reason: Mapped[str] = mapped_column(Text)
    carried: Mapped[str] = mapped_column(Text)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    made_by: Mapped[str] = mapped_column(String(120))
    undone_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    undone_by: Mapped[str] = mapped_column(String(120))


class MergeLineRow(Base):
    """One row of a merge: kept under its new name, or put together with `into_lot_id`.

    The versions are those the merge left behind, `before` what the receiving row said, as JSON: both for undoing it.
    """

    __tablename__ = "duplicate_merge_line"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    merge_id: Mapped[int] = mapped_column(ForeignKey("duplicate_merge.id"), index=True)
    lot_id: Mapped[int] = mapped_column(ForeignKey("lot.id"), index=True)
    into_lot_id: Mapped[int | None] = mapped_column(ForeignKey("lot.id"), index=True)
    on_hand: Mapped[Decimal] = mapped_column(Quantity)
    broken: Mapped[Decimal] = mapped_column(Quantity)
    version: Mapped[int] = mapped_column(Integer)
    into_version: Mapped[int | None] = mapped_column(Integer)
    before: Mapped[str] = mapped_column(Text)
