"""Plans reserve nothing; an accepted one promises all or nothing, once, and only while it still holds."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from threading import Barrier

import pytest
from flask import Flask
from sqlalchemy import func, select

from core.clock import day_of
from core.db import Database
from core.errors import DomainError, NotFoundError
from inventory.queries.details import details_of
from inventory.rules.stock import NoneFreeError, NotFreeError
from inventory.services.details import write_details
from inventory.services.promising import Ask, reserve
from mobilization.models import DispatchRow
from mobilization.queries.dispatches import find_newest_plan
from mobilization.queries.needs import list_needs
from mobilization.queries.plan_lots import PlanDetail, PlanLot
from mobilization.services.accepting import PlanPassedError, accept
from mobilization.services.needs import NeedInUseError, remove_need
from mobilization.services.planning import NothingNeededError
from tests.db.inventory.register import (
    DUTY,
    HOME,
    JACKETS,
    NEIGHBOUR,
    NOW,
    audit_findings,
    load_register,
    numbers_of,
    occasion,
    stock,
    unequal_balances,
)
from tests.db.mobilization.command_post import begin, hold, need, plan, refuse, take_plan

WORKERS = 16


def test_a_plan_reserves_nothing_and_an_accepted_one_everything(
    app: Flask, database: Database, lots: tuple[int, int]
) -> None:
    with database.transaction() as session:
        incident_id = begin(session, [(JACKETS, 50)])
        plan_id = plan(session, incident_id)
        assert [numbers_of(session, lot_id)[1] for lot_id in lots] == [0, 0]
    with database.transaction() as session:
        take_plan(session, incident_id)
        assert [numbers_of(session, lot_id)[1] for lot_id in lots] == [30, 20]
    refuse(database, NothingNeededError, lambda session: plan(session, incident_id))
    refuse(
        database,
        PlanPassedError,
        lambda session: accept(session, incident_id=incident_id, plan_id=plan_id, actor=DUTY, now=NOW),
    )
    assert audit_findings(app) == ()


def test_only_the_newest_plan_of_the_own_incident_is_taken(database: Database, lots: tuple[int, int]) -> None:
    with database.transaction() as session:
        incident_id, other = begin(session, [(JACKETS, 5)]), begin(session, [(JACKETS, 5)])
        old, foreign = plan(session, incident_id), plan(session, other)
        plan(session, incident_id)
    for plan_id, error in ((old, PlanPassedError), (foreign, NotFoundError), (999, NotFoundError)):
        refuse(
            database,
            error,
            lambda session, plan_id=plan_id: accept(  # type: ignore[misc]
                session, incident_id=incident_id, plan_id=plan_id, actor=DUTY, now=NOW
            ),
        )


def test_a_plan_that_comes_too_late_promises_nothing_and_a_fresh_one_serves(
    database: Database, lots: tuple[int, int]
) -> None:
    with database.transaction() as session:
        incident_id = begin(session, [(JACKETS, 50)])
        plan(session, incident_id)
    with database.transaction() as session:
        reserve(session, [Ask(lot_id=lots[1], quantity=Decimal(80), to_own_commune=False)], occasion())
    refuse(database, NotFreeError, lambda session: take_plan(session, incident_id))
    with database.transaction() as session:
        assert numbers_of(session, lots[0]) == (30, 0, 0, 0)
        assert sum(item.quantity for item in hold(session, incident_id)) == 40
        assert [state.missing for state in list_needs(session, incident_id)] == [10]


def test_a_need_that_is_taken_back_takes_its_plan_along(database: Database, lots: tuple[int, int]) -> None:
    with database.transaction() as session:
        incident_id = begin(session, [])
        gone = need(session, incident_id, JACKETS, 25)
        plan(session, incident_id)
    with database.transaction() as session:
        remove_need(session, incident_id=incident_id, need_id=gone, actor=DUTY, now=NOW)
    with database.transaction() as session:
        need(session, incident_id, JACKETS, 2)  # SQLite gives it the number of the one taken back
    refuse(database, PlanPassedError, lambda session: take_plan(session, incident_id))
    with database.transaction() as session:
        [held] = hold(session, incident_id)
        assert held.quantity == 2
    refuse(
        database,
        NeedInUseError,
        lambda session: remove_need(
            session, incident_id=incident_id, need_id=held.need_id, actor=DUTY, now=NOW
        ),
    )


def test_what_a_plan_proposes_can_be_promised_also_where_a_lot_serves_two_communes(
    database: Database, lots: tuple[int, int]
) -> None:
    with database.transaction() as session:
        lot_id = stock(session, 12, type_code="TB-016", keep=6)
        incident_id = begin(session, [])
        need(session, incident_id, "TB-016", 6)
        need(session, incident_id, "TB-016", 6, commune=NEIGHBOUR, priority=2)
        plan(session, incident_id)
        newest = find_newest_plan(session, incident_id)
        assert newest is not None
    with database.transaction() as session:
        held = take_plan(session, incident_id)
        assert sorted((item.destination_code, int(item.quantity)) for item in held) == [
            (NEIGHBOUR, 6),
            (HOME, 6),
        ]
        assert numbers_of(session, lot_id) == (12, 12, 0, 0)


def race(database: Database, tasks: list[tuple[int, int]]) -> list[DomainError | int]:
    """Return what came of each (incident, plan) accepted at one moment by a worker of its own."""
    gate = Barrier(len(tasks))

    def run(task: tuple[int, int]) -> DomainError | int:
        gate.wait()
        try:
            with database.transaction() as session:
                return accept(
                    session, incident_id=task[0], plan_id=task[1], actor=DUTY, now=NOW + timedelta(minutes=1)
                )
        except DomainError as error:
            return error

    with ThreadPoolExecutor(len(tasks)) as pool:
        return list(pool.map(run, tasks))


def test_sixteen_incidents_want_the_same_stock_at_once(
    app: Flask, database: Database, lots: tuple[int, int]
) -> None:
    with database.transaction() as session:
        tasks = []
        for number in range(WORKERS):
            place = HOME if number % 2 else NEIGHBOUR
            incident_id = begin(session, [(JACKETS, 35)], commune=place, title=f"Sự cố {number}")
            tasks.append((incident_id, plan(session, incident_id)))
    answers = race(database, tasks)
    served = [task for task, answer in zip(tasks, answers, strict=True) if isinstance(answer, int)]
    refusals = {type(answer) for answer in answers if not isinstance(answer, int)}
    assert served
    assert refusals <= {NotFreeError, NoneFreeError, PlanPassedError}
    with database.reading() as session:
        held = session.execute(
            select(DispatchRow.lot_id, func.sum(DispatchRow.quantity)).group_by(DispatchRow.lot_id)
        ).all()
        for lot_id, quantity in held:
            on_hand, reserved, *_ = numbers_of(session, lot_id)
            assert quantity == reserved <= on_hand
        assert sum(quantity for _, quantity in held) == 35 * len(served)
        assert unequal_balances(session) == []
    assert audit_findings(app) == ()


def test_a_plan_accepted_by_everybody_at_once_is_accepted_once(
    app: Flask, database: Database, lots: tuple[int, int]
) -> None:
    with database.transaction() as session:
        incident_id = begin(session, [(JACKETS, 10)])
        plan_id = plan(session, incident_id)
    answers = race(database, [(incident_id, plan_id)] * WORKERS)
    assert [answer for answer in answers if isinstance(answer, int)] == [1]
    assert {type(answer) for answer in answers} == {int, PlanPassedError}
    with database.reading() as session:
        assert numbers_of(session, lots[0]) == (30, 10, 0, 0)
    assert audit_findings(app) == ()


def test_of_equal_goods_the_batch_that_expires_first_is_planned(database: Database) -> None:
    with database.transaction() as session:
        load_register(session)
        last_days = {"kho A": 200, "kho B": 20, "kho C": -1, "kho D": None}
        many = {"kho A": 90, "kho B": 30, "kho C": 30, "kho D": 60}
        lots = {place: stock(session, many[place], place=place) for place in last_days}
        for place, days in last_days.items():
            if days is not None:
                last = day_of(NOW) + timedelta(days=days)
                values = details_of(session, lots[place]) | {"expires_on": last}
                write_details(session, lots[place], values, actor=DUTY)
        session.flush()
        incident_id = begin(session, [(JACKETS, 40)])
        sent = {item.lot_id: int(item.quantity) for item in hold(session, incident_id)}
        assert sent == {lots["kho B"]: 30, lots["kho A"]: 10}


def test_what_must_be_converted_first_leaves_no_sooner(database: Database) -> None:
    with database.transaction() as session:
        load_register(session)
        own = stock(session, 20, place="bến cá")
        stock(session, 20, place="kho khác")
        values = details_of(session, own) | {"peacetime_use": "đánh cá", "convert_minutes": 240}
        write_details(session, own, values, actor=DUTY)
        session.flush()
        incident_id = begin(session, [(JACKETS, 40)])
        sent = {item.lot_id: item.minutes for item in hold(session, incident_id)}
        assert sent.pop(own) == 240
        assert all(minutes < 240 for minutes in sent.values())


@pytest.mark.parametrize(
    ("day", "stays"), [(date(2026, 10, 1), 20), (date(2026, 1, 31), 20), (date(2026, 6, 1), 5)]
)
def test_a_plan_leaves_at_home_what_the_season_asks(day: date, stays: int) -> None:
    season = PlanDetail(expires_on=None, keep_seasonal=20_000, season_from=9, season_to=1)
    lot = PlanLot(1, HOME, JACKETS, 1, "commune", 0, 1, 30_000, 0, 0, 0, 5_000, season)
    assert lot.balance_on(day) == replace(lot.balance, keep=Decimal(stays))
