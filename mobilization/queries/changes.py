"""How a need came to say what it says: its changes as the incident's audit chain tells them."""

from __future__ import annotations

from sqlalchemy.orm import Session

from core.accounts.changes import Change, entries_of


def list_need_changes(session: Session, stream: str, need_id: int) -> list[Change]:
    """Return a need's changes, newest first."""
    found = []
    for at, actor, facts in entries_of(session, stream, "need.change"):
        if facts.get("need") == need_id:
            fields = {
                field: (facts.get(f"old_{field}", ""), facts.get(f"new_{field}", ""))
                for field in facts["changed"]
            }
            found.append(Change(at=at, actor=actor, fields=fields))
    return found
