"""An order's whole life through the JSON interface: the same laws, hands and stock as on the pages."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from core.clock import day_of, now
from tests.web.making import OWN
from tests.web.test_api import call, code_of, new_token

CHIEF, CHAIR, CLERK = "thuongtruc.binhminh", "chutich.binhminh", "canbo.binhminh"


@pytest.fixture
def demo(demo_everywhere: Flask) -> Flask:
    return demo_everywhere


@pytest.fixture
def people(demo: Flask) -> dict[str, str]:
    """Tokens of a commune's command post, chairman and official, and of the province's office."""
    return {login: new_token(demo, login) for login in (CHIEF, CHAIR, CLERK, "vanphong.tinh")}


def held(
    app: Flask,
    secret: str,
    *,
    drill: bool = False,
    quantity: int = 4,
    kinds: Sequence[str] = ("TB-021", "VT-001"),
) -> tuple[str, list[Any]]:
    """Return the address of a new incident and what is held for it."""
    told = {
        "title": "Ngập thôn Bình Yên",
        "hazard": "ngap_lut",
        "commune_code": OWN,
        "ptds_level": 1,
        "drill": drill,
    }
    flood: str = call(app, secret, "POST", "/api/v1/incidents", told).headers["Location"]
    for kind in kinds:
        need = {"type_code": kind, "quantity": quantity}
        assert call(app, secret, "POST", f"{flood}/needs", need).status_code == 201
    plan = call(app, secret, "POST", f"{flood}/plans", {}).get_json()
    done = call(app, secret, "POST", f"{flood}/plans/{plan['id']}/acceptance", {})
    assert done.status_code == 200, done.text
    return flood, call(app, secret, "GET", f"{flood}/dispatches").get_json()


def terms(lines: list[Any], **more: Any) -> dict[str, Any]:
    """Return an order on these lines."""
    return {
        "dispatch_ids": [line["id"] for line in lines],
        "form": "huy_dong",
        "destination": "Nhà văn hóa thôn Bình Yên",
        "purpose": "Đưa dân ra khỏi vùng ngập",
        "commander": "Ông Nguyễn Văn An",
        "arrive_by": (now() + timedelta(hours=2)).isoformat(),
        "until": (now() + timedelta(days=3)).isoformat(),
        **more,
    }


def drafted(app: Flask, secret: str, flood: str, lines: list[Any]) -> str:
    """Return the address of a new draft."""
    answer = call(app, secret, "POST", f"{flood}/orders", terms(lines))
    assert answer.status_code == 201, answer.text
    location: str = answer.headers["Location"]
    return location


def act(app: Flask, secret: str, path: str, name: str, body: Any = None, method: str = "POST") -> Any:
    """Return the answer to an act on something as it stands now."""
    etag = call(app, secret, "GET", path).headers["ETag"]
    there = f"{path}/{name}" if name else path
    return call(app, secret, method, there, body or {}, If_Match=etag)


def step(app: Flask, secret: str, line: int, to: str, side: str = "holder", **more: Any) -> Any:
    """Return the answer to the next step of one resource."""
    return act(app, secret, f"/api/v1/dispatches/{line}", f"{side}-steps", {"to": to, **more})


def test_an_order_is_drafted_approved_followed_and_settled(demo: Flask, people: dict[str, str]) -> None:
    flood, lines = held(demo, people[CHIEF])
    order = drafted(demo, people[CHIEF], flood, lines)
    assert code_of(act(demo, people[CHIEF], order, "approval")) == (403, "forbidden")
    done = act(demo, people[CHAIR], order, "approval")
    assert (done.status_code, done.get_json()["state"]) == (200, "approved"), done.text
    assert {line["state"] for line in done.get_json()["lines"]} == {"ordered"}
    assert code_of(act(demo, people[CHAIR], order, "approval")) == (409, "order_passed")
    numbered = act(
        demo, people[CHIEF], order, "number", {"number": "12/QĐ", "dated": day_of(now()).isoformat()}
    )
    assert numbered.get_json()["number"] == "12/QĐ", numbered.text
    first = lines[0]["id"]
    before = (now() - timedelta(minutes=20)).isoformat()
    for to in ("acknowledged", "departed", "arrived", "working", "stand_by", "out_rest", "working"):
        done = step(demo, people[CLERK], first, to, happened_at=before)
        assert (done.status_code, done.get_json()["state"]) == (200, to), done.text
    later = {"until": (now() + timedelta(days=5)).isoformat(), "text": "nước chưa rút"}
    assert code_of(act(demo, people[CHIEF], order, "extension", later)) == (403, "forbidden")
    longer = act(demo, people[CHAIR], order, "extension", later).get_json()
    assert {act["kind"] for act in longer["acts"]} == {"extended"}
    assert longer["lines"][0]["state"] == "extended"
    decided = act(demo, people[CHIEF], order, "return-decision", {"number": "15/QĐ"}).get_json()
    assert decided["return_decided_at"] is not None
    assert code_of(act(demo, people[CHIEF], order, "return-decision")) == (409, "order_act_passed")
    assert code_of(step(demo, people[CLERK], first, "released")) == (403, "forbidden")
    for line in lines[1:]:
        assert step(demo, people[CHIEF], line["id"], "cancelled", "command").status_code == 200
    assert step(demo, people[CHIEF], first, "released", "command").status_code == 200
    sent = lines[0]["quantity"]
    short = step(demo, people[CLERK], first, "returned", back=sent - 1)
    assert short.status_code == 422
    assert step(demo, people[CLERK], first, "returned", back=sent - 1, lost=1).status_code == 200
    log = call(demo, people[CLERK], "GET", f"{order}/steps?limit=200").get_json()["steps"]
    mine = [one for one in log if one["dispatch_id"] == first]
    assert [one["state"] for one in mine][-3:] == ["extended", "released", "returned"]
    assert all(one["happened_at"] < one["entered_at"] for one in mine if one["state"] == "departed")
    settle(demo, people, order, first)


def settle(app: Flask, people: dict[str, str], order: str, line: int) -> None:
    """Write the minutes of the return, enter the loss, pay it."""
    minutes = f"{order}/minutes/return"
    said = {
        "at": now().isoformat(),
        "place": "UBND xã",
        "owner_delegate": "Bà Trần Thị Bình",
        "user_name": "Đội xung kích",
        "user_delegate": "Ông Lê Văn Chính",
        "lines": [{"dispatch_id": line, "condition": "mất một cái"}],
    }
    kept = act(app, people[CLERK], minutes, "", said, "PUT")
    assert (kept.status_code, kept.get_json()["version"]) == (200, 1), kept.text
    late = call(app, people[CLERK], "PUT", minutes, said, If_Match='"0.x"')
    assert code_of(late) == (409, "stale")
    assert call(app, people[CLERK], "GET", f"/api/v1/dispatches/{line}").get_json()["state"] == "checked"
    loss = {
        "dispatch_id": line,
        "cause": "lost",
        "method": "value",
        "quantity": 1,
        "unit_dong": 250000,
        "payer": "UBND xã",
        "budget": "commune",
    }
    assert code_of(call(app, people[CLERK], "POST", f"{order}/losses", loss)) == (403, "forbidden")
    more = call(app, people[CHIEF], "POST", f"{order}/losses", {**loss, "quantity": 2})
    assert code_of(more) == (422, "compensation_beyond_loss")
    owed = call(app, people[CHIEF], "POST", f"{order}/losses", loss)
    assert (owed.status_code, owed.get_json()["amount_dong"]) == (201, 250000)
    path, seen = owed.headers["Location"], owed.headers["ETag"]
    terms = {name: value for name, value in loss.items() if name != "dispatch_id"}
    twice = call(app, people[CHIEF], "POST", f"{order}/losses", {**loss, "cause": "lost"})
    assert twice.status_code == 422, twice.text
    dearer = call(app, people[CHIEF], "PATCH", path, {**terms, "unit_dong": 300000}, If_Match=seen)
    assert dearer.get_json()["amount_dong"] == 300000
    paid = {"paid_on": day_of(now()).isoformat(), "document": "PC 7"}
    assert code_of(call(app, people[CHIEF], "POST", f"{path}/payment", paid, If_Match=seen)) == (409, "stale")
    assert act(app, people[CHIEF], path, "payment", paid).get_json()["paid_document"] == "PC 7"
    assert code_of(act(app, people[CHIEF], path, "withdrawal")) == (409, "loss_paid")


def test_a_loss_is_taken_back_before_it_is_paid_and_payment_is_put_off_once(
    demo: Flask, people: dict[str, str]
) -> None:
    flood, lines = held(demo, people[CHIEF])
    order = drafted(demo, people[CHIEF], flood, lines)
    assert act(demo, people[CHAIR], order, "approval").status_code == 200
    first = lines[0]["id"]
    why = {"text": "chờ cấp bổ sung ngân sách"}
    early = act(demo, people[CHIEF], order, "payment-extension", why)
    assert code_of(early) == (409, "order_act_passed")  # nothing is owed before it is back
    for to in ("acknowledged", "departed", "arrived", "working"):
        assert step(demo, people[CLERK], first, to).status_code == 200
    for line in lines[1:]:
        assert step(demo, people[CHIEF], line["id"], "cancelled", "command").status_code == 200
    assert step(demo, people[CHIEF], first, "released", "command").status_code == 200
    assert (
        step(demo, people[CLERK], first, "returned", back=lines[0]["quantity"] - 1, lost=1).status_code == 200
    )
    loss = {
        "dispatch_id": first,
        "cause": "lost",
        "method": "value",
        "quantity": 1,
        "unit_dong": 250000,
        "payer": "UBND xã",
        "budget": "commune",
    }
    owed = call(demo, people[CHIEF], "POST", f"{order}/losses", loss)
    path, seen = owed.headers["Location"], owed.headers["ETag"]
    assert code_of(call(demo, people[CHIEF], "POST", f"{path}/withdrawal", {})) == (428, "if_match_needed")
    assert code_of(act(demo, people[CLERK], path, "withdrawal")) == (403, "forbidden")
    gone = call(demo, people[CHIEF], "POST", f"{path}/withdrawal", {}, If_Match=seen)
    assert (gone.status_code, gone.get_json()) == (200, []), gone.text
    assert call(demo, people[CHIEF], "GET", path).status_code == 404
    assert (
        call(demo, people[CHIEF], "POST", f"{order}/losses", loss).status_code == 201
    )  # as if never entered
    assert code_of(act(demo, people[CHIEF], order, "payment-extension", {"text": ""})) == (
        422,
        "input_invalid",
    )
    later = act(demo, people[CHIEF], order, "payment-extension", why)
    assert (later.status_code, [one["kind"] for one in later.get_json()["acts"]]) == (200, ["pay_extended"])
    assert code_of(act(demo, people[CHIEF], order, "payment-extension", why)) == (409, "order_act_passed")


def test_a_requisition_by_word_of_mouth_is_confirmed_in_writing_once(demo: Flask) -> None:
    duty, leader = new_token(demo, "thuongtruc.tinh"), new_token(demo, "lanhdao.tinh")
    flood, lines = held(demo, duty, quantity=1, kinds=["PT-012"])  # a lorry of a household
    spoken = terms(
        lines[:1],
        form="trung_dung",
        oral_at=(now() - timedelta(minutes=30)).isoformat(),
        oral_place="Trụ sở UBND xã",
        failed_ways="Đã vận động, không đủ",
        assigned_to="Đội xung kích xã",
        assigned_address="UBND xã",
        handover_at=now().isoformat(),
        handover_place="UBND xã",
    )
    future = {**spoken, "oral_at": (now() + timedelta(hours=1)).isoformat()}
    assert call(demo, duty, "POST", f"{flood}/orders", future).status_code == 422
    sent = call(demo, duty, "POST", f"{flood}/orders", spoken)
    assert sent.status_code == 201, sent.text
    order = sent.headers["Location"]
    paper = {"number": "31/QĐ-UBND", "dated": day_of(now()).isoformat()}
    assert code_of(act(demo, duty, order, "confirmation", paper))[0] == 409  # a draft binds nobody yet
    assert act(demo, leader, order, "approval").status_code == 200
    done = act(demo, duty, order, "confirmation", paper)
    assert (done.status_code, [one["kind"] for one in done.get_json()["acts"]]) == (200, ["confirmed"]), (
        done.text
    )
    assert done.get_json()["acts"][0]["number"] == "31/QĐ-UBND"
    assert code_of(act(demo, duty, order, "confirmation", paper)) == (409, "order_act_passed")


def test_a_draft_is_approved_only_as_it_was_read(demo: Flask, people: dict[str, str]) -> None:
    flood, lines = held(demo, people[CHIEF])
    order = drafted(demo, people[CHIEF], flood, lines)
    read = call(demo, people[CHAIR], "GET", order)
    assert len(read.get_json()["lines"]) == len(lines)
    assert code_of(call(demo, people[CHAIR], "POST", f"{order}/approval", {})) == (428, "if_match_needed")
    assert step(demo, people[CHIEF], lines[-1]["id"], "cancelled", "command").status_code == 200
    late = call(demo, people[CHAIR], "POST", f"{order}/approval", {}, If_Match=read.headers["ETag"])
    assert code_of(late) == (409, "stale")
    pulled = act(demo, people[CHIEF], order, "withdrawal").get_json()
    assert (pulled["state"], pulled["lines"]) == ("withdrawn", [])
    again = drafted(demo, people[CHIEF], flood, lines[:-1])
    assert again != order


def test_no_order_beyond_the_law(demo: Flask, people: dict[str, str]) -> None:
    flood, lines = held(demo, people[CHIEF])
    asked = {
        "another form": terms(lines, form="trung_dung"),
        "nothing held": terms(lines, dispatch_ids=[1]),
        "ends before it begins": terms(lines, until=now().isoformat()),
        "a year nobody sees": terms(lines, until="0001-01-01T00:00:00+07:00"),
    }
    answers = {
        why: code_of(call(demo, people[CHIEF], "POST", f"{flood}/orders", body))
        for why, body in asked.items()
    }
    assert answers == {
        "another form": (403, "issuer_not_competent"),
        "nothing held": (422, "nothing_chosen"),
        "ends before it begins": (422, "end_before_start"),
        "a year nobody sees": (422, "input_invalid"),
    }
    order = drafted(demo, people[CHIEF], flood, lines)
    others = {login: new_token(demo, login) for login in ("thuongtruc.khac", "kiemtoan")}
    assert {who: call(demo, secret, "GET", order).status_code for who, secret in others.items()} == {
        "thuongtruc.khac": 403,
        "kiemtoan": 200,  # reads everything
    }
    assert call(demo, others["kiemtoan"], "PATCH", order, {}).status_code in {403, 405}
    listed = call(demo, others["thuongtruc.khac"], "GET", "/api/v1/orders").get_json()["orders"]
    assert OWN not in {one["commune_code"] for one in listed}


def test_an_order_in_a_drill_moves_no_stock(demo: Flask, people: dict[str, str]) -> None:
    flood, lines = held(demo, people[CHIEF], drill=True)
    lot = f"/api/v1/lots/{lines[0]['lot_id']}"
    before = call(demo, people[CLERK], "GET", lot).get_json()
    order = drafted(demo, people[CHIEF], flood, lines)
    assert act(demo, people[CHAIR], order, "approval").get_json()["drill"] is True
    for to in ("acknowledged", "departed"):
        assert step(demo, people[CLERK], lines[0]["id"], to).status_code == 200
    assert call(demo, people[CLERK], "GET", lot).get_json() == before
