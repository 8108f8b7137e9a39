"""The life of an order from the incident to the return, and every way it may not go."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.accounts.rules.roles import Actor, Role
from core.clock import day_of
from core.db import Database
from core.errors import ForbiddenError
from inventory.models import MovementRow
from inventory.rules.stock import ReturnError
from mobilization.queries.dispatches import get_dispatch
from mobilization.queries.needs import list_needs
from mobilization.rules.journal import FutureError
from mobilization.rules.states import MoveError, State
from mobilization.services.dispatches import Came, mark
from mobilization.services.incidents import (
    IncidentClosedError,
    StillOutError,
    close_incident,
)
from mobilization.services.orders import (
    note_number,
)
from tests.db.inventory.register import (
    CHAIRMAN,
    DUTY,
    FAR_OFFICIAL,
    HOME_CHAIRMAN,
    HOME_DUTY,
    HOME_OFFICIAL,
    JACKETS,
    NEIGHBOUR_OFFICIAL,
    NOW,
    audit_findings,
    numbers_of,
    person,
    unequal_balances,
)
from tests.db.mobilization.command_post import begin, hold, need, order, plan, refuse, step

S = State


def test_from_the_incident_to_the_return_with_some_lost(
    app: Flask, database: Database, lots: tuple[int, int]
) -> None:
    with database.transaction() as session:
        incident_id = begin(session, [(JACKETS, 50)])
        own, other = hold(session, incident_id)
        assert [(item.lot_id, item.quantity) for item in (own, other)] == [(lots[0], 30), (lots[1], 20)]
        assert [item.missing for item in list_needs(session, incident_id)] == [0]
    with database.transaction() as session:
        for item in (own, other):
            order_id = order(session, incident_id, [item.id])
            note_number(
                session, order_id=order_id, number="411/QĐ-UBND", dated=day_of(NOW), actor=DUTY, now=NOW
            )
    for to in (S.ACKNOWLEDGED, S.DEPARTED, S.ARRIVED, S.WORKING, S.RELEASED):
        actor = DUTY if to is S.RELEASED else NEIGHBOUR_OFFICIAL
        with database.transaction() as session:
            step(session, other.id, to, actor=actor)
            away = 0 if to is S.ACKNOWLEDGED else 20
            assert numbers_of(session, lots[1]) == (100, 20, away, 0)
    came = Came(back=Decimal(14), used=Decimal(1), lost=Decimal(2), damaged=Decimal(3))
    with database.transaction() as session:
        step(session, other.id, S.RETURNED, actor=NEIGHBOUR_OFFICIAL, came=came)
        step(session, own.id, S.CANCELLED)
    with database.transaction() as session:
        assert numbers_of(session, lots[1]) == (97, 0, 0, 3)
        assert numbers_of(session, lots[0]) == (30, 0, 0, 0)
        closed = get_dispatch(session, other.id)
        assert closed.back + closed.used + closed.lost + closed.damaged == closed.quantity
        lines = session.scalars(select(MovementRow).where(MovementRow.document != ""))
        assert {line.document for line in lines} == {"411/QĐ-UBND"}
        assert unequal_balances(session) == []
        close_incident(session, incident_id=incident_id, actor=DUTY, now=NOW)
    refuse(database, IncidentClosedError, lambda session: need(session, incident_id))
    refuse(database, IncidentClosedError, lambda session: plan(session, incident_id))
    assert audit_findings(app) == ()


def departed(session: Session, to: tuple[State, ...] = (S.ACKNOWLEDGED, S.DEPARTED)) -> tuple[int, int]:
    """Return an incident and its one dispatch of 20 life jackets, so far on its way."""
    incident_id = begin(session, [(JACKETS, 20)])
    [item] = hold(session, incident_id)
    order(session, incident_id, [item.id])
    for state in to:
        step(session, item.id, state)
    return incident_id, item.id


def test_a_return_that_does_not_add_up_does_not_close(database: Database, lots: tuple[int, int]) -> None:
    with database.transaction() as session:
        incident_id, item = departed(session, (S.ACKNOWLEDGED, S.DEPARTED, S.RELEASED))
    wrong = [Came(), Came(back=Decimal(19)), Came(back=Decimal(21)), Came(back=Decimal(21), lost=Decimal(-1))]
    for came in (*wrong, None):
        refuse(database, ReturnError, lambda session, came=came: step(session, item, S.RETURNED, came=came))  # type: ignore[misc]
    refuse(
        database,
        StillOutError,
        lambda session: close_incident(session, incident_id=incident_id, actor=DUTY, now=NOW),
    )
    with database.reading() as session:
        assert get_dispatch(session, item).state is S.RELEASED


@pytest.mark.parametrize("end", [S.REFUSED, S.CANCELLED])
def test_what_is_refused_or_cancelled_is_free_again_and_still_needed(
    app: Flask, database: Database, lots: tuple[int, int], end: State
) -> None:
    with database.transaction() as session:
        incident_id, item = departed(session, (S.ACKNOWLEDGED,))
        assert numbers_of(session, lots[0]) == (30, 20, 0, 0)
    with database.transaction() as session:
        step(session, item, end, actor=HOME_OFFICIAL if end is S.REFUSED else DUTY)
    with database.transaction() as session:
        assert numbers_of(session, lots[0]) == (30, 0, 0, 0)
        assert [need.missing for need in list_needs(session, incident_id)] == [20]
        assert len(hold(session, incident_id)) == 2
    refuse(database, MoveError, lambda session: step(session, item, S.ACKNOWLEDGED))
    assert audit_findings(app) == ()


def test_each_side_makes_its_own_steps_only(database: Database, lots: tuple[int, int]) -> None:
    with database.transaction() as session:
        _, item = departed(session, ())
    auditor, official, head = (
        person(90, Role.KIEM_TOAN),
        person(91, Role.VAN_PHONG_PCTT),
        person(92, Role.QUAN_TRI),
    )

    def closed_to(to: State, actors: tuple[Actor, ...]) -> None:
        for actor in actors:
            refuse(
                database,
                ForbiddenError,
                lambda session, actor=actor: step(session, item, to, actor=actor),  # type: ignore[misc]
            )

    outsiders = (FAR_OFFICIAL, NEIGHBOUR_OFFICIAL, auditor, official, head, CHAIRMAN)
    closed_to(S.ACKNOWLEDGED, outsiders)
    closed_to(S.CANCELLED, (*outsiders, HOME_OFFICIAL, HOME_DUTY, HOME_CHAIRMAN))
    with database.transaction() as session:
        step(session, item, S.ACKNOWLEDGED, actor=HOME_OFFICIAL)
    closed_to(S.DEPARTED, outsiders)
    with database.transaction() as session:
        step(session, item, S.DEPARTED, actor=HOME_DUTY)
    closed_to(S.RELEASED, (HOME_OFFICIAL, HOME_DUTY))


def test_no_step_is_skipped_made_twice_or_made_in_the_future(
    database: Database, lots: tuple[int, int]
) -> None:
    with database.transaction() as session:
        incident_id = begin(session, [(JACKETS, 5)])
        [held] = hold(session, incident_id)
        _, item = departed(session, (S.ACKNOWLEDGED, S.DEPARTED))
    refuse(database, MoveError, lambda session: step(session, held.id, S.DEPARTED))
    refuse(database, ForbiddenError, lambda session: step(session, held.id, S.ORDERED))
    refuse(database, MoveError, lambda session: step(session, item, S.DEPARTED))
    refuse(database, MoveError, lambda session: step(session, item, S.RETURNED))
    refuse(database, MoveError, lambda session: step(session, item, S.CANCELLED))
    soon = NOW + timedelta(seconds=1)
    refuse(
        database,
        FutureError,
        lambda session: mark(
            session, dispatch_id=item, to=S.ARRIVED, happened_at=soon, text="", came=None, actor=DUTY, now=NOW
        ),
    )
