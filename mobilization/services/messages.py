"""What came by telephone or SMS is marked on the dispatches it speaks of."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from core.accounts.rules.roles import Actor
from mobilization.queries.dispatches import list_dispatches
from mobilization.rules.short_codes import CodeError, Told, short_code
from mobilization.rules.states import State
from mobilization.services.dispatches import hold, mark


def take_messages(session: Session, *, told: Sequence[Told], actor: Actor, now: datetime) -> int:
    """Return how many steps were marked, each with its real time; the time of entry is `now`.

    Raises CodeError where a code names no dispatch, and whatever a step not lawful now raises; then nothing is kept.
    A thing that has left has received its order: DI marks that too.
    """
    hold(session, [line.dispatch_id for line in told])
    found = {item.id: item for item in list_dispatches(session, ids=[line.dispatch_id for line in told])}
    states = {item.id: item.state for item in found.values()}
    steps = 0
    for line in told:
        item = found.get(line.dispatch_id)
        if item is None or short_code(item.commune, item.id) != line.code:
            raise CodeError(line=line.line)
        received = states[item.id] is State.ORDERED and line.to is State.DEPARTED
        for to in (State.ACKNOWLEDGED, State.DEPARTED) if received else (line.to,):
            mark(
                session,
                dispatch_id=item.id,
                to=to,
                happened_at=line.happened_at or now,
                text=line.line,
                came=None,
                actor=actor,
                now=now,
            )
            states[item.id] = to
            steps += 1
    return steps
