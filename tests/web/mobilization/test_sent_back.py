"""A draft its approver does not sign: it goes back with what is to be put right, and is drafted anew from what it said."""

from __future__ import annotations

from datetime import timedelta

import time_machine
from flask import Flask

from core.clock import local, now
from mobilization.pages.room_view import room_view
from mobilization.queries.dispatches import list_dispatches
from mobilization.queries.orders import list_orders
from tests.web.making import database_of, send, sign_in

ROOM = "/su-co/2"


def test_what_is_sent_back_is_read_and_drafted_anew(demo: Flask) -> None:
    with database_of(demo).reading() as session:
        draft = next(order for order in list_orders(session, 2) if order.state == "draft")
        lines = [str(item.id) for item in list_dispatches(session, order_id=draft.id)]
    page, chair, duty = (
        f"/lenh/{draft.id}",
        sign_in(demo, "lanhdao.tinh"),
        sign_in(demo, "thuongtruc.tinh"),
    )
    assert "Trả lại dự thảo" not in duty.get(page).text
    with time_machine.travel(draft.arrive_by - timedelta(minutes=1)):  # a run's demo may be half an hour old
        assert "Giờ có mặt ghi trong dự thảo đã qua" not in sign_in(demo, "thuongtruc.tinh").get(page).text
    with time_machine.travel(draft.arrive_by + timedelta(minutes=1)):
        for address in (page, f"{ROOM}/duyet"):
            late = sign_in(demo, "lanhdao.tinh").get(address).text
            assert "Giờ có mặt ghi trong dự thảo đã qua" in late
    said = {"reason": "giao cho tổ khác chỉ huy"}
    assert send(duty, f"{page}/tra-lai", said, page).status_code == 403
    shown = chair.get(page).text.partition('name="seen" value="')[2].partition('"')[0]
    assert send(chair, f"{page}/tra-lai", {"seen": shown, "reason": ""}, page).status_code == 422
    assert send(chair, f"{page}/tra-lai", {"seen": "cũ", **said}, page).status_code == 409
    assert send(chair, f"{page}/tra-lai", {"seen": shown, **said}, page).status_code == 303
    assert send(chair, f"{page}/duyet", {"seen": shown}, page).status_code == 409
    told, first = duty.get(page).text, duty.get("/").text
    assert said["reason"] in told
    assert "bị trả lại để sửa: “giao cho tổ khác chỉ huy”" in first
    assert "bị trả lại để sửa" not in chair.get("/").text
    assert "Trả lại để sửa" in duty.get(ROOM).text
    with database_of(demo).reading() as session, demo.test_request_context():
        waiting = [order.id for order in room_view(session, 2, now())["to_do"]]
    assert draft.id in waiting
    again = told.partition(f'href="{ROOM}/ra-lenh?')[2].partition('"')[0].replace("&amp;", "&")
    assert f'href="{ROOM}/ra-lenh?{again}"'.replace("&", "&amp;") in first
    form = duty.get(f"{ROOM}/ra-lenh?{again}").text
    assert f'value="{draft.destination}"' in form
    assert said["reason"] in form
    assert f'value="{local(draft.arrive_by):%Y-%m-%dT%H:%M}"' in form
    with time_machine.travel(draft.arrive_by + timedelta(hours=1)):
        form = sign_in(demo, "thuongtruc.tinh").get(f"{ROOM}/ra-lenh?{again}").text
        assert f'value="{local(draft.arrive_by):%Y-%m-%dT%H:%M}"' not in form
    assert "van-ban.pdf" not in told  # it calls on nothing any more: there is no paper of it
    terms = {"form": "huy_dong", "destination": "UBND xã", "purpose": "cứu người", "dispatch": lines}
    terms |= {"arrive_by": "2099-01-01T10:00", "until": "2099-01-02T10:00"}
    assert send(duty, f"{ROOM}/ra-lenh", terms, f"{ROOM}/ra-lenh").status_code == 303
    with database_of(demo).reading() as session, demo.test_request_context():
        assert draft.id not in [order.id for order in room_view(session, 2, now())["to_do"]]
    assert "bị trả lại để sửa" not in duty.get("/").text
