"""Squads, their people, boards and rosters through the JSON interface: numbers masked, looks noted, people counted once."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from core.clock import day_of, now
from inventory.models import PhoneLookRow
from tests.web.making import OTHER, OWN, database_of
from tests.web.test_api import call, code_of, new_token


@pytest.fixture
def demo(demo_everywhere: Flask) -> Flask:
    return demo_everywhere


@pytest.fixture
def secret(demo: Flask) -> str:
    """A token of the demo commune's official."""
    return new_token(demo)


def squad_of(app: Flask, secret: str, **more: Any) -> str:
    """Return the address of a new squad."""
    said = {"type_code": "LL-015", "name": "Đội xung kích thôn Bình Yên", "strength": 10, **more}
    made = call(app, secret, "POST", f"/api/v1/communes/{OWN}/squads", said)
    assert made.status_code == 201, made.text
    location: str = made.headers["Location"]
    return location


def heads(app: Flask, secret: str) -> dict[str, Any]:
    told: dict[str, Any] = call(app, secret, "GET", f"/api/v1/communes/{OWN}/headcount").get_json()
    return told


def test_a_person_in_two_squads_is_counted_once(demo: Flask, secret: str) -> None:
    before = heads(demo, secret)
    first, second = squad_of(demo, secret, strength=1), squad_of(demo, secret, strength=1, name="Đội 2")
    people = {"members": [{"name": "Lê Văn An", "birth_year": 1990, "phone": "0950 000 111"}]}
    for squad in (first, second):
        etag = call(demo, secret, "GET", squad).headers["ETag"]
        named = call(demo, secret, "POST", f"{squad}/members", people, If_Match=etag)
        assert named.status_code == 201, named.text
        assert "0950" not in named.text
    late = call(demo, secret, "POST", f"{second}/members", people, If_Match=etag)
    assert code_of(late) == (409, "stale")
    after = heads(demo, secret)
    assert (after["standing"] - before["standing"], after["actual"] - before["actual"]) == (2, 1)
    persons = {
        call(demo, secret, "GET", f"{squad}/members").get_json()[0]["person_id"] for squad in (first, second)
    }
    assert persons <= set(after["in_several"])
    assert len(persons) == 1
    member = call(demo, secret, "GET", f"{first}/members").get_json()[0]["id"]
    left = call(demo, secret, "POST", f"/api/v1/members/{member}/removal", {})
    assert (left.status_code, left.get_json()) == (200, [])
    assert not persons & set(heads(demo, secret)["in_several"])
    young = {"members": [{"name": "Lê Thị Bé", "birth_year": now().year - 5}]}
    etag = call(demo, secret, "GET", first).headers["ETag"]
    assert code_of(call(demo, secret, "POST", f"{first}/members", young, If_Match=etag)) == (
        422,
        "member_line",
    )
    gone = call(demo, secret, "POST", f"{first}/dissolution", {}, If_Match=etag)
    assert gone.status_code == 200
    listed = call(demo, secret, "GET", f"/api/v1/communes/{OWN}/squads").get_json()
    assert gone.get_json()["id"] not in {squad["id"] for squad in listed}


def test_a_squad_is_corrected_as_it_was_read_and_keeps_what_is_not_sent(demo: Flask, secret: str) -> None:
    squad = squad_of(demo, secret, phone="0950 000 222", leader="Ông Tám")
    read = call(demo, secret, "GET", squad)
    etag = read.headers["ETag"]
    masked = {"strength": 12, "phone": read.get_json()["phone"]}
    assert code_of(call(demo, secret, "PATCH", squad, masked, If_Match=etag)) == (422, "input_invalid")
    done = call(demo, secret, "PATCH", squad, {"strength": 12}, If_Match=etag)
    assert (done.status_code, done.get_json()["strength"], done.get_json()["leader"]) == (200, 12, "Ông Tám")
    shown = call(demo, secret, "GET", f"{squad}?phones=1").get_json()
    assert shown["phone"] == "0950 000 222"
    late = call(demo, secret, "PATCH", squad, {"strength": 15}, If_Match=etag)
    assert code_of(late) == (409, "stale")
    assert late.get_json()["error"]["facts"]["theirs"] == {"strength": 12}


def test_each_number_shown_is_a_look_that_is_noted(demo: Flask, secret: str) -> None:
    places = {
        f"/api/v1/communes/{OWN}/seats": "seat",
        f"/api/v1/communes/{OWN}/squads": "squad",
        f"/api/v1/communes/{OWN}/watches": "watch",
        "/api/v1/squads/1/members": "member",
    }
    owner = new_token(demo, "thuongtruc.tinh")
    auditor = new_token(demo, "kiemtoan")
    for path in places:
        plain = call(demo, secret, "GET", path)
        if plain.status_code == 403:  # the first squad may be another commune's
            continue
        assert all("•" in one["phone"] for one in plain.get_json() if one["phone"])
        assert code_of(call(demo, auditor, "GET", f"{path}?phones=1")) == (403, "forbidden")
    expected = 0
    for path in places:
        told = call(demo, owner, "GET", f"{path}?phones=1").get_json()
        numbers = [one["phone"] for one in told if one["phone"]]
        assert not any("•" in number for number in numbers)
        expected += len(numbers)
        with database_of(demo).reading() as session:
            looks = session.scalars(select(PhoneLookRow.page)).all()
        assert len(looks) == expected
        assert path in set(looks) or not numbers
    assert expected > 5


def test_a_post_passes_from_hand_to_hand(demo: Flask, secret: str) -> None:
    board = f"/api/v1/communes/{OWN}/seats"
    before = {seat["post"]: seat for seat in call(demo, secret, "GET", board).get_json()}
    today = day_of(now())
    said = {"post": "head", "name": "Lê Văn Mới", "term_from": today.isoformat()}
    made = call(demo, secret, "POST", board, said)
    assert made.status_code == 201, made.text
    former = call(demo, secret, "GET", f"/api/v1/seats/{before['head']['id']}")
    assert code_of(
        call(
            demo,
            secret,
            "PATCH",
            f"/api/v1/seats/{before['head']['id']}",
            {"unit": "x"},
            If_Match=former.headers["ETag"],
        )
    ) == (409, "seat_ended")
    seat, etag = made.headers["Location"], made.headers["ETag"]
    fixed = call(demo, secret, "PATCH", seat, {"unit": "UBND xã"}, If_Match=etag)
    assert (fixed.get_json()["unit"], fixed.get_json()["name"]) == ("UBND xã", "Lê Văn Mới")
    assert code_of(call(demo, secret, "PATCH", seat, {"unit": "x"}, If_Match=etag)) == (409, "stale")
    etag = fixed.headers["ETag"]
    early = {"ended_on": (today + timedelta(days=3)).isoformat()}
    assert code_of(call(demo, secret, "POST", f"{seat}/end", early, If_Match=etag))[0] == 422
    ended = call(demo, secret, "POST", f"{seat}/end", {"ended_on": today.isoformat()}, If_Match=etag)
    assert ended.status_code == 200
    assert "head" not in {one["post"] for one in call(demo, secret, "GET", board).get_json()}
    assert code_of(call(demo, secret, "POST", f"/api/v1/communes/{OTHER}/seats", said)) == (
        403,
        "other_commune",
    )
    assert code_of(call(demo, secret, "POST", "/api/v1/province/seats", said)) == (403, "other_commune")


def test_nobody_is_on_duty_twice(demo: Flask, secret: str) -> None:
    start = now() + timedelta(days=40)
    said = {
        "kind": "desk",
        "name": "Võ Thị Trực",
        "starts_at": start.isoformat(),
        "ends_at": (start + timedelta(hours=12)).isoformat(),
    }
    roster = f"/api/v1/communes/{OWN}/watches"
    made = call(demo, secret, "POST", roster, said)
    assert made.status_code == 201, made.text
    assert code_of(call(demo, secret, "POST", roster, said)) == (409, "watch_twice")
    watch = made.headers["Location"]
    assert code_of(call(demo, secret, "POST", f"{watch}/removal", {}, If_Match='"9.x"')) == (409, "stale")
    off = call(demo, secret, "POST", f"{watch}/removal", {}, If_Match=made.headers["ETag"])
    assert off.status_code == 200
    assert call(demo, secret, "GET", watch).status_code == 404
    chief = new_token(demo, "thuongtruc.tinh")
    assert call(demo, chief, "POST", "/api/v1/province/watches", said).status_code == 201


def test_the_province_fills_its_own_board(demo: Flask) -> None:
    office = new_token(demo, "vanphong.tinh")
    said = {"post": "member", "name": "Trần Văn Ủy", "term_from": day_of(now()).isoformat()}
    once, again = (
        call(demo, office, "POST", "/api/v1/province/seats", said, Idempotency_Key="board-001")
        for _ in range(2)
    )
    assert (once.status_code, once.text) == (201, again.text)
    board = call(demo, office, "GET", "/api/v1/province/seats").get_json()
    assert [seat["name"] for seat in board].count("Trần Văn Ủy") == 1
    seat = f"/api/v1/seats/{once.get_json()['id']}"
    etag = call(demo, office, "GET", seat).headers["ETag"]
    assert (
        call(demo, office, "PATCH", seat, {"unit": "Sở Y tế"}, If_Match=etag).get_json()["unit"] == "Sở Y tế"
    )
    assert code_of(call(demo, office, "PATCH", seat, {"unit": "Sở Tài chính"}, If_Match=etag)) == (
        409,
        "stale",
    )
    assert code_of(call(demo, office, "PATCH", seat, {"unit": "Sở Tài chính"})) == (428, "if_match_needed")
