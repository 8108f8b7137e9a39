"""A message of another system is kept as it came, once, and does at once only what changes nothing by itself.

An answer to a request of ours becomes an offer, which covers nothing before somebody accepts it. An alert takes effect
at once only where it came through the program's door with the token of a post that may set warnings itself.
"""

from __future__ import annotations

import hashlib
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.accounts.rules.roles import Actor
from core.db import insert_once
from core.text import fold
from core.values import frozen
from mobilization.models import ExchangeMessageRow
from mobilization.rules.exchange.cap import Alert, NothingToWarnError, Step, alert_of, is_alert, read_alert
from mobilization.rules.exchange.edxl import Message
from mobilization.rules.exchange.edxl_read import message_of
from mobilization.rules.exchange.inbox import ALERT, EFFECTS, Effect, MessageReusedError, MessageState
from mobilization.rules.exchange.xml import clean, read_xml
from mobilization.services.exchange.answers import take_answers
from mobilization.services.exchange.keeping import close_message, note_message
from mobilization.services.exchange.warning import take_at_once


@frozen
class Received:
    """A message's number here, and whether it came for the first time."""

    id: int
    fresh: bool


@frozen
class _Facts:
    kind: str
    message_id: str
    sender: str
    title: str
    sent_at: datetime
    state: MessageState
    recalls: tuple[str, ...]


def receive_message(
    session: Session,
    *,
    content: bytes,
    system: str,
    province: str,
    at_once: bool,
    actor: Actor,
    now: datetime,
) -> Received:
    """Return a message that was kept; the same message again is the same one.

    Raises the errors of `rules.exchange.xml`, NothingToWarnError, and MessageReusedError where its identifier came
    with another content before. `at_once` lets an alert take effect where the actor may set warnings.
    """
    root = read_xml(content)
    told = alert_of(root) if is_alert(root) else message_of(root)
    facts = _alert_facts(told, now) if isinstance(told, Alert) else _message_facts(told)
    owner = "" if actor.is_provincial else actor.commune_code
    digest = hashlib.sha256(content).hexdigest()
    row, fresh = _keep(session, facts, owner=owner, content=content, digest=digest, actor=actor, now=now)
    if not fresh:
        if row.digest != digest:
            raise MessageReusedError
        return Received(id=row.id, fresh=False)
    _recall(session, row, told, facts.recalls, actor, now)
    if isinstance(told, Alert):
        if at_once and row.state == MessageState.RECEIVED:
            take_at_once(session, row=row, alert=told, province=province, actor=actor, now=now)
    elif EFFECTS[told.kind] is Effect.OFFERS and row.state == MessageState.RECEIVED:
        take_answers(session, row=row, message=told, system=system, actor=actor, now=now)
    return Received(id=row.id, fresh=True)


def _message_facts(message: Message) -> _Facts:
    only_noted = EFFECTS[message.kind] is Effect.NONE or (message.recall and message.recall.kind == "Cancel")
    sender = message.contact("Sender", "Requester", "RespondingOrg")
    return _Facts(
        kind=message.kind.value,
        message_id=message.id,
        sender=sender.organisation or sender.person or sender.text or message.id,
        title=message.incident or message.text or message.lines[0].name,
        sent_at=message.sent_at,
        state=MessageState.NOTED if only_noted else MessageState.RECEIVED,
        recalls=(message.recall.message,) if message.recall else (),
    )


def _alert_facts(alert: Alert, now: datetime) -> _Facts:
    if alert.counts and alert.step is not Step.CANCEL:
        if not any(part.areas for part in alert.parts):
            raise NothingToWarnError(why="area")
        if all(part.until <= now for part in alert.parts):
            raise NothingToWarnError(why="over")
    return _Facts(
        kind=ALERT,
        message_id=alert.identifier,
        sender=alert.sender_name,
        title=alert.title,
        sent_at=alert.sent,
        state=MessageState.RECEIVED if alert.counts else MessageState.NOTED,
        recalls=tuple(identifier for _sender, identifier in alert.references) if alert.counts else (),
    )


def _keep(
    session: Session,
    facts: _Facts,
    *,
    owner: str,
    content: bytes,
    digest: str,
    actor: Actor,
    now: datetime,
) -> tuple[ExchangeMessageRow, bool]:
    """Return the row of a message and whether it is new: two senders at once keep it once."""
    values: dict[str, object] = {
        "commune_code": owner,
        "kind": facts.kind,
        "message_id": facts.message_id[:300],
        "sender": clean(facts.sender)[:200],
        "title": clean(facts.title)[:200],
        "sent_at": facts.sent_at,
        "content": content,
        "digest": digest,
        "state": facts.state.value,
        "note": "",
        "answer": "{}",
        "incident_id": None,
        "made_by": actor.name,
        "made_at": now,
        "decided_by": "",
        "decided_at": None,
        "version": 1,
    }
    inserted = session.connection().execute(insert_once(session, ExchangeMessageRow.__table__, values))
    row = session.scalars(
        select(ExchangeMessageRow).where(
            ExchangeMessageRow.commune_code == owner,
            ExchangeMessageRow.message_id == values["message_id"],
        )
    ).one()
    if inserted.rowcount:
        note_message(session, row, "message.receive", actor, now)
    return row, bool(inserted.rowcount)


def _recall(
    session: Session,
    row: ExchangeMessageRow,
    told: Alert | Message,
    recalls: tuple[str, ...],
    actor: Actor,
    now: datetime,
) -> None:
    """Take back what waits and what this message of the same sender cancels or stands in for.

    What was taken, and what another one sent, stays for a person.
    """
    waiting = session.scalars(
        select(ExchangeMessageRow).where(
            ExchangeMessageRow.commune_code == row.commune_code,
            ExchangeMessageRow.message_id.in_(recalls),
            ExchangeMessageRow.state == MessageState.RECEIVED.value,
            ExchangeMessageRow.id != row.id,
        )
    ).all()
    for older in waiting:
        if _took_back(told, row, older):
            close_message(session, older, MessageState.RECALLED, by=row.sender, actor=actor, now=now)


def _took_back(told: Alert | Message, row: ExchangeMessageRow, older: ExchangeMessageRow) -> bool:
    if isinstance(told, Alert):
        return older.kind == ALERT and told.stands_for(read_alert(older.content))
    return older.kind != ALERT and fold(older.sender) == fold(row.sender)
