"""A review campaign: the province asks, every commune confirms its rows, the chairman signs, the province reminds."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from core.accounts.rules.roles import Actor
from core.audit.services import SYSTEM, note
from core.clock import day_of
from core.errors import NotFoundError
from core.locking import locked
from core.text import tidy
from inventory.models import LotRow, ResourceTypeRow, ReviewCampaignRow, ReviewReminderRow, ReviewSignatureRow
from inventory.queries.campaigns import NOT_BEGUN, Campaign, CommuneReview, get_campaign, list_reviews
from inventory.queries.lots import list_lot_ids
from inventory.queries.story import stream_of
from inventory.rules.campaigns import (
    CampaignClosedError,
    RowNotAskedError,
    RowsUnconfirmedError,
    asks,
    check_begun,
    check_dates,
    owes_reminder,
    standing,
)
from inventory.services.keeping import confirm_list, correct

WORDS = "Rà soát: xác nhận đúng"


def open_campaign(
    session: Session,
    *,
    title: str,
    pillars: Sequence[str],
    starts_on: date,
    due_on: date,
    actor: Actor,
    now: datetime,
) -> int:
    """Return the number of a new campaign for all communes; no pillars means the whole list."""
    check_dates(starts_on, due_on, today=day_of(now))
    row = ReviewCampaignRow(
        title=tidy(title),
        pillars=",".join(pillars),
        starts_on=starts_on,
        due_on=due_on,
        opened_at=now,
        opened_by=actor.name,
        closed_at=None,
        closed_by="",
        version=1,
    )
    session.add(row)
    session.flush()
    _note(session, SYSTEM, "review.open", row.id, actor, now, title=row.title, due=due_on.isoformat())
    return row.id


def _note(
    session: Session,
    stream: str,
    action: str,
    campaign_id: int,
    actor: Actor,
    now: datetime,
    **facts: object,
) -> None:
    subject = f"RS-{campaign_id}"
    note(session, stream=stream, at=now, actor=actor.login, action=action, subject=subject, **facts)


def _lock_open(session: Session, campaign_id: int) -> ReviewCampaignRow:
    row = session.scalars(
        locked(select(ReviewCampaignRow).where(ReviewCampaignRow.id == campaign_id))
    ).one_or_none()
    if row is None:
        raise NotFoundError(what=campaign_id)
    if row.closed_at is not None:
        raise CampaignClosedError
    return row


def close_campaign(session: Session, *, campaign_id: int, actor: Actor, now: datetime) -> None:
    """End a campaign: it asks nothing more, and its table stays to be read."""
    row = _lock_open(session, campaign_id)
    row.closed_at, row.closed_by = now, actor.name
    row.version += 1
    _note(session, SYSTEM, "review.close", campaign_id, actor, now)


def _in_force(session: Session, campaign_id: int, now: datetime) -> Campaign:
    """Return a campaign that has begun and not ended; raises CampaignClosedError, CampaignNotBegunError."""
    campaign = get_campaign(session, campaign_id)
    if campaign.closed_at is not None:
        raise CampaignClosedError
    check_begun(campaign.starts_on, day_of(now))
    return campaign


def confirm_row(
    session: Session,
    *,
    campaign_id: int,
    commune_code: str,
    lot_id: int,
    version: int,
    actor: Actor,
    now: datetime,
    on_hand: Decimal | None = None,
    broken: Decimal | None = None,
    reason: str = WORDS,
) -> None:
    """Confirm one row with the figures it was shown with (none told: those of its version); raises StaleError where
    they changed since, RowNotAskedError where the campaign asks about other pillars.

    A row confirmed already with the same figures stays as it is, so a second tap does no harm.
    """
    campaign = _in_force(session, campaign_id, now)
    lot = session.get(LotRow, lot_id)
    if lot is None or lot.commune_code != commune_code or lot.closed:
        raise NotFoundError(what=lot_id)
    kind = session.get_one(ResourceTypeRow, lot.type_code)
    if not asks(campaign.pillars, kind.pillar):
        raise RowNotAskedError(resource=kind.name)
    on_hand = lot.on_hand if on_hand is None else on_hand
    broken = lot.broken if broken is None else broken
    is_confirmed = lot.checked_on is not None and lot.checked_on >= campaign.starts_on
    if is_confirmed and (lot.on_hand, lot.broken) == (on_hand, broken):
        return
    correct(
        session,
        lot_id=lot_id,
        version=version,
        on_hand=on_hand,
        broken=broken,
        reason=reason,
        actor=actor,
        now=now,
    )


def confirm_all(
    session: Session,
    *,
    campaign_id: int,
    commune_code: str,
    actor: Actor,
    now: datetime,
    seen_at: datetime | None = None,
) -> tuple[int, int]:
    """Confirm all rows a campaign asks of a commune as unchanged; returns how many rows, and how many were left.

    Left are those whose figures moved after `seen_at`: nobody who looked before can answer for them.
    """
    campaign = _in_force(session, campaign_id, now)
    by: dict[str, Any] = {"commune_code": commune_code, "actor": actor, "now": now, "seen_at": seen_at}
    pillars = campaign.pillars or ("",)
    rows = sum(confirm_list(session, pillar=pillar, **by) for pillar in pillars)
    return rows, sum(len(list_lot_ids(session, commune_code, pillar)) for pillar in pillars) - rows


def sign_review(
    session: Session, *, campaign_id: int, commune_code: str, actor: Actor, now: datetime
) -> None:
    """Write down the chairman's final word; raises RowsUnconfirmedError while a row is open. Signing twice is once."""
    _lock_open(session, campaign_id)
    campaign = _in_force(session, campaign_id, now)
    review = list_reviews(session, campaign, today=day_of(now), commune_code=commune_code).get(
        commune_code, NOT_BEGUN
    )
    if review.progress.signed_on is not None:
        return
    missing = review.progress.rows - review.progress.confirmed
    if missing or not review.progress.rows:
        raise RowsUnconfirmedError(rows=missing)
    session.add(
        ReviewSignatureRow(
            campaign_id=campaign_id,
            commune_code=commune_code,
            rows=review.progress.rows,
            signed_at=now,
            signed_by=actor.name,
        )
    )
    stream = stream_of(commune_code)
    _note(session, stream, "review.sign", campaign_id, actor, now, rows=review.progress.rows)


def remind(
    session: Session, *, campaign_id: int, commune_codes: Sequence[str], actor: Actor, now: datetime
) -> int:
    """Remind communes that are not done; returns how many. None is reminded twice on one day."""
    _lock_open(session, campaign_id)
    campaign, today = _in_force(session, campaign_id, now), day_of(now)
    reviews = list_reviews(session, campaign, today=today)
    wanted = [
        code for code in dict.fromkeys(commune_codes) if _owes(reviews.get(code, NOT_BEGUN), campaign, today)
    ]
    if wanted:
        common = {"campaign_id": campaign_id, "sent_on": today, "sent_at": now, "sent_by": actor.name}
        session.execute(insert(ReviewReminderRow), [{"commune_code": code, **common} for code in wanted])
        _note(session, SYSTEM, "review.remind", campaign_id, actor, now, communes=wanted)
    return len(wanted)


def _owes(review: CommuneReview, campaign: Campaign, today: date) -> bool:
    place = standing(review.progress, due_on=campaign.due_on, today=today)
    return owes_reminder(place, reminded_on=review.reminded_on, today=today)
