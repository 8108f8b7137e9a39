"""Review campaigns as plain values: every commune's progress from its rows' last checks."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, literal, or_, select
from sqlalchemy.orm import Session

from core.clock import day_of
from core.errors import NotFoundError
from core.together import Question
from core.values import frozen
from inventory.models import (
    LotRow,
    ResourceTypeRow,
    ReviewCampaignRow,
    ReviewReminderRow,
    ReviewSignatureRow,
)
from inventory.queries.lot_values import Lot
from inventory.queries.lots import PAGE, list_lots_by_ids
from inventory.rules.campaigns import Progress, pillars_of
from inventory.rules.trust import STEPS, Age

_CAMPAIGN = ReviewCampaignRow


@frozen
class Campaign:
    """One review the province asks for; no pillars means all of them."""

    id: int
    title: str
    pillars: tuple[str, ...]
    starts_on: date
    due_on: date
    opened_at: datetime
    opened_by: str
    closed_at: datetime | None
    closed_by: str
    version: int


@frozen
class CommuneReview:
    """One commune in one campaign; `ages` counts its rows by how far they can be relied on."""

    progress: Progress
    signed_by: str
    reminders: int
    reminded_on: date | None
    ages: Mapping[Age, int]


NOT_BEGUN = CommuneReview(
    progress=Progress(rows=0, confirmed=0), signed_by="", reminders=0, reminded_on=None, ages={}
)


def _campaign(row: ReviewCampaignRow) -> Campaign:
    return Campaign(
        id=row.id,
        title=row.title,
        pillars=pillars_of(row.pillars),
        starts_on=row.starts_on,
        due_on=row.due_on,
        opened_at=row.opened_at,
        opened_by=row.opened_by,
        closed_at=row.closed_at,
        closed_by=row.closed_by,
        version=row.version,
    )


def get_campaign(session: Session, campaign_id: int) -> Campaign:
    """Return one campaign; raises NotFoundError."""
    row = session.get(_CAMPAIGN, campaign_id)
    if row is None:
        raise NotFoundError(what=campaign_id)
    return _campaign(row)


def list_campaigns(session: Session, *, limit: int = 30) -> list[Campaign]:
    """Return the campaigns, open ones first, then the newest."""
    return newest_campaigns(limit=limit).ask(session)


def newest_campaigns(*, limit: int = 30) -> Question[list[Campaign]]:
    """Return the question for the campaigns, open ones first, then the newest."""
    order = case((_CAMPAIGN.closed_at.is_(None), 0), else_=1)
    query = select(_CAMPAIGN).order_by(order, _CAMPAIGN.due_on.desc(), _CAMPAIGN.id.desc()).limit(limit)
    return Question(query, lambda rows: [_campaign(row) for row in rows.scalars()])


def _asked(campaign: Campaign) -> ColumnElement[bool]:
    """Return which rows a campaign asks for."""
    is_open = LotRow.closed.is_(False)
    if not campaign.pillars:
        return is_open
    of_pillar = select(ResourceTypeRow.code).where(ResourceTypeRow.pillar.in_(campaign.pillars))
    return and_(is_open, LotRow.type_code.in_(of_pillar))


def _number(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)


def _ages(today: date) -> dict[Age, ColumnElement[bool]]:
    """Return for each step of trust the rows that stand on it."""
    found: dict[Age, ColumnElement[bool]] = {}
    younger: ColumnElement[bool] | None = None
    for age, most_days, _share in STEPS:
        if most_days is None:
            break
        within = LotRow.checked_on >= date.fromordinal(today.toordinal() - most_days)
        found[age] = within if younger is None else and_(within, ~younger)
        younger = within
    return found


def list_reviews(
    session: Session, campaign: Campaign, *, today: date, commune_code: str = ""
) -> dict[str, CommuneReview]:
    """Return every commune's review by its code (or one commune's); one without rows and papers is missing."""
    steps = _ages(today)
    rows = (
        select(
            LotRow.commune_code,
            func.count(),
            _number(LotRow.checked_on >= campaign.starts_on),
            func.max(LotRow.checked_on),
            *(_number(condition) for condition in steps.values()),
        )
        .where(_asked(campaign))
        .group_by(LotRow.commune_code)
    )
    papers = _papers(campaign.id)
    if commune_code:
        rows = rows.where(LotRow.commune_code == commune_code)
        papers = papers.where(papers.selected_columns.commune_code == commune_code)
    signed: dict[str, tuple[datetime | None, str, int, date | None]] = {
        code: (at, by or "", int(count or 0), last) for code, at, by, count, last in session.execute(papers)
    }
    found = {}
    for code, number, confirmed, last_checked, *ages in session.execute(rows):
        at, by, count, last = signed.pop(code, (None, "", 0, None))
        known = {age: int(many) for age, many in zip(steps, ages, strict=True)}
        found[code] = CommuneReview(
            progress=Progress(
                rows=number,
                confirmed=int(confirmed),
                last_checked=last_checked,
                signed_on=day_of(at) if at else None,
            ),
            signed_by=by,
            reminders=count,
            reminded_on=last,
            ages={**known, Age.OLD: number - sum(known.values())},
        )
    for code, (at, by, count, last) in signed.items():
        empty = Progress(rows=0, confirmed=0, signed_on=day_of(at) if at else None)
        found[code] = CommuneReview(progress=empty, signed_by=by, reminders=count, reminded_on=last, ages={})
    return found


def _papers(campaign_id: int) -> Select[*tuple[Any, ...]]:
    """Return signatures and reminders of a campaign, a row for each commune that has either."""
    reminders = (
        select(
            ReviewReminderRow.commune_code,
            func.count().label("count"),
            func.max(ReviewReminderRow.sent_on).label("last"),
        )
        .where(ReviewReminderRow.campaign_id == campaign_id)
        .group_by(ReviewReminderRow.commune_code)
        .subquery()
    )
    signature = ReviewSignatureRow
    codes = (
        select(signature.commune_code)
        .where(signature.campaign_id == campaign_id)
        .union(select(reminders.c.commune_code))
        .subquery()
    )
    mine = and_(signature.commune_code == codes.c.commune_code, signature.campaign_id == campaign_id)
    return (
        select(
            codes.c.commune_code,
            signature.signed_at,
            signature.signed_by,
            reminders.c.count,
            reminders.c.last,
        )
        .outerjoin(signature, mine)
        .outerjoin(reminders, reminders.c.commune_code == codes.c.commune_code)
    )


def list_unconfirmed(session: Session, campaign: Campaign, commune_code: str, *, page: int = 1) -> list[Lot]:
    """Return one page of a commune's rows still to confirm, in catalogue order."""
    query = _unconfirmed(campaign, commune_code).join(
        ResourceTypeRow, ResourceTypeRow.code == LotRow.type_code
    )
    query = query.order_by(ResourceTypeRow.position, LotRow.id).limit(PAGE).offset((page - 1) * PAGE)
    ids = list(session.scalars(query))
    lots = list_lots_by_ids(session, ids)
    return [lots[lot_id] for lot_id in ids]


def list_unconfirmed_after(
    session: Session, campaign: Campaign, commune_code: str, *, after: int, limit: int
) -> tuple[list[Lot], int | None]:
    """Return a commune's rows still to confirm by number behind `after`, and where the next page begins (or None)."""
    query = _unconfirmed(campaign, commune_code).where(LotRow.id > after)
    ids = list(session.scalars(query.order_by(LotRow.id).limit(limit + 1)))
    shown = ids[:limit]
    lots = list_lots_by_ids(session, shown)
    return [lots[lot_id] for lot_id in shown], shown[-1] if len(ids) > limit else None


def _unconfirmed(campaign: Campaign, commune_code: str) -> Select[int]:
    return select(LotRow.id).where(
        LotRow.commune_code == commune_code,
        _asked(campaign),
        or_(LotRow.checked_on.is_(None), LotRow.checked_on < campaign.starts_on),
    )


@frozen
class ReviewDuty:
    """What an open campaign asks of one commune, and how far the commune is."""

    campaign: Campaign
    rows: int
    confirmed: int
    signed: bool
    reminders: int


def review_duties(commune_code: str) -> Question[list[ReviewDuty]]:
    """Return the question for the open campaigns as one commune has to see them, the most urgent first."""
    lots = (
        select(LotRow.commune_code, ResourceTypeRow.pillar, LotRow.checked_on)
        .join(ResourceTypeRow, ResourceTypeRow.code == LotRow.type_code)
        .where(LotRow.commune_code == commune_code, LotRow.closed.is_(False))
        .subquery()
    )
    asked = or_(
        _CAMPAIGN.pillars == "", literal(",").concat(_CAMPAIGN.pillars).concat(",").contains(lots.c.pillar)
    )
    counts = (
        select(
            _CAMPAIGN.id,
            func.count(lots.c.commune_code).label("rows"),
            _number(lots.c.checked_on >= _CAMPAIGN.starts_on).label("confirmed"),
        )
        .outerjoin(lots, asked)
        .where(_CAMPAIGN.closed_at.is_(None))
        .group_by(_CAMPAIGN.id)
        .subquery()
    )
    signed = (
        select(func.count())
        .where(
            ReviewSignatureRow.campaign_id == _CAMPAIGN.id, ReviewSignatureRow.commune_code == commune_code
        )
        .scalar_subquery()
    )
    reminders = (
        select(func.count())
        .where(ReviewReminderRow.campaign_id == _CAMPAIGN.id, ReviewReminderRow.commune_code == commune_code)
        .scalar_subquery()
    )
    query = (
        select(_CAMPAIGN, counts.c.rows, counts.c.confirmed, signed, reminders)
        .join(counts, counts.c.id == _CAMPAIGN.id)
        .order_by(_CAMPAIGN.due_on, _CAMPAIGN.id)
    )
    return Question(query, lambda rows: [_review_duty(*row) for row in rows])


def _review_duty(
    row: ReviewCampaignRow, number: int, confirmed: int, signed: int, reminders: int
) -> ReviewDuty:
    return ReviewDuty(
        campaign=_campaign(row),
        rows=number,
        confirmed=int(confirmed),
        signed=bool(signed),
        reminders=reminders,
    )
