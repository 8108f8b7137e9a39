"""The reports' pages: who may take which workbook, what a figure's page tells."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from io import BytesIO

import pytest
from flask import Flask
from flask.testing import FlaskClient
from openpyxl import load_workbook

from core.accounts.rules.roles import Actor, Role
from core.accounts.services import add_user
from core.communes.queries import store_tables
from core.communes.tables import read_tables
from core.db import Database
from inventory.rules.catalogue import read_catalogue
from inventory.services.catalogue import store_catalogue, store_commune_holders
from inventory.services.keeping import add_lot

PASSWORD = "mot mat khau dai"
OWN, OTHER = "21085", "21025"
NOW = datetime(2026, 2, 1, 3, 0, tzinfo=UTC)


@pytest.fixture
def client(app: Flask, database: Database) -> FlaskClient:
    app.config["WTF_CSRF_ENABLED"] = False
    tables = read_tables()
    actor = Actor(user_id=0, login="x", name="Nguyễn Văn A", role=Role.CAN_BO_XA, commune_code=OWN)
    with database.transaction() as session:
        store_tables(session, tables)
        store_catalogue(session, read_catalogue())
        store_commune_holders(session, tables.gazetteer.communes)
        for login, role, code in (
            ("xa", Role.CAN_BO_XA, OWN),
            ("kiemtoan", Role.KIEM_TOAN, ""),
            ("quantri", Role.QUAN_TRI, ""),
        ):
            add_user(
                session,
                login=login,
                name=login,
                role=role,
                commune_code=code,
                password=PASSWORD,
                now=NOW,
                by="x",
            )
        add_lot(
            session,
            commune_code=OWN,
            type_code="TB-001",
            holder_id=None,
            place="Kho xã",
            mark="",
            on_hand=Decimal(118),
            broken=Decimal(5),
            keep=Decimal(0),
            ready_minutes=0,
            note="phiếu nhập 12 của ông A 0905.123.456",
            actor=actor,
            now=NOW,
        )
    return app.test_client()


def enter(client: FlaskClient, login: str) -> None:
    answer = client.post("/dang-nhap", data={"login": login, "password": PASSWORD})
    assert answer.status_code == 303


ANSWERS = {
    "xa": {
        "/bao-cao/?nam=2026": 200,
        f"/bao-cao/?nam=2026&xa={OWN}": 200,
        f"/bao-cao/?nam=2026&xa={OTHER}": 403,
        "/bao-cao/nam/2026.xlsx": 403,
        f"/bao-cao/nam/2026/{OWN}.xlsx": 200,
        f"/bao-cao/nam/2026/{OTHER}.xlsx": 403,
        f"/bao-cao/nam/2026/{OWN}/TB-001": 200,
        f"/bao-cao/nam/2026/{OTHER}/TB-001": 403,
    },
    "kiemtoan": {
        "/bao-cao/?nam=2026": 200,
        f"/bao-cao/?nam=2026&xa={OTHER}": 200,
        "/bao-cao/?nam=3000": 404,
        "/bao-cao/?nam=abc": 200,
        "/bao-cao/?nam=2026&xa=99999": 404,
        "/bao-cao/nam/3000.xlsx": 404,
        "/bao-cao/nam/2026/99999.xlsx": 404,
        f"/bao-cao/nam/2026/{OWN}/XX-001": 404,
        f"/bao-cao/nam/1999/{OWN}/TB-001": 404,
        f"/bao-cao/nam/2026/{OWN}/TB-001?page=x": 200,
    },
    "quantri": {"/bao-cao/?nam=2026": 403, "/bao-cao/nam/2026.xlsx": 403},
}


@pytest.mark.parametrize("login", ANSWERS)
def test_who_may_open_what(client: FlaskClient, login: str) -> None:
    enter(client, login)
    assert {address: client.get(address).status_code for address in ANSWERS[login]} == ANSWERS[login]


def test_the_auditor_takes_the_province_and_opens_one_cell(client: FlaskClient) -> None:
    enter(client, "kiemtoan")
    answer = client.get("/bao-cao/nam/2026.xlsx")
    assert answer.headers["Content-Disposition"] == "attachment; filename=bon-tai-cho-2026-toan-tinh.xlsx"
    book = load_workbook(BytesIO(answer.data), data_only=True)
    assert {row[0]: row[1] for row in book["Bìa"].iter_rows(values_only=True)}["Người lập"] == "kiemtoan"
    line = [cell.value for cell in book["Biến động"][6]]
    assert line[6:10] == [0, 118, 0, 118]
    told = client.get(line[13])
    text = told.get_data(as_text=True)
    assert told.status_code == 200
    for wanted in ("Vì sao con số này", "+118", "Nguyễn Văn A", "phiếu nhập 12", "Nhập thêm", "/kho/1"):
        assert wanted in text
    assert "123.456" not in text


def test_the_province_page_says_who_has_not_reported(client: FlaskClient) -> None:
    enter(client, "kiemtoan")
    text = client.get("/bao-cao/?nam=2026").get_data(as_text=True)
    assert "1 trên 96 đơn vị đã báo cáo" in text
    assert text.count(">chưa báo cáo<") == 95


def test_a_commune_page_shows_its_year_and_stays_small(client: FlaskClient) -> None:
    enter(client, "xa")
    page = client.get("/bao-cao/?nam=2026")
    text = page.get_data(as_text=True)
    assert f"/bao-cao/nam/2026/{OWN}/TB-001" in text
    assert f"/bao-cao/nam/2026/{OWN}.xlsx" in text
    assert "/bao-cao/nam/2026.xlsx" not in text
    assert len(page.data) < 50_000
    earlier = client.get("/bao-cao/?nam=2025").get_data(as_text=True)
    assert "chưa báo cáo số liệu nào đến hết năm 2025" in earlier
