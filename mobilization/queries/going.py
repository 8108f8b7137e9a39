"""What a commune's holders are called for and have not brought to its end."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from mobilization.models import DispatchRow, IncidentRow
from mobilization.queries.dispatches import Dispatch, list_dispatches
from mobilization.rules.states import MANY, MOVES, State


def list_to_mark(session: Session, commune_code: str) -> list[Dispatch]:
    """Return what of a commune may take a step that is made for many at once; a drill that is over waits for nothing."""
    states = [state for state in State if any(move.to in MANY for move in MOVES[state])]
    query = (
        select(DispatchRow.id)
        .join(IncidentRow, IncidentRow.id == DispatchRow.incident_id)
        .where(
            DispatchRow.commune_code == commune_code,
            DispatchRow.state.in_(states),
            IncidentRow.drill.is_(False) | IncidentRow.closed_at.is_(None),
        )
    )
    ids = list(session.scalars(query))
    return list_dispatches(session, ids=ids) if ids else []
