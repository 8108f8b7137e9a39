"""The state of the four pillars in each commune; for one commune together with who is on duty."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import BindParameter, Select, and_, bindparam, case, func, select, true
from sqlalchemy.orm import Session, aliased

from core.communes.models import CommuneRow
from inventory.models import DutyWatchRow, LotDetailRow, LotRow, ResourceTypeRow
from inventory.queries.command import Watch, on_duty_at, watch_of


@dataclass(frozen=True, kw_only=True, slots=True)
class PillarSummary:
    """A commune's rows of one pillar: how many, how many unchecked too long, how many with nothing on hand.

    `expired` are rows with goods past their last day: they are not usable.
    """

    commune_code: str
    pillar: str
    rows: int
    stale: int
    empty: int
    expired: int


@cache
def _summaries() -> Select[*tuple[Any, ...]]:
    """Return the SELECT of every pillar's state in every commune; it waits for `stale_before` and `today`."""
    stale = func.sum(case((LotRow.checked_on >= bindparam("stale_before"), 0), else_=1)).label("stale")
    empty = func.sum(case((LotRow.on_hand == 0, 1), else_=0)).label("empty")
    past = and_(LotDetailRow.expires_on < bindparam("today"), LotRow.on_hand > 0)
    expired = func.sum(case((past, 1), else_=0)).label("expired")
    columns = (LotRow.commune_code, ResourceTypeRow.pillar, func.count().label("rows"), stale, empty, expired)
    return (
        select(*columns)
        .join(ResourceTypeRow, ResourceTypeRow.code == LotRow.type_code)
        .outerjoin(LotDetailRow, LotDetailRow.lot_id == LotRow.id)
        .where(LotRow.closed.is_(False))
        .group_by(LotRow.commune_code, ResourceTypeRow.pillar)
        .order_by(LotRow.commune_code, ResourceTypeRow.pillar)
    )


def _summary(code: str, pillar: str, rows: int, stale: int, empty: int, expired: int) -> PillarSummary:
    return PillarSummary(
        commune_code=code, pillar=pillar, rows=rows, stale=int(stale), empty=int(empty), expired=int(expired)
    )


def list_pillar_summaries(
    session: Session, *, scope: str | None, stale_before: date, today: date
) -> list[PillarSummary]:
    """Return the state of every pillar of every commune within `scope`."""
    query = _summaries() if scope is None else _summaries().where(LotRow.commune_code == scope)
    rows = session.execute(query, {"stale_before": stale_before, "today": today})
    return [_summary(*row) for row in rows]


def count_stale(session: Session, *, stale_before: date, most: int) -> int:
    """Return how many rows went unchecked too long, counted no further than `most`, whatever the register holds."""
    total = 0
    for old in (LotRow.checked_on.is_(None), LotRow.checked_on < stale_before):
        some = select(LotRow.id).where(LotRow.closed.is_(False), old).limit(most - total).subquery()
        total += session.scalar(select(func.count()).select_from(some)) or 0
    return total


@dataclass(frozen=True, kw_only=True, slots=True)
class CommuneHead:
    """The pillars that have rows, by pillar, and the watches of this moment, the leader first."""

    summaries: dict[str, PillarSummary]
    on_duty: list[Watch]


@cache
def _head() -> Select[*tuple[Any, ...]]:
    here: BindParameter[str] = bindparam("code")
    pillars = _summaries().where(LotRow.commune_code == here).subquery()
    watch = aliased(
        DutyWatchRow, on_duty_at(bindparam("now")).where(DutyWatchRow.commune_code == here).subquery()
    )
    return (
        select(watch, *pillars.c)
        .select_from(CommuneRow)
        .outerjoin(pillars, true())
        .outerjoin(watch, true())
        .where(CommuneRow.code == here)
        .order_by(watch.starts_at, watch.kind.desc(), watch.id)
    )


def read_commune_head(
    session: Session, code: str, *, now: datetime, stale_before: date, today: date
) -> CommuneHead:
    """Return it for one commune; one statement, since a bad line waits for each."""
    facts = {"code": code, "now": now, "stale_before": stale_before, "today": today}
    summaries: dict[str, PillarSummary] = {}
    on_duty: dict[int, Watch] = {}
    for row, *summary in session.execute(_head(), facts):
        if row is not None:
            on_duty.setdefault(row.id, watch_of(row))
        if summary[0] is not None:
            found = _summary(*summary)
            summaries[found.pillar] = found
    return CommuneHead(summaries=summaries, on_duty=list(on_duty.values()))
