"""The log of an incident tells things in the order they happened, whenever they were told."""

from __future__ import annotations

from datetime import timedelta

from core.db import Database
from mobilization.queries.dispatches import list_events
from mobilization.rules.states import State
from mobilization.services.dispatches import mark
from tests.db.inventory.register import DUTY, JACKETS, NOW
from tests.db.mobilization.command_post import ORDERED_AT, begin, hold, order


def test_what_was_told_late_stands_where_it_happened(database: Database, lots: tuple[int, int]) -> None:
    with database.transaction() as session:
        incident_id = begin(session, [(JACKETS, 50)])
        first, second = [item.id for item in hold(session, incident_id)]
        order(session, incident_id, [first])
        order(session, incident_id, [second])
        for item, happened, told in ((first, 30, 31), (second, 20, 90)):
            mark(
                session,
                dispatch_id=item,
                to=State.ACKNOWLEDGED,
                happened_at=ORDERED_AT + timedelta(minutes=happened),
                text="",
                came=None,
                actor=DUTY,
                now=ORDERED_AT + timedelta(minutes=told),
            )
    with database.reading() as session:
        told_of = list_events(session, incident_id, limit=9)
        answered = [item for item in told_of if item.state is State.ACKNOWLEDGED]
    moments = [item.happened_at for item in told_of]
    assert moments == sorted(moments, reverse=True)
    assert [item.happened_at - ORDERED_AT for item in answered] == [
        timedelta(minutes=30),
        timedelta(minutes=20),
    ]
    assert answered[1].entered_at - NOW == timedelta(minutes=100)
