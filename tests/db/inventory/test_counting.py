"""Stocktakes on both databases: what is posted, what is held, what is never undone."""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal
from random import Random
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.audit.models import AuditEntry
from core.db import Database
from core.errors import DomainError, StaleError
from inventory.models import LotRow
from inventory.queries.count_lines import list_all_lines
from inventory.queries.counting import get_count
from inventory.rules.counting import (
    CountClosedError,
    CountNotDoneError,
    CountState,
    CountUnexplainedError,
    Held,
    NothingToCountError,
)
from inventory.rules.stock import Delta, FractionError, MovementKind, NotFreeError
from inventory.services.closing_counts import Closed, close_count
from inventory.services.counting import NoReasonError, cancel_count, enter, leave_out
from inventory.services.keeping import correct
from inventory.services.ledger import Post, post
from inventory.services.opening_counts import add_found, open_count
from inventory.services.promising import Ask, release, reserve
from tests.db.inventory.register import (
    CANOES,
    HOME,
    HOME_CHAIRMAN,
    HOME_OFFICIAL,
    NOW,
    RICE,
    audit_findings,
    load_register,
    numbers_of,
    occasion,
    stock,
    unequal_balances,
)


def begin(session: Session, *, commune: str = HOME) -> int:
    return open_count(
        session, commune_code=commune, pillar="", place="", blind=True, actor=HOME_OFFICIAL, now=NOW
    ).count_id


def count(
    session: Session, count_id: int, lot_id: int, present: int, *, broken: int = 0, reason: str = "mất"
) -> None:
    line = next(line for line in list_all_lines(session, count_id) if line.lot_id == lot_id)
    enter(
        session,
        line_id=line.id,
        version=line.version,
        present=Decimal(present),
        broken=Decimal(broken),
        reason=reason,
        actor=HOME_OFFICIAL,
        now=NOW,
    )


def close(session: Session, count_id: int, *, leave: bool = False) -> Closed:
    return close_count(
        session, count_id=count_id, number="05/BB", leave_uncounted=leave, actor=HOME_OFFICIAL, now=NOW
    )


def hold(session: Session, lot_id: int, quantity: int) -> None:
    reserve(session, [Ask(lot_id=lot_id, quantity=Decimal(quantity), to_own_commune=True)], occasion())


def test_what_moves_between_count_and_close_is_not_undone(app: Flask, database: Database) -> None:
    with database.transaction() as session:
        load_register(session)
        lot = stock(session, 100)
        hold(session, lot, 10)
        post(session, [Post(lot_id=lot, kind=MovementKind.ISSUE, delta=Delta(away=Decimal(10)))], occasion())
        count_id = begin(session)
        with pytest.raises(NothingToCountError):
            begin(session)
        count(session, count_id, lot, 85)  # ten are away: five are missing
        hold(session, lot, 20)
        post(
            session,
            [Post(lot_id=lot, kind=MovementKind.RECEIVE, delta=Delta(on_hand=Decimal(7)))],
            occasion(),
        )
    with database.transaction() as session:
        assert close(session, count_id) == Closed(posted=1, left=0, held=0)
        assert numbers_of(session, lot) == (102, 30, 10, 0)
        assert get_count(session, count_id).state is CountState.CLOSED
        assert unequal_balances(session) == []
        begin(session)  # the row is free again
    assert audit_findings(app) == ()


def test_below_the_promise_or_counted_anew_is_held_and_the_rest_closes(database: Database) -> None:
    with database.transaction() as session:
        load_register(session)
        promised, anew, plain = (
            stock(session, 30),
            stock(session, 8, type_code=CANOES),
            stock(session, 50, type_code=RICE),
        )
        count_id = begin(session)
        for lot, present in ((promised, 10), (anew, 6), (plain, 49)):
            count(session, count_id, lot, present)
        hold(session, promised, 15)
        version = session.get_one(LotRow, anew).version
        correct(
            session,
            lot_id=anew,
            version=version,
            on_hand=Decimal(6),
            broken=Decimal(0),
            reason="",
            actor=HOME_OFFICIAL,
            now=NOW,
        )
        assert close(session, count_id) == Closed(posted=1, left=0, held=2)
        held = {line.lot_id: line.held for line in list_all_lines(session, count_id)}
        assert held == {promised: Held.COMMITTED, anew: Held.RECOUNTED, plain: ""}
        assert [numbers_of(session, lot)[0] for lot in (promised, anew, plain)] == [30, 6, 49]
        release(session, lot_id=promised, quantity=Decimal(15), occasion=occasion())
        count(session, count_id, anew, 6, reason="")
        assert close(session, count_id) == Closed(posted=2, left=0, held=0)
        assert [numbers_of(session, lot)[0] for lot in (promised, anew)] == [10, 6]


def test_nothing_is_left_out_without_a_word_and_what_is_out_takes_no_more(database: Database) -> None:
    with database.transaction() as session:
        load_register(session)
        lot, other = stock(session, 30), stock(session, 5, type_code=CANOES)
        count_id = begin(session)
        line, rest = (
            next(line for line in list_all_lines(session, count_id) if line.lot_id == one)
            for one in (lot, other)
        )
    by: dict[str, Any] = {"actor": HOME_OFFICIAL, "now": NOW}
    found: dict[str, Any] = {
        "line_id": line.id,
        "reason": "mất",
        "present": Decimal(29),
        "broken": Decimal(0),
        **by,
    }
    unsaid: list[tuple[Callable[[Session], object], type[DomainError]]] = [
        (lambda session: enter(session, **{**found, "version": 1, "broken": Decimal("0.5")}), FractionError),
        (lambda session: leave_out(session, line_id=line.id, version=1, reason=" ", **by), NoReasonError),
        (lambda session: cancel_count(session, count_id=count_id, reason=" ", **by), NoReasonError),
    ]
    for act, refusal in unsaid:
        with pytest.raises(refusal), database.transaction() as session:
            act(session)
    with database.transaction() as session:
        leave_out(session, line_id=line.id, version=1, reason="kho khóa", **by)
        with pytest.raises(CountClosedError):
            enter(session, **{**found, "version": 2})
        new: dict[str, Any] = {
            "type_code": RICE,
            "holder_id": None,
            "mark": "",
            "reason": "",
            "broken": Decimal(0),
        }
        for place in ("kho mới", "kho khác"):
            add_found(session, count_id=count_id, place=place, present=Decimal(4), **new, **by)
        seen = sorted(
            line.lot_id for line in list_all_lines(session, count_id) if line.lot_id not in (lot, other)
        )
        session.get_one(LotRow, seen[0]).closed = False  # as where goods come in from elsewhere
        more = Post(lot_id=seen[0], kind=MovementKind.RECEIVE, delta=Delta(on_hand=Decimal(7)))
        post(session, [more], occasion())
        cancel_count(session, count_id=count_id, reason="bão về", **by)
        # Of what was only found here nothing stays, but for the row that something was put into since.
        assert [session.get_one(LotRow, one).closed for one in seen] == [False, True]
        with pytest.raises(CountClosedError):
            enter(session, **{**found, "line_id": rest.id, "version": 1})
        begin(session)  # both rows are free again


def test_closing_wants_every_line_counted_and_explained(database: Database) -> None:
    with database.transaction() as session:
        load_register(session)
        lot, other = stock(session, 30), stock(session, 5, type_code=CANOES)
        count_id = begin(session)
        count(session, count_id, lot, 29, reason="")
        with pytest.raises(CountNotDoneError):
            close(session, count_id)
        with pytest.raises(CountUnexplainedError):
            close(session, count_id, leave=True)
        with pytest.raises(StaleError) as stale:
            enter(
                session,
                line_id=list_all_lines(session, count_id)[0].id,
                version=99,
                present=Decimal(28),
                broken=Decimal(0),
                reason="",
                actor=HOME_CHAIRMAN,
                now=NOW,
            )
        assert set(stale.value.facts) >= {"yours", "theirs"}
        count(session, count_id, lot, 29)
        found = add_found(
            session,
            count_id=count_id,
            type_code=RICE,
            holder_id=None,
            place="kho mới",
            mark="",
            present=Decimal(40),
            broken=Decimal(0),
            reason="",
            actor=HOME_OFFICIAL,
            now=NOW,
        )
        assert found
        assert close(session, count_id, leave=True) == Closed(posted=2, left=1, held=0)
        assert numbers_of(session, other)[0] == 5
        assert sorted(line.delta.on_hand for line in list_all_lines(session, count_id)) == [-1, 0, 40]


@pytest.mark.parametrize("seed", range(3))
def test_any_mixture_of_counts_and_movements_keeps_balance_and_ledger_equal(
    database: Database, seed: int
) -> None:
    chance = Random(seed)
    with database.transaction() as session:
        load_register(session)
        lots = [stock(session, 20), stock(session, 20, type_code=CANOES)]
        count_id = begin(session)
        for _ in range(25):
            lot, few = chance.choice(lots), chance.randint(1, 5)
            try:
                match chance.randrange(4):
                    case 0:
                        hold(session, lot, few)
                    case 1:
                        received = Delta(on_hand=Decimal(few))
                        post(
                            session, [Post(lot_id=lot, kind=MovementKind.RECEIVE, delta=received)], occasion()
                        )
                    case 2:
                        count(session, count_id, lot, chance.randint(0, 40))
                    case _:
                        if not close(session, count_id, leave=True).held:
                            count_id = begin(session)
            except NotFreeError:
                continue
            except (CountUnexplainedError, NothingToCountError):
                continue
        assert unequal_balances(session) == []


def test_each_figure_entered_stands_in_the_chain(database: Database) -> None:
    with database.transaction() as session:
        load_register(session)
        lot = stock(session, 30)
        opened = begin(session)
        for present in (
            28,
            29,
        ):  # a figure entered anew takes the place of the first on the page, not in the chain
            count(session, opened, lot, present)
            session.flush()
    with database.reading() as session:
        entries = session.scalars(select(AuditEntry.facts).where(AuditEntry.action == "count.enter")).all()
    assert [json.loads(facts)["present"] for facts in entries] == ["28", "29"]
