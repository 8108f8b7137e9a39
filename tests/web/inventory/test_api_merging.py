"""Duplicates through the JSON interface: what would move is read first, merged as it was read, and taken back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask

from core.clock import day_of, now
from inventory.services.keeping import ensure_holder
from tests.web.making import OTHER, OWN, database_of
from tests.web.test_api import LOT, call, code_of, new_token


@pytest.fixture
def demo(demo_everywhere: Flask) -> Flask:
    return demo_everywhere


def test_holders_are_set_right_and_merged_as_they_were_read(demo: Flask) -> None:
    secret = new_token(demo)
    with database_of(demo).transaction() as session:
        going, staying = (
            ensure_holder(session, commune_code=OWN, name=name, kind=kind, phone="").id
            for name, kind in (("Xưởng mộc H. Phát", "household"), ("Xưởng Hòa Phát", "enterprise"))
        )
    path = f"/api/v1/holders/{going}"
    seen = call(demo, secret, "GET", path).headers["ETag"]
    right = {"name": "Xưởng mộc Hòa Phát", "kind": "household"}
    named = call(demo, secret, "PATCH", path, right, If_Match=seen).get_json()
    assert (named["name"], named["other_names"]) == (right["name"], ["Xưởng mộc H. Phát"])
    assert code_of(call(demo, secret, "PATCH", path, right, If_Match=seen)) == (409, "stale")
    lot = {"type_code": "TB-001", "on_hand": 4, "holder_id": going, "place": "xưởng"}
    number = call(demo, secret, "POST", LOT, lot).get_json()["id"]
    preview = call(demo, secret, "GET", f"{path}/merger?into={staying}")
    told = preview.get_json()
    assert told["kinds"] == ["household", "enterprise"]
    assert [(one["lot_id"], one["into"]) for one in told["meetings"]] == [(number, None)]
    said = {"into": staying, "reason": "trùng"}
    etag = preview.headers["ETag"]
    assert code_of(call(demo, secret, "POST", f"{path}/merger", said)) == (428, "if_match_needed")
    refused = call(demo, secret, "POST", f"{path}/merger", said, If_Match=etag)
    assert code_of(refused) == (409, "merge_kinds_differ")
    agreed = said | {"kinds_agreed": True}
    stale = call(demo, secret, "POST", f"{path}/merger", agreed, If_Match='"0123.x"')
    assert code_of(stale) == (409, "merge_changed")
    made = call(demo, secret, "POST", f"{path}/merger", agreed, If_Match=etag)
    assert made.status_code == 201, made.text
    assert call(demo, secret, "GET", f"/api/v1/lots/{number}").get_json()["holder_id"] == staying
    listed = call(demo, secret, "GET", f"/api/v1/communes/{OWN}/mergers").get_json()
    assert [one["id"] for one in listed] == [made.get_json()["id"]]
    undone = call(demo, secret, "POST", f"/api/v1/mergers/{made.get_json()['id']}/undo", {})
    assert undone.get_json()["undone_at"] is not None
    assert call(demo, secret, "GET", f"/api/v1/lots/{number}").get_json()["holder_id"] == going


def test_types_are_merged_by_the_provinces_office_alone(demo: Flask) -> None:
    office, commune = new_token(demo, "vanphong.tinh"), new_token(demo)
    form = {
        "name": "Phao áo cứu nạn",
        "unit": "cái",
        "category": "TB",
        "pillar": "means",
        "forms": ["huy_dong"],
    }
    code = call(demo, office, "POST", "/api/v1/types", form).get_json()["code"]
    path = f"/api/v1/types/{code}/merger"
    assert call(demo, commune, "GET", f"{path}?into=TB-001").status_code == 403
    etag = call(demo, office, "GET", f"{path}?into=TB-001").headers["ETag"]
    both = call(demo, office, "GET", "/api/v1/types/TB-002/merger?into=TB-001")
    assert code_of(both) == (409, "merge_standard_types")
    assert call(demo, office, "POST", path, {"into": "TB-001"}, If_Match=etag).status_code == 201
    assert [one["source"] for one in call(demo, office, "GET", "/api/v1/mergers").get_json()] == [code]


def test_a_past_day_is_what_the_ledger_had(demo: Flask) -> None:
    secret, today = new_token(demo), day_of(now())
    lot = {"type_code": "TB-001", "on_hand": 4, "place": "kho mới", "mark": "76C-062.82"}
    number = call(demo, secret, "POST", LOT, lot).get_json()["id"]
    found = call(demo, secret, "GET", f"{LOT}?q=76c 06282").get_json()["lots"]
    assert number in [one["id"] for one in found]
    days = []
    for day in (today - timedelta(days=1), today):
        page: int | None = 1
        rows: dict[int, float] = {}
        while page:
            address = f"/api/v1/communes/{OWN}/past-lots?day={day}&page={page}"
            answer = call(demo, secret, "GET", address).get_json()
            rows |= {row["lot_id"]: row["on_hand"] for row in answer["rows"]}
            page = answer["next"]
        days.append(rows.get(number))
    assert days == [None, 4]
    address = f"/api/v1/communes/{OTHER}/past-lots?day={today}"
    assert code_of(call(demo, secret, "GET", address)) == (403, "other_commune")
