"""The register's other lists as JSON, and what other programs write there: transfers and stocktakes."""

from __future__ import annotations

import pytest
from flask import Flask

from core.clock import now
from inventory.queries.count_lines import list_lines
from inventory.services.opening_counts import open_count
from tests.web.making import OTHER, OWN, actor_of, database_of
from tests.web.test_api import call, code_of, first_lot, new_token


@pytest.fixture
def demo(demo_everywhere: Flask) -> Flask:
    return demo_everywhere


def test_every_list_is_read_within_reach_and_without_numbers(demo: Flask) -> None:
    official, office = new_token(demo), new_token(demo, "vanphong.tinh")
    of_commune = {
        name: call(demo, official, "GET", f"/api/v1/communes/{OWN}/{name}").get_json()
        for name in ("squads", "seats", "watches", "counts")
    }
    assert all(of_commune[name] for name in ("squads", "seats", "watches"))
    phones = [row["phone"] for name in ("squads", "seats", "watches") for row in of_commune[name]]
    assert any(phones)
    assert all("•" in phone for phone in phones if phone)
    assert code_of(call(demo, official, "GET", f"/api/v1/communes/{OTHER}/squads")) == (403, "other_commune")
    for name in ("works", "dual-uses"):
        own, all_of_them = (
            call(demo, who, "GET", f"/api/v1/{name}").get_json() for who in (official, office)
        )
        key = name.replace("-", "_")
        assert {row["commune"] for row in own[key]} == {"Xã Bình Minh"}
        assert all_of_them["next"] == 2
        second = call(demo, office, "GET", f"/api/v1/{name}?page=2").get_json()[key]
        assert {row["lot_id"] for row in second}.isdisjoint(row["lot_id"] for row in all_of_them[key])
    firms = call(demo, office, "GET", "/api/v1/dual-uses?holder_kind=enterprise").get_json()["dual_uses"]
    assert {row["holder_kind"] for row in firms} == {"enterprise"}
    jackets = call(demo, official, "GET", "/api/v1/types/TB-001").get_json()
    assert (jackets["unit"], jackets["merged_into"]) == ("cái", None)
    assert jackets["names"]
    assert call(demo, official, "GET", "/api/v1/campaigns/1/communes").status_code == 403
    reviews = call(demo, office, "GET", "/api/v1/campaigns/1/communes").get_json()
    assert len(reviews) == 96


def test_a_list_is_sent_again_as_soon_as_anything_on_it_changed(demo: Flask) -> None:
    """Another program keeps what it knows while the answer is "unchanged": an old figure must not pass for it."""
    secret, path = new_token(demo), f"/api/v1/communes/{OWN}/lots?limit=200"
    known = call(demo, secret, "GET", path).headers["ETag"]
    assert call(demo, secret, "GET", path, If_None_Match=known).status_code == 304
    row, _lot, etag = first_lot(demo, secret)
    changed = call(demo, secret, "PATCH", f"{row}/details", {"note": "đã gọi hỏi"}, If_Match=etag)
    assert changed.status_code == 200
    assert call(demo, secret, "GET", path, If_None_Match=known).status_code == 200


def test_movements_follow_each_other_page_by_page(demo: Flask) -> None:
    secret = new_token(demo)
    path, _lot, _etag = first_lot(demo, secret)
    whole = call(demo, secret, "GET", f"{path}/movements?limit=200").get_json()["movements"]
    assert len(whole) > 1
    found, after = [], 0
    for _each in whole:
        page = call(demo, secret, "GET", f"{path}/movements?limit=1&after={after}").get_json()
        found += page["movements"]
        after = page["next"]
    assert (found, after) == (whole, None)


def test_a_transfer_is_offered_received_and_settled_once(demo: Flask) -> None:
    giver, taker = new_token(demo), new_token(demo, "canbo.khac")
    path, lot, etag = first_lot(demo, giver)
    body = {"to_code": OTHER, "quantity": 3, "document": "12/CV-UBND"}
    sent = {"If_Match": etag, "Idempotency_Key": "transfer-1"}
    first, again = (call(demo, giver, "POST", f"{path}/transfers", body, **sent) for _ in range(2))
    assert (first.status_code, first.text) == (201, again.text)
    number = first.get_json()["id"]
    waiting = "/api/v1/transfers?state=proposed"
    assert number in {row["id"] for row in call(demo, taker, "GET", waiting).get_json()["transfers"]}
    settle = f"/api/v1/transfers/{number}"
    assert call(demo, giver, "POST", f"{settle}/receipt", {}).status_code == 403
    done = call(demo, taker, "POST", f"{settle}/receipt", {"place": "Kho phường"}).get_json()
    assert done["state"] == "received"
    taken = call(demo, taker, "GET", f"/api/v1/lots/{done['to_lot_id']}").get_json()
    assert taken["on_hand"] >= 3
    assert call(demo, giver, "GET", path).get_json()["on_hand"] == lot["on_hand"] - 3
    assert code_of(call(demo, giver, "POST", f"{settle}/withdrawal", {})) == (409, "transfer_settled")
    order = call(demo, giver, "POST", f"{path}/transfer-orders", body, If_Match=etag)
    assert order.status_code == 403
    office = new_token(demo, "vanphong.tinh")
    assert code_of(call(demo, office, "POST", f"{path}/transfer-orders", body, If_Match=etag)) == (
        409,
        "stale",
    )
    fresh = call(demo, office, "GET", path).headers["ETag"]
    ordered = call(demo, office, "POST", f"{path}/transfer-orders", body, If_Match=fresh)
    assert (ordered.status_code, ordered.get_json()["state"]) == (201, "ordered")


def test_an_offer_is_declined_with_a_reason_taken_in_part_or_taken_back(demo: Flask) -> None:
    giver, taker = new_token(demo), new_token(demo, "canbo.khac")
    path, lot, _etag = first_lot(demo, giver)
    body = {"to_code": OTHER, "quantity": 3, "document": "12/CV-UBND"}

    def offered() -> str:
        etag = call(demo, giver, "GET", path).headers["ETag"]
        made = call(demo, giver, "POST", f"{path}/transfers", body, If_Match=etag).get_json()
        return f"/api/v1/transfers/{made['id']}"

    declined, short, withdrawn = (offered() for _ in range(3))
    assert code_of(call(demo, taker, "POST", f"{declined}/refusal", {})) == (422, "input_invalid")
    assert code_of(call(demo, giver, "POST", f"{declined}/refusal", {"answer": "kho đầy"})) == (
        403,
        "other_commune",
    )
    once, again = (
        call(demo, taker, "POST", f"{declined}/refusal", {"answer": "kho đầy"}, Idempotency_Key="refuse-01")
        for _ in range(2)
    )
    assert (once.status_code, once.text) == (200, again.text)
    assert (once.get_json()["state"], once.get_json()["answer"]) == ("declined", "kho đầy")
    taking = {"quantity": 2, "place": "Kho phường"}
    assert code_of(call(demo, taker, "POST", f"{short}/receipt", taking)) == (422, "transfer_answer_missing")
    more = {"quantity": 4, "answer": "đếm được thêm"}
    assert code_of(call(demo, taker, "POST", f"{short}/receipt", more)) == (422, "transfer_more_than_offered")
    taken = call(demo, taker, "POST", f"{short}/receipt", {**taking, "answer": "rách một cái"}).get_json()
    assert (taken["state"], taken["quantity"], taken["received"]) == ("received", 3, 2)
    assert code_of(call(demo, taker, "POST", f"{withdrawn}/withdrawal", {})) == (403, "other_commune")
    assert call(demo, giver, "POST", f"{withdrawn}/withdrawal", {}).get_json()["state"] == "withdrawn"
    assert call(demo, giver, "GET", path).get_json()["on_hand"] == lot["on_hand"] - 2
    # The list comes page by page; what was read and has not changed since is not sent again.
    numbers, after = [], "0"
    while after:
        page = call(demo, giver, "GET", f"/api/v1/transfers?limit=1&after={after}")
        numbers += [one["id"] for one in page.get_json()["transfers"]]
        after = page.get_json()["next"]
    assert len(numbers) == len(set(numbers)) >= 3
    read = call(demo, giver, "GET", "/api/v1/transfers")
    assert (
        call(demo, giver, "GET", "/api/v1/transfers", If_None_Match=read.headers["ETag"]).status_code == 304
    )


def test_a_blind_count_is_entered_without_seeing_the_book(demo: Flask) -> None:
    secret, actor = new_token(demo), actor_of(demo, "canbo.binhminh")
    with database_of(demo).transaction() as session:
        opened = open_count(
            session, commune_code=OWN, pillar="forces", place="", blind=True, actor=actor, now=now()
        )
        lines, _more = list_lines(session, opened.count_id)
    shown = call(demo, secret, "GET", f"/api/v1/counts/{opened.count_id}/lines").get_json()["lines"]
    assert {line["book_present"] for line in shown} == {None}
    path = f"/api/v1/count-lines/{lines[0].id}"
    etag = call(demo, secret, "GET", path).headers["ETag"]
    body = {"present": 7, "reason": "đếm lại"}
    assert call(demo, secret, "PATCH", path, body, If_Match=etag).get_json()["present"] == 7
    assert code_of(call(demo, secret, "PATCH", path, body, If_Match=etag)) == (409, "stale")
