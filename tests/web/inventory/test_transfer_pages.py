"""A transfer between two communes as each side meets it: what was offered, what came, why not."""

from __future__ import annotations

import re
from decimal import Decimal
from io import BytesIO

from flask import Flask
from flask.testing import FlaskClient

from core.clock import now
from inventory.queries.lots import list_lots
from inventory.services.row_acts import Paper
from inventory.services.transferring import order
from tests.web.making import OTHER, OWN, actor_of, database_of, picture, send, sign_in

LIST = "/kho/dieu-chuyen"


def free_row(app: Flask) -> int:
    """Return a row of the demo commune of which twenty may be given away."""
    with database_of(app).reading() as session:
        lots, _more = list_lots(session, scope=OWN, pillar="means")
        return next(
            lot.id for lot in lots if lot.balance.on_hand - lot.balance.reserved - lot.balance.keep >= 20
        )


def offer(app: Flask, giver: FlaskClient, quantity: int) -> int:
    """Propose a transfer to the other commune; returns its number."""
    lot_id = free_row(app)
    address = f"/kho/{lot_id}/dieu-chuyen"
    seen = dict(
        re.findall(r'name="(version|seen_on_hand|seen_broken)" value="([^"]*)"', giver.get(address).text)
    )
    form = {"to_code": OTHER, "quantity": str(quantity), "document": "12/CV-UBND", **seen}
    sent = send(giver, address, form)
    assert sent.status_code == 303, sent.text
    return max(int(number) for number in re.findall(r"dieu-chuyen/(\d+)/rut", giver.get(LIST).text))


def test_a_refusal_carries_its_reason_to_who_offered(demo: Flask) -> None:
    giver, taker = sign_in(demo, "canbo.binhminh"), sign_in(demo, "canbo.khac")
    number = offer(demo, giver, 20)
    asked = taker.get(LIST).text
    # The giver's row is no page of the receiver's: its name is no link that ends in "no right".
    assert f"/kho/{free_row(demo)}" not in asked
    silent = send(taker, f"{LIST}/{number}/tu-choi", {})
    assert silent.status_code == 422
    assert 'details class="edit" open=""' in silent.text
    assert send(taker, f"{LIST}/{number}/tu-choi", {"answer": "kho xã đã đầy"}).status_code == 303
    assert "lý do của bên nhận: kho xã đã đầy" in giver.get(LIST).text
    assert "1 đề nghị điều chuyển của xã bị từ chối hoặc nhận thiếu" in giver.get("/").text
    assert "bị từ chối hoặc nhận thiếu" not in taker.get("/").text


def test_what_came_short_is_said_and_what_was_typed_stays(demo: Flask) -> None:
    giver, taker = sign_in(demo, "canbo.binhminh"), sign_in(demo, "canbo.khac")
    number = offer(demo, giver, 20)
    short = send(taker, f"{LIST}/{number}/nhan", {"quantity": "18", "place": "Kho phường"})
    assert short.status_code == 422
    assert "bên giao cần biết" in short.text
    assert 'value="18"' in short.text
    assert 'value="Kho phường"' in short.text
    done = send(taker, f"{LIST}/{number}/nhan", {"quantity": "18", "answer": "ướt hai cái"})
    assert done.status_code == 303
    story = taker.get(done.location).text
    assert "Xã Bình Minh giao " in story  # whose goods these were, and what was missing
    assert "nhận 18 trong 20: ướt hai cái" in story
    told = giver.get(LIST).text
    assert "thực nhận 18" in told
    assert "ướt hai cái" in told


def test_the_province_s_decision_is_told_to_both_sides(demo: Flask) -> None:
    with database_of(demo).transaction() as session:
        order(
            session,
            lot_id=free_row(demo),
            to_code=OTHER,
            quantity=Decimal(5),
            place="",
            paper=Paper(document="99/QĐ-UBND", reason=""),
            actor=actor_of(demo, "vanphong.tinh"),
            now=now(),
        )
    for login in ("canbo.binhminh", "canbo.khac"):
        side = sign_in(demo, login)
        assert "1 lần điều chuyển theo quyết định của tỉnh" in side.get("/").text
        assert "99/QĐ-UBND" in side.get(LIST).text


def test_both_sides_may_keep_a_photograph_with_a_transfer(demo: Flask) -> None:
    giver, taker = sign_in(demo, "canbo.binhminh"), sign_in(demo, "canbo.khac")
    lot_id = free_row(demo)
    address = f"/kho/{lot_id}/dieu-chuyen"
    seen = dict(
        re.findall(r'name="(version|seen_on_hand|seen_broken)" value="([^"]*)"', giver.get(address).text)
    )
    form = {"to_code": OTHER, "quantity": "2", "document": "12/CV-UBND", **seen}
    refused = send(giver, address, {**form, "photo": (BytesIO(b"no picture"), "anh.jpg")})
    assert refused.status_code == 422
    assert re.findall(r"dieu-chuyen/(\d+)/rut", giver.get(LIST).text) == []  # nothing is sent without it
    assert send(giver, address, {**form, "photo": (BytesIO(picture()), "anh.jpg")}).status_code == 303
    assert 'alt="12/CV-UBND"' in giver.get(f"/kho/{lot_id}").text
    [number] = re.findall(r"dieu-chuyen/(\d+)/nhan", taker.get(LIST).text)
    took = send(taker, f"{LIST}/{number}/nhan", {"quantity": "2", "photo": (BytesIO(picture()), "anh.jpg")})
    assert took.status_code == 303, took.text
    assert 'alt="12/CV-UBND"' in taker.get(took.location).text
