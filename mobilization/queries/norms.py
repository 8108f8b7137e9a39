"""The planning norms as the province changed them."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.values import frozen
from mobilization.models import NormChangeRow
from mobilization.rules.scenarios.norms import NormChange, Norms, norms_on

NORMS_STREAM = "norms"  # the audit stream every change of a norm writes into


@frozen
class NormEntry:
    """One change of a norm with who made it, when and why."""

    change: NormChange
    version: int
    reason: str
    made_at: datetime
    made_by: str


def list_norm_changes(session: Session, key: str | None = None) -> list[NormEntry]:
    """Return the changes of one norm, or of all, oldest first."""
    query = select(NormChangeRow).order_by(NormChangeRow.id)
    if key is not None:
        query = query.where(NormChangeRow.key == key)
    return [
        NormEntry(
            change=NormChange(
                id=row.id, key=row.key, value=row.value, source=row.source, valid_from=row.valid_from
            ),
            version=row.version,
            reason=row.reason,
            made_at=row.made_at,
            made_by=row.made_by,
        )
        for row in session.scalars(query)
    ]


def norms_in_force(session: Session, day: date) -> Norms:
    """Return all norms as they hold on a day."""
    return norms_on(day, [entry.change for entry in list_norm_changes(session)])
