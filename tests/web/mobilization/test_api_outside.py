"""Offers from outside, cut roads and warnings through the JSON interface."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask

from core.clock import now
from tests.web.making import OTHER, OWN
from tests.web.mobilization.test_api_running import add
from tests.web.test_api import call, code_of, new_token


@pytest.fixture
def demo(demo_everywhere: Flask) -> Flask:
    return demo_everywhere


@pytest.fixture
def chief(demo: Flask) -> str:
    """A token of the commune's command post."""
    return new_token(demo, "thuongtruc.binhminh")


def opened(app: Flask, secret: str) -> str:
    """Return the address of a new incident."""
    flood = {"title": "Ngập thôn Bình Yên", "hazard": "ngap_lut", "commune_code": OWN, "ptds_level": 1}
    location: str = call(app, secret, "POST", "/api/v1/incidents", flood).headers["Location"]
    return location


def test_an_offer_covers_a_need_only_when_accepted_as_it_was_read(demo: Flask, chief: str) -> None:
    flood = opened(demo, chief)
    need = add(demo, chief, flood, type_code="TB-021", quantity=5)
    need_id = call(demo, chief, "GET", need).get_json()["id"]
    said = {
        "giver": "Công ty Hải Vân",
        "giver_kind": "enterprise",
        "contact": "Bà Hoa, 0912 100 321",
        "type_code": "TB-021",
        "quantity": 3,
        "arrives_at": (now() + timedelta(hours=3)).isoformat(),
    }
    half = call(demo, chief, "POST", f"{flood}/offers", {**said, "quantity": 1.5})
    assert code_of(half) == (422, "need_quantity")
    made = call(demo, chief, "POST", f"{flood}/offers", said)
    assert (made.status_code, made.get_json()["state"]) == (201, "received"), made.text
    assert "0912" not in made.text
    path, etag = made.headers["Location"], made.headers["ETag"]
    assert call(demo, chief, "GET", need).get_json()["promised"] == 0
    assert code_of(call(demo, chief, "POST", f"{path}/thanks", {})) == (409, "offer_step")
    accept = {"to": "accepted", "need_id": need_id}
    assert code_of(call(demo, chief, "POST", f"{path}/steps", accept)) == (428, "if_match_needed")
    done = call(demo, chief, "POST", f"{path}/steps", accept, If_Match=etag)
    assert (done.status_code, done.get_json()["need_id"]) == (200, need_id), done.text
    assert call(demo, chief, "GET", need).get_json()["promised"] == 3
    late = call(demo, chief, "POST", f"{path}/steps", {"to": "declined"}, If_Match=etag)
    assert code_of(late) == (409, "stale")
    assert code_of(call(demo, chief, "POST", f"{path}/thanks", {})) == (409, "offer_step")  # nothing came yet
    come = call(demo, chief, "POST", f"{path}/steps", {"to": "arrived"}, If_Match=done.headers["ETag"])
    assert come.status_code == 200, come.text
    assert call(demo, chief, "POST", f"{path}/thanks", {}).get_json()["thanked_at"] is not None
    listed = call(demo, chief, "GET", f"{flood}/offers").get_json()
    assert [one["state"] for one in listed] == ["arrived"]
    other = new_token(demo, "thuongtruc.khac")
    assert code_of(call(demo, other, "GET", path)) == (403, "other_commune")
    assert code_of(call(demo, other, "POST", f"{path}/steps", accept, If_Match=etag)) == (
        403,
        "other_commune",
    )


def test_a_road_s_cut_is_never_overwritten_unseen(demo: Flask, chief: str) -> None:
    path = f"/api/v1/communes/{OWN}/links"
    read = call(demo, chief, "GET", path)
    links = read.get_json()["links"]
    assert links
    assert not any(link["cut"] for link in links)
    neighbour = links[0]["neighbour"]
    cut = {"neighbour": neighbour, "minutes": None, "text": "sạt lở"}
    done = call(demo, chief, "PATCH", path, cut, If_Match=read.headers["ETag"])
    told = next(link for link in done.get_json()["links"] if link["neighbour"] == neighbour)
    assert (done.status_code, told["cut"], told["note"]) == (200, True, "sạt lở")
    slow = {"neighbour": neighbour, "minutes": 40}
    late = call(demo, chief, "PATCH", path, slow, If_Match=read.headers["ETag"])
    assert code_of(late) == (409, "stale")
    assert late.get_json()["error"]["facts"]["theirs"] == {neighbour: None}
    assert call(demo, chief, "PATCH", path, slow, If_Match=done.headers["ETag"]).status_code == 200
    etag = call(demo, chief, "GET", path).headers["ETag"]
    wrong = call(demo, chief, "PATCH", path, {**slow, "neighbour": "99999"}, If_Match=etag)
    assert code_of(wrong) == (422, "not_neighbours")
    free = call(demo, chief, "POST", f"{path}/restoration", {"neighbour": neighbour}, If_Match=etag)
    assert all(link["minutes"] is None and not link["cut"] for link in free.get_json()["links"])


def test_a_warning_is_set_and_ended_as_it_was_read_by_who_runs_the_commune(demo: Flask, chief: str) -> None:
    path = f"/api/v1/communes/{OWN}/warning"
    read = call(demo, chief, "GET", path)
    assert read.get_json()["level"] is None
    said = {"level": 3, "keep_percent": 30, "until": (now() + timedelta(days=1)).isoformat()}
    done = call(demo, chief, "PUT", path, said, If_Match=read.headers["ETag"])
    assert (done.status_code, done.get_json()["keep_percent"]) == (200, 30), done.text
    late = call(demo, chief, "PUT", path, {**said, "level": 1}, If_Match=read.headers["ETag"])
    assert code_of(late) == (409, "stale")
    assert late.get_json()["error"]["facts"]["theirs"] == {"level": 3, "keep_percent": 30}
    over = call(
        demo, chief, "PUT", path, {**said, "until": "2020-01-01T00:00:00Z"}, If_Match=done.headers["ETag"]
    )
    assert code_of(over) == (422, "ends_in_past")
    ended = call(demo, chief, "POST", f"{path}/end", {}, If_Match=done.headers["ETag"])
    assert (ended.status_code, ended.get_json()["level"]) == (200, None)
    elsewhere = f"/api/v1/communes/{OTHER}/warning"
    assert code_of(call(demo, chief, "PUT", elsewhere, said, If_Match='"0.x"')) == (403, "other_commune")
    office = new_token(demo, "vanphong.tinh")
    assert code_of(call(demo, office, "PUT", path, said, If_Match='"0.x"')) == (403, "forbidden")
