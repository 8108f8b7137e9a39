"""Every refusal is a page of our own in the reader's language, and JSON of one form under /api/."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from flask import Flask, before_render_template
from sqlalchemy import event, text
from sqlalchemy.exc import DBAPIError

from core.accounts.rules.roles import Role
from core.db import BusyError, Database
from core.web.access import public
from core.web.refusals import is_away
from mobilization.rules.states import State
from tests.postgres import Postgres
from tests.web.making import database_of, demo_copy, send, sign_in

# What must never reach a reader: tracebacks, names of classes and codes, markers of values left out.
RAW = re.compile(
    r"Traceback|Exception|Error\b|sqlalchemy|werkzeug|<class|None\b|Undefined|Missing data|Not a valid|Must be|must be|Longer than|Length must|Invalid value|%\(|\{\{|stale\b|not_found|"
    + "|".join(sorted({role.value for role in Role} | {f">{state.value}<" for state in State}))
)
WORDS = {
    400: ("Yêu cầu chưa đúng", "Yêu cầu|form"),
    403: ("Không có quyền", "Nội dung này thuộc đơn vị khác"),
    404: ("Không tìm thấy", "Không tìm thấy nội dung này"),
    405: ("Không nhận cách gửi này", "không nhận cách gửi vừa rồi"),
    409: ("Số liệu vừa thay đổi", ""),
    413: ("Tệp quá lớn", r"Tệp lớn quá mức cho phép \(1 MB\)"),
    422: ("Chưa thực hiện được", ""),
    500: ("Hệ thống gặp lỗi", "Hệ thống gặp lỗi và đã ghi lại"),
    503: ("Hệ thống đang bận", "Hệ thống đang bận"),
}
ENGLISH = Path(__file__).parents[2] / "core/translations/en/LC_MESSAGES/messages.mo"


def text_of(page: str) -> str:
    """Return what a reader sees of a page's main part."""
    main = page[page.index("<main") :]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", main)).strip()


@pytest.fixture
def breaking(tmp_path: Path) -> Flask:
    """An application with two addresses that fail, and a small limit for uploads."""
    app = demo_copy(tmp_path, max_upload_mb=1)

    @public
    def broken() -> str:
        raise RuntimeError("a secret detail")

    @public
    def busy() -> str:
        raise BusyError

    @public
    def away() -> str:
        with Database("postgresql+psycopg://nobody@127.0.0.1:1/none").reading() as session:
            session.execute(text("SELECT 1"))
        return "there"

    for prefix in ("", "/api/v1"):
        app.add_url_rule(f"{prefix}/vang", f"away{len(prefix)}", away, methods=["GET", "POST"])
        app.add_url_rule(f"{prefix}/hong", f"broken{len(prefix)}", broken, methods=["GET", "POST"])
        app.add_url_rule(f"{prefix}/ban", f"busy{len(prefix)}", busy)
    return app


CASES = [
    ("GET", "/kho/xa/21025", 403),
    ("GET", "/kho/999999", 404),
    ("GET", "/kho/xa/00000", 403),
    ("GET", "/khong-co-trang-nay", 404),
    ("PUT", "/kho/xa/21085", 405),
    ("POST", "/dang-xuat", 400),
    ("GET", "/hong", 500),
    ("GET", "/ban", 503),
]


@pytest.mark.parametrize("language", ["vi", "en"])
def test_refusals_are_pages_in_both_languages(breaking: Flask, language: str) -> None:
    client = sign_in(breaking, "canbo.binhminh")
    client.get(f"/ngon-ngu/{language}")
    for method, path, status in CASES:
        answer = client.open(path, method=method)
        assert (path, answer.status_code) == (path, status)
        assert f'lang="{language}"' in answer.text
        text = text_of(answer.text)
        assert not RAW.search(text), text
        assert "secret detail" not in answer.text
        title, sentence = WORDS[status]
        if language == "vi":
            assert title in text
            assert re.search(sentence, text)
        elif ENGLISH.exists():
            assert title not in text
    assert client.open("/kho/xa/21085", method="PUT").headers["Allow"]
    database_of(breaking).dispose()


def test_a_failure_promises_nothing_of_what_was_sent(breaking: Flask) -> None:
    """The database may have kept it before the line to it broke; a page that was only opened changed nothing."""
    breaking.config["WTF_CSRF_ENABLED"] = False
    client = sign_in(breaking, "canbo.binhminh")
    for path in ("/hong", "/api/v1/hong"):
        answers = [client.get(path), client.post(path)]
        assert [answer.status_code for answer in answers] == [500, 500]
        told = [
            text_of(one.text) if path == "/hong" else one.get_json()["error"]["message"] for one in answers
        ]
        assert "đã lưu vẫn còn" in told[0]
        assert "Chưa chắc nội dung vừa gửi đã được lưu" in told[1]
    database_of(breaking).dispose()


def test_a_database_away_is_told_with_when_to_ask_again(breaking: Flask) -> None:
    breaking.config["WTF_CSRF_ENABLED"] = False
    client = sign_in(breaking, "canbo.binhminh")
    answers = [client.get("/vang"), client.post("/vang"), client.get("/api/v1/vang")]
    assert [(one.status_code, one.headers["Retry-After"]) for one in answers] == [(503, "5")] * 3
    assert "đã lưu vẫn còn" in text_of(answers[0].text)
    assert "Chưa chắc nội dung vừa gửi đã được lưu" in text_of(answers[1].text)
    error = answers[2].get_json()["error"]
    assert (error["status"], error["code"]) == (503, "database_away")
    assert "Retry-After" not in client.get("/hong").headers
    database_of(breaking).dispose()


@contextmanager
def failing_from(app: Flask, first: int, *, drawn: bool = False) -> Iterator[list[str]]:
    """Let every statement from the `first` on fail, counted from nought; with `drawn` only those of a page being drawn.

    Yields the statements that failed.
    """
    engine, failed, seen = database_of(app).engine, [], [0]
    drawing = [not drawn]

    def strike(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if drawing[0]:
            seen[0] += 1
        if drawing[0] and seen[0] > first:
            failed.append(statement)
            raise sqlite3.OperationalError("disk I/O error: a secret detail")

    def begin(_app: Flask, **_context: object) -> None:
        drawing[0] = True

    event.listen(engine, "before_cursor_execute", strike)
    try:
        with before_render_template.connected_to(begin, app):
            yield failed
    finally:
        event.remove(engine, "before_cursor_execute", strike)


@pytest.mark.parametrize("path", ["/", "/su-co/2", "/lenh/1", "/dang-nhap", "/giup-do/", "/kho/999999"])
def test_a_database_that_fails_at_any_moment_of_an_answer_ends_in_words(demo: Flask, path: str) -> None:
    """Also where what fails is read by the page itself while it is drawn, and by the page that tells of the failure."""
    client = sign_in(demo, "thuongtruc.tinh")
    whole = client.get(path)
    assert whole.status_code in {200, 302, 404}
    for drawn in (False, True):
        for first in range(60):
            with failing_from(demo, first, drawn=drawn) as failed:
                answer = client.get(path)
            if not failed:
                assert answer.status_code == whole.status_code
                break
            assert answer.status_code == 500, (first, drawn)
            assert "Hệ thống gặp lỗi và đã ghi lại" in text_of(answer.text), (first, drawn)
            assert "secret detail" not in answer.text
            assert not RAW.search(text_of(answer.text))
    assert client.get(path).text.count("<main") == whole.text.count("<main")


def test_only_a_database_out_of_reach_is_away(postgres: Postgres) -> None:
    address = postgres.make()
    name = address.partition("?")[0].rpartition("/")[2]
    for url, statement, away in (
        (address, "SELECT pg_terminate_backend(pg_backend_pid())", True),  # the server hung up
        (address, "SELECT 1 FROM no_such_table", False),
        (address.replace(f"/{name}", "/no_such_database"), "SELECT 1", False),
        ("sqlite:////no/such/folder/file", "SELECT 1", False),
    ):
        held = Database(url)
        with pytest.raises(DBAPIError) as caught, held.reading() as session:
            session.execute(text(statement))
        held.dispose()
        assert is_away(caught.value) is away, statement


def test_a_refusal_leads_back_to_the_page_it_came_from(demo: Flask) -> None:
    """Never to another site, never round to itself."""
    client, came_from = sign_in(demo, "canbo.binhminh"), "http://localhost/kho/xa/21085?q=ao"
    refused = client.post("/kho/312/kiem-dem", data={}, headers={"Referer": came_from})
    assert refused.status_code == 400
    assert "Số liệu chưa thay đổi" in text_of(refused.text)
    for path, referrer, way in (
        ("/kho/999999", came_from, "/kho/xa/21085?q=ao"),
        ("/kho/999999", "https://elsewhere.example/kho/xa/21085", None),
        ("/kho/999999", "http://localhost//elsewhere.example/", None),
        ("/kho/999999", "http://localhost/kho/999999", None),
    ):
        page = client.get(path, headers={"Referer": referrer}).text
        found = re.findall(r'href="([^"]*)">Về trang trước', page)
        assert found == ([way] if way else []), referrer
        assert "Về trang Việc cần làm" in page
    assert "Đăng nhập" in text_of(demo.test_client().get("/khong-co-trang-nay").text)


def test_a_file_too_large_is_refused_in_words(breaking: Flask) -> None:
    client = sign_in(breaking, "canbo.binhminh")
    kind = "multipart/form-data; boundary=x"
    form = {"Referer": "http://localhost/nhap-lieu/"}
    answer = client.post("/nhap-lieu/", data=b"x" * 1_100_000, content_type=kind, headers=form)
    assert answer.status_code == 413
    assert re.search(WORDS[413][1], text_of(answer.text))
    assert 'href="/nhap-lieu/"' in answer.text.split("data-refused")[1], "the way back to the form"
    database_of(breaking).dispose()


JSON = [
    ("/api/v1/khong-co", 404, "not_found"),
    ("/api/v1/lots/999999", 404, "not_found"),
    ("/api/v1/communes/21025/lots", 403, "other_commune"),
    ("/api/v1/hong", 500, "server_error"),
    ("/api/v1/ban", 503, "busy"),
]


def test_the_api_refuses_in_json(breaking: Flask) -> None:
    client = sign_in(breaking, "canbo.binhminh")
    for path, status, code in JSON:
        answer = client.get(path)
        error = answer.get_json()["error"]
        assert (path, answer.status_code, error["status"], error["code"]) == (path, status, status, code)
        assert error["message"]
        assert "secret detail" not in answer.text
    database_of(breaking).dispose()


def test_a_step_that_has_passed_is_409_and_says_so(demo: Flask) -> None:
    chief = sign_in(demo, "thuongtruc.tinh")
    answer = send(chief, "/su-co/1/phuong-an", {})
    assert answer.status_code == 409
    assert "Sự cố đã đóng" in text_of(answer.text)
    assert not RAW.search(text_of(answer.text))


def test_an_incomplete_form_is_422_and_keeps_what_was_typed(demo: Flask) -> None:
    chief = sign_in(demo, "thuongtruc.tinh")
    form = {"title": "Lũ quét ở đầu nguồn", "place": "thôn 3", "risk_level": "9"}
    answer = send(chief, "/su-co/moi", form, "/su-co/moi")
    assert answer.status_code == 422
    assert 'value="Lũ quét ở đầu nguồn"' in answer.text
    assert 'value="thôn 3"' in answer.text
    assert answer.text.count("is-invalid") >= 2  # the kind of incident is missing, the level cannot be
    assert not RAW.search(text_of(answer.text)), text_of(answer.text)


def test_pages_of_the_walk_show_no_codes(demo: Flask) -> None:
    pages = {
        "thuongtruc.tinh": (
            "/",
            "/su-co/",
            "/su-co/1",
            "/su-co/2",
            "/su-co/2/phuong-an",
            "/lenh/4",
            "/dieu-dong/1",
        ),
        "canbo.binhminh": ("/", "/kho/xa/21085", "/kho/312", "/lenh/4", "/kho/xa/21085/them"),
        "kiemtoan": ("/", "/kho/", "/bao-cao/", "/bao-cao/?xa=21085"),
    }
    for login, paths in pages.items():
        client = sign_in(demo, login)
        for path in paths:
            answer = client.get(path)
            assert (path, answer.status_code) == (path, 200)
            assert not RAW.search(text_of(answer.text)), (path, RAW.search(text_of(answer.text)))
