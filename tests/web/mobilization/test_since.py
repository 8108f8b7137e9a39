"""The room says what its plan does not know of yet, and offers to make it anew."""

from __future__ import annotations

from typing import Any

from flask import Flask

from core.clock import now
from core.communes.queries import list_links
from mobilization.queries.dispatches import list_dispatches
from mobilization.rules.states import NOT_GONE, State
from mobilization.services.conditions import change_road
from tests.web.making import OWN, actor_of, database_of, send, sign_in
from tests.web.test_weight import MOST_QUERIES, count_queries

ON_ITS_WAY = NOT_GONE | {State.DEPARTED}
ROOM = "/su-co/2"


def test_a_need_added_after_the_plan_is_told_until_it_is_planned(demo: Flask) -> None:
    client = sign_in(demo, "thuongtruc.tinh")
    send(client, f"{ROOM}/phuong-an", {}, ROOM)
    assert "Đã thay đổi từ phương án" not in client.get(ROOM).text
    fields = {"type_code": "TB-016", "quantity": "4", "priority": "1", "commune_code": "21085"}
    assert send(client, f"{ROOM}/nhu-cau", fields, f"{ROOM}?them=1").status_code == 303
    page = client.get(ROOM).text
    assert "Đã thay đổi từ phương án số" in page
    assert "thêm nhu cầu" in page
    assert "Lập lại phương án</button>" in page
    assert "thêm nhu cầu" in client.get(f"{ROOM}/dien-bien").text
    assert send(client, f"{ROOM}/phuong-an", {}, ROOM).status_code == 303
    assert "Đã thay đổi từ phương án" not in client.get(ROOM).text


def test_what_has_no_way_left_is_told_on_the_room_and_on_its_wall(demo: Flask) -> None:
    client, told = sign_in(demo, "thuongtruc.tinh"), "không còn đường đến"
    assert told not in client.get(ROOM).text
    actor = actor_of(demo, "thuongtruc.tinh")
    with database_of(demo).transaction() as session:
        coming = [item for item in list_dispatches(session, incident_id=2) if item.state in ON_ITS_WAY]
        for link in list_links(session):
            if OWN in (link.a, link.b):
                said: dict[str, Any] = {
                    "commune_code": link.a,
                    "neighbour": link.b,
                    "minutes": None,
                    "until": None,
                }
                change_road(session, text="ngập", actor=actor, now=now(), **said)
    cut_off = [item for item in coming if item.commune_code != OWN]
    assert len(cut_off) < len(coming)  # what lies in the place itself needs no road
    seen = count_queries(demo)
    for address in (ROOM, f"{ROOM}/man-hinh", f"{ROOM}/dien-bien", "/su-co/"):
        seen.clear()
        page = client.get(address).text
        assert f"{len(cut_off)} nguồn lực {told}" in page, address
        assert len(seen) <= MOST_QUERIES, (address, seen)
    room = client.get(ROOM).text
    resources = room.partition('id="live-resources"')[2].partition('id="live-road"')[0]
    assert resources.count("đường bị cắt") == len(cut_off)
    for item in coming:
        assert (told in client.get(f"/dieu-dong/{item.id}").text) is (item.commune_code != OWN), item


def test_the_map_says_the_same_as_its_table(demo: Flask) -> None:
    client = sign_in(demo, "thuongtruc.tinh")
    page = client.get(f"{ROOM}/ban-do").text
    data = client.get(f"{ROOM}/ban-do.json").get_json()
    senders = [point for point in data["points"] if point["value"]]
    assert senders
    for point in senders:
        assert f'id="tu-{point["code"]}"' in page
        assert point["name"] in page
    assert data["chosen"] in {point["code"] for point in data["points"]}
    assert {line["kind"] for line in data["lines"]} <= {"way", "cut", "slow"}
    cuts = sum(line["kind"] == "cut" for line in data["lines"])
    assert page.count("bị cắt,\n") == cuts
    assert f"{ROOM}/ban-do" in client.get(ROOM).text
