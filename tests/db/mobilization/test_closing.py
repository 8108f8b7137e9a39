"""An incident ends in one act: what never left is given up, what is away is brought back before it closes."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy.orm import Session

from core.db import Database
from core.errors import StaleError
from mobilization.queries.dispatches import list_dispatches
from mobilization.queries.incidents import get_incident
from mobilization.queries.orders import get_order
from mobilization.rules.states import State
from mobilization.services.closing import Ended, as_seen, wind_up
from mobilization.services.dispatches import Came
from tests.db.inventory.register import DUTY, JACKETS, numbers_of, unequal_balances
from tests.db.mobilization.command_post import SEEN_AT, begin, draft, hold, order, step

S = State


def seen_of(session: Session, incident_id: int) -> str:
    return as_seen(list_dispatches(session, incident_id=incident_id))


def end(session: Session, incident_id: int, seen: str = "", **more: Any) -> Ended:
    said: dict[str, Any] = {"send_home": False, "actor": DUTY, "now": SEEN_AT} | more
    return wind_up(session, incident_id=incident_id, seen=seen or seen_of(session, incident_id), **said)


def test_all_that_never_left_is_given_up_at_once(database: Database, lots: tuple[int, int]) -> None:
    with database.transaction() as session:
        incident_id = begin(session, [(JACKETS, 40), (JACKETS, 20)])
        called, drafted, _held = hold(session, incident_id)
        order(session, incident_id, [called.id])
        step(session, called.id, S.ACKNOWLEDGED)
        waiting = draft(session, incident_id, [drafted.id])
        early = seen_of(session, incident_id)
    with database.transaction() as session:
        assert end(session, incident_id, early) == Ended(given_up=3, away=0)
    with database.reading() as session:
        assert {item.state for item in list_dispatches(session, incident_id=incident_id)} == {S.CANCELLED}
        assert [numbers_of(session, lot)[1] for lot in lots] == [0, 0]
        assert unequal_balances(session) == []
        assert get_order(session, waiting).state == "withdrawn"
        assert get_incident(session, incident_id).closed_at == SEEN_AT


def test_what_is_away_is_brought_back_before_it_closes(database: Database, lots: tuple[int, int]) -> None:
    with database.transaction() as session:
        incident_id = begin(session, [(JACKETS, 50)])
        first, second = hold(session, incident_id)
        order(session, incident_id, [first.id])
        step(session, first.id, S.ACKNOWLEDGED)
        early = seen_of(session, incident_id)
        step(session, first.id, S.DEPARTED)
    with pytest.raises(StaleError), database.transaction() as session:
        end(session, incident_id, early)  # it left since the page was read: nothing is given up unseen
    with database.transaction() as session:
        assert end(session, incident_id) == Ended(given_up=1, away=1)
    with database.reading() as session:
        states = {item.id: item.state for item in list_dispatches(session, incident_id=incident_id)}
        assert states == {first.id: S.DEPARTED, second.id: S.CANCELLED}
        assert get_incident(session, incident_id).closed_at is None
    with database.transaction() as session:
        assert end(session, incident_id, send_home=True) == Ended(given_up=0, away=1)
        step(session, first.id, S.RETURNED, came=Came(back=Decimal(first.quantity)))
        assert end(session, incident_id) == Ended(given_up=0, away=0)
        assert get_incident(session, incident_id).closed_at is not None
