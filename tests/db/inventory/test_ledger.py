"""Any sequence of movements keeps every balance equal to its ledger and refuses what would break it."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.db import Database
from core.errors import DomainError
from inventory.models import LotRow, MovementRow
from inventory.rules.stock import Balance, Delta, apply, free_to_give, returned
from inventory.services.keeping import correct
from inventory.services.promising import Ask, issue, release, reserve, take_back
from tests.db.inventory.register import (
    HOME_OFFICIAL,
    NOW,
    audit_findings,
    load_register,
    numbers_of,
    occasion,
    stock,
    unequal_balances,
)

KEEP = Decimal(4)
Step = tuple[str, dict[str, Any]]
AMOUNT = st.integers(0, 12).map(Decimal)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("count"), st.fixed_dictionaries({"on_hand": AMOUNT, "broken": AMOUNT})),
        st.tuples(
            st.just("reserve"),
            st.fixed_dictionaries({"quantity": AMOUNT.filter(bool), "to_own_commune": st.booleans()}),
        ),
        st.tuples(st.sampled_from(["release", "issue"]), st.fixed_dictionaries({"quantity": AMOUNT})),
        st.tuples(
            st.just("take_back"),
            st.fixed_dictionaries(dict.fromkeys(("back", "used", "lost", "damaged"), st.integers(0, 4).map(Decimal))),
        ),
    ),
    min_size=4,
    max_size=12,
)  # fmt: skip


def expected(held: Balance, step: Step) -> Balance | None:
    """Return what the rules alone make of a step, or None where they refuse it."""
    name, facts = step
    if name == "count":
        deltas = [Delta(on_hand=facts["on_hand"] - held.on_hand, broken=facts["broken"] - held.broken)]
    elif name == "reserve":
        if facts["quantity"] > free_to_give(held, to_own_commune=facts["to_own_commune"]):
            return None
        deltas = [Delta(reserved=facts["quantity"])]
    elif name == "release":
        deltas = [Delta(reserved=-facts["quantity"])]
    elif name == "issue":
        deltas = [Delta(away=facts["quantity"])]
    else:
        sent = sum(facts.values(), Decimal(0))
        deltas = list(returned(sent=sent, **facts).values())
    try:
        for delta in deltas:
            held = apply(held, delta)
    except DomainError:
        return None
    return held


def carry_out(session: Session, lot_id: int, step: Step) -> None:
    name, facts = step
    if name == "count":
        version = session.get_one(LotRow, lot_id).version
        correct(
            session, lot_id=lot_id, version=version, reason="", actor=HOME_OFFICIAL, now=NOW, **facts
        )  # fmt: skip
    elif name == "reserve":
        reserve(session, [Ask(lot_id=lot_id, **facts)], occasion())
    elif name == "take_back":
        sent = sum(facts.values(), Decimal(0))
        take_back(session, lot_id=lot_id, sent=sent, occasion=occasion(), **facts)
    else:
        act: Callable[..., None] = {"release": release, "issue": issue}[name]
        act(session, lot_id=lot_id, occasion=occasion(), **facts)


def test_any_sequence_of_movements_keeps_balance_and_ledger_one(app: Flask, database: Database) -> None:
    with database.transaction() as session:
        load_register(session)
    places = iter(range(1000))

    @settings(
        max_examples=40, deadline=None, database=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
    )  # fmt: skip
    @given(STEPS)
    def check(steps: list[Step]) -> None:
        with database.transaction() as session:
            lot_id = stock(session, 10, broken=1, keep=int(KEEP), place=f"kho {next(places)}")
        held = Balance(on_hand=Decimal(10), broken=Decimal(1), keep=KEEP)
        for step in steps:
            after = expected(held, step)
            try:
                with database.transaction() as session:
                    carry_out(session, lot_id, step)
                done = True
            except DomainError:
                done = False
            assert done == (after is not None), (held, step)
            held = after or held
        with database.reading() as session:
            assert numbers_of(session, lot_id) == (held.on_hand, held.reserved, held.away, held.broken)

    check()
    with database.reading() as session:
        assert unequal_balances(session) == []
        newest = select(func.max(MovementRow.id)).group_by(MovementRow.lot_id)
        last = session.execute(
            select(MovementRow.on_hand_after, LotRow.on_hand)
            .join(LotRow, LotRow.id == MovementRow.lot_id)
            .where(MovementRow.id.in_(newest))
        ).all()
        assert all(line == lot for line, lot in last)
    assert audit_findings(app) == ()
