"""Who changed a row of stock last, and when."""

from __future__ import annotations

from sqlalchemy.orm import Session

from core.accounts.last_words import facts_of, last_word, read_last_word, told
from inventory.models import MovementRow
from inventory.queries.story import stream_of


def who_changed(session: Session, lot_id: int, commune_code: str) -> dict[str, object]:
    """Return who moved a row of stock or changed what it says beyond its number last, and when, as facts of a refusal."""
    line = MovementRow
    moved = told(line.at, line.actor, number=line.actor_id).where(line.lot_id == lot_id)
    words = (
        read_last_word(session, moved.order_by(line.id.desc())),
        last_word(session, stream_of(commune_code), f"lot:{lot_id}", "stock.details"),
    )
    return facts_of(max(filter(None, words), key=lambda word: word.at, default=None))
