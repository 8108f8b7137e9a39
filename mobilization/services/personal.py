"""Set one person's data right, or erase them, in messages of other systems, what was made of those, offers, incidents."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from core.audit.services import SYSTEM, note
from inventory.queries.personal import Standing
from inventory.rules.personal import ERASED, Change, mentions
from inventory.services.personal import Keeper
from mobilization.models import (
    CommuneWarningRow,
    DispatchEventRow,
    ExchangeMessageRow,
    IncidentRow,
    NeedRow,
    OfferRow,
    WarningSourceRow,
)
from mobilization.queries.personal import MESSAGE, OFFER, WORDS, find_mentions
from mobilization.rules.exchange.inbox import MessageState
from mobilization.rules.exchange.persons import change_person_in_message, changed, people_in_message
from mobilization.rules.offers import GiverKind


def change_mention(session: Session, item: Standing, change: Change) -> None:
    """Set a person's data right or erase them in one message and what was made of it, one offer, or one row of words."""
    if item.place == OFFER:
        _change_offer(session.get_one(OfferRow, item.row_id, with_for_update=True), change)
        return
    if item.place in WORDS:
        kind, columns = WORDS[item.place]
        _change_words(session.get_one(kind, item.row_id, with_for_update=True), columns, change)
        return
    _change_message(session, item.row_id, change)


def _change_words(row: Any, columns: Sequence[str], change: Change) -> None:
    for name in columns:
        if text := getattr(row, name):
            longest = getattr(type(row).__table__.c[name].type, "length", None)
            setattr(row, name, change.text(text)[:longest])
    if isinstance(row, IncidentRow):
        row.version += 1


def _change_message(session: Session, row_id: int, change: Change) -> None:
    row = session.get_one(ExchangeMessageRow, row_id, with_for_update=True)
    row.content, changes = change_person_in_message(row.content, change)
    row.sender, row.title = changed(row.sender, changes)[:200], changed(row.title, changes)[:200]
    row.decided_by = changed(row.decided_by, changes)[:120]
    row.version += 1
    _change_made(session, row, changes)


def _change_offer(row: OfferRow, change: Change) -> None:
    own = row.giver_kind == GiverKind.PERSON and mentions(change.search, (row.giver, row.contact))
    row.giver = (ERASED if own and change.erases else change.text(row.giver))[:200]
    row.contact, row.note = change.reached(row.contact)[:200], change.text(row.note)
    row.version += 1


def _change_made(session: Session, row: ExchangeMessageRow, changes: Sequence[Change]) -> None:
    """Let the changes reach the offers, needs, warnings and steps that quote a message."""
    became = [told for told in json.loads(row.answer).values() if isinstance(told, dict)]
    for offer in session.scalars(select(OfferRow).where(OfferRow.id.in_(_numbers(became, "offer")))):
        texts = changed(offer.giver, changes)[:200], changed(offer.contact, changes)[:200]
        if texts != (offer.giver, offer.contact) or changed(offer.note, changes) != offer.note:
            (offer.giver, offer.contact), offer.note = texts, changed(offer.note, changes)
            offer.version += 1
    warned = select(WarningSourceRow.warning_id).where(WarningSourceRow.message_id == row.id)
    quoting: list[NeedRow | CommuneWarningRow | DispatchEventRow] = [
        *session.scalars(select(NeedRow).where(NeedRow.id.in_(_numbers(became, "need")))),
        *session.scalars(select(CommuneWarningRow).where(CommuneWarningRow.id.in_(warned))),
        *session.scalars(
            select(DispatchEventRow).where(
                DispatchEventRow.dispatch_id.in_(_numbers(became, "dispatch")),
                DispatchEventRow.note.contains(row.message_id, autoescape=True),
            )
        ),
    ]
    for made in quoting:
        made.note = changed(made.note, changes)


def _numbers(became: Sequence[dict[str, object]], what: str) -> list[int]:
    return [number for told in became if isinstance(number := told.get(what), int)]


def forget_contacts(session: Session, *, before: datetime, now: datetime, by: str) -> int:
    """Return how many messages dealt with before a moment lost their people's names and numbers.

    They are needed while somebody may have to be called: a message that waits, or whose incident runs, keeps them.
    """
    running = select(IncidentRow.id).where(IncidentRow.closed_at.is_(None))
    dealt_with = func.coalesce(ExchangeMessageRow.decided_at, ExchangeMessageRow.made_at) < before
    old = (
        select(ExchangeMessageRow.id)
        .where(ExchangeMessageRow.state != MessageState.RECEIVED, dealt_with)
        .where(or_(ExchangeMessageRow.incident_id.is_(None), ExchangeMessageRow.incident_id.not_in(running)))
        .order_by(ExchangeMessageRow.id)
    )
    done = []
    for row_id in session.scalars(old).all():
        told = people_in_message(session.get_one(ExchangeMessageRow, row_id).content)
        for search in told:
            _change_message(session, row_id, Change(search=search))
        if told:
            done.append(f"{MESSAGE}:{row_id}")
    if done:
        note(session, stream=SYSTEM, at=now, actor=by, action="person.forget", rows=done)
    return len(done)


PERSONS = Keeper(places=(MESSAGE, OFFER, *WORDS), find=find_mentions, change=change_mention)
