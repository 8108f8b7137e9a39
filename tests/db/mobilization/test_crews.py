"""A person serves once: who is out with a boat is not promised by name to another incident, nor the other way round."""

from __future__ import annotations

from sqlalchemy.orm import Session

from core.db import Database
from mobilization.queries.dispatches import find_newest_plan
from mobilization.rules.candidates import Barred
from mobilization.rules.states import State
from mobilization.services.accepting import accept_together
from mobilization.services.planning import propose_together
from tests.db.inventory.register import DUTY, NOW, load_register, stock
from tests.db.mobilization.command_post import begin, hold, need, order, step

BOATS, BOATMEN = "PT-005", "LL-026"


def test_boatmen_out_with_boats_are_not_promised_to_another_incident(database: Database) -> None:
    with database.transaction() as session:
        load_register(session)
        stock(session, 8, type_code=BOATS)
        people = stock(session, 10, type_code=BOATMEN)
        first = begin(session, [(BOATS, 6)])
        (boats,) = hold(session, first)
        order(session, first, [boats.id])
        for to in (State.ACKNOWLEDGED, State.DEPARTED):
            step(session, boats.id, to)
        other = begin(session, [(BOATMEN, 10)])
        assert [item.quantity for item in hold(session, other)] == [4]
        third = begin(session, [(BOATS, 2)])
        assert hold(session, third) == []  # four are named elsewhere, six are out
        newest = find_newest_plan(session, third)
        assert newest is not None
        assert Barred.NO_CREW.value in newest.result["barred"][BOATS]
        own = begin(session, [(BOATMEN, 10)])
        assert hold(session, own) == []
        assert people


def test_the_crew_of_an_incidents_own_boats_may_be_called_by_name(database: Database) -> None:
    with database.transaction() as session:
        load_register(session)
        stock(session, 6, type_code=BOATS)
        stock(session, 6, type_code=BOATMEN)
        incident = begin(session, [(BOATS, 6), (BOATMEN, 6)])
        assert [item.quantity for item in hold(session, incident)] == [6, 6]


def test_incidents_planned_together_count_their_people_once(database: Database) -> None:
    """Ten boatmen, eight boats: what one incident is given by name steers no boat of the other."""
    with database.transaction() as session:
        load_register(session)
        boats, people = stock(session, 8, type_code=BOATS), stock(session, 10, type_code=BOATMEN)
        sailing = begin(session, [(BOATS, 8)])
        calling = begin(session, [])
        named = need(session, calling, BOATMEN, 7, priority=2)
        plans = propose_together(session, actor=DUTY, now=NOW)
        assert units_of(session, sailing, calling) == {boats: 8, people: 2}
        kept = find_newest_plan(session, calling)
        assert kept is not None
        assert kept.proved
        assert kept.result["unmet"] == [[named, 5, "with_machines"]]
        accept_together(session, plan_ids=plans, actor=DUTY, now=NOW)
        assert hold(session, begin(session, [(BOATMEN, 1)])) == []


def units_of(session: Session, *incidents: int) -> dict[int, int]:
    """Return the units of each lot that the newest plans of some incidents send."""
    found: dict[int, int] = {}
    for incident in incidents:
        kept = find_newest_plan(session, incident)
        assert kept is not None
        for _need, lot, units, *_rest in kept.result["lines"]:
            found[lot] = found.get(lot, 0) + units
    return found
