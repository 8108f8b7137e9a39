"""Thousands of rows at once: figures, ledger and chain as of rows written one by one, all of them or none."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from flask import Flask
from sqlalchemy.orm import Session

from core.db import Database
from inventory.models import LotRow
from inventory.rules.stock import BrokenError, Delta, MovementKind
from inventory.services.keeping import commune_holder
from inventory.services.many_rows import Move, NewLot, hold_lots, take_in
from inventory.services.naming import Named, ensure_holders
from tests.db.inventory.register import (
    HOME,
    JACKETS,
    audit_findings,
    load_register,
    numbers_of,
    occasion,
    stock,
    unequal_balances,
)
from tests.db.inventory.test_keeping import refusal


def new_lot(session: Session, on_hand: str, place: str) -> NewLot:
    holder_id = commune_holder(session, HOME).id
    return NewLot(
        commune_code=HOME,
        type_code=JACKETS,
        holder_id=holder_id,
        place=place,
        mark="",
        note="",
        on_hand=Decimal(on_hand),
        broken=Decimal(1),
        source="so.xlsx › PL1!E4",
    )


def test_new_and_moved_rows_stand_as_their_ledger_says(app: Flask, database: Database) -> None:
    """A quantity with more digits than are kept and a row moved twice leave a chain that is sound."""
    with database.transaction() as session:
        load_register(session)
        lot_id = stock(session, 20, broken=2)
    with database.transaction() as session:
        row = hold_lots(session, [lot_id])[lot_id]
        more = Move(
            row=row._replace(note="kho mới"),
            kind=MovementKind.COUNT,
            delta=Delta(on_hand=Decimal("3.0")),
            source="a",
        )
        less = replace(more, kind=MovementKind.ADJUST, delta=Delta(on_hand=Decimal(-1)))
        new = [
            new_lot(session, quantity, place) for quantity, place in (("12", "Kho A"), ("5500.0", "Kho B"))
        ]
        ids, moved = take_in(session, new, [more, less], occasion())
    with database.reading() as session:
        assert [numbers_of(session, one)[0] for one in (*ids, lot_id)] == [12, 5500, 22]
        kept = session.get_one(LotRow, lot_id)
        assert (kept.note, kept.version, kept.broken) == ("kho mới", 3, 2)
        assert [one.version for one in moved] == [2, 3]
        assert [session.get_one(LotRow, one).place for one in ids] == ["Kho A", "Kho B"]
        assert unequal_balances(session) == []
    assert audit_findings(app) == ()


def test_one_row_that_cannot_be_leaves_none(database: Database) -> None:
    with database.transaction() as session:
        load_register(session)
        lot_id = stock(session, 20, broken=2)

    def both(session: Session) -> None:
        row = hold_lots(session, [lot_id])[lot_id]
        below = Move(row=row, kind=MovementKind.COUNT, delta=Delta(on_hand=Decimal(-19)), source="a")
        take_in(session, [new_lot(session, "12", "Kho A")], [below], occasion())

    refusal(database, BrokenError, both)
    refusal(
        database, BrokenError, lambda session: take_in(session, [new_lot(session, "0.5", "")], [], occasion())
    )


def test_a_list_names_a_holder_in_many_rows(database: Database) -> None:
    """Every telephone number any of them tells is kept, once, and none is overwritten."""
    with database.transaction() as session:
        load_register(session)
        told = [("Ông Tư", ""), ("ông  tư", "0905124096"), ("Ông Tư", "0911111111"), ("UBND xã", "")]
        named = [Named(commune_code=HOME, name=name, kind="household", phone=phone) for name, phone in told]
        first, second, third, own = ensure_holders(session, named)
        assert first.id == second.id == third.id
        assert own.id == commune_holder(session, HOME).id
        [again, _] = ensure_holders(session, [named[2], named[3]])
    assert (again.name, again.phone, again.kind) == ("Ông Tư", "0905124096; 0911111111", "household")
