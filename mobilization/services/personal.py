"""Set one person's data right, or erase them, in messages of other systems, what was made of those, and offers."""

from __future__ import annotations

import json
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from inventory.queries.personal import Standing
from inventory.rules.personal import ERASED, Change, mentions
from inventory.services.personal import Keeper
from mobilization.models import (
    CommuneWarningRow,
    DispatchEventRow,
    ExchangeMessageRow,
    NeedRow,
    OfferRow,
    WarningSourceRow,
)
from mobilization.queries.personal import MESSAGE, OFFER, find_mentions
from mobilization.rules.exchange.persons import change_person_in_message, changed
from mobilization.rules.offers import GiverKind


def change_mention(session: Session, item: Standing, change: Change) -> None:
    """Set a person's data right or erase them in one message and what was made of it, or in one offer."""
    if item.place == OFFER:
        _change_offer(session.get_one(OfferRow, item.row_id, with_for_update=True), change)
        return
    row = session.get_one(ExchangeMessageRow, item.row_id, with_for_update=True)
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


MESSAGES_AND_OFFERS = Keeper(places=(MESSAGE, OFFER), find=find_mentions, change=change_mention)
