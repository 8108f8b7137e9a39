"""Messages of other systems as plain values, and whose they are."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, case, func, select
from sqlalchemy.orm import Session, defer

from core.errors import NotFoundError
from core.together import Question
from core.values import frozen
from mobilization.models import ExchangeMessageRow
from mobilization.rules.exchange.inbox import MessageState


@frozen
class Kept:
    """A message as it is kept; `content` is empty in lists.

    `redacted` says that personal data were set right or erased in it since it came.
    """

    id: int
    commune_code: str
    kind: str
    message_id: str
    sender: str
    title: str
    sent_at: datetime
    content: bytes
    state: MessageState
    note: str
    answer: dict[str, Any]
    incident_id: int | None
    made_by: str
    made_at: datetime
    decided_by: str
    decided_at: datetime | None
    version: int
    redacted: bool


def _kept(row: ExchangeMessageRow, content: bytes) -> Kept:
    return Kept(
        id=row.id,
        commune_code=row.commune_code,
        kind=row.kind,
        message_id=row.message_id,
        sender=row.sender,
        title=row.title,
        sent_at=row.sent_at,
        content=content,
        state=MessageState(row.state),
        note=row.note,
        answer=json.loads(row.answer),
        incident_id=row.incident_id,
        made_by=row.made_by,
        made_at=row.made_at,
        decided_by=row.decided_by,
        decided_at=row.decided_at,
        version=row.version,
        redacted=bool(content) and hashlib.sha256(content).hexdigest() != row.digest,
    )


def _scoped(scope: str | None) -> list[ColumnElement[bool]]:
    return [] if scope is None else [ExchangeMessageRow.commune_code == scope]


def list_messages(session: Session, *, scope: str | None, limit: int, skip: int = 0) -> list[Kept]:
    """Return messages within `scope` (None: of the province and of every commune), the waiting first, newest first."""
    waiting = case((ExchangeMessageRow.state == MessageState.RECEIVED.value, 0), else_=1)
    query = (
        select(ExchangeMessageRow)
        .options(defer(ExchangeMessageRow.content))
        .where(*_scoped(scope))
        .order_by(waiting, ExchangeMessageRow.id.desc())
        .limit(limit)
        .offset(skip)
    )
    return [_kept(row, b"") for row in session.scalars(query)]


def waiting_messages(*, owner: str) -> Question[int]:
    """Return the question how many messages wait at one post ("" the province)."""
    query = select(func.count()).where(
        ExchangeMessageRow.state == MessageState.RECEIVED.value, ExchangeMessageRow.commune_code == owner
    )
    return Question(query, lambda rows: int(rows.scalar_one()))


def get_message(session: Session, message_id: int) -> Kept:
    """Return one message with its content; raises NotFoundError."""
    row = session.get(ExchangeMessageRow, message_id)
    if row is None:
        raise NotFoundError(what=message_id)
    return _kept(row, row.content)


def owner_of_message(session: Session, *, message_id: int, **_: object) -> str:
    """Return the commune whose post a message came to ("" for the province); raises NotFoundError."""
    found = session.scalar(select(ExchangeMessageRow.commune_code).where(ExchangeMessageRow.id == message_id))
    if found is None:
        raise NotFoundError(what=message_id)
    return found
