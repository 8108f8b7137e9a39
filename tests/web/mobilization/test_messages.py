"""A message typed in by the officer on duty, with its real time and the time of entry."""

from __future__ import annotations

from flask import Flask

from mobilization.queries.dispatches import get_dispatch, list_dispatches
from mobilization.queries.incidents import list_incidents
from mobilization.queries.journal import list_events
from mobilization.rules.short_codes import short_code
from mobilization.rules.states import State
from tests.web.making import database_of, send, sign_in


def test_a_message_marks_the_step_it_tells(demo: Flask) -> None:
    with database_of(demo).reading() as session:
        running = [item.id for item in list_incidents(session, scope=None) if item.closed_at is None]
        waiting = [
            item
            for incident in running
            for item in list_dispatches(session, incident_id=incident)
            if item.state in {State.ORDERED, State.ACKNOWLEDGED}
        ]
    item = waiting[0]
    duty = sign_in(demo, "thuongtruc.tinh")
    code = short_code(item.commune, item.id)
    assert code in duty.get(f"/dieu-dong/{item.id}").text
    # One line cannot be understood: nothing is kept, and the text stays.
    answer = send(duty, "/tin-nhan", {"messages": f"{code} DI 0001\nBAY 0002"}, "/tin-nhan")
    assert answer.status_code == 422
    assert "Chưa hiểu dòng “BAY 0002”" in answer.text
    assert f"{code} DI 0001" in answer.text
    wrong = send(duty, "/tin-nhan", {"messages": f"ZZ{code[code.index('-') :]} DI"}, "/tin-nhan")
    assert "không đúng" in wrong.text
    with database_of(demo).reading() as session:
        assert get_dispatch(session, item.id).state is item.state
    done = send(duty, "/tin-nhan", {"messages": f"{code.replace('-', '')} ĐI 00:01\nđến"}, "/tin-nhan")
    assert done.status_code == 303
    with database_of(demo).reading() as session:
        assert get_dispatch(session, item.id).state is State.ARRIVED
        told = list_events(session, item.incident_id, limit=60)
    (left,) = [event for event in told if event.state is State.DEPARTED and "ĐI 00:01" in event.note]
    assert left.entered_at > left.happened_at
