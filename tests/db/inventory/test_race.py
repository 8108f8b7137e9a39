"""Sixteen who want the same few things at once: nothing is promised twice, nobody waits for ever."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal
from threading import Barrier

import pytest
from flask import Flask
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from core.db import Database
from core.errors import DomainError
from inventory.models import LotRow
from inventory.rules.stock import NotFreeError
from inventory.services.promising import Ask, release, reserve
from tests.db.inventory.register import (
    HOME,
    NEIGHBOUR,
    THIRD,
    audit_findings,
    load_register,
    numbers_of,
    occasion,
    stock,
    unequal_balances,
)

WORKERS = 16
LONGEST_ANSWER_SECONDS = 10


@pytest.fixture
def lots(database: Database) -> list[int]:
    """Three lots of twelve, each with two that must stay."""
    with database.transaction() as session:
        load_register(session)
        return [stock(session, 12, commune=code, keep=2) for code in (HOME, NEIGHBOUR, THIRD)]


def race(work: Callable[[int], int]) -> list[int]:
    """Return what each worker brings home; all start at one moment."""
    gate = Barrier(WORKERS)

    def run(number: int) -> int:
        gate.wait()
        return work(number)

    with ThreadPoolExecutor(WORKERS) as pool:
        return list(pool.map(run, range(WORKERS)))


def promised(database: Database, lots: list[int]) -> list[int]:
    with database.reading() as session:
        return [int(numbers_of(session, lot_id)[1]) for lot_id in lots]


def test_sixteen_workers_never_promise_a_thing_twice(app: Flask, database: Database, lots: list[int]) -> None:
    slowest: list[float] = []

    def work(number: int) -> int:
        chance = random.Random(number)
        held: list[tuple[int, ...]] = []
        for _ in range(8):
            begun = time.monotonic()
            if held and chance.random() < 0.4:
                given_up = held.pop()
                with database.transaction() as session:
                    for lot_id in sorted(given_up):
                        release(session, lot_id=lot_id, quantity=Decimal(1), occasion=occasion())
            else:
                wanted = tuple(
                    chance.sample(lots, chance.randint(1, 3))
                )  # not in id order: the service sorts
                asks = [Ask(lot_id=lot_id, quantity=Decimal(1), to_own_commune=False) for lot_id in wanted]
                try:
                    with database.transaction() as session:
                        reserve(session, asks, occasion())
                    held.append(wanted)
                except NotFreeError:
                    pass
            slowest.append(time.monotonic() - begun)
        return sum(map(len, held))

    kept = race(work)
    reserved = promised(database, lots)
    assert sum(reserved) == sum(kept)
    assert all(0 <= each <= 10 for each in reserved)
    with database.reading() as session:
        assert unequal_balances(session) == []
    assert audit_findings(app) == ()
    assert max(slowest) < LONGEST_ANSWER_SECONDS


def take_all(database: Database, lot_id: int) -> int:
    """Return how many of 48 single asks, three from each worker, were granted."""

    def work(_number: int) -> int:
        granted = 0
        for _ in range(3):
            try:
                with database.transaction() as session:
                    ask = Ask(lot_id=lot_id, quantity=Decimal(1), to_own_commune=True)
                    reserve(session, [ask], occasion())
                granted += 1
            except DomainError:
                pass
        return granted

    return sum(race(work))


def test_of_48_asks_for_twelve_things_twelve_are_granted(database: Database, lots: list[int]) -> None:
    assert take_all(database, lots[0]) == 12
    assert promised(database, lots) == [12, 0, 0]


def naive_take(session: Session, ask: Ask, _today: date) -> bool:
    """Read, think, write: what `take` must never be."""
    row = session.execute(
        select(LotRow.on_hand, LotRow.reserved, LotRow.broken).where(LotRow.id == ask.lot_id)
    ).one()
    time.sleep(0.002)
    if row.on_hand - row.reserved - row.broken < ask.quantity:
        return False
    session.execute(
        update(LotRow).where(LotRow.id == ask.lot_id).values(reserved=row.reserved + ask.quantity)
    )
    return True


def test_without_the_guard_the_same_race_promises_things_twice(
    database: Database, lots: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The negative control: the race is a real one."""
    monkeypatch.setattr("inventory.services.promising.take", naive_take)
    granted = take_all(database, lots[0])
    if database.is_sqlite:  # BEGIN IMMEDIATE lets one writer in at a time, so that even this cannot go wrong
        assert granted == 12
        return
    assert granted > 12
    assert granted > promised(database, lots)[0]
