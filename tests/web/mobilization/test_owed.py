"""What is owed over many orders: the same sums as on each of them, narrowed by days, for those who may see it."""

from __future__ import annotations

import re
from datetime import timedelta
from io import BytesIO

import pytest
from flask import Flask
from openpyxl import load_workbook
from sqlalchemy import update

from core.clock import day_of, now
from mobilization.models import CompensationRow, DayPayRow, IncidentRow, OrderRow
from tests.web.extras import promised_and_owed
from tests.web.making import OTHER, OWN, database_of, sign_in

TODAY = day_of(now())


def dong(text: str) -> int:
    """Return the first sum of money a piece of a page tells."""
    found = re.search(r"<b>([\d.]+)</b>\s*đồng", text)
    return int(found[1].replace(".", "")) if found else 0


@pytest.fixture
def losses(demo: Flask) -> dict[int, int]:
    """Return what is owed by order, over two incidents; the second loss is paid."""
    kept = promised_and_owed(demo, 2, 4, 15)
    with database_of(demo).transaction() as session:
        paid = {"paid_on": TODAY, "paid_document": "UNC 7", "amount_dong": 250_000}
        session.execute(update(CompensationRow).where(CompensationRow.id == kept["loss_id"]).values(**paid))
        return {row.order_id: row.amount_dong for row in session.query(CompensationRow)}


def test_the_totals_of_many_orders_are_those_of_each(demo: Flask, losses: dict[int, int]) -> None:
    auditor = sign_in(demo, "kiemtoan")
    page = auditor.get("/boi-thuong").text
    orders = [auditor.get(f"/lenh/{order_id}/boi-thuong").text for order_id in losses]
    each = [dong(text.partition("<h2>Tổng cộng</h2>")[2]) for text in orders]
    assert each == list(losses.values())
    assert dong(page) == sum(each)
    owners = page.partition(">Phải chi cho từng chủ tài sản</h3>")[2].partition("</dl>")[0]
    assert sum(int(found.replace(".", "")) for found in re.findall(r"<b>([\d.]+)</b>", owners)) == sum(each)
    unpaid, paid = page.partition("Chưa chi trả</span>")[0], page.partition("UNC 7")[2]
    assert unpaid, paid
    book = load_workbook(BytesIO(auditor.get("/boi-thuong.xlsx").data), data_only=False)
    assert book.sheetnames == ["Bồi thường", "Ngày công", "Theo chủ tài sản", "Theo nguồn kinh phí"]
    for name in book.sheetnames[2:]:
        sheet = book[name]
        column = [row[2].value for row in sheet.iter_rows(min_row=3, max_row=sheet.max_row - 1)]
        figures = [value for value in column if isinstance(value, int)]
        assert sum(figures) == sum(each)
        assert str(sheet.cell(sheet.max_row, 3).value).startswith("=SUM(")
    with database_of(demo).reading() as session:
        days = sum(row.amount_dong for row in session.query(DayPayRow))
    assert f"<b>{days:,}</b>".replace(",", ".") in page


def test_days_and_incident_narrow_page_and_file_alike(demo: Flask, losses: dict[int, int]) -> None:
    post, (first, second) = sign_in(demo, "thuongtruc.tinh"), sorted(losses)
    tomorrow, before = TODAY + timedelta(days=1), TODAY - timedelta(days=1)
    for query, told in (
        ("su_co=1", losses[first]),
        ("su_co=2", losses[second]),
        (f"tu={TODAY}", losses[second]),
        (f"den={before}", losses[first]),
        (f"tu={tomorrow}", 0),
        (f"theo=chi-tra&tu={TODAY}&den={TODAY}", losses[second]),
        (f"theo=chi-tra&den={before}", 0),
        ("tu=hôm qua", sum(losses.values())),
    ):
        assert dong(post.get(f"/boi-thuong?{query}").text) == told, query
        sheet = load_workbook(BytesIO(post.get(f"/boi-thuong.xlsx?{query}").data))["Theo chủ tài sản"]
        figures = [row[2].value for row in sheet.iter_rows(min_row=3) if isinstance(row[2].value, int)]
        assert sum(figures) == told, query
    assert post.get("/boi-thuong?su_co=99999").status_code == 404


def test_other_programs_read_the_same_totals(demo: Flask, losses: dict[int, int]) -> None:
    post, (first, second) = sign_in(demo, "thuongtruc.tinh"), sorted(losses)
    for query, told in (
        ("", sum(losses.values())),
        ("?incident=2", losses[second]),
        (f"?until={TODAY - timedelta(days=1)}", losses[first]),
        (f"?by=paid&since={TODAY}", losses[second]),
    ):
        found = post.get(f"/api/v1/owed{query}").get_json()
        assert found["whole"]["owed"] == told, query
        for name in ("owners", "budgets"):
            assert sum(item["owed"] for item in found[name]) == told, query
        parts = post.get(f"/api/v1/owed/losses{query}").get_json()["losses"]
        assert sum(item["amount_dong"] for item in parts) == told, query
    page = post.get("/api/v1/owed/losses?limit=1").get_json()
    rest = post.get(f"/api/v1/owed/losses?after={page['next']}").get_json()
    assert [item["order_id"] for item in page["losses"] + rest["losses"]] == [first, second]
    assert rest["next"] is None
    with database_of(demo).reading() as session:
        days = sum(row.amount_dong for row in session.query(DayPayRow))
        worked = {row.order_id for row in session.query(DayPayRow)}
    assert sum(item["amount_dong"] for item in post.get("/api/v1/owed").get_json()["days"]) == days
    assert sum(item["amount_dong"] for item in post.get("/api/v1/owed/days").get_json()["days"]) == days
    of_orders = [post.get(f"/api/v1/orders/{order_id}/days").get_json() for order_id in worked]
    assert sum(item["amount_dong"] for found in of_orders for item in found) == days
    other = sign_in(demo, "thuongtruc.khac")
    assert other.get("/api/v1/owed?incident=2").status_code == 404
    seen = {item["order_id"] for item in other.get("/api/v1/owed/losses").get_json()["losses"]}
    assert seen == {second} or seen == {first} or seen == set()
    assert seen != set(losses)


def test_a_commune_sees_its_own_and_drills_stay_apart(demo: Flask, losses: dict[int, int]) -> None:
    with database_of(demo).reading() as session:
        givers = {row.id: (row.commune_code, row.issuer_code) for row in session.query(OrderRow)}
    mine = sum(amount for order_id, amount in losses.items() if OWN in givers[order_id])
    theirs = sum(amount for order_id, amount in losses.items() if OTHER in givers[order_id])
    assert mine != sum(losses.values())
    assert dong(sign_in(demo, "thuongtruc.binhminh").get("/boi-thuong").text) == mine
    other = sign_in(demo, "thuongtruc.khac")
    assert dong(other.get("/boi-thuong").text) == theirs
    assert other.get("/boi-thuong?su_co=2").status_code == 404
    with database_of(demo).transaction() as session:
        session.execute(update(IncidentRow).where(IncidentRow.id == 2).values(drill=True))
    post = sign_in(demo, "thuongtruc.tinh")
    assert dong(post.get("/boi-thuong").text) == losses[min(losses)]
    played = post.get("/boi-thuong?su_co=2").text
    assert "DIỄN TẬP" in played
    assert dong(played) == losses[max(losses)]


def test_the_auditor_reads_orders_and_their_money_and_is_not_told_to_act(
    demo: Flask, losses: dict[int, int]
) -> None:
    auditor = sign_in(demo, "kiemtoan")
    room = auditor.get("/su-co/2").text
    orders = set(re.findall(r'href="(/lenh/\d+)"', room))
    assert orders
    assert [order for order in orders if auditor.get(order).status_code != 200] == []
    past = now() - timedelta(days=1)
    with database_of(demo).transaction() as session:
        session.execute(update(OrderRow).values(until=past))
    assert "Quá hạn" in auditor.get("/viec-theo-han").text
    assert "Hết thời hạn" not in auditor.get("/").text
    assert "Hết thời hạn" in sign_in(demo, "thuongtruc.tinh").get("/").text
