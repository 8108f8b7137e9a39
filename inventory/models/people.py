"""Tables of people: the command boards, who is on duty, the forces, and every look at a telephone number."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Date,
    ForeignKey,
    Index,
    Integer,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Base, RowId, UtcDateTime


class BoardSeatRow(Base):
    """One person's term in one post of a board; a new holder is a new row. An empty commune is the province."""

    __tablename__ = "board_seat"
    __table_args__ = (
        CheckConstraint("term_to IS NULL OR term_from <= term_to", name="term"),
        Index("ix_board_seat_commune", "commune_code", "ended_on"),
    )

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    commune_code: Mapped[str] = mapped_column(String(10))
    post: Mapped[str] = mapped_column(String(20))
    name: Mapped[str] = mapped_column(String(120))
    folded: Mapped[str] = mapped_column(String(120), index=True)
    unit: Mapped[str] = mapped_column(String(160))
    phone: Mapped[str] = mapped_column(String(60))
    stand_in: Mapped[str] = mapped_column(String(120))
    term_from: Mapped[date] = mapped_column(Date)
    term_to: Mapped[date | None] = mapped_column(Date)
    ended_on: Mapped[date | None] = mapped_column(Date)
    document: Mapped[str] = mapped_column(String(160))
    version: Mapped[int] = mapped_column(Integer)


class DutyWatchRow(Base):
    """One person on duty from one moment to another. An empty commune is the province."""

    __tablename__ = "duty_watch"
    __table_args__ = (
        CheckConstraint("starts_at < ends_at", name="span"),
        Index("ix_duty_watch_commune_ends", "commune_code", "ends_at"),
        Index("ix_duty_watch_ends", "ends_at"),
    )

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    commune_code: Mapped[str] = mapped_column(String(10))
    kind: Mapped[str] = mapped_column(String(10))
    name: Mapped[str] = mapped_column(String(120))
    folded: Mapped[str] = mapped_column(String(120), index=True)
    unit: Mapped[str] = mapped_column(String(160))
    phone: Mapped[str] = mapped_column(String(60))
    starts_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ends_at: Mapped[datetime] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(Integer)


class SquadRow(Base):
    """One squad. `shared` of its unnamed people are counted in another squad already (`shared_with_id` where known)."""

    __tablename__ = "squad"
    __table_args__ = (
        CheckConstraint("0 <= shared AND shared <= strength", name="shared_within"),
        CheckConstraint("0 <= trained AND trained <= strength", name="trained_within"),
        Index("ix_squad_commune", "commune_code", "closed"),
    )

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    commune_code: Mapped[str] = mapped_column(ForeignKey("commune.code"))
    type_code: Mapped[str] = mapped_column(ForeignKey("resource_type.code"))
    name: Mapped[str] = mapped_column(String(160))
    strength: Mapped[int] = mapped_column(Integer)
    trained: Mapped[int] = mapped_column(Integer)
    shared: Mapped[int] = mapped_column(Integer)
    shared_with_id: Mapped[int | None] = mapped_column(ForeignKey("squad.id"))
    leader: Mapped[str] = mapped_column(String(120))
    leader_folded: Mapped[str] = mapped_column(String(120))
    phone: Mapped[str] = mapped_column(String(60))
    caller: Mapped[str] = mapped_column(String(20))
    form: Mapped[str] = mapped_column(String(20))
    equipment: Mapped[str] = mapped_column(Text)
    counted_on: Mapped[date] = mapped_column(Date)
    version: Mapped[int] = mapped_column(Integer)
    closed: Mapped[bool] = mapped_column(Boolean)


class ForcePersonRow(Base):
    """One person of a commune's forces, however many squads count on them; the year of birth tells namesakes apart.

    Hùng and Hưng are two people whose folded names are one.
    """

    __tablename__ = "force_person"
    __table_args__ = (
        UniqueConstraint("commune_code", "folded", "birth_year", "name", name="uq_force_person"),
    )

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    commune_code: Mapped[str] = mapped_column(ForeignKey("commune.code"))
    name: Mapped[str] = mapped_column(String(120))
    folded: Mapped[str] = mapped_column(String(120), index=True)
    birth_year: Mapped[int] = mapped_column(Integer)
    phone: Mapped[str] = mapped_column(String(60))


class SquadMemberRow(Base):
    """A person's place in a squad."""

    __tablename__ = "squad_member"
    __table_args__ = (UniqueConstraint("squad_id", "person_id", name="uq_squad_member"),)

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    squad_id: Mapped[int] = mapped_column(ForeignKey("squad.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("force_person.id"), index=True)


class PhoneLookRow(Base):
    """One look at a telephone number: who, when, whose, from which page. `kind` and `row_id` name the row it stood in."""

    __tablename__ = "phone_look"
    __table_args__ = (Index("ix_phone_look_commune", "commune_code", "id"),)

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    actor_id: Mapped[int] = mapped_column(Integer)
    actor: Mapped[str] = mapped_column(String(120))
    commune_code: Mapped[str] = mapped_column(String(10))
    kind: Mapped[str] = mapped_column(String(10))
    row_id: Mapped[int] = mapped_column(Integer)
    whose: Mapped[str] = mapped_column(String(200))
    page: Mapped[str] = mapped_column(String(200))
