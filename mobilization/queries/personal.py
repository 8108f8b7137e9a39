"""Messages of other systems, offers from outside and words typed into an incident in which one person stands."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.clock import local
from inventory.queries.personal import Standing
from inventory.rules.personal import Search, mentions
from mobilization.models import (
    CommuneWarningRow,
    DispatchEventRow,
    ExchangeMessageRow,
    IncidentEntryRow,
    IncidentRow,
    LevelDecisionRow,
    NeedRow,
    OfferRow,
    PlanChoiceRow,
    RoadChangeRow,
)
from mobilization.rules.exchange.persons import person_in_message

MESSAGE, OFFER = "message", "offer"
# Free words a person may be named in, by table. Signed papers and their minutes are kept as they were signed.
WORDS: Mapping[str, tuple[type[Any], tuple[str, ...]]] = {
    "incident": (IncidentRow, ("title", "place", "record")),
    "need": (NeedRow, ("note", "withdrawn_why")),
    "level_decision": (LevelDecisionRow, ("signer",)),
    "plan_choice": (PlanChoiceRow, ("reason",)),
    "dispatch_event": (DispatchEventRow, ("note",)),
    "incident_entry": (IncidentEntryRow, ("text",)),
    "road_change": (RoadChangeRow, ("note",)),
    "commune_warning": (CommuneWarningRow, ("note",)),
}
AT_ONCE = 20  # messages read at a time: one may be half a megabyte


def find_mentions(session: Session, search: Search) -> list[Standing]:
    """Return every message and every offer that holds the person's name and number, as far as they were given."""
    # Offers first: a change finds them by what they say, which the change of their message may take away.
    return [*_offers(session, search), *_messages(session, search), *_words(session, search)]


def _words(session: Session, search: Search) -> list[Standing]:
    """Return rows whose free words name the person; those of no one commune only where all are looked through."""
    places = dict(session.execute(select(IncidentRow.id, IncidentRow.commune_code)).all())
    found = []
    for table, (kind, columns) in WORDS.items():
        for row in session.scalars(select(kind).order_by(kind.id)):
            texts = [text for name in columns if (text := getattr(row, name))]
            if not mentions(search, texts):
                continue
            code = getattr(row, "commune_code", None) or places.get(getattr(row, "incident_id", 0), "")
            if search.commune_code in (None, code):
                found.append(
                    Standing(
                        place=table,
                        row_id=row.id,
                        commune_code=code,
                        name=search.name,
                        phone=search.phone,
                        detail=" · ".join(texts),
                    )
                )
    return found


def _messages(session: Session, search: Search) -> list[Standing]:
    query = select(ExchangeMessageRow).order_by(ExchangeMessageRow.id)
    if search.commune_code is not None:
        query = query.where(ExchangeMessageRow.commune_code == search.commune_code)
    found = []
    for row in session.scalars(query.execution_options(yield_per=AT_ONCE)):
        if told := person_in_message(row.content, search):
            found.append(
                Standing(
                    place=MESSAGE,
                    row_id=row.id,
                    commune_code=row.commune_code,
                    name=row.sender,
                    phone=search.phone,
                    detail=" · ".join((f"{local(row.sent_at):%d/%m/%Y}", *told)),
                )
            )
    return found


def _offers(session: Session, search: Search) -> list[Standing]:
    query = (
        select(OfferRow, IncidentRow.commune_code)
        .join(IncidentRow, IncidentRow.id == OfferRow.incident_id)
        .order_by(OfferRow.id)
    )
    return [
        Standing(
            place=OFFER,
            row_id=row.id,
            commune_code=commune_code,
            name=row.giver,
            phone=row.contact,
            detail=row.note,
        )
        for row, commune_code in session.execute(query)
        if search.commune_code in (None, commune_code)
        and mentions(search, (row.giver, row.contact, row.note))
    ]
