"""Tables of communes, their links, and the names they had."""

from __future__ import annotations

from sqlalchemy import Boolean, Float, ForeignKey, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Base, RowId


class CommuneRow(Base):
    """One of today's communes."""

    __tablename__ = "commune"

    code: Mapped[str] = mapped_column(String(10), primary_key=True)
    name: Mapped[str] = mapped_column(String(80))
    kind: Mapped[str] = mapped_column(String(10))
    old_province: Mapped[str] = mapped_column(String(80))
    lat: Mapped[float] = mapped_column(Float)
    lon: Mapped[float] = mapped_column(Float)
    area_km2: Mapped[float] = mapped_column(Float)
    population: Mapped[int] = mapped_column(Integer)
    position: Mapped[int] = mapped_column(Integer, index=True)
    folded: Mapped[str] = mapped_column(String(80))
    sort_key: Mapped[str] = mapped_column(String(200))


class CommuneLinkRow(Base):
    """Two neighbouring communes, each pair once."""

    __tablename__ = "commune_link"

    a: Mapped[str] = mapped_column(ForeignKey("commune.code"), primary_key=True)
    b: Mapped[str] = mapped_column(ForeignKey("commune.code"), primary_key=True)
    border_km: Mapped[float] = mapped_column(Float)
    by_sea: Mapped[bool] = mapped_column(Boolean)


class OldCommuneRow(Base):
    """A commune of before July 2025 and where it went."""

    __tablename__ = "old_commune"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    old_province: Mapped[str] = mapped_column(String(80))
    old_district: Mapped[str] = mapped_column(String(80))
    name: Mapped[str] = mapped_column(String(80))
    old_code: Mapped[str] = mapped_column(String(10))
    new_code: Mapped[str] = mapped_column(ForeignKey("commune.code"), index=True)
    whole: Mapped[bool] = mapped_column(Boolean)


class CommuneAliasRow(Base):
    """Another name under which a place stands in files."""

    __tablename__ = "commune_alias"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    alias: Mapped[str] = mapped_column(String(80))
    old_district: Mapped[str] = mapped_column(String(80))
    old_code: Mapped[str] = mapped_column(String(10))
    new_code: Mapped[str] = mapped_column(String(10))
    what: Mapped[str] = mapped_column(String(120))
    period: Mapped[str] = mapped_column(String(60))
