"""Tables of reports in words, and of the response plans that must be renewed."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Date, ForeignKey, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Base, RowId, UtcDateTime


class PaperRow(Base):
    """One report in words: of an incident (quick, daily, after action) or of a year.

    `slot` says what it is the only report of, such as `incident:3:daily:2026-11-23` or `year:2026:21085`.
    `commune_code` is whose report it is, empty for the province; `version` the newest of its versions.
    """

    __tablename__ = "written_report"
    __table_args__ = (UniqueConstraint("slot"),)

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    slot: Mapped[str] = mapped_column(String(60))
    kind: Mapped[str] = mapped_column(String(10))
    incident_id: Mapped[int | None] = mapped_column(ForeignKey("incident.id"), index=True)
    year: Mapped[int] = mapped_column(Integer)
    commune_code: Mapped[str] = mapped_column(String(10), index=True)
    on_day: Mapped[date] = mapped_column(Date)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    made_by: Mapped[str] = mapped_column(String(120))
    version: Mapped[int] = mapped_column(Integer)


class PaperVersionRow(Base):
    """The text of a report as one person saved it; never changed, the newest counts. `body` is JSON by section."""

    __tablename__ = "written_report_version"
    __table_args__ = (UniqueConstraint("report_id", "version"),)

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("written_report.id"))
    version: Mapped[int] = mapped_column(Integer)
    body: Mapped[str] = mapped_column(Text)
    saved_at: Mapped[datetime] = mapped_column(UtcDateTime)
    saved_by: Mapped[str] = mapped_column(String(120))


class ResponsePlanRow(Base):
    """A civil-defence or response plan that was approved; `commune_code` is empty for the province's."""

    __tablename__ = "response_plan"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    commune_code: Mapped[str] = mapped_column(String(10), index=True)
    title: Mapped[str] = mapped_column(String(200))
    document: Mapped[str] = mapped_column(String(60))
    approved_on: Mapped[date] = mapped_column(Date)
    replaced: Mapped[bool] = mapped_column()
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    changed_by: Mapped[str] = mapped_column(String(120))
    version: Mapped[int] = mapped_column(Integer)
