"""The command post sets a need and an incident's facts right; the second of two officers sees both values."""

from __future__ import annotations

import re

from flask import Flask

from mobilization.queries.needs import list_needs
from tests.web.making import database_of, send, sign_in

ROOM = "/su-co/2"


def test_a_need_is_changed_by_the_one_who_saw_it_and_planned_anew(demo: Flask) -> None:
    mine = sign_in(demo, "thuongtruc.tinh")
    send(mine, f"{ROOM}/nhu-cau", {"type_code": "TB-016", "quantity": "4", "priority": "1"}, f"{ROOM}?them=1")
    with database_of(demo).reading() as session:
        short = max(list_needs(session, 2), key=lambda need: need.id)
    page = f"{ROOM}/nhu-cau/{short.id}"
    assert page in mine.get(ROOM).text
    opened = mine.get(page).text
    seen = re.findall(r'name="seen" value="(\w+)"', opened)[0]
    form = {"seen": seen, "priority": str(short.priority), "commune_code": short.commune_code, "note": ""}
    first = send(mine, page, {**form, "quantity": str(int(short.quantity) + 10)}, page)
    assert (first.status_code, first.location) == (303, f"{ROOM}/phuong-an")
    assert "Phương án đã được lập lại." in mine.get(f"{ROOM}/phuong-an").text
    second = send(mine, page, {**form, "quantity": str(int(short.quantity) + 20)}, page)
    assert second.status_code == 409
    shown = second.text
    for words in ("Hiện đang ghi", "Đồng chí nhập", "Giữ số đang ghi"):
        assert words in shown
    fresh = re.findall(r'name="seen" value="(\w+)"', shown)[0]
    assert fresh != seen
    unsaid = send(mine, page, {**form, "seen": "", "quantity": str(int(short.quantity) + 20)}, page)
    assert unsaid.status_code == 422  # who does not say what was seen overwrites nobody
    third = send(mine, page, {**form, "seen": fresh, "quantity": str(int(short.quantity) + 20)}, page)
    assert third.status_code == 303
    told = mine.get(page).text
    assert "Các lần sửa, mới nhất trước" in told
    assert "→" in told


def test_a_need_is_withdrawn_with_its_reason(demo: Flask) -> None:
    client = sign_in(demo, "thuongtruc.tinh")
    asked = {"type_code": "TB-016", "quantity": "1250", "priority": "1"}
    assert send(client, f"{ROOM}/nhu-cau", asked, f"{ROOM}?them=1").status_code == 303
    with database_of(demo).reading() as session:
        need_id = max(need.id for need in list_needs(session, 2))
    page = f"{ROOM}/nhu-cau/{need_id}"
    for language in ("en", "vi"):  # the box can be sent as it stands: 1,250 is refused, it has two readings
        client.get(f"/ngon-ngu/{language}")
        assert re.search(r'name="quantity"[^>]*value="1250"', client.get(page).text)
    seen = re.findall(r'name="seen" value="(\w+)"', client.get(page).text)[0]
    assert send(client, f"{page}/rut", {"seen": seen}, page).status_code == 422  # a reason is wanted
    done = send(client, f"{page}/rut", {"seen": seen, "reason": "nước đã rút"}, page)
    assert done.status_code == 303
    assert "nước đã rút" in client.get(ROOM).text
    assert "chỉ để xem" in client.get(page).text
    late = send(client, page, {"seen": seen, "quantity": "5", "priority": "1", "commune_code": "21085"}, ROOM)
    assert late.status_code == 409
    assert client.get(f"{ROOM}/nhu-cau/999999").status_code == 404


def test_an_incident_s_facts_are_set_right(demo: Flask) -> None:
    client = sign_in(demo, "thuongtruc.tinh")
    page = f"{ROOM}/sua"
    text = client.get(page).text
    version = re.findall(r'name="version" value="(\d+)"', text)[0]
    chosen = dict(re.findall(r'name="(hazard|commune_code)".*?value="([^"]+)" selected', text, re.DOTALL))
    form = {
        "version": version,
        "title": "Lũ lớn hạ lưu sông Vệ",
        **chosen,
        "place": "Thôn 5",
        "risk_level": "4",
    }
    if 'name="ptds_level"' in text:
        form["ptds_level"] = "".join(
            re.findall(r'name="ptds_level".*?value="(\d)" selected', text, re.DOTALL)
        )
    assert send(client, page, form, page).status_code == 303
    room = client.get(ROOM).text
    assert "Lũ lớn hạ lưu sông Vệ" in room
    assert "Thôn 5" in room
    again = send(client, page, {**form, "place": "Thôn 6"}, page)
    assert again.status_code == 409
    assert "Thôn 5" in again.text
    assert "Thôn 6" in again.text
    assert send(client, page, {**form, "title": ""}, page).status_code == 422
