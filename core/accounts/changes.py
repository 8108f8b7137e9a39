"""What the chains tell of how a thing came to be as it is."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.accounts.models import User
from core.audit.models import AuditEntry
from core.values import frozen


@frozen
class Change:
    """One change: who, when, and of each field that changed the old and the new value, "" where nothing was noted."""

    at: datetime
    actor: str
    fields: Mapping[str, tuple[str, str]]


def entries_of(
    session: Session, stream: str, action: str, *, subject: str | None = None, most: int | None = None
) -> Iterator[tuple[datetime, str, dict[str, Any]]]:
    """Yield when an act was done in a stream, by whom and its facts, newest first; of one `subject` where given."""
    query = (
        select(AuditEntry.at, AuditEntry.actor, AuditEntry.facts, User.name)
        .outerjoin(User, User.login == AuditEntry.actor)
        .where(AuditEntry.stream == stream, AuditEntry.action == action)
        .order_by(AuditEntry.seq.desc())
        .limit(most)
    )
    if subject is not None:
        query = query.where(AuditEntry.subject == subject)
    for at, login, facts, name in session.execute(query):
        yield at, name or login, json.loads(facts)
