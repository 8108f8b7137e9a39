"""Lists that grow over the years are read page by page to their end: nothing is left out without a word."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from core.clock import day_of, now
from core.db import Base
from inventory.models import LotRow, LotTransferRow, MovementRow, StockCountRow
from mobilization.models import ExchangeMessageRow
from tests.web.extras import keep_message
from tests.web.making import OTHER, OWN, database_of, sign_in

MANY = 150
PROPOSED = {
    "lot_id": 312,
    "from_code": OWN,
    "to_code": OTHER,
    "quantity": 1,
    "state": "withdrawn",
    "document": "CV 1",
    "proposed_by": "A",
    "settled_by": "A",
    "version": 1,
}
# Each list, its address, the column a line is known by, and values where the demo has no row to copy.
LISTS: tuple[tuple[type[Base], str, str, dict[str, object]], ...] = (
    (MovementRow, "/kho/312", "reason", {}),
    (LotTransferRow, "/kho/dieu-chuyen", "reason", PROPOSED),
    (StockCountRow, f"/kiem-ke/xa/{OWN}", "place", {}),
    (ExchangeMessageRow, "/ban-tin/", "sender", {}),
)


def values_of(session: Session, table: type[Base]) -> dict[str, object]:
    """Return a row of the demo as values for another one like it."""
    query = select(table)
    if table is MovementRow:
        query = query.where(MovementRow.lot_id == 312)
    row = session.scalars(query).first()
    assert row is not None
    return {
        column.name: getattr(row, column.name) for column in table.__table__.columns if column.name != "id"
    }


@pytest.mark.parametrize(("table", "address", "named", "made"), LISTS, ids=[one[1] for one in LISTS])
def test_every_line_stands_on_some_page(
    demo: Flask, table: type[Base], address: str, named: str, made: dict[str, object]
) -> None:
    if table is ExchangeMessageRow:
        keep_message(demo, "thuongtruc.tinh")
    with database_of(demo).transaction() as session:
        values = {**made, "proposed_at": now()} if made else values_of(session, table)
        rows = [values | {named: f"dòng thử {n}."} for n in range(MANY)]
        if table is ExchangeMessageRow:
            rows = [row | {"message_id": f"m{n}", "digest": f"{n:064}"} for n, row in enumerate(rows)]
        session.execute(insert(table), rows)
    reader = sign_in(demo, "thuongtruc.tinh" if table is ExchangeMessageRow else "canbo.binhminh")
    pages = [reader.get(f"{address}?page={number}").text for number in range(1, 7)]
    assert {n for n in range(MANY) if any(f"dòng thử {n}." in page for page in pages)} == set(range(MANY))
    assert max(len(page.encode()) for page in pages) < 50_000


def test_a_past_day_reaches_back_behind_the_newest_page(demo: Flask) -> None:
    with database_of(demo).transaction() as session:
        first = session.scalars(
            select(MovementRow).where(MovementRow.lot_id == 312).order_by(MovementRow.id)
        ).first()
        assert first is not None
        columns = [column.name for column in MovementRow.__table__.columns if column.name != "id"]
        values = {name: getattr(first, name) for name in columns}
        old, reason = first.at, first.reason
        session.execute(insert(MovementRow), [values | {"at": now(), "reason": "mới"} for _ in range(150)])
    page = sign_in(demo, "canbo.binhminh").get(f"/kho/312?ngay={day_of(old + timedelta(hours=1))}").text
    assert reason
    assert reason in page


def test_a_row_as_it_stood_on_a_past_day_is_only_read(demo: Flask) -> None:
    with database_of(demo).reading() as session:
        jackets = select(LotRow.id).where(LotRow.type_code == "TB-001", LotRow.commune_code == OWN)
        row = f"/kho/{session.scalars(jackets).first()}"
    official, province = sign_in(demo, "canbo.binhminh"), sign_in(demo, "vanphong.tinh")
    acts = ("Sửa số", "Sửa thông tin", f"{row}/dieu-chuyen", "Thêm ảnh")
    assert [word in official.get(row).text for word in acts] == [True] * 4
    assert [word in official.get(f"{row}?ngay=2026-06-01").text for word in acts] == [False] * 4
    order = f"{row}/lenh-dieu-chuyen"
    assert [order in province.get(page).text for page in (row, f"{row}?ngay=2026-06-01")] == [True, False]
