"""The room says what its plan does not know of yet, and offers to make it anew."""

from __future__ import annotations

from flask import Flask

from tests.web.making import send, sign_in

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
