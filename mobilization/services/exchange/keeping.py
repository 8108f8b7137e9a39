"""What every use case of a kept message shares: lock it while it waits, close it, note it in the audit chain."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.accounts.rules.roles import Actor
from core.audit.services import SYSTEM, note
from core.errors import NotFoundError
from core.locking import locked
from mobilization.models import ExchangeMessageRow
from mobilization.rules.exchange.inbox import MessageState, check_waiting


def lock_waiting(session: Session, message_id: int) -> ExchangeMessageRow:
    """Return a message that waits for a person, locked; raises MessagePassedError."""
    row = session.scalars(
        locked(select(ExchangeMessageRow).where(ExchangeMessageRow.id == message_id))
    ).one_or_none()
    if row is None:
        raise NotFoundError(what=message_id)
    check_waiting(row.state)
    return row


def close_message(
    session: Session, row: ExchangeMessageRow, to: MessageState, *, by: str, actor: Actor, now: datetime
) -> None:
    """Say how a message ended, who said so and when."""
    row.state, row.decided_by, row.decided_at = to.value, by[:120], now
    row.version += 1
    note_message(session, row, f"message.{to.value}", actor, now)


def decline(session: Session, *, message_id: int, actor: Actor, now: datetime) -> None:
    """Note that a message was looked at and nothing is done with it."""
    row = lock_waiting(session, message_id)
    close_message(session, row, MessageState.DECLINED, by=actor.name, actor=actor, now=now)


def note_message(session: Session, row: ExchangeMessageRow, action: str, actor: Actor, now: datetime) -> None:
    """Note an act on a message in the chain of the post it came to.

    The chain cannot forget, so it gets the digest of what came and never a sender, who may be a person.
    """
    note(
        session,
        stream=f"commune:{row.commune_code}" if row.commune_code else SYSTEM,
        at=now,
        actor=actor.login,
        action=action,
        subject=str(row.id),
        kind=row.kind,
        digest=row.digest,
    )
