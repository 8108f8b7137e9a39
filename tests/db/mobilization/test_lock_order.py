"""Acts on one incident take their locks in one order: nobody waits for who waits for him, and nobody is told "busy"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session

from core.db import Database
from mobilization.queries.dispatches import list_dispatches
from mobilization.queries.orders import get_order, list_lines
from mobilization.rules.short_codes import Told, short_code
from mobilization.rules.states import State
from mobilization.services.accepting import accept
from mobilization.services.approving import approve_drafts
from mobilization.services.closing import close, wind_up
from mobilization.services.dispatches import hold as lock_dispatches
from mobilization.services.dispatches import mark_all
from mobilization.services.incidents import lock_open_incident
from mobilization.services.messages import take_messages
from mobilization.services.order_seen import lock_order_as_seen, mark_of
from mobilization.services.orders import approve, withdraw
from mobilization.services.proposals import decline
from mobilization.services.settlement import extend
from tests.db.beside import beside, refusal_of
from tests.db.inventory.register import CHAIRMAN, DUTY, JACKETS, NOW, numbers_of
from tests.db.mobilization.command_post import (
    ORDERED_AT,
    SEEN_AT,
    UNTIL,
    begin,
    draft,
    hold,
    order,
    plan,
    step,
)
from tests.db.mobilization.test_closing import seen_of
from tests.db.mobilization.test_proposals import ask, held

ORDER = ("incident", "plan", "mobilization_order", "lot", "dispatch")
LOCK = re.compile(rf"FROM ({'|'.join(ORDER)})\b.*\bFOR (?:NO KEY UPDATE|UPDATE|SHARE)|^UPDATE (lot)\b", re.S)
LONGER = UNTIL.replace(year=NOW.year + 1)
Act = Callable[[Session], Any]


@contextmanager
def locks_of(database: Database) -> Iterator[list[str]]:
    """Yield the tables whose rows are locked meanwhile, in their order; SQLite has one writer and locks no rows."""
    taken: list[str] = []

    def heard(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        if found := LOCK.search(statement):
            taken.append(found[1] or found[2])

    event.listen(database.engine, "before_cursor_execute", heard)
    yield taken
    event.remove(database.engine, "before_cursor_execute", heard)


def as_read(session: Session, order_id: int) -> str:
    order = get_order(session, order_id)
    return mark_of(order, list_lines(session, order))


def approve_as_read(session: Session, order_id: int, seen: str) -> None:
    lock_order_as_seen(session, order_id=order_id, seen=seen)
    approve(session, order_id=order_id, actor=CHAIRMAN, now=ORDERED_AT)


def by_telephone(session: Session, ids: list[int], to: State) -> None:
    found = {item.id: item for item in list_dispatches(session, ids=ids)}
    codes = {number: short_code(found[number].commune, number) for number in ids}
    told = [Told(code=codes[key], dispatch_id=key, to=to, happened_at=None, line="x") for key in ids]
    take_messages(session, told=told, actor=DUTY, now=SEEN_AT)


def acts(database: Database, lots: tuple[int, int]) -> Iterator[tuple[str, Act]]:
    """Yield acts of an incident's life, each to be carried out before the next is asked for."""
    with database.transaction() as session:
        incident_id = begin(session, [(JACKETS, count) for count in (12, 9, 4, 3, 2)])
        plan_id = plan(session, incident_id)
        requests = held(session)
    yield "accept", partial(accept, incident_id=incident_id, plan_id=plan_id, actor=DUTY, now=NOW)
    with database.reading() as session:
        first, second, third, fourth, fifth = list_dispatches(session, incident_id=incident_id)[:5]
    made: dict[str, int] = {}

    def drafted(name: str, *ids: int) -> Act:
        return lambda session: made.update({name: draft(session, incident_id, list(ids))})

    def asked(session: Session) -> None:
        made["asked"] = ask(session, *requests)

    yield "draft", drafted("a", first.id, second.id)
    yield "withdraw", lambda session: withdraw(session, order_id=made["a"], actor=DUTY, now=ORDERED_AT)
    yield "draft anew", drafted("b", second.id, first.id)
    with database.reading() as session:
        seen = as_read(session, made["b"])
    yield "approve", lambda session: approve_as_read(session, made["b"], seen)
    yield "more drafts", drafted("c", third.id)
    with database.reading() as session:
        chosen = {made["c"]: as_read(session, made["c"])}
    yield (
        "approve many",
        partial(approve_drafts, incident_id=incident_id, seen=chosen, actor=CHAIRMAN, now=ORDERED_AT),
    )
    for to in (State.ACKNOWLEDGED, State.DEPARTED):
        yield to, partial(mark_all, order_id=made["b"], to=to, actor=DUTY, now=SEEN_AT)
    yield "told", lambda session: by_telephone(session, [second.id, first.id], State.ARRIVED)
    yield (
        "extend",
        partial(extend, order_id=made["b"], until=LONGER, text="mưa", actor=CHAIRMAN, now=SEEN_AT),
    )
    yield "a part home", lambda session: step(session, first.id, State.RELEASED, part=1)
    yield "ask the province", asked
    yield (
        "decline",
        lambda session: decline(session, order_id=made["asked"], reason="có xe", actor=CHAIRMAN, now=SEEN_AT),
    )
    yield "last drafts", drafted("d", fourth.id, fifth.id)
    with database.reading() as session:
        seen = seen_of(session, incident_id)
    yield (
        "wind up",
        partial(wind_up, incident_id=incident_id, seen=seen, send_home=True, actor=DUTY, now=SEEN_AT),
    )


def test_every_act_locks_in_one_order(database: Database, lots: tuple[int, int]) -> None:
    for name, act in acts(database, lots):
        with locks_of(database) as taken, database.transaction() as session:
            act(session)
        if database.is_sqlite:  # one writer: there is nothing to order
            continue
        first = list(dict.fromkeys(taken))
        assert first, name
        assert first == sorted(first, key=ORDER.index), name
        if name.split()[0] in {"draft", "withdraw", "approve", "decline", "wind"}:
            assert first[0] == "incident", name


@pytest.mark.parametrize("paper", ["approve", "withdraw"])
def test_an_incident_ends_beside_an_act_on_its_draft(
    database: Database, lots: tuple[int, int], paper: str
) -> None:
    with database.transaction() as session:
        incident_id = begin(session, [(JACKETS, 12)])
        [item] = hold(session, incident_id)
        order_id = draft(session, incident_id, [item.id])
        seen = seen_of(session, incident_id)
    acts: dict[str, Act] = {
        "approve": partial(approve, order_id=order_id, actor=CHAIRMAN, now=SEEN_AT),
        "withdraw": partial(withdraw, order_id=order_id, actor=DUTY, now=SEEN_AT),
    }
    ended = beside(
        database,
        lambda session: wind_up(
            session, incident_id=incident_id, seen=seen, send_home=False, actor=DUTY, now=SEEN_AT
        ),
        acts[paper],
    )
    assert refusal_of(ended) == "incident_closed"
    with database.reading() as session:
        assert get_order(session, order_id).state == "withdrawn"
        assert [numbers_of(session, lot)[1] for lot in lots] == [0, 0]


def test_steps_told_by_telephone_wait_for_all_they_speak_of(
    database: Database, lots: tuple[int, int]
) -> None:
    with database.transaction() as session:
        incident_id = begin(session, [(JACKETS, 40)])
        first, second = [item.id for item in hold(session, incident_id)]
        for number in (first, second):
            approve(session, order_id=draft(session, incident_id, [number]), actor=CHAIRMAN, now=ORDERED_AT)
    ended = beside(
        database,
        lambda session: step(session, first, State.ACKNOWLEDGED),
        lambda session: by_telephone(session, [second, first], State.DEPARTED),
        lambda session: step(session, second, State.ACKNOWLEDGED),
    )
    assert refusal_of(ended) == "done"


def test_a_part_goes_home_while_its_order_is_extended(database: Database, lots: tuple[int, int]) -> None:
    with database.transaction() as session:
        incident_id = begin(session, [(JACKETS, 12)])
        [item] = hold(session, incident_id)
        order_id = draft(session, incident_id, [item.id])
        approve(session, order_id=order_id, actor=CHAIRMAN, now=ORDERED_AT)
        for to in (State.ACKNOWLEDGED, State.DEPARTED, State.ARRIVED):
            step(session, item.id, to)
    ended = beside(
        database,
        lambda session: lock_dispatches(session, [item.id]),
        partial(extend, order_id=order_id, until=LONGER, text="mưa", actor=CHAIRMAN, now=SEEN_AT),
        lambda session: step(session, item.id, State.RELEASED, part=5),  # writes a row that names the order
    )
    assert refusal_of(ended) == "done"
    with database.reading() as session:
        stands = {int(one.quantity): one.state for one in list_dispatches(session, incident_id=incident_id)}
        assert stands == {5: State.RELEASED, 7: State.EXTENDED}


@pytest.mark.parametrize("many", [False, True])
def test_no_step_slips_in_behind_the_end_of_a_drill(
    database: Database, lots: tuple[int, int], many: bool
) -> None:
    with database.transaction() as session:
        drill = begin(session, [(JACKETS, 12)], drill=True)
        [item] = hold(session, drill)
        order_id = draft(session, drill, [item.id])
        approve(session, order_id=order_id, actor=CHAIRMAN, now=ORDERED_AT)
    one = partial(step, dispatch_id=item.id, to=State.ACKNOWLEDGED)
    every = partial(mark_all, order_id=order_id, to=State.ACKNOWLEDGED, actor=DUTY, now=SEEN_AT)

    def end(session: Session) -> None:
        lock_dispatches(session, [item.id])  # who held these while he waits for the drill would wait for ever
        close(session, incident_id=drill, actor=DUTY, now=SEEN_AT)

    ended = beside(database, lambda session: lock_open_incident(session, drill), every if many else one, end)
    assert refusal_of(ended) == "incident_closed"
    with database.reading() as session:
        assert [one.state for one in list_dispatches(session, incident_id=drill)] == [State.ORDERED]


def test_a_drill_ends_after_the_step_that_was_being_taken(database: Database, lots: tuple[int, int]) -> None:
    with database.transaction() as session:
        drill = begin(session, [(JACKETS, 40)], drill=True)
        items = hold(session, drill)
        order(session, drill, [items[0].id])
        order(session, drill, [items[1].id])
    done: list[str] = []

    def another(session: Session) -> None:
        step(session, items[1].id, State.ACKNOWLEDGED)
        done.append("another")

    ended = beside(
        database,
        lambda session: step(session, items[0].id, State.ACKNOWLEDGED),
        another,
        lambda _session: done.append("the first"),
    )
    assert refusal_of(ended) == "done"
    waits = [
        "the first",
        "another",
    ]  # SQLite has one writer; elsewhere steps in one drill do not wait for each other
    assert done == (waits if database.is_sqlite else waits[::-1])
    ended = beside(
        database,
        lambda session: step(session, items[0].id, State.DEPARTED),
        lambda session: close(session, incident_id=drill, actor=DUTY, now=SEEN_AT),
    )
    assert refusal_of(ended) == "done"
    with database.reading() as session:
        states = {one.id: one.state for one in list_dispatches(session, incident_id=drill)}
        assert states == {items[0].id: State.DEPARTED, items[1].id: State.ACKNOWLEDGED}
