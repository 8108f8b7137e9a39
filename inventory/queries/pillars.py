"""The state of the four pillars in each commune; for one commune together with who is on duty."""

from __future__ import annotations

from datetime import date, datetime
from functools import cache, lru_cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    Result,
    Select,
    and_,
    bindparam,
    case,
    func,
    or_,
    select,
    true,
    union_all,
)
from sqlalchemy.orm import Session, aliased

from core.audit.models import AuditStream
from core.communes.models import CommuneRow
from core.together import Question
from core.values import frozen
from inventory.models import DutyWatchRow, LotDetailRow, LotRow, ResourceTypeRow, ReviewCampaignRow
from inventory.queries.command import Watch, on_duty_at, watch_of
from inventory.queries.tallies import book_of_commune


@frozen
class PillarSummary:
    """A commune's rows of one pillar: how many, how many unchecked too long, how many with nothing on hand.

    `expired` are rows with goods past their last day: they are not usable; of `busy` ones some is promised or away.
    """

    commune_code: str
    pillar: str
    rows: int
    stale: int
    empty: int
    expired: int
    busy: int


def _summaries(stale_before: Any, today: Any) -> Select[*tuple[Any, ...]]:
    """Return the SELECT of every pillar's state in every commune."""
    stale = func.sum(case((LotRow.checked_on >= stale_before, 0), else_=1)).label("stale")
    empty = func.sum(case((LotRow.on_hand == 0, 1), else_=0)).label("empty")
    past = and_(LotDetailRow.expires_on < today, LotRow.on_hand > 0)
    expired = func.sum(case((past, 1), else_=0)).label("expired")
    called = or_(LotRow.reserved > 0, LotRow.away > 0)
    busy = func.sum(case((called, 1), else_=0)).label("busy")
    columns = (
        LotRow.commune_code,
        ResourceTypeRow.pillar,
        func.count().label("rows"),
        stale,
        empty,
        expired,
        busy,
    )
    return (
        select(*columns)
        .join(ResourceTypeRow, ResourceTypeRow.code == LotRow.type_code)
        .outerjoin(LotDetailRow, LotDetailRow.lot_id == LotRow.id)
        .where(LotRow.closed.is_(False))
        .group_by(LotRow.commune_code, ResourceTypeRow.pillar)
        .order_by(LotRow.commune_code, ResourceTypeRow.pillar)
    )


def _summary(code: str, pillar: str, rows: int, *counts: int) -> PillarSummary:
    stale, empty, expired, busy = map(int, counts)
    return PillarSummary(
        commune_code=code, pillar=pillar, rows=rows, stale=stale, empty=empty, expired=expired, busy=busy
    )


def list_pillar_summaries(
    session: Session, *, scope: str | None, stale_before: date, today: date
) -> list[PillarSummary]:
    """Return the state of every pillar of every commune within `scope`."""
    return pillar_summaries(scope, stale_before, today).ask(session)


@lru_cache(maxsize=512)
def pillar_summaries(scope: str | None, stale_before: date, today: date) -> Question[list[PillarSummary]]:
    """Return the question for the state of every pillar of every commune within `scope`; the same for the same facts."""
    query = _summaries(stale_before, today)
    if scope is not None:
        query = query.where(LotRow.commune_code == scope)
    return Question(query, lambda rows: [_summary(*row) for row in rows])


def stale_rows(stale_before: date, most: int) -> Question[int | None]:
    """Return the question how many rows went unchecked too long, no further than `most`; None where there is no row."""
    parts = [
        select(LotRow.id).where(LotRow.closed.is_(False), old).limit(most).subquery()
        for old in (LotRow.checked_on.is_(None), LotRow.checked_on < stale_before)
    ]
    some = union_all(*(select(part.c.id) for part in parts)).limit(most).subquery()
    query = select(
        select(func.count()).select_from(some).scalar_subquery().label("stale"),
        select(LotRow.id).where(LotRow.closed.is_(False)).exists().label("any"),
    )

    def said(rows: Result[*tuple[Any, ...]]) -> int | None:
        row = rows.one()
        return int(row.stale) if row.any else None

    return Question(query, said)


@frozen
class Begun:
    """Whether a province has any row of stock, and ever opened a review."""

    stock: bool
    review: bool


def first_days() -> Question[Begun]:
    """Return the question what the province's first days have brought so far."""
    query = select(
        select(LotRow.id).exists().label("stock"), select(ReviewCampaignRow.id).exists().label("review")
    )

    def said(rows: Result[*tuple[Any, ...]]) -> Begun:
        row = rows.one()
        return Begun(stock=bool(row[0]), review=bool(row[1]))

    return Question(query, said)


@frozen
class CommuneHead:
    """The mark of a commune's book, as `list_marks` gives it, and the watches of this moment, the leader first."""

    mark: str
    on_duty: list[Watch]


@cache
def _head() -> Select[*tuple[Any, ...]]:
    here: BindParameter[str] = bindparam("code")
    watch = aliased(
        DutyWatchRow, on_duty_at(bindparam("now")).where(DutyWatchRow.commune_code == here).subquery()
    )
    return (
        select(AuditStream.head, watch)
        .select_from(CommuneRow)
        .outerjoin(AuditStream, book_of_commune())
        .outerjoin(watch, true())
        .where(CommuneRow.code == here)
        .order_by(watch.starts_at, watch.kind.desc(), watch.id)
    )


def read_commune_head(session: Session, code: str, *, now: datetime) -> CommuneHead:
    """Return it for one commune; one statement, since a bad line waits for each."""
    rows = session.execute(_head(), {"code": code, "now": now}).all()
    return CommuneHead(
        mark=next((mark for mark, _watch in rows if mark), ""),
        on_duty=[watch_of(watch) for _mark, watch in rows if watch is not None],
    )
