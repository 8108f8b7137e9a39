"""The room refreshed piece by piece, and a drill that says so on every page and paper."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from core.clock import local, now
from core.web.access import access_of
from mobilization.queries.dispatches import list_dispatches
from mobilization.queries.incidents import list_incidents
from mobilization.queries.needs import list_needs
from mobilization.rules.states import State
from tests.web.making import database_of, send, sign_in
from tests.web.test_permissions import rules_of
from tests.web.test_weight import count_queries

ROOM = "/su-co/2"
MARK = "DIỄN TẬP"
FOLD = re.compile(r'<details class="fold[^"]*" id="([^"]+)">(.*?)</details>', re.S)


def test_only_what_changed_is_sent_again(demo: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    moment = now()  # the clock stands: a minute that turns is news too ("late by 83 minutes")
    monkeypatch.setattr("mobilization.pages.incidents.now", lambda: moment)
    client = sign_in(demo, "thuongtruc.tinh")
    seen = count_queries(demo)
    first = client.get(f"{ROOM}/dien-bien")
    assert first.status_code == 200
    assert len(seen) <= 9
    assert first.headers["X-As-Of"] == f"{local(moment):%d/%m/%Y %H:%M}"
    assert "<form" not in first.text  # what is being typed is never replaced
    room = client.get(ROOM).text
    for part in re.findall(r'id="(live-\w+)" data-live', first.text):
        assert f'id="{part}"' in room
    tag = {"If-None-Match": first.headers["ETag"]}
    same = client.get(f"{ROOM}/dien-bien", headers=tag)
    assert (same.status_code, same.headers["X-As-Of"]) == (304, first.headers["X-As-Of"])
    zipped = {**tag, "Accept-Encoding": "gzip"}
    tag_zipped = client.get(f"{ROOM}/dien-bien", headers={"Accept-Encoding": "gzip"}).headers["ETag"]
    assert client.get(f"{ROOM}/dien-bien", headers={**zipped, "If-None-Match": tag_zipped}).status_code == 304
    moved = next(item for item in resources(demo) if item.state is State.DEPARTED)
    done = send(client, f"/dieu-dong/{moved.id}/don-vi/arrived", {}, f"/dieu-dong/{moved.id}")
    assert done.status_code == 303
    fresh = client.get(f"{ROOM}/dien-bien", headers=tag)
    assert fresh.status_code == 200
    assert "Đã đến nơi" in fresh.text
    tag = {"If-None-Match": fresh.headers["ETag"]}
    assert client.get(f"{ROOM}/dien-bien", headers=tag).status_code == 304
    moment += timedelta(minutes=1)
    assert client.get(f"{ROOM}/dien-bien", headers=tag).status_code == 200, "what is late is later"


def test_what_is_late_or_short_is_never_folded(demo: Flask) -> None:
    client = sign_in(demo, "thuongtruc.tinh")
    for code in ("TB-001", "TB-002"):
        need = {"type_code": code, "quantity": "99999", "priority": "3"}
        assert send(client, f"{ROOM}/nhu-cau", need, ROOM).status_code == 303
    room = client.get(ROOM).text
    folds = FOLD.findall(room)
    assert {name for name, _inner in folds} >= {"nhu-cau-du", "nguon-luc-held", "viec-khac"}
    assert re.search(r"<summary><b>[^<]+</b>: \d+ nguồn lực, \d+ xã</summary>", room)  # of one press
    assert "TRỄ" in room
    assert room.count("key-missing short") >= 2
    assert not [name for name, inner in folds if "TRỄ" in inner or "key-missing short" in inner]
    counts = [int(count) for count in re.findall(r"<summary>\s*[^<\d]+<b>(\d+)</b>", room)]
    assert sum(counts) == len(resources(demo))  # every resource stands in one group


def resources(demo: Flask, incident_id: int = 2) -> list:  # type: ignore[type-arg]
    with database_of(demo).reading() as session:
        return list_dispatches(session, incident_id=incident_id)


def test_the_wall_has_nothing_to_press_and_the_rack_every_card(demo: Flask) -> None:
    client = sign_in(demo, "thuongtruc.tinh")
    wall = client.get(f"{ROOM}/man-hinh").text
    assert "<form" not in wall.split("<main", 1)[1]
    assert "TRỄ" in wall
    assert "TRỄ" in client.get(f"{ROOM}/ban-do").text  # nobody reads hours off the map to find who is late
    changes = client.get(f"{ROOM}/dien-bien?xem=man-hinh").text
    assert 'id="live-wall"' in changes
    rack = client.get(f"{ROOM}/the").text
    assert rack.count('class="card-t ') == len(resources(demo))


def test_a_drill_opened_on_the_page_is_marked_everywhere(demo: Flask) -> None:
    client = sign_in(demo, "thuongtruc.tinh")
    form = {"title": "Diễn tập sạt lở", "hazard": "sat_lo", "commune_code": "21085", "drill": "1"}
    location = send(client, "/su-co/moi", form, "/su-co/moi").location
    incident_id = int(location.rsplit("/", 1)[1])
    next_step = "Xem và chấp nhận phương án số"
    empty = client.get(location).text
    assert empty.index("Tính nhu cầu từ kịch bản") < empty.index("Việc khác")
    send(client, f"{location}/nhu-cau", {"type_code": "TB-001", "quantity": "30", "priority": "1"}, location)
    asked = client.get(location).text
    assert next_step not in asked
    assert "Xem phương án gần nhất" not in asked, "there is none yet"
    assert send(client, f"{location}/phuong-an", {}, location).status_code == 303
    assert next_step in client.get(location).text
    plan = client.get(f"{location}/phuong-an").text
    take = re.search(r'action="([^"]*/phuong-an/\d+[^"]*)"', plan)
    assert take, plan[:300]
    assert send(client, take[1], {}, f"{location}/phuong-an").status_code == 303
    assert next_step not in client.get(location).text
    line = resources(demo, incident_id)[0]
    terms = {
        "dispatch": str(line.id),
        "form": "huy_dong",
        "destination": "UBND xã",
        "purpose": "diễn tập",
        "arrive_by": "2030-01-01T08:00",
        "until": "2030-01-03T08:00",
    }
    paper = send(client, f"{location}/ra-lenh", terms, f"{location}/ra-lenh").location
    pages = marked_pages(demo, client, incident_id, line.id, int(paper.rsplit("/", 1)[1]))
    assert [address for address, text in pages if MARK not in text] == []
    assert len(pages) >= 8
    chairman = sign_in(demo, "lanhdao.tinh")
    assert f"{MARK}: Duyệt lệnh" in chairman.get("/").text
    word = client.get(f"{paper}/van-ban.docx")
    assert MARK in "".join(text_of(word.data))
    ended = send(client, f"{location}/dong", {}, location)
    assert ended.location.endswith("/ket-qua")
    compared = client.get(ended.location).text
    assert "Diễn tập ứng phó lũ" in compared  # beside the last one
    assert "Diễn tập sạt lở" in client.get("/su-co/dien-tap").text
    assert MARK not in chairman.get("/").text


def marked_pages(
    demo: Flask, client: FlaskClient, incident_id: int, dispatch_id: int, order_id: int
) -> list[tuple[str, str]]:
    """Return every page about this incident, its order or its resource, as the address table has them."""
    names = {"incident_id": incident_id, "dispatch_id": dispatch_id, "order_id": order_id}
    found = []
    for rule, method in rules_of(demo):
        only = bool(rule.arguments) and set(rule.arguments) <= set(names)
        if method != "GET" or not only or rule.endpoint == "incidents.changes":
            continue
        assert access_of(demo, rule.endpoint)
        with demo.test_request_context():
            adapter = demo.url_map.bind("localhost")
            address = adapter.build(rule.endpoint, {name: names[name] for name in rule.arguments})
        answer = client.get(address, follow_redirects=True)
        if answer.status_code == 200 and answer.mimetype == "text/html":
            found.append((address, answer.text))
    return found


def text_of(document: bytes) -> list[str]:
    """Return the texts of a Word file with its heads, where the mark stands."""
    with zipfile.ZipFile(io.BytesIO(document)) as parts:
        return [parts.read(name).decode() for name in parts.namelist() if name.endswith(".xml")]


def test_the_calendar_tells_a_commune_its_own_and_the_demo_has_a_score(demo: Flask) -> None:
    with database_of(demo).reading() as session:
        drills = [item for item in list_incidents(session, scope=None) if item.drill]
    assert [item.closed_at is not None for item in drills] == [True]
    province = sign_in(demo, "thuongtruc.tinh").get("/su-co/dien-tap").text
    assert province.count('data-label="Tình trạng"') == 97
    commune = sign_in(demo, "thuongtruc.binhminh").get("/su-co/dien-tap").text
    assert commune.count('data-label="Tình trạng"') == 1
    result = sign_in(demo, "thuongtruc.tinh").get(f"/su-co/{drills[0].id}/ket-qua").text
    assert "Từ khi mở đến lệnh đầu tiên" in result
    assert "%" in result


def test_a_drill_that_is_over_leaves_no_order_overdue(demo: Flask) -> None:
    with database_of(demo).reading() as session:
        (drill,) = [item for item in list_incidents(session, scope=None) if item.drill]
        orders = {item.order_id for item in list_dispatches(session, incident_id=drill.id) if item.order_id}
    client = sign_in(demo, "thuongtruc.tinh")
    for order_id in orders:
        page = client.get(f"/lenh/{order_id}").text
        assert MARK in page
        assert "Quá hạn" not in page
    assert orders


def test_a_boat_out_of_order_no_longer_counts_on_any_screen(demo: Flask) -> None:
    client = sign_in(demo, "thuongtruc.tinh")
    item = next(item for item in resources(demo) if item.state is State.DEPARTED)
    page = f"/dieu-dong/{item.id}"
    assert send(client, f"{page}/don-vi/arrived", {}, page).status_code == 303
    before = _numbers(client, item.need_id)
    assert "Nhu cầu mở lại" in client.get(page).text
    assert send(client, f"{page}/don-vi/out_mechanical", {}, page).status_code == 303
    there, missing = (item.covers, -item.covers)
    assert _numbers(client, item.need_id) == tuple(before[n] - (there, missing)[n] for n in (0, 1))
    told = "tính cho nhu cầu: 0/"
    assert told in client.get(ROOM).text
    assert told in client.get(f"{ROOM}/the").text
    assert told in client.get(page).text
    assert "tạm ngừng hoạt động" in client.get(ROOM).text


def test_what_is_only_held_is_not_told_as_called(demo: Flask) -> None:
    client = sign_in(demo, "thuongtruc.tinh")
    with database_of(demo).reading() as session:
        needs = {need.id: need for need in list_needs(session, int(ROOM.rpartition("/")[2]))}
    for need_id, need in needs.items():
        part = client.get(ROOM).text.split(f'id="nhu-cau-{need_id}"', 1)[1].split("</li>", 1)[0]
        told = [int(found.replace(".", "")) for found in re.findall(r"key-\w+[^>]*>[^<\d]*([\d.]+)<", part)]
        assert sum(told) == need.quantity, need.resource
        own = [item for item in resources(demo) if item.need_id == need_id]
        if own and all(item.state is State.RESERVED for item in own):
            assert "đã gọi, chưa đi" not in part
            assert "mới giữ, chưa ra lệnh" in part
    assert "Mới giữ" in client.get(f"{ROOM}/man-hinh").text


def _numbers(client: FlaskClient, need_id: int) -> tuple[int, int]:
    """Return what the room says a need has and lacks."""
    part = client.get(ROOM).text.split(f'id="nhu-cau-{need_id}"', 1)[1].split("</li>", 1)[0]
    told = {what: int(n.replace(".", "")) for what, n in re.findall(r"(đã có|còn thiếu) ([\d.]+)", part)}
    return told.get("đã có", 0), told["còn thiếu"]


def test_some_of_a_dispatch_are_called_off_on_its_page(demo: Flask) -> None:
    client = sign_in(demo, "thuongtruc.tinh")
    item = next(item for item in resources(demo) if item.state is State.ORDERED and item.quantity > 2)
    page = f"/dieu-dong/{item.id}"
    assert "còn lại giữ nguyên" in client.get(page).text
    more = send(client, f"{page}/chi-huy/cancelled", {"part": str(int(item.quantity) + 1)}, page)
    assert (more.status_code, "Chỉ tách được" in more.text) == (422, True)
    done = send(client, f"{page}/chi-huy/cancelled", {"part": "1"}, page)
    assert (done.status_code, done.location) == (303, page)
    told = client.get(page).text
    assert f"Còn lại {int(item.quantity) - 1} {item.unit}: Đã ra lệnh" in told
    assert "sua-doi.pdf" in client.get(f"/lenh/{item.order_id}").text


def test_closing_is_one_act_that_says_what_it_gives_up_and_what_is_away(demo: Flask) -> None:
    client = sign_in(demo, "thuongtruc.tinh")
    page = f"{ROOM}/dong"
    assert f'href="{page}"' in client.get(ROOM).text
    text = client.get(page).text
    going = [item for item in resources(demo) if item.state in {State.RESERVED, State.ORDERED}]
    away, giving = text.split("Sẽ hủy giữ", 1)
    assert all(f'href="/dieu-dong/{item.id}"' in giving for item in going)
    assert "Còn ở ngoài, phải đưa về" in away
    seen = re.findall(r'name="seen" value="(\w+)"', text)[0]
    assert send(client, page, {"seen": "another"}, page).status_code == 409
    assert [item.state for item in resources(demo) if item.id == going[0].id] == [going[0].state]
    done = send(client, page, {"seen": seen}, page)
    assert (done.status_code, done.location) == (303, page)  # something is away: the incident goes on
    text = client.get(page).text
    assert "đóng sự cố sau khi ghi hoàn trả" in text
    assert not any(item.state is going[0].state for item in resources(demo) if item.id == going[0].id)
    seen = re.findall(r'name="seen" value="(\w+)"', text)[0]
    assert send(client, page, {"seen": seen, "send_home": "1"}, page).status_code == 303
    text = client.get(page).text
    assert "Còn 1 nguồn lực ở ngoài" in text
    assert "Đã hủy giữ" not in text  # nothing was left to give up


def test_what_was_told_last_stands_first_in_the_log(demo: Flask) -> None:
    """The box of a step holds whole minutes: a refusal told in the minute of the order stood below the order."""
    client = sign_in(demo, "thuongtruc.tinh")
    item = next(item for item in resources(demo) if item.state is State.ORDERED)
    page = f"/dieu-dong/{item.id}"
    assert send(client, f"{page}/don-vi/acknowledged", {}, page).status_code == 303
    said = {"happened_at": local(now()).strftime("%Y-%m-%dT%H:%M"), "text": "xuồng hỏng máy"}
    assert send(client, f"{page}/don-vi/refused", said, page).status_code == 303
    log = client.get(ROOM).text.partition('class="timeline"')[2]
    assert log.index("Từ chối") < log.index("Đã nhận lệnh")
