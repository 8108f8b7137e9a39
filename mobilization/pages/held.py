"""What a row of the register is held for, told on the register's own pages."""

from __future__ import annotations

from flask import url_for
from sqlalchemy.orm import Session

from inventory.doors.open_uses import HeldFor
from mobilization.queries.dispatches import list_dispatches
from mobilization.rules.states import OPEN_STATES
from mobilization.sentences.came import states_of


def held_for(session: Session, lot_id: int) -> list[HeldFor]:
    """Return the parts of a row that real incidents hold; a drill touches no stock."""
    return [
        HeldFor(
            quantity=item.quantity,
            what=item.incident,
            state=str(states_of(item.category)[item.state]),
            location=url_for("dispatches.show", dispatch_id=item.id),
        )
        for item in list_dispatches(session, lot_id=lot_id)
        if item.state in OPEN_STATES and not item.drill
    ]
