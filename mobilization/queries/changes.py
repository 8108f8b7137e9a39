"""How a need came to say what it says: its changes as the incident's audit chain tells them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.accounts.models import User
from core.audit.models import AuditEntry


@dataclass(frozen=True, kw_only=True, slots=True)
class NeedChange:
    """One change: who, when, and of each field that changed the old and the new value, "" where not kept."""

    at: datetime
    actor: str
    fields: Mapping[str, tuple[str, str]]


def list_need_changes(session: Session, stream: str, need_id: int) -> list[NeedChange]:
    """Return a need's changes, newest first."""
    query = (
        select(AuditEntry.at, AuditEntry.actor, AuditEntry.facts, User.name)
        .outerjoin(User, User.login == AuditEntry.actor)
        .where(AuditEntry.stream == stream, AuditEntry.action == "need.change")
        .order_by(AuditEntry.seq.desc())
    )
    found = []
    for at, login, text, name in session.execute(query):
        facts = json.loads(text)
        if facts.get("need") == need_id:
            fields = {
                field: (facts.get(f"old_{field}", ""), facts.get(f"new_{field}", ""))
                for field in facts["changed"]
            }
            found.append(NeedChange(at=at, actor=name or login, fields=fields))
    return found
