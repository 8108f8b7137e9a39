"""A row's page says what must stay today, and which season or warning says so; the plan gives away no more than that."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from flask import Flask
from flask.testing import FlaskClient

from core.clock import day_of, now
from inventory.queries.details import details_of
from inventory.queries.lots import get_lot
from inventory.services.details import edit_details
from mobilization.services.conditions import warn
from tests.web.making import OTHER, OWN, actor_of, database_of, send


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
    kept = Decimal(3) + lot.balance.on_hand / 2
    assert f"<b>{kept.normalize():f}</b>".replace(".", ",") in page
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
    refused = send(official, "/kho/338/dieu-chuyen", plenty)
    assert refused.status_code == 409
    assert "phải giữ" in refused.text.casefold()
