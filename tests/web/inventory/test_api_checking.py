"""Stocktakes and review campaigns written by another program, from the opening to the closing."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from flask import Flask

from core.clock import day_of, now
from tests.web.making import OTHER, OWN
from tests.web.test_api import call, code_of, new_token


@pytest.fixture
def demo(demo_everywhere: Flask) -> Flask:
    return demo_everywhere


def test_a_blind_stocktake_goes_from_its_opening_to_the_ledger(demo: Flask) -> None:
    secret = new_token(demo)
    opening = f"/api/v1/communes/{OWN}/counts"
    opened = call(demo, secret, "POST", opening, {"pillar": "means", "blind": True})
    assert opened.status_code == 201, opened.text
    path, lines = opened.headers["Location"], opened.headers["Location"] + "/lines"
    assert call(demo, secret, "GET", path).get_json()["state"] == "counting"
    assert code_of(call(demo, secret, "POST", opening, {"pillar": "means"})) == (422, "nothing_to_count")
    assert code_of(call(demo, secret, "POST", f"{path}/closure", {})) == (422, "count_not_done")
    sheet = call(demo, secret, "GET", lines).get_json()["lines"]
    first, second = (f"/api/v1/count-lines/{line['id']}" for line in sheet[:2])
    etag = call(demo, secret, "GET", first).headers["ETag"]
    assert code_of(call(demo, secret, "POST", f"{first}/reason", {"reason": "đếm lại"})) == (
        428,
        "if_match_needed",
    )
    entered = call(demo, secret, "PATCH", first, {"present": 500}, If_Match=etag)
    stale = call(demo, secret, "POST", f"{first}/reason", {"reason": "tìm thấy thêm"}, If_Match=etag)
    assert code_of(stale) == (409, "stale")
    assert call(demo, secret, "POST", f"{path}/review", {}).get_json()["state"] == "reviewing"
    closing = {"leave_uncounted": True, "number": "07/BB-KK"}
    assert code_of(call(demo, secret, "POST", f"{path}/closure", closing)) == (422, "count_unexplained")
    fresh = entered.headers["ETag"]
    why = {"reason": "tìm thấy thêm trong kho"}
    assert call(demo, secret, "POST", f"{first}/reason", why, If_Match=fresh).status_code == 200
    seen = call(demo, secret, "GET", second).headers["ETag"]
    left = call(demo, secret, "POST", f"{second}/exclusion", {"reason": "xe đi bảo dưỡng"}, If_Match=seen)
    assert left.get_json()["state"] == "left"
    thing = {"type_code": "TB-030", "present": 2, "reason": "mới thấy", "expires_on": "2028-05-01"}
    found = call(demo, secret, "POST", lines, thing)
    assert (found.status_code, found.get_json().get("expires_on")) == (201, "2028-05-01"), found.text
    once, again = (
        call(demo, secret, "POST", f"{path}/closure", closing, Idempotency_Key="close-01") for _ in range(2)
    )
    assert (once.get_json(), again.get_json()) == (once.get_json(), once.get_json())
    assert (once.get_json()["posted"], once.get_json()["held"]) == (2, 0)
    lot = call(demo, secret, "GET", f"/api/v1/lots/{sheet[0]['lot_id']}").get_json()
    assert lot["on_hand"] - lot["away"] == 500
    assert code_of(call(demo, secret, "POST", f"{path}/cancellation", why)) == (409, "count_closed")
    stranger = new_token(demo, "canbo.khac")
    assert code_of(call(demo, stranger, "GET", path)) == (403, "other_commune")


def test_a_stocktake_given_up_posts_nothing_and_frees_its_rows(demo: Flask) -> None:
    secret = new_token(demo)
    opening = f"/api/v1/communes/{OWN}/counts"
    path = call(demo, secret, "POST", opening, {"pillar": "means"}).headers["Location"]
    line = call(demo, secret, "GET", f"{path}/lines").get_json()["lines"][0]
    etag = call(demo, secret, "GET", f"/api/v1/count-lines/{line['id']}").headers["ETag"]
    counted = {"present": line["book_present"] + 5, "reason": "đếm nhầm"}
    assert (
        call(demo, secret, "PATCH", f"/api/v1/count-lines/{line['id']}", counted, If_Match=etag).status_code
        == 200
    )
    before = call(demo, secret, "GET", f"/api/v1/lots/{line['lot_id']}").text
    assert code_of(call(demo, secret, "POST", f"{path}/cancellation", {})) == (422, "input_invalid")
    why = {"reason": "mưa to, hoãn kiểm kê"}
    once, again = (
        call(demo, secret, "POST", f"{path}/cancellation", why, Idempotency_Key="cancel-01") for _ in range(2)
    )
    assert (once.status_code, once.text) == (200, again.text)
    assert once.get_json()["state"] == "cancelled"
    assert call(demo, secret, "GET", f"/api/v1/lots/{line['lot_id']}").text == before
    assert call(demo, secret, "POST", opening, {"pillar": "means"}).status_code == 201


def test_a_review_is_opened_confirmed_signed_and_ended(demo: Flask) -> None:
    office, secret = new_token(demo, "vanphong.tinh"), new_token(demo)
    head = new_token(demo, "chutich.binhminh")
    today = day_of(now())
    body = {
        "title": "Rà soát trước mùa bão",
        "pillars": ["logistics"],
        "starts_on": (today + timedelta(days=0)).isoformat(),
        "due_on": (today + timedelta(days=20)).isoformat(),
    }
    assert code_of(call(demo, secret, "POST", "/api/v1/campaigns", body)) == (403, "forbidden")
    number = call(demo, office, "POST", "/api/v1/campaigns", body).get_json()["id"]
    campaign = f"/api/v1/campaigns/{number}"
    mine = f"{campaign}/communes/{OWN}"
    assert call(demo, office, "POST", f"{campaign}/reminders", {"commune_code": OWN}).get_json() == {
        "communes": 1
    }
    assert call(demo, office, "POST", f"{campaign}/reminders", {"commune_code": OWN}).get_json() == {
        "communes": 0
    }
    assert code_of(call(demo, head, "POST", f"{mine}/signature", {})) == (409, "rows_unconfirmed")
    waiting = call(demo, secret, "GET", f"{mine}/lots").get_json()["lots"]
    one = f"{mine}/lots/{waiting[0]['id']}/confirmation"
    assert code_of(call(demo, secret, "POST", one, {})) == (428, "if_match_needed")
    assert code_of(call(demo, secret, "POST", one, {}, If_Match='"9999.x"')) == (409, "stale")
    etag = call(demo, secret, "GET", f"/api/v1/lots/{waiting[0]['id']}").headers["ETag"]
    assert call(demo, secret, "POST", one, {}, If_Match=etag).status_code == 200
    sworn = {"responsible": True, "seen_at": now().isoformat()}
    unsworn = {**sworn, "responsible": False}
    assert code_of(call(demo, secret, "POST", f"{mine}/confirmations", unsworn))[0] == 422
    assert code_of(call(demo, secret, "POST", f"{mine}/confirmations", {"responsible": True}))[0] == 422
    ahead = {**sworn, "seen_at": (now() + timedelta(hours=1)).isoformat()}
    assert code_of(call(demo, secret, "POST", f"{mine}/confirmations", ahead)) == (422, "seen_ahead")
    assert call(demo, secret, "POST", f"{mine}/confirmations", sworn).status_code == 201
    assert call(demo, secret, "GET", f"{mine}/lots").get_json() == {"lots": [], "next": None}
    assert code_of(call(demo, secret, "POST", f"{mine}/signature", {})) == (403, "forbidden")
    assert call(demo, head, "POST", f"{mine}/signature", {}).get_json()["signed_by"]
    other = f"{campaign}/communes/{OTHER}/confirmations"
    assert code_of(call(demo, secret, "POST", other, sworn)) == (403, "other_commune")
    assert call(demo, office, "POST", f"{campaign}/closure", {}).get_json()["closed_at"]
    assert code_of(call(demo, secret, "POST", f"{mine}/confirmations", sworn)) == (409, "campaign_closed")


def test_the_lots_still_to_confirm_come_page_by_page_to_the_last(demo: Flask) -> None:
    office, secret = new_token(demo, "vanphong.tinh"), new_token(demo)
    today = day_of(now())
    days = {"starts_on": today.isoformat(), "due_on": (today + timedelta(days=20)).isoformat()}
    body = {"title": "Rà soát toàn bộ", "pillars": [], **days}
    number = call(demo, office, "POST", "/api/v1/campaigns", body).get_json()["id"]
    mine = f"/api/v1/campaigns/{number}/communes/{OWN}"
    asked = call(demo, secret, "GET", mine).get_json()
    seen: list[int] = []
    after: int | None = 0
    while after is not None:
        page = call(demo, secret, "GET", f"{mine}/lots?limit=20&after={after}").get_json()
        assert 0 < len(page["lots"]) <= 20
        seen += [lot["id"] for lot in page["lots"]]
        after = page["next"]
    assert seen == sorted(set(seen))
    assert len(seen) == asked["rows"] - asked["confirmed"] > 40
    first = f"{mine}/lots/{seen[0]}/confirmation"
    etag = call(demo, secret, "GET", f"/api/v1/lots/{seen[0]}").headers["ETag"]
    assert call(demo, secret, "POST", first, {}, If_Match=etag).status_code == 200
    left = call(demo, secret, "GET", f"{mine}/lots?limit=1").get_json()
    assert [lot["id"] for lot in left["lots"]] == [seen[1]]


def test_what_moved_since_the_list_was_read_is_not_confirmed_with_it(demo: Flask) -> None:
    office, secret = new_token(demo, "vanphong.tinh"), new_token(demo)
    today = day_of(now())
    body = {
        "title": "Rà soát trước mùa bão",
        "pillars": ["means"],
        "starts_on": today.isoformat(),
        "due_on": (today + timedelta(days=20)).isoformat(),
    }
    number = call(demo, office, "POST", "/api/v1/campaigns", body).get_json()["id"]
    mine = f"/api/v1/campaigns/{number}/communes/{OWN}"
    read = now()
    lot = call(demo, secret, "GET", f"/api/v1/communes/{OWN}/lots?pillar=means").get_json()["lots"][0]
    etag = call(demo, secret, "GET", f"/api/v1/lots/{lot['id']}").headers["ETag"]
    with time_machine.travel(now() + timedelta(minutes=1)):
        more = {"act": "receive", "quantity": 3, "document": "PN 5"}
        moved = call(demo, secret, "POST", f"/api/v1/lots/{lot['id']}/acts", more, If_Match=etag)
        assert moved.status_code == 200, moved.text
        sworn = {"responsible": True, "seen_at": read.isoformat()}
        done = call(demo, secret, "POST", f"{mine}/confirmations", sworn).get_json()
        assert (done["left"], done["rows"] > 5) == (1, True)
        whole = {**sworn, "pillar": "means"}
        listed = call(demo, secret, "POST", f"/api/v1/communes/{OWN}/confirmations", whole).get_json()
        assert listed["left"] == 1
