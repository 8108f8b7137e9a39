"""What a command post writes into an incident's log, on the page and through the interface."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO

import pytest
from flask import Flask
from openpyxl import load_workbook

from core.clock import local, now
from mobilization.queries.journal import list_events
from mobilization.queries.needs import list_needs
from mobilization.services.needs import change_need
from tests.db.inventory.register import DUTY
from tests.web.making import database_of, send, sign_in, token
from tests.web.test_api import call, new_token

LOG = "/su-co/2/nhat-ky"
WORDS = "Trưởng thôn Bình Yên (0905 111 222) báo: nước vào 12 nhà"


@pytest.fixture
def demo(demo_everywhere: Flask) -> Flask:
    return demo_everywhere


def test_a_line_is_written_once_and_read_by_others_without_the_number(demo: Flask) -> None:
    post = sign_in(demo, "thuongtruc.tinh")
    assert f'href="{LOG}"' in post.get("/su-co/2").text
    for _time in range(2):
        assert send(post, LOG, {"text": WORDS, "_once": "a" * 20}, LOG).status_code == 303
    page = post.get(LOG).text
    assert page.count(WORDS) == 1
    assert WORDS in post.get("/su-co/2").text
    reader = sign_in(demo, "kiemtoan")
    seen = reader.get(LOG).text
    assert "báo: nước vào 12 nhà" in seen
    assert "0905 111 222" not in seen
    assert "<textarea" not in seen
    assert send(reader, LOG, {"text": "x"}, "/").status_code == 403


def test_a_line_that_waited_happened_when_it_was_written(demo: Flask) -> None:
    post, written = sign_in(demo, "thuongtruc.tinh"), now() - timedelta(hours=2)
    waited = {"X-Entered-At": written.isoformat()}
    said = {"csrf_token": token(post.get(LOG)), "text": WORDS, "_once": "b" * 20}
    answers = [post.post(LOG, data=said, headers=waited) for _time in range(2)]
    assert [answer.status_code for answer in answers] == [200, 200]
    with database_of(demo).reading() as session:
        lines = [line for line in list_events(session, 2, limit=9) if line.note == WORDS]
    assert [line.happened_at.replace(microsecond=0) for line in lines] == [written.replace(microsecond=0)]


@pytest.mark.parametrize(
    ("words", "ago", "told"),
    [
        ("", timedelta(0), "Hãy viết từ 1 đến 1000 ký tự."),
        ("  ", timedelta(0), "Hãy viết từ 1 đến 1000 ký tự."),
        ("x", timedelta(hours=-2), "không thể ở tương lai"),
        ("x", timedelta(days=30), "Hãy xem lại ngày."),
    ],
)
def test_what_cannot_be_a_line_is_told_and_kept(demo: Flask, words: str, ago: timedelta, told: str) -> None:
    post = sign_in(demo, "thuongtruc.tinh")
    moment = f"{local(now() - ago):%Y-%m-%dT%H:%M}"
    answer = send(post, LOG, {"text": words, "happened_at": moment}, LOG)
    assert answer.status_code == 422
    assert told in answer.text
    assert moment in answer.text


def test_the_file_of_the_log_tells_what_a_need_asked_for_before(demo: Flask) -> None:
    post = sign_in(demo, "thuongtruc.tinh")
    with database_of(demo).transaction() as session:
        need = list_needs(session, 2)[0]
        change = {"quantity": need.quantity + 10}
        change_need(session, incident_id=2, need_id=need.id, seen="", values=change, actor=DUTY, now=now())
    sheet = load_workbook(BytesIO(post.get(f"{LOG}.xlsx").data)).active
    assert sheet is not None
    rows = list(sheet.iter_rows(values_only=True))
    changed = next(row for row in rows if "Đã sửa nhu cầu" in row)
    assert changed[changed.index(need.resource) + 1 :][:2] == (need.quantity + 10, need.quantity)


def test_other_programs_write_and_read_the_log(demo: Flask) -> None:
    post, path = new_token(demo, "thuongtruc.tinh"), "/api/v1/incidents/2/entries"
    made = call(demo, post, "POST", path, {"text": WORDS, "happened_at": None})
    assert made.status_code == 201, made.text
    line = made.get_json()
    assert (line["kind"], line["need_id"], "111" in line["text"]) == ("said", None, False)
    first = call(demo, post, "GET", f"{path}?limit=2").get_json()
    assert len(first["entries"]) == 2
    rest = call(demo, post, "GET", f"{path}?limit=200&after={first['next']}").get_json()
    assert [one["id"] for one in rest["entries"]][-1] == line["id"]
    assert {"opened", "need_added"} <= {one["kind"] for one in first["entries"] + rest["entries"]}
    assert call(demo, post, "POST", path, {"text": ""}).status_code == 422
