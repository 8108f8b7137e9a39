"""A commune of several hundred rows: its pages stay light on a bad line, and no row is lost between their parts."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, insert, select, update

from inventory.models import LotRow, MovementRow, ResourceTypeRow
from tests.web.making import OWN, database_of, demo_copy, send, sign_in
from tests.web.test_weight import MOST_BYTES

MORE = 360  # rows beside the demo's own: some 400 together
STORE = "Kho xã bên đường liên xã"


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """A copy of the demo whose own commune has several hundred rows, some of every type."""
    app = demo_copy(tmp_path_factory.mktemp("large"))
    with database_of(app).transaction() as session:
        own = select(LotRow.__table__).where(LotRow.commune_code == OWN).order_by(LotRow.id).limit(1)
        lot = dict(session.execute(own).mappings().one())
        booked = select(MovementRow.__table__).where(MovementRow.lot_id == lot["id"]).limit(1)
        movement = dict(session.execute(booked).mappings().one())
        del movement["id"]
        top = session.scalar(select(func.max(LotRow.id))) or 0
        types = list(session.scalars(select(ResourceTypeRow.code).order_by(ResourceTypeRow.code)))
        none = dict.fromkeys(("reserved", "away", "broken"), 0)
        lots = [
            {
                **lot,
                **none,
                "id": top + number,
                "type_code": types[number % len(types)],
                "place": STORE,
                "place_folded": "kho xa ben duong lien xa",
                "mark": f"SH{number:04d}",
                "on_hand": 7,
                "keep": 0,
                "closed": False,
            }
            for number in range(1, MORE + 1)
        ]
        session.execute(insert(LotRow), lots)
        books = [
            {**movement, **none, "lot_id": one["id"], "on_hand": 7, "on_hand_after": 7, "kind": "receive"}
            for one in lots
        ]
        session.execute(insert(MovementRow), books)
    return app


def parts_of(client: FlaskClient, address: str) -> list[str]:
    """Return every part of a page, each of them light; the last is the one after which the same comes again."""
    parts: list[str] = []
    for number in range(1, 30):
        answer = client.get(f"{address}{'&' if '?' in address else '?'}page={number}")
        assert answer.status_code == 200
        assert len(answer.data) <= MOST_BYTES, (address, number, len(answer.data))
        body = answer.text.split("<main", 1)[1]
        if parts and rows_in(body) == rows_in(parts[-1]):
            return parts
        parts.append(body)
    raise AssertionError(address)


def rows_in(part: str) -> list[str]:
    """Return what tells the rows of a part apart: marks, and links to a type."""
    return re.findall(r"SH\d{4}|(?<=/21085/)[A-Z]+-\d+(?=\")|(?<=type=)[A-Z]+-\d+(?=[\"&])", part)


def types_held(app: Flask) -> int:
    with database_of(app).reading() as session:
        query = select(func.count(LotRow.type_code.distinct())).where(LotRow.commune_code == OWN)
        return session.scalar(query) or 0


def test_the_printed_sheets_hold_every_row_once(large: Flask) -> None:
    client = sign_in(large, "canbo.binhminh")
    parts = parts_of(client, f"/kho/xa/{OWN}/to-in")
    with database_of(large).reading() as session:
        open_rows = select(func.count()).where(LotRow.commune_code == OWN, LotRow.closed.is_(False))
        rows = session.scalar(open_rows) or 0
    marks = [mark for part in parts for mark in re.findall(r"SH\d{4}", part)]
    assert sorted(marks) == [f"SH{number:04d}" for number in range(1, MORE + 1)]
    assert sum(part.count('<th scope="row">') for part in parts) == rows
    for number, part in enumerate(parts, start=1):
        assert f"Tờ {number}/{len(parts)}</b>" in part
        assert f"trong {rows} dòng" in part
        assert "data:image/svg+xml" in part


@pytest.mark.parametrize("address", ["/kho/so-sanh", "/bao-cao/"])
def test_what_is_listed_by_type_loses_none_between_its_pages(large: Flask, address: str) -> None:
    parts = parts_of(sign_in(large, "canbo.binhminh"), address)
    seen = [row for part in parts for row in rows_in(part)]
    assert len(parts) > 1
    assert len(seen) == len(set(seen)) == types_held(large)


def test_the_labels_of_a_large_store_come_page_by_page(large: Flask) -> None:
    parts = parts_of(sign_in(large, "canbo.binhminh"), f"/kho/xa/{OWN}/nhan?kho={STORE}")
    seen = [row for part in parts for row in rows_in(part)]
    assert len(seen) == len(set(seen)) == MORE


def test_a_commune_of_many_stores_is_asked_for_a_name(large: Flask) -> None:
    """A list of hundreds to choose from would outweigh the page; a name that is not there is said."""
    app = large
    with database_of(app).transaction() as session:
        ids = list(session.scalars(select(LotRow.id).where(LotRow.place == STORE).order_by(LotRow.id)))
        for number, lot_id in enumerate(ids):
            name = {"place": f"{STORE} {number}", "place_folded": f"kho xa ben duong lien xa {number}"}
            session.execute(update(LotRow).where(LotRow.id == lot_id).values(**name))
    client = sign_in(app, "canbo.binhminh")
    for address in (f"/kiem-ke/xa/{OWN}", f"/kho/xa/{OWN}/nhan"):
        answer = client.get(address)
        assert len(answer.data) <= MOST_BYTES
        assert "<datalist" in answer.text
    labels = client.get(f"/kho/xa/{OWN}/nhan", query_string={"kho": f"{STORE} 7"}).text
    assert labels.count('<div class="label">') == 2, "the store's own and the row's"
    assert "Không có dòng nào để ở “kho lạ”" in client.get(f"/kho/xa/{OWN}/nhan?kho=kho+lạ").text
    form = {"place": f"{STORE.upper()} 7", "pillar": ""}
    opened = send(client, f"/kiem-ke/xa/{OWN}", form, f"/kiem-ke/xa/{OWN}")
    assert opened.status_code == 303
    assert "1 dòng" in client.get(opened.location).text
