"""Two days of the register side by side, as the ledger had them."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from core.db import Database
from inventory.models import LotRow
from inventory.queries.comparing import list_changes
from inventory.queries.past import list_past
from inventory.rules.comparing import Compared, compare, end_of_last_year
from inventory.rules.listing import Filter
from inventory.services.keeping import correct
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


def test_a_past_day_shows_the_numbers_of_before_its_end_in_one_commune(database: Database) -> None:
    after = NOW + timedelta(days=1)
    with database.transaction() as session:
        load_register(session)
        jackets, gone = stock(session, 10, broken=2), stock(session, 3, type_code=RICE)
        stock(session, 50, commune=NEIGHBOUR)
        numbers: dict[str, Any] = {"on_hand": Decimal(9), "broken": Decimal(4)}
        correct(
            session, lot_id=jackets, version=1, reason="đếm lại", actor=HOME_OFFICIAL, now=after, **numbers
        )
        session.get_one(LotRow, gone).closed = True
        session.flush()

        def listed(before: datetime) -> dict[int, tuple[int, int, bool]]:
            rows, more = list_past(session, commune_code=HOME, before=before)
            assert not more
            return {row.lot_id: (int(row.on_hand), int(row.broken), row.closed) for row in rows}

        assert listed(after) == {
            jackets: (10, 2, False),
            gone: (3, 0, True),
        }  # what came at that moment is after it
        assert listed(after + timedelta(seconds=1)) == {jackets: (9, 4, False), gone: (3, 0, True)}
        assert listed(NOW) == {}


@pytest.mark.parametrize("day", [date(2026, 1, 1), date(2026, 12, 31)])
def test_a_year_is_compared_with_the_last_day_of_the_one_before(day: date) -> None:
    assert end_of_last_year(day) == date(2025, 12, 31)


def test_sums_say_how_many_places_rose_and_fell() -> None:
    pairs = [("TB-001", 10, 12), ("TB-001", 4, 3), ("PT-005", 0, 2), ("TB-001", 5, 5)]
    lines = compare((key, Decimal(then), Decimal(now)) for key, then, now in pairs)
    assert lines == [
        Compared(key="TB-001", then=Decimal(19), now=Decimal(20), rose=1, fell=1),
        Compared(key="PT-005", then=Decimal(0), now=Decimal(2), rose=1, fell=0),
    ]
    assert [(line.change, line.percent) for line in lines] == [(1, 5), (2, None)]
    (halved,) = compare([("TB-001", Decimal(40), Decimal(20))])
    assert halved.percent == -50, "of what was, not of what is"
