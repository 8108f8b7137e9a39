"""An incident run by another program: needs by type and by ability, the plan, the commander's word, the closing."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from core.audit.models import AuditEntry
from tests.web.making import OTHER, OWN, database_of
from tests.web.test_api import call, code_of, new_token

FLOOD = {
    "title": "Ngập thôn Bình Yên",
    "hazard": "ngap_lut",
    "commune_code": OWN,
    "ptds_level": 1,
    "risk_level": 2,
}


@pytest.fixture
def demo(demo_everywhere: Flask) -> Flask:
    return demo_everywhere


@pytest.fixture
def chief(demo: Flask) -> str:
    """A token of the commune's command post."""
    return new_token(demo, "thuongtruc.binhminh")


@pytest.fixture
def flood(demo: Flask, chief: str) -> str:
    """The address of an incident the commune has just reported through the interface."""
    opened = call(demo, chief, "POST", "/api/v1/incidents", FLOOD)
    assert opened.status_code == 201, opened.text
    assert (opened.get_json()["run_by"], opened.get_json()["drill"]) == ("commune", False)
    location: str = opened.headers["Location"]
    return location


def add(app: Flask, secret: str, flood: str, **said: Any) -> str:
    """Return the address of a new need."""
    added = call(app, secret, "POST", f"{flood}/needs", said)
    assert added.status_code == 201, added.text
    location: str = added.headers["Location"]
    return location


def test_needs_are_stated_by_type_and_by_ability_as_the_page_states_them(
    demo: Flask, chief: str, flood: str
) -> None:
    jackets = add(demo, chief, flood, type_code="TB-001", quantity=20, note="cho đội xung kích")
    boats = add(demo, chief, flood, ability="carry_fast_water", quantity=12, priority=2, within_minutes=90)
    power = add(demo, chief, flood, ability="power", least_each=30, quantity=2)
    told = {path: call(demo, chief, "GET", path).get_json() for path in (jackets, boats, power)}
    assert [(one["type_code"], one["ability"], one["unit"]) for one in told.values()] == [
        ("TB-001", None, "cái"),
        (None, "carry_fast_water", "người"),
        (None, "power", "máy"),
    ]
    assert told[power]["resource"] == "Phát điện, mỗi máy từ 30 kVA"
    assert told[jackets]["note"] == "cho đội xung kích"
    listed = call(demo, chief, "GET", f"{flood}/needs").get_json()
    assert {one["id"] for one in listed} == {one["id"] for one in told.values()}
    refused = {
        "both": {"type_code": "TB-001", "ability": "power", "quantity": 1},
        "neither": {"quantity": 1},
        "half": {"type_code": "TB-001", "quantity": 1.5},
        "least of a type": {"type_code": "TB-001", "least_each": 3, "quantity": 1},
        "no such type": {"type_code": "XX-999", "quantity": 1},
    }
    answers = {
        why: code_of(call(demo, chief, "POST", f"{flood}/needs", body)) for why, body in refused.items()
    }
    assert answers == {
        "both": (422, "input_invalid"),
        "neither": (422, "input_invalid"),
        "half": (422, "need_quantity"),
        "least of a type": (422, "least_each_wrong"),
        "no such type": (404, "not_found"),
    }


def test_a_need_is_changed_and_withdrawn_only_as_it_was_seen(demo: Flask, chief: str, flood: str) -> None:
    need = add(demo, chief, flood, type_code="TB-001", quantity=20)
    etag = call(demo, chief, "GET", need).headers["ETag"]
    more = {"quantity": 25, "within_minutes": 60}
    assert code_of(call(demo, chief, "PATCH", need, more)) == (428, "if_match_needed")
    done = call(demo, chief, "PATCH", need, more, If_Match=etag)
    assert (done.get_json()["quantity"], done.get_json()["within_minutes"]) == (25, 60)
    late = call(demo, chief, "PATCH", need, {"quantity": 30, "priority": 1}, If_Match=etag)
    assert code_of(late) == (409, "stale")
    facts = late.get_json()["error"]["facts"]
    assert (facts["yours"], facts["theirs"]) == ({"quantity": 30}, {"quantity": 25})
    assert code_of(call(demo, chief, "POST", f"{need}/withdrawal", {}, If_Match=etag)) == (409, "stale")
    fresh = done.headers["ETag"]
    assert call(demo, chief, "GET", need).headers["ETag"] == fresh
    left = call(demo, chief, "POST", f"{need}/withdrawal", {}, If_Match=fresh)
    assert (left.status_code, left.get_json()) == (200, [])
    assert call(demo, chief, "GET", need).status_code == 404
    with database_of(demo).reading() as session:
        query = select(AuditEntry.action).where(AuditEntry.action.like("need.%")).order_by(AuditEntry.id)
        noted = session.scalars(query).all()
    assert list(noted)[-3:] == ["need.add", "need.change", "need.remove"]


def test_a_plan_is_asked_for_and_accepted_once(demo: Flask, chief: str, flood: str) -> None:
    need = add(demo, chief, flood, type_code="VT-001", quantity=5)
    first = call(demo, chief, "POST", f"{flood}/plans", {})
    assert first.status_code == 201, first.text
    etag = call(demo, chief, "GET", need).headers["ETag"]
    assert call(demo, chief, "PATCH", need, {"quantity": 6}, If_Match=etag).status_code == 200
    passed = call(demo, chief, "POST", f"{flood}/plans/{first.get_json()['id']}/acceptance", {})
    assert code_of(passed) == (409, "plan_passed")  # it was made for five
    plan = call(demo, chief, "POST", f"{flood}/plans", {"wait": True}).get_json()
    lines = plan["result"]["lines"]
    accepting = f"{flood}/plans/{plan['id']}/acceptance"
    once, again = (call(demo, chief, "POST", accepting, {}, Idempotency_Key="accept-1") for _time in range(2))
    assert (once.get_json(), again.get_json()) == ({"held": len(lines)}, {"held": len(lines)})
    sent = call(demo, chief, "GET", f"{flood}/dispatches").get_json()
    assert sum(one["quantity"] for one in sent) == 6
    told = call(demo, chief, "GET", need)
    below = call(demo, chief, "PATCH", need, {"quantity": 5}, If_Match=told.headers["ETag"])
    assert code_of(below) == (409, "need_promised")
    kept = call(demo, chief, "POST", f"{need}/withdrawal", {}, If_Match=told.headers["ETag"])
    assert code_of(kept) == (409, "need_in_use")
    assert code_of(call(demo, chief, "POST", f"{flood}/closure", {})) == (409, "resources_still_out")


def test_the_commander_s_word_is_kept_by_the_next_plan(demo: Flask, chief: str, flood: str) -> None:
    need = add(demo, chief, flood, type_code="VT-001", quantity=2)
    need_id = call(demo, chief, "GET", need).get_json()["id"]
    lines = call(demo, chief, "POST", f"{flood}/plans", {}).get_json()["result"]["lines"]
    lot_id = int(lines[0][1])
    ban = call(demo, chief, "POST", f"{flood}/bans", {"lot_id": lot_id, "reason": "hỏng van"})
    assert (ban.status_code, ban.get_json()["kind"]) == (201, "forbid")
    anew = call(demo, chief, "POST", f"{flood}/plans", {}).get_json()["result"]["lines"]
    assert lot_id not in {int(line[1]) for line in anew}
    taken = call(demo, chief, "POST", f"{flood}/choices/{ban.get_json()['id']}/withdrawal", {})
    assert taken.get_json() == []
    pin = {"need_id": need_id, "lot_id": lot_id, "quantity": 2}
    assert call(demo, chief, "POST", f"{flood}/pins", pin).get_json()["quantity"] == 2
    assert len(call(demo, chief, "GET", f"{flood}/choices").get_json()) == 1
    held = call(demo, chief, "POST", f"{flood}/plans", {}).get_json()["result"]["lines"]
    assert {int(line[1]) for line in held} == {lot_id}


def test_only_who_runs_an_incident_writes_in_it(demo: Flask, chief: str, flood: str) -> None:
    need = {"type_code": "TB-001", "quantity": 1}
    others = {login: new_token(demo, login) for login in ("thuongtruc.khac", "canbo.binhminh", "kiemtoan")}
    answers = {
        who: code_of(call(demo, secret, "POST", f"{flood}/needs", need)) for who, secret in others.items()
    }
    assert answers == {
        "thuongtruc.khac": (403, "other_commune"),
        "canbo.binhminh": (403, "forbidden"),
        "kiemtoan": (403, "forbidden"),
    }
    elsewhere = call(demo, chief, "POST", "/api/v1/incidents", {**FLOOD, "commune_code": OTHER})
    assert code_of(elsewhere) == (403, "forbidden")
    closed = call(demo, chief, "POST", f"{flood}/closure", {})
    assert closed.get_json()["closed_at"] is not None
    assert code_of(call(demo, chief, "POST", f"{flood}/needs", need)) == (409, "incident_closed")
