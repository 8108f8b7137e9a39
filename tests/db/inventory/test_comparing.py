"""Two days of the register side by side, as the ledger had them."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from flask import Flask
from sqlalchemy.orm import Session

from core.db import Database
from inventory.queries.comparing import list_changes
from inventory.rules.comparing import Compared, compare
from inventory.rules.listing import Filter
from inventory.services.row_acts import Paper, hand_out, receive_more
from tests.db.inventory.register import (
    HOME,
    HOME_OFFICIAL,
    JACKETS,
    NEIGHBOUR,
    NOW,
    RICE,
    load_register,
    stock,
)

PAPER = Paper(document="1/PX", reason="")


def seen(
    session: Session, first: int, second: int, wanted: Filter, scope: str | None = None
) -> dict[tuple[str, str], tuple[int, int]]:
    """Return what the register had so many days after the beginning."""
    moments = {"before": NOW + timedelta(days=first), "until": NOW + timedelta(days=second)}
    found = list_changes(session, wanted, scope=scope, **moments)
    return {(one.commune_code, one.type_code): (int(one.then), int(one.now)) for one in found}


def test_each_day_is_what_the_ledger_had_then(app: Flask, database: Database) -> None:
    with database.transaction() as session:
        load_register(session)
        jackets = stock(session, 10)
        stock(session, 4, place="kho thôn")
        rice = stock(session, 50, type_code=RICE, commune=NEIGHBOUR)
        receive_more(
            session,
            lot_id=jackets,
            quantity=Decimal(5),
            paper=PAPER,
            actor=HOME_OFFICIAL,
            now=NOW + timedelta(days=30),
        )
        hand_out(
            session,
            lot_id=rice,
            quantity=Decimal(50),
            paper=PAPER,
            actor=HOME_OFFICIAL,
            now=NOW + timedelta(days=60),
        )
    with database.reading() as session:
        ours, theirs = (HOME, JACKETS), (NEIGHBOUR, RICE)
        assert seen(session, 1, 90, Filter()) == {ours: (14, 19), theirs: (50, 0)}
        assert seen(session, 1, 40, Filter()) == {ours: (14, 19), theirs: (50, 50)}
        assert seen(session, 90, 91, Filter()) == {ours: (19, 19)}
        assert seen(session, -5, 90, Filter()) == {ours: (0, 19)}
        for_now = list_changes(session, Filter(), scope=None, before=NOW + timedelta(days=1), until=None)
        assert {(one.commune_code, int(one.then), int(one.now)) for one in for_now} == {
            (HOME, 14, 19),
            (NEIGHBOUR, 50, 0),
        }
        assert seen(session, 1, 90, Filter(types=frozenset({RICE}))) == {theirs: (50, 0)}
        assert seen(session, 1, 90, Filter(communes=frozenset({HOME}))) == {ours: (14, 19)}
        assert seen(session, 1, 90, Filter(), scope=NEIGHBOUR) == {theirs: (50, 0)}


def test_sums_say_how_many_places_rose_and_fell() -> None:
    pairs = [("TB-001", 10, 12), ("TB-001", 4, 3), ("PT-005", 0, 2), ("TB-001", 5, 5)]
    lines = compare((key, Decimal(then), Decimal(now)) for key, then, now in pairs)
    assert lines == [
        Compared(key="TB-001", then=Decimal(19), now=Decimal(20), rose=1, fell=1),
        Compared(key="PT-005", then=Decimal(0), now=Decimal(2), rose=1, fell=0),
    ]
    assert [(line.change, line.percent) for line in lines] == [(1, 5), (2, None)]
