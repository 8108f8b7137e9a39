"""What a stocktake finds beside its sheet: it comes with its batch and last day."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from flask import Flask

from core.db import Database
from inventory.models import LotRow
from inventory.queries.count_lines import get_line, list_all_lines
from inventory.queries.lots import list_lot_ids
from inventory.rules.counting import CountedElsewhereError
from inventory.rules.stock import Delta, MovementKind
from inventory.services.closing_counts import Closed, close_count
from inventory.services.counting import enter, leave_out
from inventory.services.keeping import LotExistsError, confirm_list
from inventory.services.many_rows import Move, hold_lots, take_in
from inventory.services.opening_counts import add_found, open_count
from tests.db.inventory.register import (
    HOME,
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


def test_what_is_found_comes_with_its_last_day(app: Flask, database: Database) -> None:
    with database.transaction() as session:
        load_register(session)
        known = stock(session, 30, type_code=RICE, place="kho A")
        count_id = open_count(
            session, commune_code=HOME, pillar="", place="kho A", blind=False, actor=HOME_OFFICIAL, now=NOW
        ).count_id
        stock(session, 5, type_code=RICE, place="kho B")
        by: dict[str, Any] = {"count_id": count_id, "type_code": RICE, "holder_id": None, "reason": ""}
        by |= {"present": Decimal(40), "broken": Decimal(0), "actor": HOME_OFFICIAL, "now": NOW}
        last_day = date(2027, 3, 1)
        new = add_found(session, place="kho A", mark="L2", expires_on=last_day, **by)
        line = get_line(session, new)
        assert (line.expires_on, line.found) == (last_day, True)
        # A row of the list that the sheet left out gets the last day it lacked; never another one in its place.
        there = get_line(session, add_found(session, place="kho B", mark="", expires_on=last_day, **by))
        assert there.expires_on == last_day
        leave_out(session, line_id=there.id, version=2, reason="đếm sau", actor=HOME_OFFICIAL, now=NOW)
        other = by | {"place": "kho B", "mark": "", "expires_on": date(2028, 1, 1)}
        with pytest.raises(LotExistsError):
            add_found(session, **other)
        # What was found here alone and left out again forgets its last day.
        leave_out(session, line_id=new, version=2, reason="nhầm lô", actor=HOME_OFFICIAL, now=NOW)
        again = get_line(session, add_found(session, place="kho A", mark="L2", **by))
        assert again.expires_on is None
        assert numbers_of(session, known)[0] == 30
    assert audit_findings(app) == ()


def test_what_is_found_joins_the_list_only_when_the_count_is_closed(app: Flask, database: Database) -> None:
    by: dict[str, Any] = {"actor": HOME_OFFICIAL, "now": NOW}
    with database.transaction() as session:
        load_register(session)
        stock(session, 30, place="kho A")
        count_id = open_count(session, commune_code=HOME, pillar="", place="", blind=False, **by).count_id
        found: dict[str, Any] = {
            "count_id": count_id,
            "type_code": RICE,
            "holder_id": None,
            "mark": "",
            "reason": "",
        }
        found |= {"present": Decimal(40), "broken": Decimal(0), **by}
        lines = [get_line(session, add_found(session, place=place, **found)) for place in "BCD"]
        rice, filed, left = (line.lot_id for line in lines)
    with database.reading() as session:  # not rows that have run out: the list does not know them yet
        assert {rice, filed, left}.isdisjoint(list_lot_ids(session, HOME, ""))
    with pytest.raises(CountedElsewhereError), database.transaction() as session:
        stock(session, 40, type_code=RICE, place="B")
    with database.transaction() as session:
        lot = hold_lots(session, [filed])[filed]._replace(closed=False)
        move = Move(row=lot, kind=MovementKind.RECEIVE, delta=Delta(on_hand=Decimal(40)), source="tệp")
        take_in(session, [], [move], occasion())
    with database.transaction() as session:
        leave_out(session, line_id=lines[2].id, version=2, reason="nhầm", **by)
        closing: dict[str, Any] = {"count_id": count_id, "number": "", "leave_uncounted": True, **by}
        # What a file brought meanwhile is the same rice: it is not counted on top.
        assert close_count(session, **closing) == Closed(posted=1, left=1, held=1)
        assert [numbers_of(session, lot)[0] for lot in (rice, filed, left)] == [40, 40, 0]
        assert {rice, filed} <= set(list_lot_ids(session, HOME, ""))
        assert left not in list_lot_ids(session, HOME, "")
        assert unequal_balances(session) == []
    assert audit_findings(app) == ()


@pytest.mark.parametrize(
    ("seen_later", "checked"),
    [
        (None, (date(2026, 11, 2), "Đội đếm")),
        (timedelta(minutes=-1), (date(2026, 11, 2), "Đội đếm")),
        (timedelta(days=1), (date(2026, 11, 3), HOME_OFFICIAL.name)),  # whoever looked later said it last
    ],
)
def test_a_row_was_seen_on_the_vietnamese_day_it_was_counted(
    database: Database, seen_later: timedelta | None, checked: tuple[date, str]
) -> None:
    """Counted after midnight and closed a week later: neither the day before by the world's clock nor the closing day."""
    night = datetime(2026, 11, 1, 17, 30, tzinfo=UTC)
    team = replace(HOME_OFFICIAL, name="Đội đếm")
    with database.transaction() as session:
        load_register(session)
        lot_id = stock(session, 30)
        opening: dict[str, Any] = {"commune_code": HOME, "pillar": "", "place": "", "blind": False}
        count_id = open_count(session, actor=HOME_OFFICIAL, now=NOW, **opening).count_id
        (line,) = list_all_lines(session, count_id)
        found: dict[str, Any] = {"present": Decimal(30), "broken": Decimal(0), "reason": ""}
        enter(session, line_id=line.id, version=line.version, actor=team, now=night, **found)
        if seen_later is not None:
            when: dict[str, Any] = {"actor": HOME_OFFICIAL, "now": night + seen_later}
            confirm_list(session, commune_code=HOME, pillar="", **when)
        closing: dict[str, Any] = {"number": "", "leave_uncounted": False, "actor": HOME_OFFICIAL}
        close_count(session, count_id=count_id, now=night + timedelta(days=7), **closing)
        row = session.get_one(LotRow, lot_id)
        assert (row.checked_on, row.checked_by) == checked


def test_a_row_taken_off_the_list_meanwhile_is_held_not_brought_back(database: Database) -> None:
    by: dict[str, Any] = {"actor": HOME_OFFICIAL, "now": NOW}
    with database.transaction() as session:
        load_register(session)
        lot_id = stock(session, 30)
        count_id = open_count(session, commune_code=HOME, pillar="", place="", blind=False, **by).count_id
        (line,) = list_all_lines(session, count_id)
        found: dict[str, Any] = {"present": Decimal(28), "broken": Decimal(0), "reason": "thiếu"}
        enter(session, line_id=line.id, version=line.version, **found, **by)
        session.get_one(LotRow, lot_id).closed = True
        session.flush()
        done = close_count(session, count_id=count_id, number="", leave_uncounted=False, **by)
        assert done == Closed(posted=0, left=0, held=1)
        assert session.get_one(LotRow, lot_id).closed
        assert numbers_of(session, lot_id)[0] == 30
