"""A commune's tờ trình through the JSON interface: sent, read, decided by an order or declined."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from core.clock import now
from tests.web.mobilization.test_api_ordering import CHIEF, held, terms
from tests.web.test_api import call, code_of, new_token


@pytest.fixture
def demo(demo_everywhere: Flask) -> Flask:
    return demo_everywhere


def asking(lines: list[Any]) -> dict[str, Any]:
    hour = (now() + timedelta(hours=2)).isoformat()
    law = {
        "failed_ways": "chủ xe không đồng ý",
        "assigned_to": "Ban CHQS xã",
        "assigned_address": "thôn Trung",
    }
    where = {"handover_at": hour, "handover_place": "thôn Tây"}
    return terms(lines, form="trung_dung", **law, **where)


def test_a_request_is_sent_read_declined_and_decided(demo: Flask) -> None:
    post, chair, chief = (new_token(demo, login) for login in ("thuongtruc.tinh", "lanhdao.tinh", CHIEF))
    flood, lines = held(demo, chief, quantity=1, kinds=("PT-012",))
    plain = call(demo, chief, "POST", f"{flood}/proposals", asking(lines) | {"form": "huy_dong"})
    assert plain.status_code == 422  # what the commune may order itself it does not ask for
    sent = call(demo, chief, "POST", f"{flood}/proposals", asking(lines))
    assert (sent.status_code, sent.get_json()["state"]) == (201, "proposed"), sent.text
    asked = sent.headers["Location"]
    waiting = "/api/v1/proposals?state=proposed"
    [one] = call(demo, post, "GET", waiting).get_json()["proposals"]
    assert (one["id"], one["needed_by"]) == (sent.get_json()["id"], sent.get_json()["needed_by"])
    said = {"reason": "tỉnh điều xe của Sở Xây dựng"}
    mark = call(demo, chair, "GET", asked).headers["ETag"]

    def refuse(secret: str) -> Any:
        there = asked.replace("/orders/", "/proposals/") + "/refusal"
        return call(demo, secret, "POST", there, said, If_Match=mark)

    assert code_of(refuse(chief)) == (403, "forbidden")
    declined = refuse(chair)
    assert (declined.status_code, declined.get_json()["state"]) == (200, "declined"), declined.text
    assert [one["text"] for one in declined.get_json()["acts"]] == [said["reason"]]
    again = call(demo, chief, "POST", f"{flood}/proposals", asking(lines)).headers["Location"]
    drafted = call(demo, post, "POST", f"{flood}/orders", asking(lines))
    assert (drafted.status_code, drafted.get_json()["issuer"]) == (201, "province"), drafted.text
    taken = call(demo, chief, "GET", again).get_json()
    assert (taken["state"], taken["linked"]) == ("taken", [drafted.get_json()["id"]])
    assert [line["quantity"] for line in call(demo, chief, "GET", asked).get_json()["lines"]] == [1]
    assert call(demo, post, "GET", waiting).get_json()["proposals"] == []
