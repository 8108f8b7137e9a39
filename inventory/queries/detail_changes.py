"""What people changed of a row beyond its number, as its commune's audit chain tells it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.accounts.models import User
from core.audit.models import AuditEntry
from inventory.queries.story import stream_of

SHOWN = 20  # the newest changes of a row
# Free words may name a person, and the chain keeps them for ever: that they changed is told, not what they said.
IN_WORDS = frozenset({"note", "donor", "operator", "decided_by", "fuel", "peacetime_use", "agreement_no"})


@dataclass(frozen=True, kw_only=True, slots=True)
class DetailChange:
    """One change: who, when, and of each field that changed the old and the new value, "" where nothing was noted."""

    at: datetime
    actor: str
    fields: Mapping[str, tuple[str, str]]


def list_detail_changes(session: Session, lot_id: int, commune_code: str) -> list[DetailChange]:
    """Return the newest changes of what a row says beyond its number, newest first."""
    query = (
        select(AuditEntry.at, AuditEntry.actor, AuditEntry.facts, User.name)
        .outerjoin(User, User.login == AuditEntry.actor)
        .where(
            AuditEntry.subject == f"lot:{lot_id}",
            AuditEntry.stream == stream_of(commune_code),
            AuditEntry.action == "stock.details",
        )
        .order_by(AuditEntry.seq.desc())
        .limit(SHOWN)
    )
    found = []
    for at, login, text, name in session.execute(query):
        facts = json.loads(text)
        before, after = facts.get("before", {}), facts.get("after", {})
        fields = {field: (before.get(field, ""), after.get(field, "")) for field in {**before, **after}}
        found.append(DetailChange(at=at, actor=name or login, fields=fields))
    return found
