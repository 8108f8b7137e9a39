"""Photographs through the JSON interface: drawn anew, within the owner's reach, the same one once."""

from __future__ import annotations

from io import BytesIO

import pytest
from flask import Flask
from PIL import Image
from werkzeug.test import TestResponse

from tests.web.making import OWN, picture
from tests.web.test_api import call, code_of, new_token


@pytest.fixture
def demo(demo_everywhere: Flask) -> Flask:
    return demo_everywhere


def attach(app: Flask, secret: str, path: str, content: bytes, key: str) -> TestResponse:
    """Return the answer to a photograph sent as a call's body."""
    told = {"Authorization": f"Bearer {secret}", "Idempotency-Key": key}
    return app.test_client().post(path, data=content, content_type="image/jpeg", headers=told)


def test_a_photograph_of_a_row_keeps_nothing_of_the_camera(demo: Flask) -> None:
    secret = new_token(demo)
    lot = call(demo, secret, "GET", f"/api/v1/communes/{OWN}/lots").get_json()["lots"][0]["id"]
    row = f"/api/v1/lots/{lot}/photos"
    made = attach(demo, secret, f"{row}?caption=Kho+thôn", picture(), "photo-0001")
    assert (made.status_code, made.get_json()["caption"]) == (201, "Kho thôn"), made.text
    again = attach(demo, secret, row, picture(), "photo-0002")
    assert again.get_json()["id"] == made.get_json()["id"]
    other = attach(demo, secret, f"{row}?caption=Kho+thôn", picture(colour="red"), "photo-0001")
    assert code_of(other) == (409, "form_sent_before")
    assert code_of(attach(demo, secret, row, b"GIF89a", "photo-0003")) == (422, "photo_not_a_picture")
    there = made.headers["Location"]
    fetched = call(demo, secret, "GET", there)
    assert fetched.mimetype == "image/jpeg"
    assert len(Image.open(BytesIO(fetched.data)).getexif()) == 0
    assert "nhà ông Năm".encode() not in fetched.data
    assert call(demo, secret, "GET", there, If_None_Match=fetched.headers["ETag"]).status_code == 304
    stranger = new_token(demo, "canbo.khac")
    assert code_of(call(demo, stranger, "GET", there)) == (403, "other_commune")
    assert code_of(attach(demo, stranger, row, picture(), "photo-0004")) == (403, "other_commune")
    assert code_of(call(demo, new_token(demo, "kiemtoan"), "POST", f"{there}/removal", {})) == (
        403,
        "forbidden",
    )
    assert call(demo, secret, "POST", f"{there}/removal", {}).get_json() == []
    assert call(demo, secret, "GET", there).status_code == 404


def test_a_photograph_of_an_order_s_minutes_stays_with_its_paper(demo: Flask) -> None:
    secret = new_token(demo)
    orders = call(demo, secret, "GET", "/api/v1/orders?state=approved").get_json()["orders"]
    mine = next(order["id"] for order in orders if order["commune_code"] == OWN)
    row = f"/api/v1/orders/{mine}/minutes/handover/photos"
    made = attach(demo, secret, row, picture(), "photo-0011")
    assert made.status_code == 201, made.text
    assert [one["id"] for one in call(demo, secret, "GET", row).get_json()] == [made.get_json()["id"]]
    removal = f"/api/v1/photos/{made.get_json()['id']}/removal"
    assert code_of(call(demo, new_token(demo, "vanphong.tinh"), "POST", removal, {})) == (404, "not_found")
    wrong = f"/api/v1/orders/{mine}/minutes/other/photos"
    assert attach(demo, secret, wrong, picture(), "photo-0012").status_code == 404
