"""Hold a row as the caller saw it, so that nothing is done on the ground of an older state."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from sqlalchemy.orm import Session

from core.errors import NotFoundError, StaleError
from inventory.queries.last_words import who_changed
from inventory.services.ledger import lock_lots


def lock_as_seen(
    session: Session, *, lot_id: int, version: int, seen: Mapping[str, Decimal] | None = None
) -> None:
    """Lock a row; raises StaleError with its figures where it is no longer the version the caller saw.

    `seen` are the figures the caller was shown, to be told beside those of now.
    """
    row = lock_lots(session, [lot_id])[lot_id]
    if row.closed:
        raise NotFoundError(what=lot_id)
    if row.version != version:
        now = {"version": row.version, "on_hand": row.on_hand, "broken": row.broken}
        yours = {"version": version, **(seen or {})}
        told = who_changed(session, lot_id, row.commune_code)
        raise StaleError(yours=yours, theirs=now, version=row.version, **told)
