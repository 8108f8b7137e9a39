"""The catalogue through the JSON interface: the province's office keeps it as it was read, everybody reads it."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask

from tests.web.test_api import call, code_of, new_token

NEW = {
    "name": "Máy bơm hút bùn",
    "unit": "cái",
    "category": "TB",
    "pillar": "means",
    "forms": ["huy_dong", "trung_dung"],
}


@pytest.fixture
def demo(demo_everywhere: Flask) -> Flask:
    return demo_everywhere


@pytest.fixture
def office(demo: Flask) -> str:
    """A token of the province's disaster office."""
    return new_token(demo, "vanphong.tinh")


def test_a_type_is_added_and_all_its_words_are_kept(demo: Flask, office: str) -> None:
    made = call(demo, office, "POST", "/api/v1/types", NEW)
    assert made.status_code == 201, made.text
    path = made.headers["Location"]
    assert code_of(call(demo, office, "POST", "/api/v1/types", NEW)) == (409, "type_name_taken")

    def act(method: str, name: str, body: Any) -> Any:
        etag = call(demo, office, "GET", path).headers["ETag"]
        answer = call(demo, office, method, f"{path}{name}", body, If_Match=etag)
        assert answer.status_code == 200, answer.text
        assert answer.headers["ETag"] == call(demo, office, "GET", path).headers["ETag"]
        return answer.get_json()

    assert act("PATCH", "", {"gloss": "mud pump"})["name"] == NEW["name"]
    assert act("POST", "/names", {"name": "bơm bùn"})["names"] == ["bơm bùn"]
    assert act("PUT", "/factors", {"unit": "bộ", "factor": 2})["factors"] == [{"unit": "bộ", "factor": 2}]
    stand = act("PUT", "/substitutes", {"given": "TB-001", "ratio": 1.5, "note": "tạm"})["substitutes"]
    assert stand == [{"given": "TB-001", "ratio": 1.5, "note": "tạm"}]
    assert act("POST", "/retirement", {})["retired_on"] is not None
    assert act("POST", "/restoration", {})["retired_on"] is None
    assert act("POST", "/names/removal", {"name": "bơm bùn"})["names"] == []
    assert act("POST", "/factors/removal", {"unit": "bộ"})["factors"] == []
    assert act("POST", "/substitutes/removal", {"given": "TB-001"})["substitutes"] == []
    etag = call(demo, office, "GET", path).headers["ETag"]
    refused = {
        "nought": ("PUT", "/factors", {"unit": "bộ", "factor": 0}),
        "itself": ("PUT", "/substitutes", {"given": made.get_json()["code"], "ratio": 1}),
        "not there": ("POST", "/names/removal", {"name": "bơm bùn"}),
        "taken": ("POST", "/names", {"name": "áo phao"}),
    }
    answers = {
        why: code_of(call(demo, office, method, f"{path}{name}", body, If_Match=etag))
        for why, (method, name, body) in refused.items()
    }
    assert answers == {
        "nought": (422, "input_invalid"),
        "itself": (422, "type_for_itself"),
        "not there": (404, "not_found"),
        "taken": (409, "type_name_taken"),
    }


def test_nobody_changes_a_type_that_changed_since_it_was_read(demo: Flask, office: str) -> None:
    path = "/api/v1/types/TB-001"
    etag = call(demo, office, "GET", path).headers["ETag"]
    factor = {"unit": "bao", "factor": 10}
    assert code_of(call(demo, office, "PUT", f"{path}/factors", factor)) == (428, "if_match_needed")
    assert call(demo, office, "PUT", f"{path}/factors", factor, If_Match=etag).status_code == 200
    late = call(demo, office, "PUT", f"{path}/factors", {**factor, "factor": 20}, If_Match=etag)
    assert code_of(late) == (409, "stale")
    fresh = call(demo, office, "GET", path).headers["ETag"]
    used = call(demo, office, "PATCH", path, {"unit": "thùng"}, If_Match=fresh)
    assert code_of(used) == (409, "type_unit_in_use")


def test_only_the_province_s_office_writes_it(demo: Flask) -> None:
    for login, seen in (("canbo.binhminh", "other_commune"), ("thuongtruc.tinh", "forbidden")):
        secret = new_token(demo, login)
        etag = call(demo, secret, "GET", "/api/v1/types/TB-001").headers["ETag"]
        assert code_of(call(demo, secret, "POST", "/api/v1/types", NEW)) == (403, seen)
        word = call(demo, secret, "POST", "/api/v1/types/TB-001/names", {"name": "phao x"}, If_Match=etag)
        assert code_of(word) == (403, seen)
