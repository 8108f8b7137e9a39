"""The log of an incident tells things in the order they happened, whenever they were told: steps, needs, what was written down."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select

from core.audit.models import AuditEntry
from core.db import Database
from mobilization.queries.journal import list_events
from mobilization.queries.needs import list_needs
from mobilization.rules.journal import Entry
from mobilization.rules.states import State
from mobilization.services.dispatches import mark
from mobilization.services.incidents import IncidentClosedError, close_incident, stream_of, write_down
from mobilization.services.needs import change_need, remove_need
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


def test_needs_and_what_the_post_writes_stand_in_the_log(database: Database, lots: tuple[int, int]) -> None:
    def later(minutes: int) -> dict[str, Any]:
        return {"actor": DUTY, "now": NOW + timedelta(minutes=minutes)}

    with database.transaction() as session:
        incident_id = begin(session, [(JACKETS, 50)])
        need_id = list_needs(session, incident_id)[0].id
        change_need(
            session,
            incident_id=incident_id,
            need_id=need_id,
            seen="",
            values={"quantity": Decimal(80)},
            **later(1),
        )
        said = "Bà Hoa 0905 111 222 báo nước vào nhà"
        write_down(
            session,
            incident_id=incident_id,
            text=said,
            happened_at=NOW - timedelta(hours=2),
            **later(2),
        )
        remove_need(session, incident_id=incident_id, need_id=need_id, reason="nhầm", **later(3))
    with database.reading() as session:
        told = list_events(session, incident_id, limit=9)
        assert [line.state for line in told] == [
            *(Entry.NEED_WITHDRAWN, Entry.NEED_CHANGED, Entry.NEED_ADDED, Entry.OPENED),
            Entry.SAID,
        ]
        assert [(line.quantity, line.was) for line in told[:3]] == [(80, None), (80, 50), (50, None)]
        assert told[0].resource
        assert (told[0].note, told[-1].note, told[-1].resource) == ("nhầm", said, "")
        assert list_events(session, incident_id, limit=2, skip=1) == told[1:3]
        kept = session.scalars(select(AuditEntry).where(AuditEntry.stream == stream_of(incident_id))).all()
        assert "incident.say" in {entry.action for entry in kept}
        assert not any("Hoa" in str(entry.facts) or "0905" in str(entry.facts) for entry in kept)


def test_a_closed_log_takes_no_more(database: Database, lots: tuple[int, int]) -> None:
    with database.transaction() as session:
        incident_id = begin(session, [])
        close_incident(session, incident_id=incident_id, actor=DUTY, now=NOW)
    with pytest.raises(IncidentClosedError), database.transaction() as session:
        write_down(session, incident_id=incident_id, text="muộn rồi", happened_at=None, actor=DUTY, now=NOW)
    with database.reading() as session:
        assert [line.state for line in list_events(session, incident_id, limit=9)] == [
            *(Entry.CLOSED, Entry.OPENED)
        ]
