"""Two who do the same thing at one moment: it is done once, and the other is told."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from threading import Barrier

from sqlalchemy.orm import Session

from core.db import Database
from core.errors import DomainError
from mobilization.queries.dispatches import list_dispatches
from mobilization.rules.states import State
from mobilization.services.accepting import accept
from mobilization.services.dispatches import Came
from tests.db.inventory.register import DUTY, JACKETS, NOW, numbers_of, unequal_balances
from tests.db.mobilization.command_post import begin, hold, order, plan, step

PEOPLE = 6


def done_by(database: Database, act: Callable[[Session], object]) -> list[str]:
    """Return what became of an act that several begin at one moment: "done", or the refusal's code."""
    gate = Barrier(PEOPLE)

    def one(_number: int) -> str:
        gate.wait()
        try:
            with database.transaction() as session:
                act(session)
        except DomainError as error:
            return error.code
        return "done"

    with ThreadPoolExecutor(PEOPLE) as pool:
        return sorted(pool.map(one, range(PEOPLE)))


def test_one_plan_is_accepted_once(database: Database, lots: tuple[int, int]) -> None:
    with database.transaction() as session:
        incident_id = begin(session, [(JACKETS, 20)])
        plan_id = plan(session, incident_id)
    told = done_by(
        database,
        lambda session: accept(session, incident_id=incident_id, plan_id=plan_id, actor=DUTY, now=NOW),
    )
    assert told == ["done", *["plan_passed"] * (PEOPLE - 1)]
    with database.reading() as session:
        assert sum(item.quantity for item in list_dispatches(session, incident_id=incident_id)) == 20
        assert sum(numbers_of(session, lot)[1] for lot in lots) == 20


def test_one_return_is_taken_back_once(database: Database, lots: tuple[int, int]) -> None:
    with database.transaction() as session:
        incident_id = begin(session, [(JACKETS, 20)])
        (item,) = hold(session, incident_id)
        order(session, incident_id, [item.id])
        for state in (State.ACKNOWLEDGED, State.DEPARTED, State.ARRIVED, State.RELEASED):
            step(session, item.id, state)
    came = Came(back=Decimal(17), lost=Decimal(3))
    told = done_by(database, lambda session: step(session, item.id, State.RETURNED, came=came))
    assert told == ["done", *["move_not_lawful"] * (PEOPLE - 1)]
    with database.reading() as session:
        assert [int(part) for part in numbers_of(session, item.lot_id)] == [27, 0, 0, 0]
        assert unequal_balances(session) == []
