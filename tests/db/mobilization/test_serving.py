"""What came home broken, lost or without having worked is asked for anew; SQL and the rule count alike."""

from __future__ import annotations

from decimal import Decimal
from itertools import product

import pytest
from alembic import command
from flask import Flask
from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from core.db import Database
from core.web.commands import alembic_config
from mobilization.models import DispatchRow, IncidentRow
from mobilization.pages.room_view import met_of
from mobilization.queries.dispatches import list_dispatches
from mobilization.queries.drills import scores_of
from mobilization.queries.incidents import get_incident
from mobilization.queries.needs import list_needs
from mobilization.queries.planning import list_standing
from mobilization.rules.states import AT_WORK, HOME_AGAIN, State, serves
from mobilization.services.dispatches import Came
from mobilization.services.needs import NeedInUseError, NeedPlaceError, change_need, remove_need
from mobilization.services.planning import NothingNeededError
from tests.db.inventory.register import DUTY, JACKETS, NEIGHBOUR, NOW
from tests.db.mobilization.command_post import begin, hold, need, order, plan, refuse, step

S = State
HOMEWARD = HOME_AGAIN | {S.RELEASED}
FROM = (None, S.DEPARTED, S.ARRIVED, S.WORKING, S.OUT_MECHANICAL, S.OUT_PERSONNEL, S.OUT_REST)
MILLION = 1_000_000
# covers, sent, lost, damaged: the last is as much as one need and one lot can be.
LOADS = ((10, 10, 0, 0), (10, 3, 0, 1), (7, 14, 3, 4), (5, 5, 5, 0), (MILLION, 10 * MILLION, 3, 0))


def out(session: Session, *states: State, drill: bool = False, much: int = 20) -> tuple[int, int]:
    """Return an incident that needs life jackets and its one dispatch of them, after some steps."""
    incident_id = begin(session, [(JACKETS, much)], drill=drill)
    [item] = hold(session, incident_id)
    order(session, incident_id, [item.id])
    for state in (S.ACKNOWLEDGED, S.DEPARTED, *states):
        step(session, item.id, state)
    return incident_id, item.id


@pytest.mark.parametrize(
    ("steps", "came", "missing", "drill"),
    [
        ((S.RELEASED, S.RETURNED), Came(back=Decimal(20)), 20, False),
        ((S.ARRIVED, S.RELEASED, S.RETURNED), Came(back=Decimal(20)), 0, False),
        ((S.ARRIVED, S.RELEASED, S.RETURNED), Came(used=Decimal(20)), 0, False),
        ((S.ARRIVED, S.WORKING, S.RELEASED, S.RETURNED), Came(back=Decimal(14), damaged=Decimal(6)), 6, True),
        ((S.ARRIVED, S.WORKING, S.RELEASED, S.RETURNED), Came(lost=Decimal(20)), 20, False),
        ((S.ARRIVED, S.WORKING, S.OUT_MECHANICAL), None, 20, True),
        ((S.ARRIVED, S.WORKING, S.OUT_MECHANICAL, S.WORKING), None, 0, False),
        ((S.ARRIVED, S.OUT_MECHANICAL, S.RELEASED, S.RETURNED), Came(back=Decimal(20)), 20, False),
    ],
)
def test_a_new_plan_asks_for_what_no_longer_serves(
    database: Database,
    lots: tuple[int, int],
    steps: tuple[State, ...],
    came: Came | None,
    missing: int,
    drill: bool,
) -> None:
    with database.transaction() as session:
        incident_id, item = out(session, drill=drill)
        for state in steps:
            step(session, item, state, came=came if state is S.RETURNED else None)
    with database.reading() as session:
        [found] = list_needs(session, incident_id)
        assert (found.missing, found.arrived) == (missing, 20 - missing)
        bar = met_of(found, list_dispatches(session, incident_id=incident_id)).fill
        assert (bar.missing, bar.there) == (missing, 20 - missing)
        if drill:
            score = scores_of(session, [get_incident(session, incident_id)], now=NOW)[incident_id]
            assert score.promised_percent == 100 - 5 * missing
    if missing:
        with database.transaction() as session:
            again = [line for line in hold(session, incident_id) if line.id != item]
            assert sum(line.covers for line in again) == missing
    else:
        refuse(database, NothingNeededError, lambda session: plan(session, incident_id))


def test_a_need_is_neither_moved_nor_withdrawn_while_a_broken_boat_lies_there(
    database: Database, lots: tuple[int, int]
) -> None:
    with database.transaction() as session:
        incident_id, item = out(session, S.ARRIVED, S.OUT_MECHANICAL)
        [wanted] = list_needs(session, incident_id)
        assert wanted.promised == 0
    named = {"incident_id": incident_id, "need_id": wanted.id, "actor": DUTY, "now": NOW}
    values = {"commune_code": NEIGHBOUR}
    refuse(database, NeedPlaceError, lambda session: change_need(session, seen="", values=values, **named))  # type: ignore[arg-type]
    refuse(database, NeedInUseError, lambda session: remove_need(session, **named))  # type: ignore[arg-type]
    with database.transaction() as session:
        step(session, item, S.RELEASED)
    with database.transaction() as session:
        remove_need(session, **named)  # type: ignore[arg-type]


def every_load() -> list[dict[str, Decimal | str | None]]:
    """Return a row of every state, every way home and every load that can stand together."""
    found = []
    for state, left, (covers, sent, lost, damaged) in product(State, FROM, LOADS):
        if (left and state not in HOMEWARD) or (lost + damaged and state not in HOME_AGAIN):
            continue
        found.append(
            {
                "state": state.value,
                "released_from": left.value if left else None,
                "covers": Decimal(covers),
                "quantity": Decimal(sent),
                "back": Decimal(sent - lost - damaged if state in HOME_AGAIN else 0),
                "lost": Decimal(lost),
                "damaged": Decimal(damaged),
            }
        )
    return found


@pytest.mark.parametrize("over", [False, True])
def test_the_database_counts_as_the_rule_does(database: Database, lots: tuple[int, int], over: bool) -> None:
    rows = every_load()
    with database.transaction() as session:
        incident_id = begin(session, [(JACKETS, 1)])
        [held] = hold(session, incident_id)
        like = session.execute(select(DispatchRow.__table__).where(DispatchRow.id == held.id)).one()._asdict()
        del like["id"]
        needs = [need(session, incident_id, JACKETS, MILLION) for _row in rows]
        session.execute(
            insert(DispatchRow),
            [like | row | {"need_id": number} for number, row in zip(needs, rows, strict=True)],
        )
        session.get_one(IncidentRow, incident_id).closed_at = NOW if over else None
    with database.reading() as session:
        found = {one.id: one for one in list_needs(session, incident_id)}
        items = {one.need_id: one for one in list_dispatches(session, incident_id=incident_id)}
        standing = {
            number: units
            for (number, _lot), units in list_standing(session, [incident_id])[incident_id].items()
        }
        bars = {number: met_of(found[number], [item]).fill for number, item in items.items()}
    for number, row in zip(needs, rows, strict=True):
        state, left = State(str(row["state"])), row["released_from"]
        facts = {
            "state": state,
            "released_from": State(str(left)) if left else None,
            "lost": row["lost"],
            "damaged": row["damaged"],
            "sent": row["quantity"],
            "over": over,
        }
        due = serves(covers=row["covers"], **facts)  # type: ignore[arg-type]
        there = due if state in {*AT_WORK, *HOMEWARD} else 0
        assert (found[number].promised, found[number].arrived) == (due, there), row
        assert items[number].serves == due, row
        assert standing.get(number, 0) == serves(covers=row["quantity"], **facts), row  # type: ignore[arg-type]
        assert (bars[number].missing, bars[number].there) == (MILLION - due, there), row


def test_what_was_sent_home_before_tells_from_where(
    app: Flask, database: Database, lots: tuple[int, int]
) -> None:
    with database.transaction() as session:
        _, first = out(session, S.RELEASED, much=5)
        out(session, S.ARRIVED, S.WORKING, S.RELEASED, much=5)
        out(session, much=5)
        step(session, first, S.RETURNED, came=Came(back=Decimal(5)))
    command.downgrade(alembic_config(), "0037")
    command.upgrade(alembic_config(), "head")
    left = select(DispatchRow.released_from).order_by(DispatchRow.id)
    with database.reading() as session:
        assert list(session.scalars(left)) == ["departed", "working", None]
