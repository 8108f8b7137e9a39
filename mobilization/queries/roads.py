"""Roads that are cut or corrected, a road engine's minutes, communes under warning."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Executable, Select, bindparam, func, or_, select
from sqlalchemy.orm import Session

from core.communes.queries import list_links
from core.db import plain_rows
from core.together import Question
from core.values import frozen
from inventory.rules.details import UnderWarning as StockUnderWarning
from mobilization.models import (
    CommuneWarningRow,
    RoadChangeRow,
    RoadMinutesRow,
    RoadTableRow,
    WarningSourceRow,
)
from mobilization.rules.roads import RoadChange, cut_off


@frozen
class LinkState:
    """A cut or a correction in force."""

    id: int
    a: str
    b: str
    minutes: int | None
    until: datetime | None
    note: str
    made_at: datetime
    made_by: str

    def change(self) -> RoadChange:
        """Return it as the rules know it."""
        return RoadChange(a=self.a, b=self.b, minutes=self.minutes)


def list_link_states(session: Session, now: datetime) -> list[LinkState]:
    """Return the cuts and corrections in force, newest first."""
    rows = plain_rows(session, _kept_states(), now=now)
    return [LinkState(**row._mapping) for row in rows]


def link_states(now: datetime) -> Question[list[LinkState]]:
    """Return the question for the cuts and corrections in force, newest first."""
    return Question(_states(now), lambda rows: [LinkState(**row._mapping) for row in rows])


@cache
def _kept_states() -> Executable:
    return _states(bindparam("now"))


def _states(now: Any) -> Select[*tuple[Any, ...]]:
    columns = RoadChangeRow.__table__.c
    asked = (columns[name] for name in LinkState.__dataclass_fields__)
    there = or_(columns.until.is_(None), columns.until > now)
    return select(*asked).where(columns.ended_at.is_(None), there).order_by(columns.id.desc())


def without_way(
    session: Session, coming: Iterable[tuple[int, str, str]], roads: Iterable[LinkState]
) -> set[int]:
    """Return which of those coming (their number, from where, where to) have no way there any more, since roads are cut."""
    cut = [(state.a, state.b) for state in roads if state.minutes is None]
    going = list(coming)
    if not cut or not going:
        return set()
    return cut_off(going, [(link.a, link.b) for link in list_links(session)], cut)


def links_mark(states: Iterable[LinkState], commune_code: str) -> str:
    """Return a mark that changes when anything is said of one of a commune's links."""
    said = sorted(state.id for state in states if commune_code in (state.a, state.b))
    return hashlib.sha256(repr(said).encode()).hexdigest()[:16]


def list_road_minutes(session: Session, ends: Iterable[str]) -> dict[tuple[str, str], float]:
    """Return a road engine's minutes to some communes, by (from, to)."""
    rows = plain_rows(session, _kept_minutes(), ends=sorted(ends))
    return {(start, end): minutes for start, end, minutes in rows}


def road_minutes_to(end: str) -> Question[dict[tuple[str, str], float]]:
    """Return the question for a road engine's minutes to one commune, by (from, to)."""
    return Question(_minutes([end]), lambda rows: {(start, end): minutes for start, end, minutes in rows})


@cache
def _kept_minutes() -> Executable:
    return _minutes(bindparam("ends", expanding=True))


def _minutes(ends: Any) -> Select[*tuple[Any, ...]]:
    columns = RoadMinutesRow.__table__.c
    return select(columns.start, columns.end, columns.minutes).where(columns.end.in_(ends))


@frozen
class UnderWarning:
    """A commune under warning, by its number; `message_id` where it was set from an alert of another system."""

    id: int
    commune_code: str
    level: int
    keep_percent: int
    until: datetime
    note: str
    made_at: datetime
    made_by: str
    message_id: int | None


def list_warnings(session: Session, now: datetime) -> list[UnderWarning]:
    """Return the warnings in force, newest first."""
    return [UnderWarning(**row._mapping) for row in plain_rows(session, _warnings(), now=now)]


@cache
def _warnings() -> Executable:
    return _asked_warnings(bindparam("now"))


def _asked_warnings(now: Any) -> Select[*tuple[Any, ...]]:
    columns, source = CommuneWarningRow.__table__.c, WarningSourceRow.__table__
    asked = (columns[name] for name in UnderWarning.__dataclass_fields__ if name != "message_id")
    return (
        select(*asked, source.c.message_id)
        .outerjoin(source, source.c.warning_id == columns.id)
        .where(columns.ended_at.is_(None), columns.until > now)
        .order_by(columns.id.desc())
    )


def warnings_of(commune_code: str, now: datetime) -> Question[list[UnderWarning]]:
    """Return the question for the warnings in force of one commune, newest first."""
    own = _asked_warnings(now).where(CommuneWarningRow.commune_code == commune_code)
    return Question(own, lambda rows: [UnderWarning(**row._mapping) for row in rows])


@frozen
class RoadTable:
    """The road engine's table in use; `made_at` None where it was loaded before that was noted."""

    pairs: int
    source: str = ""
    made_at: datetime | None = None


def find_road_table(session: Session) -> RoadTable | None:
    """Return the road engine's table in use, or None where all minutes are estimates."""
    pairs = session.scalar(select(func.count()).select_from(RoadMinutesRow)) or 0
    if not pairs:
        return None
    row = session.scalars(select(RoadTableRow).order_by(RoadTableRow.id.desc()).limit(1)).first()
    return RoadTable(pairs=pairs, source=row.source, made_at=row.made_at) if row else RoadTable(pairs=pairs)


def find_warning(session: Session, commune_code: str, now: datetime) -> Mapping[str, object] | None:
    """Return the newest warning in force of a commune with its number, or None."""
    row = _newest_warning(session, commune_code, now)
    if row is None:
        return None
    names = ("id", "level", "keep_percent", "until", "note", "made_at", "made_by")
    return {name: getattr(row, name) for name in names}


def _newest_warning(session: Session, commune_code: str, now: datetime) -> CommuneWarningRow | None:
    return session.scalars(
        select(CommuneWarningRow)
        .where(
            CommuneWarningRow.commune_code == commune_code,
            CommuneWarningRow.ended_at.is_(None),
            CommuneWarningRow.until > now,
        )
        .order_by(CommuneWarningRow.id.desc())
        .limit(1)
    ).one_or_none()


def find_warning_of(session: Session, commune_code: str, now: datetime) -> StockUnderWarning | None:
    """Return the warning a commune's rows are under, the newest in force, or None."""
    row = _newest_warning(session, commune_code, now)
    if row is None:
        return None
    return StockUnderWarning(
        level=row.level, percent=row.keep_percent, until=row.until, note=row.note, made_by=row.made_by
    )
