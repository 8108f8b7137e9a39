"""A need is changed by one officer at a time, withdrawn with its reason, and its changes are told."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy.orm import Session

from core.db import Database
from core.errors import ForbiddenError, StaleError
from mobilization.queries.changes import list_need_changes
from mobilization.queries.incidents import get_incident
from mobilization.queries.needs import get_need, list_needs, mark_of
from mobilization.rules.hazards import Hazard
from mobilization.rules.states import State
from mobilization.services.accepting import PlanPassedError
from mobilization.services.dispatches import mark
from mobilization.services.incidents import Facts, correct_incident, stream_of
from mobilization.services.needs import (
    NeedInUseError,
    NeedPlaceError,
    NeedPromisedError,
    NeedWithdrawnError,
    change_need,
    remove_need,
)
from tests.db.inventory.register import DUTY, JACKETS, NEIGHBOUR, NOW
from tests.db.mobilization.command_post import begin, by_whom, hold, need, plan, refuse, take_plan

MINE: dict[str, Any] = {"actor": DUTY, "now": NOW}


def change(session: Session, incident_id: int, need_id: int, seen: str, **values: object) -> bool:
    return change_need(session, incident_id=incident_id, need_id=need_id, seen=seen, values=values, **MINE)


def test_the_second_of_two_officers_sees_both_values(database: Database, lots: tuple[int, int]) -> None:
    with database.transaction() as session:
        incident_id = begin(session, [])
        need_id = need(session, incident_id, JACKETS, 25)
    with database.transaction() as session:
        seen = mark_of(get_need(session, incident_id, need_id))
        assert change(session, incident_id, need_id, seen, quantity=Decimal(30), note="thêm thôn 3")
    with pytest.raises(StaleError) as stale, database.transaction() as session:
        change(session, incident_id, need_id, seen, quantity=Decimal(40), note="thêm thôn 3")
    assert stale.value.facts["theirs"] == {"quantity": Decimal(30)}
    assert stale.value.facts["yours"] == {"quantity": Decimal(40)}
    assert by_whom(stale.value) == (DUTY.login, NOW)
    refuse(
        database,
        StaleError,
        lambda session: remove_need(session, incident_id=incident_id, need_id=need_id, seen=seen, **MINE),
    )
    with database.transaction() as session:
        fresh = str(stale.value.facts["version"])
        assert change(session, incident_id, need_id, fresh, quantity=Decimal(40))
        assert not change(session, incident_id, need_id, "", quantity=Decimal(40))
    with database.reading() as session:
        told = list_need_changes(session, stream_of(incident_id), need_id)
        assert [item.fields["quantity"] for item in told] == [("30", "40"), ("25", "30")]
        assert told[1].fields["note"] == ("", "")  # the chain cannot forget: it keeps no free text


def test_what_is_promised_bounds_a_need(database: Database, lots: tuple[int, int]) -> None:
    with database.transaction() as session:
        incident_id = begin(session, [(JACKETS, 20)])
        [held] = hold(session, incident_id)
    need_id = held.need_id
    for values, error in (
        ({"quantity": Decimal(19)}, NeedPromisedError),
        ({"commune_code": NEIGHBOUR}, NeedPlaceError),
    ):
        refuse(
            database,
            error,
            lambda session, values=values: change(session, incident_id, need_id, "", **values),  # type: ignore[misc]
        )
    removing: dict[str, Any] = {"incident_id": incident_id, "need_id": need_id, **MINE}
    refuse(database, NeedInUseError, lambda session: remove_need(session, **removing))
    with database.transaction() as session:
        mark(
            session,
            dispatch_id=held.id,
            to=State.CANCELLED,
            happened_at=NOW,
            text="",
            came=None,
            actor=DUTY,
            now=NOW,
        )
    with database.transaction() as session:
        remove_need(session, reason="nước rút", **removing)
    with database.reading() as session:
        assert list_needs(session, incident_id) == []
        [kept] = list_needs(session, incident_id, withdrawn=True)
        assert (kept.withdrawn_by, kept.withdrawn_why) == (DUTY.name, "nước rút")
    refuse(database, NeedWithdrawnError, lambda session: remove_need(session, **removing))
    refuse(
        database,
        NeedWithdrawnError,
        lambda session: change(session, incident_id, need_id, "", priority=2),
    )


def test_a_changed_need_is_planned_as_it_now_stands(database: Database, lots: tuple[int, int]) -> None:
    with database.transaction() as session:
        incident_id = begin(session, [(JACKETS, 10)])
        [held] = hold(session, incident_id)
    with database.transaction() as session:
        change(session, incident_id, held.need_id, "", quantity=Decimal(12))
        plan(session, incident_id)
    with database.transaction() as session:
        change(session, incident_id, held.need_id, "", quantity=Decimal(15))
    refuse(database, PlanPassedError, lambda session: take_plan(session, incident_id))
    with database.transaction() as session:
        plan(session, incident_id)
    with database.transaction() as session:
        again = hold(session, incident_id)
        assert sorted(item.quantity for item in again) == [5, 10]
        assert held.id in {item.id for item in again}


def test_an_incident_s_facts_are_set_right_once(database: Database, lots: tuple[int, int]) -> None:
    with database.transaction() as session:
        incident_id = begin(session, [])
        was = get_incident(session, incident_id)
    told: dict[str, Any] = {
        "title": was.title,
        "hazard": Hazard(was.hazard),
        "commune_code": was.commune_code,
        "place": "Thôn 5",
        "ptds_level": was.ptds_level,
        "risk_level": 3,
    }
    named: dict[str, Any] = {"incident_id": incident_id, "version": was.version, **MINE}
    with database.transaction() as session:
        correct_incident(session, facts=Facts(**told), **named)
    with database.transaction() as session:
        now_ = get_incident(session, incident_id)
        assert (now_.place, now_.risk_level, now_.version) == ("Thôn 5", 3, was.version + 1)
        correct_incident(session, facts=Facts(**told), **named)  # says the same: nothing is lost
    with pytest.raises(StaleError) as stale, database.transaction() as session:
        correct_incident(session, facts=Facts(**(told | {"place": "Thôn 6"})), **named)
    assert stale.value.facts["theirs"] == {"place": "Thôn 5"}
    assert by_whom(stale.value)[0] == DUTY.login
    if was.run_by == "commune":
        refuse(
            database,
            ForbiddenError,
            lambda session: correct_incident(
                session,
                facts=Facts(**(told | {"commune_code": NEIGHBOUR})),
                **(named | {"version": now_.version}),
            ),
        )
