"""The JSON interface: tokens, keys, versions, masks, and refusals in the caller's language."""

from __future__ import annotations

import itertools
import threading
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from core.accounts.services import disable_user
from core.accounts.tokens import list_tokens
from core.audit.models import AuditEntry
from core.clock import now
from inventory.models import LotRow, MovementRow, PhoneLookRow
from tests.web.making import OTHER, OWN, database_of, sign_in, token

LOT = f"/api/v1/communes/{OWN}/lots"
_keys = itertools.count(1)


def new_token(app: Flask, login: str = "canbo.binhminh", *more: str) -> str:
    """Return a token made by the command."""
    done = app.test_cli_runner().invoke(args=["token", "add", login, "--name", "phần mềm X", *more])
    assert done.exit_code == 0, done.output
    return done.stdout.splitlines()[0]


def call(app: Flask, secret: str, method: str, path: str, body: Any = None, **headers: str) -> TestResponse:
    """Return the answer to a program's call; a call that writes gets a fresh key unless it brings its own."""
    told = {"Authorization": f"Bearer {secret}"} | {
        name.replace("_", "-"): said for name, said in headers.items()
    }
    if method != "GET":
        told.setdefault("Idempotency-Key", f"key-{next(_keys):08}")
    return app.test_client().open(path, method=method, json=body, headers=told)


@pytest.fixture
def demo(demo_everywhere: Flask) -> Flask:
    """The demo, once for each kind of database: what other programs are promised holds on both."""
    return demo_everywhere


@pytest.fixture
def secret(demo: Flask) -> str:
    """A token of the demo commune's official."""
    return new_token(demo)


def first_lot(app: Flask, secret: str) -> tuple[str, dict[str, Any], str]:
    """Return a lot's address, content and ETag: one with enough on hand and a telephone number."""
    lots = call(app, secret, "GET", f"{LOT}?pillar=means&limit=200").get_json()["lots"]
    lot = next(one for one in lots if one["on_hand"] >= 10 and one["phone"] and not one["reserved"])
    path = f"/api/v1/lots/{lot['id']}"
    answer = call(app, secret, "GET", path)
    return path, answer.get_json(), answer.headers["ETag"]


def code_of(answer: TestResponse) -> tuple[int, str]:
    """Return a refusal's status and code."""
    return answer.status_code, answer.get_json()["error"]["code"]


def test_a_token_has_its_account_s_reach_and_ends_with_it(demo: Flask, secret: str) -> None:
    assert call(demo, secret, "GET", LOT).status_code == 200
    assert code_of(call(demo, secret, "GET", f"/api/v1/communes/{OTHER}/lots")) == (403, "other_commune")
    page = call(demo, secret, "GET", f"/kho/xa/{OWN}")  # pages ask for a person
    assert (page.status_code, page.location.partition("?")[0]) == (302, "/dang-nhap")
    assert code_of(call(demo, secret + "x", "GET", LOT)) == (401, "sign_in_needed")
    with database_of(demo).transaction() as session:
        held = list_tokens(session)
        assert [item.last_used_on is not None for item in held] == [True]
        noted = session.scalars(select(AuditEntry).where(AuditEntry.action == "token.add")).all()
        assert len(noted) == 1
        assert secret not in str([vars(row) for row in noted])
    another = new_token(demo, "canbo.binhminh", "--days", "3")
    with time_machine.travel(now() + timedelta(days=3)):
        assert call(demo, another, "GET", LOT).status_code == 200  # its last day
    with time_machine.travel(now() + timedelta(days=4)):
        assert call(demo, another, "GET", LOT).status_code == 401
        assert call(demo, secret, "GET", LOT).status_code == 200
    demo.test_cli_runner().invoke(args=["token", "revoke", str(held[0].id)])
    assert call(demo, secret, "GET", LOT).status_code == 401
    assert call(demo, another, "GET", LOT).status_code == 200
    with database_of(demo).transaction() as session:
        disable_user(session, login="canbo.binhminh", now=now(), by="tests")
    assert call(demo, another, "GET", LOT).status_code == 401


def test_a_cookie_writes_only_with_its_page_s_token_and_never_beside_a_bad_bearer(
    demo: Flask, secret: str, official: FlaskClient
) -> None:
    path, lot, etag = first_lot(demo, secret)
    headers = {"Idempotency-Key": "from-a-page-1", "If-Match": etag}
    body = {"on_hand": lot["on_hand"] + 1, "broken": lot["broken"]}
    assert official.get(path).status_code == 200
    assert code_of(official.patch(path, json=body, headers=headers)) == (400, "form_expired")
    forged = {**headers, "Authorization": "Bearer nothing"}
    assert code_of(official.patch(path, json=body, headers=forged)) == (401, "sign_in_needed")
    headers["X-CSRFToken"] = token(official.get(f"/kho/xa/{OWN}"))
    assert official.patch(path, json=body, headers=headers).status_code == 200


def test_the_same_key_does_a_thing_once(demo: Flask, secret: str) -> None:
    path, lot, etag = first_lot(demo, secret)
    body = {"act": "receive", "quantity": 5, "document": "PN 12"}
    sent = {"If_Match": etag, "Idempotency_Key": "same-key-1"}
    first, second = (call(demo, secret, "POST", f"{path}/acts", body, **sent) for _ in range(2))
    assert (first.status_code, first.text, first.headers["ETag"]) == (
        second.status_code,
        second.text,
        second.headers["ETag"],
    )
    assert call(demo, secret, "GET", path).get_json()["on_hand"] == lot["on_hand"] + 5
    other = call(demo, secret, "POST", f"{path}/acts", {**body, "quantity": 6}, **sent)
    assert code_of(other) == (409, "form_sent_before")
    newer = call(demo, secret, "POST", f"{path}/acts", body, **{**sent, "If_Match": '"999.x"'})
    assert code_of(newer) == (409, "form_sent_before"), "it saw another state of the row"
    bare = demo.test_client().post(
        f"{path}/acts", json=body, headers={"Authorization": f"Bearer {secret}", "If-Match": etag}
    )
    assert code_of(bare) == (400, "idempotency_key_needed")


def test_a_row_is_written_only_as_it_was_seen(demo: Flask, secret: str) -> None:
    path, lot, etag = first_lot(demo, secret)
    body = {"on_hand": lot["on_hand"] + 1, "broken": lot["broken"]}
    for writing, content in ((path, body), (f"{path}/details", {"note": "x"})):
        assert code_of(call(demo, secret, "PATCH", writing, content)) == (428, "if_match_needed")
    assert call(demo, secret, "PATCH", path, body, If_Match=etag).status_code == 200
    late = call(demo, secret, "PATCH", path, {**body, "on_hand": 3}, If_Match=etag)
    assert code_of(late) == (409, "stale")
    facts = late.get_json()["error"]["facts"]
    assert (facts["yours"], facts["theirs"]) == ({"on_hand": 3}, {"on_hand": lot["on_hand"] + 1})
    for writing, content in (
        (f"{path}/acts", {"act": "break", "quantity": 1}),
        (f"{path}/details", {"fuel": "xăng"}),
    ):
        method = "POST" if writing.endswith("acts") else "PATCH"
        assert code_of(call(demo, secret, method, writing, content, If_Match=etag)) == (409, "stale")


def test_what_the_register_cannot_keep_is_refused_in_words(demo: Flask, secret: str) -> None:
    path, _lot, etag = first_lot(demo, secret)
    for field in ("kva", "keep"):
        answer = call(demo, secret, "PATCH", f"{path}/details", {field: 2.00001}, If_Match=etag)
        assert code_of(answer) == (422, "input_invalid")
        assert set(answer.get_json()["error"]["facts"]["fields"]) == {field}


def test_what_has_not_changed_is_not_sent_again(demo: Flask, secret: str) -> None:
    for path in (LOT, "/api/v1/types", first_lot(demo, secret)[0]):
        etag = call(demo, secret, "GET", path).headers["ETag"]
        answer = call(demo, secret, "GET", path, If_None_Match=etag)
        assert (answer.status_code, answer.data) == (304, b"")


def test_pages_follow_each_other_and_only_what_is_new_comes(demo: Flask, secret: str) -> None:
    seen: list[int] = []
    after: int | None = 0
    while after is not None:
        page = call(demo, secret, "GET", f"{LOT}?limit=20&after={after}").get_json()
        seen += [lot["id"] for lot in page["lots"]]
        after = page["next"]
    with database_of(demo).reading() as session:
        held = session.scalars(
            select(LotRow.id).where(LotRow.commune_code == OWN, LotRow.closed.is_(False)).order_by(LotRow.id)
        ).all()
    assert seen == list(held)
    with time_machine.travel(now() + timedelta(hours=1), tick=False):  # what was written that very moment too
        since = now().isoformat().replace("+00:00", "Z")
        path, _lot, etag = first_lot(demo, secret)
        done = call(demo, secret, "PATCH", f"{path}/details", {"note": "đã gọi hỏi"}, If_Match=etag)
        assert done.status_code == 200, done.text
        newer = call(demo, secret, "GET", f"{LOT}?updated_since={since}").get_json()["lots"]
    assert [lot["note"] for lot in newer] == ["đã gọi hỏi"]


def test_numbers_are_masked_unless_asked_for_and_then_noted(demo: Flask, secret: str) -> None:
    path, lot, _etag = first_lot(demo, secret)
    assert "•" in lot["phone"]
    shown = call(demo, secret, "GET", f"{path}?phones=1").get_json()["phone"]
    assert shown
    assert "•" not in shown
    assert call(demo, new_token(demo, "kiemtoan"), "GET", f"{path}?phones=1").status_code == 403
    chief = new_token(demo, "thuongtruc.tinh")
    lines = call(demo, chief, "GET", "/api/v1/incidents/1/dispatches").get_json()
    assert all("•" in line["phone"] for line in lines if line["phone"])
    with database_of(demo).reading() as session:
        looks = session.scalars(select(PhoneLookRow).where(PhoneLookRow.page == path)).all()
    assert [(look.commune_code, look.row_id) for look in looks] == [(OWN, lot["holder_id"])]


def test_the_pages_of_an_order_mask_numbers_too(demo: Flask) -> None:
    client = sign_in(demo, "thuongtruc.tinh")
    page = client.get("/dieu-dong/15").text
    assert "•••" in page
    assert "/so-dien-thoai/kho/" in page
    assert "tel:" not in page
    assert "tel:" not in client.get("/lenh/4").text


def test_rows_holders_lists_and_steps_are_written(demo: Flask, secret: str) -> None:
    holder = call(demo, secret, "POST", f"/api/v1/communes/{OWN}/holders", {"name": "HTX Bình Minh 9"})
    assert holder.status_code == 201, holder.text
    new = {"type_code": "TB-001", "holder_id": holder.get_json()["id"], "on_hand": 12, "place": "Kho B9"}
    new["expires_on"] = "2027-05-01"
    added = call(demo, secret, "POST", LOT, new)
    assert added.status_code == 201, added.text
    held = call(demo, secret, "GET", added.headers["Location"]).get_json()
    assert (held["on_hand"], held["expires_on"]) == (12, "2027-05-01")
    assert code_of(call(demo, secret, "POST", LOT, new)) == (409, "lot_exists")
    assert code_of(call(demo, secret, "POST", LOT, {**new, "holder_id": 1})) == (
        422,
        "holder_of_other_commune",
    )
    wrong = call(demo, secret, "POST", LOT, {**new, "on_hand": "12"}, Accept_Language="en")
    assert code_of(wrong) == (422, "input_invalid")
    assert set(wrong.get_json()["error"]["facts"]["fields"]) == {"on_hand"}
    sworn = {"pillar": "command", "responsible": True, "seen_at": now().isoformat()}
    confirmed = call(demo, secret, "POST", f"/api/v1/communes/{OWN}/confirmations", sworn)
    assert confirmed.get_json()["rows"] > 0
    chief = new_token(demo, "thuongtruc.tinh")
    lines = call(demo, chief, "GET", "/api/v1/incidents/2/dispatches").get_json()
    line = next(one for one in lines if one["state"] == "ordered")
    path = f"/api/v1/dispatches/{line['id']}"
    etag = call(demo, chief, "GET", path).headers["ETag"]
    step = {"to": "acknowledged", "text": "báo qua điện thoại"}
    done = call(demo, chief, "POST", f"{path}/holder-steps", step, If_Match=etag)
    assert (done.status_code, done.get_json()["state"]) == (200, "acknowledged")
    again = call(demo, chief, "POST", f"{path}/holder-steps", step, If_Match=etag)
    assert code_of(again) == (409, "stale")


def test_a_dispatch_that_came_back_to_a_state_is_not_the_one_that_was_read(demo: Flask) -> None:
    chief = new_token(demo, "thuongtruc.tinh")
    lines = call(demo, chief, "GET", "/api/v1/incidents/2/dispatches").get_json()
    path = f"/api/v1/dispatches/{next(one['id'] for one in lines if one['state'] == 'departed')}"

    def step(to: str, etag: str) -> TestResponse:
        return call(demo, chief, "POST", f"{path}/holder-steps", {"to": to}, If_Match=etag)

    first = step("arrived", call(demo, chief, "GET", path).headers["ETag"])
    seen = step("working", first.headers["ETag"]).headers["ETag"]
    there = step("working", step("stand_by", seen).headers["ETag"])
    assert there.get_json()["state"] == "working"
    assert code_of(step("stand_by", seen)) == (409, "stale")
    assert step("stand_by", there.headers["ETag"]).status_code == 200


def test_refusals_speak_the_caller_s_language_and_405_names_what_is_allowed(demo: Flask, secret: str) -> None:
    said = {
        language: call(demo, secret, "PUT", "/api/v1/types", {}, Accept_Language=language)
        for language in ("vi", "en")
    }
    assert {answer.status_code for answer in said.values()} == {405}
    assert "GET" in said["vi"].headers["Allow"]
    assert said["vi"].get_json()["error"]["message"] != said["en"].get_json()["error"]["message"]


def test_two_programs_on_one_row_lose_nothing(demo: Flask, secret: str) -> None:
    path, lot, _etag = first_lot(demo, secret)
    statuses: list[int] = []

    def receive(etag: str, gate: threading.Barrier) -> None:
        gate.wait()
        body = {"act": "receive", "quantity": 1, "document": "PN 1"}
        statuses.append(call(demo, secret, "POST", f"{path}/acts", body, If_Match=etag).status_code)

    for _pair in range(10):
        etag, gate = call(demo, secret, "GET", path).headers["ETag"], threading.Barrier(2)
        pair = [threading.Thread(target=receive, args=(etag, gate)) for _ in range(2)]
        for thread in pair:
            thread.start()
        for thread in pair:
            thread.join()
    assert sorted(statuses) == [200] * 10 + [409] * 10
    with database_of(demo).reading() as session:
        moved = session.scalars(select(MovementRow.on_hand).where(MovementRow.lot_id == lot["id"]))
        assert sum(moved, Decimal(0)) == lot["on_hand"] + 10


def test_the_description_is_a_page_of_our_own_files(demo: Flask, official: FlaskClient) -> None:
    page = official.get("/api/tai-lieu/").text
    assert 'src="http' not in page
    assert "<script>" not in page
    assert official.get("/api/tai-lieu/tep/swagger-ui.css", buffered=True).status_code == 200
    assert official.get("/api/tai-lieu/tep/index.css").status_code == 404
    assert "/api/tai-lieu/" in official.get("/giup-do/").text
