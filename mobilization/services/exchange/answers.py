"""Answers to a request of ours: each line that promises something becomes an offer in the incident that asked."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from sqlalchemy.orm import Session

from core.accounts.rules.roles import Actor, Permission
from core.text import plain_number, tidy
from inventory.queries.catalogue import list_types
from mobilization.models import ExchangeMessageRow, IncidentRow, NeedRow
from mobilization.rules.exchange.edxl import TYPES_URN, Contact, Line, Message, our_incident, our_need
from mobilization.rules.exchange.inbox import MessageState
from mobilization.rules.exchange.matching import names_of_types, type_meant
from mobilization.rules.offers import GiverKind
from mobilization.services.exchange.keeping import close_message
from mobilization.services.needs import MOST_OF_A_NEED
from mobilization.services.offers import Offered, receive

PROMISES = ("Accept", "Provisional")
_ARRIVES = ("EstimatedArrival", "RequestedArrival", "BeginAvailable", "Committed", "EstimatedDeparture")
_ENDS = ("EndAvailable", "RequestedReturnDeparture", "EstimatedReturnDeparture")


def take_answers(
    session: Session, *, row: ExchangeMessageRow, message: Message, system: str, actor: Actor, now: datetime
) -> None:
    """Note what is promised as offers; where the answer fits no running incident of ours it waits for a person.

    `answer` of the message tells line by line which offer it became, or why it became none.
    """
    row.note, incident = _incident_asked(session, message, system, actor)
    if incident is None:
        return
    row.incident_id = incident.id
    names = names_of_types((kind.code, (kind.name, *kind.synonyms)) for kind in list_types(session))
    became: dict[str, dict[str, object]] = {}
    for line in message.lines:
        why, offered = _offered(session, message, line, incident, names, now)
        if offered is None:
            became[line.id] = {"why": why}
        else:
            number = receive(session, incident_id=incident.id, offered=offered, actor=actor, now=now)
            became[line.id] = {"offer": number}
    row.answer = json.dumps(became, ensure_ascii=False)
    if any("offer" in told for told in became.values()):
        close_message(session, row, MessageState.TAKEN, by=actor.name, actor=actor, now=now)
    elif all(told["why"] == "declined" for told in became.values()):
        close_message(session, row, MessageState.NOTED, by=actor.name, actor=actor, now=now)
    else:
        row.note = "no_line_fits"


def _incident_asked(
    session: Session, message: Message, system: str, actor: Actor
) -> tuple[str, IncidentRow | None]:
    """Return the running incident of ours a message answers, or why there is none."""
    number = our_incident(message.originating, system) or our_incident(message.incident_id, system)
    incident = session.get(IncidentRow, number) if number else None
    if incident is None:
        return "origin_unknown", None
    if incident.closed_at is not None:
        return "incident_closed", None
    if not actor.may(Permission.INCIDENT_RUN, incident.commune_code if incident.run_by == "commune" else ""):
        return "not_your_incident", None
    return "", incident


def _offered(
    session: Session,
    message: Message,
    line: Line,
    incident: IncidentRow,
    names: Mapping[str, str],
    now: datetime,
) -> tuple[str, Offered | None]:
    """Return an offer for a line, or why it makes none; its own type counts before that of the need it answers."""
    if line.answer is None or line.answer.kind not in PROMISES:
        return "declined", None
    number = our_need(line.answer.to)
    need = session.get(NeedRow, number) if number else None
    if need is None or need.incident_id != incident.id or need.withdrawn_at is not None:
        return "need_unknown", None
    quantity = line.quantity
    if quantity is None or quantity != int(quantity) or not 1 <= quantity <= MOST_OF_A_NEED:
        return "no_quantity", None
    code = type_meant(line, names) if line.type_list == TYPES_URN or need.type_code is None else ""
    code = code or need.type_code or ""
    if not code:
        return "type_unknown", None
    giver = message.contact("RespondingOrg", "Owner", "Sender")
    return "", Offered(
        giver=(giver.organisation or giver.person or giver.text or message.id)[:200],
        giver_kind=GiverKind.PROVINCE,
        contact=_reach(giver)[:200],
        type_code=code,
        quantity=Decimal(quantity),
        arrives_at=line.at(*_ARRIVES) or now,
        until=line.at(*_ENDS),
        note=_told(message, line)[:300],
    )


def _reach(contact: Contact) -> str:
    """Return whom to call: offers keep it as people wrote it."""
    return tidy(" ".join((contact.person, *contact.phones)))


def _told(message: Message, line: Line) -> str:
    """Return what the line itself says, so that a wrong type or unit is seen before anybody accepts it."""
    amount = f"{plain_number(line.quantity)} {line.unit}" if line.quantity is not None else ""
    assert line.answer is not None
    parts = (message.id, line.answer.kind, tidy(f"{line.name} {amount}"), line.text, line.answer.reason)
    return tidy(" · ".join(part for part in parts if part))
