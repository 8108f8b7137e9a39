"""Whatever people do to the rows of two communes, in any order: nothing appears or goes without its line in the ledger."""

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
from inventory.rules.stock import MovementKind
from inventory.services import row_acts
from inventory.services.keeping import correct, ensure_holder
from inventory.services.managing_catalogue import add_type
from inventory.services.merging import merge_holders, merge_types, undo_merge
from inventory.services.promising import Ask, issue, release, reserve, take_back
from inventory.services.row_acts import Paper
from inventory.services.transferring import order, propose, receive
from tests.db.inventory.register import (
    DUTY,
    HOME,
    HOME_OFFICIAL,
    NEIGHBOUR,
    NEIGHBOUR_OFFICIAL,
    NOW,
    audit_findings,
    load_register,
    occasion,
    stock,
    unequal_balances,
    unwarned,
)

PAPER = Paper(document="1/QĐ", reason="thử")
BY: dict[str, Any] = {"paper": PAPER, "actor": HOME_OFFICIAL, "now": NOW}
HOLDERS = ("Trường tiểu học", "Trường TH")
Act = Callable[[Session, int, Decimal, int], object]


def twin(session: Session) -> str:
    """Return the code of a type the catalogue has already under another name."""
    words: dict[str, Any] = {"name": "Phao áo cứu nạn", "gloss": "", "unit": "cái", "category": "TB"}
    kind: dict[str, Any] = {"pillar": "means", "dual_use": "no", "forms": ["huy_dong"], "note": ""}
    return add_type(session, actor=DUTY, now=NOW, **words, **kind)


def counted(session: Session, lot: int, much: Decimal, other: int) -> None:
    row = session.get_one(LotRow, lot)
    figures: dict[str, Any] = {"on_hand": much, "broken": Decimal(other % 3)}
    correct(session, lot_id=lot, version=row.version, reason="", actor=HOME_OFFICIAL, now=NOW, **figures)


def sent_and_back(session: Session, lot: int, much: Decimal, other: int) -> None:
    """Send all, then have a part used, lost and damaged."""
    reserve(session, [Ask(lot_id=lot, quantity=much, to_own_commune=True)], occasion())
    issue(session, lot_id=lot, quantity=much, occasion=occasion())
    parts = {name: Decimal(1) for name in ("used", "lost", "damaged")[: min(other, int(much))]}
    held = {"used": Decimal(0), "lost": Decimal(0), "damaged": Decimal(0)} | parts
    back = much - sum(held.values(), Decimal(0))
    take_back(session, lot_id=lot, sent=much, back=back, occasion=occasion(), **held)


def moved(session: Session, lot: int, much: Decimal, other: int) -> None:
    holder = ensure_holder(session, commune_code=HOME, name=HOLDERS[other % 2], kind="agency", phone="")
    row_acts.move(session, lot_id=lot, quantity=much, holder_id=holder.id, place=f"phòng {other % 2}", **BY)


def given_away(session: Session, lot: int, much: Decimal, other: int) -> None:
    if other % 2:
        order(session, lot_id=lot, to_code=NEIGHBOUR, quantity=much, place="", **BY)
        return
    offer = propose(session, warned=unwarned, lot_id=lot, to_code=NEIGHBOUR, quantity=much, **BY)
    receive(session, warned=unwarned, transfer_id=offer, place="", actor=NEIGHBOUR_OFFICIAL, now=NOW)


def merged_holders(session: Session, _lot: int, _much: Decimal, other: int) -> None:
    source, target = (
        ensure_holder(session, commune_code=HOME, name=name, kind="agency", phone="").id for name in HOLDERS
    )
    done = merge_holders(session, source=source, target=target, reason="", actor=HOME_OFFICIAL, now=NOW)
    if other % 2:
        undo_merge(session, merge_id=done, actor=HOME_OFFICIAL, now=NOW)


ACTS: dict[str, Act] = {
    "count": counted,
    "receive": lambda session, lot, much, _other: row_acts.receive_more(session, lot_id=lot, quantity=much, **BY),
    "hand_out": lambda session, lot, much, _other: row_acts.hand_out(session, lot_id=lot, quantity=much, **BY),
    "break": lambda session, lot, much, _other: row_acts.mark_broken(session, lot_id=lot, quantity=much, **BY),
    "write_off": lambda session, lot, much, _other: row_acts.write_off(session, lot_id=lot, quantity=much, **BY),
    "reserve": lambda session, lot, much, other: reserve(
        session, [Ask(lot_id=lot, quantity=much, to_own_commune=bool(other % 2))], occasion()
    ),
    "release": lambda session, lot, much, _other: release(session, lot_id=lot, quantity=much, occasion=occasion()),
    "sent": sent_and_back,
    "move": moved,
    "transfer": given_away,
    "merge": merged_holders,
}  # fmt: skip
STEPS = st.lists(
    st.tuples(st.sampled_from(sorted(ACTS)), st.integers(0, 3), st.integers(1, 9), st.integers(0, 3)),
    min_size=4,
    max_size=10,
)
TO_AND_FRO = (MovementKind.TRANSFER_IN.value, MovementKind.TRANSFER_OUT.value)


def test_any_acts_in_any_order_leave_every_balance_the_sum_of_its_ledger(
    app: Flask, database: Database
) -> None:
    with database.transaction() as session:
        load_register(session)
        other_type = twin(session)
    seen: set[str] = set()

    @settings(max_examples=12, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(STEPS)
    def check(steps: list[tuple[str, int, int, int]]) -> None:
        with database.transaction() as session:
            begun = session.scalar(select(func.coalesce(func.max(LotRow.id), 0))) or 0
            stock(session, 12, broken=1, keep=2, place=f"kho {begun}")
            stock(session, 6, place=f"kho {begun}", type_code=other_type)
        for name, which, much, other in steps:
            with database.reading() as session:
                rows = list(session.scalars(select(LotRow.id).where(LotRow.id > begun).order_by(LotRow.id)))
            try:
                with database.transaction() as session:
                    ACTS[name](session, rows[which % len(rows)], Decimal(much), other)
                seen.add(name)
            except DomainError:
                pass  # refused whole: what it had begun is not kept
        with database.reading() as session:
            assert unequal_balances(session) == []
            between = select(func.sum(MovementRow.on_hand)).where(MovementRow.kind.in_(TO_AND_FRO))
            assert not session.scalar(between)  # what left one row came into another

    check()
    assert len(seen) >= 9, sorted(seen)
    with database.transaction() as session:
        for row in session.scalars(select(LotRow).where(LotRow.reserved > LotRow.away)):
            release(session, lot_id=row.id, quantity=row.reserved - row.away, occasion=occasion())
    with database.transaction() as session:
        whole = session.scalar(select(func.sum(LotRow.on_hand)))
        merge_types(session, source=other_type, target="TB-001", reason="", actor=DUTY, now=NOW)
        assert session.scalar(select(func.sum(LotRow.on_hand))) == whole
        assert unequal_balances(session) == []
    assert audit_findings(app) == ()
