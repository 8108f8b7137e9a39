"""A stocktake that finds fewer than an incident holds reaches the command post, until the promise is given up."""

from __future__ import annotations

import re
from decimal import Decimal

from flask import Flask
from sqlalchemy import select

from core.clock import now
from inventory.models import LotRow, StockCountLineRow
from inventory.services.closing_counts import close_count
from inventory.services.counting import enter, start_explaining
from inventory.services.opening_counts import open_count
from mobilization.models import DispatchRow, IncidentRow
from tests.web.making import OWN, actor_of, database_of, send, sign_in


def count_one(app: Flask, lot_id: int, present: int) -> int:
    """Count one promised row in a stocktake of its own and close it; returns the stocktake's number."""
    actor = actor_of(app, "canbo.binhminh")
    with database_of(app).transaction() as session:
        opened = open_count(
            session, commune_code=OWN, pillar="means", place="", blind=False, actor=actor, now=now()
        )
        line = session.scalars(
            select(StockCountLineRow).where(
                StockCountLineRow.count_id == opened.count_id, StockCountLineRow.lot_id == lot_id
            )
        ).one()
        enter(
            session,
            line_id=line.id,
            version=1,
            present=Decimal(present),
            broken=Decimal(0),
            reason="mất một bộ",
            actor=actor,
            now=now(),
        )
        start_explaining(session, count_id=opened.count_id, actor=actor, now=now())
        close_count(
            session, count_id=opened.count_id, number="", leave_uncounted=True, actor=actor, now=now()
        )
    return opened.count_id


def test_the_command_post_hears_that_less_was_found_than_it_holds(demo_everywhere: Flask) -> None:
    with database_of(demo_everywhere).reading() as session:
        lot_id, dispatch_id, held = session.execute(
            select(LotRow.id, DispatchRow.id, LotRow.reserved)
            .join(DispatchRow, DispatchRow.lot_id == LotRow.id)
            .where(
                LotRow.commune_code == OWN,
                LotRow.type_code == "TB-005",
                LotRow.away == 0,
                LotRow.reserved > 0,
            )
        ).first() or (0, 0, 0)
    chief, commune = sign_in(demo_everywhere, "thuongtruc.tinh"), sign_in(demo_everywhere, "canbo.binhminh")
    said = "kiểm kê chỉ thấy"
    assert said not in chief.get("/").text
    number = count_one(demo_everywhere, lot_id, int(held) - 1)
    assert f"kiểm kê chỉ thấy {int(held) - 1} bộ Nhà bạt 16,5 m2, ít hơn {int(held)}" in chief.get("/").text
    assert said not in commune.get("/").text
    page = f"/dieu-dong/{dispatch_id}"
    assert "Kiểm kê tại xã chỉ thấy" in chief.get(page).text
    given_up = send(chief, f"{page}/chi-huy/cancelled", {"text": "xã không còn đủ"}, page)
    assert given_up.status_code == 303, re.sub(r"<[^>]+>", "", given_up.text)[-400:]
    assert said not in chief.get("/").text
    closed = send(commune, f"/kiem-ke/{number}/chot", {})
    assert closed.status_code == 303
    with database_of(demo_everywhere).reading() as session:
        assert session.get_one(LotRow, lot_id).on_hand == held - 1


def test_a_row_says_what_holds_it_where_its_number_is_corrected(demo: Flask) -> None:
    """Who finds five torn is told to note it with the order first: so the order is one press away. A drill holds nothing."""
    with database_of(demo).reading() as session:
        lot_id, dispatch_id = session.execute(
            select(LotRow.id, DispatchRow.id)
            .join(DispatchRow, DispatchRow.lot_id == LotRow.id)
            .join(IncidentRow, IncidentRow.id == DispatchRow.incident_id)
            .where(LotRow.commune_code == OWN, IncidentRow.drill.is_(False), DispatchRow.state == "ordered")
        ).first() or (0, 0)
    official, way = sign_in(demo, "canbo.binhminh"), f'href="/dieu-dong/{dispatch_id}"'
    opened = official.get(f"/kho/xa/{OWN}?open={lot_id}").text
    assert way in opened
    assert "phần không đi được thì ghi ở đó trước" in opened
    assert way in official.get(f"/kho/{lot_id}").text
    assert way not in official.get(f"/kho/{lot_id}?ngay=2026-06-01").text
    assert way not in official.get(f"/kho/xa/{OWN}").text
    assert official.get(f"/dieu-dong/{dispatch_id}").status_code == 200
    with database_of(demo).transaction() as session:
        session.get_one(IncidentRow, session.get_one(DispatchRow, dispatch_id).incident_id).drill = True
    assert way not in official.get(f"/kho/{lot_id}").text
    with database_of(demo).transaction() as session:
        row = session.get_one(DispatchRow, dispatch_id)
        session.get_one(IncidentRow, row.incident_id).drill = False
        row.state = "refused"
    assert way not in official.get(f"/kho/{lot_id}").text
