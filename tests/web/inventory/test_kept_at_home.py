"""A row's page says what must stay today, and which season or warning says so; the plan gives away no more than that."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO
from math import ceil

from flask import Flask
from flask.testing import FlaskClient
from openpyxl import load_workbook

from core.clock import day_of, now
from inventory.queries.details import details_of
from inventory.queries.lots import get_lot
from inventory.services.details import edit_details
from mobilization.services.conditions import warn
from tests.web.making import OTHER, OWN, actor_of, database_of, send, sign_in


def test_season_and_warning_stand_beside_what_must_stay(demo: Flask, official: FlaskClient) -> None:
    moment, actor = now(), actor_of(demo, "vanphong.tinh")
    today: date = day_of(moment)
    with database_of(demo).transaction() as session:
        lot = get_lot(session, 338)
        assert lot.commune_code == OWN
        season = {
            "keep": Decimal(1),
            "keep_seasonal": Decimal(3),
            "season_from": today.month,
            "season_to": today.month,
        }
        values = details_of(session, 338) | season
        edit_details(session, lot_id=338, version=lot.version, values=values, actor=actor, now=moment)
    assert "theo mùa" in official.get("/kho/338").text
    with database_of(demo).transaction() as session:
        warn(
            session,
            commune_code=OWN,
            level=3,
            keep_percent=50,
            until=moment + timedelta(days=1),
            text="bão số 9",
            actor=actor_of(demo, "thuongtruc.tinh"),
            now=moment,
        )
    page = official.get("/kho/338").text
    kept = ceil(3 + lot.balance.on_hand / 2)  # half a piece cannot go
    assert f"<b>{kept}</b>" in page
    assert "cảnh báo cấp 3" in page
    assert "bão số 9" in page
    plenty = {
        "to_code": OTHER,
        "quantity": f"{lot.balance.on_hand / 2:f}",
        "document": "12/CV",
        "version": lot.version + 1,
    }
    form = official.get("/kho/338/dieu-chuyen").text
    assert "giữ thêm 50% số hiện có" in form
    assert f"Giao được nhiều nhất {int(lot.balance.on_hand) - kept} " in form
    refused = send(official, "/kho/338/dieu-chuyen", plenty)
    assert refused.status_code == 409
    assert "phải giữ" in refused.text.casefold()


def test_where_less_is_left_than_must_stay_every_list_says_so(demo: Flask, official: FlaskClient) -> None:
    moment, actor = now(), actor_of(demo, "vanphong.tinh")
    with database_of(demo).transaction() as session:
        lot = get_lot(session, 338)
        free = int(lot.balance.on_hand - lot.balance.broken - lot.balance.reserved)
        values = details_of(session, 338) | {"keep": Decimal(free + 43)}
        edit_details(session, lot_id=338, version=lot.version, values=values, actor=actor, now=moment)
    said = f"phải giữ lại {free + 43}"
    row = " ".join(official.get("/kho/338").text.split())
    assert "thiếu 43" in row
    assert f"Chỉ còn {free} dùng được, chưa giữ cho sự cố: chưa chi viện được" in row
    assert "Chưa giao được cho xã khác" in official.get("/kho/338/dieu-chuyen").text
    listed = official.get(f"/kho/xa/{OWN}?q={lot.resource}").text
    assert said in listed
    assert "thiếu 43" in listed
    everywhere = f"xa={OWN}&type={lot.type_code}"
    assert f"{said}, thiếu 43" in sign_in(demo, "vanphong.tinh").get(f"/kho/danh-sach?{everywhere}").text
    book = load_workbook(BytesIO(official.get(f"/kho/danh-sach.xlsx?{everywhere}").data)).worksheets[0]
    [line] = [row for row in book.iter_rows(values_only=True) if row[-1] == "/kho/338"]
    assert line[11:13] == (free + 43, 43)
