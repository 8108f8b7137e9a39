"""From a scenario to the incident's needs, through the pages."""

from __future__ import annotations

from flask import Flask

from mobilization.queries.incidents import list_needs
from tests.web.making import database_of, sign_in, token


def test_needs_are_worked_out_edited_and_added_once(demo: Flask) -> None:
    client = sign_in(demo, "thuongtruc.tinh")
    assert "kich-ban" in client.get("/su-co/2").text
    shown = client.get("/su-co/2/kich-ban?hazard=so_tan&tinh=1&people=500&days=3")
    assert "500 người × 3 ngày × 0,5 kg/người/ngày = 750 kg" in shown.text
    form = {"csrf_token": token(shown), "_once": "k", "hazard": "so_tan", "people": "500", "days": "3",
            "take": ["HC-001", "PT-016"], "q-HC-001": "700", "q-PT-016": "4"}  # fmt: skip
    with database_of(demo).reading() as session:
        before = len(list_needs(session, 2))
    for _time in range(2):
        assert client.post("/su-co/2/kich-ban", data=form).status_code == 303
    with database_of(demo).reading() as session:
        needs = list_needs(session, 2)
    added = {need.type_code: need for need in needs if "Định mức" in need.note}
    assert len(needs) == before + 2
    assert int(added["HC-001"].quantity) == 700
    assert "đã sửa số lượng" in added["HC-001"].note
    assert "nguồn: Số chỗ của xe" in added["PT-016"].note


def test_what_cannot_be_used_is_told_and_kept(demo: Flask) -> None:
    client = sign_in(demo, "thuongtruc.tinh")
    assert "từ 1 đến 30" in client.get("/su-co/2/kich-ban?hazard=so_tan&tinh=1&days=99").text
    shown = client.get("/su-co/2/kich-ban?hazard=so_tan&tinh=1")
    form = {
        "csrf_token": token(shown),
        "hazard": "so_tan",
        "tinh": "1",
        "take": "HC-001",
        "q-HC-001": "nhiều",
    }
    answer = client.post("/su-co/2/kich-ban", data=form)
    assert (answer.status_code, "nhiều" in answer.text) == (422, True)
    form = {"csrf_token": token(shown), "hazard": "so_tan", "tinh": "1"}
    assert client.post("/su-co/2/kich-ban", data=form).status_code == 422


def test_every_norm_stands_with_its_source(demo: Flask) -> None:
    page = sign_in(demo, "kiemtoan").get("/su-co/dinh-muc").text
    assert "Cứu trợ quốc gia 15 kg/người/tháng" in page
    assert "giả định lập kế hoạch" in page
