"""What people changed of a row beyond its number, as its commune's audit chain tells it."""

from __future__ import annotations

from sqlalchemy.orm import Session

from core.accounts.changes import Change, entries_of
from inventory.queries.story import stream_of

SHOWN = 20  # the newest changes of a row
# Free words may name a person, and the chain keeps them for ever: that they changed is told, not what they said.
IN_WORDS = frozenset({"note", "donor", "operator", "decided_by", "fuel", "peacetime_use", "agreement_no"})


def list_detail_changes(session: Session, lot_id: int, commune_code: str) -> list[Change]:
    """Return the newest changes of what a row says beyond its number, newest first."""
    found = []
    told = entries_of(session, stream_of(commune_code), "stock.details", subject=f"lot:{lot_id}", most=SHOWN)
    for at, actor, facts in told:
        before, after = facts.get("before", {}), facts.get("after", {})
        fields = {field: (before.get(field, ""), after.get(field, "")) for field in {**before, **after}}
        found.append(Change(at=at, actor=actor, fields=fields))
    return found
