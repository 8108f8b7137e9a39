"""A part of a dispatch is called off, stops or is sent home: the stock, the papers and the rest stay exact."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from pathlib import Path

from sqlalchemy.orm import Session

from core.db import Database
from core.documents.paper import Paper, Table
from inventory.queries.lots import get_lot
from mobilization.queries.dispatches import get_dispatch, list_dispatches
from mobilization.queries.journal import list_events
from mobilization.queries.minutes import MinutesLine
from mobilization.queries.needs import list_needs
from mobilization.queries.orders import get_order
from mobilization.queries.planning import count_calls
from mobilization.rules.states import PartError, State
from mobilization.services.dispatches import Came, mark
from mobilization.services.later_papers import paper_named
from mobilization.services.paper_numbers import note_paper
from mobilization.services.settlement import MinutesHead, save_minutes
from tests.db.inventory.register import DUTY, JACKETS, NOW
from tests.db.mobilization.command_post import SEEN_AT, begin, hold, order, refuse, step
from tests.db.mobilization.test_paper_numbers import noting


def rows_of(session: Session, order_id: int, title: str) -> list[tuple[str, ...]]:
    """Return the cells of a paper's one table."""
    paper: Paper = paper_named(
        session, get_order(session, order_id), title, province="Quảng Ngãi", data_dir=Path("khong-co")
    )
    blocks = [*paper.blocks, *(block for annex in paper.annexes for block in annex.blocks)]
    (table,) = [block for block in blocks if isinstance(block, Table)]
    return [tuple(str(cell) for cell in row) for row in table.rows]


def called(session: Session, quantity: int = 10) -> tuple[int, int, int]:
    """Return an incident, its approved order and its one dispatch of so many jackets."""
    incident_id = begin(session, [(JACKETS, quantity)])
    (item,) = hold(session, incident_id)
    return incident_id, order(session, incident_id, [item.id]), item.id


def test_a_part_called_off_frees_just_that_and_is_amended_from_what_to_what(
    database: Database, lots: tuple[int, int]
) -> None:
    with database.transaction() as session:
        incident_id, order_id, dispatch_id = called(session)
        lot_id = get_dispatch(session, dispatch_id).lot_id
        step(session, dispatch_id, State.CANCELLED, part=4)
        assert get_lot(session, lot_id).balance.reserved == 6
        (need,) = list_needs(session, incident_id)
        assert need.missing == 4
        rest = get_dispatch(session, dispatch_id)
        assert (rest.state, rest.quantity, rest.serves) == (State.ORDERED, 6, 6)
        assert [row[3:5] for row in rows_of(session, order_id, "sua-doi")] == [("10", "6")]
        log = list_events(session, incident_id, limit=9)
        told = [(row.quantity, row.state) for row in log if isinstance(row.state, State)]
        whole = [(much, state) for much in (4, 6) for state in (State.ORDERED, State.RESERVED)]
        assert sorted(told) == sorted([*whole, (4, State.CANCELLED)])  # the part went the same way so far
        note_paper(session, **noting(order_id, "sua-doi", "601", 3))
    with database.transaction() as session:
        step(session, dispatch_id, State.ACKNOWLEDGED)
        later = NOW + timedelta(hours=4)
        mark(
            session, dispatch_id=dispatch_id, to=State.REFUSED, text="máy hỏng", came=None, actor=DUTY,
            part=get_dispatch(session, dispatch_id).quantity - 1, now=later, happened_at=later,
        )  # fmt: skip
        assert [row[3:5] for row in rows_of(session, order_id, "sua-doi")] == [("6", "1")]
        assert [row[3:5] for row in rows_of(session, order_id, "sua-doi-1")] == [("10", "6")]
        assert get_lot(session, lot_id).balance.reserved == 1
        assert count_calls(session, NOW - timedelta(days=1)).popitem()[1] == 1


def test_a_row_that_serves_two_needs_is_one_line_of_the_paper_and_of_its_amendment(
    database: Database, lots: tuple[int, int]
) -> None:
    with database.transaction() as session:
        incident_id = begin(session, [(JACKETS, 10), (JACKETS, 12)])
        first, second = hold(session, incident_id)
        assert first.lot_id == second.lot_id
        order_id = order(session, incident_id, [first.id, second.id])
        (row,) = rows_of(session, order_id, "van-ban")
        assert row[2] == "22"
        step(session, first.id, State.CANCELLED, part=4)
        assert [row[2] for row in rows_of(session, order_id, "van-ban")] == ["22"]
        assert [row[3:5] for row in rows_of(session, order_id, "sua-doi")] == [("22", "18")]
        # Before the amendment has its number: both are told.
        step(session, second.id, State.CANCELLED, part=3)
        (row,) = rows_of(session, order_id, "sua-doi")
        assert (row[3:5], row[5].count("thôi huy động")) == (("22", "15"), 1)


def test_one_order_is_one_call_however_it_is_split(database: Database, lots: tuple[int, int]) -> None:
    def calls(session: Session) -> list[int]:
        return list(count_calls(session, NOW - timedelta(days=1)).values())

    with database.transaction() as session:
        incident_id = begin(session, [(JACKETS, 10), (JACKETS, 12)])
        held = [item.id for item in hold(session, incident_id)]
        assert calls(session) == [1]  # held for one incident: it will be one order
        order(session, incident_id, held)
        for to in (State.ACKNOWLEDGED, State.DEPARTED, State.ARRIVED):
            step(session, held[0], to)
        step(session, held[0], State.RELEASED, part=5)
        (part,) = [item.id for item in list_dispatches(session, incident_id=incident_id) if item.part_of]
        assert calls(session) == [1]
        step(session, held[0], State.OUT_REST, part=2)
        step(session, next(  # a part of a part, as it stands
            item.id for item in list_dispatches(session, incident_id=incident_id)
            if item.part_of and item.id != part
        ), State.RELEASED, part=1)  # fmt: skip
        assert len(list_dispatches(session, incident_id=incident_id)) == 5
        assert calls(session) == [1]
        other = begin(session, [(JACKETS, 3)])
        order(session, other, [item.id for item in hold(session, other)])
        assert calls(session) == [2]


def test_the_order_stays_as_it_was_signed(database: Database, lots: tuple[int, int]) -> None:
    with database.transaction() as session:
        _incident_id, order_id, dispatch_id = called(session)
        before = rows_of(session, order_id, "van-ban")
        step(session, dispatch_id, State.CANCELLED, part=4)
        assert rows_of(session, order_id, "van-ban") == before


def test_a_part_is_sent_home_and_back_while_the_rest_works(database: Database, lots: tuple[int, int]) -> None:
    line = MinutesLine(condition="Tốt", meter="", fuel="", papers="")
    head = MinutesHead(at=SEEN_AT, place="thôn 2", owner_delegate="A", owner_position="", user_name="B",
                       user_address="", user_delegate="C", user_position="", witness="", remarks="")  # fmt: skip
    with database.transaction() as session:
        incident_id, order_id, dispatch_id = called(session)
        lot_id = get_dispatch(session, dispatch_id).lot_id
        for to in (State.ACKNOWLEDGED, State.DEPARTED, State.ARRIVED):
            step(session, dispatch_id, to)
        save_minutes(
            session, order_id=order_id, kind="handover", head=head, lines={dispatch_id: line}, version=0,
            actor=DUTY, now=SEEN_AT,
        )  # fmt: skip
        handed = rows_of(session, order_id, "giao-nhan")
        step(session, dispatch_id, State.RELEASED, part=3)
        assert rows_of(session, order_id, "giao-nhan") == handed
        (home,) = [item for item in list_dispatches(session, incident_id=incident_id) if item.part_of]
        assert (home.part_of, home.quantity, home.state) == (dispatch_id, 3, State.RELEASED)
        step(session, home.id, State.RETURNED, came=Came(back=get_dispatch(session, home.id).quantity))
        balance = get_lot(session, lot_id).balance
        assert (balance.reserved, get_dispatch(session, dispatch_id).state) == (7, State.ARRIVED)
        (need,) = list_needs(session, incident_id)
        assert need.missing == 0  # what came home had done its work


def test_more_than_there_is_cannot_be_called_off(database: Database, lots: tuple[int, int]) -> None:
    with database.transaction() as session:
        _incident_id, _order_id, dispatch_id = called(session)
    for part in (0, 11):
        refuse(database, PartError, partial(step, dispatch_id=dispatch_id, to=State.CANCELLED, part=part))
