"""What was called upon in a year, as it stood at the year's end, on both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from core.db import Database
from mobilization.models import (
    CompensationRow,
    DispatchEventRow,
    DispatchRow,
    IncidentRow,
    NeedRow,
    OrderActRow,
    OrderRow,
    PlanRow,
)
from mobilization.rules.states import State
from mobilization.services.dispatches import mark
from reports.queries.mobilized import mobilized
from reports.queries.moves import list_moves
from reports.queries.open_year import list_drawn
from reports.services.annual import period_of
from tests.db.inventory.register import DUTY
from tests.db.reports.making import BINH_MINH, CAM_THANH, NOW, at, read


def incident(drill: bool) -> IncidentRow:
    return IncidentRow(
        title="Diễn tập" if drill else "Bão số 9",
        hazard="bao",
        commune_code=BINH_MINH,
        place="",
        run_by="province",
        ptds_level=None,
        risk_level=None,
        drill=drill,
        opened_at=NOW,
        opened_by="B",
        closed_at=None,
        version=1,
    )


def order(incident_id: int) -> OrderRow:
    empty = ("destination", "purpose", "commander", "failed_ways", "assigned_to", "assigned_address")
    texts: dict[str, Any] = dict.fromkeys((*empty, "handover_place", "issuer_code"), "")
    return OrderRow(
        **texts,
        incident_id=incident_id,
        form="trung_dung",
        issuer="province",
        commune_code=BINH_MINH,
        state="approved",
        arrive_by=at(2025, 12, 30),
        until=at(2026, 1, 10),
        handover_at=None,
        drafted_by_id=1,
        drafted_by="B",
        drafted_at=NOW,
        approved_by="C",
        approved_at=at(2025, 12, 29),
        number="411/QĐ-UBND",
        version=1,
    )


def send_and_return(session: Session, lot_id: int, *, drill: bool, steps: dict[str, datetime]) -> None:
    """Write a dispatch that has come back, with the steps it went through."""
    held = incident(drill)
    session.add(held)
    session.flush()
    need = NeedRow(
        incident_id=held.id,
        commune_code=BINH_MINH,
        type_code="TB-001",
        quantity=Decimal(20),
        priority=1,
        within_minutes=None,
        note="",
    )
    plan = PlanRow(incident_id=held.id, state="accepted", result="{}", proved=True, made_at=NOW, made_by="B")
    paper = order(held.id)
    session.add_all([need, plan, paper])
    session.flush()
    row = DispatchRow(
        incident_id=held.id,
        plan_id=plan.id,
        need_id=need.id,
        lot_id=lot_id,
        order_id=paper.id,
        commune_code=BINH_MINH,
        quantity=Decimal(20),
        covers=Decimal(20),
        minutes=30,
        tier=0,
        state="returned",
        state_at=NOW,
        version=1,
        back=Decimal(12),
        used=Decimal(5),
        lost=Decimal(2),
        damaged=Decimal(1),
    )
    session.add(row)
    session.flush()
    for name, moment in steps.items():
        session.add(
            DispatchEventRow(
                incident_id=held.id,
                dispatch_id=row.id,
                state=name,
                happened_at=moment,
                entered_at=NOW,
                actor="B",
                note="",
            )
        )
        session.flush()


def test_what_was_called_upon_stands_in_each_year_as_it_was_then(database: Database, lot_id: int) -> None:
    steps = {"departed": at(2025, 12, 30, 8), "returned": at(2026, 1, 13, 8)}
    with database.transaction() as session:
        send_and_return(session, lot_id, drill=False, steps=steps)
        send_and_return(session, lot_id, drill=True, steps=steps)
    last, this, (first,) = read(database, 2025), read(database), read(database).mobilized
    assert [(item.state, item.returned_on, item.lost) for item in last.mobilized] == [
        ("departed", None, None)
    ]
    assert (first.state, first.departed_on, first.returned_on) == (
        "returned",
        date(2025, 12, 30),
        date(2026, 1, 13),
    )
    assert [first.back, first.used, first.lost, first.damaged] == [Decimal(part) for part in (12, 5, 2, 1)]
    assert (last.drills_left_out, this.drills_left_out) == (1, 1)
    assert read(database, 2024).mobilized == ()
    assert read(database, commune_code=CAM_THANH).mobilized == ()
    with database.reading() as session:
        (drawn,) = list_drawn(session, period_of(2025))  # the drill is nobody's burden
        assert list_drawn(session, period_of(2026)) == []
    assert (drawn.commune_code, drawn.kind, drawn.calls, drawn.due_dong) == (BINH_MINH, "commune", 1, 0)
    with database.transaction() as session:
        session.execute(update(DispatchRow).values(state="refused"))
    with database.reading() as session:
        assert list_drawn(session, period_of(2025)) == []  # what was turned down was drawn from nobody


def test_a_dispatch_is_told_with_the_moments_of_its_steps(database: Database, lot_id: int) -> None:
    steps = {
        "departed": at(2025, 12, 30, 8),
        "arrived": at(2025, 12, 30, 9),
        "released": at(2026, 1, 8, 7),
        "returned": at(2026, 1, 8, 8),
    }
    with database.transaction() as session:
        send_and_return(session, lot_id, drill=False, steps=steps)
    with database.reading() as session:
        (move,) = list_moves(session, 1)
        assert list_moves(session, 2) == []
    told = (move.ordered_at, move.departed_at, move.arrived_at, move.released_at, move.returned_at)
    assert told == (at(2025, 12, 29), *steps.values())
    assert (move.resource, move.quantity, move.commune) == ("Áo phao cứu sinh", 20, "Xã Bình Minh")


def test_a_thing_is_late_by_its_extension_and_what_is_bought_never(database: Database, lot_id: int) -> None:
    """The year before, an extension of this year is not known yet."""
    until, longer = date(2026, 1, 10), date(2026, 1, 20)
    with database.transaction() as session:
        send_and_return(session, lot_id, drill=False, steps={"departed": at(2025, 12, 30, 8)})
        act = {"happened_at": at(2026, 1, 9), "until": at(2026, 1, 20), "entered_at": NOW}
        paper = session.scalars(select(OrderRow)).one()
        session.add(OrderActRow(order_id=paper.id, kind="extended", number="", text="", actor="B", **act))
    assert [read(database, year).mobilized[0].until for year in (2025, 2026)] == [until, longer]
    with database.transaction() as session:
        session.scalars(select(OrderRow)).one().form = "trung_mua"
    assert read(database).mobilized[0].until is None


def test_a_year_is_told_as_it_was_known_on_the_day_it_was_frozen(database: Database, lot_id: int) -> None:
    """A step and an extension of the old year that were entered afterwards belong to no frozen book."""
    was, late = at(2025, 12, 31, 8), NOW + timedelta(days=1)
    with database.transaction() as session:
        send_and_return(session, lot_id, drill=False, steps={"departed": at(2025, 12, 30, 8)})
        row = session.scalars(select(DispatchRow)).one()
        session.add_all([
            DispatchEventRow(
                incident_id=row.incident_id, dispatch_id=row.id, state="arrived", happened_at=was,
                entered_at=late, actor="B", note="",
            ),
            *(
                OrderActRow(
                    order_id=row.order_id, kind=kind, number="", text="", actor="B", happened_at=was,
                    until=at(2026, 1, 20), entered_at=late,
                )
                for kind in ("extended", "pay_extended")
            ),
        ])  # fmt: skip
    told = {}
    with database.reading() as session:
        for known in (NOW, late):
            found = mobilized(replace(period_of(2025), known_at=known)).ask(session)
            told[known] = [(item.state, item.until, item.pay_longer) for item in found]
    assert told == {
        NOW: [("departed", date(2026, 1, 10), False)],
        late: [("arrived", date(2026, 1, 20), True)],
    }


def test_what_was_paid_on_new_years_day_was_still_owed_the_year_before(
    database: Database, lot_id: int
) -> None:
    with database.transaction() as session:
        send_and_return(session, lot_id, drill=False, steps={"departed": at(2025, 12, 30, 8)})
        row = session.scalars(select(DispatchRow)).one()
        texts = dict.fromkeys(("method", "payer", "budget", "ground", "paid_document"), "")
        session.add(CompensationRow(
            **texts, order_id=row.order_id, dispatch_id=row.id, cause="lost", quantity=Decimal(1), unit_dong=500,
            days=0, amount_dong=500, paid_on=date(2026, 1, 1), made_by="B", made_at=at(2025, 12, 31, 8), version=1,
        ))  # fmt: skip
    (last,), (this,) = read(database, 2025).mobilized, read(database).mobilized
    assert (last.due_dong, last.paid_dong, last.paid_on) == (500, 0, None)
    assert (this.due_dong, this.paid_dong, this.paid_on) == (500, 500, date(2026, 1, 1))
    with database.reading() as session:
        (drawn,) = list_drawn(session, period_of(2025))
    assert (drawn.due_dong, drawn.paid_dong) == (500, 0)


def test_a_part_that_went_apart_later_is_in_the_year_before_what_it_was_then(
    database: Database, lot_id: int
) -> None:
    later = at(2026, 1, 5, 8)
    with database.transaction() as session:
        send_and_return(session, lot_id, drill=False, steps={"departed": at(2025, 12, 30, 8)})
        row = session.scalars(select(DispatchRow)).one()
        row.state, row.back, row.used, row.lost, row.damaged = "departed", *[Decimal(0)] * 4
        number = row.id
    before = read(database, 2025).mobilized
    with database.transaction() as session:
        mark(
            session, dispatch_id=number, to=State.RELEASED, happened_at=later, text="", came=None,
            actor=DUTY, now=later, part=Decimal(8),
        )  # fmt: skip
    assert read(database, 2025).mobilized == before
    now = [(item.quantity, item.state) for item in read(database).mobilized]
    assert now == [(12, "departed"), (8, "released")]
