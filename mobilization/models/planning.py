"""Tables the planner looks at beside the stock: the commander's word, roads, warnings."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from sqlalchemy import CheckConstraint, Float, ForeignKey, Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Base, Quantity, RowId, UtcDateTime


class PlanChoiceRow(Base):
    """The commander's word on a plan: so much of a lot for a need, or a lot or holder not to be asked.

    A ban without a need holds for the whole incident. Taken back, the row stays with who and when.
    """

    __tablename__ = "plan_choice"
    __table_args__ = (
        CheckConstraint(
            "(kind = 'pin' AND need_id IS NOT NULL AND lot_id IS NOT NULL AND holder_id IS NULL AND quantity > 0)"
            " OR (kind = 'forbid' AND quantity IS NULL AND (lot_id IS NULL) <> (holder_id IS NULL))",
            name="kind",
        ),
    )

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    incident_id: Mapped[int] = mapped_column(ForeignKey("incident.id"), index=True)
    need_id: Mapped[int | None] = mapped_column(ForeignKey("need.id", ondelete="CASCADE"))
    lot_id: Mapped[int | None] = mapped_column(ForeignKey("lot.id"))
    holder_id: Mapped[int | None] = mapped_column(ForeignKey("holder.id"))
    kind: Mapped[str] = mapped_column(String(10))
    quantity: Mapped[Decimal | None] = mapped_column(Quantity)
    reason: Mapped[str] = mapped_column(Text)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    made_by: Mapped[str] = mapped_column(String(120))
    undone_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    undone_by: Mapped[str] = mapped_column(String(120))


class RoadChangeRow(Base):
    """A link between two neighbours that is cut (`minutes` empty) or takes other minutes than estimated."""

    __tablename__ = "road_change"
    __table_args__ = (
        CheckConstraint("a < b", name="order"),
        CheckConstraint("minutes IS NULL OR minutes > 0", name="minutes"),
        Index("ix_road_change_link", "a", "b"),
    )

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    a: Mapped[str] = mapped_column(ForeignKey("commune.code"))
    b: Mapped[str] = mapped_column(ForeignKey("commune.code"))
    minutes: Mapped[int | None] = mapped_column(Integer)
    until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    note: Mapped[str] = mapped_column(Text)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    made_by: Mapped[str] = mapped_column(String(120))
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_by: Mapped[str] = mapped_column(String(120))


class RoadMinutesRow(Base):
    """Minutes from commune to commune as a road engine computed them beforehand."""

    __tablename__ = "road_minutes"
    __table_args__ = (CheckConstraint("minutes >= 0", name="minutes"),)

    start: Mapped[str] = mapped_column(ForeignKey("commune.code"), primary_key=True)
    end: Mapped[str] = mapped_column(ForeignKey("commune.code"), primary_key=True, index=True)
    minutes: Mapped[float] = mapped_column(Float)


class RoadTableRow(Base):
    """A road engine's table as it was taken in: where it came from, how many pairs of communes, when."""

    __tablename__ = "road_table"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    source: Mapped[str] = mapped_column(String(200))
    pairs: Mapped[int] = mapped_column(Integer)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)


class CommuneWarningRow(Base):
    """A commune under warning: so many more per cent of what it has stay at home while it lasts."""

    __tablename__ = "commune_warning"
    __table_args__ = (
        CheckConstraint("level BETWEEN 1 AND 5", name="level"),
        CheckConstraint("keep_percent BETWEEN 0 AND 100", name="keep_percent"),
    )

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    commune_code: Mapped[str] = mapped_column(ForeignKey("commune.code"), index=True)
    level: Mapped[int] = mapped_column(Integer)
    keep_percent: Mapped[int] = mapped_column(Integer)
    until: Mapped[datetime] = mapped_column(UtcDateTime)
    note: Mapped[str] = mapped_column(Text)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    made_by: Mapped[str] = mapped_column(String(120))
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_by: Mapped[str] = mapped_column(String(120))
