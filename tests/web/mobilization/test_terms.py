"""The authority table rules the drafting page from its day on; days are paid at the rate in force; a price is printed."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from flask import Flask

from core.clock import day_of
from tests.web.making import send, sign_in

POST, CHAIR = "thuongtruc.tinh", "lanhdao.tinh"


@pytest.mark.parametrize("login", ["canbo.binhminh", "quantri", POST])
def test_every_post_reads_the_authority_table_and_only_the_chair_changes_it(demo: Flask, login: str) -> None:
    client = sign_in(demo, login)
    assert "Luật 15/2008/QH12, Điều 24" in client.get("/tham-quyen").text
    assert send(client, "/tham-quyen", {}, "/tham-quyen").status_code == 403


def test_a_new_row_opens_requisition_to_the_level_it_names(demo: Flask) -> None:
    chair, page = sign_in(demo, CHAIR), "/tham-quyen"
    today = day_of(datetime.now(UTC)).isoformat()
    row = {"form": "trung_dung", "since": today, "basis": "Luật mới 1/2027/QH16, Điều 5"}
    drafting = sign_in(demo, POST)
    assert 'name="form" value="trung_dung"' in drafting.get("/su-co/2/ra-lenh").text
    assert send(chair, page, row, page).status_code == 422
    assert send(chair, page, {**row, "commune": "true"}, page).status_code == 303
    assert "Luật mới 1/2027/QH16, Điều 5" in chair.get(page).text
    assert 'name="form" value="trung_dung"' not in drafting.get("/su-co/2/ra-lenh").text


def test_days_are_paid_at_the_rate_in_force(demo: Flask) -> None:
    chair, client, page = sign_in(demo, CHAIR), sign_in(demo, POST), "/lenh/1/ngay-cong"
    rate = {"kind": "duty", "since": "2026-01-02", "dong": "200000", "basis": "Quyết định mới của tỉnh"}
    assert send(chair, "/tham-quyen/muc-chi", rate, "/tham-quyen").status_code == 303
    work = {"kind": "duty", "group_name": "Dân quân xã", "worked_on": "2026-01-01", "people": "10"}
    assert send(client, page, {**work, "budget": "province"}, page).status_code == 422
    days = {**work, "days": "2", "nights": "1", "budget": "province"}
    assert send(client, page, days, page).status_code == 303
    text = client.get(page).text
    assert "5.576.000" in text  # 10 x (119,200 + 200,000 + 2 x 119,200)
    twice = send(client, page, {**days, "group_name": "dân quân  XÃ", "days": "1", "nights": "0"}, page)
    assert (twice.status_code, "đã được ghi công ngày 01/01/2026" in twice.text) == (422, True)
    assert client.get("/lenh/1/chi-tra.xlsx").data.startswith(b"PK")
    number = text.split("5.576.000")[1].split('name="day_pay_id" value="')[1].split('"')[0]
    other = send(client, "/lenh/4/ngay-cong/bo", {"day_pay_id": number}, page)
    assert other.status_code == 404, "taken back from its own order alone"
    assert "5.576.000" in client.get(page).text
    assert send(client, f"{page}/bo", {"day_pay_id": number}, page).status_code == 303
    assert "5.576.000" not in client.get(page).text


def test_a_price_is_whole_dong(demo: Flask) -> None:
    client, page = sign_in(demo, POST), "/su-co/2/ra-lenh"
    text = client.get(page).text
    line = text.split('name="dispatch" value="')[1].split('"')[0]
    form = {
        "dispatch": line,
        "form": "huy_dong",
        "destination": "UBND xã",
        "purpose": "ứng phó",
        "arrive_by": "2030-01-01T08:00",
        "until": "2030-01-02T08:00",
    }
    for typed in ("12,5", "12.5"):  # neither is 125
        assert send(client, page, {**form, f"price-{line}": typed}, page).status_code == 422
    assert send(client, page, {**form, f"price-{line}": "120.000"}, page).status_code == 303
